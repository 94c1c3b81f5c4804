/* Does a JSON document hold its schema? The part of JSON Schema (draft 2020-12) that our own schemas use:
 * type, const, enum, properties, required, additionalProperties, propertyNames, maxProperties, items, minItems,
 * maxItems, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, pattern (as a POSIX extended regular
 * expression), format "date", oneOf, and $ref to "#/$defs/...". */
#ifndef CVS_BASE_JSON_SCHEMA_H
#define CVS_BASE_JSON_SCHEMA_H

#include "base/json.h"

/* Holds a document against a schema. The first place that does not hold is refused as a getter would (cvs_json_status
 * tells): "groups[0].arms[1].rate.upper is 1.2, expected a number from 0 and at most 1". Of alternatives the one that
 * goes deepest speaks. Errors: CVS_EDATA; CVS_EINVAL where the schema itself is no such schema; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_json_hold(cvs_json_document *document, const cvs_json_document *schema,
                                         cvs_error *error);

/* A keyword anywhere in the schema that this file does not know, or NULL; borrowed from the schema. What is not known
 * would be passed over in silence. */
const char *cvs_json_schema_stranger(const cvs_json_document *schema);

#endif

/* The JSON Schemas of src/report/schema as the program carries them. */
#ifndef CVS_REPORT_SCHEMAS_H
#define CVS_REPORT_SCHEMAS_H

#include <stddef.h>

typedef struct cvs_schema_text {
  const char *name; /* "test": test.schema.json */
  const char *text;
  size_t length;
} cvs_schema_text;

/* Written by scripts/embed_schemas.sh when the program is built. */
extern const cvs_schema_text cvs_schema_texts[];
extern const size_t cvs_schema_text_count;

/* The schema of this name, or NULL. */
const cvs_schema_text *cvs_schema_text_find(const char *name);

#endif

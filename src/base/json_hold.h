/* What the files that hold JSON against a schema share: json_schema.c walks, json_hold_values.c knows the keywords of
 * single values, json_hold_words.c what was expected. */
#ifndef CVS_BASE_JSON_HOLD_H
#define CVS_BASE_JSON_HOLD_H

#include "base/json.h"
#include "base/strbuf.h"

#include <jansson.h>
#include <regex.h>

/* More than our schemas have together. */
enum { CVS_PATTERNS_MAX = 16 };

/* A pattern once it is compiled. */
typedef struct cvs_pattern {
  const char *text; /* borrowed from the schema */
  regex_t compiled;
} cvs_pattern;

/* A document on its way through its schema. */
typedef struct cvs_holder {
  json_t *schema;    /* the whole of it, for $ref */
  bool quiet;        /* an alternative is tried: nothing is refused yet */
  size_t deepest;    /* level of the last place that did not hold */
  size_t level;      /* of schemas within schemas */
  bool wrong_schema; /* a $ref to nowhere, a pattern that is none */
  cvs_pattern pattern[CVS_PATTERNS_MAX];
  size_t pattern_count;
} cvs_holder;

/* A keyword: its value, and the schema it stands in. */
typedef struct cvs_keyword {
  json_t *schema;
  json_t *value;
} cvs_keyword;

typedef bool cvs_hold_function(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place);

const json_t *cvs_hold_value(const cvs_json_place *place);
/* Places above this one. */
size_t cvs_hold_level(const cvs_json_place *place);
/* Notes that a place does not hold; true where it is to be said. */
bool cvs_hold_fails(cvs_holder *by, const cvs_json_place *place);
/* Notes and says it; always false. */
bool cvs_hold_refuse(cvs_holder *by, const cvs_json_place *place, const char *expected);
/* Says, where cvs_hold_fails told so, what was put together, which it frees; always false. */
bool cvs_hold_refuse_built(const cvs_json_place *place, cvs_strbuf *expected);

/* The schema that a $ref means, else itself; NULL where it leads nowhere. */
json_t *cvs_hold_follow(const cvs_holder *by, json_t *schema);

/* "a number or null"; "\"score\""; "one of ..."; what stands at a place that holds, of alternatives the first. */
void cvs_hold_add_types(cvs_strbuf *out, const json_t *type);
void cvs_hold_add_shown(cvs_strbuf *out, const json_t *value);
void cvs_hold_add_enum(cvs_strbuf *out, const json_t *values);
void cvs_hold_add_expected(const cvs_holder *by, cvs_strbuf *out, json_t *schema);

/* Keywords of single values. */
cvs_hold_function cvs_hold_type, cvs_hold_const, cvs_hold_enum, cvs_hold_range, cvs_hold_min_items, cvs_hold_max_items,
    cvs_hold_min_length, cvs_hold_pattern, cvs_hold_format, cvs_hold_max_properties;

#endif

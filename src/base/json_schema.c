/* Holding JSON against a schema: keywords that lead to further places, and the table of all. */
#include "base/json_schema.h"

#include "base/error.h"
#include "base/json_hold.h"

#include <string.h>

/* Deeper than any of our documents, so that a schema that refers to itself ends. */
enum { LEVELS_MAX = 64 };

static bool hold(cvs_holder *by, json_t *schema, const cvs_json_place *place);

const json_t *cvs_hold_value(const cvs_json_place *place) {
  return place->value;
}

size_t cvs_hold_level(const cvs_json_place *place) {
  size_t level = 0;
  for (; place->parent != NULL; place = place->parent)
    level++;
  return level;
}

bool cvs_hold_fails(cvs_holder *by, const cvs_json_place *place) {
  by->deepest = cvs_hold_level(place);
  return !by->quiet;
}

bool cvs_hold_refuse(cvs_holder *by, const cvs_json_place *place, const char *expected) {
  if (cvs_hold_fails(by, place))
    cvs_json_refuse(place, expected);
  return false;
}

bool cvs_hold_refuse_built(const cvs_json_place *place, cvs_strbuf *expected) {
  cvs_json_refuse_built(place, expected);
  return false;
}

static bool hold_items(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  const size_t count = json_array_size(cvs_hold_value(place));
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place item = cvs_json_item(place, i);
    if (!hold(by, word->value, &item))
      return false;
  }
  return true;
}

static bool hold_required(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  if (!json_is_object(cvs_hold_value(place)))
    return true;
  for (size_t i = 0; i < json_array_size(word->value); i++) {
    const char *key = json_string_value(json_array_get(word->value, i));
    const cvs_json_place member = cvs_json_member(place, key);
    if (member.value != NULL)
      continue;
    if (!cvs_hold_fails(by, &member))
      return false;
    cvs_strbuf expected = {0};
    cvs_hold_add_expected(by, &expected, json_object_get(json_object_get(word->schema, "properties"), key));
    return cvs_hold_refuse_built(&member, &expected);
  }
  return true;
}

static bool hold_properties(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  json_t *object = place->value;
  for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
    json_t *schema = json_object_get(word->value, json_object_iter_key(i));
    if (schema == NULL)
      continue;
    const cvs_json_place member = cvs_json_member(place, json_object_iter_key(i));
    if (!hold(by, schema, &member))
      return false;
  }
  return true;
}

static bool hold_others(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  json_t *object = place->value;
  const json_t *known = json_object_get(word->schema, "properties");
  for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
    if (json_object_get(known, json_object_iter_key(i)) != NULL)
      continue;
    const cvs_json_place member = cvs_json_member(place, json_object_iter_key(i));
    if (json_is_false(word->value))
      return cvs_hold_refuse(by, &member, "no such member");
    if (json_is_object(word->value) && !hold(by, word->value, &member))
      return false;
  }
  return true;
}

/* The name of a member stands where its value does. */
static bool hold_names(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  json_t *object = place->value;
  for (void *i = json_object_iter(object); i != NULL; i = json_object_iter_next(object, i)) {
    const json_t *allowed = json_object_get(word->value, "enum");
    bool found = allowed == NULL;
    for (size_t k = 0; k < json_array_size(allowed) && !found; k++)
      found = strcmp(json_string_value(json_array_get(allowed, k)), json_object_iter_key(i)) == 0;
    const cvs_json_place member = cvs_json_member(place, json_object_iter_key(i));
    if (!found)
      return cvs_hold_refuse(by, &member, "no such member");
  }
  return true;
}

static bool hold_reference(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  json_t *meant = cvs_hold_follow(by, word->schema);
  by->wrong_schema |= meant == NULL;
  return meant != NULL && hold(by, meant, place);
}

/* Whether one alternative holds; *level receives how far it came. */
static bool try_alternative(cvs_holder *by, json_t *schema, const cvs_json_place *place, size_t *level) {
  const bool quiet = by->quiet;
  by->quiet = true;
  const bool holds = hold(by, schema, place);
  by->quiet = quiet;
  *level = by->deepest;
  return holds;
}

/* Where none holds, the one that came furthest says why; where all failed at once, what each had wanted. */
static bool hold_one(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  const size_t count = json_array_size(word->value);
  const size_t here = cvs_hold_level(place);
  size_t holding = 0, best = 0, furthest = here;
  for (size_t i = 0; i < count; i++) {
    size_t level = 0;
    if (try_alternative(by, json_array_get(word->value, i), place, &level))
      holding++;
    else if (level > furthest) {
      furthest = level;
      best = i;
    }
  }
  if (holding == 1)
    return true;
  if (holding == 0 && furthest > here)
    return hold(by, json_array_get(word->value, best), place);
  if (!cvs_hold_fails(by, place))
    return false;
  cvs_strbuf expected = {0};
  for (size_t i = 0; i < count; i++) {
    cvs_strbuf_add(&expected, i > 0 ? " or " : "");
    cvs_hold_add_expected(by, &expected, json_array_get(word->value, i));
  }
  return cvs_hold_refuse_built(place, &expected);
}

/* --- all of them --- */

/* Where the schemas within a keyword's value are: nowhere, itself, its members, its items. */
typedef enum within { WITHIN_NOTHING, WITHIN_ITSELF, WITHIN_MEMBERS, WITHIN_ITEMS } within;

static const struct keyword_row {
  const char *id;
  cvs_hold_function *hold; /* NULL: says something to people only */
  within within;
} keyword_rows[] = {
    {"$ref", hold_reference, WITHIN_NOTHING},
    {"type", cvs_hold_type, WITHIN_NOTHING},
    {"description", NULL, WITHIN_NOTHING},
    {"minimum", cvs_hold_range, WITHIN_NOTHING},
    {"maximum", cvs_hold_range, WITHIN_NOTHING},
    {"properties", hold_properties, WITHIN_MEMBERS},
    {"required", hold_required, WITHIN_NOTHING},
    {"additionalProperties", hold_others, WITHIN_ITSELF},
    {"items", hold_items, WITHIN_ITSELF},
    {"enum", cvs_hold_enum, WITHIN_NOTHING},
    {"oneOf", hold_one, WITHIN_ITEMS},
    {"const", cvs_hold_const, WITHIN_NOTHING},
    {"exclusiveMinimum", cvs_hold_range, WITHIN_NOTHING},
    {"exclusiveMaximum", cvs_hold_range, WITHIN_NOTHING},
    {"pattern", cvs_hold_pattern, WITHIN_NOTHING},
    {"format", cvs_hold_format, WITHIN_NOTHING},
    {"minItems", cvs_hold_min_items, WITHIN_NOTHING},
    {"maxItems", cvs_hold_max_items, WITHIN_NOTHING},
    {"minLength", cvs_hold_min_length, WITHIN_NOTHING},
    {"propertyNames", hold_names, WITHIN_ITSELF},
    {"maxProperties", cvs_hold_max_properties, WITHIN_NOTHING},
    {"$schema", NULL, WITHIN_NOTHING},
    {"$id", NULL, WITHIN_NOTHING},
    {"title", NULL, WITHIN_NOTHING},
    {"$defs", NULL, WITHIN_MEMBERS},
};

static const struct keyword_row *find_row(const char *id) {
  for (size_t i = 0; i < sizeof keyword_rows / sizeof *keyword_rows; i++)
    if (strcmp(keyword_rows[i].id, id) == 0)
      return &keyword_rows[i];
  return NULL;
}

static bool hold(cvs_holder *by, json_t *schema, const cvs_json_place *place) {
  if (json_is_true(schema))
    return true;
  if (!json_is_object(schema) || by->level == LEVELS_MAX) {
    by->wrong_schema = true;
    return false;
  }
  by->level++;
  bool holds = true;
  for (void *i = json_object_iter(schema); i != NULL && holds; i = json_object_iter_next(schema, i)) {
    const struct keyword_row *row = find_row(json_object_iter_key(i));
    const cvs_keyword word = {schema, json_object_iter_value(i)};
    by->wrong_schema |= row == NULL;
    holds = row != NULL && (row->hold == NULL || row->hold(by, &word, place));
  }
  by->level--;
  return holds;
}

cvs_status cvs_json_hold(cvs_json_document *document, const cvs_json_document *schema, cvs_error *error) {
  cvs_json_place root = cvs_json_root(document);
  cvs_holder by = {.schema = cvs_json_tree(schema)};
  const bool holds = hold(&by, by.schema, &root);
  for (size_t i = 0; i < by.pattern_count; i++)
    regfree(&by.pattern[i].compiled);
  if (by.wrong_schema)
    return cvs_fail(error, CVS_EINVAL, "the schema %s cannot be used", cvs_json_source(schema));
  const cvs_status status = cvs_json_status(document, error);
  return holds || status != CVS_OK ? status : cvs_fail_memory(error);
}

/* --- what a schema may say --- */

static const char *find_stranger(json_t *schema, size_t level);

static const char *find_within(json_t *value, within where, size_t level) {
  const char *found = NULL;
  if (where == WITHIN_ITSELF)
    return find_stranger(value, level);
  for (void *i = json_object_iter(value); i != NULL && where == WITHIN_MEMBERS && found == NULL;
       i = json_object_iter_next(value, i))
    found = find_stranger(json_object_iter_value(i), level);
  for (size_t i = 0; i < json_array_size(value) && where == WITHIN_ITEMS && found == NULL; i++)
    found = find_stranger(json_array_get(value, i), level);
  return found;
}

static const char *find_stranger(json_t *schema, size_t level) {
  const char *found = NULL;
  if (level == LEVELS_MAX)
    return "too many levels";
  for (void *i = json_object_iter(schema); i != NULL && found == NULL; i = json_object_iter_next(schema, i)) {
    const struct keyword_row *row = find_row(json_object_iter_key(i));
    found = row == NULL ? json_object_iter_key(i) : find_within(json_object_iter_value(i), row->within, level + 1);
  }
  return found;
}

const char *cvs_json_schema_stranger(const cvs_json_document *schema) {
  return find_stranger(cvs_json_tree(schema), 0);
}

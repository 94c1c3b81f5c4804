/* What a schema expects, in words. */
#include "base/json_hold.h"

#include <string.h>

/* In the order of their ids in a schema. */
static const struct type_word {
  const char *id;
  const char *words;
} type_words[] = {{"object", "an object"}, {"array", "an array"},         {"string", "a text"},
                  {"number", "a number"},  {"integer", "a whole number"}, {"boolean", "true or false"},
                  {"null", "null"}};

static const char *words_of_type(const char *id) {
  for (size_t i = 0; i < sizeof type_words / sizeof *type_words; i++)
    if (strcmp(type_words[i].id, id) == 0)
      return type_words[i].words;
  return id;
}

void cvs_hold_add_types(cvs_strbuf *out, const json_t *type) {
  if (json_is_string(type)) {
    cvs_strbuf_add(out, words_of_type(json_string_value(type)));
    return;
  }
  for (size_t i = 0; i < json_array_size(type); i++) {
    cvs_strbuf_add(out, i > 0 ? " or " : "");
    cvs_strbuf_add(out, words_of_type(json_string_value(json_array_get(type, i))));
  }
}

void cvs_hold_add_shown(cvs_strbuf *out, const json_t *value) {
  if (json_is_string(value))
    cvs_strbuf_addf(out, "\"%s\"", json_string_value(value));
  else if (json_is_number(value))
    cvs_strbuf_addf(out, "%.17g", json_number_value(value));
  else
    cvs_strbuf_add(out, "null");
}

void cvs_hold_add_enum(cvs_strbuf *out, const json_t *values) {
  for (size_t i = 0; i < json_array_size(values); i++) {
    cvs_strbuf_add(out, i > 0 ? ", " : "one of ");
    cvs_hold_add_shown(out, json_array_get(values, i));
  }
}

/* The schema that a $ref means, else itself; NULL where it leads nowhere. */
json_t *cvs_hold_follow(const cvs_holder *by, json_t *schema) {
  static const char prefix[] = "#/$defs/";
  const char *path = json_string_value(json_object_get(schema, "$ref"));
  if (path == NULL)
    return schema;
  if (strncmp(path, prefix, sizeof prefix - 1) != 0)
    return NULL;
  return json_object_get(json_object_get(by->schema, "$defs"), path + sizeof prefix - 1);
}

/* What stands at a place that holds; of alternatives the first. */
void cvs_hold_add_expected(const cvs_holder *by, cvs_strbuf *out, json_t *schema) {
  schema = cvs_hold_follow(by, schema);
  const json_t *alternatives = json_object_get(schema, "oneOf");
  if (alternatives != NULL)
    schema = cvs_hold_follow(by, json_array_get(alternatives, 0));
  const json_t *type = json_object_get(schema, "type");
  const json_t *only = json_object_get(schema, "const"), *some = json_object_get(schema, "enum");
  if (only != NULL)
    cvs_hold_add_shown(out, only);
  else if (some != NULL)
    cvs_hold_add_enum(out, some);
  else if (type != NULL)
    cvs_hold_add_types(out, type);
  else
    cvs_strbuf_add(out, "a value");
}

/* Keywords of a schema that look at one value. */
#include "base/json_hold.h"

#include <math.h>
#include <string.h>

static bool is_whole(const json_t *value) {
  return json_is_number(value) && json_number_value(value) == floor(json_number_value(value));
}

static bool is_of_type(const json_t *value, const char *id) {
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    return strcmp(id, "object") == 0;
  case JSON_ARRAY:
    return strcmp(id, "array") == 0;
  case JSON_STRING:
    return strcmp(id, "string") == 0;
  case JSON_INTEGER:
  case JSON_REAL:
    return strcmp(id, "number") == 0 || (strcmp(id, "integer") == 0 && is_whole(value));
  case JSON_TRUE:
  case JSON_FALSE:
    return strcmp(id, "boolean") == 0;
  case JSON_NULL:
    return strcmp(id, "null") == 0;
  }
  return false;
}

bool cvs_hold_type(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  if (json_is_string(word->value) && is_of_type(cvs_hold_value(place), json_string_value(word->value)))
    return true;
  for (size_t i = 0; i < json_array_size(word->value); i++)
    if (is_of_type(cvs_hold_value(place), json_string_value(json_array_get(word->value, i))))
      return true;
  if (!cvs_hold_fails(by, place))
    return false;
  cvs_strbuf expected = {0};
  cvs_hold_add_types(&expected, word->value);
  return cvs_hold_refuse_built(place, &expected);
}

bool cvs_hold_const(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  if (json_equal(cvs_hold_value(place), word->value))
    return true;
  if (!cvs_hold_fails(by, place))
    return false;
  cvs_strbuf expected = {0};
  cvs_hold_add_shown(&expected, word->value);
  return cvs_hold_refuse_built(place, &expected);
}

bool cvs_hold_enum(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  for (size_t i = 0; i < json_array_size(word->value); i++)
    if (json_equal(cvs_hold_value(place), json_array_get(word->value, i)))
      return true;
  if (!cvs_hold_fails(by, place))
    return false;
  cvs_strbuf expected = {0};
  cvs_hold_add_enum(&expected, word->value);
  return cvs_hold_refuse_built(place, &expected);
}

static double number_or(const json_t *schema, const char *inclusive, const char *exclusive, double otherwise,
                        bool *open) {
  const json_t *value = json_object_get(schema, inclusive);
  const json_t *beyond = json_object_get(schema, exclusive);
  *open = beyond != NULL;
  return beyond != NULL ? json_number_value(beyond) : value != NULL ? json_number_value(value) : otherwise;
}

/* All four ends at once: the getter says them together. */
bool cvs_hold_range(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  if (!json_is_number(cvs_hold_value(place)))
    return true;
  cvs_json_range range = {.low = 0};
  range.low = number_or(word->schema, "minimum", "exclusiveMinimum", -INFINITY, &range.low_open);
  range.high = number_or(word->schema, "maximum", "exclusiveMaximum", INFINITY, &range.high_open);
  const double number = json_number_value(cvs_hold_value(place));
  const bool low = range.low_open ? number > range.low : number >= range.low;
  const bool high = range.high_open ? number < range.high : number <= range.high;
  if (low && high)
    return true;
  if (cvs_hold_fails(by, place))
    (void)cvs_json_get_number(place, &range);
  return false;
}

bool cvs_hold_min_items(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  const size_t least = (size_t)json_number_value(word->value);
  if (!json_is_array(cvs_hold_value(place)) || json_array_size(cvs_hold_value(place)) >= least)
    return true;
  if (!cvs_hold_fails(by, place))
    return false;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "an array of %zu at least", least);
  return cvs_hold_refuse_built(place, &expected);
}

bool cvs_hold_max_items(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  const size_t most = (size_t)json_number_value(word->value);
  if (!json_is_array(cvs_hold_value(place)) || json_array_size(cvs_hold_value(place)) <= most)
    return true;
  if (!cvs_hold_fails(by, place))
    return false;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "an array of %zu at most", most);
  return cvs_hold_refuse_built(place, &expected);
}

bool cvs_hold_min_length(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  const json_t *value = cvs_hold_value(place);
  if (!json_is_string(value) || json_string_length(value) >= (size_t)json_number_value(word->value))
    return true;
  return cvs_hold_refuse(by, place, "a longer text");
}

static const cvs_pattern *find_pattern(cvs_holder *by, const char *text) {
  for (size_t i = 0; i < by->pattern_count; i++)
    if (by->pattern[i].text == text)
      return &by->pattern[i];
  cvs_pattern *next = &by->pattern[by->pattern_count];
  if (by->pattern_count == CVS_PATTERNS_MAX || regcomp(&next->compiled, text, REG_EXTENDED | REG_NOSUB) != 0)
    return NULL;
  next->text = text;
  by->pattern_count++;
  return next;
}

bool cvs_hold_pattern(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  if (!json_is_string(cvs_hold_value(place)))
    return true;
  const cvs_pattern *wanted = find_pattern(by, json_string_value(word->value));
  by->wrong_schema |= wanted == NULL;
  if (wanted == NULL || regexec(&wanted->compiled, json_string_value(cvs_hold_value(place)), 0, NULL, 0) == 0)
    return wanted != NULL;
  if (!cvs_hold_fails(by, place))
    return false;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "a text of the form %s", wanted->text);
  return cvs_hold_refuse_built(place, &expected);
}

/* The one format in use is that of a day. */
bool cvs_hold_format(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  static const char form[] = "0000-00-00";
  const char *text = json_string_value(cvs_hold_value(place));
  if (text == NULL || strcmp(json_string_value(word->value), "date") != 0)
    return true;
  bool holds = strlen(text) == sizeof form - 1;
  for (size_t i = 0; holds && form[i] != '\0'; i++)
    holds = form[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
  return holds || cvs_hold_refuse(by, place, "a day such as 2026-08-14");
}

bool cvs_hold_max_properties(cvs_holder *by, const cvs_keyword *word, const cvs_json_place *place) {
  return json_object_size(cvs_hold_value(place)) <= (size_t)json_number_value(word->value) ||
         cvs_hold_refuse(by, place, "an object with fewer members");
}

/* Going through JSON whose members are not known beforehand. */
#include "base/json.h"

#include <jansson.h>

cvs_json_place cvs_json_within(const cvs_json_place *object, const char *key) {
  const json_t *value = object->value;
  return (cvs_json_place){
      .document = object->document, .parent = object, .key = key, .value = json_object_get(value, key)};
}

bool cvs_json_next(const cvs_json_place *object, void **cursor, cvs_json_place *member) {
  json_t *value = object->value;
  *cursor = *cursor == NULL ? json_object_iter(value) : json_object_iter_next(value, *cursor);
  if (*cursor == NULL)
    return false;
  *member = (cvs_json_place){.document = object->document,
                             .parent = object,
                             .key = json_object_iter_key(*cursor),
                             .value = json_object_iter_value(*cursor)};
  return true;
}

size_t cvs_json_size(const cvs_json_place *place) {
  const json_t *value = place->value;
  return json_is_object(value) ? json_object_size(value) : json_array_size(value);
}

bool cvs_json_is_text(const cvs_json_place *place) {
  const json_t *value = place->value;
  return json_is_string(value);
}

bool cvs_json_is_number(const cvs_json_place *place) {
  const json_t *value = place->value;
  return json_is_number(value);
}

bool cvs_json_same(const cvs_json_place *left, const cvs_json_place *right) {
  const json_t *one = left->value, *other = right->value;
  return json_equal(one, other) == 1;
}

const char *cvs_json_get_string(const cvs_json_place *place) {
  const json_t *value = place->value;
  if (!json_is_string(value))
    cvs_json_refuse(place, "a text");
  return json_is_string(value) ? json_string_value(value) : "";
}

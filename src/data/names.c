/* Texts of a column, each with a number: a small table of those met lately before the map of all. */
#include "data/names.h"

cvs_status cvs_names_init(cvs_names *names, uint32_t limit) {
  *names = (cvs_names){.limit = limit};
  for (size_t i = 0; i < CVS_NAMES_NEAR; i++)
    names->near[i].length = UINT32_MAX;
  return cvs_map_new(&names->map);
}

void cvs_names_free(cvs_names *names) {
  cvs_map_free(names->map);
  names->map = NULL;
}

static cvs_status find_in_map(cvs_names *names, cvs_field text, uint32_t *number) {
  bool added = false;
  *number = CVS_NO_NAME;
  if (cvs_map_count(names->map) < names->limit)
    return cvs_map_intern(names->map, text.text, text.length, number, &added);
  if (!cvs_map_find(names->map, text.text, text.length, number))
    *number = CVS_NO_NAME;
  return CVS_OK;
}

cvs_status cvs_names_find_far(cvs_names *names, cvs_field text, uint64_t head, uint32_t *number) {
  const cvs_status status = find_in_map(names, text, number);
  if (status == CVS_OK && *number != CVS_NO_NAME && text.length < UINT32_MAX)
    *cvs_names_near(names, text, head) =
        (cvs_name_near){head, cvs_map_key(names->map, *number, NULL), (uint32_t)text.length, *number};
  return status;
}

cvs_status cvs_names_add(cvs_names *names, cvs_field text, uint32_t *number) {
  return find_in_map(names, text, number);
}

uint32_t cvs_names_count(const cvs_names *names) {
  return cvs_map_count(names->map);
}

const char *cvs_names_text(const cvs_names *names, uint32_t number, size_t *length) {
  return cvs_map_key(names->map, number, length);
}

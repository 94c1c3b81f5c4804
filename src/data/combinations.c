/* The values of several columns together, each combination with a number. */
#include "data/combinations.h"
#include "base/mem.h"
#include <string.h>

cvs_status cvs_combinations_init(cvs_combinations *c, const size_t *at, size_t count) {
  *c = (cvs_combinations){.at = at};
  if (count == 0)
    return CVS_OK;
  c->column = cvs_calloc(count, sizeof *c->column);
  c->value = cvs_calloc(count, sizeof *c->value);
  c->last = cvs_calloc(count, sizeof *c->last);
  if (c->column == NULL || c->value == NULL || c->last == NULL)
    return CVS_ENOMEM;
  cvs_status status = count > 1 ? cvs_map_new(&c->map) : CVS_OK;
  for (; c->count < count && status == CVS_OK; c->count++)
    status = cvs_names_init(&c->column[c->count], UINT32_MAX);
  return status;
}

void cvs_combinations_free(cvs_combinations *c) {
  for (size_t i = 0; i < c->count; i++)
    cvs_names_free(&c->column[i]);
  cvs_free(c->column);
  cvs_free(c->value);
  cvs_free(c->last);
  cvs_map_free(c->map);
  *c = (cvs_combinations){0};
}

static cvs_status find_many(cvs_combinations *c, uint32_t *number) {
  const size_t size = c->count * sizeof *c->value;
  bool added = false;
  if (c->has_last && memcmp(c->last, c->value, size) == 0) {
    *number = c->last_number;
    return CVS_OK;
  }
  const cvs_status status = cvs_map_intern(c->map, (const char *)c->value, size, number, &added);
  memcpy(c->last, c->value, size);
  c->last_number = *number;
  c->has_last = status == CVS_OK;
  return status;
}

cvs_status cvs_combinations_find(cvs_combinations *c, const cvs_field *field, uint32_t *number) {
  *number = 0;
  for (size_t i = 0; i < c->count; i++) {
    const cvs_status status = cvs_names_find(&c->column[i], field[c->at[i]], &c->value[i]);
    if (status != CVS_OK)
      return status;
  }
  if (c->count > 1)
    return find_many(c, number);
  *number = c->count == 1 ? c->value[0] : 0;
  return CVS_OK;
}

void cvs_combinations_spell(const cvs_combinations *c, uint32_t number, cvs_strbuf *out) {
  const char *const key = c->count > 1 ? cvs_map_key(c->map, number, NULL) : (const char *)&number;
  for (size_t i = 0; i < c->count; i++) {
    uint32_t value = 0;
    size_t length = 0;
    memcpy(&value, key + i * sizeof value, sizeof value);
    const char *const text = cvs_names_text(&c->column[i], value, &length);
    cvs_strbuf_add_bytes(out, text, length);
    cvs_strbuf_add_char(out, '\0');
  }
}

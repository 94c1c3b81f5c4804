/* The fields of one record, collected one after the other. */
#include "data/fields.h"
#include "base/mem.h"
#include "base/utf8.h"

void cvs_fields_clear(cvs_fields *fields) {
  cvs_strbuf_clear(&fields->text);
  fields->count = 0;
  fields->failed = false;
}

void cvs_fields_free(cvs_fields *fields) {
  cvs_strbuf_free(&fields->text);
  cvs_free(fields->offset);
  cvs_free(fields->field);
  *fields = (cvs_fields){0};
}

void cvs_fields_add(cvs_fields *fields, const char *text, size_t length) {
  size_t *grown = cvs_array_grow(fields->offset, &fields->offset_capacity, fields->count + 2, sizeof *grown);
  if (grown == NULL) {
    fields->failed = true;
    return;
  }
  fields->offset = grown;
  fields->offset[fields->count++] = fields->text.length;
  cvs_strbuf_add_bytes(&fields->text, text, length);
  cvs_strbuf_add_char(&fields->text, '\0');
  fields->offset[fields->count] = fields->text.length;
  fields->failed = fields->failed || fields->text.failed;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static cvs_field trim(char *text, size_t length) {
  while (length > 0 && is_blank(*text)) {
    text++;
    length--;
  }
  while (length > 0 && is_blank(text[length - 1]))
    length--;
  text[length] = '\0';
  return (cvs_field){text, length};
}

bool cvs_fields_publish(cvs_fields *fields) {
  static const char padding[CVS_FIELD_PADDING] = {0};
  const size_t length = fields->text.length;
  cvs_strbuf_add_bytes(&fields->text, padding, sizeof padding);
  fields->failed = fields->failed || fields->text.failed;
  cvs_field *grown = cvs_array_grow(fields->field, &fields->field_capacity, fields->count, sizeof *grown);
  fields->field = grown == NULL ? fields->field : grown;
  if (grown == NULL || fields->failed)
    return false;
  fields->text.length = length; /* the padding is none of the text */
  for (size_t i = 0; i < fields->count; i++)
    grown[i] = trim(fields->text.text + fields->offset[i], fields->offset[i + 1] - 1 - fields->offset[i]);
  return true;
}

bool cvs_fields_are_utf8(const cvs_fields *fields, size_t *index) {
  size_t bad = 0;
  if (cvs_utf8_valid(cvs_strbuf_text(&fields->text), fields->text.length, &bad))
    return true;
  *index = 0;
  while (*index + 1 < fields->count && fields->offset[*index + 1] <= bad)
    ++*index;
  return false;
}

/* A growing string with a sticky failure. */
#include "base/strbuf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Room for `more` bytes and the terminating 0; false (and sticky) where it is not to be had. */
static bool make_room(cvs_strbuf *buf, size_t more) {
  if (buf->failed)
    return false;
  if (more < buf->capacity - buf->length && buf->text)
    return true;
  char *grown = NULL;
  if (more < PTRDIFF_MAX - buf->length)
    grown = cvs_array_grow(buf->text, &buf->capacity, buf->length + more + 1, 1);
  if (!grown) {
    buf->failed = true;
    return false;
  }
  buf->text = grown;
  return true;
}

void cvs_strbuf_add_bytes(cvs_strbuf *buf, const char *bytes, size_t length) {
  if (length == 0 || !make_room(buf, length))
    return;
  memcpy(buf->text + buf->length, bytes, length);
  buf->length += length;
  buf->text[buf->length] = '\0';
}

void cvs_strbuf_add(cvs_strbuf *buf, const char *text) {
  cvs_strbuf_add_bytes(buf, text, strlen(text));
}

void cvs_strbuf_add_char(cvs_strbuf *buf, char c) {
  cvs_strbuf_add_bytes(buf, &c, 1);
}

void cvs_strbuf_add_repeat(cvs_strbuf *buf, const char *text, size_t times) {
  const size_t length = strlen(text);
  if (length && times > PTRDIFF_MAX / length) {
    buf->failed = true;
    return;
  }
  if (!make_room(buf, length * times))
    return;
  for (size_t i = 0; i < times; i++)
    cvs_strbuf_add_bytes(buf, text, length);
}

void cvs_strbuf_addf(cvs_strbuf *buf, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0)
    buf->failed = true;
  if (make_room(buf, length < 0 ? 0 : (size_t)length)) {
    (void)vsnprintf(buf->text + buf->length, (size_t)length + 1, format, again);
    buf->length += (size_t)length;
  }
  va_end(again);
}

void cvs_strbuf_clear(cvs_strbuf *buf) {
  buf->length = 0;
  buf->failed = false;
  if (buf->text)
    buf->text[0] = '\0';
}

void cvs_strbuf_free(cvs_strbuf *buf) {
  cvs_free(buf->text);
  *buf = (cvs_strbuf){0};
}

const char *cvs_strbuf_text(const cvs_strbuf *buf) {
  return buf->text ? buf->text : "";
}

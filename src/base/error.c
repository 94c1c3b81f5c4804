/* Filling a cvs_error. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Shortens a text that filled its buffer by the bytes of a character that was cut in two. */
static void drop_cut_character(char *text, size_t length) {
  size_t start = length;
  while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
    start--;
  if (start == 0)
    return;
  const unsigned char lead = (unsigned char)text[start - 1];
  const size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length - (start - 1) < wanted)
    text[start - 1] = '\0';
}

static void copy_source(cvs_error *error, const char *source) {
  const size_t length = strnlen(source, CVS_ERROR_SOURCE_MAX);
  const size_t kept = length < CVS_ERROR_SOURCE_MAX ? length : CVS_ERROR_SOURCE_MAX - 1;
  memcpy(error->source, source, kept);
  error->source[kept] = '\0';
  if (kept < length)
    drop_cut_character(error->source, kept);
}

static void CVS_PRINTF(3, 0) fill(cvs_error *error, cvs_status status, const char *format, va_list arguments) {
  error->status = status;
  const int length = vsnprintf(error->message, sizeof error->message, format, arguments);
  if (length < 0)
    error->message[0] = '\0';
  else if ((size_t)length >= sizeof error->message)
    drop_cut_character(error->message, sizeof error->message - 1);
}

cvs_status cvs_fail(cvs_error *error, cvs_status status, const char *format, ...) {
  if (!error || error->status != CVS_OK)
    return status;
  va_list arguments;
  va_start(arguments, format);
  fill(error, status, format, arguments);
  va_end(arguments);
  return status;
}

cvs_status cvs_fail_at(cvs_error *error, cvs_status status, const char *source, uint64_t line, const char *format,
                       ...) {
  if (!error || error->status != CVS_OK)
    return status;
  error->line = line;
  copy_source(error, source ? source : "");
  va_list arguments;
  va_start(arguments, format);
  fill(error, status, format, arguments);
  va_end(arguments);
  return status;
}

cvs_status cvs_fail_memory(cvs_error *error) {
  return cvs_fail(error, CVS_ENOMEM, "out of memory");
}

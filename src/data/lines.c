/* Text as physical lines, each whole in memory and numbered. */
#include "data/lines.h"
#include "base/error.h"
#include "base/mem.h"
#include <string.h>

enum { CHUNK = 65536 };

void cvs_lines_free(cvs_lines *lines) {
  cvs_free(lines->buffer);
  lines->buffer = NULL;
}

void cvs_lines_borrow(cvs_lines *lines, const char *text, size_t length, uint64_t number, bool ended) {
  lines->number = number;
  lines->text = text;
  lines->keep = 0;
  lines->position = 0;
  lines->end = length;
  lines->ended = ended;
  lines->cut = false;
}

const char *cvs_lines_text(const cvs_lines *lines) {
  return lines->text + lines->position;
}

bool cvs_lines_is_whole(const cvs_lines *lines, size_t length) {
  if (length == 0)
    return false;
  const char last = lines->text[lines->position + length - 1];
  return last == '\n' || last == '\r';
}

void cvs_lines_pass(cvs_lines *lines, size_t length) {
  lines->number += cvs_lines_is_whole(lines, length) ? 1 : 0;
  lines->position += length;
}

/* Bytes of the line at `position`, which ends before `bound`; 0 where it does not, or where more has to be read to
 * know. `from` has been searched. */
static size_t find_line(const cvs_lines *lines, size_t from, size_t bound) {
  for (size_t i = from; i < bound; i++) {
    const char c = lines->text[i];
    if (c == '\n')
      return i + 1 - lines->position;
    /* a CR that ends the text so far may be half of a CRLF */
    if (c == '\r' && (i + 1 < lines->end || lines->ended))
      return i + 1 + (i + 1 < lines->end && lines->text[i + 1] == '\n' ? 1U : 0U) - lines->position;
  }
  return 0;
}

static cvs_status make_room(cvs_lines *lines, cvs_error *error) {
  if (lines->keep > 0) {
    memmove(lines->buffer, lines->buffer + lines->keep, lines->end - lines->keep);
    lines->end -= lines->keep;
    lines->position -= lines->keep;
    lines->keep = 0;
  }
  if (lines->end + CHUNK <= lines->capacity)
    return CVS_OK;
  char *grown = cvs_array_grow(lines->buffer, &lines->capacity, lines->end + CHUNK, 1);
  if (grown == NULL)
    return cvs_fail_memory(error);
  lines->buffer = grown;
  lines->text = grown;
  return CVS_OK;
}

static cvs_status read_more(cvs_lines *lines, cvs_error *error) {
  const cvs_status room = make_room(lines, error);
  if (room != CVS_OK)
    return room;
  cvs_error cause = {0};
  size_t length = 0;
  const cvs_status status = cvs_decoder_read(lines->decoder, lines->buffer + lines->end, CHUNK, &length, &cause);
  lines->end += length;
  lines->ended = status == CVS_OK && length == 0;
  if (status == CVS_OK)
    return CVS_OK;
  const uint64_t line = status == CVS_EDATA ? lines->number : 0;
  return cvs_fail_at(error, status, cvs_decoder_source(lines->decoder), line, "%s", cause.message);
}

cvs_status cvs_lines_load(cvs_lines *lines, size_t limit, size_t *length, cvs_error *error) {
  size_t searched = lines->position - lines->keep;
  for (;;) { /* each turn finds a line, or reads on */
    const size_t held = lines->end - lines->keep;
    const size_t bound = lines->keep + (held < limit ? held : limit);
    *length = find_line(lines, lines->keep + searched, bound);
    if (*length > 0)
      return CVS_OK;
    if (held > limit || lines->ended) {
      *length = bound - lines->position;
      return CVS_OK;
    }
    lines->cut = lines->decoder == NULL;
    if (lines->cut)
      return CVS_OK;
    /* the last byte may be a CR whose LF comes now */
    searched = bound > lines->position ? bound - 1 - lines->keep : searched;
    const cvs_status status = read_more(lines, error);
    if (status != CVS_OK)
      return status;
  }
}

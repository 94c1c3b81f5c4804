/* Decoded text as physical lines, each whole in memory and numbered. */
#ifndef CVS_DATA_LINES_H
#define CVS_DATA_LINES_H

#include "data/decode.h"

/* Zero-initialise, then set `decoder` (borrowed) and `number` = 1. The bytes from `keep` on stay in
 * the buffer; `position` is where the next line begins. */
typedef struct cvs_lines {
  cvs_decoder *decoder;
  uint64_t number; /* of the line at `position`, 1-based */
  char *buffer;
  size_t capacity;
  size_t keep;
  size_t position;
  size_t end;
  bool ended; /* the decoder has no more */
} cvs_lines;

void cvs_lines_free(cvs_lines *lines);

/* Bytes of the line at `position`, with its end (LF, CRLF or CR); 0 at the end of the text. A line
 * that is not complete within `limit` bytes behind `keep` is delivered in parts.
 * Errors: those of cvs_decoder_read, with source and line. */
CVS_WARN_UNUSED cvs_status cvs_lines_load(cvs_lines *lines, size_t limit, size_t *length, cvs_error *error);

/* The next bytes. */
const char *cvs_lines_text(const cvs_lines *lines);
/* True where the next `length` bytes end a line. */
bool cvs_lines_is_whole(const cvs_lines *lines, size_t length);
/* Takes `length` bytes. */
void cvs_lines_pass(cvs_lines *lines, size_t length);

#endif

/* Text as physical lines, each whole in memory and numbered: out of a decoder, or in memory already. */
#ifndef CVS_DATA_LINES_H
#define CVS_DATA_LINES_H

#include "data/decode.h"

/* Zero-initialise, then set `decoder` (borrowed) and `number` = 1, or borrow a text. The bytes from `keep` on stay
 * where they are; `position` is where the next line begins. */
typedef struct cvs_lines {
  cvs_decoder *decoder;
  uint64_t number;  /* of the line at `position`, 1-based */
  const char *text; /* [end]: the buffer, or what is borrowed */
  char *buffer;
  size_t capacity;
  size_t keep;
  size_t position;
  size_t end;
  bool ended; /* nothing follows */
  bool cut;   /* a borrowed text ends before the line at `position` does, and more follows elsewhere */
} cvs_lines;

/* Lines of text[length] from line `number` on. `ended`: nothing follows it. */
void cvs_lines_borrow(cvs_lines *lines, const char *text, size_t length, uint64_t number, bool ended);
void cvs_lines_free(cvs_lines *lines);

/* Bytes of the line at `position`, with its end (LF, CRLF or CR); 0 at the end of the text, or where it is cut. Of a
 * line that does not end within `limit` bytes behind `keep` the part up to there is delivered; `position` is less.
 * Errors: those of cvs_decoder_read, with source and line. */
CVS_WARN_UNUSED cvs_status cvs_lines_load(cvs_lines *lines, size_t limit, size_t *length, cvs_error *error);

/* The next bytes. */
const char *cvs_lines_text(const cvs_lines *lines);
/* True where the next `length` bytes end a line. */
bool cvs_lines_is_whole(const cvs_lines *lines, size_t length);
/* Takes `length` bytes. */
void cvs_lines_pass(cvs_lines *lines, size_t length);

#endif

/* The text of an input as UTF-8, to be taken in pieces that end behind a line feed.
 *
 * A plain UTF-8 file is read in parallel, each piece with its own pread into its taker's buffer; everything else
 * (standard input, gzip, zstd, other encodings) is decoded by whoever takes the next piece, one at a time, while
 * others parse theirs. Never mapped: a file that shrinks under us is an error, not a crash. */
#ifndef CVS_DATA_TEXT_H
#define CVS_DATA_TEXT_H

#include "data/decode.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a line that are kept: of a longer one the first CVS_LINE_MAX + 1 come, more than any record may have, and
 * a line feed. */
enum { CVS_LINE_MAX = 4 << 20 };

typedef struct cvs_text cvs_text;

/* A text over `input`, which it borrows. Errors: those of cvs_decoder_new. */
CVS_WARN_UNUSED cvs_status cvs_text_new(cvs_input *input, const char *encoding, cvs_text **out, cvs_error *error);
void cvs_text_free(cvs_text *text);
const char *cvs_text_encoding(const cvs_text *text);
const char *cvs_text_source(const cvs_text *text);
/* True where several threads can read it at once: a plain UTF-8 file. */
bool cvs_text_is_plain(const cvs_text *text);
/* Bytes of input in all, as stored (packed where it is packed); 0: not known. And those taken so far. */
uint64_t cvs_text_total(const cvs_text *text);
uint64_t cvs_text_taken(const cvs_text *text);
/* True where it may be read a second time: a regular file or memory. */
bool cvs_text_can_rewind(const cvs_text *text);
/* Begins again where it began; nothing is peeked at or taken any more. Errors: those of cvs_text_new; CVS_EIO. */
CVS_WARN_UNUSED cvs_status cvs_text_rewind(cvs_text *text, cvs_error *error);

/* A piece of text in a buffer of its own. Zero-initialise ({0}). */
typedef struct cvs_piece {
  char *buffer; /* CVS_SPLIT_PADDING bytes are readable behind the text */
  size_t capacity;
  size_t length;
  uint64_t number; /* 0 the first: the order in the file */
  bool last;       /* nothing follows it */
} cvs_piece;
void cvs_piece_free(cvs_piece *piece);

/* Looks at the beginning of the text without taking it: `limit` bytes, fewer where the text ends sooner. Blank lines
 * before them are dropped. A later call may ask for more. Only before the first piece. *begin NULL: the text is empty.
 * Errors: those of cvs_input_read and cvs_decoder_read, where they come before the first line that is not blank ends;
 * a later one is kept for cvs_text_take. */
CVS_WARN_UNUSED cvs_status cvs_text_peek(cvs_text *text, size_t limit, const char **begin, size_t *length,
                                         cvs_error *error);
/* Drops `length` bytes of what was peeked at, whole lines: the first piece begins behind them. */
void cvs_text_drop(cvs_text *text, size_t length);
/* Number of the line that the first piece begins with: 1 and those dropped. */
uint64_t cvs_text_line(const cvs_text *text);

/* The next piece of about `size` >= 1 bytes, ending behind a line feed (at the end of the text: where that ends; where
 * there is no line feed far and wide: behind a lone CR). Any thread may call it; *taken false: there are no more.
 * On a failure *taken is true, the piece holds the whole lines before the trouble, and no more pieces come.
 * Errors: those of cvs_input_read and cvs_decoder_read, without a line; CVS_EIO a file that has become shorter. */
CVS_WARN_UNUSED cvs_status cvs_text_take(cvs_text *text, size_t size, cvs_piece *piece, bool *taken, cvs_error *error);

/* Lines that `length` bytes hold: their ends, LF, CRLF or CR. */
uint64_t cvs_text_count_lines(const char *text, size_t length);

#endif

/* UTF-8 text to records and fields, with the line each record begins on. Through libcsv. */
#ifndef CVS_DATA_SCAN_H
#define CVS_DATA_SCAN_H

#include "data/decode.h"
#include "data/fields.h"
#include "data/problem.h"

/* A record: count fields; count 0 is the end of the text. Valid until the next call. */
typedef struct cvs_record {
  uint64_t line; /* 1-based line it begins on */
  size_t count;
  const cvs_field *field;
} cvs_record;

typedef struct cvs_scanner cvs_scanner;

/* A scanner over `decoder`, which it borrows. */
CVS_WARN_UNUSED cvs_status cvs_scanner_new(cvs_decoder *decoder, cvs_scanner **out, cvs_error *error);
/* A scanner over texts in memory, each set by cvs_scanner_begin. `source` is for messages; borrowed. */
CVS_WARN_UNUSED cvs_status cvs_scanner_new_in_memory(const char *source, cvs_scanner **out, cvs_error *error);
void cvs_scanner_free(cvs_scanner *scanner);

/* Sets a scanner in memory on a text, which it borrows, at the beginning of a record on line `line`. `last`: nothing
 * follows the text. Else the record that does not end within it is not read: cvs_scanner_next then tells the end,
 * and cvs_scanner_is_cut tells why. Nothing is copied. */
void cvs_scanner_begin(cvs_scanner *scanner, const char *text, size_t length, uint64_t line, bool last);
bool cvs_scanner_is_cut(const cvs_scanner *scanner);
/* Bytes of the text that have been read, and the line they end before. Where the record at hand is cut: those before
 * that record. */
size_t cvs_scanner_taken(const cvs_scanner *scanner);
uint64_t cvs_scanner_line(const cvs_scanner *scanner);
/* Behind a failure within a line: passes over the rest of it. False where that does not end within the text. */
bool cvs_scanner_finish_line(cvs_scanner *scanner);

/* The first line that is not blank, without its end; *line NULL where there is none. Only before
 * the first record. Errors: those of cvs_decoder_read. */
CVS_WARN_UNUSED cvs_status cvs_scanner_peek(cvs_scanner *scanner, const char **line, size_t *length, cvs_error *error);
/* Drops that line. */
CVS_WARN_UNUSED cvs_status cvs_scanner_drop(cvs_scanner *scanner, cvs_error *error);
/* To be called before the first record. */
void cvs_scanner_set_delimiter(cvs_scanner *scanner, char delimiter);
/* Names for messages about a field; borrowed. */
void cvs_scanner_set_columns(cvs_scanner *scanner, const char *const *column, size_t count);

/* The next record; blank lines are passed over. Errors, with source and line:
 *   CVS_EDATA  a quote that is never closed (at the line that opened it) or stands inside a field, a
 *              NUL byte, bytes that are not UTF-8, a field above 1 MiB, a record above 4 MiB: *skip
 *              says which, and the next call goes on behind the line of the trouble;
 *              with CVS_SKIP_NONE, and for every other status, nothing more can be read. */
CVS_WARN_UNUSED cvs_status cvs_scanner_next(cvs_scanner *scanner, cvs_record *record, cvs_skip *skip, cvs_error *error);

#endif

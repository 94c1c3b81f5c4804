/* UTF-8 text in memory to records and the fields that are wanted, at the speed of memory.
 *
 * Well-formed records, quoted fields included, are split by bit masks over blocks of 64 bytes. Whatever is
 * irregular (a stray quote, a doubled one in a field that is wanted, a lone CR, a NUL, wrong UTF-8, a quote that stays
 * open) goes through libcsv line by line until its record ends: what a record is, and every message about one, is
 * defined there (scan.h) alone. Both give the same fields for the same bytes. */
#ifndef CVS_DATA_SPLIT_H
#define CVS_DATA_SPLIT_H

#include "data/problem.h"
#include "data/split_field.h"
#include <stdbool.h>
#include <stdint.h>

/* Bytes that must be readable behind a text, whatever their value. */
enum { CVS_SPLIT_PADDING = 64 };

/* What is wanted of each record of a file. All borrowed. */
typedef struct cvs_split_plan {
  const char *source; /* for messages */
  char delimiter;
  const char *const *column; /* [column_count] header names */
  size_t column_count;
  size_t named_count;   /* behind them there are only columns without a name: a record may leave them out */
  const size_t *wanted; /* [wanted_count] columns, ascending, without repeats */
  size_t wanted_count;
} cvs_split_plan;

typedef struct cvs_splitter cvs_splitter;

/* Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_splitter_new(const cvs_split_plan *plan, cvs_splitter **out, cvs_error *error);
void cvs_splitter_free(cvs_splitter *splitter);

/* Bytes that are looked at at a time, 1 or more, from the next text on. For tests: it makes no difference but in
 * speed. */
void cvs_splitter_set_batch(cvs_splitter *splitter, size_t size);

/* Sets the splitter on a text, which it borrows, at the beginning of a record. `line` is the number of the
 * text's first line, for messages (1 where it is not known yet: see cvs_splitter_line). `last`: nothing
 * follows the text; else a record that does not end within it is left over (cvs_splitter_rest): it is to begin the
 * next text. */
void cvs_splitter_begin(cvs_splitter *splitter, const char *text, size_t length, uint64_t line, bool last);

/* The wanted fields of the next record: trimmed, without quotes, NOT 0-terminated; valid until the next call.
 * Blank lines and records of empty fields are passed over. The width of each record has been checked
 * (fields missing before named_count, or a value without a column: CVS_SKIP_RAGGED).
 * *field NULL: the end of the text.
 * Errors as cvs_scanner_next, with source and line; with *skip other than CVS_SKIP_NONE the next call goes on
 * behind the line of the trouble. A line that is given up is left over too where it does not end within the text. */
CVS_WARN_UNUSED cvs_status cvs_splitter_next(cvs_splitter *splitter, const cvs_field **field, cvs_skip *skip,
                                             cvs_error *error);

/* Records that lie ready: for whoever takes many at a time. The first is the one that cvs_splitter_next would give, and
 * they are good until it is called. None may be ready before the end, too: then cvs_splitter_next is to be called. A
 * record that may have nothing but empty fields is to be left to it as well. */
cvs_split_ready cvs_splitter_ready(const cvs_splitter *splitter);
/* Takes the first `count` >= 1 of them. */
void cvs_splitter_take_ready(cvs_splitter *splitter, size_t count);

/* Line on which the record begins that was taken last. */
uint64_t cvs_splitter_line(const cvs_splitter *splitter);

/* After the end: bytes at the end of the text whose record does not end within it; 0 where it was the last text. */
size_t cvs_splitter_rest(const cvs_splitter *splitter);

/* Physical lines that were taken so far; after the end, all but those of the rest. */
uint64_t cvs_splitter_lines(const cvs_splitter *splitter);

#endif

/* As many fields as the header has: what a record may lack, and have too many of. */
#ifndef CVS_DATA_WIDTH_H
#define CVS_DATA_WIDTH_H

#include "data/scan.h"

/* The columns that records are held against. All borrowed. */
typedef struct cvs_width {
  const char *source; /* for messages */
  const char *const *column;
  size_t column_count; /* [column_count] header names */
  size_t named_count;  /* behind them there are only columns without a name: a record may leave them out */
} cvs_width;

/* True where a record has nothing but empty fields: spreadsheets leave lines of delimiters behind their tables. */
bool cvs_record_is_empty(const cvs_record *record);

/* Columns without a name, and empty fields behind the last column, may come or go.
 * Errors, with source and line: CVS_EDATA a column is missing, or a value has no column; *skip is CVS_SKIP_RAGGED. */
CVS_WARN_UNUSED cvs_status cvs_width_check(const cvs_width *width, const cvs_record *record, cvs_skip *skip,
                                           cvs_error *error);

#endif

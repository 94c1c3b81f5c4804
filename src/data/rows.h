/* Records to cells, by the schema of their file. */
#ifndef CVS_DATA_ROWS_H
#define CVS_DATA_ROWS_H

#include "base/strbuf.h"
#include "data/numbers.h"
#include "data/scan.h"
#include "data/schema.h"
#include "data/store.h"

/* What a file's records are read by. Zero-initialise; `key` is the owner's to free. */
typedef struct cvs_rows {
  cvs_dataset *dataset;
  const cvs_read_options *options;
  const char *source;
  const char **column; /* header names */
  cvs_schema schema;
  cvs_number_style numbers;
  cvs_date_style dates;
  cvs_strbuf key; /* by or stratify values of the record at hand */
} cvs_rows;

/* Adds a record to the dataset's cells; a record of empty fields is passed over.
 * Errors, with source and line: CVS_EDATA, where *skip tells why; CVS_ENOMEM; CVS_ELIMIT. */
CVS_WARN_UNUSED cvs_status cvs_rows_add(cvs_rows *rows, const cvs_record *record, cvs_skip *skip, cvs_error *error);

#endif

/* A file as a header and rows of text: for input that is no experiment. Delimiter, encoding, compression and
 * quotes are those of every file that is read. */
#ifndef CVS_DATA_TABLE_H
#define CVS_DATA_TABLE_H

#include "base/arena.h"
#include "data/numbers.h"
#include "data/scan.h"
#include <convstat/dataset.h>

/* How well the folded name of a column is known: the delimiter that finds most of them is the file's. */
typedef bool cvs_table_knows(const char *folded);

/* Set `arena` and `knows`, zero the rest. */
typedef struct cvs_table {
  cvs_arena *arena; /* of the names; borrowed */
  cvs_table_knows *knows;
  cvs_decoder *decoder;
  cvs_scanner *scanner;
  const char *source;
  const char **column; /* [column_count] names as in the header, in the arena */
  size_t column_count;
  uint64_t header_line;
  cvs_number_style numbers;
} cvs_table;

/* Reads the header of `input`, which it borrows. Of the options: delimiter, decimal, encoding. cvs_table_close
 * afterwards, also after a failure. Errors: CVS_EIO, CVS_EDATA, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_table_open(cvs_table *table, cvs_input *input, const cvs_read_options *options,
                                          cvs_error *error);
void cvs_table_close(cvs_table *table);

/* The next row that is not empty; count 0 at the end. It has as many fields as the header, empty ones behind may
 * be missing. Errors: CVS_EDATA with source and line, where *skip tells why: reading can go on unless it is
 * CVS_SKIP_NONE; CVS_EIO, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_table_next(cvs_table *table, cvs_record *record, cvs_skip *skip, cvs_error *error);

#endif

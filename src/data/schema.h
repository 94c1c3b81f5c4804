/* Which column of a file plays which role. */
#ifndef CVS_DATA_SCHEMA_H
#define CVS_DATA_SCHEMA_H

#include "base/arena.h"
#include <convstat/dataset.h>

#define CVS_NO_COLUMN SIZE_MAX

/* The header of a file. */
typedef struct cvs_header {
  const char *source;
  uint64_t line;
  size_t count;
  const char *const *column;
} cvs_header;

typedef struct cvs_schema {
  size_t column_count;
  size_t named_count;     /* behind them there are only columns without a name */
  size_t role[CVS_ROLES]; /* index of the column, or CVS_NO_COLUMN */
  size_t day;             /* column of dates (or else times), or CVS_NO_COLUMN */
  size_t *by;             /* [options->by_count] */
  size_t *stratify;       /* [options->stratify_count] */
  const char *converted;  /* what --converted COL=VALUE counts as a conversion; NULL: yes, true or 1 */
  const char *weak_unit;  /* name of a visitors column that counts no randomised unit, or NULL */
} cvs_schema;

/* Finds the roles of the counts shape. What `out` points to lives in `arena` and the header.
 * Errors, with source and line: CVS_EUSAGE a column is named for two roles; CVS_EDATA a named column
 * that does not exist, a role without a column or with two, or another shape; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_schema_find(const cvs_header *header, const cvs_read_options *options, cvs_arena *arena,
                                           cvs_schema *out, cvs_error *error);

#endif

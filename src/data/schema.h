/* Which column of a file plays which role. */
#ifndef CVS_DATA_SCHEMA_H
#define CVS_DATA_SCHEMA_H

#include "base/arena.h"
#include "data/wants.h"
#include <convstat/dataset.h>

/* The header of a file. */
typedef struct cvs_header {
  const char *source;
  uint64_t line;
  size_t count;
  const char *const *column;
  bool is_assignments; /* of the file of --assignments */
} cvs_header;

/* Columns are indexes into the header; CVS_NO_COLUMN: none. */
typedef struct cvs_schema {
  cvs_shape shape;
  bool is_assignments;     /* users with their variants, for logs that do not name them */
  bool is_assigned_by_log; /* and the file of these is a log itself: rows without a variant assign nobody */
  bool has_named_variant;  /* the column of --variant COL is here */
  bool has_named_time;     /* and that of --time COL */
  size_t column_count;
  size_t named_count; /* behind them there are only columns without a name */
  size_t role[CVS_ROLES];
  size_t day;             /* column of dates (or else times) that are wanted */
  size_t *by;             /* [wants->by_count], none in logs that are assigned from elsewhere */
  size_t *stratify;       /* [options->stratify_count], none there as well */
  size_t experiment;      /* column that tells units apart */
  size_t *where;          /* [wants->where.column_count]; none where the other kind of file may have it */
  size_t step_count;      /* columns of steps: users and counts */
  const char **step_name; /* [step_count] */
  size_t *step;           /* [step_count] */
  const char *converted;  /* what --converted COL=VALUE counts as a conversion; NULL: yes, true or 1 */
  const char *weak_unit;  /* name of a column of visitors, or of a first step in its place, that counts no randomised
                             unit; or NULL */
} cvs_schema;

/* Finds the shape and its roles. What `out` points to lives in `arena` and the header. Errors, with source and line:
 * CVS_EUSAGE a column is named for two roles; CVS_EDATA a named column that does not exist, a role without a column or
 * with two, or no telling the shape; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_schema_find(const cvs_header *header, const cvs_wants *wants, cvs_arena *arena,
                                           cvs_schema *out, cvs_error *error);

/* "counts", "users", "events" */
const char *cvs_shape_word(cvs_shape shape);

#endif

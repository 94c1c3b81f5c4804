/* Which rows count: --where COL=VALUE[,VALUE], or several of these with '|' between; names and values in quotes where
 * they hold one of these marks. */
#ifndef CVS_DATA_WHERE_H
#define CVS_DATA_WHERE_H

#include "base/arena.h"
#include <convstat/dataset.h>

/* A column and the values that are asked of it anywhere. */
typedef struct cvs_where_column {
  const char *name;
  const char **value; /* [count] without repeats */
  uint64_t *holds;    /* [count] the alternatives that a value makes true */
  size_t count;
} cvs_where_column;

enum { CVS_WHERE_MAX = 64 };

/* A row counts where each condition has an alternative that holds. */
typedef struct cvs_where {
  cvs_where_column column[CVS_WHERE_MAX];
  size_t column_count;
  uint64_t condition[CVS_WHERE_MAX]; /* its alternatives, a bit each */
  size_t condition_count;
} cvs_where;

/* Takes the conditions apart; texts live in the arena. Errors: CVS_EUSAGE; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_where_parse(const cvs_read_options *options, cvs_arena *arena, cvs_where *out,
                                           cvs_error *error);

/* True where alternatives that hold (a bit each) fulfil every condition. */
bool cvs_where_is_met(const cvs_where *where, uint64_t holds);

#endif

/* One row of a file of ideas: what its columns are, and their numbers strictly read. */
#ifndef CVS_DATA_IDEAS_ROW_H
#define CVS_DATA_IDEAS_ROW_H

#include "data/table.h"
#include <convstat/ideas.h>

typedef enum cvs_ideas_role {
  CVS_IDEAS_NAME,
  CVS_IDEAS_BASELINE,
  CVS_IDEAS_TRAFFIC,
  CVS_IDEAS_LIFT,
  CVS_IDEAS_LIFT_SD,
  CVS_IDEAS_VALUE,
  CVS_IDEAS_COST,
  CVS_IDEAS_TEST_COST,
  CVS_IDEAS_DELAY_COST,
  CVS_IDEAS_HORIZON,
  CVS_IDEAS_ROLES
} cvs_ideas_role;

/* Column of each role, CVS_IDEAS_NONE where there is none. */
#define CVS_IDEAS_NONE SIZE_MAX
typedef struct cvs_ideas_columns {
  size_t column[CVS_IDEAS_ROLES];
} cvs_ideas_columns;

/* "idea", "baseline" ... */
const char *cvs_ideas_role_name(cvs_ideas_role role);
/* Whether a folded name is that of some role. */
bool cvs_ideas_knows(const char *folded);
/* Finds the columns of a header; what the options give need not be there. Errors: CVS_EDATA, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_ideas_find_columns(const cvs_table *table, const cvs_ideas_options *options,
                                                  cvs_ideas_columns *out, cvs_error *error);

/* A row while it is read; `skip` tells why it failed. */
typedef struct cvs_ideas_row {
  const cvs_table *table;
  const cvs_ideas_columns *columns;
  const cvs_record *record;
  cvs_skip skip;
  cvs_error *error;
} cvs_ideas_row;

/* The name of a row, and its figures over those in *out. Errors: CVS_EDATA with line, column and value. */
CVS_WARN_UNUSED cvs_status cvs_ideas_row_read(cvs_ideas_row *row, const cvs_field **name, cvs_money_prospect *out);

/* cvs_ideas_read of one input that is open already, in memory for one; it stays the caller's. */
CVS_WARN_UNUSED cvs_status cvs_ideas_read_input(cvs_input *input, const cvs_ideas_options *options, cvs_ideas **out,
                                                cvs_error *error);

#endif

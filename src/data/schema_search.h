/* The search for columns in a header: by the names the user gives, and by the names that are known. */
#ifndef CVS_DATA_SCHEMA_SEARCH_H
#define CVS_DATA_SCHEMA_SEARCH_H

#include "data/schema.h"

/* What fits a role by its name. */
typedef struct cvs_candidates {
  size_t first;
  size_t second; /* as good as the first: a conflict */
} cvs_candidates;

typedef struct cvs_search {
  const cvs_header *header;
  const cvs_wants *wants;
  const char **folded; /* [header->count] */
  bool *taken;         /* [header->count] has a role by a list or by hand */
  const char **taker;  /* [header->count] the option that it was taken by */
  bool *passed;        /* [header->count] a step or the goal: no role by its name */
  bool *filtered;      /* [header->count] named in --where: a role by its name only where no other column has it */
  bool by_hand[CVS_ROLES];
  cvs_candidates found[CVS_ROLES];
  cvs_schema *schema;
  cvs_arena *arena;
  cvs_error *error;
} cvs_search;

/* Set header, wants, schema, arena and error before. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_search_start(cvs_search *search);

/* Index of a column by its name: to the letter, else folded; CVS_NO_COLUMN where there is none of it, or several.
 * Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_search_peek(const cvs_search *search, const char *name, size_t *out);
/* The column that a user has named by --`option`. Errors: CVS_EDATA. */
CVS_WARN_UNUSED cvs_status cvs_search_named(const cvs_search *search, const char *name, const char *option,
                                            size_t *out);
/* Gives a column to an option. Errors: CVS_EUSAGE where it has a role already. */
CVS_WARN_UNUSED cvs_status cvs_search_take(cvs_search *search, size_t column, const char *option);
/* --variant COL and the like. Errors: both of the above. */
CVS_WARN_UNUSED cvs_status cvs_search_by_hand(cvs_search *search);
/* Finds all roles that were not given by hand, by the names of columns that nobody has named. */
void cvs_search_by_name(cvs_search *search);

/* The option that names the columns of groups: "by", unless the caller calls it otherwise. */
const char *cvs_search_by_option(const cvs_search *search);

/* Steps and goal are columns where rows are not events: into the schema, and what is found. Errors: CVS_EDATA.
 * schema_steps.c. */
CVS_WARN_UNUSED cvs_status cvs_search_steps(cvs_search *search);

bool cvs_search_has(const cvs_search *search, cvs_role role);
/* A column whose name fits the role and that a list of columns has taken; CVS_NO_COLUMN: none. */
size_t cvs_search_taken(const cvs_search *search, cvs_role role);
/* Settles a role in the schema. Errors: CVS_EDATA where two columns fit, or none and it is needed. */
CVS_WARN_UNUSED cvs_status cvs_search_settle(const cvs_search *search, cvs_role role, bool needed);

#endif

/* Cuts of unconditional tests: how extreme a table must be for its certified p-value to reject. */
#ifndef CVS_STAT_POWER_CUTOFF_H
#define CVS_STAT_POWER_CUTOFF_H

#include "stat/power_region.h"

/* Place of a cut on the scale of the order: ln of Fisher's p, or -ln z^2. Larger rejects more. It
 * changes little from size to size, so a search may start from another size's. */
typedef struct cvs_cut_hint {
  double place;
  bool known;
} cvs_cut_hint;

/* What the search is for.
 *   cells   NULL: the cut itself, to the last table; else the power over these cells, and the search
 *           ends as soon as no table of theirs is in doubt
 *   target  with cells: ends as soon as the power is known to be >= target or below it; 0: never
 *   rough   with cells: ends with the first bounds of both kinds
 *   hint    may be NULL */
typedef struct cvs_cut_goal {
  cvs_power_cells *cells;
  double target;
  bool rough;
  cvs_cut_hint *hint;
} cvs_cut_goal;

/* What is known of the power: equal ends unless the goal asked for less. */
typedef struct cvs_power_range {
  double least;
  double most;
} cvs_power_range;

/* Settles rejection->cut (as far as the goal goes); *range where the goal has cells, else NULL.
 * Errors: CVS_ENOMEM, CVS_EINVAL. */
CVS_WARN_UNUSED cvs_status cvs_cut_settle(cvs_rejection *rejection, const cvs_cut_goal *goal, cvs_power_range *range);

#endif

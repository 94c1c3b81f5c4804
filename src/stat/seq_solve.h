/* The bound that is crossed at the next look of a walk with a given probability. */
#ifndef CVS_STAT_SEQ_SOLVE_H
#define CVS_STAT_SEQ_SOLVE_H

#include "stat/seq_walk.h"
#include <convstat/status.h>

/* z with P(gone on, Z(time) >= z) = target, or <= z, of a walk from information 0; within
 * +-CVS_SEQUENTIAL_Z_MAX, which a target too small to count gives.
 * Errors: CVS_EUNDEF where no more than `target` is left; CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_seq_solve_above(const cvs_walk *walk, double time, double target, double *z);
CVS_WARN_UNUSED cvs_status cvs_seq_solve_below(const cvs_walk *walk, double time, double target, double *z);

#endif

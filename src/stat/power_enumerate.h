/* Power by enumeration at one size, for searches over many. */
#ifndef CVS_STAT_POWER_ENUMERATE_H
#define CVS_STAT_POWER_ENUMERATE_H

#include "stat/power_cutoff.h"

/* A checked design at whole sizes. */
typedef struct cvs_power_size {
  const cvs_design *design;
  uint64_t visitors_control;
  uint64_t visitors_treatment;
} cvs_power_size;

/* ceil(ratio n), at least 1; a product that rounding alone lifts above a whole number is that number. */
uint64_t cvs_power_treatment_size(const cvs_design *design, uint64_t visitors_control);

/* Its power; with a target > 0 no more than a value on the side of it where the power lies. The hints
 * (one a cut, or NULL) are taken from one size to the next. Errors: CVS_ENOMEM, or what the test fails
 * with. */
CVS_WARN_UNUSED cvs_status cvs_power_at(const cvs_power_size *size, double target, cvs_cut_hint hints[2],
                                        double *power);

#endif

/* Rejection regions of two-arm tests over the counts that matter, and the power they give.
 *
 * For a given total of conversions m, the tables that a test rejects are two tails of the treatment's
 * conversions k (a staircase in the plane of both counts): every statistic here, and every exact
 * p-value, grows towards both ends. So a region is two edges a total, found by walking from total to
 * total, and no assumption is made on how the edges move. */
#ifndef CVS_STAT_POWER_REGION_H
#define CVS_STAT_POWER_REGION_H

#include <convstat/power.h>

/* How a table is decided. */
typedef enum cvs_decider {
  CVS_DECIDE_TEST,   /* the method's own p-value below alpha */
  CVS_DECIDE_MARGIN, /* cvs_margin_test at each margin below the level's tail */
  CVS_DECIDE_FISHER, /* Fisher's p-value (mid-p) below a cut */
  CVS_DECIDE_SCORE   /* squared pooled z at or above a cut */
} cvs_decider;

typedef struct cvs_rejection {
  cvs_design design;
  uint64_t visitors_control;
  uint64_t visitors_treatment;
  cvs_decider decider;
  double alpha; /* a p-value below it rejects */
  bool upper;   /* tables in favour of the treatment are looked at, against it */
  bool lower;
  bool inside;   /* equivalence: both decisions at once */
  bool joint;    /* Fisher: one p-value for both tails */
  bool mid;      /* Fisher: the observed table counts half */
  bool searched; /* the cuts of an unconditional test are to be searched (power_cutoff.h) */
  double cut[2]; /* Fisher: p below it; score: z^2 from it on; [0] upper, [1] lower tail */
} cvs_rejection;

/* Counts of one arm with all but 1e-13 of the mass at either end. */
typedef struct cvs_arm_masses {
  uint64_t visitors;
  uint64_t first;
  uint64_t last;
  double *mass; /* mass[x - first] */
} cvs_arm_masses;

/* The tables that matter under two rates; edges by total of conversions from control.first +
 * treatment.first: below are the tables k < lower[], above the tables k >= upper[]. */
typedef struct cvs_power_cells {
  cvs_arm_masses control;
  cvs_arm_masses treatment;
  uint64_t *lower;
  uint64_t *upper;
} cvs_power_cells;
/* Errors: CVS_ENOMEM. cvs_power_cells_free takes also what a failed cvs_power_cells_new left. */
CVS_WARN_UNUSED cvs_status cvs_power_cells_new(const cvs_rejection *rejection, double rate_control,
                                               double rate_treatment, cvs_power_cells *out);
void cvs_power_cells_free(cvs_power_cells *cells);
/* Number of totals, the first of them, and the treatment's counts at one. */
size_t cvs_power_cells_totals(const cvs_power_cells *cells);
uint64_t cvs_power_cells_first_total(const cvs_power_cells *cells);
uint64_t cvs_power_cells_low(const cvs_power_cells *cells, uint64_t total);
uint64_t cvs_power_cells_high(const cvs_power_cells *cells, uint64_t total);
/* Mass of the region: below or above, or (`inside`) below and above at once. */
double cvs_power_cells_sum(const cvs_power_cells *cells, bool inside);

/* CVS_EINVAL where the method has no test, CVS_ELIMIT above CVS_ENUMERATE_MAX an arm. */
CVS_WARN_UNUSED cvs_status cvs_rejection_check(const cvs_design *design, double visitors_control,
                                               double visitors_treatment, cvs_error *error);
/* The rule of a checked design; cuts of unconditional tests are not searched yet. */
cvs_rejection cvs_rejection_of(const cvs_design *design, uint64_t visitors_control, uint64_t visitors_treatment);
/* The same, with all cuts settled for any rates. Errors: CVS_ENOMEM, CVS_EINVAL. */
CVS_WARN_UNUSED cvs_status cvs_rejection_settle(const cvs_design *design, uint64_t visitors_control,
                                                uint64_t visitors_treatment, cvs_rejection *out, cvs_error *error);

/* Fills the edges of the region and sums it. Errors: what the test itself fails with, CVS_EUNDEF apart. */
CVS_WARN_UNUSED cvs_status cvs_region_power(const cvs_rejection *rejection, cvs_power_cells *cells, double *power);
/* The Fisher tails of every total, for cvs_region_power. */
CVS_WARN_UNUSED cvs_status cvs_region_fill_fisher(const cvs_rejection *rejection, cvs_power_cells *cells);
/* Does the rejection's own test or margin reject this table? CVS_EUNDEF counts as no. */
CVS_WARN_UNUSED cvs_status cvs_region_ask(const cvs_rejection *rejection, const cvs_pair *pair, bool upper,
                                          bool *rejects);

/* Power of a settled rejection under two rates. Errors: CVS_ENOMEM and as cvs_region_power. */
CVS_WARN_UNUSED cvs_status cvs_rejection_power(const cvs_rejection *rejection, double rate_control,
                                               double rate_treatment, double *power);

#endif

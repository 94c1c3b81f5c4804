/* Domain checks and small results that every method shares. */
#ifndef CVS_STAT_CHECK_H
#define CVS_STAT_CHECK_H

#include <convstat/method.h>

CVS_WARN_UNUSED cvs_status cvs_check_sample(const cvs_sample *sample, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_check_pair(const cvs_pair *pair, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_check_level(const cvs_level *level, cvs_error *error);
/* What every normal test of two rates asks: domain of the pair, and that somebody converted and
 * somebody did not (CVS_EUNDEF). */
CVS_WARN_UNUSED cvs_status cvs_check_varies(const cvs_pair *pair, cvs_error *error);
/* CVS_ELIMIT with a sentence that names the method, the size and the limit. */
CVS_WARN_UNUSED cvs_status cvs_check_size(const cvs_pair *pair, uint64_t visitors_max, const char *method,
                                          cvs_error *error);

/* What every interval of an effect asks: domain of pair and level, and a scale the method has. */
CVS_WARN_UNUSED cvs_status cvs_check_effect(const cvs_method *method, const cvs_pair *pair, cvs_scale scale,
                                            const cvs_level *level, cvs_error *error);
/* CVS_EUNDEF where an arm has no conversion (ratios), or a cell of the table is empty (odds). */
CVS_WARN_UNUSED cvs_status cvs_check_converted(const cvs_pair *pair, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_check_cells(const cvs_pair *pair, cvs_error *error);

double cvs_rate(const cvs_sample *sample);
/* p2 - p1 with one rounding: numerator x2 n1 - x1 n2 in 128 bits. */
double cvs_rate_difference(const cvs_pair *pair);
/* Observed effect on `scale`; false where it does not exist (control at 0 %, odds 0/0). */
bool cvs_effect_observed(const cvs_pair *pair, cvs_scale scale, double *out);
/* The effect that means "no difference": 0, 0, 1. */
double cvs_effect_null(cvs_scale scale);
cvs_pair cvs_pair_swapped(const cvs_pair *pair);
cvs_alternative cvs_alternative_mirrored(cvs_alternative alternative);

/* Result of a normal statistic: p and ln p for the side asked. */
cvs_test_result cvs_result_from_z(double z, cvs_alternative alternative);
/* The same of a chi-square with 1 degree of freedom, by its root with the sign of the difference. */
cvs_test_result cvs_result_from_root(double root, cvs_alternative alternative);

/* Sets both ends (and `exists`), leaves the estimate alone: the side that level->alternative leaves
 * open and an infinite end are marked open. It does not clip: cvs_effect_set and cvs_rate_set do. */
void cvs_interval_set(cvs_interval *out, const cvs_level *level, double lower, double upper);
void cvs_interval_none(cvs_interval *out);
/* An interval of an effect: ends clipped to what the scale allows, the observed effect as estimate. */
typedef struct cvs_limits {
  double lower;
  double upper;
} cvs_limits;
void cvs_effect_set(cvs_interval *out, const cvs_pair *pair, cvs_scale scale, const cvs_level *level,
                    cvs_limits limits);
/* An interval of one rate: ends clipped to [0, 1], the observed rate as estimate. */
void cvs_rate_set(cvs_interval *out, const cvs_sample *sample, const cvs_level *level, double lower, double upper);

/* Puts the ends on the side of no effect (`null`) that the test with statistic `z` says, so that
 * p < alpha and "the interval excludes no effect" are one decision, near ties included. */
void cvs_interval_agree(double z, const cvs_level *level, double null, double *lower, double *upper);

#endif

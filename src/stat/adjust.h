/* What the adjustments for several comparisons share. */
#ifndef CVS_STAT_ADJUST_H
#define CVS_STAT_ADJUST_H

#include <convstat/method.h>

/* One p-value and where it stood. */
typedef struct cvs_ranked {
  double p_value;
  size_t index;
} cvs_ranked;

/* Checks count, alpha and p-values and sets *level to the unadjusted level. */
CVS_WARN_UNUSED cvs_status cvs_adjust_begin(const cvs_family *family, cvs_level *level, cvs_error *error);

/* The p-values from small to large, ties in the order given; *out is the caller's to free with
 * cvs_free. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_adjust_rank(const cvs_family *family, cvs_ranked **out, cvs_error *error);

/* A step method: the p-value at `rank` (1 = smallest) of `count` is multiplied by this. */
typedef double cvs_step_weight(size_t rank, size_t count, double scale);
/* Running maximum from the smallest p on (step down), or running minimum from the largest on (step
 * up), of weight * p, at most 1. `scale` is handed to `weight`. */
CVS_WARN_UNUSED cvs_status cvs_adjust_step_down(const cvs_family *family, cvs_step_weight *weight, double scale,
                                                double *adjusted, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_adjust_step_up(const cvs_family *family, cvs_step_weight *weight, double scale,
                                              double *adjusted, cvs_error *error);

/* Sets *level to error `alpha_single` a comparison and makes `adjusted` agree with it where rounding
 * alone parts them: adjusted < family->alpha exactly where p_value < alpha_single. */
CVS_WARN_UNUSED cvs_status cvs_adjust_settle(const cvs_family *family, double alpha_single, double *adjusted,
                                             cvs_level *level, cvs_error *error);

/* The statistic of comparison `index` turned so that large speaks against "no difference" on the
 * side asked. */
double cvs_adjust_distance(const cvs_family *family, size_t index);
/* CVS_EINVAL unless the family has z statistics and correlation factors (Dunnett's methods). */
CVS_WARN_UNUSED cvs_status cvs_adjust_check_normal(const cvs_family *family, cvs_error *error);

#endif

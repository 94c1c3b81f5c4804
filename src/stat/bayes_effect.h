/* The posterior of a difference or a lift: both tails and the density, and what is built of them. */
#ifndef CVS_STAT_BAYES_EFFECT_H
#define CVS_STAT_BAYES_EFFECT_H

#include "stat/bayes_law.h"

/* Two arms with their tables. */
typedef struct cvs_effect_law {
  cvs_beta_law control;
  cvs_beta_law treatment;
  cvs_scale scale; /* CVS_DIFFERENCE or CVS_LIFT */
  double center;   /* about the mean of the difference, or of ln(1 + lift) */
  double spread;   /* about its standard deviation */
} cvs_effect_law;

/* cvs_effect_law_free afterwards, also after a failure. Errors: CVS_EINVAL, CVS_ENOCONV, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_effect_law_make(const cvs_beta_pair *pair, cvs_scale scale, cvs_effect_law *law,
                                               cvs_error *error);
void cvs_effect_law_free(cvs_effect_law *law);

/* An effect and what is known of the posterior there: the tails, and where it is asked for the density
 * over the effect's own unit. */
typedef struct cvs_effect_point {
  double value;
  bool with_density;
  cvs_bayes_tails tails;
  double density;
} cvs_effect_point;
/* Fills what is asked at point->value, in [-1, 1] or >= -1. Errors: CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_effect_law_measure(const cvs_effect_law *law, cvs_effect_point *point);

/* The value with a lower tail of `lower`, in [1e-10, 1 - 1e-10]. Errors: CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_effect_law_quantile(const cvs_effect_law *law, double lower, double *out);

#endif

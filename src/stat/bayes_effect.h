/* The posterior of a difference or a lift: both tails and the density, and what is built of them. */
#ifndef CVS_STAT_BAYES_EFFECT_H
#define CVS_STAT_BAYES_EFFECT_H

#include "stat/bayes_law.h"

/* Two independent arms with their tables, borrowed, and how likely they are among other pairs. */
typedef struct cvs_effect_part {
  const cvs_beta_law *control;
  const cvs_beta_law *treatment;
  double weight;
} cvs_effect_part;

/* The posterior of an effect: a mixture of independent pairs, of one alone where the arms' priors are
 * independent. Not to be copied: it may point into itself. */
typedef struct cvs_effect_law {
  cvs_scale scale; /* CVS_DIFFERENCE or CVS_LIFT */
  const cvs_effect_part *part;
  size_t part_count;
  double center; /* about the mean of the difference, or of ln(1 + lift) */
  double spread; /* about its standard deviation */
  cvs_beta_law own[2];
  cvs_effect_part single;
} cvs_effect_law;
/* Sets center and spread from the parts. */
void cvs_effect_law_locate(cvs_effect_law *law);

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

/* As cvs_bayes_effect_tails. */
CVS_WARN_UNUSED cvs_status cvs_effect_law_tails(const cvs_effect_law *law, double value, cvs_bayes_tails *out,
                                                cvs_error *error);
/* Probability of [region[0], region[1]]. Errors: CVS_EINVAL, CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_effect_law_region(const cvs_effect_law *law, const double region[2], double *out,
                                                 cvs_error *error);

/* The value with a lower tail of `lower`, in [1e-10, 1 - 1e-10]. Errors: CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_effect_law_quantile(const cvs_effect_law *law, double lower, double *out);

/* Ends of the credible interval; the estimate of a lift is its median, that of a difference is left to the caller.
 * Errors: CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_effect_law_interval(const cvs_effect_law *law, const cvs_credible *credible,
                                                   cvs_interval *out, cvs_error *error);

#endif

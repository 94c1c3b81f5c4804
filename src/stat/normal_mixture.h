/* A normal estimate looked at again and again: the mixture of likelihood ratios over a normal prior of the
 * effect, and the band that inverts it. */
#ifndef CVS_STAT_NORMAL_MIXTURE_H
#define CVS_STAT_NORMAL_MIXTURE_H

#include <convstat/sample.h>

/* The prior's variance over that of the estimate: grows with the data. > 0. */
double cvs_mixture_ratio_best(double alpha);

/* ln of the e-value of z = estimate / standard error at a prior of both signs:
 * -ln(1 + R)/2 + z^2 R / (2 (1 + R)); or of the positive half of that prior alone, where z > 0 speaks for
 * the effect.
 * Source: Robbins (1970), Ann. Math. Stat. 41, 1397-1409. */
double cvs_mixture_ln_value(double z, double ratio);
double cvs_mixture_ln_value_one_sided(double z, double ratio);

/* The z at which that is `ln_bound` >= 0: half the band's width in standard errors.
 * Errors (one-sided): CVS_ENOCONV. */
double cvs_mixture_z(double ln_bound, double ratio);
CVS_WARN_UNUSED cvs_status cvs_mixture_z_one_sided(double ln_bound, double ratio, double *out);

#endif

/* A normal estimate looked at again and again: the mixture of likelihood ratios over a normal prior. */
#include "stat/normal_mixture.h"

#include "base/constants.h"
#include "num/dist.h"
#include "num/num.h"

#include <math.h>

static const double Z_RTOL = 1e-13;

/* Nearly the least width at given data; Waudby-Smith et al. (2024), Ann. Stat. 52, 2613-2640, on tuning. */
double cvs_mixture_ratio_best(double alpha) {
  const double twice = -2 * log(alpha);
  return twice + log1p(twice);
}

double cvs_mixture_ln_value(double z, double ratio) {
  return (z * z * ratio / (1 + ratio) - log1p(ratio)) / 2;
}

double cvs_mixture_ln_value_one_sided(double z, double ratio) {
  return CVS_LN2 + cvs_mixture_ln_value(z, ratio) + cvs_normal_ln_cdf(z * sqrt(ratio / (1 + ratio)));
}

double cvs_mixture_z(double ln_bound, double ratio) {
  return sqrt((1 + ratio) / ratio * (2 * ln_bound + log1p(ratio)));
}

typedef struct bound_problem {
  double ln_bound;
  double ratio;
} bound_problem;

static double bound_excess(double z, const void *context) {
  const bound_problem *problem = context;
  return cvs_mixture_ln_value_one_sided(z, problem->ratio) - problem->ln_bound;
}

/* At z = 0 the half prior's value is 1/sqrt(1 + R), at the two-sided z it is at least the whole one's. */
cvs_status cvs_mixture_z_one_sided(double ln_bound, double ratio, double *out) {
  const bound_problem problem = {ln_bound, ratio};
  const double high = cvs_mixture_z(ln_bound, ratio);
  return cvs_root((cvs_curve){bound_excess, &problem}, 0, high, Z_RTOL, out);
}

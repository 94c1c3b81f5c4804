/* The standard normal distribution. */
#include "num/dist.h"

#include "base/constants.h"
#include "num/rmath.h"

/* Below this ln p, R 4.2's quantile keeps five digits, and far below none (its NEWS for 4.3.0). */
static const double asymptotic_below = -300;
static const double ln_p_least = -1e300;
/* The start is good to 1e-5 and the slope to 2/z^4 < 1e-5, so each step adds five digits. */
enum { NEWTON_STEPS = 4 };

/* z with ln P(Z > z) = ln_p far out, where ln P = -z^2/2 - ln z - ln sqrt(2 pi) + O(1/z^2) and its
 * slope is -(z + 1/z) + O(1/z^3) (Abramowitz & Stegun 1964, 26.2.12). */
static double far_quantile(double ln_p) {
  double z = sqrt(-2 * (ln_p + CVS_LN_SQRT_2PI) - log(-2 * ln_p));
  for (int i = 0; i < NEWTON_STEPS; i++)
    z += (cvs_normal_ln_sf(z) - ln_p) / (z + 1 / z);
  return z;
}

double cvs_normal_cdf(double z) {
  return pnorm(z, 0, 1, true, false);
}

double cvs_normal_sf(double z) {
  return pnorm(z, 0, 1, false, false);
}

double cvs_normal_ln_cdf(double z) {
  return pnorm(z, 0, 1, true, true);
}

double cvs_normal_ln_sf(double z) {
  return pnorm(z, 0, 1, false, true);
}

double cvs_normal_pdf(double z) {
  return dnorm(z, 0, 1, false);
}

cvs_status cvs_normal_quantile_sf(double p, double *out) {
  if (!(p > 0 && p < 1))
    return CVS_EINVAL;
  return cvs_rmath_result(qnorm(p, 0, 1, false, false), out);
}

cvs_status cvs_normal_quantile_ln_sf(double ln_p, double *out) {
  if (!(ln_p < 0 && ln_p >= ln_p_least))
    return CVS_EINVAL;
  if (ln_p < asymptotic_below)
    return cvs_rmath_result(far_quantile(ln_p), out);
  return cvs_rmath_result(qnorm(ln_p, 0, 1, false, true), out);
}

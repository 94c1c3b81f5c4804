/* The studentised range with infinite degrees of freedom: the range of `means` standard normals.
 *
 * libRmath's ptukey gives the upper tail as 1 - cdf and its qtukey four digits, so both are made
 * here. With x the smallest of m normals, A = P(Z > x) and B = P(Z > x + q),
 *
 *   P(range > q) = m * integral of pdf(x) * A^(m-1) * (1 - (1 - B/A)^(m-1)) dx,
 *
 * which has no difference of near numbers. The integrand falls off like exp(-x^2) on both sides of
 * -q/2, so the trapezoidal rule converges geometrically in 1/step (Trefethen & Weideman 2014,
 * SIAM Review 56, 385-458). */
#include "num/dist.h"

#include "num/num.h"
#include "num/rmath.h"

static const double means_max = 1000;
/* exp(-12^2) is 1e-63 of the peak. At step 1/16 the error of the rule is below rounding for 1000
 * means, whose integrand is the narrowest (standard deviation 0.35). */
static const double reach = 12;
static const double step = 1.0 / 16;
/* Above this the upper tail of two means is below the least double; the search for a quantile
 * ends here. */
static const double range_max = 54;

static double range_density(double x, double q, double means) {
  const double ln_above = cvs_normal_ln_sf(x);
  const double ratio = exp(cvs_normal_ln_sf(x + q) - ln_above);
  const double others = means - 1;
  const double outside = ratio < 1 ? -expm1(others * log1p(-ratio)) : 1;
  return means * cvs_normal_pdf(x) * exp(others * ln_above) * outside;
}

static double range_sf(double q, double means) {
  const int steps = (int)(2 * reach / step);
  cvs_sum sum = {0};
  for (int i = 0; i <= steps; i++)
    cvs_sum_add(&sum, range_density(-q / 2 - reach + i * step, q, means));
  const double p = step * cvs_sum_value(&sum);
  return p < 1 ? p : 1;
}

typedef struct quantile_target {
  double ln_p;
  double means;
} quantile_target;

static double compare_ln_sf(double q, const void *context) {
  const quantile_target *target = context;
  return log(range_sf(q, target->means)) - target->ln_p;
}

cvs_status cvs_range_sf(double q, double means, double *out) {
  if (!(q >= 0) || !(means >= 2 && means <= means_max))
    return CVS_EINVAL;
  *out = q > 2 * range_max ? 0 : range_sf(q, means);
  return CVS_OK;
}

cvs_status cvs_range_quantile_sf(double p, double means, double *out) {
  if (!(p > 0 && p < 1) || !(means >= 2 && means <= means_max))
    return CVS_EINVAL;
  const quantile_target target = {log(p), means};
  return cvs_root((cvs_curve){compare_ln_sf, &target}, 0, range_max, 1e-14, out);
}

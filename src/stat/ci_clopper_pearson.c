/* The exact binomial interval of one conversion rate. */
#include "stat/methods.h"

#include "num/dist.h"
#include "stat/check.h"

#include <math.h>

static cvs_status find_lower(double x, double n, double tail, double *out) {
  if (x <= 0) {
    *out = 0;
    return CVS_OK;
  }
  if (x >= n) {
    *out = exp(log(tail) / n);
    return CVS_OK;
  }
  return cvs_beta_quantile(tail, x, n - x + 1, CVS_LOWER, out);
}

static cvs_status find_upper(double x, double n, double tail, double *out) {
  if (x >= n) {
    *out = 1;
    return CVS_OK;
  }
  if (x <= 0) {
    *out = -expm1(log(tail) / n);
    return CVS_OK;
  }
  return cvs_beta_quantile(tail, x + 1, n - x, CVS_UPPER, out);
}

static cvs_status limit_rate(const cvs_sample *sample, const cvs_level *level, cvs_interval *out, cvs_error *error) {
  cvs_status status = cvs_check_sample(sample, error);
  if (status == CVS_OK)
    status = cvs_check_level(level, error);
  if (status != CVS_OK)
    return status;
  double x = (double)sample->conversions, n = (double)sample->visitors, lower, upper;
  status = find_lower(x, n, level->tail, &lower);
  if (status == CVS_OK)
    status = find_upper(x, n, level->tail, &upper);
  if (status == CVS_OK)
    cvs_rate_set(out, sample, level, lower, upper);
  return status;
}

const cvs_method cvs_method_ci_clopper_pearson = {
    .name = "ci_clopper_pearson",
    .id = "clopper-pearson",
    .kind = CVS_KIND_RATE,
    .title = "Clopper-Pearson exact interval",
    .formula = "P(X >= x | lower) = P(X <= x | upper) = alpha/2",
    .citation = "Clopper & Pearson (1934), Biometrika 26, 404-413",
    .note = "never covers less than its level; wider than needed at small counts",
    .rate = limit_rate,
};

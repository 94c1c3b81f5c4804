/* Wilson's score interval of one conversion rate. */
#include "stat/methods.h"
#include "stat/wilson.h"

#include "stat/check.h"

#include <math.h>

static double wilson_root(double x, double n, double z) {
  return z * sqrt(z * z + 4 * x * ((n - x) / n));
}

double cvs_wilson_lower(double x, double n, double z) {
  if (x <= 0)
    return 0;
  /* the product of the roots is x^2 / (n (n + z^2)): no difference is taken */
  return 2 * x * (x / n) / (2 * x + z * z + wilson_root(x, n, z));
}

double cvs_wilson_upper(double x, double n, double z) {
  if (x >= n)
    return 1;
  return (2 * x + z * z + wilson_root(x, n, z)) / (2 * (n + z * z));
}

static cvs_status limit_rate(const cvs_sample *sample, const cvs_level *level, cvs_interval *out, cvs_error *error) {
  cvs_status status = cvs_check_sample(sample, error);
  if (status == CVS_OK)
    status = cvs_check_level(level, error);
  if (status != CVS_OK)
    return status;
  double x = (double)sample->conversions, n = (double)sample->visitors;
  cvs_rate_set(out, sample, level, cvs_wilson_lower(x, n, level->z), cvs_wilson_upper(x, n, level->z));
  return CVS_OK;
}

const cvs_method cvs_method_ci_wilson = {
    .name = "ci_wilson",
    .id = "wilson",
    .kind = CVS_KIND_RATE,
    .title = "Wilson score interval",
    .formula = "all p with n (x/n - p)^2 <= z^2 p (1 - p)",
    .citation = "Wilson (1927), JASA 22, 209-212",
    .note = "covers close to its level on average at every size; may fall a little short at very small rates",
    .rate = limit_rate,
};

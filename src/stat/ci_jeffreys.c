/* Jeffreys' interval of one conversion rate: equal tails of Beta(x + 1/2, n - x + 1/2). */
#include "stat/methods.h"

#include "num/dist.h"
#include "stat/check.h"

/* Parameter of Jeffreys' prior of a binomial rate. */
static const double PRIOR = 0.5;

static cvs_status limit_rate(const cvs_sample *sample, const cvs_level *level, cvs_interval *out, cvs_error *error) {
  cvs_status status = cvs_check_sample(sample, error);
  if (status == CVS_OK)
    status = cvs_check_level(level, error);
  if (status != CVS_OK)
    return status;
  double a = (double)sample->conversions + PRIOR;
  double b = (double)(sample->visitors - sample->conversions) + PRIOR;
  double lower = 0, upper = 1;
  if (sample->conversions > 0)
    status = cvs_beta_quantile(level->tail, a, b, CVS_LOWER, &lower);
  if (status == CVS_OK && sample->conversions < sample->visitors)
    status = cvs_beta_quantile(level->tail, a, b, CVS_UPPER, &upper);
  if (status == CVS_OK)
    cvs_rate_set(out, sample, level, lower, upper);
  return status;
}

const cvs_method cvs_method_ci_jeffreys = {
    .name = "ci_jeffreys",
    .id = "jeffreys",
    .kind = CVS_KIND_RATE,
    .title = "Jeffreys interval",
    .formula = "quantiles alpha/2 and 1 - alpha/2 of Beta(x + 1/2, n - x + 1/2); 0 at x = 0, 1 at x = n",
    .citation = "Brown, Cai & DasGupta (2001), Statistical Science 16, 101-133",
    .note = "a Bayesian interval with good coverage on average; single rates may fall short",
    .rate = limit_rate,
};

/* Wald's test of two rates: z with unpooled variance. */
#include "stat/methods.h"
#include "stat/power_terms.h"
#include "stat/wald.h"

#include "base/error.h"
#include "stat/check.h"

#include <math.h>

static double rate_variance(const cvs_sample *sample) {
  double n = (double)sample->visitors, x = (double)sample->conversions;
  double y = (double)(sample->visitors - sample->conversions);
  return (x / n) * (y / n) / n;
}

double cvs_wald_error(const cvs_pair *pair) {
  return sqrt(rate_variance(&pair->control) + rate_variance(&pair->treatment));
}

double cvs_wald_z(const cvs_pair *pair) {
  double difference = cvs_rate_difference(pair);
  return difference == 0 ? 0 : difference / cvs_wald_error(pair);
}

static cvs_status test_rates(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                             cvs_error *error) {
  cvs_status status = cvs_check_varies(pair, error);
  if (status != CVS_OK)
    return status;
  double z = cvs_wald_z(pair);
  if (!isfinite(z))
    return cvs_fail(error, CVS_EUNDEF,
                    "nobody converted in one arm and everybody in the other, so the unpooled variance is 0");
  *out = cvs_result_from_z(z, alternative);
  return CVS_OK;
}

const cvs_method cvs_method_prop_wald = {
    .name = "prop_wald",
    .id = "wald",
    .kind = CVS_KIND_TEST,
    .title = "Wald test (unpooled z)",
    .formula = "z = (p2 - p1)/sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2)",
    .citation = "Wald (1943), Transactions of the AMS 54, 426-482",
    .note = "offered because other tools print it; its false positives run above alpha at small counts",
    .test = test_rates,
    .normal = true,
    .power = cvs_power_terms_wald,
    .statistic = "z",
    .agrees = {"wald", NULL, NULL},
};

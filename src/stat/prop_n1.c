/* The N - 1 chi-square test of two rates. */
#include "stat/methods.h"
#include "stat/power_terms.h"

#include "stat/check.h"
#include "stat/score.h"

static cvs_status test_rates(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                             cvs_error *error) {
  cvs_status status = cvs_check_varies(pair, error);
  if (status == CVS_OK)
    *out = cvs_result_from_z(cvs_score_z_pooled(pair, cvs_score_factor_n1(pair)), alternative);
  return status;
}

const cvs_method cvs_method_prop_n1 = {
    .name = "prop_n1",
    .id = "n-1",
    .kind = CVS_KIND_TEST,
    .title = "N - 1 chi-square test",
    .formula = "z = (p2 - p1)/sqrt(p (1 - p)(1/n1 + 1/n2)) sqrt((N - 1)/N), N = n1 + n2",
    .citation = "Campbell (2007), Statistics in Medicine 26, 3661-3675",
    .note = "good down to expected counts of 1; the same as the score test at large sizes",
    .test = test_rates,
    .normal = true,
    .power = cvs_power_terms_n1,
    .statistic = "z",
    .agrees = {"miettinen-nurminen", "miettinen-nurminen", "miettinen-nurminen"},
};

/* Is the odds ratio the same in all strata? Breslow & Day's test with Tarone's correction. */
#include "stat/strata.h"

#include "base/error.h"
#include "num/num.h"
#include "stat/chisq.h"
#include "stat/methods.h"
#include "stat/score.h"

/* Treatment's conversions against those expected under a common odds ratio, margins fixed. */
typedef struct stratum_fit {
  double excess;
  double variance;
} stratum_fit;

static stratum_fit fit_stratum(const cvs_pair *pair, double odds_ratio) {
  cvs_constrained_rates rates = cvs_score_constrained(pair, CVS_ODDS_RATIO, odds_ratio);
  double control = (double)pair->control.visitors, treatment = (double)pair->treatment.visitors;
  double information = 1 / (control * rates.control) + 1 / (control * (1 - rates.control)) +
                       1 / (treatment * rates.treatment) + 1 / (treatment * (1 - rates.treatment));
  return (stratum_fit){(double)pair->treatment.conversions - treatment * rates.treatment, 1 / information};
}

cvs_status cvs_breslow_day(const cvs_pair *pairs, size_t count, double odds_ratio, cvs_chisq_result *out,
                           cvs_error *error) {
  cvs_sum statistic = {0}, excess = {0}, variance = {0};
  size_t informative = 0;
  for (size_t i = 0; i < count; i++) {
    if (!cvs_stratum_informs(&pairs[i]))
      continue;
    informative++;
    stratum_fit fit = fit_stratum(&pairs[i], odds_ratio);
    if (!(fit.variance > 0))
      return cvs_fail(error, CVS_EUNDEF, "stratum %zu has no variance under a common odds ratio", i + 1);
    cvs_sum_add(&statistic, fit.excess * fit.excess / fit.variance);
    cvs_sum_add(&excess, fit.excess);
    cvs_sum_add(&variance, fit.variance);
  }
  if (informative < 2)
    return cvs_fail(error, CVS_EUNDEF, "fewer than two strata have some but not all visitors converted");
  /* Tarone (1985), eq. 6: the Mantel-Haenszel odds ratio is not the maximum likelihood one */
  double total = cvs_sum_value(&excess);
  double corrected = cvs_sum_value(&statistic) - total * total / cvs_sum_value(&variance);
  return cvs_chisq_finish(corrected > 0 ? corrected : 0, (double)(informative - 1), out, error);
}

const cvs_method cvs_method_strata_breslow_day = {
    .name = "strata_breslow_day",
    .id = "breslow-day",
    .kind = CVS_KIND_OTHER,
    .title = "Breslow-Day test of one odds ratio in all strata, with Tarone's correction",
    .formula = "X2 = sum (x2 - E)^2 / V - (sum (x2 - E))^2 / sum V, E and V at the Mantel-Haenszel odds ratio",
    .citation = "Tarone (1985), Biometrika 72, 91-95",
    .note = "a small p says that the effect differs between strata: read them one by one",
};

/* How widely lifts spread: out of past experiments, and out of what somebody says of them. */
#include "base/error.h"
#include "num/num.h"
#include "stat/bayes_law.h"
#include <convstat/joint.h>

#include <math.h>

cvs_status cvs_log_odds_of_lift(double baseline, double lift, double *out, cvs_error *error) {
  if (!(baseline > 0 && baseline < 1))
    return cvs_fail(error, CVS_EINVAL, "the baseline is %g, expected a rate between 0 and 1", baseline);
  if (!(lift > 0 && isfinite(lift)))
    return cvs_fail(error, CVS_EINVAL, "the spread of lifts is %g, expected more than 0", lift);
  const double rest = 1 - baseline - baseline * lift;
  if (!(rest > 0))
    return cvs_fail(error, CVS_EUNDEF, "a lift of %.4g%% takes a rate of %.4g%% to 100%% or more", 100 * lift,
                    100 * baseline);
  /* ln((1 + L) (1 - r) / (1 - r - r L)) */
  *out = log1p(lift) + log1p(baseline * lift / rest);
  return CVS_OK;
}

typedef struct past_lifts {
  const cvs_pair *pair;
  size_t count;
} past_lifts;

static bool is_used(const cvs_pair *pair) {
  return pair->control.visitors > 0 && pair->treatment.visitors > 0;
}

static double half_added(uint64_t count) {
  return (double)count + 0.5;
}

/* Observed log odds ratio, each count with 1/2 added (Gart 1966), and its variance. */
static double read_log_odds(const cvs_pair *pair, double *variance) {
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  const double a = half_added(treatment->conversions), b = half_added(treatment->visitors - treatment->conversions);
  const double c = half_added(control->conversions), d = half_added(control->visitors - control->conversions);
  *variance = 1 / a + 1 / b + 1 / c + 1 / d;
  return log(a / b) - log(c / d);
}

/* Twice the slope of the log likelihood in the variance of the true log odds ratios. */
static double score(double spread_variance, const void *context) {
  const past_lifts *past = context;
  cvs_sum sum = {0, 0};
  for (size_t i = 0; i < past->count; i++) {
    double variance = 0;
    if (!is_used(&past->pair[i]))
      continue;
    const double observed = read_log_odds(&past->pair[i], &variance);
    const double total = variance + spread_variance;
    cvs_sum_add(&sum, (observed * observed - total) / (total * total));
  }
  return cvs_sum_value(&sum);
}

/* No likelihood rises beyond the largest square. */
static double find_most(const past_lifts *past, size_t *used) {
  double most = 0;
  *used = 0;
  for (size_t i = 0; i < past->count; i++) {
    double variance = 0;
    if (!is_used(&past->pair[i]))
      continue;
    const double observed = read_log_odds(&past->pair[i], &variance);
    most = fmax(most, observed * observed);
    ++*used;
  }
  return most;
}

cvs_status cvs_bayes_spread_from_past(const cvs_pair *past, size_t count, double *log_odds_sd, cvs_error *error) {
  const past_lifts lifts = {past, count};
  for (size_t i = 0; i < count; i++)
    if (past[i].control.conversions > past[i].control.visitors ||
        past[i].treatment.conversions > past[i].treatment.visitors)
      return cvs_fail(error, CVS_EINVAL, "past experiment %zu has more conversions than visitors", i + 1);
  size_t used = 0;
  const double most = find_most(&lifts, &used);
  if (used < 2)
    return cvs_fail(error, CVS_EUNDEF, "%zu past lifts do not tell how widely lifts spread, expected two or more",
                    used);
  if (!(score(0, &lifts) > 0))
    return cvs_fail(error, CVS_EUNDEF, "the %zu past lifts vary no more than chance alone would have them", used);
  double variance = 0;
  const cvs_status status = cvs_root((cvs_curve){score, &lifts}, 0, most, 1e-14, &variance);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the spread of %zu past lifts could not be found", used);
  *log_odds_sd = sqrt(variance);
  return CVS_OK;
}

/* Which step a lift comes from: the overall log lift as a sum of the steps' terms.
 *
 * With u_j users at step j and r_j = u_j / u_(j-1), ln(R_2 / R_1) = sum ln(r_j2 / r_j1): the rates of the steps
 * multiply. Given u_(j-1), u_j is binomial, so the terms are independent, and the delta method gives each arm
 * var ln r_j = (1 - r_j) / (u_(j-1) r_j) = 1/u_j - 1/u_(j-1). */
#include "stat/funnel_terms.h"

#include "base/error.h"
#include "stat/check.h"
#include "stat/log_ratio.h"
#include "stat/methods.h"
#include "stat/score.h"

#include <inttypes.h>
#include <math.h>

static bool is_whole(const cvs_sample *sample) {
  return sample->conversions == sample->visitors;
}

cvs_status cvs_funnel_join(cvs_funnel_split *split, double alpha, cvs_error *error) {
  size_t terms = 0;
  for (size_t i = 0; i < split->count; i++)
    terms += split->term[i].exists && !split->term[i].entry;
  const double share = terms > 1 ? -expm1(log1p(-alpha) / (double)terms) : alpha;
  return cvs_level_from_alpha(share, CVS_TWO_SIDED, &split->level, error);
}

static void set_limits(cvs_funnel_term *term, double lower, double upper) {
  term->interval = (cvs_interval){.estimate = term->estimate, .has_estimate = true, .exists = true};
  term->interval.has_lower = isfinite(lower);
  term->interval.has_upper = isfinite(upper);
  term->interval.lower = term->interval.has_lower ? lower : 0;
  term->interval.upper = term->interval.has_upper ? upper : 0;
}

/* ln(1 + lift) of Koopman's interval. */
static cvs_status limit_by_score(const cvs_pair *pair, const cvs_level *level, cvs_funnel_term *term,
                                 cvs_error *error) {
  cvs_interval lift = {0};
  const bool asked = pair->control.visitors > 0 && pair->treatment.visitors > 0;
  const cvs_status status = asked ? cvs_score_interval(pair, CVS_LIFT, 1, level, &lift) : CVS_OK;
  if (status != CVS_OK)
    return cvs_fail(error, status, "the score interval of a step's lift did not converge");
  set_limits(term, lift.has_lower ? log1p(lift.lower) : -INFINITY, lift.has_upper ? log1p(lift.upper) : INFINITY);
  return CVS_OK;
}

cvs_status cvs_funnel_limit(const cvs_pair *pair, const cvs_level *level, cvs_funnel_term *term, cvs_error *error) {
  if (term->by_score)
    return limit_by_score(pair, level, term, error);
  const double half = level->z * term->error;
  set_limits(term, term->estimate - half, term->estimate + half);
  return CVS_OK;
}

static cvs_status check_arm(const uint64_t *users, size_t steps, const char *arm, cvs_error *error) {
  if (users[0] > CVS_VISITORS_MAX)
    return cvs_fail(error, CVS_EINVAL, "%" PRIu64 " users are more than the %" PRIu64 " that are supported", users[0],
                    CVS_VISITORS_MAX);
  for (size_t j = 1; j <= steps; j++)
    if (users[j] > users[j - 1])
      return cvs_fail(error, CVS_EINVAL,
                      "%" PRIu64 " users of the %s at step %zu are more than the %" PRIu64 " before it", users[j], arm,
                      j, users[j - 1]);
  return CVS_OK;
}

static cvs_status check_pair(const cvs_funnel_pair *pair, cvs_error *error) {
  if (pair->steps < 1 || pair->steps > CVS_FUNNEL_STEPS_MAX)
    return cvs_fail(error, CVS_EINVAL, "a funnel of %zu steps, expected 1 to %d", pair->steps, CVS_FUNNEL_STEPS_MAX);
  const cvs_status status = check_arm(pair->control, pair->steps, "control", error);
  return status == CVS_OK ? check_arm(pair->treatment, pair->steps, "treatment", error) : status;
}

/* 1/u_j - 1/u_(j-1) without cancellation. */
static double ln_variance(const cvs_sample *step) {
  return (double)(step->visitors - step->conversions) / ((double)step->conversions * (double)step->visitors);
}

static cvs_pair pair_at(const cvs_funnel_pair *pair, size_t step) {
  return (cvs_pair){.control = {pair->control[step], pair->control[step + 1]},
                    .treatment = {pair->treatment[step], pair->treatment[step + 1]}};
}

static cvs_funnel_term estimate_term(const cvs_pair *way, bool first) {
  const cvs_sample *c = &way->control, *t = &way->treatment;
  if (c->conversions == 0 || t->conversions == 0)
    return (cvs_funnel_term){0};
  const bool entry = first && is_whole(c) && is_whole(t);
  return (cvs_funnel_term){.estimate = cvs_ln_ratio(t->conversions, t->visitors, c->conversions, c->visitors),
                           .error = sqrt(ln_variance(c) + ln_variance(t)),
                           .exists = true,
                           .entry = entry,
                           .by_score = !entry && (is_whole(c) || is_whole(t))};
}

static cvs_status test_same(cvs_funnel_split *split, cvs_error *error) {
  double estimate[CVS_FUNNEL_STEPS_MAX], covariance[CVS_FUNNEL_STEPS_MAX * CVS_FUNNEL_STEPS_MAX] = {0};
  for (size_t i = 0; i < split->count; i++) {
    estimate[i] = split->term[i].estimate;
    covariance[i * split->count + i] = split->term[i].error * split->term[i].error;
  }
  const cvs_status status = cvs_funnel_same(estimate, covariance, split->count, &split->heterogeneity, error);
  split->has_heterogeneity = status == CVS_OK;
  return status == CVS_EUNDEF ? CVS_OK : status;
}

cvs_status cvs_funnel_decompose(const cvs_funnel_pair *pair, double alpha, cvs_funnel_split *out, cvs_error *error) {
  *out = (cvs_funnel_split){.count = pair->steps, .complete = true};
  cvs_status status = check_pair(pair, error);
  if (status != CVS_OK)
    return status;
  for (size_t i = 0; i < pair->steps; i++) {
    const cvs_pair way = pair_at(pair, i);
    out->term[i] = estimate_term(&way, i == 0);
    out->complete = out->complete && out->term[i].exists;
  }
  status = cvs_funnel_join(out, alpha, error);
  for (size_t i = 0; i < pair->steps && status == CVS_OK; i++) {
    const cvs_pair way = pair_at(pair, i);
    if (out->term[i].exists)
      status = cvs_funnel_limit(&way, &out->level, &out->term[i], error);
  }
  if (status != CVS_OK || !out->complete)
    return status;
  out->ln_lift =
      cvs_ln_ratio(pair->treatment[pair->steps], pair->treatment[0], pair->control[pair->steps], pair->control[0]);
  return test_same(out, error);
}

const cvs_method cvs_method_funnel_decompose = {
    .name = "funnel_decompose",
    .id = "funnel-terms",
    .kind = CVS_KIND_OTHER,
    .title = "contribution of each step to the lift (log rates, delta method, Šidák-joint intervals)",
    .formula = "ln(R2/R1) = sum ln(r_j2/r_j1), r_j = u_j/u_(j-1); variance of a term: sum over both arms of 1/u_j - "
               "1/u_(j-1); intervals at 1 - (1 - alpha)^(1/k)",
    .citation = "Katz et al. (1978), Biometrics 34, 469-474; Šidák (1967), Journal of the American Statistical "
                "Association 62, 626-633",
    .note = "a step compares users whom the treatment has selected before it: it describes where the lift arises",
};

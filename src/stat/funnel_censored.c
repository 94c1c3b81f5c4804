/* Two arms some of whose units are still on their way: the rates from the start, and which step a lift comes from. */
#include "stat/funnel_terms.h"

#include "base/error.h"
#include "stat/check.h"

#include <math.h>

static cvs_status check_pair(const cvs_funnel_censored_pair *pair, cvs_error *error) {
  const size_t steps = pair->control->steps;
  if (steps == pair->treatment->steps && steps >= 1 && steps <= CVS_FUNNEL_STEPS_MAX)
    return CVS_OK;
  return cvs_fail(error, CVS_EINVAL, "arms of %zu and %zu steps, expected as many in both", steps,
                  pair->treatment->steps);
}

/* A rate of either arm with the error of its logarithm. */
typedef struct measured {
  const cvs_interval *rate;
  double ln_error;
} measured;

/* Lift with limits that are even in its logarithm; none where a rate is 0. */
static void limit_lift(const measured *control, const measured *treatment, const cvs_level *level, cvs_interval *out) {
  const double rate1 = control->rate->estimate, rate2 = treatment->rate->estimate;
  cvs_interval_none(out);
  if (!(rate1 > 0 && rate2 > 0))
    return;
  const double half = level->z * hypot(control->ln_error, treatment->ln_error);
  const double ln = log(rate2 / rate1);
  cvs_interval_set(out, level, expm1(ln - half), expm1(ln + half));
  out->estimate = (rate2 - rate1) / rate1;
  out->has_estimate = true;
}

static void test_difference(const measured *control, const measured *treatment, const cvs_level *level,
                            cvs_funnel_censored_test *out) {
  const double rate1 = control->rate->estimate, rate2 = treatment->rate->estimate;
  const double difference = rate2 - rate1;
  const double spread = hypot(rate1 * control->ln_error, rate2 * treatment->ln_error);
  out->has_test = spread > 0;
  if (!out->has_test)
    return;
  out->test = cvs_result_from_z(difference / spread, level->alternative);
  cvs_interval_set(&out->difference, level, fmax(difference - level->z * spread, -1),
                   fmin(difference + level->z * spread, 1));
  out->difference.estimate = difference;
  out->difference.has_estimate = true;
}

static cvs_status check_step(const cvs_funnel_censored_pair *pair, size_t step, const cvs_level *level,
                             cvs_error *error) {
  cvs_status status = check_pair(pair, error);
  if (status == CVS_OK)
    status = cvs_check_level(level, error);
  if (status == CVS_OK && step >= pair->control->steps)
    return cvs_fail(error, CVS_EINVAL, "step %zu of %zu", step + 1, pair->control->steps);
  return status;
}

cvs_status cvs_funnel_censored_compare(const cvs_funnel_censored_pair *pair, size_t step, const cvs_level *level,
                                       cvs_funnel_censored_test *out, cvs_error *error) {
  *out = (cvs_funnel_censored_test){0};
  const cvs_status status = check_step(pair, step, level, error);
  if (status != CVS_OK)
    return status;
  const cvs_funnel_censored_step *c = &pair->control->step[step], *t = &pair->treatment->step[step];
  if (!c->exists || !t->exists)
    return cvs_fail(error, CVS_EUNDEF, "no unit of an arm was followed to the horizon of step %zu", step + 1);
  const measured control = {&c->from_start, c->start_ln_error}, treatment = {&t->from_start, t->start_ln_error};
  test_difference(&control, &treatment, level, out);
  limit_lift(&control, &treatment, level, &out->lift);
  return CVS_OK;
}

cvs_status cvs_funnel_censored_previous(const cvs_funnel_censored_pair *pair, size_t step, const cvs_level *level,
                                        cvs_funnel_censored_test *out, cvs_error *error) {
  *out = (cvs_funnel_censored_test){0};
  const cvs_status status = check_step(pair, step, level, error);
  if (status != CVS_OK)
    return status;
  const cvs_funnel_censored_step *c = &pair->control->step[step], *t = &pair->treatment->step[step];
  if (!c->from_previous.exists || !t->from_previous.exists)
    return cvs_fail(error, CVS_EUNDEF, "no unit of an arm that was followed long enough came to step %zu", step + 1);
  const measured control = {&c->from_previous, c->previous_ln_error},
                 treatment = {&t->from_previous, t->previous_ln_error};
  test_difference(&control, &treatment, level, out);
  limit_lift(&control, &treatment, level, &out->lift);
  return CVS_OK;
}

/* ln r_j of an arm; the rate from the start is above 0. */
static double ln_rate(const cvs_funnel_censored *arm, size_t step) {
  const double before = step > 0 ? arm->step[step - 1].from_start.estimate : 1;
  return log(arm->step[step].from_start.estimate / before);
}

static bool is_reached(const cvs_funnel_censored *arm, size_t step) {
  return arm->step[step].exists && arm->step[step].from_start.estimate > 0;
}

/* The step as the units that were followed long enough have it: for Koopman's interval where a rate is 1. */
static cvs_sample mature_way(const cvs_funnel_censored *arm, size_t step) {
  const cvs_funnel_censored_step *own = &arm->step[step];
  if (own->naive.conversions == own->naive.visitors) /* all are through, followed to the end or not */
    return own->naive;
  return (cvs_sample){.visitors = own->mature_came, .conversions = own->mature.conversions};
}

static bool is_whole(const cvs_funnel_censored *arm, size_t step) {
  return !(arm->step[step].previous_ln_error > 0);
}

static bool is_entry(const cvs_funnel_censored *arm) {
  return arm->step[0].naive.conversions == arm->step[0].naive.visitors;
}

static cvs_funnel_term estimate_term(const cvs_funnel_censored_pair *pair, size_t step) {
  const cvs_funnel_censored *control = pair->control, *treatment = pair->treatment;
  const cvs_funnel_censored_step *c = &control->step[step], *t = &treatment->step[step];
  if (!is_reached(control, step) || !is_reached(treatment, step))
    return (cvs_funnel_term){0};
  const bool entry = step == 0 && is_entry(control) && is_entry(treatment);
  return (cvs_funnel_term){.estimate = ln_rate(treatment, step) - ln_rate(control, step),
                           .error = hypot(t->previous_ln_error, c->previous_ln_error),
                           .exists = true,
                           .entry = entry,
                           .by_score = !entry && (is_whole(control, step) || is_whole(treatment, step))};
}

static cvs_status limit_terms(const cvs_funnel_censored_pair *pair, cvs_funnel_split *split, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < split->count && status == CVS_OK; i++) {
    const cvs_pair way = {.control = mature_way(pair->control, i), .treatment = mature_way(pair->treatment, i)};
    if (split->term[i].exists)
      status = cvs_funnel_limit(&way, &split->level, &split->term[i], error);
  }
  return status;
}

static cvs_status test_same(const cvs_funnel_censored_pair *pair, cvs_funnel_split *split, cvs_error *error) {
  double estimate[CVS_FUNNEL_STEPS_MAX], covariance[CVS_FUNNEL_STEPS_MAX * CVS_FUNNEL_STEPS_MAX];
  const size_t steps = split->count;
  for (size_t i = 0; i < steps; i++)
    estimate[i] = split->term[i].estimate;
  for (size_t i = 0; i < steps * steps; i++)
    covariance[i] = pair->control->covariance[i] + pair->treatment->covariance[i];
  const cvs_status status = cvs_funnel_same(estimate, covariance, steps, &split->heterogeneity, error);
  split->has_heterogeneity = status == CVS_OK;
  return status == CVS_EUNDEF ? CVS_OK : status;
}

cvs_status cvs_funnel_censored_decompose(const cvs_funnel_censored_pair *pair, double alpha, cvs_funnel_split *out,
                                         cvs_error *error) {
  *out = (cvs_funnel_split){.complete = true};
  cvs_status status = check_pair(pair, error);
  if (status != CVS_OK)
    return status;
  out->count = pair->control->steps;
  for (size_t i = 0; i < out->count; i++) {
    out->term[i] = estimate_term(pair, i);
    out->complete = out->complete && out->term[i].exists;
  }
  status = cvs_funnel_join(out, alpha, error);
  if (status == CVS_OK)
    status = limit_terms(pair, out, error);
  if (status != CVS_OK || !out->complete)
    return status;
  const size_t last = out->count - 1;
  out->ln_lift = log(pair->treatment->step[last].from_start.estimate / pair->control->step[last].from_start.estimate);
  return test_same(pair, out, error);
}

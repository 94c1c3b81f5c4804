/* Units that are still on their way (--censor): rates by Kaplan-Meier in the place of those of the counts, and the
 * comparisons from the start by Wald's test of them. */
#include "analysis/funnel_run.h"

#include "base/error.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void note(cvs_funnel_run *run, cvs_finding_code code, size_t arm, const double value[3]) {
  cvs_finding finding = {.code = code, .field = "arms", .arm = arm};
  memcpy(finding.value, value, sizeof finding.value);
  cvs_test_note(run->frame, &finding);
}

static double naive_rate(const cvs_funnel_censored_step *step) {
  return (double)step->naive.conversions / (double)step->naive.visitors;
}

/* Taken for what it is not, the naive rate is too low: said where it lies outside the interval, of the last such step.
 */
static void examine(cvs_funnel_run *run, const cvs_funnel_censored *arm, size_t index) {
  for (size_t j = arm->steps; j-- > 0;) {
    const cvs_funnel_censored_step *step = &arm->step[j];
    if (!step->exists) {
      note(run, CVS_FINDING_NO_MATURE_USERS, index, (const double[]){(double)j, 0, naive_rate(step)});
      return;
    }
    if (step->from_start.exists && naive_rate(step) < step->from_start.lower) {
      note(run, CVS_FINDING_NAIVE_DIFFERS, index,
           (const double[]){(double)j, step->from_start.estimate, naive_rate(step)});
      return;
    }
  }
}

static cvs_status fetch_times(cvs_funnel_run *run, const cvs_funnel_group *out, size_t arm, cvs_funnel_times *times,
                              cvs_error *error) {
  const uint64_t visitors = out->frame.arm[arm].sample.visitors;
  const cvs_funnel_options *options = run->options;
  const cvs_status status = options->times(options->times_context, out->frame.group, arm, times, error);
  if (status != CVS_OK)
    return status;
  if (times->steps != run->step_count || times->units != visitors)
    return cvs_fail(error, CVS_EINVAL,
                    "times of %zu units at %zu steps for variant \"%s\", expected %" PRIu64 " units and %zu steps",
                    times->units, times->steps, out->frame.arm[arm].name, visitors, run->step_count);
  return CVS_OK;
}

static void replace_rates(cvs_funnel_run *run, size_t arm) {
  const cvs_funnel_censored *own = &run->censored[arm];
  run->arm[arm].young = own->young;
  for (size_t j = 0; j < run->step_count; j++) {
    cvs_funnel_step *step = &run->step[arm * run->step_count + j];
    step->censored = &own->step[j];
    step->from_start = own->step[j].from_start;
    step->from_previous = own->step[j].from_previous;
  }
  run->frame->arms[arm].rate = own->step[run->step_count - 1].from_start;
}

static cvs_status measure_arm(cvs_funnel_run *run, const cvs_funnel_group *out, size_t arm, cvs_error *error) {
  cvs_funnel_times times;
  cvs_status status = fetch_times(run, out, arm, &times, error);
  if (status == CVS_OK)
    status = cvs_funnel_censor(&times, &run->frame->rate_level, &run->censored[arm], error);
  if (status != CVS_OK)
    return status;
  replace_rates(run, arm);
  examine(run, &run->censored[arm], arm);
  return CVS_OK;
}

cvs_status cvs_funnel_measure_young(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  const size_t arms = out->frame.arm_count;
  run->censored = cvs_arena_alloc(&run->frame->arena, (arms + 1) * sizeof *run->censored);
  if (run->censored == NULL)
    return cvs_fail_memory(error);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < arms && status == CVS_OK; i++) {
    run->censored[i].steps = run->step_count;
    if (out->frame.arm[i].sample.visitors > 0)
      status = measure_arm(run, out, i, error);
  }
  return status;
}

/* Where a comparison stands: its two arms, and the step. */
typedef struct place {
  cvs_funnel_censored_pair pair;
  size_t step;
} place;

static place place_of(const cvs_funnel_run *run, const cvs_funnel_family *family, size_t index) {
  const size_t arms = family->flat.arm_count / family->steps;
  const cvs_comparison *comparison = &family->comparison[index];
  return (place){{&run->censored[comparison->control % arms], &run->censored[comparison->treatment % arms]},
                 family->first + comparison->control / arms};
}

/* Smallest expected count of users at the step or not at it, were the arms alike, in effective users. */
static double expected_min(const place *at) {
  const cvs_funnel_censored_step *c = &at->pair.control->step[at->step], *t = &at->pair.treatment->step[at->step];
  const double through = c->effective * c->from_start.estimate + t->effective * t->from_start.estimate;
  const double all = c->effective + t->effective;
  return all > 0 ? fmin(c->effective, t->effective) * fmin(through, all - through) / all : 0;
}

static bool is_known(const place *at) {
  return at->pair.control->step[at->step].exists && at->pair.treatment->step[at->step].exists;
}

/* Wald's test and limits are worth nothing on counts as small: then there are none, and a reader hears of it. */
static bool is_small(const place *at) {
  return expected_min(at) < CVS_EXPECTED_ENOUGH;
}

static void note_small(cvs_funnel_run *run, const place *at, size_t index) {
  const double expected = expected_min(at);
  const bool varies = expected > 0;
  cvs_test_note(run->frame, &(cvs_finding){.code = varies ? CVS_FINDING_SMALL_COUNTS : CVS_FINDING_NO_VARIATION,
                                           .field = varies ? "method" : "p_value",
                                           .arm = index,
                                           .value = {expected}});
}

/* Both sides of it: the one that is asked for, and harm. */
static cvs_status test_one(const cvs_funnel_run *run, const place *at, cvs_comparison *out, cvs_error *error) {
  cvs_funnel_censored_test asked, harm;
  cvs_level less = run->frame->level;
  cvs_error local = {0};
  less.alternative = CVS_LESS;
  if (!is_known(at) || is_small(at))
    return CVS_OK;
  cvs_status status = cvs_funnel_censored_compare(&at->pair, at->step, &run->frame->level, &asked, &local);
  if (status == CVS_OK)
    status = cvs_funnel_censored_compare(&at->pair, at->step, &less, &harm, &local);
  if (status == CVS_EUNDEF)
    return CVS_OK;
  if (status != CVS_OK)
    return cvs_fail(error, status, "%s", local.message);
  out->has_test = asked.has_test;
  out->test = asked.test;
  out->p_adjusted = asked.test.p_value;
  out->p_harm = harm.test.p_value;
  return CVS_OK;
}

static bool lift_agrees(const cvs_funnel_run *run, const cvs_comparison *comparison) {
  const cvs_interval *lift = &comparison->effect[CVS_LIFT];
  const bool excludes = (lift->has_lower && lift->lower > 0) || (lift->has_upper && lift->upper < 0);
  const double p = comparison->simultaneous ? comparison->p_adjusted : comparison->test.p_value;
  return !lift->exists || !comparison->has_test || excludes == (p < run->frame_options.alpha);
}

/* Intervals at the level that the adjustment has set. There is no odds ratio. */
static cvs_status limit_effects(const place *at, cvs_comparison *out, cvs_error *error) {
  cvs_funnel_censored_test limits;
  cvs_error local = {0};
  const cvs_status status = cvs_funnel_censored_compare(&at->pair, at->step, &out->level, &limits, &local);
  if (status != CVS_OK && status != CVS_EUNDEF)
    return cvs_fail(error, status, "%s", local.message);
  out->effect[CVS_DIFFERENCE] = limits.difference;
  out->effect[CVS_LIFT] = limits.lift;
  return CVS_OK;
}

/* What the effective users can find: the test of their rates is as sharp as theirs would be. */
static cvs_status size_one(const cvs_funnel_run *run, const place *at, cvs_comparison *out, cvs_error *error) {
  const cvs_funnel_censored_step *c = &at->pair.control->step[at->step], *t = &at->pair.treatment->step[at->step];
  const double rate = c->from_start.estimate;
  if (!is_known(at) || !(rate > 0 && rate < 1) || !(t->effective > 0))
    return CVS_OK;
  const cvs_test_base base = {rate, c->effective, t->effective};
  return cvs_test_size(run->frame, &base, out, error);
}

/* Intervals, the verdict and what this size can find. */
static cvs_status finish_one(cvs_funnel_run *run, const place *at, size_t index, cvs_comparison *out,
                             cvs_error *error) {
  const bool small = is_known(at) && is_small(at);
  cvs_status status = small ? CVS_OK : limit_effects(at, out, error);
  if (status == CVS_OK)
    status = size_one(run, at, out, error);
  if (status != CVS_OK)
    return status;
  if (small)
    note_small(run, at, index);
  out->agrees = lift_agrees(run, out);
  if (!out->agrees)
    cvs_test_note(run->frame, &(cvs_finding){.code = CVS_FINDING_INTERVAL_DISAGREES,
                                             .field = "lift",
                                             .arm = index,
                                             .value = {(double)CVS_LIFT}});
  cvs_test_judge(run->frame, out);
  return CVS_OK;
}

static void set_methods(cvs_comparison *out) {
  out->method = cvs_method_find(CVS_KIND_TEST, "wald");
  for (cvs_scale scale = CVS_DIFFERENCE; scale < CVS_SCALES; scale++)
    out->interval[scale] = cvs_method_find(CVS_KIND_EFFECT, "wald");
}

cvs_status cvs_funnel_compare_young(cvs_funnel_run *run, cvs_funnel_family *family, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < family->flat.comparison_count && status == CVS_OK; i++) {
    const place at = place_of(run, family, i);
    set_methods(&family->comparison[i]);
    status = test_one(run, &at, &family->comparison[i], error);
  }
  if (status == CVS_OK)
    status = cvs_test_adjust(run->frame, &family->flat, family->comparison, error);
  for (size_t i = 0; i < family->flat.comparison_count && status == CVS_OK; i++) {
    const place at = place_of(run, family, i);
    status = finish_one(run, &at, i, &family->comparison[i], error);
  }
  return status;
}

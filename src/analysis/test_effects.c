/* Effects of each comparison: intervals on three scales, whether they agree with the p-value, what
 * this size can detect and what the lift that matters would need. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "stat/check.h"
#include <convstat/power.h>

#include <math.h>
#include <string.h>

/* Power at which a detectable lift and needed visitors are stated. */
static const double planned_power = 0.8;

/* The interval that agrees with the test, else the test's own, else score. */
static const cvs_method *interval_for(const cvs_test_run *run, const cvs_method *method, cvs_scale scale) {
  if (run->interval != NULL && run->interval->has_scale[scale])
    return run->interval;
  const cvs_method *own = NULL;
  if (method->agrees[scale] != NULL)
    own = cvs_method_find(CVS_KIND_EFFECT, method->agrees[scale]);
  if (own == NULL)
    own = cvs_method_find(CVS_KIND_EFFECT, method->id);
  if (own != NULL && own->has_scale[scale])
    return own;
  return cvs_method_find(CVS_KIND_EFFECT, "score");
}

static void note(cvs_test_run *run, cvs_finding_code code, size_t index, cvs_scale scale) {
  static const char *const fields[CVS_SCALES] = {"difference", "lift", "odds_ratio"};
  cvs_test_note(run, &(cvs_finding){.code = code, .field = fields[scale], .arm = index, .value = {(double)scale}});
}

/* One interval. Where the automatic choice is out of reach the score interval stands in, named. */
static cvs_status measure(cvs_test_run *run, const cvs_pair *pair, cvs_comparison *comparison, cvs_scale scale,
                          cvs_error *error) {
  const cvs_method *method = interval_for(run, comparison->method, scale);
  cvs_interval *out = &comparison->effect[scale];
  cvs_error local = {0};
  cvs_status status = method->effect(pair, scale, &comparison->level, out, &local);
  if (status == CVS_ELIMIT && run->interval == NULL) {
    local = (cvs_error){0};
    method = cvs_method_find(CVS_KIND_EFFECT, "score");
    status = method->effect(pair, scale, &comparison->level, out, &local);
  }
  comparison->interval[scale] = method;
  if (status == CVS_EUNDEF)
    *out = (cvs_interval){0};
  return status == CVS_OK || status == CVS_EUNDEF ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

static bool excludes(const cvs_interval *interval, double null) {
  return (interval->has_lower && interval->lower > null) || (interval->has_upper && interval->upper < null);
}

/* For a margin: the interval lies on the right side of it. */
static bool clears_margins(const cvs_test_options *options, const cvs_interval *interval) {
  bool above = interval->has_lower && interval->lower > options->margin_lower;
  bool below = interval->has_upper && interval->upper < options->margin_upper;
  return options->aim == CVS_AIM_EQUIVALENCE ? above && below : above;
}

/* Whether an interval says what the p-value says; an interval that does not exist says nothing. */
static bool agrees(const cvs_test_options *options, const cvs_comparison *comparison, cvs_scale scale) {
  const cvs_interval *interval = &comparison->effect[scale];
  if (!interval->exists)
    return true;
  if (options->aim != CVS_AIM_DIFFERENCE) {
    bool met = comparison->simultaneous ? comparison->margin_met : comparison->margin.p_value < comparison->level.tail;
    return scale != options->margin_scale || !comparison->has_margin || clears_margins(options, interval) == met;
  }
  double p = comparison->simultaneous ? comparison->p_adjusted : comparison->test.p_value;
  return !comparison->has_test || excludes(interval, cvs_effect_null(scale)) == (p < options->alpha);
}

static void inspect(cvs_test_run *run, cvs_comparison *comparison, size_t index, cvs_scale scale) {
  const cvs_interval *interval = &comparison->effect[scale];
  bool wants_lower = comparison->level.alternative != CVS_LESS;
  bool wants_upper = comparison->level.alternative != CVS_GREATER;
  if (!interval->exists)
    note(run, CVS_FINDING_NO_INTERVAL, index, scale);
  else if (!interval->has_estimate)
    note(run, CVS_FINDING_NO_ESTIMATE, index, scale);
  if (interval->exists && ((wants_lower && !interval->has_lower) || (wants_upper && !interval->has_upper)))
    note(run, CVS_FINDING_UNBOUNDED_INTERVAL, index, scale);
  if (!agrees(run->options, comparison, scale)) {
    comparison->agrees = false;
    note(run, CVS_FINDING_INTERVAL_DISAGREES, index, scale);
  }
}

static bool is_empty(const cvs_pair *pair) {
  return pair->control.visitors == 0 || pair->treatment.visitors == 0;
}

static cvs_status measure_all(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                              cvs_error *error) {
  for (size_t i = 0; i < group->comparison_count; i++) {
    cvs_comparison *comparison = &comparisons[i];
    cvs_pair pair = cvs_test_pair(group, comparison);
    for (cvs_scale scale = CVS_DIFFERENCE; scale < CVS_SCALES; scale++) {
      comparison->interval[scale] = interval_for(run, comparison->method, scale);
      cvs_status status = is_empty(&pair) ? CVS_OK : measure(run, &pair, comparison, scale, error);
      if (status != CVS_OK)
        return status;
      if (comparison->interval[scale] != interval_for(run, comparison->method, scale))
        note(run, CVS_FINDING_INTERVAL_REPLACED, i, scale);
    }
  }
  return CVS_OK;
}

cvs_status cvs_test_effects(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                            cvs_error *error) {
  cvs_status status = measure_all(run, group, comparisons, error);
  if (status == CVS_OK && run->strata != NULL)
    status = cvs_test_strata_effects(run, group, comparisons, error);
  for (size_t i = 0; i < group->comparison_count && status == CVS_OK; i++) {
    cvs_pair pair = cvs_test_pair(group, &comparisons[i]);
    comparisons[i].agrees = true;
    for (cvs_scale scale = CVS_DIFFERENCE; scale < CVS_SCALES && !is_empty(&pair); scale++)
      inspect(run, &comparisons[i], i, scale);
  }
  return status;
}

cvs_status cvs_test_size(const cvs_test_run *run, const cvs_test_base *base, cvs_comparison *comparison,
                         cvs_error *error) {
  const double baseline = base->rate_control;
  bool upward = run->options->alternative != CVS_LESS;
  cvs_design design = {.method = cvs_method_find(CVS_KIND_TEST, "score"),
                       .rate_control = baseline,
                       .level = comparison->power_level,
                       .ratio = base->treatment / base->control};
  cvs_detectable asked = {.power = planned_power, .upward = upward};
  cvs_error local = {0};
  double difference = 0;
  cvs_status status = cvs_difference_detectable(&design, base->control, &asked, &difference, &local);
  comparison->has_detectable = status == CVS_OK;
  comparison->detectable_lift = status == CVS_OK ? difference / baseline : 0;
  if (status != CVS_OK && status != CVS_EUNDEF &&
      status != CVS_EINVAL) /* alpha above the power: no lift is asked for */
    return cvs_fail(error, status, "%s", local.message);
  double mde = upward ? run->options->mde : -run->options->mde;
  design.rate_treatment = baseline * (1 + mde);
  design.ratio = 1;
  if (mde <= -1 || run->options->mde <= 0 || !(design.rate_treatment < 1))
    return CVS_OK;
  double visitors = 0;
  local = (cvs_error){0};
  status = cvs_size_approximate(&design, planned_power, &visitors, &local);
  if (status == CVS_OK)
    comparison->visitors_needed = (uint64_t)ceil(visitors);
  return status == CVS_OK || status == CVS_ELIMIT || status == CVS_EUNDEF || status == CVS_EINVAL
             ? CVS_OK
             : cvs_fail(error, status, "%s", local.message);
}

cvs_status cvs_test_sizes(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                          cvs_error *error) {
  for (size_t i = 0; i < group->comparison_count; i++) {
    cvs_pair pair = cvs_test_pair(group, &comparisons[i]);
    bool varies = pair.control.visitors > 0 && pair.treatment.visitors > 0 && pair.control.conversions > 0 &&
                  pair.control.conversions < pair.control.visitors;
    if (!varies)
      continue;
    const cvs_test_base base = {cvs_rate(&pair.control), (double)pair.control.visitors,
                                (double)pair.treatment.visitors};
    cvs_status status = cvs_test_size(run, &base, &comparisons[i], error);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

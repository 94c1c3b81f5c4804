/* What counts of the past say: the baseline, the traffic, and whether either can be counted on. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "base/mem.h"
#include <convstat/plan.h>

#include <string.h>

enum { WEEK_DAYS = 7 };
static const double BASELINE_ALPHA = 0.05;

static cvs_status find_control(const cvs_dataset *dataset, const cvs_group *group, const char *wanted, size_t *control,
                               cvs_error *error) {
  cvs_arm_result *arms = cvs_calloc(group->arm_count, sizeof *arms);
  if (arms == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < group->arm_count; i++)
    arms[i] = (cvs_arm_result){.name = cvs_dataset_variant(dataset, group->variant[i])};
  bool failed = false;
  *control = cvs_test_choose_control(arms, group->arm_count, wanted, &failed);
  cvs_free(arms);
  if (failed)
    return cvs_fail_memory(error);
  return *control != SIZE_MAX ? CVS_OK
                              : cvs_fail(error, CVS_EDATA, "--control \"%s\" is not a variant of the data", wanted);
}

/* Visitors of all variants over the days from the first to the last: a day without a row had none. */
static void measure_traffic(const cvs_group *group, cvs_plan_past *out) {
  if (group->day_count == 0)
    return;
  double total = 0;
  for (size_t i = 0; i < group->arm_count; i++)
    total += (double)group->arm[i].visitors;
  const int64_t days = group->day[group->day_count - 1] - group->day[0] + 1;
  out->traffic = total / (double)days;
  out->has_traffic = total > 0;
}

/* Periods of the control that had visitors, in order: days, or whole weeks from the first day on. */
static size_t collect_periods(const cvs_group *group, size_t control, int64_t length, cvs_sample *periods) {
  const int64_t span = group->day[group->day_count - 1] - group->day[0] + 1;
  int64_t current = -1;
  size_t count = 0;
  for (size_t i = 0; i < group->day_count; i++) {
    const cvs_sample *sample = &group->day_arm[i * group->arm_count + control];
    const int64_t period = (group->day[i] - group->day[0]) / length;
    if (sample->visitors == 0 || (period + 1) * length > span)
      continue;
    if (period != current)
      periods[count++] = (cvs_sample){0};
    current = period;
    periods[count - 1].visitors += sample->visitors;
    periods[count - 1].conversions += sample->conversions;
  }
  return count;
}

/* The same summed by weekday; those without visitors are left out. */
static size_t collect_weekdays(const cvs_group *group, size_t control, cvs_sample *weekdays) {
  cvs_sample all[WEEK_DAYS] = {{0}};
  size_t count = 0;
  for (size_t i = 0; i < group->day_count; i++) {
    const cvs_sample *sample = &group->day_arm[i * group->arm_count + control];
    const size_t weekday = (size_t)((group->day[i] % WEEK_DAYS + WEEK_DAYS) % WEEK_DAYS);
    all[weekday].visitors += sample->visitors;
    all[weekday].conversions += sample->conversions;
  }
  for (size_t i = 0; i < WEEK_DAYS; i++)
    if (all[i].visitors > 0)
      weekdays[count++] = all[i];
  return count;
}

static cvs_status test_days(const cvs_group *group, size_t control, cvs_plan_past *out, cvs_error *error) {
  cvs_sample weekdays[WEEK_DAYS];
  if (group->day_count == 0)
    return CVS_OK;
  cvs_sample *periods = cvs_calloc(group->day_count, sizeof *periods);
  if (periods == NULL)
    return cvs_fail_memory(error);
  cvs_test_result trend = {0};
  cvs_chisq_result rhythm = {0};
  cvs_error none = {0};
  const size_t weekday_count = collect_weekdays(group, control, weekdays);
  if (weekday_count > 1 && cvs_omnibus(weekdays, weekday_count, &rhythm, &none) == CVS_OK)
    out->rhythm_p = rhythm.p_value;
  /* A rhythm looks like a drift where the days end in another part of the week than they began. */
  const bool by_week = out->rhythm_p < CVS_PLAN_PAST_ALPHA;
  const size_t count = collect_periods(group, control, by_week ? WEEK_DAYS : 1, periods);
  if (count > 1 && cvs_trend(periods, count, CVS_TWO_SIDED, &trend, &none) == CVS_OK) {
    out->drift_p = trend.p_value;
    out->rises = trend.statistic > 0;
  }
  cvs_free(periods);
  return CVS_OK;
}

cvs_status cvs_plan_look_back(const cvs_dataset *dataset, size_t group, const char *control, cvs_plan_past *out,
                              cvs_error *error) {
  cvs_group data;
  size_t arm = 0;
  cvs_level level;
  *out = (cvs_plan_past){.drift_p = 1, .rhythm_p = 1};
  cvs_dataset_group(dataset, group, &data);
  cvs_status status = find_control(dataset, &data, control, &arm, error);
  if (status == CVS_OK)
    status = cvs_level_from_alpha(BASELINE_ALPHA, CVS_TWO_SIDED, &level, error);
  if (status != CVS_OK)
    return status;
  const cvs_sample *sample = &data.arm[arm];
  out->control = cvs_dataset_variant(dataset, data.variant[arm]);
  if (sample->conversions == 0 || sample->conversions == sample->visitors)
    return cvs_fail(error, CVS_EDATA,
                    "%s of the %llu visitors of \"%s\" converted: there is no baseline to plan with, expected some "
                    "who did and some who did not",
                    sample->conversions == 0 ? "none" : "all", (unsigned long long)sample->visitors, out->control);
  status = cvs_method_find(CVS_KIND_RATE, "wilson")->rate(sample, &level, &out->rate, error);
  measure_traffic(&data, out);
  return status == CVS_OK ? test_days(&data, arm, out, error) : status;
}

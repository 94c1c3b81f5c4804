/* What counts of the past say: the baseline, the traffic, and whether either can be counted on. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "base/mem.h"
#include "stat/chisq.h"
#include <convstat/plan.h>

#include <math.h>

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

/* Visitors of all variants on a day that has rows. A day between them that has none is as likely a gap
 * in the export as a day without visitors: it is counted, and left out of the mean. */
static void measure_traffic(const cvs_group *group, cvs_plan_past *out) {
  if (group->day_count == 0)
    return;
  double total = 0;
  for (size_t i = 0; i < group->arm_count; i++)
    total += (double)group->arm[i].visitors;
  const int64_t span = group->day[group->day_count - 1] - group->day[0] + 1;
  out->days = group->day_count;
  out->days_missing = (uint64_t)span - out->days;
  out->traffic = total / (double)group->day_count;
  out->has_traffic = total > 0;
}

/* Days taken together: all of them, or those of a weekday. */
typedef struct day_sum {
  double days;
  double visitors;
  double conversions;
  double time; /* of the visitors, in days since the first */
} day_sum;

/* The line through the daily rates, each weighing its visitors: squares of the time about its mean,
 * and its products with the rates. */
typedef struct day_line {
  double squares;
  double products;
} day_line;

/* The control day by day. */
typedef struct day_series {
  day_sum all;
  day_sum weekday[WEEK_DAYS];
  day_line line;   /* about the mean of all days */
  day_line within; /* about the mean of each weekday: the line beside a weekly rhythm */
} day_series;

static size_t weekday_of(int64_t day) {
  return (size_t)((day % WEEK_DAYS + WEEK_DAYS) % WEEK_DAYS);
}

static void add_day(day_sum *sum, const cvs_sample *sample, double time) {
  sum->days += sample->visitors > 0 ? 1 : 0;
  sum->visitors += (double)sample->visitors;
  sum->conversions += (double)sample->conversions;
  sum->time += (double)sample->visitors * time;
}

static void add_to_line(day_line *line, const day_sum *about, const cvs_sample *sample, double time) {
  if (sample->visitors == 0)
    return;
  const double visitors = (double)sample->visitors;
  const double off = time - about->time / about->visitors;
  const double rate = about->conversions / about->visitors;
  line->squares += visitors * off * off;
  line->products += off * ((double)sample->conversions - visitors * rate);
}

static void collect_days(const cvs_group *group, size_t control, day_series *out) {
  *out = (day_series){0};
  for (size_t i = 0; i < group->day_count; i++) {
    const cvs_sample *sample = &group->day_arm[i * group->arm_count + control];
    const double time = (double)(group->day[i] - group->day[0]);
    add_day(&out->all, sample, time);
    add_day(&out->weekday[weekday_of(group->day[i])], sample, time);
  }
  for (size_t i = 0; i < group->day_count; i++) {
    const cvs_sample *sample = &group->day_arm[i * group->arm_count + control];
    const double time = (double)(group->day[i] - group->day[0]);
    add_to_line(&out->line, &out->all, sample, time);
    add_to_line(&out->within, &out->weekday[weekday_of(group->day[i])], sample, time);
  }
}

/* Can a slope be told? With one day a weekday only rounding is left of the squares. */
static bool has_slope(const day_line *line, const day_series *series) {
  static const double least = 1e-9;
  return line->squares > least * series->all.visitors;
}

/* Sum of squares that a line explains. */
static double explain(const day_line *line, const day_series *series) {
  return has_slope(line, series) ? line->products * line->products / line->squares : 0;
}

/* Variance of one visitor's conversion at the rate over all days. */
static double find_variance(const day_series *series) {
  const double rate = series->all.conversions / series->all.visitors;
  return rate * (1 - rate);
}

static double find_p(double statistic, double df) {
  cvs_chisq_result result = {0};
  cvs_error none = {0};
  return cvs_chisq_finish(fmax(0, statistic), df, &result, &none) == CVS_OK ? result.p_value : 1;
}

/* What weekdays explain of the daily rates beyond a line through them, by the pooled variance as in
 * Pearson's chi-square. A drift alone makes weekdays differ, since some come later than others. */
static double test_rhythm(const day_series *series) {
  const double rate = series->all.conversions / series->all.visitors;
  double between = 0;
  double df = -1;
  for (size_t i = 0; i < WEEK_DAYS; i++) {
    const day_sum *sum = &series->weekday[i];
    if (!(sum->visitors > 0))
      continue;
    const double off = sum->conversions / sum->visitors - rate;
    between += sum->visitors * off * off;
    df++;
  }
  df += (has_slope(&series->within, series) ? 1 : 0) - (has_slope(&series->line, series) ? 1 : 0);
  if (series->all.days < WEEK_DAYS || df < 1)
    return 1;
  const double explained = between + explain(&series->within, series) - explain(&series->line, series);
  return find_p(explained / find_variance(series), df);
}

/* A rhythm looks like a drift where the days end in another part of the week than they began: two weeks
 * are enough to compare each weekday with itself. Fewer do so only where a rhythm is seen in them. */
static void test_drift(const day_series *series, cvs_plan_past *out) {
  const bool by_weekday = series->all.days >= 2 * WEEK_DAYS || out->rhythm_p < CVS_PLAN_PAST_ALPHA;
  const day_line *line = by_weekday ? &series->within : &series->line;
  if (!has_slope(line, series))
    return;
  out->drift_p = find_p(explain(line, series) / find_variance(series), 1);
  out->rises = line->products > 0;
}

static void test_days(const cvs_group *group, size_t control, cvs_plan_past *out) {
  day_series series;
  if (group->day_count == 0)
    return;
  collect_days(group, control, &series);
  out->rhythm_p = test_rhythm(&series);
  test_drift(&series, out);
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
  test_days(&data, arm, out);
  return status;
}

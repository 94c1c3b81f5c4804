/* How long a plan takes, and what each week of it buys. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>

enum { WEEK_DAYS = 7, WEEKS_SHOWN_LEAST = 8 };

static double find_traffic(const cvs_plan_options *options) {
  const bool from_past = !(options->traffic > 0) && options->past != NULL && options->past->has_traffic;
  return (from_past ? options->past->traffic : options->traffic) * options->traffic_share;
}

/* What is found, and how surely the planned effect is, if the test ends after so many weeks. What
 * does not exist (nothing is found by so few) is left out. */
static cvs_status see_week(const cvs_plan_frame *frame, const cvs_plan *plan, cvs_plan_week *week) {
  uint64_t visitors[CVS_PLAN_ARMS_MAX] = {0};
  cvs_error none = {0};
  double rate = 0;
  cvs_plan_divide(frame, week->visitors_total, visitors);
  for (size_t i = 0; i < frame->arm_count; i++)
    if (visitors[i] == 0)
      return CVS_OK;
  cvs_status status = CVS_OK;
  if (frame->options->aim == CVS_AIM_DIFFERENCE) {
    const cvs_plan_ask ask = {plan->power_nominal, CVS_BY_APPROXIMATION};
    status = cvs_plan_effect(frame, visitors, &ask, &rate, &none);
    week->has_effect = status == CVS_OK;
    week->lift = week->has_effect ? cvs_plan_effect_of(plan->baseline, rate, CVS_LIFT) : 0;
    week->difference = week->has_effect ? cvs_plan_effect_of(plan->baseline, rate, CVS_DIFFERENCE) : 0;
  }
  if (status != CVS_OK && status != CVS_EUNDEF)
    return status;
  status = cvs_plan_power(frame, visitors, &week->power, &none);
  week->has_power = status == CVS_OK;
  return status == CVS_EUNDEF ? CVS_OK : status;
}

/* With looks the weeks buy no test of their own: what each look can see stands in the plan. */
static cvs_status fill_weeks(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  if (plan->sequential != NULL)
    return CVS_OK;
  const double weeks = ceil((double)plan->days / WEEK_DAYS);
  const size_t wanted = weeks > CVS_PLAN_WEEKS_MAX ? CVS_PLAN_WEEKS_MAX : (size_t)weeks;
  plan->week_count = wanted > WEEKS_SHOWN_LEAST ? wanted : WEEKS_SHOWN_LEAST;
  for (size_t i = 0; i < plan->week_count; i++) {
    const double total = floor(plan->traffic * (double)(WEEK_DAYS * (i + 1)));
    plan->week[i] = (cvs_plan_week){.week = i + 1};
    plan->week[i].visitors_total = (uint64_t)fmin(total, (double)CVS_VISITORS_MAX);
    const cvs_status status = see_week(frame, plan, &plan->week[i]);
    if (status != CVS_OK)
      return cvs_fail(error, status, "what week %zu can see could not be reckoned", i + 1);
  }
  return CVS_OK;
}

cvs_status cvs_plan_duration(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  const cvs_plan_options *options = frame->options;
  plan->traffic = find_traffic(options);
  if (!(plan->traffic > 0) && options->has_start)
    return cvs_fail(error, CVS_EUSAGE,
                    "--start needs the traffic and the counts have no dates, expected --traffic N "
                    "(visitors a day)");
  if (!(plan->traffic > 0))
    return CVS_OK;
  uint64_t days = (uint64_t)fmax(1, ceil((double)plan->visitors_total / plan->traffic));
  if (options->whole_weeks)
    days = (days + WEEK_DAYS - 1) / WEEK_DAYS * WEEK_DAYS;
  plan->has_duration = true;
  plan->days = days;
  /* Calendars end at the year 9999; a test that would pass it has no last day. */
  static const int64_t last_day = 2932896;
  plan->has_end = options->has_start && days <= (uint64_t)(last_day - options->start);
  if (plan->has_end)
    plan->end_date = options->start + (int64_t)days - 1;
  return fill_weeks(frame, plan, error);
}

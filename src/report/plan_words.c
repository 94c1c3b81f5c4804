/* Small phrases of `plan`, and its verdict. */
#include "report/plan_words.h"

#include "base/calendar.h"
#include "base/constants.h"
#include "report/build_money.h"
#include "report/format.h"
#include "report/test_words.h"

#include <math.h>

enum { WEEK_DAYS = 7 };

const char *cvs_solved_id(cvs_solved solved) {
  static const char *const ids[] = {"sample_size", "power", "effect"};
  return ids[solved];
}

const char *cvs_answered_id(cvs_answered_by by) {
  static const char *const ids[] = {"approximation", "enumeration"};
  return ids[by];
}

void cvs_words_often(cvs_strbuf *out, double power) {
  static const int of[] = {10, 20, 100};
  static const double exact = 1e-9, half_of_a_hundredth = 0.005;
  size_t i = 0;
  if (power < half_of_a_hundredth || power >= 1 - half_of_a_hundredth) {
    cvs_strbuf_add(out, power < half_of_a_hundredth ? "hardly ever" : "nearly always");
    return;
  }
  while (i + 1 < sizeof of / sizeof of[0] && fabs(power * of[i] - round(power * of[i])) > exact)
    i++;
  const double times = round(power * of[i]);
  cvs_strbuf_addf(out, times > 1 ? "%d times in %d" : "%d time in %d", (int)times, of[i]);
}

void cvs_words_time(cvs_strbuf *out, uint64_t days) {
  enum { YEARS_FROM_DAYS = 730, YEAR_DAYS = 365 };
  if (days > YEARS_FROM_DAYS) {
    cvs_strbuf_add(out, "about ");
    cvs_format_count(out, (days + YEAR_DAYS / 2) / YEAR_DAYS);
    cvs_strbuf_add(out, " years");
    return;
  }
  const bool weeks = days % WEEK_DAYS == 0;
  const uint64_t count = weeks ? days / WEEK_DAYS : days;
  cvs_format_count(out, count);
  cvs_strbuf_add(out, weeks ? " week" : " day");
  cvs_strbuf_add(out, count == 1 ? "" : "s");
}

void cvs_words_date(cvs_strbuf *out, int64_t day) {
  cvs_calendar_add(out, day);
}

/* "10%" as it was given, "5.37%" as it was found. */
static void add_amount(cvs_strbuf *out, double value, bool given) {
  if (given)
    cvs_words_given_percent(out, value);
  else
    cvs_format_value(out, CVS_UNIT_RATE, fabs(value), -1);
}

void cvs_words_planned(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool given = plan->solved_for != CVS_SOLVED_EFFECT;
  if (view->entry->options->effect_scale == CVS_LIFT) {
    cvs_strbuf_add(out, plan->lift < 0 ? "a loss of " : "a lift of ");
    add_amount(out, plan->lift, given);
    return;
  }
  cvs_strbuf amount = {0};
  add_amount(&amount, plan->difference, given);
  cvs_strbuf_add(out, plan->difference < 0 ? "a fall by " : "a rise by ");
  cvs_strbuf_add_bytes(out, cvs_strbuf_text(&amount), amount.length > 0 ? amount.length - 1 : 0);
  cvs_strbuf_add(out, " points");
  out->failed = out->failed || amount.failed;
  cvs_strbuf_free(&amount);
}

/* What the test shows where it succeeds: the effect itself, or that it keeps to a margin. */
static void add_goal(cvs_strbuf *out, const cvs_plan_view *view) {
  const bool sought = view->entry->plan->solved_for == CVS_SOLVED_EFFECT;
  const bool two_margins = view->entry->options->aim == CVS_AIM_EQUIVALENCE;
  if (view->entry->options->aim == CVS_AIM_DIFFERENCE) {
    cvs_words_planned(out, view);
    cvs_strbuf_add(out, " is found ");
  } else if (sought) {
    cvs_words_planned(out, view);
    cvs_strbuf_add(out, two_margins ? ", and none larger, is shown to lie within the margins "
                                    : ", and none worse, is shown to keep to the margin ");
  } else
    cvs_strbuf_add(out, two_margins ? "that the treatment keeps within the margins is shown "
                                    : "that the treatment keeps to the margin is shown ");
  cvs_words_often(out, view->entry->plan->power_achieved);
}

static bool has_equal_arms(const cvs_plan *plan, size_t from) {
  for (size_t i = from + 1; i < plan->arm_count; i++)
    if (plan->arm[i].visitors != plan->arm[from].visitors)
      return false;
  return true;
}

/* "115,526 visitors in all, 57,763 an arm". */
static void add_size(cvs_strbuf *out, const cvs_plan *plan) {
  cvs_strbuf_add(out, plan->sequential != NULL ? "at most " : "");
  cvs_format_count(out, plan->visitors_total);
  cvs_strbuf_add(out, " visitors in all, ");
  cvs_format_count(out, plan->arm[0].visitors);
  if (has_equal_arms(plan, 0)) {
    cvs_strbuf_add(out, " an arm");
    return;
  }
  cvs_strbuf_add(out, " in control");
  if (!has_equal_arms(plan, 1))
    return;
  cvs_strbuf_add(out, " and ");
  cvs_format_count(out, plan->arm[1].visitors);
  cvs_strbuf_add(out, plan->arm_count > 2 ? " in each treatment" : " in treatment");
}

/* ": 5 weeks at 4,000 a day". */
static void add_duration(cvs_strbuf *out, const cvs_plan *plan) {
  if (plan->sequential != NULL)
    cvs_strbuf_addf(out, ", in %zu looks", plan->sequential->terms.looks);
  if (!plan->has_duration)
    return;
  cvs_strbuf_add(out, ": ");
  cvs_words_time(out, plan->days);
  cvs_strbuf_add(out, " at ");
  cvs_format_value(out, CVS_UNIT_NONE, plan->traffic, plan->traffic < 100 ? -1 : 0);
  cvs_strbuf_add(out, " a day");
}

/* "51,480 visitors at the door (2 weeks)"; the duration as the plan of the final conversion has it. */
static void add_door(cvs_strbuf *out, const cvs_plan_view *view, uint64_t visitors, const char *unit) {
  const cvs_plan *plan = view->entry->plan;
  cvs_format_count(out, visitors);
  cvs_strbuf_add(out, unit);
  if (!plan->has_duration)
    return;
  uint64_t days = (uint64_t)fmin(fmax(1, ceil((double)visitors / plan->traffic)), (double)CVS_COUNT_MAX);
  if (view->entry->options->whole_weeks)
    days = (days + WEEK_DAYS - 1) / WEEK_DAYS * WEEK_DAYS;
  cvs_strbuf_add(out, " (");
  cvs_words_time(out, days);
  cvs_strbuf_add(out, ")");
}

/* The test that the advice is about comes first; the other beside it. */
static void add_funnel(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan_step *step = &view->entry->plan->step[view->entry->plan->run_step];
  if (step->run_step)
    cvs_strbuf_addf(out, "test step %zu: ", step->step);
  else
    cvs_strbuf_add(out, "test the final conversion: ");
  add_door(out, view, step->run_step ? step->visitors_step_test : step->visitors_final_test, " visitors at the door");
  if (step->run_step)
    cvs_strbuf_add(out, "; the final conversion would take ");
  else if (step->visitors_step_test > 0)
    cvs_strbuf_addf(out, "; step %zu alone would take ", step->step);
  else {
    cvs_strbuf_addf(out, "; no test of step %zu alone can see this lift", step->step);
    return;
  }
  add_door(out, view, step->run_step ? step->visitors_final_test : step->visitors_step_test, "");
}

/* "; 84,461 on average if there is really a lift of 10%". */
static void add_average(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan_sequential *sequential = view->entry->plan->sequential;
  if (sequential == NULL)
    return;
  cvs_strbuf_add(out, "; ");
  cvs_format_about(out, sequential->expected_visitors[CVS_TRUTH_WHOLE]);
  cvs_strbuf_add(out, " on average if there is really ");
  cvs_words_planned(out, view);
}

static void capitalise(cvs_strbuf *out, size_t from) {
  char *first = out->text != NULL ? out->text + from : NULL;
  if (first != NULL && *first >= 'a' && *first <= 'z')
    *first = (char)(*first - 'a' + 'A');
}

void cvs_words_plan_verdict(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  if (view->entry->reason == NULL && view->entry->profit != NULL) {
    cvs_words_money_plan_verdict(out, view->entry->profit);
    cvs_strbuf_add_char(out, ' ');
  }
  const size_t from = out->length;
  if (view->entry->reason != NULL)
    cvs_strbuf_add(out, view->entry->reason);
  else if (plan->step_count > 0 && plan->solved_for == CVS_SOLVED_SIZE)
    add_funnel(out, view);
  else if (plan->solved_for != CVS_SOLVED_SIZE) {
    add_goal(out, view);
    cvs_strbuf_add(out, " by ");
    add_size(out, plan);
    add_duration(out, plan);
  } else {
    add_size(out, plan);
    add_duration(out, plan);
    add_average(out, view);
  }
  capitalise(out, from);
  cvs_strbuf_add(out, ".");
}

bool cvs_plan_is_short(const cvs_plan *plan) {
  static const double seen = 0.0005; /* a power is shown in tenths of a percent */
  return plan->solved_for != CVS_SOLVED_POWER && plan->power_achieved < plan->power_nominal - seen;
}

void cvs_words_plan_power(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool exact = plan->achieved_by == CVS_BY_ENUMERATION;
  cvs_strbuf_add(out, "power at these visitors: ");
  cvs_format_value(out, CVS_UNIT_RATE, plan->power_achieved, plan->power_achieved < 0.9995 ? 1 : -1);
  cvs_strbuf_add(out, exact ? ", exact (by enumeration)" : ", by the method's approximation");
  if (!cvs_plan_is_short(plan))
    return;
  cvs_strbuf_add(out, ", less than the ");
  cvs_words_given_percent(out, plan->power_nominal);
  cvs_strbuf_add(out, " asked for");
  if (exact && plan->solved_by == CVS_BY_APPROXIMATION)
    cvs_strbuf_add(out, plan->solved_for == CVS_SOLVED_SIZE ? "; --exact gives the size that holds"
                                                            : "; --exact gives the effect that holds");
}

void cvs_words_plan_left_over(cvs_strbuf *out, const cvs_plan_view *view) {
  const uint64_t given = view->entry->options->visitors_total;
  const uint64_t total = view->entry->plan->visitors_total;
  if (given <= total)
    return;
  cvs_format_count(out, given - total);
  cvs_strbuf_add(out, " of the ");
  cvs_format_count(out, given);
  cvs_strbuf_add(out, given - total == 1 ? " visitors is left over: the shares of the arms do not divide them evenly"
                                         : " visitors are left over: the shares of the arms do not divide them evenly");
}

const cvs_method *cvs_plan_test_method(const cvs_plan_view *view) {
  return view->entry->options->aim != CVS_AIM_DIFFERENCE ? cvs_method_find(CVS_KIND_OTHER, "margin-score")
                                                         : view->entry->plan->method;
}

const cvs_method *cvs_plan_size_method(const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool solved = view->entry->reason == NULL && plan->solved_by == CVS_BY_APPROXIMATION;
  /* A method without terms of its own is planned as the score test. */
  const bool as_score = plan->method != NULL && plan->method->power == NULL;
  return solved && as_score && view->entry->options->aim == CVS_AIM_DIFFERENCE
             ? cvs_method_find(CVS_KIND_OTHER, "sample-size")
             : NULL;
}

/* "4 of 28 days have no counts: ..."; a gap in an export is no day without visitors. */
static void add_missing_days(cvs_strbuf *out, const cvs_plan_past *past) {
  cvs_format_count(out, past->days_missing);
  cvs_strbuf_add(out, " of ");
  cvs_format_count(out, past->days_missing + past->days);
  cvs_strbuf_add(out, past->days_missing == 1 ? " days has" : " days have");
  cvs_strbuf_add(out, " no counts: the traffic is the mean of the others");
  if (past->days_missing > past->days) /* as in an export by week */
    cvs_strbuf_add(out, "; if a row counts more than a day, give --traffic");
}

void cvs_words_plan_finding(cvs_strbuf *out, const cvs_plan_view *view, const cvs_finding *finding) {
  if (finding->said != NULL) {
    cvs_strbuf_add(out, finding->said);
    return;
  }
  const cvs_plan *plan = view->entry->plan;
  const cvs_test_view input = {.dataset = view->dataset};
  switch (finding->code) {
  case CVS_FINDING_OVER_A_YEAR:
    cvs_strbuf_add(out, "the test would take ");
    cvs_words_time(out, plan->days);
    cvs_strbuf_add(out, ", more than a year; a larger effect, more traffic");
    cvs_strbuf_add(out, plan->arm_count > 2 ? " or one arm fewer would help" : " or less power would help");
    break;
  case CVS_FINDING_BASELINE_DRIFTS:
    cvs_strbuf_add(out, view->entry->options->past->rises ? "the baseline rises over the days (p = "
                                                          : "the baseline falls over the days (p = ");
    cvs_format_p(out, finding->value[0], 0);
    cvs_strbuf_add(out, "): the size may be off by the time the test runs");
    break;
  case CVS_FINDING_WEEKLY_RHYTHM:
    cvs_strbuf_add(out, "the rates of the weekdays differ (p = ");
    cvs_format_p(out, finding->value[0], 0);
    cvs_strbuf_add(out, ") and the test would be shorter than a week: use --whole-weeks yes");
    break;
  case CVS_FINDING_DAYS_MISSING:
    add_missing_days(out, view->entry->options->past);
    break;
  case CVS_FINDING_SHORT_HISTORY:
    cvs_strbuf_add(out, "the counts are of ");
    cvs_words_time(out, view->entry->options->past->days);
    cvs_strbuf_add(out, " only: no weekly rhythm can be seen in them");
    break;
  case CVS_FINDING_NOT_ENUMERATED:
    cvs_strbuf_add(out, plan->design_effect > 1
                            ? "a test in clusters cannot be enumerated: it is sized by the approximation"
                            : "too large to be enumerated: the answer is by the approximation");
    break;
  case CVS_FINDING_POWER_FALLS_SHORT:
    cvs_strbuf_add(out, "by enumeration the power is ");
    cvs_format_value(out, CVS_UNIT_RATE, plan->power_achieved, 1);
    cvs_strbuf_add(out, " only; --exact sizes the test by enumeration");
    break;
  case CVS_FINDING_SMALL_COUNTS:
    cvs_strbuf_add(out,
                   plan->sequential != NULL
                       ? "at the first look an expected count is below 5: a normal approximation may mislead; look "
                         "later"
                       : "an expected count is below 5: a normal approximation may mislead; use --exact");
    break;
  case CVS_FINDING_NO_ANSWER:
    cvs_strbuf_add(out, view->entry->reason != NULL ? view->entry->reason : "");
    break;
  default:
    cvs_words_finding(out, &input, finding);
    break;
  }
}

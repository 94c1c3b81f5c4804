/* What to do with a plan, the one caution, and the methods in a line. */
#include "report/plan_words.h"

#include "report/build_money.h"
#include "report/format.h"
#include "report/sequential_words.h"

#include <math.h>

static bool has_finding(const cvs_plan *plan, cvs_finding_code code) {
  for (size_t i = 0; i < plan->finding_count; i++)
    if (plan->finding[i].code == code)
      return true;
  return false;
}

/* "12% fewer" out of two totals. */
static void add_change(cvs_strbuf *out, uint64_t other, uint64_t total) {
  const double change = (double)other / (double)total - 1;
  cvs_format_value(out, CVS_UNIT_RATE, fabs(change), fabs(change) < 0.1 ? 1 : 0);
  cvs_strbuf_add(out, change < 0 ? " fewer" : " more");
}

static bool saves(uint64_t other, uint64_t total) {
  return other > 0 && other < total;
}

void cvs_words_plan_splits(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const uint64_t total = plan->visitors_total;
  if (saves(plan->visitors_at_equal_split, total)) {
    cvs_strbuf_add(out, "An equal split would need ");
    cvs_format_count(out, plan->visitors_at_equal_split);
    cvs_strbuf_add(out, " visitors in all, ");
    add_change(out, plan->visitors_at_equal_split, total);
    cvs_strbuf_add(out, ".");
  }
  if (!saves(plan->visitors_at_best_share, total))
    return;
  cvs_strbuf_add(out, out->length > 0 ? " With a control share of " : "With a control share of ");
  cvs_format_value(out, CVS_UNIT_RATE, plan->best_control_share, 0);
  cvs_strbuf_add(out, ", the best for this many arms, ");
  cvs_format_count(out, plan->visitors_at_best_share);
  cvs_strbuf_add(out, " visitors would do, ");
  add_change(out, plan->visitors_at_best_share, total);
  cvs_strbuf_add(out, ".");
}

/* "at 11.6% it takes 40,000 visitors". */
static void add_end(cvs_strbuf *out, double rate, uint64_t visitors) {
  cvs_format_value(out, CVS_UNIT_RATE, rate, -1);
  if (visitors == 0) {
    cvs_strbuf_add(out, " no size is enough");
    return;
  }
  cvs_strbuf_add(out, " the test takes ");
  cvs_format_count(out, visitors);
  cvs_strbuf_add(out, " visitors");
}

void cvs_words_plan_ends(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan_past *past = view->entry->options->past;
  const cvs_plan *plan = view->entry->plan;
  if (past == NULL || (plan->visitors_at_lower == 0 && plan->visitors_at_upper == 0))
    return;
  cvs_strbuf_add(out, "The rate is known to ");
  cvs_format_interval(out, CVS_UNIT_RATE, &past->rate, -1);
  cvs_strbuf_add(out, " only (95% interval): at ");
  add_end(out, past->rate.lower, plan->visitors_at_lower);
  cvs_strbuf_add(out, ", at ");
  add_end(out, past->rate.upper, plan->visitors_at_upper);
  cvs_strbuf_add(out, ".");
}

/* "In 8 weeks this traffic finds lifts of 12% and more." */
static void add_what_is_seen(cvs_strbuf *out, const cvs_plan *plan) {
  enum { SHOWN_WEEK = 8 };
  if (plan->week_count < SHOWN_WEEK || !plan->week[SHOWN_WEEK - 1].has_effect)
    return;
  cvs_strbuf_addf(out, " In %d weeks this traffic finds a lift of ", SHOWN_WEEK);
  cvs_format_value(out, CVS_UNIT_LIFT, plan->week[SHOWN_WEEK - 1].lift, -1);
  cvs_strbuf_add(out, ".");
}

static void advise_run(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  if (!plan->has_duration) {
    cvs_strbuf_add(out, "Fix this size before the test starts, and read the result once, when it is reached. "
                        "--traffic N (visitors a day) tells how long that takes.");
    return;
  }
  cvs_strbuf_add(out, "Run it for ");
  cvs_words_time(out, plan->days);
  if (plan->has_end) {
    cvs_strbuf_add(out, ", from ");
    cvs_words_date(out, view->entry->options->start);
    cvs_strbuf_add(out, " to ");
    cvs_words_date(out, plan->end_date);
  }
  cvs_strbuf_add(out, ", and read the result once, at the end.");
  cvs_strbuf_add(out, view->entry->options->whole_weeks ? " Whole weeks count every weekday alike." : "");
}

/* What a power means, once. */
static void add_power(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const double power = plan->solved_for == CVS_SOLVED_SIZE ? plan->power_nominal : plan->power_achieved;
  cvs_strbuf_add(out, " If there is really ");
  cvs_words_planned(out, view);
  cvs_strbuf_add(out, ", such a test finds it ");
  cvs_words_often(out, power);
  cvs_strbuf_add(out, ": that is its power.");
}

static void advise_funnel(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const cvs_plan_step *step = &plan->step[plan->run_step];
  if (step->visitors_step_test == 0) {
    cvs_strbuf_addf(out, "Test the final conversion: no test of step %zu alone can see this lift.", step->step);
    return;
  }
  if (!step->run_step) {
    cvs_strbuf_add(out, "Test the final conversion: it is what counts, and it takes hardly more visitors (");
    cvs_format_count(out, step->visitors_final_test);
    cvs_strbuf_addf(out, ") than step %zu alone (", step->step);
    cvs_format_count(out, step->visitors_step_test);
    cvs_strbuf_add(out, ").");
    return;
  }
  const bool last = plan->run_step + 1 == plan->step_count;
  const bool chosen = view->entry->options->step > 0;
  cvs_strbuf_addf(out,
                  chosen ? "Test step %zu on those who reach it: "
                         : "The cheapest step to test is %zu. Test it on those who reach it: ",
                  step->step);
  cvs_format_count(out, step->visitors_step_test);
  cvs_strbuf_add(out, " visitors at the door are enough, where the final conversion of everybody takes ");
  cvs_format_count(out, step->visitors_final_test);
  cvs_strbuf_add(out, ". Assign visitors when they reach the step");
  cvs_strbuf_add(out, last ? ": it is the final conversion, without those who never came so far."
                           : ", and watch the later steps: the lift must carry through to the end.");
}

void cvs_words_plan_advice(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  if (view->entry->profit != NULL)
    cvs_words_money_plan_advice(out, view->entry->profit);
  else if (plan->step_count > 0)
    advise_funnel(out, view);
  else if (has_finding(plan, CVS_FINDING_OVER_A_YEAR)) {
    cvs_strbuf_add(out, "Do not run this: in a year the page, its visitors and the question change. Look for a larger "
                        "effect, send it more traffic");
    cvs_strbuf_add(out, plan->arm_count > 2 ? ", or test one arm fewer." : ", or test something bolder.");
    add_what_is_seen(out, plan);
  } else if (plan->sequential != NULL)
    cvs_words_looks_advice(out, view);
  else {
    advise_run(out, view);
    if (view->entry->options->aim == CVS_AIM_DIFFERENCE)
      add_power(out, view);
  }
}

void cvs_words_plan_caution(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool margin = view->entry->options->aim != CVS_AIM_DIFFERENCE;
  if (view->entry->profit != NULL)
    cvs_words_money_plan_caution(out);
  else if (plan->solved_for == CVS_SOLVED_EFFECT && !margin)
    cvs_strbuf_add(out, "A smaller effect is not excluded by a test that finds nothing: it is only likely to be "
                        "missed.");
  else if (plan->solved_for == CVS_SOLVED_POWER && plan->power_achieved < CVS_PLAN_POWER)
    cvs_strbuf_add(out, "A test that misses what is there so often is seldom worth its run: leave out --sample-size "
                        "to see what it takes.");
  else if (margin)
    cvs_strbuf_add(out, "The size holds for the true effect that was assumed: a treatment that is a little worse "
                        "needs far more visitors.");
  else if (plan->sequential != NULL)
    cvs_words_looks_caution(out, view);
  else
    cvs_strbuf_add(out, "The size holds for one look, at the end. A test that is stopped at its first good day finds "
                        "winners that are not there.");
}

void cvs_words_plan_method(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool exact = plan->solved_by == CVS_BY_ENUMERATION;
  cvs_strbuf_add(out, cvs_plan_test_method(view)->title);
  if (plan->adjust != NULL) {
    cvs_strbuf_add(out, ", ");
    cvs_strbuf_add(out, plan->adjust->title);
    cvs_strbuf_add(out, "; the power is that of one comparison");
  }
  cvs_strbuf_add(out, exact ? "; by enumeration" : "; by normal approximation");
  if (plan->sequential != NULL)
    cvs_words_looks_method(out, view);
  else if (view->entry->options->aim == CVS_AIM_DIFFERENCE && view->entry->options->alternative == CVS_TWO_SIDED)
    cvs_strbuf_add(out, ", both tails");
  if (plan->design_effect > 1) {
    cvs_strbuf_add(out, "; clusters take ");
    cvs_format_value(out, CVS_UNIT_NONE, plan->design_effect, 2);
    cvs_strbuf_add(out, " times the visitors");
  }
  if (!view->explain)
    cvs_strbuf_add(out, CVS_EXPLAIN_MORE);
}

/* What each look of a plan means: visitors, days, effects at its bounds. */
#include <convstat/convstat.h>

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A plan with `looks` as they are, of a baseline of 10 % and a rise by half a point. */
static cvs_plan make_plan(const cvs_plan_looks *looks, const char *method, double traffic) {
  cvs_plan_options options;
  cvs_plan plan;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect = 0.005;
  options.effect_scale = CVS_DIFFERENCE;
  options.looks = looks;
  options.method = method;
  options.traffic = traffic;
  options.has_start = traffic > 0;
  options.start = 20000; /* 2024-10-04 */
  assert_int_equal(cvs_plan_make(&options, &plan, NULL), CVS_OK);
  return plan;
}

static cvs_plan_looks equal_looks(size_t count) {
  cvs_plan_looks looks = {.count = count};
  cvs_sequential_equal_looks(count, looks.information);
  return looks;
}

static void visitors_rise_to_the_whole_and_never_fall_short_of_their_part(void **state) {
  (void)state;
  const cvs_plan_looks looks = equal_looks(7);

  cvs_plan plan = make_plan(&looks, "score", 0);

  const cvs_planned_look *look = plan.sequential->look;
  for (size_t i = 0; i < 7; i++) {
    const double part = looks.information[i] * (double)plan.visitors_total;
    assert_true((double)look[i].visitors_total >= part * (1 - 1e-12) && (double)look[i].visitors_total < part + 2);
  }
  assert_int_equal(look[6].visitors_total, plan.visitors_total);
  assert_int_equal(look[0].day, 0);
  assert_false(look[0].has_date);
  cvs_plan_free(&plan);
}

/* The pooled z of the rates p and p + d at the look's visitors, by hand. */
static void the_effect_at_a_bound_has_the_z_of_the_bound(void **state) {
  (void)state;
  cvs_plan_looks looks = equal_looks(4);
  looks.futility = CVS_FUTILITY_NONBINDING;

  cvs_plan plan = make_plan(&looks, "score", 0);

  for (size_t i = 0; i < 4; i++) {
    const cvs_planned_look *look = &plan.sequential->look[i];
    const cvs_sequential_look *bound = &plan.sequential->design.bounds.look[i];
    const double n = looks.information[i] * (double)plan.arm[0].visitors;
    const double effects[] = {look->win.difference, look->futility.difference};
    const double bounds[] = {bound->z_upper, bound->z_futility};
    for (size_t j = 0; j < 2; j++) {
      const double pooled = 0.1 + effects[j] / 2;
      assert_close(effects[j] / sqrt(pooled * (1 - pooled) * 2 / n), bounds[j], 1e-9);
    }
    assert_close(look->win.lift, look->win.difference / 0.1, 1e-12);
  }
  cvs_plan_free(&plan);
}

static void the_effect_is_that_of_the_methods_own_statistic(void **state) {
  (void)state;
  const cvs_plan_looks looks = equal_looks(3);

  cvs_plan plan = make_plan(&looks, "wald", 0);

  const cvs_planned_look *look = &plan.sequential->look[1];
  const double n = looks.information[1] * (double)plan.arm[0].visitors;
  const double d = look->win.difference, rate = 0.1 + d;
  assert_close(d / sqrt(0.1 * 0.9 / n + rate * (1 - rate) / n), plan.sequential->design.bounds.look[1].z_upper, 1e-9);
  cvs_plan_free(&plan);
}

/* 42 visitors cannot show a z of 6.99 at 10 %: even 21 conversions of 21 have less. */
static void a_bound_that_no_rate_reaches_has_no_effect(void **state) {
  (void)state;
  const cvs_plan_looks looks = equal_looks(10);
  cvs_plan_options options;
  cvs_plan plan;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect = 1;
  options.looks = &looks;

  assert_int_equal(cvs_plan_make(&options, &plan, NULL), CVS_OK);

  assert_false(plan.sequential->look[0].win.exists);
  assert_true(plan.sequential->look[1].win.exists);
  cvs_plan_free(&plan);
}

static void days_are_those_on_which_the_visitors_have_come(void **state) {
  (void)state;
  const cvs_plan_looks looks = equal_looks(2);

  cvs_plan plan = make_plan(&looks, "score", 4000);

  const cvs_plan_sequential *sequential = plan.sequential;
  const uint64_t first = sequential->look[0].visitors_total;
  assert_true(4000 * sequential->look[0].day >= first && 4000 * (sequential->look[0].day - 1) < first);
  assert_int_equal(sequential->look[1].day, plan.days);
  assert_true(sequential->look[1].has_date);
  assert_int_equal(sequential->look[1].date, plan.end_date);
  assert_int_equal(sequential->look[0].date, 20000 + (int64_t)sequential->look[0].day - 1);
  assert_close(sequential->expected_days[CVS_TRUTH_HALF], sequential->expected_visitors[CVS_TRUTH_HALF] / 4000, 1e-12);
  cvs_plan_free(&plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(visitors_rise_to_the_whole_and_never_fall_short_of_their_part),
      cmocka_unit_test(the_effect_at_a_bound_has_the_z_of_the_bound),
      cmocka_unit_test(the_effect_is_that_of_the_methods_own_statistic),
      cmocka_unit_test(a_bound_that_no_rate_reaches_has_no_effect),
      cmocka_unit_test(days_are_those_on_which_the_visitors_have_come),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

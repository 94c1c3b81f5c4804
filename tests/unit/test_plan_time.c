/* How long a plan takes, and what each week of it buys. */
#include <convstat/convstat.h>

#include "support/assert_close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* 3,841 visitors an arm (score, 10 % to 12 %; mpmath). */
static cvs_plan_options make_options(double traffic) {
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect = 0.2;
  options.traffic = traffic;
  return options;
}

static cvs_plan make(const cvs_plan_options *options) {
  cvs_plan plan;
  cvs_error error = {0};
  assert_int_equal(cvs_plan_make(options, &plan, &error), CVS_OK);
  return plan;
}

static void days_are_rounded_up_to_whole_weeks_unless_told_otherwise(void **state) {
  (void)state;
  cvs_plan_options weeks = make_options(1000);
  cvs_plan_options days = make_options(1000);
  days.whole_weeks = false;

  const cvs_plan by_weeks = make(&weeks);
  const cvs_plan by_days = make(&days);

  /* 7,682 visitors at 1,000 a day: 7.7 days. */
  assert_int_equal(by_days.days, 8);
  assert_int_equal(by_weeks.days, 14);
}

static void a_share_of_the_traffic_takes_longer(void **state) {
  (void)state;
  cvs_plan_options options = make_options(1000);
  options.traffic_share = 0.25;

  const cvs_plan plan = make(&options);

  /* 7,682 at 250 a day: 30.7 days, 5 weeks. */
  assert_close(plan.traffic, 250, 0);
  assert_int_equal(plan.days, 35);
}

static void the_end_is_the_last_day_of_the_test(void **state) {
  (void)state;
  cvs_plan_options options = make_options(1000);
  options.has_start = true;
  options.start = 100;

  const cvs_plan plan = make(&options);

  assert_true(plan.has_end);
  assert_int_equal(plan.end_date, 113);
}

static void each_week_finds_less_and_is_surer_of_the_planned_effect(void **state) {
  (void)state;
  cvs_plan_options options = make_options(1000);

  const cvs_plan plan = make(&options);

  assert_int_equal(plan.week_count, 8);
  for (size_t i = 0; i < plan.week_count; i++) {
    assert_int_equal(plan.week[i].visitors_total, 7000 * (i + 1));
    assert_true(plan.week[i].has_effect && plan.week[i].has_power);
    assert_true(i == 0 || plan.week[i].lift < plan.week[i - 1].lift);
    assert_true(i == 0 || plan.week[i].power > plan.week[i - 1].power);
  }
}

static void a_week_sees_what_a_test_of_its_size_sees(void **state) {
  (void)state;
  cvs_plan_options options = make_options(1000);
  cvs_plan_options alone = make_options(0);
  alone.effect = 0;
  alone.visitors_total = 21000;

  const cvs_plan plan = make(&options);
  const cvs_plan third = make(&alone);

  assert_close(plan.week[2].lift, third.lift, 1e-12);
}

static void a_test_of_more_than_a_year_is_pointed_out_first(void **state) {
  (void)state;
  cvs_plan_options options = make_options(10);

  const cvs_plan plan = make(&options);

  assert_true(plan.days > 365);
  assert_int_equal(plan.finding[0].code, CVS_FINDING_OVER_A_YEAR);
  assert_int_equal(plan.week_count, CVS_PLAN_WEEKS_MAX);
}

static void without_traffic_there_is_no_duration(void **state) {
  (void)state;
  cvs_plan_options options = make_options(0);

  const cvs_plan plan = make(&options);

  assert_false(plan.has_duration);
  assert_int_equal(plan.week_count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_are_rounded_up_to_whole_weeks_unless_told_otherwise),
      cmocka_unit_test(a_share_of_the_traffic_takes_longer),
      cmocka_unit_test(the_end_is_the_last_day_of_the_test),
      cmocka_unit_test(each_week_finds_less_and_is_surer_of_the_planned_effect),
      cmocka_unit_test(a_week_sees_what_a_test_of_its_size_sees),
      cmocka_unit_test(a_test_of_more_than_a_year_is_pointed_out_first),
      cmocka_unit_test(without_traffic_there_is_no_duration),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

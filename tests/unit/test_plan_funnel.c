/* Which step of a funnel to test, and what it needs at the door. */
#include <convstat/convstat.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static cvs_plan make(const double *reach, size_t count, double lift, size_t step) {
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.reach = reach;
  options.reach_count = count;
  options.effect = lift;
  options.step = step;
  cvs_plan plan;
  cvs_error error = {0};
  assert_int_equal(cvs_plan_make(&options, &plan, &error), CVS_OK);
  return plan;
}

/* Visitors in all of a plan of its own. */
static uint64_t size_alone(double baseline, double lift) {
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.baseline = baseline;
  options.effect = lift;
  cvs_plan plan;
  cvs_error error = {0};
  assert_int_equal(cvs_plan_make(&options, &plan, &error), CVS_OK);
  return plan.visitors_total;
}

static void a_step_is_sized_on_those_who_reach_it_and_counted_at_the_door(void **state) {
  (void)state;
  static const double reach[] = {1, 0.42, 0.18, 0.06};

  const cvs_plan plan = make(reach, 4, 0.1, 0);

  assert_int_equal(plan.step_count, 3);
  for (size_t i = 0; i < 3; i++) {
    const double alone = (double)size_alone(reach[i + 1] / reach[i], 0.1);
    assert_int_equal(plan.step[i].visitors_step_test, (uint64_t)ceil(alone / reach[i]));
    assert_int_equal(plan.step[i].visitors_final_test, size_alone(0.06, 0.1));
    assert_true(plan.step[i].run_step);
  }
  assert_int_equal(plan.step[plan.run_step].step, 2);
}

static void the_named_step_is_the_one_that_is_advised_on(void **state) {
  (void)state;
  static const double reach[] = {1, 0.42, 0.18, 0.06};

  const cvs_plan plan = make(reach, 4, 0.1, 4);

  assert_int_equal(plan.step[plan.run_step].step, 4);
}

static void a_step_whose_rate_cannot_rise_so_far_leaves_the_final_conversion(void **state) {
  (void)state;
  static const double reach[] = {1, 0.98, 0.2};

  const cvs_plan plan = make(reach, 3, 0.1, 2);

  assert_int_equal(plan.step[0].visitors_step_test, 0);
  assert_false(plan.step[0].run_step);
}

static void the_final_conversion_is_worth_a_few_visitors_more(void **state) {
  (void)state;
  static const double reach[] = {1, 0.98, 0.2};

  const cvs_plan plan = make(reach, 3, 0.1, 3);

  /* Two in a hundred leave before: hardly more visitors for the same question asked of everybody. */
  assert_true(plan.step[1].visitors_final_test > plan.step[1].visitors_step_test);
  assert_false(plan.step[1].run_step);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_step_is_sized_on_those_who_reach_it_and_counted_at_the_door),
      cmocka_unit_test(the_named_step_is_the_one_that_is_advised_on),
      cmocka_unit_test(a_step_whose_rate_cannot_rise_so_far_leaves_the_final_conversion),
      cmocka_unit_test(the_final_conversion_is_worth_a_few_visitors_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

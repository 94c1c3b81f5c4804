/* Which step is worth working on first. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"
#include <convstat/plan.h>

/* 10,000 enter, 8,000 view (0.8), 2,000 reach the cart (0.25), 1,000 buy (0.5): 100 in 1,000 convert. */
static const char leaking[] =
    "variant,visitors,view,cart,buy\ncontrol,10000,8000,2000,1000\nnew,10000,8000,2000,1000\n";

/* 100 x 0.1 (1 - r)/r: 2.5, 30 and 10 in 1,000, by hand. */
static void a_tenth_of_the_drop_off_is_carried_to_the_end(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, leaking, 3);

  const cvs_funnel_leak *leak = f.group.bottleneck.leak;
  assert_close(leak[0].gained_per_1000, 2.5, 1e-12);
  assert_close(leak[1].gained_per_1000, 30, 1e-12);
  assert_close(leak[2].gained_per_1000, 10, 1e-12);
  assert_close(leak[1].target, 0.325, 1e-15);
  assert_int_equal(f.group.bottleneck.first, 1);
  assert_int_equal(f.group.bottleneck.reason, CVS_FUNNEL_BOTH);
  finish_funnel(&f);
}

/* The steps of `plan`, whose reach is counted from those who enter. */
static void visitors_are_those_of_a_plan_of_the_step(void **state) {
  (void)state;
  static const double reach[] = {1, 0.8, 0.2, 0.1};
  static const double lift[] = {0.02 / 0.8, 0.075 / 0.25, 0.05 / 0.5};
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, leaking, 3);

  for (size_t j = 0; j < 3; j++) {
    cvs_plan_options options;
    cvs_plan plan;
    cvs_plan_options_init(&options);
    options.reach = reach;
    options.reach_count = 4;
    options.effect = lift[j];
    assert_int_equal(cvs_plan_make(&options, &plan, NULL), CVS_OK);
    assert_int_equal(f.group.bottleneck.leak[j].visitors_to_test, plan.step[j].visitors_step_test);
    assert_int_equal(f.group.bottleneck.leak[j].visitors_to_test_overall, plan.step[j].visitors_final_test);
    cvs_plan_free(&plan);
  }
  finish_funnel(&f);
}

static void a_benchmark_takes_the_place_of_the_tenth(void **state) {
  (void)state;
  const cvs_funnel_setting benchmark[] = {{"buy", 0.8}, {"cart", 0.2}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.benchmark = benchmark, f.options.benchmark_count = 2;

  analyse_funnel(&f, leaking, 3);

  const cvs_funnel_leak *leak = f.group.bottleneck.leak;
  assert_true(leak[2].by_benchmark && leak[1].by_benchmark && !leak[0].by_benchmark);
  assert_close(leak[2].gained_per_1000, 60, 1e-12);
  assert_close(leak[1].gained_per_1000, 0, 0); /* is better than its benchmark */
  assert_int_equal(leak[1].visitors_to_test, 0);
  assert_int_equal(f.group.bottleneck.first, 2);
  finish_funnel(&f);
}

/* A larger gain far down, where few visitors come: the earlier step gives more for each visitor of its test. */
static void the_gain_for_a_visitor_of_the_test_decides(void **state) {
  (void)state;
  const cvs_funnel_setting benchmark[] = {{"view", 0.75}, {"cart", 0.05}, {"buy", 0.8}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.benchmark = benchmark, f.options.benchmark_count = 3;

  analyse_funnel(&f, "variant,visitors,view,cart,buy\na,100000,50000,2500,1250\nb,100000,50000,2500,1250\n", 3);

  const cvs_funnel_bottleneck *found = &f.group.bottleneck;
  assert_int_equal(found->largest, 2);
  assert_true(found->leak[2].gained_per_1000 > found->leak[0].gained_per_1000);
  assert_true(found->leak[0].gained_per_1000 / (double)found->leak[0].visitors_to_test >
              found->leak[2].gained_per_1000 / (double)found->leak[2].visitors_to_test);
  assert_int_equal(found->first, 0);
  assert_int_equal(found->reason, CVS_FUNNEL_CHEAPEST);
  finish_funnel(&f);
}

static void a_funnel_that_loses_nobody_has_nothing_to_gain(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart\na,100,100,100\nb,100,100,100\n", 2);

  assert_int_equal(f.group.bottleneck.first, SIZE_MAX);
  assert_int_equal(f.group.bottleneck.reason, CVS_FUNNEL_NOTHING);
  finish_funnel(&f);
}

static void a_funnel_that_nobody_ends_cannot_be_told(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart\na,100,50,0\nb,100,50,1\n", 2);

  assert_false(f.group.bottleneck.leak[0].has_gained || f.group.bottleneck.leak[1].has_gained);
  assert_true(f.group.bottleneck.leak[0].visitors_to_test > 0);
  assert_int_equal(f.group.bottleneck.reason, CVS_FUNNEL_NOTHING);
  finish_funnel(&f);
}

/* Work on a step is meant to better it, whatever side the test looks at. */
static void the_side_of_the_test_does_not_turn_the_improvement(void **state) {
  (void)state;
  funnel_fixture greater, less;
  start_funnel(&greater);
  start_funnel(&less);
  greater.options.test.alternative = CVS_GREATER;
  less.options.test.alternative = CVS_LESS;

  analyse_funnel(&greater, leaking, 3);
  analyse_funnel(&less, leaking, 3);

  for (size_t j = 0; j < 3; j++)
    assert_int_equal(greater.group.bottleneck.leak[j].visitors_to_test, less.group.bottleneck.leak[j].visitors_to_test);
  finish_funnel(&greater);
  finish_funnel(&less);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tenth_of_the_drop_off_is_carried_to_the_end),
      cmocka_unit_test(visitors_are_those_of_a_plan_of_the_step),
      cmocka_unit_test(a_benchmark_takes_the_place_of_the_tenth),
      cmocka_unit_test(the_gain_for_a_visitor_of_the_test_decides),
      cmocka_unit_test(a_funnel_that_loses_nobody_has_nothing_to_gain),
      cmocka_unit_test(a_funnel_that_nobody_ends_cannot_be_told),
      cmocka_unit_test(the_side_of_the_test_does_not_turn_the_improvement),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Costs of every step, and changes carried through to the end. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

static const char text[] = "variant,visitors,view,cart,buy\ncontrol,10000,8000,2000,1000\nnew,10000,8100,2000,900\n";

/* 8,000 views at 0.5 are 4,000; 2,000 carts at 2 are 4,000 more; 1,000 conversions at 30 are 30,000. */
static void costs_add_up_from_step_to_step(void **state) {
  (void)state;
  const cvs_funnel_setting cost[] = {{"view", 0.5}, {"cart", 2}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.cost = cost, f.options.cost_count = 2;
  f.options.value = 30;

  analyse_funnel(&f, text, 3);

  const cvs_funnel_arm *arm = &f.group.arm[0];
  assert_close(arm->step[0].cost_per_user, 0.5, 1e-15);
  assert_close(arm->step[1].cost_per_user, 4, 1e-15);
  assert_close(arm->step[2].cost_per_user, 8, 1e-15);
  assert_close(arm->spent, 8000, 1e-15);
  assert_close(arm->cost_per_conversion, 8, 1e-15);
  assert_close(arm->revenue, 30000, 1e-15);
  assert_close(arm->return_on_cost, 2.75, 1e-15);
  assert_close(f.group.arm[1].spent, 8050, 1e-15);
  assert_close(f.group.arm[1].return_on_cost, 27000.0 / 8050 - 1, 1e-14);
  finish_funnel(&f);
}

static void without_costs_or_value_nothing_is_counted_in_money(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, text, 3);

  const cvs_funnel_arm *arm = &f.group.arm[0];
  assert_false(arm->has_spent || arm->has_value || arm->has_return || arm->has_cost_per_conversion);
  assert_false(arm->step[2].has_cost);
  finish_funnel(&f);
}

static void a_step_that_nobody_reached_has_no_cost_per_user(void **state) {
  (void)state;
  const cvs_funnel_setting cost[] = {{"view", 0.5}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.cost = cost, f.options.cost_count = 1;
  f.options.value = 10;

  analyse_funnel(&f, "variant,visitors,view,cart\na,100,50,0\nb,100,50,1\n", 2);

  const cvs_funnel_arm *arm = &f.group.arm[0];
  assert_close(arm->spent, 25, 1e-15);
  assert_false(arm->step[1].has_cost || arm->has_cost_per_conversion);
  assert_true(arm->has_return);
  assert_close(arm->return_on_cost, -1, 1e-15);
  finish_funnel(&f);
}

/* The measured rate of 10 % and its interval, a twentieth more. */
static void a_change_at_a_step_is_carried_to_the_end(void **state) {
  (void)state;
  const cvs_funnel_setting what_if[] = {{"cart", 0.05}, {"view", -0.1}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.what_if = what_if, f.options.what_if_count = 2;

  analyse_funnel(&f, text, 3);

  const cvs_interval *rate = &f.group.arm[0].step[2].from_start;
  const cvs_funnel_what_if *more = &f.group.arm[0].what_if[0], *less = &f.group.arm[0].what_if[1];
  assert_true(more->exists && less->exists);
  assert_int_equal(more->step, 1);
  assert_close(more->rate, 0.25 * 1.05, 1e-14);
  assert_close(more->overall.estimate, 0.105, 1e-14);
  assert_close(more->overall.lower, 1.05 * rate->lower, 1e-14);
  assert_close(more->overall.upper, 1.05 * rate->upper, 1e-14);
  assert_close(more->gained_per_1000.estimate, 5, 1e-13);
  assert_close(more->gained_per_1000.upper, 50 * rate->upper, 1e-13);
  assert_close(less->gained_per_1000.estimate, -10, 1e-13);
  assert_close(less->gained_per_1000.lower, -100 * rate->upper, 1e-13);
  assert_close(less->gained_per_1000.upper, -100 * rate->lower, 1e-13);
  finish_funnel(&f);
}

static void a_change_to_more_than_everybody_is_told(void **state) {
  (void)state;
  const cvs_funnel_setting what_if[] = {{"view", 0.25}, {"view", 0.26}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.what_if = what_if, f.options.what_if_count = 2;

  analyse_funnel(&f, "variant,visitors,view,cart\na,100,80,20\nb,100,70,20\n", 2);

  assert_true(f.group.arm[0].what_if[0].exists);
  assert_close(f.group.arm[0].what_if[0].rate, 1, 1e-15);
  assert_false(f.group.arm[0].what_if[1].exists);
  assert_true(f.group.arm[1].what_if[1].exists);
  assert_int_equal(count_findings(&f, CVS_FINDING_WHAT_IF_ABOVE_ONE), 1);
  const cvs_finding *told = find_finding(&f, CVS_FINDING_WHAT_IF_ABOVE_ONE);
  assert_int_equal(told->arm, 0);
  assert_close(told->value[1], 0.8, 1e-15);
  assert_close(told->value[2], 0.26, 0);
  finish_funnel(&f);
}

static void an_empty_arm_or_a_step_out_of_order_has_no_answer(void **state) {
  (void)state;
  const cvs_funnel_setting what_if[] = {{"view", 0.05}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.what_if = what_if, f.options.what_if_count = 1;
  analyse_funnel(&f, "variant,visitors,view,cart\na,100,0,0\nb,100,70,20\n", 2);
  assert_false(f.group.arm[0].what_if[0].exists);
  finish_funnel(&f);
  start_funnel(&f);
  f.options.what_if = what_if, f.options.what_if_count = 1;
  f.options.any_order = true;
  analyse_funnel(&f, text, 3);
  assert_false(f.group.arm[0].what_if[0].exists);
  finish_funnel(&f);
}

/* 4210.5 of spent 800 visits at 2: a return of (4210.5 - 1600) / 1600. */
static void values_that_were_read_are_the_revenue(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "cart"};
  const cvs_read_options read = {.steps = {.step = steps, .count = 2}, .want_value = true};
  const cvs_funnel_setting cost[] = {{"view", 2}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.cost = cost, f.options.cost_count = 1;
  f.dataset = read_good_text("variant,visitors,view,cart,revenue\na,1000,800,100,4210.5\nb,1000,810,120,0\n", &read);

  assert_int_equal(cvs_funnel_new(f.dataset, &f.options, &f.run, &f.error), CVS_OK);
  assert_int_equal(cvs_funnel_analyse(f.run, 0, &f.group, &f.error), CVS_OK);

  assert_true(f.group.arm[0].has_value && f.group.arm[1].has_value);
  assert_close(f.group.arm[0].revenue, 4210.5, 1e-15);
  assert_close(f.group.arm[0].return_on_cost, 2610.5 / 1600, 1e-14);
  assert_close(f.group.arm[1].return_on_cost, -1, 1e-15);
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(costs_add_up_from_step_to_step),
      cmocka_unit_test(without_costs_or_value_nothing_is_counted_in_money),
      cmocka_unit_test(a_step_that_nobody_reached_has_no_cost_per_user),
      cmocka_unit_test(values_that_were_read_are_the_revenue),
      cmocka_unit_test(a_change_at_a_step_is_carried_to_the_end),
      cmocka_unit_test(a_change_to_more_than_everybody_is_told),
      cmocka_unit_test(an_empty_arm_or_a_step_out_of_order_has_no_answer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Users, rates and drop-off of every arm. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

/* Wilson (1927): intervals by scipy.stats 1.10.1, binomtest(21900, 50200), (9300, 21900) and (9300, 50200),
 * proportion_ci("wilson"). */
static void rates_have_the_intervals_of_their_counts(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, funnel_text, 3);

  const cvs_funnel_step *step = f.group.arm[1].step;
  assert_int_equal(step[0].before, SIZE_MAX);
  assert_int_equal(step[0].lost, 50200 - 21900);
  assert_int_equal(step[1].before, 0);
  assert_int_equal(step[1].lost, 21900 - 9300);
  assert_close(step[0].from_previous.lower, step[0].from_start.lower, 0);
  assert_close(step[0].from_start.lower, 0.43192183868164385, 1e-12);
  assert_close(step[0].from_start.upper, 0.44059787666225964, 1e-12);
  assert_close(step[1].from_previous.lower, 0.4181248160634296, 1e-12);
  assert_close(step[1].from_previous.upper, 0.4312166792991983, 1e-12);
  assert_close(step[1].from_start.lower, 0.18188452645698436, 1e-12);
  assert_close(step[1].from_start.upper, 0.18868156805353928, 1e-12);
  finish_funnel(&f);
}

static void rates_describe_so_they_have_both_ends_on_every_side(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.test.alternative = CVS_GREATER;

  analyse_funnel(&f, funnel_text, 3);

  assert_true(f.group.arm[0].step[1].from_previous.has_lower && f.group.arm[0].step[1].from_previous.has_upper);
  assert_true(f.group.comparison[0].step[1].lift_previous.has_upper);
  assert_false(f.group.comparison[0].step[1].from_start->effect[CVS_LIFT].has_upper);
  finish_funnel(&f);
}

static void the_interval_of_the_rates_is_the_one_that_is_asked_for(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.test.rate_interval = "clopper-pearson";

  analyse_funnel(&f, "variant,visitors,view\na,10,0\nb,10,10\n", 1);

  /* Clopper & Pearson (1934): 1 - 0.025^(1/10) */
  assert_close(f.group.arm[0].step[0].from_start.upper, 0.30849710781876083, 1e-12);
  finish_funnel(&f);
}

static void nobody_who_came_has_no_rate(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart\na,10,0,0\nb,10,5,1\n", 2);

  const cvs_funnel_step *step = f.group.arm[0].step;
  assert_true(step[0].from_previous.exists && step[1].from_start.exists);
  assert_false(step[1].from_previous.exists);
  finish_funnel(&f);
}

static void more_users_than_before_are_an_error_that_names_arm_and_steps(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  assert_int_equal(try_funnel(&f, "variant,visitors,view,cart\na,100,50,20\nb,100,50,51\n", 2), CVS_EDATA);

  assert_string_equal(f.error.message,
                      "variant \"b\" has 51 users at step \"cart\" but 50 at \"view\" before it, expected no more "
                      "(--order any where a step does not need the one before)");
  finish_funnel(&f);
}

static void in_any_order_steps_are_read_from_the_start_alone(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.any_order = true;

  analyse_funnel(&f, "variant,visitors,view,cart\na,100,50,60\nb,100,50,71\n", 2);

  const cvs_funnel_step *step = f.group.arm[1].step;
  assert_close(step[1].from_start.estimate, 0.71, 1e-15);
  assert_false(step[0].from_previous.exists || step[1].from_previous.exists);
  assert_int_equal(step[1].lost, 0);
  assert_false(f.group.comparison[0].step[1].term.exists || f.group.comparison[0].step[1].lift_previous.exists);
  assert_int_equal(f.group.comparison[0].split.count, 0);
  assert_int_equal(f.group.bottleneck.first, SIZE_MAX);
  assert_int_equal(count_findings(&f, CVS_FINDING_STEPS_OVERLAP), 1);
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rates_have_the_intervals_of_their_counts),
      cmocka_unit_test(rates_describe_so_they_have_both_ends_on_every_side),
      cmocka_unit_test(the_interval_of_the_rates_is_the_one_that_is_asked_for),
      cmocka_unit_test(nobody_who_came_has_no_rate),
      cmocka_unit_test(more_users_than_before_are_an_error_that_names_arm_and_steps),
      cmocka_unit_test(in_any_order_steps_are_read_from_the_start_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

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
  f.options.any_order = true; /* to get past the reader, which refuses such rows by themselves */
  read_funnel(&f, "variant,visitors,view,cart\na,100,50,20\nb,100,50,51\n", 2);
  f.options.any_order = false;

  assert_int_equal(cvs_funnel_new(f.dataset, &f.options, &f.run, &f.error), CVS_OK);
  assert_int_equal(cvs_funnel_analyse(f.run, 0, &f.group, &f.error), CVS_EDATA);

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

/* Three of arm a go from view to cart in 60, 120 and 240 seconds: median 120, quartiles 90 and 180 (R's type 7). The
 * last user of arm b enters a minute before the end of the data. */
static void times_between_steps_and_users_left_out_come_from_the_data(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "cart"};
  static const char events[] = "time,user,event,variant\n"
                               "2026-01-01T10:00:00Z,1,view,a\n2026-01-01T10:01:00Z,1,cart,a\n"
                               "2026-01-01T10:00:00Z,2,view,a\n2026-01-01T10:02:00Z,2,cart,a\n"
                               "2026-01-01T10:00:00Z,3,view,a\n2026-01-01T10:04:00Z,3,cart,a\n"
                               "2026-01-01T10:00:00Z,4,view,b\n2026-01-01T11:00:00Z,5,view,b\n"
                               "2026-01-01T11:01:00Z,1,other,a\n";
  const cvs_read_options read = {.steps = {.step = steps, .count = 2, .window = INT64_C(600000000)},
                                 .first_step_enters = true,
                                 .goal_optional = true,
                                 .want_step_times = true,
                                 .drop_young = true};
  funnel_fixture f;
  start_funnel(&f);
  f.dataset = read_good_text(events, &read);

  assert_int_equal(cvs_funnel_new(f.dataset, &f.options, &f.run, &f.error), CVS_OK);
  assert_int_equal(cvs_funnel_analyse(f.run, 0, &f.group, &f.error), CVS_OK);

  assert_non_null(f.group.arm[0].step[1].seconds);
  assert_close(f.group.arm[0].step[1].seconds->median, 120, 1e-12);
  assert_close(f.group.arm[0].step[1].seconds->lower, 90, 1e-12);
  assert_close(f.group.arm[0].step[1].seconds->upper, 180, 1e-12);
  assert_null(f.group.arm[1].step[1].seconds);
  assert_true(f.group.arm[0].has_left_out && f.group.arm[1].has_left_out);
  assert_int_equal(f.group.arm[0].left_out, 0);
  assert_int_equal(f.group.arm[1].left_out, 1);
  assert_int_equal(count_findings(&f, CVS_FINDING_YOUNG_LEFT_OUT), 1);
  assert_true(find_finding(&f, CVS_FINDING_YOUNG_LEFT_OUT)->value[0] == 1);
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rates_have_the_intervals_of_their_counts),
      cmocka_unit_test(rates_describe_so_they_have_both_ends_on_every_side),
      cmocka_unit_test(the_interval_of_the_rates_is_the_one_that_is_asked_for),
      cmocka_unit_test(nobody_who_came_has_no_rate),
      cmocka_unit_test(times_between_steps_and_users_left_out_come_from_the_data),
      cmocka_unit_test(more_users_than_before_are_an_error_that_names_arm_and_steps),
      cmocka_unit_test(in_any_order_steps_are_read_from_the_start_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

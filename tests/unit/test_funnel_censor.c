/* Rates of an arm some of whose units are still on their way. */
#include "support/assert_close.h"
#include "support/funnel_times.h"

#include <math.h>

/* tests/reference/funnel_curve.csv: R's survival, survfit with influence. */
static void agrees_with_survfit_and_its_influence(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored got;
  reference_table table;
  reference_open(&table, "funnel_curve");
  while (reference_next(&table)) {
    double share[REFERENCE_LIST_MAX], ln_error[REFERENCE_LIST_MAX], covariance[REFERENCE_LIST_MAX];
    times_of_row(&table, &data);
    reference_list(&table, "share", share);
    reference_list(&table, "ln_error", ln_error);
    reference_list(&table, "covariance", covariance);

    censor(&data.times, &got);

    const size_t steps = data.times.steps;
    assert_int_equal(got.steps, steps);
    for (size_t j = 0; j < steps; j++) {
      assert_close(got.step[j].from_start.estimate, share[j], 1e-12);
      assert_close(got.step[j].start_ln_error, ln_error[j], 1e-12);
      assert_close(got.step[j].from_previous.estimate, j > 0 ? share[j] / share[j - 1] : share[j], 1e-12);
      assert_close(got.step[j].previous_ln_error, sqrt(covariance[j * steps + j]), 1e-11);
    }
    for (size_t i = 0; i < steps * steps; i++)
      assert_close_abs(got.covariance[i], covariance[i], 1e-14);
  }
}

/* 20 units, all followed to the window: 16, 12 and 6 of them at the steps. */
static void make_mature(funnel_table *out) {
  static const double at[] = {10, 20, 30};
  static const size_t reached[] = {16, 12, 6};
  for (size_t i = 0; i < 20; i++) {
    out->followed[i] = 100 + (double)i;
    for (size_t j = 0; j < 3; j++)
      out->at[3 * i + j] = i < reached[j] ? at[j] + (double)i : INFINITY;
  }
  out->horizon[0] = out->horizon[1] = out->horizon[2] = 100;
  point_times(out, 20, 3);
}

/* Wilson's interval of the counts; the delta method's variance 1/u_j - 1/u_(j-1). */
static void without_young_units_it_is_what_the_counts_say(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored got;
  static const uint64_t users[] = {20, 16, 12, 6};
  const cvs_method *wilson = cvs_method_find(CVS_KIND_RATE, "wilson");
  const cvs_level level = funnel_level();
  make_mature(&data);

  censor(&data.times, &got);

  assert_int_equal(got.young, 0);
  for (size_t j = 0; j < 3; j++) {
    const cvs_sample start = {users[0], users[j + 1]}, previous = {users[j], users[j + 1]};
    cvs_interval from_start, from_previous;
    assert_int_equal(wilson->rate(&start, &level, &from_start, NULL), CVS_OK);
    assert_int_equal(wilson->rate(&previous, &level, &from_previous, NULL), CVS_OK);
    assert_close(got.step[j].from_start.lower, from_start.lower, 1e-12);
    assert_close(got.step[j].from_start.upper, from_start.upper, 1e-12);
    assert_close(got.step[j].from_previous.estimate, from_previous.estimate, 1e-12);
    assert_close(got.step[j].from_previous.lower, from_previous.lower, 1e-12);
    assert_close(got.step[j].from_previous.upper, from_previous.upper, 1e-12);
    assert_close(got.covariance[j * 3 + j], 1.0 / (double)users[j + 1] - 1.0 / (double)users[j], 1e-12);
    assert_close_abs(got.covariance[j * 3 + (j + 1) % 3], 0, 1e-16);
    assert_int_equal(got.step[j].naive.conversions, users[j + 1]);
    assert_int_equal(got.step[j].mature.conversions, users[j + 1]);
    assert_int_equal(got.step[j].mature_came, users[j]);
  }
}

/* Ten units followed over the window of 100, of which 4 reached the step; ten seen for a moment only. */
static void the_young_are_not_taken_for_lost(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored got;
  for (size_t i = 0; i < 20; i++) {
    data.followed[i] = i < 10 ? 100 : 1;
    data.at[i] = i < 4 ? 50 : INFINITY;
  }
  data.horizon[0] = 100;
  point_times(&data, 20, 1);

  censor(&data.times, &got);

  assert_close(got.step[0].from_start.estimate, 0.4, 1e-15);
  assert_int_equal(got.young, 10);
  assert_int_equal(got.step[0].naive.visitors, 20);
  assert_int_equal(got.step[0].naive.conversions, 4);
  assert_int_equal(got.step[0].mature.visitors, 10);
  assert_int_equal(got.step[0].mature.conversions, 4);
}

static void a_step_after_its_horizon_does_not_count(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored got;
  for (size_t i = 0; i < 4; i++) {
    data.followed[i] = 500;
    data.at[i] = 99.5 + (double)i;
  }
  data.horizon[0] = 101.5;
  point_times(&data, 4, 1);

  censor(&data.times, &got);

  assert_close(got.step[0].from_start.estimate, 0.75, 1e-15);
}

static void nobody_has_the_interval_of_the_mature_and_everybody_that_of_all(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored got;
  const cvs_level level = funnel_level();
  const cvs_sample none = {12, 0}, all = {15, 15};
  cvs_interval want;
  for (size_t i = 0; i < 15; i++) {
    data.followed[i] = i < 12 ? 100 : 3;
    data.at[2 * i] = 2;
    data.at[2 * i + 1] = INFINITY;
  }
  data.horizon[0] = data.horizon[1] = 100;
  point_times(&data, 15, 2);

  censor(&data.times, &got);

  const cvs_method *wilson = cvs_method_find(CVS_KIND_RATE, "wilson");
  assert_int_equal(wilson->rate(&all, &level, &want, NULL), CVS_OK);
  assert_close(got.step[0].from_start.lower, want.lower, 1e-15);
  assert_close(got.step[0].from_start.upper, 1, 0);
  assert_int_equal(wilson->rate(&none, &level, &want, NULL), CVS_OK);
  assert_close(got.step[1].from_start.lower, 0, 0);
  assert_close(got.step[1].from_previous.upper, want.upper, 1e-15);
}

static void an_arm_without_mature_units_has_no_rate(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored got;
  for (size_t i = 0; i < 5; i++) {
    data.followed[i] = 99;
    data.at[i] = i < 2 ? 1 : INFINITY;
  }
  data.horizon[0] = 100;
  point_times(&data, 5, 1);

  censor(&data.times, &got);

  assert_false(got.step[0].exists || got.step[0].from_start.exists || got.step[0].from_previous.exists);
}

/* 12 of 20 are through before anybody is lost from sight, so their share is binomial: 20 users bear it. Where all are
 * seen at the step, none of them need be followed to its horizon. */
static void effective_users_are_those_whose_counts_would_say_as_much(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored got;
  for (size_t i = 0; i < 20; i++) {
    data.followed[i] = 99;
    data.at[2 * i] = 0;
    data.at[2 * i + 1] = i < 12 ? 1 + (double)i / 100 : INFINITY;
  }
  data.followed[19] = 100;
  data.horizon[0] = data.horizon[1] = 100;
  point_times(&data, 20, 2);

  censor(&data.times, &got);

  assert_true(got.step[0].exists);
  assert_close(got.step[0].from_start.estimate, 1, 0);
  assert_close(got.step[0].effective, 20, 0);
  assert_close(got.step[1].from_start.estimate, 0.6, 1e-12);
  assert_close(got.step[1].effective, 20, 1e-10);
}

static void refuses_times_that_cannot_be(void **state) {
  (void)state;
  static funnel_table data;
  cvs_funnel_censored got;
  const cvs_level level = funnel_level();
  const struct {
    double at[2], followed, horizon[2];
    const char *message;
  } bad[] = {
      {{5, 4}, 9, {7, 7}, "unit 1 is at step 2 after 4 seconds, expected 5 or more"},
      {{5, 8}, 7, {9, 9}, "unit 1 is at step 2 after 8 seconds but followed for 7 only"},
      {{-1, 8}, 9, {9, 9}, "unit 1 is at step 1 after -1 seconds, expected 0 or more"},
      {{NAN, 8}, 9, {9, 9}, "unit 1 is at step 1 after nan seconds, expected 0 or more"},
      {{1, 8}, -9, {9, 9}, "unit 1 is followed for -9 seconds, expected 0 or more"},
      {{1, 2}, 9, {9, 8}, "the horizon of step 2 is 8 seconds, expected more than 0, never falling"},
      {{1, 2}, 9, {0, 8}, "the horizon of step 1 is 0 seconds, expected more than 0, never falling"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    data.at[0] = bad[i].at[0], data.at[1] = bad[i].at[1];
    data.followed[0] = bad[i].followed;
    data.horizon[0] = bad[i].horizon[0], data.horizon[1] = bad[i].horizon[1];
    point_times(&data, 1, 2);
    cvs_error error = {0};

    assert_int_equal(cvs_funnel_censor(&data.times, &level, &got, &error), CVS_EINVAL);

    assert_string_equal(error.message, bad[i].message);
  }
}

static void refuses_no_units_and_no_steps(void **state) {
  (void)state;
  static funnel_table data;
  cvs_funnel_censored got;
  const cvs_level level = funnel_level();
  const size_t sizes[][2] = {{0, 1}, {1, 0}, {1, CVS_FUNNEL_STEPS_MAX + 1}};
  for (size_t i = 0; i < 3; i++) {
    point_times(&data, sizes[i][0], sizes[i][1]);
    assert_int_equal(cvs_funnel_censor(&data.times, &level, &got, NULL), CVS_EINVAL);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_survfit_and_its_influence),
      cmocka_unit_test(without_young_units_it_is_what_the_counts_say),
      cmocka_unit_test(the_young_are_not_taken_for_lost),
      cmocka_unit_test(a_step_after_its_horizon_does_not_count),
      cmocka_unit_test(nobody_has_the_interval_of_the_mature_and_everybody_that_of_all),
      cmocka_unit_test(an_arm_without_mature_units_has_no_rate),
      cmocka_unit_test(effective_users_are_those_whose_counts_would_say_as_much),
      cmocka_unit_test(refuses_times_that_cannot_be),
      cmocka_unit_test(refuses_no_units_and_no_steps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Round steps of an axis, and the labels of its ticks. */
#include "report/axis.h"
#include "support/assert_close.h"
#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void steps_are_one_two_and_five_times_powers_of_ten(void **state) {
  (void)state;
  static const double steps[] = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20};

  for (int i = 0; i < 8; i++)
    assert_close(cvs_axis_step(i - 3), steps[i], 1e-15);
}

static void the_index_of_a_span_is_at_or_right_below_it(void **state) {
  (void)state;
  static const double spans[] = {1e-6, 0.013, 0.2, 0.49, 1, 3, 7, 12345};

  for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
    const int index = cvs_axis_index(spans[i]);

    assert_true(cvs_axis_step(index - 1) <= spans[i]);
    assert_true(cvs_axis_step(index + 2) > spans[i]);
  }
}

static void expect_label(cvs_unit unit, double value, double step, const char *text) {
  cvs_strbuf out = {0};
  cvs_axis_add_label(&out, unit, value, step);
  assert_string_equal(cvs_strbuf_text(&out), text);
  cvs_strbuf_free(&out);
}

static void a_label_has_the_decimals_of_the_step_and_no_effect_is_a_bare_0(void **state) {
  (void)state;

  expect_label(CVS_UNIT_LIFT, 0.1, 0.05, "+10%");
  expect_label(CVS_UNIT_LIFT, -0.015, 0.005, "-1.5%");
  expect_label(CVS_UNIT_LIFT, 1e-18, 0.005, "0");
  expect_label(CVS_UNIT_STATISTIC, 2, 1, "2");
  expect_label(CVS_UNIT_STATISTIC, -0.5, 0.5, "-0.5");
}

static void an_end_is_rounded_to_the_tick_at_or_beyond_it(void **state) {
  (void)state;

  assert_close(cvs_axis_round_out(0.031, 0.02, true), 0.04, 1e-15);
  assert_close(cvs_axis_round_out(0.031, 0.02, false), 0.02, 1e-15);
  assert_close(cvs_axis_round_out(0.06, 0.02, true), 0.06, 1e-15); /* 0.06 / 0.02 is a hair below 3 */
}

static void no_lift_is_below_a_loss_of_all_and_no_rate_beyond_one(void **state) {
  (void)state;

  assert_close(cvs_axis_least(CVS_UNIT_LIFT), -1, 0);
  assert_close(cvs_axis_least(CVS_UNIT_RATE), 0, 0);
  assert_close(cvs_axis_most(CVS_UNIT_RATE), 1, 0);
  assert_true(isinf(cvs_axis_most(CVS_UNIT_LIFT)));
  assert_true(isinf(cvs_axis_least(CVS_UNIT_STATISTIC)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steps_are_one_two_and_five_times_powers_of_ten),
      cmocka_unit_test(the_index_of_a_span_is_at_or_right_below_it),
      cmocka_unit_test(a_label_has_the_decimals_of_the_step_and_no_effect_is_a_bare_0),
      cmocka_unit_test(an_end_is_rounded_to_the_tick_at_or_beyond_it),
      cmocka_unit_test(no_lift_is_below_a_loss_of_all_and_no_rate_beyond_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

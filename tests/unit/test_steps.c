/* Steps out of masks: in order, in any order, with steps that may be left out. Expected by hand. */
#include "data/steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { A = 1, B = 2, C = 4, D = 8 };

static void in_order_the_first_missing_step_is_the_end(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = 4};

  assert_int_equal(cvs_steps_reached(&steps, 0), 0);
  assert_int_equal(cvs_steps_reached(&steps, B | C | D), 0);
  assert_int_equal(cvs_steps_reached(&steps, A | B | D), 2);
  assert_int_equal(cvs_steps_reached(&steps, A | B | C | D), 4);
  assert_true(cvs_steps_has(&steps, 2, 1));
  assert_false(cvs_steps_has(&steps, 2, 2));
}

static void in_any_order_each_step_stands_for_itself(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = 4, .any_order = true};

  assert_int_equal(cvs_steps_reached(&steps, B | D), B | D);
  assert_true(cvs_steps_has(&steps, B | D, 3));
  assert_false(cvs_steps_has(&steps, B | D, 2));
}

static void a_step_that_may_be_left_out_ends_nothing_and_is_read_against_the_last_that_may_not(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = 4, .optional = B | C};

  assert_int_equal(cvs_steps_reached(&steps, A | D), A | D);
  assert_int_equal(cvs_steps_reached(&steps, A | C | D), A | C | D);
  assert_int_equal(cvs_steps_reached(&steps, B | D), 0);
  assert_true(cvs_steps_has(&steps, A | D, 3));
  assert_false(cvs_steps_has(&steps, A | D, 1));
  assert_int_equal(cvs_steps_before(&steps, 0), SIZE_MAX);
  assert_int_equal(cvs_steps_before(&steps, 2), 0);
  assert_int_equal(cvs_steps_before(&steps, 3), 0);
}

static void all_the_steps_there_can_be_are_counted(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = CVS_STEPS_MAX};

  assert_int_equal(cvs_steps_reached(&steps, UINT32_MAX), 32);
  assert_int_equal(cvs_steps_next(UINT32_MAX), 32);
  assert_int_equal(cvs_steps_next(0), 0);
  assert_int_equal(cvs_steps_next(A | C), 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(in_order_the_first_missing_step_is_the_end),
      cmocka_unit_test(in_any_order_each_step_stands_for_itself),
      cmocka_unit_test(a_step_that_may_be_left_out_ends_nothing_and_is_read_against_the_last_that_may_not),
      cmocka_unit_test(all_the_steps_there_can_be_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

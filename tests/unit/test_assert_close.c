/* The comparison all other tests rely on: it must also say no. */
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void a_tolerance_is_relative(void **state) {
  (void)state;

  assert_true(is_close(1e-300 * (1 + 1e-12), 1e-300, 2e-12));
  assert_false(is_close(1e-300 * (1 + 3e-12), 1e-300, 2e-12));
  assert_true(is_close(-5, -5.0000001, 1e-7));
  assert_false(is_close(5, -5, 1e-7));
}

static void zero_and_infinity_must_be_met(void **state) {
  (void)state;

  assert_true(is_close(0, 0, 0));
  assert_false(is_close(1e-300, 0, 1e9));
  assert_true(is_close(INFINITY, INFINITY, 0));
  assert_false(is_close(1e308, INFINITY, 1));
  assert_false(is_close(-INFINITY, INFINITY, 1));
  assert_false(is_close(INFINITY, 1, 1));
}

static void nan_meets_nothing(void **state) {
  (void)state;

  assert_false(is_close(NAN, 1, 1e9));
  assert_false(is_close(1, NAN, 1e9));
  assert_false(is_close(NAN, NAN, 1e9));
  assert_false(is_close_abs(NAN, 1, 1e9));
}

static void an_absolute_tolerance_is_absolute(void **state) {
  (void)state;

  assert_true(is_close_abs(1e-9, 0, 1e-9));
  assert_false(is_close_abs(1.1e-9, 0, 1e-9));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tolerance_is_relative),
      cmocka_unit_test(zero_and_infinity_must_be_met),
      cmocka_unit_test(nan_meets_nothing),
      cmocka_unit_test(an_absolute_tolerance_is_absolute),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

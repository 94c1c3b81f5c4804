/* (1 + e) ln(1 + e) - e, against its series and its values at the ends. */
#include "stat/deviance.h"
#include "support/assert_close.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* e^2/2 - e^3/6 + e^4/12 - ... : the first terms where the rest is below 1e-16 of them. */
static void a_small_deviation_keeps_its_digits(void **state) {
  (void)state;

  for (double e = 1e-12; e < 1e-3; e *= 10) {
    const double series = e * e * (0.5 - e * (1.0 / 6 - e * (1.0 / 12 - e * (1.0 / 20 - e / 30))));
    assert_close(cvs_deviance(e), series, 1e-14);
  }
}

/* (1 + e) ln(1 + e) - e in 40 digits (Python's decimal), on both sides of where the series takes over. */
static void values_agree_with_decimal_arithmetic(void **state) {
  (void)state;

  assert_close(cvs_deviance(0.19), 0.0170044354768912406, 1e-14);
  assert_close(cvs_deviance(0.21), 0.0206506351264661613, 1e-13);
  assert_close(cvs_deviance(-0.5), 0.153426409720027345, 1e-14);
  assert_close(cvs_deviance(3), 2.545177444479562475, 1e-14);
}

static void nothing_where_something_was_expected_counts_in_full(void **state) {
  (void)state;

  assert_close(cvs_deviance(-1), 1, 0);
  assert_close(cvs_deviance(0), 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_small_deviation_keeps_its_digits),
      cmocka_unit_test(values_agree_with_decimal_arithmetic),
      cmocka_unit_test(nothing_where_something_was_expected_counts_in_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

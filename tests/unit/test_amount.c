/* Exact sums as decimals. Expected by the definition: high x 10^18 + low millionths. */
#include "report/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check_print(int64_t high, int64_t low, const char *want) {
  const cvs_amount amount = {high, low};
  char text[CVS_AMOUNT_TEXT_MAX];

  const size_t length = cvs_amount_print(&amount, text);

  assert_string_equal(text, want);
  assert_int_equal(length, strlen(want));
}

static void decimals_that_are_not_needed_are_left_out(void **state) {
  (void)state;
  check_print(0, 0, "0");
  check_print(0, 12500000, "12.5");
  check_print(0, 3000000, "3");
  check_print(0, 1000000000, "1000");
  check_print(0, 1, "0.000001");
  check_print(0, -500000, "-0.5");
}

static void no_digit_is_lost_of_a_sum_that_no_double_has(void **state) {
  (void)state;
  check_print(0, INT64_C(90071992547409931), "90071992547.409931");
  check_print(16, 0, "16000000000000");
  check_print(16, 1, "16000000000000.000001");
  check_print(-1, -INT64_C(999999999999999999), "-1999999999999.999999");
  check_print(INT64_C(83076749736557242), INT64_C(56487941243670528),
              "83076749736557242056487941243.670528"); /* 2^116 */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decimals_that_are_not_needed_are_left_out),
      cmocka_unit_test(no_digit_is_lost_of_a_sum_that_no_double_has),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Numbers to decimal text. */
#include "base/number.h"

#include "support/comma_locale.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_prints(double value, const char *want) {
  char text[CVS_NUMBER_MAX];
  const size_t length = cvs_print_double(value, text);
  assert_string_equal(text, want);
  assert_int_equal(length, strlen(want));
}

static void assert_prints_fixed(double value, int decimals, const char *want) {
  char text[CVS_FIXED_MAX];
  const size_t length = cvs_print_fixed(value, decimals, text);
  assert_string_equal(text, want);
  assert_int_equal(length, strlen(want));
}

static void plain_notation_has_json_s_range(void **state) {
  (void)state;

  assert_prints(0, "0");
  assert_prints(-0.0, "0");
  assert_prints(1, "1");
  assert_prints(-0.1, "-0.1");
  assert_prints(50000, "50000");
  assert_prints(0.000001, "0.000001");
  assert_prints(0.0000001, "1e-7");
  assert_prints(-1.5e-10, "-1.5e-10");
  assert_prints(100000000000000000000.0, "100000000000000000000");
  assert_prints(1e21, "1e+21");
  assert_prints(123456789012345680000.0, "123456789012345680000");
}

static void the_ends_of_a_double_are_shortest(void **state) {
  (void)state;

  assert_prints(5e-324, "5e-324");
  assert_prints(1e-323, "1e-323");
  assert_prints(2.2250738585072009e-308, "2.225073858507201e-308");
  assert_prints(2.2250738585072014e-308, "2.2250738585072014e-308");
  assert_prints(1.7976931348623157e308, "1.7976931348623157e+308");
  assert_prints(9007199254740993.0, "9007199254740992");
  assert_prints(1e23, "1e+23");
  assert_prints(9.5367431640625e-07, "9.5367431640625e-7"); /* 2^-20 */
}

static void every_power_of_ten_has_one_digit(void **state) {
  (void)state;

  for (int e = -323; e <= 308; e++) {
    char want[16], got[CVS_NUMBER_MAX];
    (void)snprintf(want, sizeof want, "1e%d", e);
    const double value = strtod(want, NULL);
    cvs_print_double(value, got);
    int digits = 0;
    for (const char *c = got; *c && *c != 'e'; c++)
      digits += *c >= '1' && *c <= '9';
    assert_int_equal(digits, 1);
    assert_true(strtod(got, NULL) == value);
  }
}

/* Digits of a printed number without zeros at either end. */
static int read_digits(const char *text, char *out) {
  int count = 0, kept = 0;
  for (; *text && *text != 'e'; text++) {
    if (*text < '0' || *text > '9' || (*text == '0' && count == 0))
      continue;
    out[count++] = *text;
    if (*text != '0')
      kept = count;
  }
  out[kept] = '\0';
  return kept;
}

/* Short of powers of two, whose rounding interval is lopsided, the shortest and nearest decimal is
 * the first of %.1e, %.2e ... that reads back. */
static void assert_shortest(double value) {
  char got[CVS_NUMBER_MAX], want[32] = "", got_digits[32], want_digits[32];
  cvs_print_double(value, got);
  assert_true(strtod(got, NULL) == value);
  for (int decimals = 0; decimals < 17; decimals++) {
    (void)snprintf(want, sizeof want, "%.*e", decimals, value);
    if (strtod(want, NULL) == value)
      break;
  }
  const int got_count = read_digits(got, got_digits);
  const int want_count = read_digits(want, want_digits);
  int exponent = 0;
  if (fabs(frexp(value, &exponent)) == 0.5)
    assert_true(got_count <= want_count);
  else
    assert_string_equal(got_digits, want_digits);
}

static void random_bits_are_shortest_and_read_back(void **state) {
  (void)state;
  uint64_t bits = 1;

  for (int i = 0; i < 200000; i++) {
    bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value))
      assert_shortest(value);
  }
}

static void rates_and_p_values_are_shortest(void **state) {
  (void)state;

  for (int i = 1; i < 100000; i++) {
    assert_shortest(i / 99991.0);
    assert_shortest(i / 1000.0);
    assert_shortest(i * 1e-9);
  }
}

static void powers_of_two_and_denormals_read_back(void **state) {
  (void)state;

  for (int e = -1074; e < 1024; e++) {
    assert_shortest(ldexp(1, e));
    assert_shortest(nextafter(ldexp(1, e), 0));
    assert_shortest(nextafter(ldexp(1, e), INFINITY));
  }
  for (int i = 1; i < 3000; i++)
    assert_shortest(i * 5e-324);
}

static void counts_are_printed(void **state) {
  (void)state;
  char text[CVS_NUMBER_MAX];

  assert_int_equal(cvs_print_u64(0, text), 1);
  assert_string_equal(text, "0");
  assert_int_equal(cvs_print_u64(UINT64_MAX, text), 20);
  assert_string_equal(text, "18446744073709551615");
}

static void fixed_decimals_round_the_exact_value(void **state) {
  (void)state;

  assert_prints_fixed(0.125, 2, "0.12"); /* a tie: to even */
  assert_prints_fixed(0.375, 2, "0.38");
  assert_prints_fixed(0.045, 2, "0.04"); /* below the tie in binary */
  assert_prints_fixed(2.5, 0, "2");
  assert_prints_fixed(-1234.5678, 1, "-1234.6");
  assert_prints_fixed(0.1, 20, "0.10000000000000000555");
  assert_prints_fixed(999999999999999872.0, 20, "999999999999999872.00000000000000000000");
}

/* What printf says, but for the sign of what rounds to zero. */
static void assert_prints_as_printf(double value, int decimals) {
  char want[2 * CVS_FIXED_MAX];
  (void)snprintf(want, sizeof want, "%.*f", decimals, value);
  const bool is_zero = strspn(want, "-0.") == strlen(want);

  assert_prints_fixed(value, decimals, is_zero && want[0] == '-' ? want + 1 : want);
}

/* 1e300 used to overrun the buffer on the stack. */
static void the_ends_of_a_double_have_room(void **state) {
  (void)state;
  static const double ends[] = {1e300, -1e300, DBL_MAX, -DBL_MAX, 5e-324, -5e-324, 1e18, 0};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    for (int decimals = 0; decimals <= 20; decimals++)
      assert_prints_as_printf(ends[i], decimals);

  char text[CVS_FIXED_MAX];
  assert_int_equal(cvs_print_fixed(-DBL_MAX, 20, text), 1 + 309 + 1 + 20);
}

static void random_doubles_print_as_printf(void **state) {
  (void)state;
  uint64_t bits = UINT64_C(0x9e3779b97f4a7c15);

  for (int i = 0; i < 100000; i++) {
    bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value))
      assert_prints_as_printf(value, i % 21);
  }
}

static void decimals_end_at_0_and_at_20(void **state) {
  (void)state;

  assert_prints_fixed(2.75, -1, "3");
  assert_prints_fixed(2.75, INT_MIN, "3");
  assert_prints_fixed(0.5, 21, "0.50000000000000000000");
  assert_prints_fixed(-DBL_MIN, INT_MAX, "0.00000000000000000000");
}

static void what_is_not_finite_has_no_digits(void **state) {
  (void)state;

  assert_prints_fixed(NAN, 2, "");
  assert_prints_fixed(INFINITY, 2, "");
  assert_prints_fixed(-INFINITY, 0, "");
}

static void what_rounds_to_zero_has_no_sign(void **state) {
  (void)state;

  assert_prints_fixed(-0.004, 2, "0.00");
  assert_prints_fixed(-0.0, 0, "0");
  assert_prints_fixed(-0.006, 2, "-0.01");
}

static void the_locale_has_no_say(void **state) {
  (void)state;
  if (!enter_comma_locale()) {
    leave_comma_locale();
    skip();
  }

  assert_prints(1.5, "1.5");
  assert_prints_fixed(1.25, 1, "1.2");
  assert_prints_fixed(-0.001, 1, "0.0");
  leave_comma_locale();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_notation_has_json_s_range),
      cmocka_unit_test(the_ends_of_a_double_are_shortest),
      cmocka_unit_test(every_power_of_ten_has_one_digit),
      cmocka_unit_test(random_bits_are_shortest_and_read_back),
      cmocka_unit_test(rates_and_p_values_are_shortest),
      cmocka_unit_test(powers_of_two_and_denormals_read_back),
      cmocka_unit_test(counts_are_printed),
      cmocka_unit_test(fixed_decimals_round_the_exact_value),
      cmocka_unit_test(the_ends_of_a_double_have_room),
      cmocka_unit_test(random_doubles_print_as_printf),
      cmocka_unit_test(decimals_end_at_0_and_at_20),
      cmocka_unit_test(what_is_not_finite_has_no_digits),
      cmocka_unit_test(what_rounds_to_zero_has_no_sign),
      cmocka_unit_test(the_locale_has_no_say),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

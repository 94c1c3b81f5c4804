/* Decimal text to numbers. */
#include "base/number.h"

#include "support/assert_close.h"
#include "support/comma_locale.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static bool parse(const char *text, double *out) {
  return cvs_parse_double(text, strlen(text), out);
}

static void assert_parses(const char *text, double want) {
  double got = NAN;
  assert_true(parse(text, &got));
  assert_close(got, want, 0);
}

static void decimals_are_read(void **state) {
  (void)state;

  assert_parses("0", 0);
  assert_parses("-12.5", -12.5);
  assert_parses("+.5", 0.5);
  assert_parses("5.", 5);
  assert_parses("1e3", 1000);
  assert_parses("1E+3", 1000);
  assert_parses("12.5e-1", 1.25);
  assert_parses("000000000000000000000000000000.1", 0.1);
  assert_parses("0e999999999999999999999", 0);
}

static void what_is_no_decimal_is_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"",    ".",    "+",   "-",   "e5",    "1e",  "1e+",   " 1", "1 ",
                                      "1,5", "0x10", "inf", "nan", "1.2.3", "--1", "1e5.0", "1f", "١"};
  double got = 7;

  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    assert_false(parse(wrong[i], &got));
  assert_false(cvs_parse_double("1\0"
                                "2",
                                3, &got));
  assert_close(got, 7, 0);
}

static void the_nearest_double_is_taken(void **state) {
  (void)state;

  assert_parses("9007199254740993", 9007199254740992); /* halfway: to even */
  assert_parses("9007199254740993.00000000000000000001", 9007199254740994);
  assert_parses("1.7976931348623158e308", 1.7976931348623157e308);
  assert_parses("2.2250738585072011e-308", 0x0.fffffffffffffp-1022); /* hung PHP in 2011 */
  assert_parses("4.9406564584124654e-324", 0x1p-1074);
  assert_parses("2.4703282292062327e-324", 0); /* just below half of the least */
  assert_parses("2.4703282292062328e-324", 0x1p-1074);
}

static void digits_far_behind_decide_a_tie(void **state) {
  (void)state;
  char text[2000];
  const size_t length = strlen("9007199254740993.");
  memset(text, '0', sizeof text);
  memcpy(text, "9007199254740993.", length);

  double got = NAN;
  assert_true(cvs_parse_double(text, 1999, &got));
  assert_close(got, 9007199254740992, 0);

  text[1998] = '1';
  assert_true(cvs_parse_double(text, 1999, &got));
  assert_close(got, 9007199254740994, 0);
}

static void long_numbers_keep_their_scale(void **state) {
  (void)state;
  char text[1100];
  memset(text, '0', sizeof text);
  text[0] = '1';
  double got = NAN;

  assert_true(cvs_parse_double(text, 301, &got));
  assert_close(got, 1e300, 0);
  assert_false(cvs_parse_double(text, 400, &got));
  memcpy(text + 1000, "e-1000", 6);
  assert_true(cvs_parse_double(text, 1006, &got));
  assert_close(got, 0.1, 0);
}

static void beyond_a_double_is_refused(void **state) {
  (void)state;
  double got = 7;

  assert_false(parse("1.7976931348623159e308", &got));
  assert_false(parse("1e309", &got));
  assert_false(parse("-1e99999999999999999999", &got));
  assert_close(got, 7, 0);
  assert_parses("1e-99999999999999999999", 0);
}

static void random_doubles_agree_with_strtod(void **state) {
  (void)state;
  uint64_t bits = UINT64_C(0x9e3779b97f4a7c15);

  for (int i = 0; i < 300000; i++) {
    bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    double want;
    memcpy(&want, &bits, sizeof want);
    if (!isfinite(want))
      continue;
    char text[64];
    (void)snprintf(text, sizeof text, "%.*g", 1 + i % 25, want);
    const double rounded = strtod(text, NULL);
    double got = NAN;
    if (isfinite(rounded)) {
      assert_true(parse(text, &got));
      assert_close(got, rounded, 0);
    }
  }
}

static void the_locale_has_no_say(void **state) {
  (void)state;
  if (!enter_comma_locale()) {
    leave_comma_locale();
    skip();
  }

  assert_parses("1.5", 1.5);
  assert_parses("1.2345678901234567890123", 1.2345678901234567);
  double got = 7;
  assert_false(parse("1,5", &got));
  leave_comma_locale();
}

static void counts_are_digits_only(void **state) {
  (void)state;
  uint64_t got = 7;
  bool overflow = true;

  assert_true(cvs_parse_u64("18446744073709551615", 20, &got, &overflow));
  assert_true(got == UINT64_MAX && !overflow);
  assert_true(cvs_parse_u64("0000000000000000000000000012", 28, &got, &overflow));
  assert_int_equal(got, 12);
  assert_false(cvs_parse_u64("18446744073709551616", 20, &got, &overflow));
  assert_true(overflow);
  assert_false(cvs_parse_u64("99999999999999999999999x", 24, &got, &overflow));
  assert_false(overflow);
  assert_false(cvs_parse_u64("", 0, &got, &overflow));
  assert_false(cvs_parse_u64("-1", 2, &got, &overflow));
  assert_false(cvs_parse_u64("1.0", 3, &got, &overflow));
  assert_int_equal(got, 12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decimals_are_read),
      cmocka_unit_test(what_is_no_decimal_is_refused),
      cmocka_unit_test(the_nearest_double_is_taken),
      cmocka_unit_test(digits_far_behind_decide_a_tie),
      cmocka_unit_test(long_numbers_keep_their_scale),
      cmocka_unit_test(beyond_a_double_is_refused),
      cmocka_unit_test(random_doubles_agree_with_strtod),
      cmocka_unit_test(the_locale_has_no_say),
      cmocka_unit_test(counts_are_digits_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

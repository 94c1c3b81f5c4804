/* Decimal numbers as the world writes them. */
#include "data/decimal.h"
#include "support/assert_close.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_number_style comma_file = {',', 0}, semicolon_file = {';', 0};

static void expect(const char *text, const cvs_number_style *style, double want) {
  cvs_decimal found = {0};

  assert_int_equal(cvs_read_decimal(text, strlen(text), style, &found), CVS_NUMBER_FINE);

  assert_close(found.value, want, 0);
}

static void expect_fault(const char *text, const cvs_number_style *style, cvs_number_fault want) {
  cvs_decimal found = {0};

  assert_int_equal(cvs_read_decimal(text, strlen(text), style, &found), want);
}

static void reads_points_and_percents(void **state) {
  (void)state;

  expect("0.032", &comma_file, 0.032);
  expect("3.2%", &comma_file, 0.032);
  expect("0.7 %", &comma_file, 0.007);
  expect("-2.5%", &comma_file, -0.025);
  expect("+4", &comma_file, 4);
  expect("\xE2\x88\x92"
         "1",
         &comma_file, -1); /* a typeset minus */
  expect("12", &comma_file, 12);
  expect("1e-3", &comma_file, 1e-3);
  expect("5e0%", &comma_file, 0.05);
  expect(" 39.90 ", &comma_file, 39.9);
}

static void reads_groups_and_commas(void **state) {
  (void)state;

  expect("1,234", &comma_file, 1234);
  expect("1,234.50", &comma_file, 1234.5);
  expect("1.234,50", &semicolon_file, 1234.5);
  expect("39,90", &semicolon_file, 39.9);
  expect("3,2 %", &semicolon_file, 0.032);
  expect("1\xC2\xA0"
         "234,5",
         &semicolon_file, 1234.5);
  expect("1'234'567.5", &comma_file, 1234567.5);
  expect("0.125", &semicolon_file, 0.125); /* no group begins with 0 */
}

static void asks_where_two_readings_differ(void **state) {
  (void)state;
  const cvs_number_style said_comma = {';', ','}, said_point = {';', '.'};

  expect_fault("1.234", &semicolon_file, CVS_NUMBER_AMBIGUOUS);
  expect_fault("1,234", &semicolon_file, CVS_NUMBER_AMBIGUOUS);
  expect_fault("12,5", &comma_file, CVS_NUMBER_AMBIGUOUS);
  expect("1.234", &said_comma, 1234);
  expect("1.234", &said_point, 1.234);
  expect("12,5", &(const cvs_number_style){',', ','}, 12.5);
  expect_fault("12,5", &said_point, CVS_NUMBER_NONE);
}

static void refuses_what_is_no_number(void **state) {
  (void)state;
  static const char *const none[] = {"x",         "1x", "1..2", "--1", "%",  "1%%", "1,23,4",
                                     "12,34,567", ".5", "5.",   "nan", "1e", "0x10"};

  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    expect_fault(none[i], &comma_file, CVS_NUMBER_NONE);
  expect_fault("", &comma_file, CVS_NUMBER_EMPTY);
  expect_fault("   ", &comma_file, CVS_NUMBER_EMPTY);
}

static void refuses_a_number_longer_than_anybody_writes(void **state) {
  (void)state;
  char text[100];
  memset(text, '1', sizeof text);
  text[sizeof text - 1] = '\0';

  expect_fault(text, &comma_file, CVS_NUMBER_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_points_and_percents),
      cmocka_unit_test(reads_groups_and_commas),
      cmocka_unit_test(asks_where_two_readings_differ),
      cmocka_unit_test(refuses_what_is_no_number),
      cmocka_unit_test(refuses_a_number_longer_than_anybody_writes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

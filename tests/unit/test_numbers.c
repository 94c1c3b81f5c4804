/* Counts in all their spellings. The expected values are what the spellings mean. */
#include "data/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const cvs_number_style comma_file = {',', '\0'};
static const cvs_number_style semicolon_file = {';', '\0'};

static void check_count(const char *text, const cvs_number_style *style, uint64_t want) {
  uint64_t got = 0;
  const cvs_number_fault fault = cvs_read_count(text, strlen(text), style, &got);
  if (fault != CVS_NUMBER_FINE || got != want)
    fail_msg("\"%s\" gives fault %d, value %llu", text, (int)fault, (unsigned long long)got);
}

static void check_fault(const char *text, const cvs_number_style *style, cvs_number_fault want) {
  uint64_t value = 0;
  const cvs_number_fault got = cvs_read_count(text, strlen(text), style, &value);
  if (got != want)
    fail_msg("\"%s\" gives fault %d instead of %d", text, (int)got, (int)want);
}

static void plain_digits_are_counts(void **state) {
  (void)state;
  check_count("0", &comma_file, 0);
  check_count("007", &comma_file, 7);
  check_count("1234567", &semicolon_file, 1234567);
  check_count("9007199254740991", &comma_file, 9007199254740991U);
}

static void groups_of_three_may_be_parted_by_spaces_and_apostrophes(void **state) {
  (void)state;
  check_count("1 234", &comma_file, 1234);
  check_count("12\u00A0345\u00A0678", &semicolon_file, 12345678);
  check_count("1\u202F234", &semicolon_file, 1234);
  check_count("1'234'567", &comma_file, 1234567);
  check_count("1\u2019234", &comma_file, 1234);
  check_count(" \u00A0 42 \u202F", &comma_file, 42);
}

static void a_comma_parts_groups_where_the_delimiter_is_a_comma(void **state) {
  (void)state;
  check_count("1,234", &comma_file, 1234);
  check_count("1,234,567", &comma_file, 1234567);
  check_count("1,234.0", &comma_file, 1234);
}

static void a_single_mark_before_three_digits_is_ambiguous_where_the_delimiter_is_no_comma(void **state) {
  (void)state;
  check_fault("1,234", &semicolon_file, CVS_NUMBER_AMBIGUOUS);
  check_fault("1.234", &semicolon_file, CVS_NUMBER_AMBIGUOUS);
  check_fault("1.234", &comma_file, CVS_NUMBER_AMBIGUOUS);
  check_fault("12.000", &semicolon_file, CVS_NUMBER_AMBIGUOUS);
}

static void naming_the_decimal_mark_settles_what_was_ambiguous(void **state) {
  (void)state;
  const cvs_number_style point = {';', '.'};
  const cvs_number_style comma = {';', ','};

  check_count("1,234", &point, 1234);
  check_fault("1.234", &point, CVS_NUMBER_FRACTION);
  check_count("1.234", &comma, 1234);
  check_fault("1,234", &comma, CVS_NUMBER_FRACTION);
  check_count("12.000", &comma, 12000);
  check_count("12.000", &point, 12);
}

static void two_marks_or_two_groups_have_one_reading(void **state) {
  (void)state;
  check_count("1.234,00", &semicolon_file, 1234);
  check_count("1,234.00", &semicolon_file, 1234);
  check_count("1.234.567", &comma_file, 1234567);
  check_count("1 234,0", &semicolon_file, 1234);
  check_fault("1 234,567", &semicolon_file, CVS_NUMBER_FRACTION);
}

static void fractions_of_zeros_are_whole_and_others_are_refused(void **state) {
  (void)state;
  check_count("12.0", &comma_file, 12);
  check_count("12,0", &semicolon_file, 12);
  check_fault("12.5", &comma_file, CVS_NUMBER_FRACTION);
  check_fault("0,5", &semicolon_file, CVS_NUMBER_FRACTION);
  check_fault("0.123", &semicolon_file, CVS_NUMBER_FRACTION);
  check_fault("1,23", &comma_file, CVS_NUMBER_FRACTION);
}

static void exponents_are_read_where_the_value_is_whole(void **state) {
  (void)state;
  check_count("1e+05", &comma_file, 100000);
  check_count("1.5E3", &comma_file, 1500);
  check_count("1200e-2", &comma_file, 12);
  check_count("0e99999", &comma_file, 0);
  check_fault("1e-3", &comma_file, CVS_NUMBER_FRACTION);
  check_fault("1.2345e3", &comma_file, CVS_NUMBER_FRACTION);
  check_fault("1e", &comma_file, CVS_NUMBER_NONE);
}

static void counts_beyond_the_limits_say_which_limit(void **state) {
  (void)state;
  check_fault("9007199254740992", &comma_file, CVS_NUMBER_LARGE);
  check_fault("18446744073709551615", &comma_file, CVS_NUMBER_LARGE);
  check_fault("18446744073709551616", &comma_file, CVS_NUMBER_HUGE);
  check_fault("1e300", &comma_file, CVS_NUMBER_HUGE);
  check_fault("1e99999999999999999999", &comma_file, CVS_NUMBER_HUGE);
  check_fault("999999999999999999999999999999999999", &comma_file, CVS_NUMBER_HUGE);
}

static void negative_numbers_are_told_from_words(void **state) {
  (void)state;
  check_fault("-5", &comma_file, CVS_NUMBER_NEGATIVE);
  check_fault("\u22125", &comma_file, CVS_NUMBER_NEGATIVE);
  check_fault("-1.5", &comma_file, CVS_NUMBER_NEGATIVE);
  check_fault("-", &comma_file, CVS_NUMBER_NONE);
  check_fault("--5", &comma_file, CVS_NUMBER_NONE);
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  static const char *const words[] = {"abc", "12a", ",5", "5,", "1.2.3", "1,234 567", "0x10",
                                      "inf", "nan", "+5", "5%", "1 23",  "5 5"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    check_fault(words[i], &comma_file, CVS_NUMBER_NONE);
  check_fault("", &comma_file, CVS_NUMBER_EMPTY);
  check_fault(" \u00A0", &comma_file, CVS_NUMBER_EMPTY);
}

static void between_commas_a_decimal_comma_must_be_said(void **state) {
  (void)state;
  /* "10,00" used to be read as 10 in a file whose fields are parted by commas. */
  const cvs_number_style said = {.delimiter = ',', .decimal = ','};
  check_fault("10,00", &comma_file, CVS_NUMBER_AMBIGUOUS);
  check_fault("1.234,00", &comma_file, CVS_NUMBER_AMBIGUOUS);
  check_count("10,00", &said, 10);
}

/* Both ways, which agree. */
static cvs_number_fault read_amount(const char *text, char delimiter, char decimal, int64_t *value) {
  const cvs_number_style style = {delimiter, decimal};
  int64_t quick = INT64_MAX;
  const cvs_number_fault fault = cvs_read_amount(text, strlen(text), &style, value);
  assert_int_equal(cvs_read_amount_quickly(text, strlen(text), &style, &quick), fault);
  if (fault == CVS_NUMBER_FINE)
    assert_int_equal(quick, *value);
  return fault;
}

static int64_t amount(const char *text, char delimiter, char decimal) {
  int64_t value = INT64_MIN;
  assert_int_equal(read_amount(text, delimiter, decimal, &value), CVS_NUMBER_FINE);
  return value;
}

static cvs_number_fault amount_fault(const char *text, char delimiter, char decimal) {
  int64_t value = 0;
  return read_amount(text, delimiter, decimal, &value);
}

static void nothing_is_an_amount_where_it_is_written_as_the_style_has_it(void **state) {
  (void)state;
  assert_int_equal(amount("0", ',', 0), 0);
  assert_int_equal(amount("0", ';', ','), 0);
  assert_int_equal(amount("0.00", ',', 0), 0);
  assert_int_equal(amount("0.00", ';', 0), 0);
  assert_int_equal(amount("0.00", ';', '.'), 0);
  assert_int_equal(amount_fault("0.00", ';', ','), CVS_NUMBER_NONE);
  assert_int_equal(amount("0,00", ';', ','), 0);
  assert_int_equal(amount_fault("0.0.", ',', 0), CVS_NUMBER_NONE);
  assert_int_equal(amount_fault("x", ',', 0), CVS_NUMBER_NONE);
}

static void amounts_are_read_to_the_millionth(void **state) {
  (void)state;
  assert_int_equal(amount("12.5", ',', 0), 12500000);
  assert_int_equal(amount("-3", ',', 0), -3000000);
  assert_int_equal(amount("\u22120.50", ',', 0), -500000);
  assert_int_equal(amount("0.000001", ',', 0), 1);
  assert_int_equal(amount("1,234.50", ',', 0), 1234500000);
  assert_int_equal(amount("1 234,5", ';', 0), 1234500000);
  assert_int_equal(amount("1.5e3", ',', 0), 1500000000);
  assert_int_equal(amount("007.10", ',', 0), 7100000);
  assert_int_equal(amount("123456789012.123456", ',', 0), INT64_C(123456789012123456));
  assert_int_equal(amount("", ',', 0), 0);
  assert_int_equal(amount("  ", ',', 0), 0);
}

static void what_is_behind_the_millionth_is_rounded_half_away_from_zero(void **state) {
  (void)state;
  assert_int_equal(amount("29.990000000000002", ',', 0), 29990000);
  assert_int_equal(amount("0.30000000000000004", ',', 0), 300000);
  assert_int_equal(amount("0.0000005", ',', 0), 1);
  assert_int_equal(amount("-0.0000005", ',', 0), -1);
  assert_int_equal(amount_fault("0.00000049999", ',', 0), CVS_NUMBER_TINY);
  assert_int_equal(amount("0.9999999", ',', 0), 1000000);
  assert_int_equal(amount_fault("1e-9", ',', 0), CVS_NUMBER_TINY);
  assert_int_equal(amount("0.0000000000", ',', 0), 0);
}

static cvs_number_fault read_sum(const char *text, cvs_amount_sum *out) {
  const cvs_number_style style = {.delimiter = ','};
  return cvs_read_amount_sum(text, strlen(text), &style, out);
}

static void sums_of_amounts_go_beyond_what_one_amount_may_be(void **state) {
  (void)state;
  const cvs_amount_sum quintillion = INT64_C(1000000000000000000);
  cvs_amount_sum sum = 0;

  assert_int_equal(read_sum("16000000000000", &sum), CVS_NUMBER_FINE); /* of two users of 8 x 10^12 */
  assert_true(sum == 16 * quintillion);
  assert_int_equal(read_sum("-90071992547.409931", &sum), CVS_NUMBER_FINE);
  assert_true(sum == -INT64_C(90071992547409931));
  assert_int_equal(read_sum("1.6e+21", &sum), CVS_NUMBER_FINE);
  assert_true(sum == quintillion * 1600000000);
  assert_int_equal(read_sum("99999999999999999999999999999999.999999", &sum), CVS_NUMBER_FINE);
  assert_true(sum == quintillion * quintillion * 100 - 1);
  assert_int_equal(read_sum("12.5", &sum), CVS_NUMBER_FINE);
  assert_true(sum == 12500000);
  assert_int_equal(read_sum("0.0000001", &sum), CVS_NUMBER_TINY);
  assert_true(sum == 0);
  assert_int_equal(read_sum("100000000000000000000000000000000", &sum), CVS_NUMBER_LARGE);
  assert_int_equal(read_sum("1e300", &sum), CVS_NUMBER_LARGE);
  assert_int_equal(read_sum("ten", &sum), CVS_NUMBER_NONE);
}

static void a_comma_file_has_decimal_points_and_others_must_be_readable_one_way(void **state) {
  (void)state;
  assert_int_equal(amount("1.234", ',', 0), 1234000);
  assert_int_equal(amount("1.5", ';', 0), 1500000);
  assert_int_equal(amount("1,5", ';', 0), 1500000);
  assert_int_equal(amount("1.234,56", ';', 0), 1234560000);
  assert_int_equal(amount("1.234", ';', ','), 1234000000);
  assert_int_equal(amount("1,234", ';', '.'), 1234000000);
  assert_int_equal(amount("1,25", '\t', ','), 1250000);
  assert_int_equal(amount_fault("1.234", ';', 0), CVS_NUMBER_AMBIGUOUS);
  assert_int_equal(amount_fault("1,234", ';', 0), CVS_NUMBER_AMBIGUOUS);
  assert_int_equal(amount_fault("10,00", ',', 0), CVS_NUMBER_AMBIGUOUS);
}

static void texts_that_are_no_amount_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"ten", "12.", ".", "-", "1.2.3", "0x10", "1e", "12 EUR", "nan", "--1"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    assert_int_equal(amount_fault(wrong[i], ',', 0), CVS_NUMBER_NONE);
}

static void amounts_of_nine_trillion_and_more_are_too_large(void **state) {
  (void)state;
  assert_int_equal(amount("9007199254740.990999", ',', 0), INT64_C(9007199254740990999));
  assert_int_equal(amount_fault("9007199254740.991", ',', 0), CVS_NUMBER_LARGE);
  assert_int_equal(amount_fault("-1e300", ',', 0), CVS_NUMBER_LARGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_an_amount_where_it_is_written_as_the_style_has_it),
      cmocka_unit_test(amounts_are_read_to_the_millionth),
      cmocka_unit_test(what_is_behind_the_millionth_is_rounded_half_away_from_zero),
      cmocka_unit_test(sums_of_amounts_go_beyond_what_one_amount_may_be),
      cmocka_unit_test(a_comma_file_has_decimal_points_and_others_must_be_readable_one_way),
      cmocka_unit_test(texts_that_are_no_amount_are_refused),
      cmocka_unit_test(amounts_of_nine_trillion_and_more_are_too_large),
      cmocka_unit_test(between_commas_a_decimal_comma_must_be_said),
      cmocka_unit_test(plain_digits_are_counts),
      cmocka_unit_test(groups_of_three_may_be_parted_by_spaces_and_apostrophes),
      cmocka_unit_test(a_comma_parts_groups_where_the_delimiter_is_a_comma),
      cmocka_unit_test(a_single_mark_before_three_digits_is_ambiguous_where_the_delimiter_is_no_comma),
      cmocka_unit_test(naming_the_decimal_mark_settles_what_was_ambiguous),
      cmocka_unit_test(two_marks_or_two_groups_have_one_reading),
      cmocka_unit_test(fractions_of_zeros_are_whole_and_others_are_refused),
      cmocka_unit_test(exponents_are_read_where_the_value_is_whole),
      cmocka_unit_test(counts_beyond_the_limits_say_which_limit),
      cmocka_unit_test(negative_numbers_are_told_from_words),
      cmocka_unit_test(what_is_no_number_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

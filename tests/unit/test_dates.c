/* Dates in all their spellings. Day numbers are `date -u -d DATE +%s` divided by 86400 (GNU coreutils). */
#include "data/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { AUGUST_1_2024 = 19936, JANUARY_8_2024 = 19730, LEAP_DAY_2000 = 11016 };

static const cvs_date_style utc = {NULL, 0};

static void check_day(const char *text, const cvs_date_style *style, int64_t want) {
  cvs_date got = {0, 0};
  if (!cvs_read_date(text, strlen(text), style, &got) || got.day_first != want || got.month_first != want)
    fail_msg("\"%s\" gives %lld and %lld", text, (long long)got.day_first, (long long)got.month_first);
}

static void check_none(const char *text, const cvs_date_style *style) {
  cvs_date got;
  if (cvs_read_date(text, strlen(text), style, &got))
    fail_msg("\"%s\" gives %lld", text, (long long)got.day_first);
}

static void iso_dates_are_read_with_and_without_separators(void **state) {
  (void)state;
  check_day("2024-08-01", &utc, AUGUST_1_2024);
  check_day("2024/8/1", &utc, AUGUST_1_2024);
  check_day("20240801", &utc, AUGUST_1_2024);
  check_day("1970-01-01", &utc, 0);
  check_day("1969-12-31", &utc, -1);
  check_day("2000-02-29", &utc, LEAP_DAY_2000);
}

static void a_time_behind_the_date_is_read_and_a_zone_moves_it(void **state) {
  (void)state;
  const cvs_date_style east = {NULL, 2 * 3600};

  check_day("2024-08-01T10:15", &utc, AUGUST_1_2024);
  check_day("2024-08-01 23:59:60.25", &utc, AUGUST_1_2024);
  check_day("2024-08-01T23:30:00Z", &utc, AUGUST_1_2024);
  check_day("2024-08-01T23:30:00Z", &east, AUGUST_1_2024 + 1);
  check_day("2024-08-01T01:30:00+02:00", &utc, AUGUST_1_2024 - 1);
  check_day("2024-08-01 23:30:00 -0300", &utc, AUGUST_1_2024 + 1);
  check_day("2024-08-01 23:30", &east, AUGUST_1_2024);
}

static void dots_put_the_day_first(void **state) {
  (void)state;
  check_day("1.08.2024", &utc, AUGUST_1_2024);
  check_day("01.8.2024 10:15", &utc, AUGUST_1_2024);
}

static void slashes_have_two_readings_where_both_days_exist(void **state) {
  (void)state;
  cvs_date date;

  assert_true(cvs_read_date("01/08/2024", 10, &utc, &date));

  assert_int_equal(date.day_first, AUGUST_1_2024);
  assert_int_equal(date.month_first, JANUARY_8_2024);
}

static void slashes_have_one_reading_where_a_number_is_above_twelve(void **state) {
  (void)state;
  cvs_date date;

  assert_true(cvs_read_date("31-08-2024", 10, &utc, &date));
  assert_int_equal(date.day_first, AUGUST_1_2024 + 30);
  assert_true(date.month_first == CVS_NO_DAY);

  assert_true(cvs_read_date("8/31/2024", 9, &utc, &date));
  assert_true(date.day_first == CVS_NO_DAY);
  assert_int_equal(date.month_first, AUGUST_1_2024 + 30);
}

static void epoch_seconds_and_milliseconds_are_told_by_their_digits(void **state) {
  (void)state;
  const cvs_date_style west = {NULL, -3600};

  check_day("1722470400", &utc, AUGUST_1_2024); /* 2024-08-01T00:00:00Z */
  check_day("1722470400000", &utc, AUGUST_1_2024);
  check_day("1722470400.25", &utc, AUGUST_1_2024);
  check_day("1722470400", &west, AUGUST_1_2024 - 1);
}

static void a_format_settles_the_order(void **state) {
  (void)state;
  const cvs_date_style day_first = {"DD/MM/YYYY", 0};
  const cvs_date_style month_first = {"MM/DD/YYYY", 0};
  const cvs_date_style short_year = {"D.M.YY", 0};

  check_day("01/08/2024", &day_first, AUGUST_1_2024);
  check_day("01/08/2024 10:00", &month_first, JANUARY_8_2024);
  check_day("1.8.24", &short_year, AUGUST_1_2024);
  check_day("1.1.70", &short_year, 0);
  check_none("2024-08-01", &day_first);
  check_none("31/08/2024", &month_first);
}

static bool names_no_day(const char *text, const char *format) {
  return cvs_names_no_day(text, strlen(text), format);
}

static void a_day_that_does_not_exist_is_told_from_what_is_no_date(void **state) {
  (void)state;
  static const char *const missing[] = {"2024-04-31", "2023-02-29T10:00:00Z", "2024/13/1", "31/31/2024", "32.01.2024"};
  static const char *const other[] = {"2024-04-30", "yesterday", "",           "99999999",          "0000-00-00",
                                      "31/08/2024", "8/31/2024", "1714521600", "2024-04-31T25:00Z", "2024-04-31x"};

  for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++)
    if (!names_no_day(missing[i], NULL))
      fail_msg("\"%s\" is not known to be written as a date", missing[i]);
  for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
    if (names_no_day(other[i], NULL))
      fail_msg("\"%s\" is taken for a day that does not exist", other[i]);
  assert_true(names_no_day("04/31/2024", "DD/MM/YYYY"));
  assert_false(names_no_day("31/04/24", "DD/MM/YYYY"));
  assert_true(names_no_day("31/04/24", "DD/MM/YY"));
}

static void days_that_no_calendar_has_are_refused(void **state) {
  (void)state;
  static const char *const words[] = {"2023-02-29", "1900-02-29",        "2024-13-01",       "2024-00-10", "2024-04-31",
                                      "31/31/2024", "32.01.2024",        "2024-08-01T24:01", "yesterday",  "",
                                      "1/2/24",     "2024-08-01 10:60",  "2024-08-01x",      "45000",      "0999-01-01",
                                      "2024-08/01", "172247040012345678"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    check_none(words[i], &utc);
}

static void formats_need_year_month_and_day_once(void **state) {
  (void)state;
  assert_true(cvs_date_format_valid("DD/MM/YYYY"));
  assert_true(cvs_date_format_valid("YYMMDD"));
  assert_false(cvs_date_format_valid("DD/MM"));
  assert_false(cvs_date_format_valid("DD/DD/YYYY"));
  assert_false(cvs_date_format_valid("DD/MM/YYY"));
  assert_false(cvs_date_format_valid(""));
}

static void time_zones_are_utc_or_an_offset(void **state) {
  (void)state;
  int64_t seconds = 1;

  assert_true(cvs_read_timezone("UTC", &seconds));
  assert_int_equal(seconds, 0);
  assert_true(cvs_read_timezone("+05:30", &seconds));
  assert_int_equal(seconds, 5 * 3600 + 30 * 60);
  assert_true(cvs_read_timezone("-0330", &seconds));
  assert_int_equal(seconds, -(3 * 3600 + 30 * 60));
  assert_false(cvs_read_timezone("", &seconds));
  assert_false(cvs_read_timezone("+15", &seconds));
  assert_false(cvs_read_timezone("Europe/Berlin", &seconds));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(iso_dates_are_read_with_and_without_separators),
      cmocka_unit_test(a_time_behind_the_date_is_read_and_a_zone_moves_it),
      cmocka_unit_test(dots_put_the_day_first),
      cmocka_unit_test(slashes_have_two_readings_where_both_days_exist),
      cmocka_unit_test(slashes_have_one_reading_where_a_number_is_above_twelve),
      cmocka_unit_test(epoch_seconds_and_milliseconds_are_told_by_their_digits),
      cmocka_unit_test(a_format_settles_the_order),
      cmocka_unit_test(a_day_that_does_not_exist_is_told_from_what_is_no_date),
      cmocka_unit_test(days_that_no_calendar_has_are_refused),
      cmocka_unit_test(formats_need_year_month_and_day_once),
      cmocka_unit_test(time_zones_are_utc_or_an_offset),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

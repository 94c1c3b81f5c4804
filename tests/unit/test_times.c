/* Moments: what each form means, and that the fast ways agree with the slow one. Expected seconds are those of
 * `date -u -d TEXT +%s` (GNU coreutils). */
#include "data/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const int64_t million = 1000000;

static void check(const cvs_clock *style, const char *text, int64_t want) {
  cvs_clock clock = *style;
  int64_t got = 0;
  if (cvs_read_time(&clock, text, strlen(text), &got) != CVS_TIME_FINE)
    fail_msg("%s is no time", text);
  assert_int_equal(got, want);
}

static void check_fault(const cvs_clock *style, const char *text, cvs_time_fault want) {
  cvs_clock clock = *style;
  int64_t got = 0;
  assert_int_equal(cvs_read_time(&clock, text, strlen(text), &got), want);
}

static void times_of_all_forms_are_read_to_the_microsecond(void **state) {
  (void)state;
  static const cvs_clock utc;
  check(&utc, "2024-08-01T10:15:00Z", 1722507300 * million);
  check(&utc, "2024-08-01 10:15:00", 1722507300 * million);
  check(&utc, "2024-08-01T10:15:00.25Z", 1722507300 * million + 250000);
  check(&utc, "2024-08-01T10:15:00.123456789", 1722507300 * million + 123456);
  check(&utc, "2024-08-01T10:15:00,5", 1722507300 * million + 500000);
  check(&utc, "2024-08-01T10:15:00+02:00", 1722500100 * million);
  check(&utc, "2024-08-01T10:15:00.000001-0330", 1722519900 * million + 1);
  check(&utc, "2024-08-01T00:15:00+14:00", 1722420900 * million);
  check(&utc, "2024-08-01", 1722470400 * million);
  check(&utc, "20240801", 1722470400 * million);
  check(&utc, "1.08.2024 10:15", 1722507300 * million);
  check(&utc, "1722507300", 1722507300 * million);
  check(&utc, "1722507300.5", 1722507300 * million + 500000);
  check(&utc, "1722507300123", 1722507300 * million + 123000);
  check(&utc, "2016-12-31T23:59:60Z", 1483228799 * million);
  check(&utc, "1969-12-31T23:59:59.5Z", -500000);
}

static void a_time_without_a_zone_is_in_the_zone_of_the_style(void **state) {
  (void)state;
  const cvs_clock east = {.style = {NULL, 2 * 3600}};
  check(&east, "2024-08-01T10:15:00", 1722500100 * million);
  check(&east, "2024-08-01", 1722463200 * million);
  check(&east, "2024-08-01T10:15:00Z", 1722507300 * million);
  check(&east, "1722507300", 1722507300 * million);
}

static void texts_that_are_no_time_are_refused(void **state) {
  (void)state;
  static const cvs_clock utc;
  static const char *const wrong[] = {"",
                                      "now",
                                      "2024-13-01T10:15:00Z",
                                      "2024-02-30T10:15:00Z",
                                      "2024-08-01T24:00:00Z",
                                      "2024-08-01T10:60:00Z",
                                      "2024-08-01T10:15:61Z",
                                      "2024-08-01T10:15:0xZ",
                                      "2024-08-01T10:15:00.",
                                      "2024-08-01T10:15:00.Z",
                                      "2024-08-01T10:15:00Zulu",
                                      "2024-08-01T10:15:00+15:00",
                                      "2024-08-01T10:15:00+02:60",
                                      "172250730x",
                                      "17225073001234567"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    check_fault(&utc, wrong[i], CVS_TIME_NONE);
}

static void dates_with_two_readings_need_an_order(void **state) {
  (void)state;
  const cvs_clock open = {.order = CVS_ORDER_OPEN};
  const cvs_clock day_first = {.order = CVS_ORDER_DAY_FIRST};
  const cvs_clock month_first = {.order = CVS_ORDER_MONTH_FIRST};
  check_fault(&open, "02/01/2024 00:00", CVS_TIME_OPEN);
  check_fault(&open, "31/01/2024", CVS_TIME_OPEN);
  check(&day_first, "02/01/2024 00:00", 1704153600 * million);   /* 2 January */
  check(&month_first, "02/01/2024 00:00", 1706745600 * million); /* 1 February */
  check(&day_first, "31/01/2024", 1706659200 * million);
  check_fault(&month_first, "31/01/2024", CVS_TIME_OTHER);
  check_fault(&day_first, "01/31/2024", CVS_TIME_OTHER);
  check(&open, "02/02/2024", 1706832000 * million); /* the same either way */
}

static void a_format_settles_what_a_date_is(void **state) {
  (void)state;
  const cvs_clock format = {.style = {"MM/DD/YYYY", 0}};
  check(&format, "02/01/2024 12:00:00.5", 1706788800 * million + 500000);
  check_fault(&format, "2024-02-01", CVS_TIME_NONE);
}

static void the_date_that_is_remembered_is_that_of_the_text(void **state) {
  (void)state;
  cvs_clock clock = {.order = CVS_ORDER_OPEN};
  static const char *const texts[] = {"2024-08-01T00:00:00", "2024-08-02T00:00:00", "2024-09-02T00:00:00",
                                      "2024-08-02T00:00:01", "2024-08-01T00:00:00"};
  static const int64_t want[] = {1722470400, 1722556800, 1725235200, 1722556801, 1722470400};

  for (size_t i = 0; i < 5; i++) {
    int64_t got = 0;
    assert_int_equal(cvs_read_time(&clock, texts[i], strlen(texts[i]), &got), CVS_TIME_FINE);
    assert_int_equal(got, want[i] * million);
  }
}

static void the_minute_that_is_remembered_is_that_of_the_text(void **state) {
  (void)state;
  cvs_clock clock = {.order = CVS_ORDER_OPEN};
  static const char *const texts[] = {
      "2024-08-01T10:15:00", "2024-08-01T10:15:59.5Z",    "2024-08-01T10:15:07.123456", "2024-08-01T10:16:00.1234Z",
      "2024-08-01 10:15:30", "2024-08-01T11:15:30+02:00", "2024-08-01T10:15:01.000Z",   "2024-08-01T10:15:01.09"};
  static const int64_t want[] = {1722507300000000, 1722507359500000, 1722507307123456, 1722507360123400,
                                 1722507330000000, 1722503730000000, 1722507301000000, 1722507301090000};

  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    int64_t got = 0;
    assert_int_equal(cvs_read_time(&clock, texts[i], strlen(texts[i]), &got), CVS_TIME_FINE);
    assert_int_equal(got, want[i]);
  }
  int64_t none = 0;
  assert_int_equal(cvs_read_time(&clock, "2024-08-01T10:15x00", 19, &none), CVS_TIME_NONE);
  assert_int_equal(cvs_read_time(&clock, "2024-08-01T10:15:60.1.", 22, &none), CVS_TIME_NONE);
}

static void days_begin_at_midnight_of_their_zone(void **state) {
  (void)state;
  assert_int_equal(cvs_time_day(0, 0), 0);
  assert_int_equal(cvs_time_day(-1, 0), -1);
  assert_int_equal(cvs_time_day(86400 * million - 1, 0), 0);
  assert_int_equal(cvs_time_day(86400 * million - 1, 1), 1);
  assert_int_equal(cvs_time_day(-86400 * million, 0), -1);
  assert_int_equal(cvs_time_day(86400 * million, -1), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(times_of_all_forms_are_read_to_the_microsecond),
      cmocka_unit_test(a_time_without_a_zone_is_in_the_zone_of_the_style),
      cmocka_unit_test(texts_that_are_no_time_are_refused),
      cmocka_unit_test(dates_with_two_readings_need_an_order),
      cmocka_unit_test(a_format_settles_what_a_date_is),
      cmocka_unit_test(the_date_that_is_remembered_is_that_of_the_text),
      cmocka_unit_test(the_minute_that_is_remembered_is_that_of_the_text),
      cmocka_unit_test(days_begin_at_midnight_of_their_zone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

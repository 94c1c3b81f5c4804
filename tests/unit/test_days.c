/* Which of two readings a file has meant. Day numbers: `date -u -d DATE +%s` / 86400. */
#include "data/days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { FEBRUARY_1_2024 = 19754, JANUARY_2_2024 = 19724 };

static uint32_t add(cvs_days *days, const char *text, uint64_t line) {
  static const cvs_date_style utc;
  cvs_date date;
  uint32_t index = 0;
  assert_true(cvs_read_date(text, strlen(text), &utc, &date));
  assert_int_equal(cvs_days_add(days, &date, line, text, &index), CVS_OK);
  return index;
}

static void check_settle_fails(cvs_days *days, uint64_t line, const char *message) {
  cvs_error error = {0};
  assert_int_equal(cvs_days_settle(days, "file", "date", &error), CVS_EDATA);
  assert_int_equal(error.line, line);
  assert_string_equal(error.source, "file");
  assert_string_equal(error.message, message);
}

static void one_date_that_has_one_reading_settles_a_file(void **state) {
  (void)state;
  cvs_days days = {0};
  cvs_days_begin_file(&days);
  const uint32_t open = add(&days, "01/02/2024", 2);

  add(&days, "13/02/2024", 3);
  assert_int_equal(cvs_days_settle(&days, "first", "date", NULL), CVS_OK);
  assert_int_equal(days.day[open], FEBRUARY_1_2024);

  cvs_days_begin_file(&days);
  const uint32_t again = add(&days, "01/02/2024", 2);
  add(&days, "02/13/2024", 3);
  assert_int_equal(cvs_days_settle(&days, "second", "date", NULL), CVS_OK);
  assert_int_equal(days.day[again], JANUARY_2_2024);
  assert_int_equal(days.day[open], FEBRUARY_1_2024); /* the first file keeps its reading */
  cvs_days_free(&days);
}

static void a_file_that_allows_both_is_refused_at_its_first_such_date(void **state) {
  (void)state;
  cvs_days days = {0};
  cvs_days_begin_file(&days);
  add(&days, "05/05/2024", 2); /* the same day both ways */
  add(&days, "01/02/2024", 3);
  add(&days, "03/02/2024", 4);

  check_settle_fails(&days, 3,
                     "column \"date\" is \"01/02/2024\", which has two readings, expected --date-format DD/MM/YYYY or "
                     "MM/DD/YYYY");
  cvs_days_free(&days);
}

static void a_file_that_contradicts_itself_is_refused_at_the_later_line(void **state) {
  (void)state;
  cvs_days days = {0};
  cvs_days_begin_file(&days);
  add(&days, "02/13/2024", 5);
  add(&days, "13/02/2024", 9);

  check_settle_fails(
      &days, 9,
      "column \"date\" is \"13/02/2024\", but on line 5 the month comes first, expected one order of day "
      "and month");
  cvs_days_free(&days);
}

static void the_same_day_in_two_spellings_is_one(void **state) {
  (void)state;
  cvs_days days = {0};
  cvs_days_begin_file(&days);

  assert_int_equal(add(&days, "2024-02-01", 2), add(&days, "1.2.2024", 3));
  assert_int_equal(cvs_days_settle(&days, "file", "date", NULL), CVS_OK);

  assert_int_equal(days.day[0], FEBRUARY_1_2024);
  cvs_days_free(&days);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_date_that_has_one_reading_settles_a_file),
      cmocka_unit_test(a_file_that_allows_both_is_refused_at_its_first_such_date),
      cmocka_unit_test(a_file_that_contradicts_itself_is_refused_at_the_later_line),
      cmocka_unit_test(the_same_day_in_two_spellings_is_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

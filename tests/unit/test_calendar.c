/* Days since 1970-01-01 as dates. */
#include "base/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void a_day_is_written_as_iso_8601_has_it(void **state) {
  (void)state;
  /* Python 3.11, datetime.date(1970, 1, 1) + timedelta(day) */
  static const struct {
    int64_t day;
    const char *want;
  } rows[] = {{0, "1970-01-01"},     {-1, "1969-12-31"},      {11016, "2000-02-29"},
              {11017, "2000-03-01"}, {-25509, "1900-02-28"},  {-25508, "1900-03-01"},
              {20667, "2026-08-02"}, {2932896, "9999-12-31"}, {-719162, "0001-01-01"}};

  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[CVS_CALENDAR_TEXT];
    assert_string_equal(cvs_calendar_text(rows[i].day, text), rows[i].want);
    int64_t day = 0;
    assert_true(cvs_calendar_parse(rows[i].want, &day));
    assert_int_equal(day, rows[i].day);
  }
}

static void what_is_no_day_is_not_read_back(void **state) {
  (void)state;
  static const char *const texts[] = {"",           "2026",        "2026-8-02",   "2026-13-01", "2026-00-10",
                                      "2026-02-29", "1900-02-29",  "2026-04-31",  "2026-04-00", "0000-01-01",
                                      "2026/04/01", "2026-04-01 ", "12026-04-01", "2026-04-0x"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    int64_t day = 7;

    assert_false(cvs_calendar_parse(texts[i], &day));

    assert_int_equal(day, 7);
  }
}

static void a_date_is_added_to_what_stands_there(void **state) {
  (void)state;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, "since ");

  cvs_calendar_add(&text, 19967);

  assert_string_equal(cvs_strbuf_text(&text), "since 2024-09-01");
  cvs_strbuf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_day_is_written_as_iso_8601_has_it),
      cmocka_unit_test(what_is_no_day_is_not_read_back),
      cmocka_unit_test(a_date_is_added_to_what_stands_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

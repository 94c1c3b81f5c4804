/* The line that tells how far reading has come. */
#include "cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void check_text(cvs_progress_point point, const char *want) {
  cvs_strbuf text = {0};

  cvs_progress_text(&text, &point);

  assert_string_equal(cvs_strbuf_text(&text), want);
  assert_true(strlen(want) <= 60);
  cvs_strbuf_free(&text);
}

static void share_speed_and_time_left_are_told(void **state) {
  (void)state;
  check_text((cvs_progress_point){450, 1000, 86412345, 2000}, "45% read, 43,200,000 rows a second, 3 s left");
  check_text((cvs_progress_point){1, 1000, 999, 1000}, "0% read, 999 rows a second, 16 min 40 s left");
  check_text((cvs_progress_point){1, 10000, 12344, 2000}, "0% read, 6,170 rows a second, 5 h 33 min left");
}

static void without_a_total_the_bytes_are_told(void **state) {
  (void)state;
  check_text((cvs_progress_point){1290000000, 0, 1000000, 1000}, "1.2 GB read, 1,000,000 rows a second");
  check_text((cvs_progress_point){340999999, 0, 5, 1000}, "340 MB read, 5 rows a second");
}

static void nothing_is_told_that_is_not_known(void **state) {
  (void)state;
  check_text((cvs_progress_point){0, 1000, 0, 1500}, "0% read");
  check_text((cvs_progress_point){0, 1000, 7, 1000}, "0% read, 7 rows a second");
  check_text((cvs_progress_point){500, 1000, 5, 0}, "50% read, 1 s left");
}

static void what_comes_after_the_last_row_is_told(void **state) {
  (void)state;
  check_text((cvs_progress_point){1000, 1000, 0, 1500}, "100% read, now counting");
  check_text((cvs_progress_point){1000, 1000, 31234567, 1000}, "100% read, 31,200,000 rows a second, now counting");
  check_text((cvs_progress_point){1200, 1000, 7, 1000}, "100% read, 7 rows a second, now counting"); /* it has grown */
}

static void a_huge_log_still_fits_into_the_line(void **state) {
  (void)state;
  check_text((cvs_progress_point){1, 400000, 123456789, 1000}, "0% read, 123,000,000 rows a second, 111 h 6 min left");
}

static void where_it_is_not_wanted_nothing_is_drawn(void **state) {
  (void)state;
  cvs_progress progress;
  cvs_progress_begin(&progress, false);

  const bool goes_on = cvs_progress_show(&progress, 1, 2, 3);

  assert_true(goes_on);
  assert_false(progress.on);
  assert_false(progress.drawn);
  cvs_progress_end(&progress);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(share_speed_and_time_left_are_told),  cmocka_unit_test(without_a_total_the_bytes_are_told),
      cmocka_unit_test(nothing_is_told_that_is_not_known),   cmocka_unit_test(what_comes_after_the_last_row_is_told),
      cmocka_unit_test(a_huge_log_still_fits_into_the_line), cmocka_unit_test(where_it_is_not_wanted_nothing_is_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

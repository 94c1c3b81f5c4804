/* Day first or month first in the times of a log: settled before its rows are read. */
#include "data/intake.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { ROWS = 60000, ROW_MAX = 64 }; /* more than a first look takes in */

static const char header[] = "time,user,event,variant\n";

/* A log of days 1 to 12 of January, then `last`. */
static char *make_log(const char *last) {
  char *const text = malloc(ROWS * ROW_MAX);
  assert_non_null(text);
  size_t length = (size_t)sprintf(text, "%s", header);
  for (int i = 0; i < ROWS; i++)
    length += (size_t)sprintf(text + length, "%02d/01/2024 10:00,u%d,view,a\n", 1 + i * 11 / ROWS, i);
  (void)sprintf(text + length, "%s,last,view,a\n", last);
  return text;
}

static void a_date_far_behind_settles_the_order_of_all(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "view", .by_day = true};
  char *const day_first = make_log("13/01/2024 10:00");
  char *const month_first = make_log("12/31/2024 10:00");
  cvs_group group;

  cvs_dataset *const days = read_good_text(day_first, &options);
  cvs_dataset *const months = read_good_text(month_first, &options);

  cvs_dataset_group(days, 0, &group);
  assert_int_equal(group.day_count, 12);
  assert_int_equal(group.day[0], 19723);  /* date -u -d 2024-01-01 +%s / 86400 */
  assert_int_equal(group.day[11], 19735); /* 13 January */
  cvs_dataset_group(months, 0, &group);
  assert_int_equal(group.day_count, 12);
  assert_int_equal(group.day[1], 19754);  /* 1 February */
  assert_int_equal(group.day[11], 20088); /* 31 December */
  assert_int_equal(cvs_dataset_input(days)->rows, ROWS + 1);
  cvs_dataset_free(days);
  cvs_dataset_free(months);
  free(day_first);
  free(month_first);
}

static void a_log_that_tells_nowhere_needs_the_format(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "view"};
  const cvs_read_options format = {.goal = "view", .date_format = "MM/DD/YYYY"};
  char *const text = make_log("11/01/2024");

  check_fails(text, &options, CVS_EDATA, 5457,
              "column \"time\" is \"02/01/2024 10:00\", which has two readings, expected --date-format DD/MM/YYYY or "
              "MM/DD/YYYY");
  cvs_dataset *const dataset = read_good_text(text, &format);

  assert_int_equal(cvs_dataset_input(dataset)->rows, ROWS + 1);
  cvs_dataset_free(dataset);
  free(text);
}

static void a_log_that_contradicts_itself_is_refused(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "view"};
  const char *const text =
      "time,user,event,variant\n02/01/2024,u1,view,a\n13/01/2024,u1,view,a\n01/14/2024,u1,view,a\n";
  check_fails(text, &options, CVS_EDATA, 4,
              "column \"time\" is \"01/14/2024\", but on line 3 the day comes first, expected one order of day and "
              "month");
}

static void times_of_steps_are_settled_as_well(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "buy"};
  const cvs_read_options options = {.steps = {.step = steps, .count = 2}};
  cvs_group group;

  cvs_dataset *const dataset =
      read_good_text("user,variant,view,buy\n1,a,05/02/2024,04/03/2024\n2,a,13/02/2024,\n", &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(group.arm_step[0], 2);
  assert_int_equal(group.arm_step[1], 1); /* 5 February, then 4 March: 2 May, then 3 April would not be in order */
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_date_far_behind_settles_the_order_of_all),
      cmocka_unit_test(a_log_that_tells_nowhere_needs_the_format),
      cmocka_unit_test(a_log_that_contradicts_itself_is_refused),
      cmocka_unit_test(times_of_steps_are_settled_as_well),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Baseline and traffic out of past counts, and whether they can be counted on. */
#include <convstat/convstat.h>

#include "support/assert_close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct fixture {
  cvs_dataset *dataset;
  cvs_plan_past past;
  cvs_error error;
  cvs_status status;
} fixture;

static fixture look(const char *content, const char *control) {
  fixture f = {0};
  char path[] = "/tmp/convstat-test-past-XXXXXX";
  const int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, content, strlen(content)), (ssize_t)strlen(content));
  (void)close(descriptor);
  const char *const paths[] = {path};
  const cvs_read_options options = {0};
  assert_int_equal(cvs_dataset_read(paths, 1, &options, &f.dataset, &f.error), CVS_OK);
  (void)unlink(path);
  f.status = cvs_plan_look_back(f.dataset, 0, control, &f.past, &f.error);
  return f;
}

/* `days` days of one variant; day d has visitors(d) and conversions(d). */
static fixture look_at_days(int days, int (*conversions)(int)) {
  enum { LINE_ROOM = 40, DAYS_MAX = 28 };
  static char content[LINE_ROOM * (DAYS_MAX + 1)];
  size_t length = (size_t)snprintf(content, sizeof content, "date,variant,visitors,conversions\n");
  assert_true(days <= DAYS_MAX);
  for (int day = 0; day < days; day++)
    length += (size_t)snprintf(content + length, sizeof content - length, "2024-01-%02d,page,1000,%d\n", day + 1,
                               conversions(day));
  return look(content, NULL);
}

static int steady(int day) {
  return 100 + day % 2;
}

static int rising(int day) {
  return 60 + 3 * day;
}

static int weekly(int day) {
  return day % 7 < 5 ? 120 : 60;
}

static void the_baseline_is_the_controls_rate_and_the_traffic_everybodys(void **state) {
  (void)state;
  fixture f = look("date,variant,visitors,conversions\n"
                   "2024-01-01,new,500,70\n2024-01-01,control,500,50\n"
                   "2024-01-04,new,700,90\n2024-01-04,control,300,30\n",
                   NULL);

  assert_int_equal(f.status, CVS_OK);
  assert_string_equal(f.past.control, "control");
  assert_close(f.past.rate.estimate, 0.1, 1e-15);
  /* 2,000 visitors in four days, two of which had none. */
  assert_true(f.past.has_traffic);
  assert_close(f.past.traffic, 500, 1e-15);
  cvs_dataset_free(f.dataset);
}

static void the_interval_is_wilsons(void **state) {
  (void)state;
  fixture f = look("variant,visitors,conversions\npage,1000,100\n", NULL);

  /* Wilson (1927), JASA 22, 209-212: the formula in Python for 100 of 1000 at z = 1.959963984540054. */
  assert_int_equal(f.status, CVS_OK);
  assert_close(f.past.rate.lower, 0.08290944359309571, 1e-9);
  assert_close(f.past.rate.upper, 0.1201519631953484, 1e-9);
  assert_false(f.past.has_traffic);
  cvs_dataset_free(f.dataset);
}

static void a_steady_rate_neither_drifts_nor_has_a_rhythm(void **state) {
  (void)state;
  fixture f = look_at_days(28, steady);

  assert_int_equal(f.status, CVS_OK);
  assert_true(f.past.drift_p > 0.01);
  assert_true(f.past.rhythm_p > 0.01);
  cvs_dataset_free(f.dataset);
}

static void a_rising_rate_is_seen(void **state) {
  (void)state;
  fixture f = look_at_days(28, rising);

  assert_int_equal(f.status, CVS_OK);
  assert_true(f.past.drift_p < 0.01);
  assert_true(f.past.rises);
  cvs_dataset_free(f.dataset);
}

static void a_weekly_rhythm_is_seen_where_a_plan_would_miss_it(void **state) {
  (void)state;
  fixture f = look_at_days(28, weekly);
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.past = &f.past;
  options.effect = 0.5;
  cvs_plan whole;
  cvs_plan parts;

  assert_int_equal(cvs_plan_make(&options, &whole, &f.error), CVS_OK);
  options.whole_weeks = false;
  assert_int_equal(cvs_plan_make(&options, &parts, &f.error), CVS_OK);

  assert_true(f.past.rhythm_p < 0.01);
  assert_true(f.past.drift_p > 0.9); /* every week is as the one before */
  assert_int_equal(whole.days, 7);
  assert_int_equal(whole.finding_count, 0);
  assert_true(parts.days < 7);
  assert_int_equal(parts.finding_count, 1);
  assert_int_equal(parts.finding[0].code, CVS_FINDING_WEEKLY_RHYTHM);
  cvs_dataset_free(f.dataset);
}

static void the_plan_is_made_at_both_ends_of_the_interval(void **state) {
  (void)state;
  fixture f = look("variant,visitors,conversions\npage,1000,100\n", NULL);
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.past = &f.past;
  options.effect = 0.1;
  cvs_plan plan;

  assert_int_equal(cvs_plan_make(&options, &plan, &f.error), CVS_OK);

  /* A lower rate takes more visitors for the same lift. */
  assert_true(plan.visitors_at_lower > plan.visitors_total);
  assert_true(plan.visitors_at_upper < plan.visitors_total);
  cvs_dataset_free(f.dataset);
}

static void a_rate_of_nothing_is_no_baseline(void **state) {
  (void)state;
  fixture f = look("variant,visitors,conversions\npage,1000,0\n", NULL);

  assert_int_equal(f.status, CVS_EDATA);
  assert_non_null(strstr(f.error.message, "none of the 1000 visitors of \"page\" converted"));
  cvs_dataset_free(f.dataset);
}

static void a_control_that_is_not_there_is_refused(void **state) {
  (void)state;
  fixture f = look("variant,visitors,conversions\npage,1000,10\n", "other");

  assert_int_equal(f.status, CVS_EDATA);
  assert_string_equal(f.error.message, "--control \"other\" is not a variant of the data");
  cvs_dataset_free(f.dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_baseline_is_the_controls_rate_and_the_traffic_everybodys),
      cmocka_unit_test(the_interval_is_wilsons),
      cmocka_unit_test(a_steady_rate_neither_drifts_nor_has_a_rhythm),
      cmocka_unit_test(a_rising_rate_is_seen),
      cmocka_unit_test(a_weekly_rhythm_is_seen_where_a_plan_would_miss_it),
      cmocka_unit_test(the_plan_is_made_at_both_ends_of_the_interval),
      cmocka_unit_test(a_rate_of_nothing_is_no_baseline),
      cmocka_unit_test(a_control_that_is_not_there_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

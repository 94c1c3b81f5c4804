/* Baseline and traffic out of past counts, and whether they can be counted on. */
#include "num/num.h"
#include "support/assert_close.h"
#include "support/dataset_text.h"
#include "support/planned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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
  f.dataset = read_good_text(content, NULL);
  f.status = cvs_plan_look_back(f.dataset, 0, control, &f.past, &f.error);
  return f;
}

/* A plan for this past and lift. */
static cvs_plan_options options_for(const fixture *f, double lift) {
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.past = &f->past;
  options.effect = lift;
  return options;
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
  /* 2,000 visitors on the two days that have rows: the two between them used to count as without traffic. */
  assert_true(f.past.has_traffic);
  assert_close(f.past.traffic, 1000, 1e-15);
  assert_int_equal(f.past.days, 2);
  assert_int_equal(f.past.days_missing, 2);
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
  cvs_plan_options options = options_for(&f, 0.5);
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

static void missing_days_and_a_short_history_are_told(void **state) {
  (void)state;
  fixture f = look("date,variant,visitors,conversions\n"
                   "2024-01-01,page,1000,100\n2024-01-02,page,1000,100\n2024-01-05,page,1000,100\n",
                   NULL);
  cvs_plan_options options = options_for(&f, 0.1);
  cvs_plan plan;

  assert_int_equal(cvs_plan_make(&options, &plan, &f.error), CVS_OK);
  assert_true(plan_has_finding(&plan, CVS_FINDING_DAYS_MISSING));
  assert_true(plan_has_finding(&plan, CVS_FINDING_SHORT_HISTORY));

  /* With the traffic given, gaps do not matter to it. */
  options.traffic = 500;
  assert_int_equal(cvs_plan_make(&options, &plan, &f.error), CVS_OK);
  assert_false(plan_has_finding(&plan, CVS_FINDING_DAYS_MISSING));
  assert_true(plan_has_finding(&plan, CVS_FINDING_SHORT_HISTORY));
  cvs_dataset_free(f.dataset);
}

static void a_week_without_a_gap_needs_no_word(void **state) {
  (void)state;
  fixture f = look_at_days(7, steady);
  cvs_plan_options options = options_for(&f, 0.5);
  cvs_plan plan;

  assert_int_equal(f.past.days_missing, 0);
  assert_int_equal(cvs_plan_make(&options, &plan, &f.error), CVS_OK);
  assert_int_equal(plan.finding_count, 0);
  cvs_dataset_free(f.dataset);
}

/* From 4 % by 0.2 points a day: the drift alone used to be told as a weekly rhythm as well (p = 0.0041). */
static int drifting(int day) {
  return 40 + 2 * day;
}

static void a_drift_is_no_weekly_rhythm(void **state) {
  (void)state;
  fixture f = look_at_days(28, drifting);

  assert_int_equal(f.status, CVS_OK);
  assert_true(f.past.drift_p < 1e-10);
  assert_true(f.past.rhythm_p > 0.99);
  cvs_dataset_free(f.dataset);
}

/* Two weeks and two days, so that the weekdays are not balanced. */
static void drift_and_rhythm_are_chi_squares_of_nested_lines(void **state) {
  (void)state;
  fixture f = look("date,variant,visitors,conversions\n"
                   "2024-01-01,p,1000,100\n2024-01-02,p,900,93\n2024-01-03,p,1100,125\n2024-01-04,p,1000,90\n"
                   "2024-01-05,p,950,99\n2024-01-06,p,500,38\n2024-01-07,p,450,33\n2024-01-08,p,1050,119\n"
                   "2024-01-09,p,980,118\n2024-01-10,p,1020,117\n2024-01-11,p,990,104\n2024-01-12,p,1010,117\n"
                   "2024-01-13,p,520,49\n2024-01-14,p,480,41\n2024-01-15,p,1000,125\n2024-01-16,p,1040,121\n",
                   NULL);

  /* Weighted least squares of the rates on 1, time and weekdays, weights visitors, by the normal equations in
   * Python's fractions: differences of the residual squares over p(1 - p), as chi-squares of 6 and 1. */
  assert_int_equal(f.status, CVS_OK);
  assert_close(f.past.rhythm_p, 0.002241500457262587, 1e-9);
  assert_close(f.past.drift_p, 0.014173838221269901, 1e-9);
  assert_true(f.past.rises);
  cvs_dataset_free(f.dataset);
}

/* Histories of 25 days at 2,000 visitors, drawn day by day; how many of them show a drift or a rhythm at 1 %. */
typedef struct tally {
  int drifts;
  int rhythms;
} tally;

enum { HISTORIES = 2000 };

static void draw_history(cvs_rng *rng, double (*rate)(int), char *content, size_t size) {
  enum { DAYS = 25, VISITORS = 2000 };
  size_t length = (size_t)snprintf(content, size, "date,visitors,conversions\n");
  for (int day = 0; day < DAYS; day++)
    length += (size_t)snprintf(content + length, size - length, "2024-01-%02d,%d,%d\n", day + 1, VISITORS,
                               (int)cvs_rng_binomial(rng, rate(day), VISITORS));
}

static tally count_seen(double (*rate)(int)) {
  static const cvs_read_options options = {.variant_optional = true};
  char content[1024];
  tally seen = {0};
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(1, &rng), CVS_OK);
  for (int i = 0; i < HISTORIES; i++) {
    cvs_plan_past past;
    cvs_error error = {0};
    draw_history(rng, rate, content, sizeof content);
    cvs_dataset *dataset = read_good_text(content, &options);
    assert_int_equal(cvs_plan_look_back(dataset, 0, NULL, &past, &error), CVS_OK);
    seen.drifts += past.drift_p < CVS_PLAN_PAST_ALPHA;
    seen.rhythms += past.rhythm_p < CVS_PLAN_PAST_ALPHA;
    cvs_dataset_free(dataset);
  }
  cvs_rng_free(rng);
  return seen;
}

/* 20 of 2,000 are expected, with a standard deviation of 4.4. */
static void check_one_percent(int seen) {
  assert_in_range(seen, 7, 33);
}

static double flat_rate(int day) {
  (void)day;
  return 0.06;
}

static double drifting_rate(int day) {
  return 0.04 + 0.002 * day;
}

static double weekly_rate(int day) {
  return day % 7 < 5 ? 0.07 : 0.05;
}

static void neither_is_seen_where_there_is_none(void **state) {
  (void)state;
  const tally seen = count_seen(flat_rate);

  check_one_percent(seen.drifts);
  check_one_percent(seen.rhythms);
}

static void a_drift_alone_brings_no_rhythm(void **state) {
  (void)state;
  const tally seen = count_seen(drifting_rate);

  assert_int_equal(seen.drifts, HISTORIES);
  check_one_percent(seen.rhythms);
}

static void a_rhythm_alone_brings_no_drift(void **state) {
  (void)state;
  const tally seen = count_seen(weekly_rate);

  assert_true(seen.rhythms > HISTORIES * 99 / 100);
  check_one_percent(seen.drifts);
}

static void the_plan_is_made_at_both_ends_of_the_interval(void **state) {
  (void)state;
  fixture f = look("variant,visitors,conversions\npage,1000,100\n", NULL);
  cvs_plan_options options = options_for(&f, 0.1);
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
      cmocka_unit_test(missing_days_and_a_short_history_are_told),
      cmocka_unit_test(a_week_without_a_gap_needs_no_word),
      cmocka_unit_test(a_drift_is_no_weekly_rhythm),
      cmocka_unit_test(drift_and_rhythm_are_chi_squares_of_nested_lines),
      cmocka_unit_test(neither_is_seen_where_there_is_none),
      cmocka_unit_test(a_drift_alone_brings_no_rhythm),
      cmocka_unit_test(a_rhythm_alone_brings_no_drift),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

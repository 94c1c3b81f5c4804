/* The days of a monitor: running totals, order, gaps, and what is no day. */
#include "support/assert_close.h"
#include "support/monitored.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define HEAD "date,variant,visitors,conversions\n"

static void check_day(const monitored *m, size_t look, int64_t date, cvs_sample control, cvs_sample green) {
  assert_int_equal(m->group.look[look].date, date);
  assert_memory_equal(&m->group.look[look].arm[0], &control, sizeof control);
  assert_memory_equal(&m->group.look[look].arm[1], &green, sizeof green);
}

static void running_totals_say_the_same_as_daily_counts(void **state) {
  (void)state;
  monitored daily = monitor_start(), totals = monitor_start();
  totals.options.cumulative = true;

  assert_int_equal(monitor_text(&daily, HEAD "2026-01-01,control,500,50\n2026-01-01,green,510,60\n"
                                             "2026-01-02,control,480,40\n2026-01-02,green,470,55\n"),
                   CVS_OK);
  assert_int_equal(monitor_text(&totals, HEAD "2026-01-01,control,500,50\n2026-01-01,green,510,60\n"
                                              "2026-01-02,control,980,90\n2026-01-02,green,980,115\n"),
                   CVS_OK);

  check_day(&totals, 1, MONITORED_FIRST + 1, (cvs_sample){980, 90}, (cvs_sample){980, 115});
  check_day(&daily, 1, MONITORED_FIRST + 1, (cvs_sample){980, 90}, (cvs_sample){980, 115});
  assert_close(monitor_last(&totals, 0)->ln_e_value, monitor_last(&daily, 0)->ln_e_value, 1e-15);
  assert_close(totals.group.arm[1].rate.estimate, 115.0 / 980, 1e-15);
  monitor_finish(&daily);
  monitor_finish(&totals);
}

static void check_fall(const char *rows, const char *message) {
  monitored m = monitor_start();
  m.options.cumulative = true;
  assert_int_equal(monitor_text(&m, rows), CVS_EDATA);
  assert_string_equal(m.error.message, message);
  monitor_finish(&m);
}

static void a_total_that_falls_is_named_by_its_day(void **state) {
  (void)state;

  check_fall(HEAD "2026-01-01,control,500,50\n2026-01-01,green,510,60\n2026-01-03,green,509,60\n",
             "the visitors fall of variant \"green\" on 2026-01-03, expected totals that never fall (--cumulative)");
  check_fall(HEAD "2026-01-01,control,500,50\n2026-01-01,green,510,60\n2026-01-02,control,600,49\n",
             "the conversions fall of variant \"control\" on 2026-01-02, expected totals that never fall "
             "(--cumulative)");
}

static void a_total_that_is_missing_waits_for_the_next_day_that_has_all(void **state) {
  (void)state;
  monitored m = monitor_start();
  m.options.cumulative = true;

  assert_int_equal(monitor_text(&m, HEAD "2026-01-01,control,500,50\n2026-01-01,green,510,60\n"
                                         "2026-01-02,green,600,66\n"
                                         "2026-01-03,control,900,91\n2026-01-03,green,900,99\n"
                                         "2026-01-05,control,950,95\n"),
                   CVS_OK);

  assert_int_equal(m.group.look_count, 2);
  check_day(&m, 0, MONITORED_FIRST, (cvs_sample){500, 50}, (cvs_sample){510, 60});
  check_day(&m, 1, MONITORED_FIRST + 2, (cvs_sample){900, 91}, (cvs_sample){900, 99});
  assert_int_equal(m.group.days_carried, 2);
  assert_int_equal(m.group.days_missing, 0);
  assert_int_equal(m.group.last, MONITORED_FIRST + 2);
  assert_false(m.group.srm_mismatch);
  assert_close(monitor_finding(&m, CVS_FINDING_DAYS_MISSING)->value[0], 2, 0);
  assert_close(monitor_finding(&m, CVS_FINDING_DAYS_MISSING)->value[1], 1, 0);
  assert_null(monitor_finding(&m, CVS_FINDING_DAYS_OF_ONE_ARM));
  monitor_finish(&m);
}

/* The e-value is that of the days 1 and 3 alone: the day between has become a part of the third. */
static void a_test_with_a_missing_total_says_the_same_as_without_that_day(void **state) {
  (void)state;
  static const char first[] = HEAD "2026-01-01,control,1000,100\n2026-01-01,green,1000,110\n";
  static const char between[] = "2026-01-02,control,2000,200\n";
  static const char last[] = "2026-01-03,control,3000,300\n2026-01-03,green,3000,330\n";
  char with[400], without[400];
  monitored m = monitor_start(), other = monitor_start();
  m.options.cumulative = other.options.cumulative = true;
  assert_true(snprintf(with, sizeof with, "%s%s%s", first, between, last) < (int)sizeof with);
  assert_true(snprintf(without, sizeof without, "%s%s", first, last) < (int)sizeof without);

  assert_int_equal(monitor_text(&m, with), CVS_OK);
  assert_int_equal(monitor_text(&other, without), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_CONTINUE);
  assert_close(monitor_last(&m, 0)->ln_e_value, monitor_last(&other, 0)->ln_e_value, 1e-15);
  assert_close(m.group.srm_p_value.value, other.group.srm_p_value.value, 1e-15);
  monitor_finish(&m);
  monitor_finish(&other);
}

static void conversions_that_come_in_late_are_in_the_totals_at_once(void **state) {
  (void)state;
  monitored m = monitor_start();
  m.options.cumulative = true;

  assert_int_equal(monitor_text(&m, HEAD "2026-01-01,control,500,50\n2026-01-01,green,510,60\n"
                                         "2026-01-02,control,505,70\n2026-01-02,green,510,65\n"
                                         "2026-01-03,control,900,101\n2026-01-03,green,900,120\n"),
                   CVS_OK);

  /* 5 visitors and 20 conversions; none and 5 */
  check_day(&m, 1, MONITORED_FIRST + 1, (cvs_sample){505, 70}, (cvs_sample){510, 65});
  check_day(&m, 2, MONITORED_FIRST + 2, (cvs_sample){900, 101}, (cvs_sample){900, 120});
  assert_close(monitor_finding(&m, CVS_FINDING_LATE_CONVERSIONS)->value[0], 1, 0);
  assert_close(monitor_last(&m, 0)->difference.estimate, 19.0 / 900, 1e-12);
  monitor_finish(&m);
}

static void days_come_in_their_order_and_gaps_are_noted(void **state) {
  (void)state;
  monitored m = monitor_start();

  assert_int_equal(monitor_text(&m, HEAD "2026-01-09,control,100,10\n2026-01-09,green,100,12\n"
                                         "2026-01-01,control,500,50\n2026-01-01,green,510,60\n"
                                         "2026-01-04,control,0,0\n2026-01-04,green,0,0\n"
                                         "2026-01-02,control,500,50\n"),
                   CVS_OK);

  assert_int_equal(m.group.look_count, 3);
  check_day(&m, 0, MONITORED_FIRST, (cvs_sample){500, 50}, (cvs_sample){510, 60});
  check_day(&m, 1, MONITORED_FIRST + 1, (cvs_sample){1000, 100}, (cvs_sample){510, 60});
  check_day(&m, 2, MONITORED_FIRST + 8, (cvs_sample){1100, 110}, (cvs_sample){610, 72});
  assert_int_equal(m.group.days_missing, 6);
  assert_close(monitor_finding(&m, CVS_FINDING_DAYS_MISSING)->value[0], 6, 0);
  assert_close(monitor_finding(&m, CVS_FINDING_DAYS_OF_ONE_ARM)->value[0], 1, 0);
  monitor_finish(&m);
}

static void rows_without_a_date_are_refused(void **state) {
  (void)state;
  monitored m = monitor_start();

  assert_int_equal(monitor_text(&m, "variant,visitors,conversions\ncontrol,500,50\ngreen,510,60\n"), CVS_EDATA);

  assert_string_equal(m.error.message, "the rows have no date, expected a column of dates or times (--date COL, --time "
                                       "COL): a look is a day");
  monitor_finish(&m);
}

static void users_are_counted_on_the_day_they_entered(void **state) {
  (void)state;
  monitored m = monitor_start();
  m.options.cumulative = true;
  static const char text[] = "user,variant,date,converted\n"
                             "u1,control,2026-01-02,1\nu2,green,2026-01-01,0\nu3,green,2026-01-02,1\n"
                             "u4,control,2026-01-01,0\n";
  monitored plain = monitor_start();

  assert_int_equal(monitor_text(&plain, text), CVS_OK);
  assert_int_equal(monitor_text(&m, text), CVS_EUSAGE);

  check_day(&plain, 0, MONITORED_FIRST, (cvs_sample){1, 0}, (cvs_sample){1, 0});
  check_day(&plain, 1, MONITORED_FIRST + 1, (cvs_sample){2, 1}, (cvs_sample){2, 1});
  assert_string_equal(m.error.message, "--cumulative is for counts: users and events are counted here");
  monitor_finish(&plain);
  monitor_finish(&m);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(running_totals_say_the_same_as_daily_counts),
      cmocka_unit_test(a_total_that_falls_is_named_by_its_day),
      cmocka_unit_test(a_total_that_is_missing_waits_for_the_next_day_that_has_all),
      cmocka_unit_test(a_test_with_a_missing_total_says_the_same_as_without_that_day),
      cmocka_unit_test(conversions_that_come_in_late_are_in_the_totals_at_once),
      cmocka_unit_test(days_come_in_their_order_and_gaps_are_noted),
      cmocka_unit_test(rows_without_a_date_are_refused),
      cmocka_unit_test(users_are_counted_on_the_day_they_entered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

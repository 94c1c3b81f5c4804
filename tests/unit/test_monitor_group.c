/* Group sequential monitoring: which days are looks, and what each of them says. */
#include "support/assert_close.h"
#include "support/monitored.h"
#include "support/reference_table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Bounds are right to 1e-9; effects at them and probabilities follow. */
static const double ACCURACY = 1e-8;

/* The days of scripts/reference_monitor.py: visitors and conversions of the control, then of the treatment. */
#define DAY(n1, x1, n2, x2)                                                                                            \
  {                                                                                                                    \
    .control = {n1, x1}, .treatment = { n2, x2 }                                                                       \
  }
static const cvs_pair slipped[] = {DAY(1000, 101, 1010, 110), DAY(990, 95, 1005, 118),  DAY(1020, 99, 985, 109),
                                   DAY(1003, 104, 998, 121),  DAY(1012, 97, 1007, 115), DAY(1001, 100, 1009, 123),
                                   DAY(995, 96, 1000, 117),   DAY(1004, 103, 996, 114)};
static const cvs_pair less[] = {DAY(500, 60, 505, 45), DAY(498, 58, 502, 41), DAY(510, 61, 495, 42),
                                DAY(501, 57, 503, 46)};
static const cvs_pair periods[] = {DAY(900, 90, 100, 12), DAY(910, 88, 98, 11), DAY(500, 75, 505, 92),
                                   DAY(495, 77, 500, 95), DAY(502, 74, 498, 97)};
enum { SLIPPED = 8, LESS = 4, PERIODS = 5 };

/* The figure that a row of the reference is about; fails where there is none. */
static double figure_of(const monitored *m, size_t look, const char *quantity) {
  const cvs_monitor_comparison *one = &m->group.look[look].comparison[0];
  const cvs_monitor_treatment *end = &m->group.treatment[0];
  const struct {
    const char *name;
    bool exists;
    double value;
  } figures[] = {
      {"information", one->information.exists, one->information.value},
      {"z", one->z.exists, one->z.value},
      {"bound", true, one->bound_upper.exists ? one->bound_upper.value : -one->bound_lower.value},
      {"alpha_spent", one->alpha_spent.exists, one->alpha_spent.value},
      {"p_repeated", one->p_value.exists, one->p_value.value},
      {"difference_lower", one->difference.has_lower, one->difference.lower},
      {"difference_upper", one->difference.has_upper, one->difference.upper},
      {"lift_lower", one->lift.has_lower, one->lift.lower},
      {"lift_upper", one->lift.has_upper, one->lift.upper},
      {"power_planned", one->power_planned.exists, one->power_planned.value},
      {"power_trend", one->power_trend.exists, one->power_trend.value},
      {"power_predictive", one->power_predictive.exists, one->power_predictive.value},
      {"p_final", end->is_final, end->p_value_adjusted},
      {"difference_final", end->difference_adjusted.has_estimate, end->difference_adjusted.estimate},
      {"difference_final_lower", end->difference_adjusted.has_lower, end->difference_adjusted.lower},
      {"difference_final_upper", end->difference_adjusted.has_upper, end->difference_adjusted.upper},
      {"lift_final", end->lift_adjusted.has_estimate, end->lift_adjusted.estimate},
      {"lift_final_lower", end->lift_adjusted.has_lower, end->lift_adjusted.lower},
      {"lift_final_upper", end->lift_adjusted.has_upper, end->lift_adjusted.upper},
  };
  for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
    if (strcmp(figures[i].name, quantity) == 0 && figures[i].exists)
      return figures[i].value;
  fail_msg("look %d has no %s", (int)look + 1, quantity);
  return 0;
}

static void check_reference(const monitored *m, const char *name, size_t rows_wanted) {
  reference_table table;
  size_t rows = 0;
  reference_open(&table, "monitor_group");
  while (reference_next(&table)) {
    if (strcmp(reference_text(&table, "case"), name) != 0)
      continue;
    const size_t look = (size_t)reference_number(&table, "look") - 1;
    assert_true(look < m->group.look_count);
    assert_close(figure_of(m, look, reference_text(&table, "quantity")), reference_number(&table, "value"), ACCURACY);
    rows++;
  }
  assert_int_equal(rows, rows_wanted);
}

static monitored analyse_slipped(void) {
  monitored m = monitor_start_group(4, 14000);
  assert_int_equal(monitor_days(&m, slipped, SLIPPED), CVS_OK);
  return m;
}

static void looks_at_the_first_day_that_reaches_the_next_planned_information(void **state) {
  (void)state;
  monitored m = analyse_slipped();

  check_reference(&m, "slipped", 40);
  assert_int_equal(m.group.look_count, 3);
  assert_int_equal(m.group.look[1].planned, 2);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_WIN);
  assert_int_equal(m.group.reason, CVS_REASON_BOUND);
  assert_int_equal(m.group.decided_look, 3);
  assert_int_equal(m.group.look[2].date, MONITORED_FIRST + 5);
  monitor_finish(&m);
}

static void a_test_for_a_loss_has_its_bounds_below(void **state) {
  (void)state;
  monitored m = monitor_start_group(3, 4000);
  m.looks.information[0] = 0.25;
  m.looks.information[1] = 0.5;
  m.looks.efficacy.family = CVS_SPENDING_POCOCK;
  m.options.has_alternative = true;
  m.options.alternative = CVS_LESS;

  assert_int_equal(monitor_days(&m, less, LESS), CVS_OK);

  check_reference(&m, "less", 22);
  assert_false(monitor_last(&m, 0)->bound_upper.exists);
  assert_false(monitor_last(&m, 0)->lift.has_lower);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_HARM);
  assert_int_equal(m.group.gate_harm, CVS_YES);
  monitor_finish(&m);
}

static void a_changed_allocation_is_stratified(void **state) {
  (void)state;
  static const cvs_share before[] = {{"control", 90}, {"green", 10}}, after[] = {{"control", 50}, {"green", 50}};
  const cvs_allocation_change change = {MONITORED_FIRST + 2, after, 2};
  monitored m = monitor_start_group(3, 4400);
  m.looks.information[0] = 0.2;
  m.looks.information[1] = 0.5;
  m.options.share = before;
  m.options.share_count = 2;
  m.options.change = &change;
  m.options.change_count = 1;

  /* the plan is for equal arms; the first days have 90 : 10 */
  static const cvs_share planned[] = {{"control", 50}, {"green", 50}};
  m.options.share = planned;
  assert_int_equal(monitor_days(&m, periods, PERIODS), CVS_OK);

  check_reference(&m, "periods", 24);
  assert_int_equal(m.group.period_count, 2);
  assert_int_equal(m.group.period[1].first, MONITORED_FIRST + 2);
  /* 404 of 3307 and 307 of 1701 */
  assert_close(m.group.treatment[0].pooled_difference.value, 307.0 / 1701 - 404.0 / 3307, ACCURACY);
  assert_non_null(monitor_finding(&m, CVS_FINDING_POOLED_BIAS));
  monitor_finish(&m);
}

static void exactly_planned_looks_have_the_bounds_of_the_plan(void **state) {
  (void)state;
  /* rpact 3.3.4, getDesignGroupSequential, O'Brien-Fleming, two-sided 0.05, five looks */
  static const double want[] = {4.561742299, 3.225638914, 2.633723144, 2.280871149, 2.040073175};
  cvs_pair day[5];
  monitored m = monitor_start_group(5, 10000);
  m.looks.efficacy.family = CVS_BOUNDS_OBRIEN_FLEMING;
  for (size_t i = 0; i < 5; i++)
    day[i] = (cvs_pair)DAY(1000, 100, 1000, 101 + i);

  assert_int_equal(monitor_days(&m, day, 5), CVS_OK);

  assert_int_equal(m.group.look_count, 5);
  for (size_t i = 0; i < 5; i++) {
    assert_close(m.group.look[i].comparison[0].bound_upper.value, want[i], 1e-9);
    assert_close(m.group.look[i].comparison[0].bound_lower.value, -want[i], 1e-9);
  }
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_INCONCLUSIVE);
  assert_int_equal(m.group.reason, CVS_REASON_END);
  assert_null(m.group.next);
  monitor_finish(&m);
}

static void classical_bounds_refuse_a_look_that_slipped(void **state) {
  (void)state;
  monitored m = monitor_start_group(4, 14000);
  m.looks.efficacy.family = CVS_BOUNDS_POCOCK;

  const cvs_status status = monitor_days(&m, slipped, SLIPPED);

  assert_int_equal(status, CVS_EUNDEF);
  assert_non_null(strstr(m.error.message, "look 1 was taken at information 0.286"));
  assert_non_null(strstr(m.error.message, "a spending function does"));
  monitor_finish(&m);
}

static void the_last_day_between_looks_decides_nothing(void **state) {
  (void)state;
  monitored m = monitor_start_group(4, 14000);

  assert_int_equal(monitor_days(&m, slipped, 5), CVS_OK);

  assert_int_equal(m.group.look_count, 2);
  assert_non_null(m.group.now);
  assert_int_equal(m.group.now->number, 0);
  assert_false(m.group.now->comparison[0].bound_upper.exists);
  assert_false(m.group.now->comparison[0].p_value.exists);
  assert_true(m.group.now->comparison[0].power_trend.exists);
  assert_close(m.group.now->comparison[0].alpha_spent.value, m.group.look[1].comparison[0].alpha_spent.value, 1e-15);
  assert_int_equal(m.group.code, CVS_MONITOR_CONTINUE);
  /* 10,030 visitors in 5 days; the third look comes with 75 % of 14,000 or so: one more day */
  assert_int_equal(m.group.next->look, 3);
  assert_int_equal(m.group.next->date, MONITORED_FIRST + 5);
  assert_close(m.group.next->pace, 10030.0 / 5, 1e-12);
  assert_true(m.group.next->visitors_total >= 10495 && m.group.next->visitors_total <= 10505);
  monitor_finish(&m);
}

static void an_extra_look_costs_some_of_the_error(void **state) {
  (void)state;
  monitored plain = monitor_start_group(4, 14000), extra = monitor_start_group(4, 14000);
  extra.options.look_now = true;

  assert_int_equal(monitor_days(&plain, slipped, 5), CVS_OK);
  assert_int_equal(monitor_days(&extra, slipped, 5), CVS_OK);

  assert_int_equal(extra.group.look_count, plain.group.look_count + 1);
  assert_null(extra.group.now);
  assert_int_equal(extra.group.look[2].planned, 0);
  assert_true(monitor_last(&extra, 0)->alpha_spent.value > monitor_last(&plain, 0)->alpha_spent.value);
  assert_close(monitor_finding(&extra, CVS_FINDING_LOOKS_EXTRA)->value[0], 1, 0);
  monitor_finish(&plain);
  monitor_finish(&extra);
}

static void every_day_may_be_a_look(void **state) {
  (void)state;
  monitored m = monitor_start_group(4, 14000);
  m.options.every_day = true;

  assert_int_equal(monitor_days(&m, slipped, SLIPPED), CVS_OK);

  /* numpy and scipy (scripts/reference_monitor.py): z 2.5606 meets a bound of 2.4509 on the fifth day */
  assert_int_equal(m.group.look_count, 5);
  assert_int_equal(m.group.look[0].planned, 0);
  assert_int_equal(m.group.look[1].planned, 1);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_WIN);
  monitor_finish(&m);
}

static void a_skipped_look_leaves_its_error_to_the_next(void **state) {
  (void)state;
  const cvs_pair day[] = {DAY(1000, 100, 1000, 110), DAY(4500, 450, 4500, 460)};
  monitored m = monitor_start_group(5, 14000);

  assert_int_equal(monitor_days(&m, day, 2), CVS_OK);

  /* 1/7 is below the first look; 11/14 has passed looks 1, 2 and 3 */
  assert_int_equal(m.group.look_count, 1);
  assert_int_equal(m.group.look[0].planned, 3);
  assert_close(monitor_finding(&m, CVS_FINDING_LOOKS_SKIPPED)->value[0], 2, 0);
  monitor_finish(&m);
}

static void a_test_that_ends_early_spends_what_is_left(void **state) {
  (void)state;
  monitored m = monitor_start_group(4, 14000);
  m.options.ends = true;

  assert_int_equal(monitor_days(&m, slipped, 5), CVS_OK);

  /* each side has its own 0.025, and crossing both is next to impossible */
  assert_close(monitor_last(&m, 0)->alpha_spent.value, 0.05, 1e-6);
  assert_int_equal(m.group.look_count, 3);
  assert_true(m.group.code != CVS_MONITOR_CONTINUE);
  monitor_finish(&m);
}

static void an_overrun_ends_the_test_at_what_was_reached(void **state) {
  (void)state;
  const cvs_pair day[] = {DAY(4000, 400, 4000, 410), DAY(4000, 400, 4000, 405), DAY(50, 5, 50, 5)};
  monitored m = monitor_start_group(2, 14000);

  assert_int_equal(monitor_days(&m, day, 3), CVS_OK);

  assert_close(monitor_last(&m, 0)->information.value, 8.0 / 7, 1e-12);
  assert_close(monitor_last(&m, 0)->alpha_spent.value, 0.05, 1e-6);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_INCONCLUSIVE);
  assert_non_null(monitor_finding(&m, CVS_FINDING_END_PASSED));
  assert_close(monitor_finding(&m, CVS_FINDING_DAYS_AFTER_STOP)->value[0], 1, 0);
  monitor_finish(&m);
}

static cvs_monitor_code judge_futility(cvs_futility futility, cvs_monitor_code *after) {
  const cvs_pair day[] = {DAY(3500, 350, 3500, 310), DAY(3500, 350, 3500, 440)};
  monitored m = monitor_start_group(2, 14000);
  m.looks.futility = futility;
  m.options.has_alternative = true;
  m.options.alternative = CVS_GREATER;
  assert_int_equal(monitor_days(&m, day, 2), CVS_OK);
  const cvs_monitor_code first = m.group.look[0].comparison[0].action;
  *after = m.group.code;
  monitor_finish(&m);
  return first;
}

static void futility_that_does_not_bind_may_be_overruled(void **state) {
  (void)state;
  cvs_monitor_code binding, nonbinding;

  assert_int_equal(judge_futility(CVS_FUTILITY_BINDING, &binding), CVS_MONITOR_STOP_FUTILITY);
  assert_int_equal(judge_futility(CVS_FUTILITY_NONBINDING, &nonbinding), CVS_MONITOR_STOP_FUTILITY);

  assert_int_equal(binding, CVS_MONITOR_STOP_FUTILITY);
  /* z = 1.94 of 1.97 at the end: 700 of 7000 against 750 of 7000 is no win */
  assert_int_equal(nonbinding, CVS_MONITOR_STOP_INCONCLUSIVE);
}

static void a_test_in_which_nobody_converts_ends_at_its_planned_end(void **state) {
  (void)state;
  static const cvs_pair none[] = {
      {.control = {100, 0}, .treatment = {100, 0}},
      {.control = {100, 0}, .treatment = {110, 0}},
      {.control = {100, 0}, .treatment = {100, 0}},
  };
  monitored m = monitor_start_group(2, 400);

  assert_int_equal(monitor_days(&m, none, 3), CVS_OK);

  assert_int_equal(m.group.look[0].comparison[0].action, CVS_MONITOR_CONTINUE);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_INCONCLUSIVE);
  assert_int_equal(m.group.reason, CVS_REASON_END);
  assert_int_equal(m.group.decided_look, 2);
  assert_int_equal(m.group.look_count, 2);
  monitor_finish(&m);
}

static void a_treatment_that_has_stopped_stays_stopped(void **state) {
  (void)state;
  static const char text[] = "date,variant,visitors,conversions\n"
                             "2026-01-01,control,2000,200\n2026-01-01,green,2000,320\n2026-01-01,red,2000,205\n"
                             "2026-01-02,control,2000,260\n2026-01-02,green,2000,140\n2026-01-02,red,2000,255\n";
  monitored m = monitor_start_group(4, 24000);

  assert_int_equal(monitor_text(&m, text), CVS_OK);

  assert_int_equal(m.group.comparison_count, 2);
  assert_close(m.group.terms.comparison_alpha, 1 - sqrt(0.95), 1e-12); /* Sidak */
  assert_int_equal(m.group.treatment[0].code, CVS_MONITOR_STOP_WIN);
  assert_int_equal(m.group.treatment[0].look, 1);
  assert_int_equal(m.group.look[1].comparison[0].action, CVS_MONITOR_STOP_WIN);
  assert_false(m.group.look[1].comparison[0].bound_upper.exists);
  assert_int_equal(m.group.treatment[1].code, CVS_MONITOR_CONTINUE);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_WIN);
  assert_int_equal(m.group.decided, 0);
  monitor_finish(&m);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(looks_at_the_first_day_that_reaches_the_next_planned_information),
      cmocka_unit_test(a_test_for_a_loss_has_its_bounds_below),
      cmocka_unit_test(a_changed_allocation_is_stratified),
      cmocka_unit_test(exactly_planned_looks_have_the_bounds_of_the_plan),
      cmocka_unit_test(classical_bounds_refuse_a_look_that_slipped),
      cmocka_unit_test(the_last_day_between_looks_decides_nothing),
      cmocka_unit_test(an_extra_look_costs_some_of_the_error),
      cmocka_unit_test(every_day_may_be_a_look),
      cmocka_unit_test(a_skipped_look_leaves_its_error_to_the_next),
      cmocka_unit_test(a_test_that_ends_early_spends_what_is_left),
      cmocka_unit_test(an_overrun_ends_the_test_at_what_was_reached),
      cmocka_unit_test(futility_that_does_not_bind_may_be_overruled),
      cmocka_unit_test(a_test_in_which_nobody_converts_ends_at_its_planned_end),
      cmocka_unit_test(a_treatment_that_has_stopped_stays_stopped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

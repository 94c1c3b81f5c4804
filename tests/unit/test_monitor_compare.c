/* Three readers of the same looks, and what the first of them costs. */
#include "support/assert_close.h"
#include "support/monitored.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define DAY(n1, x1, n2, x2)                                                                                            \
  {                                                                                                                    \
    .control = {n1, x1}, .treatment = { n2, x2 }                                                                       \
  }

/* An early chance find that fades: 1,000 of each arm a day; the plain test has p < 0.05 on the second day alone. */
static const cvs_pair fading[] = {DAY(1000, 100, 1000, 115), DAY(1000, 95, 1000, 125), DAY(1000, 118, 1000, 97),
                                  DAY(1000, 110, 1000, 99), DAY(1000, 104, 1000, 101)};
enum { FADING = 5 };

static void the_plain_test_keeps_to_its_first_word(void **state) {
  (void)state;
  monitored m = monitor_start();
  m.options.compare = true;

  assert_int_equal(monitor_days(&m, fading, FADING), CVS_OK);

  assert_int_equal(m.group.look[0].readings[0].fixed, CVS_MONITOR_CONTINUE);
  assert_int_equal(m.group.look[1].readings[0].fixed, CVS_MONITOR_STOP_WIN);
  assert_true(m.group.look[4].comparison[0].p_nominal.value > 0.05);
  assert_int_equal(m.group.look[4].readings[0].fixed, CVS_MONITOR_STOP_WIN);
  assert_int_equal(m.group.look[4].readings[0].group, CVS_MONITOR_CONTINUE);
  assert_int_equal(m.group.look[4].readings[0].anytime, CVS_MONITOR_CONTINUE);
  monitor_finish(&m);
}

static void reading_it_on_each_day_costs_what_the_recursion_says(void **state) {
  (void)state;
  monitored m = monitor_start();
  m.options.compare = true;

  assert_int_equal(monitor_days(&m, fading, FADING), CVS_OK);

  /* five equal looks: numpy and scipy (test_seq_peek.c); Armitage, McPherson & Rowe (1969) have 0.142 */
  assert_close(m.group.compared->fixed_error, 0.14168933259096403, 1e-9);
  assert_int_equal(m.group.compared->fixed_looks, FADING);
  assert_true(m.group.compared->assumed_plan);
  assert_int_equal(m.group.compared->assumed_looks, FADING);
  monitor_finish(&m);
}

static void a_large_effect_convinces_all_three(void **state) {
  (void)state;
  cvs_pair day[70];
  monitored m = monitor_start();
  m.options.compare = true;
  for (size_t i = 0; i < 70; i++)
    day[i] = (cvs_pair)DAY(1000, 100, 1000, 125);

  assert_int_equal(monitor_days(&m, day, 70), CVS_OK);

  const cvs_monitor_readings *end = &m.group.look[69].readings[0];
  assert_int_equal(end->fixed, CVS_MONITOR_STOP_WIN);
  assert_int_equal(end->group, CVS_MONITOR_STOP_WIN);
  assert_int_equal(end->anytime, CVS_MONITOR_STOP_WIN);
  assert_true(m.group.compared->assumed_looks <= CVS_LOOKS_MAX && m.group.compared->assumed_looks > 20);
  monitor_finish(&m);
}

static void a_plan_that_was_given_is_read_as_it_decides(void **state) {
  (void)state;
  monitored m = monitor_start_group(5, 10000);
  m.options.compare = true;

  assert_int_equal(monitor_days(&m, fading, FADING), CVS_OK);

  assert_false(m.group.compared->assumed_plan);
  for (size_t i = 0; i < m.group.look_count; i++)
    assert_int_equal(m.group.look[i].readings[0].group, m.group.look[i].comparison[0].action);
  monitor_finish(&m);
}

static void a_worse_treatment_is_harm_to_all_three(void **state) {
  (void)state;
  static const cvs_pair day[] = {DAY(20000, 2000, 20000, 1500), DAY(20000, 2000, 20000, 1500)};
  monitored m = monitor_start();
  m.options.compare = true;

  assert_int_equal(monitor_days(&m, day, 2), CVS_OK);

  assert_int_equal(m.group.look[1].readings[0].fixed, CVS_MONITOR_STOP_HARM);
  assert_int_equal(m.group.look[1].readings[0].group, CVS_MONITOR_STOP_HARM);
  assert_int_equal(m.group.look[1].readings[0].anytime, CVS_MONITOR_STOP_HARM);
  monitor_finish(&m);
}

static void nothing_is_compared_unless_asked(void **state) {
  (void)state;
  monitored m = monitor_start();

  assert_int_equal(monitor_days(&m, fading, FADING), CVS_OK);

  assert_null(m.group.compared);
  assert_null(m.group.look[0].readings);
  monitor_finish(&m);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_plain_test_keeps_to_its_first_word),
      cmocka_unit_test(reading_it_on_each_day_costs_what_the_recursion_says),
      cmocka_unit_test(a_large_effect_convinces_all_three),
      cmocka_unit_test(a_plan_that_was_given_is_read_as_it_decides),
      cmocka_unit_test(a_worse_treatment_is_harm_to_all_three),
      cmocka_unit_test(nothing_is_compared_unless_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

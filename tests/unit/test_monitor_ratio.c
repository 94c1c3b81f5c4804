/* Wald's test and MaxSPRT, of two arms and of one rate against a target. */
#include "support/assert_close.h"
#include "support/monitored.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define DAY(n1, x1, n2, x2)                                                                                            \
  {                                                                                                                    \
    .control = {n1, x1}, .treatment = { n2, x2 }                                                                       \
  }
#define HEAD "date,variant,visitors,conversions\n"

static void one_rate_has_the_ratio_of_two_binomials(void **state) {
  (void)state;
  monitored m = monitor_start();
  m.options.design = CVS_MONITOR_SPRT;
  m.options.target = 0.1;
  m.options.mde = 0.2;
  m.options.has_alternative = true;
  m.options.alternative = CVS_GREATER;

  assert_int_equal(monitor_text(&m, HEAD "2026-01-01,all,400,50\n2026-01-02,all,600,65\n"), CVS_OK);

  /* scipy binom.logpmf(115, 1000, 0.12) - binom.logpmf(115, 1000, 0.1); bounds ln(0.8/0.05), ln(0.2/0.95) */
  assert_close(monitor_last(&m, 0)->ln_e_value, 1.0785016022329188, 1e-9);
  assert_close(monitor_last(&m, 0)->bound_upper.value, log(16), 1e-12);
  assert_close(monitor_last(&m, 0)->bound_lower.value, log(0.2 / 0.95), 1e-12);
  assert_close(monitor_last(&m, 0)->difference.estimate, 0.015, 1e-12);
  /* (115 - 100)/sqrt(1000 0.1 0.9) */
  assert_close(monitor_last(&m, 0)->z.value, 15 / sqrt(90), 1e-12);
  assert_int_equal(m.group.code, CVS_MONITOR_CONTINUE);
  assert_int_equal(m.group.control, SIZE_MAX);
  monitor_finish(&m);
}

static void each_side_has_its_own_test(void **state) {
  (void)state;
  static const cvs_pair better[] = {DAY(20000, 2000, 20000, 2400)}, worse[] = {DAY(20000, 2400, 20000, 2000)},
                        same[] = {DAY(20000, 2000, 20000, 2000)};
  const cvs_pair *const cases[] = {better, worse, same};
  static const cvs_monitor_code want[] = {CVS_MONITOR_STOP_WIN, CVS_MONITOR_STOP_HARM, CVS_MONITOR_STOP_FUTILITY};
  double p[2];
  for (size_t i = 0; i < 3; i++) {
    monitored m = monitor_start();
    m.options.design = CVS_MONITOR_SPRT;
    m.options.baseline = 0.1;
    m.options.mde = 0.1;
    assert_int_equal(monitor_days(&m, cases[i], 1), CVS_OK);
    assert_int_equal(m.group.code, want[i]);
    assert_int_equal(m.group.reason, i < 2 ? CVS_REASON_RATIO : CVS_REASON_NULL);
    if (i < 2)
      p[i] = monitor_last(&m, 0)->ln_p_value;
    monitor_finish(&m);
  }
  assert_close(p[0], p[1], 1e-9);
}

static void a_stop_of_walds_test_stays(void **state) {
  (void)state;
  static const cvs_pair day[] = {DAY(20000, 2000, 20000, 2400), DAY(20000, 2400, 20000, 1900)};
  monitored m = monitor_start();
  m.options.design = CVS_MONITOR_SPRT;
  m.options.mde = 0.1;

  assert_int_equal(monitor_days(&m, day, 2), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_STOP_WIN);
  assert_int_equal(m.group.decided_look, 1);
  assert_close(m.group.look[1].comparison[0].ln_e_value, m.group.look[0].comparison[0].ln_e_value, 0);
  monitor_finish(&m);
}

static void the_best_effect_signals_at_the_critical_value(void **state) {
  (void)state;
  static const cvs_pair day[] = {DAY(5000, 40, 5000, 50), DAY(5000, 40, 5000, 80)};
  monitored m = monitor_start();
  m.options.design = CVS_MONITOR_MAXSPRT;
  m.options.horizon = 400;
  m.options.has_alternative = true;
  m.options.alternative = CVS_GREATER;

  assert_int_equal(monitor_days(&m, day, 2), CVS_OK);

  /* 130 of 210 at 1/2: 130 ln(130/105) + 80 ln(80/105) */
  const cvs_monitor_comparison *last = monitor_last(&m, 0);
  assert_close(last->ln_e_value, 130 * log(130.0 / 105) + 80 * log(80.0 / 105), 1e-9);
  assert_close(last->information.value, 210.0 / 400, 1e-12);
  assert_true(last->ln_e_value > last->bound_upper.value);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_WIN);
  assert_true(last->p_value.exists && last->p_value.value < 0.05);
  assert_false(m.group.look[0].comparison[0].p_value.exists);
  monitor_finish(&m);
}

static void the_horizon_ends_it(void **state) {
  (void)state;
  monitored m = monitor_start();
  m.options.design = CVS_MONITOR_MAXSPRT;
  m.options.horizon = 500;
  m.options.target = 0.1;

  assert_int_equal(monitor_text(&m, HEAD "2026-01-01,a,265,27\n2026-01-01,b,250,24\n"
                                         "2026-01-02,a,240,24\n2026-01-02,b,240,25\n"),
                   CVS_OK);

  assert_int_equal(m.group.comparison_count, 2);
  assert_int_equal(m.group.treatment[0].code, CVS_MONITOR_STOP_INCONCLUSIVE);
  assert_int_equal(m.group.treatment[0].reason, CVS_REASON_END);
  assert_int_equal(m.group.treatment[1].code, CVS_MONITOR_CONTINUE);
  assert_int_equal(m.group.code, CVS_MONITOR_CONTINUE);
  monitor_finish(&m);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_rate_has_the_ratio_of_two_binomials),
      cmocka_unit_test(each_side_has_its_own_test),
      cmocka_unit_test(a_stop_of_walds_test_stays),
      cmocka_unit_test(the_best_effect_signals_at_the_critical_value),
      cmocka_unit_test(the_horizon_ends_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

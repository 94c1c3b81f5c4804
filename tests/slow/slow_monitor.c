/* How often a monitor stops although there is no effect: whole tests, day by day, through reading and analysis. The
 * traffic of a day is random, so that every planned look slips; where it falls short of the planned end, some of the
 * error is left unspent. */
#include "num/num.h"
#include "support/monitored.h"

#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { TESTS = 2000, DAYS = 28, LOOKS = 5 };
static const uint64_t SEED = 97;
static const double ALPHA = 0.05;
static const double DEVIATIONS = 3;

/* A/A tests of this rate and size; `group` false: anytime. */
typedef struct setting {
  double rate;
  uint64_t visitors; /* of an arm on an average day */
  bool group;
  cvs_spending_family family;
} setting;

/* A worse and a better day of traffic, the same for both arms but for chance. */
static void draw_days(cvs_rng *rng, const setting *s, cvs_pair day[DAYS]) {
  for (size_t i = 0; i < DAYS; i++) {
    const uint64_t n = s->visitors / 2 + cvs_rng_below(rng, s->visitors + 1);
    const uint64_t n1 = cvs_rng_binomial(rng, 0.5, 2 * n), n2 = 2 * n - n1;
    day[i] = (cvs_pair){{n1, cvs_rng_binomial(rng, s->rate, n1)}, {n2, cvs_rng_binomial(rng, s->rate, n2)}};
  }
}

static bool stops(cvs_rng *rng, const setting *s) {
  cvs_pair day[DAYS];
  monitored m = monitor_start();
  draw_days(rng, s, day);
  if (s->group) {
    m = monitor_start_group(LOOKS, 2 * DAYS * s->visitors);
    m.looks.efficacy.family = s->family;
  }
  assert_int_equal(monitor_days(&m, day, DAYS), CVS_OK);
  const cvs_monitor_code code = m.group.treatment[0].code;
  monitor_finish(&m);
  return code == CVS_MONITOR_STOP_WIN || code == CVS_MONITOR_STOP_HARM;
}

static void a_test_without_an_effect_stops_no_more_often_than_alpha(void **state) {
  (void)state;
  /* from 50 conversions an arm at the end on */
  static const setting settings[] = {
      {0.3, 200, true, CVS_SPENDING_OBF},    {0.3, 200, true, CVS_SPENDING_POCOCK},
      {0.05, 400, true, CVS_SPENDING_OBF},   {0.01, 1000, true, CVS_SPENDING_POCOCK},
      {0.001, 2000, true, CVS_SPENDING_OBF}, {0.3, 200, false, CVS_SPENDING_OBF},
      {0.05, 400, false, CVS_SPENDING_OBF},  {0.001, 2000, false, CVS_SPENDING_OBF},
  };
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  const double error = sqrt(ALPHA * (1 - ALPHA) / TESTS);
  for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
    const setting *s = &settings[i];
    size_t false_alarms = 0;
    for (int k = 0; k < TESTS; k++)
      false_alarms += stops(rng, s);
    const double share = (double)false_alarms / TESTS;
    print_message("%-7s %-6s rate %-5g %6.0f conversions an arm: false alarms %.4f (alpha %.2f, error %.4f)\n",
                  s->group ? "group" : "anytime",
                  !s->group                       ? ""
                  : s->family == CVS_SPENDING_OBF ? "obf"
                                                  : "pocock",
                  s->rate, s->rate * (double)s->visitors * DAYS, share, ALPHA, error);
    assert_true(share <= ALPHA + DEVIATIONS * error);
  }
  cvs_rng_free(rng);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_test_without_an_effect_stops_no_more_often_than_alpha),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

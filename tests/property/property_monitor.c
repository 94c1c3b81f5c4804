/* Monitors of random tests: exchanging the arms mirrors them, a stop stays, more days change no earlier look. */
#include "num/num.h"
#include "support/monitored.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { TESTS = 150, DAYS_MAX = 14 };
static const uint64_t SEED = 53;

typedef struct random_test {
  cvs_monitor_options options;
  cvs_plan_looks looks;
  size_t days;
  cvs_pair day[DAYS_MAX];
} random_test;

/* Either design, any side, days without visitors; effects from none to large. */
static random_test draw(cvs_rng *rng) {
  random_test t = {.days = 2 + (size_t)cvs_rng_below(rng, DAYS_MAX - 1)};
  cvs_monitor_options_init(&t.options);
  t.options.has_alternative = true;
  t.options.alternative = (cvs_alternative)cvs_rng_below(rng, 3);
  const uint64_t most = 100 + cvs_rng_below(rng, 4000);
  if (cvs_rng_below(rng, 2) == 0) {
    t.options.design = CVS_MONITOR_GROUP;
    t.options.visitors_max = (uint64_t)((double)t.days * (double)most * (0.6 + cvs_rng_uniform(rng)));
    t.looks.count = 2 + (size_t)cvs_rng_below(rng, 5);
    t.looks.efficacy.family = cvs_rng_below(rng, 2) ? CVS_SPENDING_OBF : CVS_SPENDING_POCOCK;
    t.looks.futility = t.options.alternative == CVS_TWO_SIDED ? CVS_FUTILITY_NONE : (cvs_futility)cvs_rng_below(rng, 3);
    cvs_sequential_equal_looks(t.looks.count, t.looks.information);
  }
  const double rate = 0.02 + 0.3 * cvs_rng_uniform(rng), treated = rate * exp(0.15 * cvs_rng_normal(rng));
  for (size_t i = 0; i < t.days; i++) {
    const bool idle = cvs_rng_below(rng, 10) == 0;
    const uint64_t n1 = idle ? 0 : 1 + cvs_rng_below(rng, most), n2 = idle ? 0 : 1 + cvs_rng_below(rng, most);
    t.day[i] = (cvs_pair){{n1, cvs_rng_binomial(rng, rate, n1)}, {n2, cvs_rng_binomial(rng, fmin(treated, 1), n2)}};
  }
  if (t.day[0].control.visitors == 0)
    t.day[0] = (cvs_pair){{100, 10}, {100, 11}};
  return t;
}

static monitored run(const random_test *t, size_t days) {
  monitored m = monitor_start();
  m.options = t->options;
  m.looks = t->looks;
  assert_int_equal(monitor_days(&m, t->day, days), CVS_OK);
  return m;
}

/* A law of one test. */
typedef void law(const random_test *t);

static void on_tests(law *holds) {
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  for (int i = 0; i < TESTS; i++) {
    const random_test t = draw(rng);
    holds(&t);
  }
  cvs_rng_free(rng);
}

static cvs_monitor_code mirrored_code(cvs_monitor_code code) {
  if (code == CVS_MONITOR_STOP_WIN)
    return CVS_MONITOR_STOP_HARM;
  return code == CVS_MONITOR_STOP_HARM ? CVS_MONITOR_STOP_WIN : code;
}

static void check_opposite(cvs_maybe a, cvs_maybe b) {
  assert_int_equal(a.exists, b.exists);
  assert_true(fabs(a.value + b.value) <= 1e-9 * (1 + fabs(a.value)));
}

static void check_mirror(const random_test *t) {
  random_test turned = *t;
  if (t->options.alternative != CVS_TWO_SIDED)
    turned.options.alternative = t->options.alternative == CVS_GREATER ? CVS_LESS : CVS_GREATER;
  for (size_t i = 0; i < t->days; i++)
    turned.day[i] = (cvs_pair){t->day[i].treatment, t->day[i].control};
  monitored a = run(t, t->days), b = run(&turned, t->days);
  assert_int_equal(a.group.look_count, b.group.look_count);
  for (size_t i = 0; i < a.group.look_count; i++) {
    const cvs_monitor_comparison *one = &a.group.look[i].comparison[0], *other = &b.group.look[i].comparison[0];
    assert_int_equal(one->action, mirrored_code(other->action));
    check_opposite(one->z, other->z);
    check_opposite(one->bound_upper, other->bound_lower);
    check_opposite(one->bound_futility, other->bound_futility);
    assert_true(fabs(one->ln_p_value - other->ln_p_value) <= 1e-7 * (1 + fabs(one->ln_p_value)));
  }
  monitor_finish(&a);
  monitor_finish(&b);
}

static void exchanging_the_arms_mirrors_every_look(void **state) {
  (void)state;
  on_tests(check_mirror);
}

static void check_stops(const random_test *t) {
  monitored m = run(t, t->days);
  cvs_monitor_code before = CVS_MONITOR_CONTINUE;
  double p = 1;
  for (size_t i = 0; i < m.group.look_count; i++) {
    const cvs_monitor_comparison *one = &m.group.look[i].comparison[0];
    const bool overruled = before == CVS_MONITOR_STOP_FUTILITY && t->looks.futility == CVS_FUTILITY_NONBINDING;
    if (before != CVS_MONITOR_CONTINUE && !overruled)
      assert_int_equal(one->action, before);
    if (t->options.design == CVS_MONITOR_ANYTIME) {
      assert_true(one->p_value.value <= p);
      p = one->p_value.value;
    }
    if (one->p_value.exists && one->z.exists)
      assert_true(isfinite(one->ln_p_value) && one->p_value.value >= 0 && one->p_value.value <= 1);
    before = one->action;
  }
  monitor_finish(&m);
}

static void a_stop_stays_and_p_never_rises(void **state) {
  (void)state;
  on_tests(check_stops);
}

/* Looks are what they were when fewer days were known. */
static void check_prefix(const random_test *t) {
  monitored whole = run(t, t->days), part = run(t, t->days / 2 + 1);
  assert_true(part.group.look_count <= whole.group.look_count);
  for (size_t i = 0; i < part.group.look_count; i++) {
    const cvs_monitor_comparison *one = &part.group.look[i].comparison[0], *other = &whole.group.look[i].comparison[0];
    assert_int_equal(part.group.look[i].date, whole.group.look[i].date);
    assert_int_equal(one->action, other->action);
    assert_true(fabs(one->ln_p_value - other->ln_p_value) <= 0);
    assert_true(fabs(one->bound_upper.value - other->bound_upper.value) <= 0);
  }
  monitor_finish(&whole);
  monitor_finish(&part);
}

static void later_days_change_no_earlier_look(void **state) {
  (void)state;
  on_tests(check_prefix);
}

/* The repeated interval leaves out no effect where the bound is crossed, the band where its p-value says so. */
static void check_interval(const random_test *t) {
  monitored m = run(t, t->days);
  for (size_t i = 0; i < m.group.look_count; i++) {
    const cvs_monitor_comparison *one = &m.group.look[i].comparison[0];
    const bool group = t->options.design == CVS_MONITOR_GROUP;
    if (!one->difference.exists || !one->z.exists || (group && !one->bound_upper.exists && !one->bound_lower.exists))
      continue;
    const bool outside = (one->difference.has_lower && one->difference.lower > 0) ||
                         (one->difference.has_upper && one->difference.upper < 0);
    const bool near = group && fabs(one->p_value.value - 0.05) < 1e-9;
    /* binding futility lowers the bounds that stop, not those that are repeated */
    if (!near && one->p_value.exists && t->looks.futility != CVS_FUTILITY_BINDING)
      assert_int_equal(outside, one->p_value.value < 0.05);
  }
  monitor_finish(&m);
}

static void intervals_and_p_values_say_one_thing(void **state) {
  (void)state;
  on_tests(check_interval);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exchanging_the_arms_mirrors_every_look),
      cmocka_unit_test(a_stop_stays_and_p_never_rises),
      cmocka_unit_test(later_days_change_no_earlier_look),
      cmocka_unit_test(intervals_and_p_values_say_one_thing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

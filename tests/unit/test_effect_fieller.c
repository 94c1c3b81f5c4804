/* Fieller's interval. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

#include <math.h>

static void its_ends_are_where_the_statistic_is_critical(void **state) {
  (void)state;
  /* at an end (p2 - (1 + L) p1)^2 = z^2 (v2 + (1 + L)^2 v1): the definition */
  cvs_interval interval = effect_limits(&cvs_method_effect_fieller, pair_of(40, 1000, 55, 900), CVS_LIFT);

  double p1 = 0.04, p2 = 55 / 900.0, v1 = p1 * (1 - p1) / 1000, v2 = p2 * (1 - p2) / 900;
  double low = 1 + interval.lower, high = 1 + interval.upper;
  assert_close(fabs(p2 - low * p1) / sqrt(v2 + low * low * v1), 1.9599639845400542, 1e-12);
  assert_close(fabs(p2 - high * p1) / sqrt(v2 + high * high * v1), 1.9599639845400542, 1e-12);
  assert_true(interval.lower < interval.estimate && interval.estimate < interval.upper);
}

static void both_ends_are_open_where_the_set_is_unbounded(void **state) {
  (void)state;
  /* 3 of 10 at z = 2.576: g = 1.548 in the published row, at or above 1 */
  cvs_interval interval =
      effect_limits_at(&cvs_method_effect_fieller, pair_of(3, 10, 9, 10), CVS_LIFT, 0.01, CVS_TWO_SIDED);

  assert_true(interval.exists && !interval.has_lower && !interval.has_upper);
  assert_close(interval.estimate, 2, 1e-15);
}

int main(void) {
  effect_method tested = {.method = &cvs_method_effect_fieller, .scale = CVS_LIFT, .answers = {[CVS_LIFT] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(its_ends_are_where_the_statistic_is_critical),
      cmocka_unit_test(both_ends_are_open_where_the_set_is_unbounded),
      cmocka_unit_test_prestate(a_lift_does_not_exist_without_conversions, &tested),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Fieller's interval. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

#include <math.h>

static cvs_interval limit_at(cvs_pair pair, cvs_scale scale, double alpha, cvs_alternative alternative) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(cvs_method_effect_fieller.effect(&pair, scale, &level, &interval, NULL), CVS_OK);
  return interval;
}

static cvs_interval limit(cvs_pair pair, cvs_scale scale) {
  return limit_at(pair, scale, 0.05, CVS_TWO_SIDED);
}

static cvs_status status_of(cvs_pair pair, cvs_scale scale) {
  cvs_interval interval;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  return cvs_method_effect_fieller.effect(&pair, scale, &level, &interval, NULL);
}

static void its_ends_are_where_the_statistic_is_critical(void **state) {
  (void)state;
  /* at an end (p2 - (1 + L) p1)^2 = z^2 (v2 + (1 + L)^2 v1): the definition */
  cvs_interval interval = limit(pair_of(40, 1000, 55, 900), CVS_LIFT);

  double p1 = 0.04, p2 = 55 / 900.0, v1 = p1 * (1 - p1) / 1000, v2 = p2 * (1 - p2) / 900;
  double low = 1 + interval.lower, high = 1 + interval.upper;
  assert_close(fabs(p2 - low * p1) / sqrt(v2 + low * low * v1), 1.9599639845400542, 1e-12);
  assert_close(fabs(p2 - high * p1) / sqrt(v2 + high * high * v1), 1.9599639845400542, 1e-12);
  assert_true(interval.lower < interval.estimate && interval.estimate < interval.upper);
}

static void both_ends_are_open_where_the_set_is_unbounded(void **state) {
  (void)state;
  /* 3 of 10 at z = 2.576: g = 1.548 in the published row, at or above 1 */
  cvs_interval interval = limit_at(pair_of(3, 10, 9, 10), CVS_LIFT, 0.01, CVS_TWO_SIDED);

  assert_true(interval.exists && !interval.has_lower && !interval.has_upper);
  assert_close(interval.estimate, 2, 1e-15);
}

static void it_does_not_exist_without_conversions(void **state) {
  (void)state;
  assert_int_equal(status_of(pair_of(0, 10, 5, 10), CVS_LIFT), CVS_EUNDEF);
  assert_int_equal(status_of(pair_of(5, 10, 0, 10), CVS_LIFT), CVS_EUNDEF);
}

static void a_one_sided_interval_has_one_end_at_twice_the_error(void **state) {
  (void)state;
  cvs_interval both = limit_at(pair_of(12, 40, 25, 44), CVS_LIFT, 0.1, CVS_TWO_SIDED);
  cvs_interval greater = limit_at(pair_of(12, 40, 25, 44), CVS_LIFT, 0.05, CVS_GREATER);
  cvs_interval less = limit_at(pair_of(12, 40, 25, 44), CVS_LIFT, 0.05, CVS_LESS);

  assert_true(greater.exists && greater.has_lower && !greater.has_upper);
  assert_true(less.exists && !less.has_lower && less.has_upper);
  assert_close(greater.lower, both.lower, 1e-13);
  assert_close(less.upper, both.upper, 1e-13);
}

static void it_refuses_scales_and_counts_outside_its_domain(void **state) {
  (void)state;
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_DIFFERENCE), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_LIFT), CVS_OK);
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_ODDS_RATIO), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 0, 2, 10), CVS_LIFT), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 11, 10), CVS_LIFT), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(its_ends_are_where_the_statistic_is_critical),
      cmocka_unit_test(both_ends_are_open_where_the_set_is_unbounded),
      cmocka_unit_test(it_does_not_exist_without_conversions),
      cmocka_unit_test(a_one_sided_interval_has_one_end_at_twice_the_error),
      cmocka_unit_test(it_refuses_scales_and_counts_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

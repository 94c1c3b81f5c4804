/* Newcombe's hybrid score interval. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

static cvs_interval limit_at(cvs_pair pair, cvs_scale scale, double alpha, cvs_alternative alternative) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(cvs_method_effect_newcombe.effect(&pair, scale, &level, &interval, NULL), CVS_OK);
  return interval;
}

static cvs_interval limit(cvs_pair pair, cvs_scale scale) {
  return limit_at(pair, scale, 0.05, CVS_TWO_SIDED);
}

static cvs_status status_of(cvs_pair pair, cvs_scale scale) {
  cvs_interval interval;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  return cvs_method_effect_newcombe.effect(&pair, scale, &level, &interval, NULL);
}

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 against 48/80, method 10 */
  cvs_interval interval = limit(pair_of(48, 80, 56, 70), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, 0.0524, 5e-5);
  assert_close_abs(interval.upper, 0.3339, 5e-5);
  assert_close(interval.estimate, 0.2, 1e-15);
}

static void it_never_leaves_what_is_possible(void **state) {
  (void)state;
  cvs_interval interval = limit(pair_of(0, 1, 1, 1), CVS_DIFFERENCE);

  assert_true(interval.upper == 1);
  assert_true(interval.lower < 0 && interval.lower > -1);
}

static void with_no_conversion_at_all_its_ends_are_wilson_limits(void **state) {
  (void)state;
  /* both Wilson intervals are [0, z^2/(n + z^2)] */
  double z2 = 1.9599639845400542 * 1.9599639845400542;
  cvs_interval interval = limit(pair_of(0, 20, 0, 10), CVS_DIFFERENCE);

  assert_close(interval.lower, -z2 / (20 + z2), 1e-14);
  assert_close(interval.upper, z2 / (10 + z2), 1e-14);
}

static void a_one_sided_interval_has_one_end_at_twice_the_error(void **state) {
  (void)state;
  cvs_interval both = limit_at(pair_of(12, 40, 25, 44), CVS_DIFFERENCE, 0.1, CVS_TWO_SIDED);
  cvs_interval greater = limit_at(pair_of(12, 40, 25, 44), CVS_DIFFERENCE, 0.05, CVS_GREATER);
  cvs_interval less = limit_at(pair_of(12, 40, 25, 44), CVS_DIFFERENCE, 0.05, CVS_LESS);

  assert_true(greater.exists && greater.has_lower && !greater.has_upper);
  assert_true(less.exists && !less.has_lower && less.has_upper);
  assert_close(greater.lower, both.lower, 1e-13);
  assert_close(less.upper, both.upper, 1e-13);
}

static void it_refuses_scales_and_counts_outside_its_domain(void **state) {
  (void)state;
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_DIFFERENCE), CVS_OK);
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_LIFT), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_ODDS_RATIO), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 0, 2, 10), CVS_DIFFERENCE), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 11, 10), CVS_DIFFERENCE), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(it_never_leaves_what_is_possible),
      cmocka_unit_test(with_no_conversion_at_all_its_ends_are_wilson_limits),
      cmocka_unit_test(a_one_sided_interval_has_one_end_at_twice_the_error),
      cmocka_unit_test(it_refuses_scales_and_counts_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

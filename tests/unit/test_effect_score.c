/* The score intervals. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

static cvs_interval limit_at(cvs_pair pair, cvs_scale scale, double alpha, cvs_alternative alternative) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(cvs_method_effect_score.effect(&pair, scale, &level, &interval, NULL), CVS_OK);
  return interval;
}

static cvs_interval limit(cvs_pair pair, cvs_scale scale) {
  return limit_at(pair, scale, 0.05, CVS_TWO_SIDED);
}

static cvs_status status_of(cvs_pair pair, cvs_scale scale) {
  cvs_interval interval;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  return cvs_method_effect_score.effect(&pair, scale, &level, &interval, NULL);
}

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 against 48/80, method 5 */
  cvs_interval interval = limit(pair_of(48, 80, 56, 70), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, 0.0533, 5e-5);
  assert_close_abs(interval.upper, 0.3377, 5e-5);
  assert_close(interval.estimate, 0.2, 1e-15);
}

static void the_published_ratio_is_met(void **state) {
  (void)state;
  /* Fagerland, Lydersen & Laake (2015), Koopman by R's PropCIs: 7/34 against 1/34 */
  cvs_interval interval = limit(pair_of(1, 34, 7, 34), CVS_LIFT);

  assert_close_abs(interval.lower + 1, 1.220853, 6e-7);
  assert_close_abs(interval.upper + 1, 42.575718, 6e-7);
}

static void without_conversions_in_equal_arms_the_difference_is_wilsons(void **state) {
  (void)state;
  /* one arm stays at 0, the other rises: z^2/(n + z^2) */
  double z2 = 1.9599639845400542 * 1.9599639845400542;
  cvs_interval interval = limit(pair_of(0, 20, 0, 20), CVS_DIFFERENCE);

  assert_close(interval.upper, z2 / (20 + z2), 1e-13);
}

static void without_conversions_the_difference_exists_and_the_ratios_are_open(void **state) {
  (void)state;
  cvs_interval difference = limit(pair_of(0, 10, 0, 10), CVS_DIFFERENCE);
  cvs_interval lift = limit(pair_of(0, 10, 0, 10), CVS_LIFT);
  cvs_interval odds = limit(pair_of(0, 10, 0, 10), CVS_ODDS_RATIO);

  assert_close(difference.upper, -difference.lower, 0);
  assert_true(lift.exists && lift.lower == -1 && !lift.has_upper && !lift.has_estimate);
  assert_true(odds.exists && odds.has_lower && odds.lower == 0 && !odds.has_upper && !odds.has_estimate);
}

static void a_control_without_conversions_leaves_the_lift_open_above(void **state) {
  (void)state;
  cvs_interval lift = limit(pair_of(0, 100, 9, 100), CVS_LIFT);

  assert_true(lift.has_lower && lift.lower > 0);
  assert_false(lift.has_upper || lift.has_estimate);
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
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_LIFT), CVS_OK);
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_ODDS_RATIO), CVS_OK);
  assert_int_equal(status_of(pair_of(1, 0, 2, 10), CVS_DIFFERENCE), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 11, 10), CVS_DIFFERENCE), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(the_published_ratio_is_met),
      cmocka_unit_test(without_conversions_in_equal_arms_the_difference_is_wilsons),
      cmocka_unit_test(without_conversions_the_difference_exists_and_the_ratios_are_open),
      cmocka_unit_test(a_control_without_conversions_leaves_the_lift_open_above),
      cmocka_unit_test(a_one_sided_interval_has_one_end_at_twice_the_error),
      cmocka_unit_test(it_refuses_scales_and_counts_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

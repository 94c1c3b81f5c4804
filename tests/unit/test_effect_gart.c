/* Gart's adjusted logit interval. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

#include <math.h>

static cvs_interval limit_at(cvs_pair pair, cvs_scale scale, double alpha, cvs_alternative alternative) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(cvs_method_effect_gart.effect(&pair, scale, &level, &interval, NULL), CVS_OK);
  return interval;
}

static cvs_interval limit(cvs_pair pair, cvs_scale scale) {
  return limit_at(pair, scale, 0.05, CVS_TWO_SIDED);
}

static cvs_status status_of(cvs_pair pair, cvs_scale scale) {
  cvs_interval interval;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  return cvs_method_effect_gart.effect(&pair, scale, &level, &interval, NULL);
}

static void half_a_unit_is_added_to_all_four_cells(void **state) {
  (void)state;
  cvs_interval interval = limit(pair_of(0, 10, 3, 20), CVS_ODDS_RATIO);

  double ratio = 3.5 * 10.5 / (17.5 * 0.5);
  double half_width = 1.9599639845400542 * sqrt(1 / 3.5 + 1 / 17.5 + 1 / 0.5 + 1 / 10.5);
  assert_close(interval.lower, ratio * exp(-half_width), 1e-13);
  assert_close(interval.upper, ratio * exp(half_width), 1e-13);
  assert_false(interval.has_estimate);
}

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Fagerland, Lydersen & Laake (2015): 7/34 against 1/34, 0.98 to 38 */
  cvs_interval interval = limit(pair_of(1, 34, 7, 34), CVS_ODDS_RATIO);

  assert_close_abs(interval.lower, 0.98, 5e-3);
  assert_close_abs(interval.upper, 38, 0.5);
}

static void a_one_sided_interval_has_one_end_at_twice_the_error(void **state) {
  (void)state;
  cvs_interval both = limit_at(pair_of(12, 40, 25, 44), CVS_ODDS_RATIO, 0.1, CVS_TWO_SIDED);
  cvs_interval greater = limit_at(pair_of(12, 40, 25, 44), CVS_ODDS_RATIO, 0.05, CVS_GREATER);
  cvs_interval less = limit_at(pair_of(12, 40, 25, 44), CVS_ODDS_RATIO, 0.05, CVS_LESS);

  assert_true(greater.exists && greater.has_lower && !greater.has_upper);
  assert_true(less.exists && !less.has_lower && less.has_upper);
  assert_close(greater.lower, both.lower, 1e-13);
  assert_close(less.upper, both.upper, 1e-13);
}

static void it_refuses_scales_and_counts_outside_its_domain(void **state) {
  (void)state;
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_DIFFERENCE), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_LIFT), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 2, 10), CVS_ODDS_RATIO), CVS_OK);
  assert_int_equal(status_of(pair_of(1, 0, 2, 10), CVS_ODDS_RATIO), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 11, 10), CVS_ODDS_RATIO), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(half_a_unit_is_added_to_all_four_cells),
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(a_one_sided_interval_has_one_end_at_twice_the_error),
      cmocka_unit_test(it_refuses_scales_and_counts_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Woolf's logit interval. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

#include <math.h>

static cvs_interval limit_at(cvs_pair pair, cvs_scale scale, double alpha, cvs_alternative alternative) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(cvs_method_effect_woolf.effect(&pair, scale, &level, &interval, NULL), CVS_OK);
  return interval;
}

static cvs_interval limit(cvs_pair pair, cvs_scale scale) {
  return limit_at(pair, scale, 0.05, CVS_TWO_SIDED);
}

static cvs_status status_of(cvs_pair pair, cvs_scale scale) {
  cvs_interval interval;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  return cvs_method_effect_woolf.effect(&pair, scale, &level, &interval, NULL);
}

static void it_agrees_with_a_logistic_regression(void **state) {
  (void)state;
  /* R 4.2.2 glm(cbind(y, n - y) ~ t, binomial): exp(coefficient -+ z se) */
  cvs_interval interval = limit(pair_of(12, 40, 25, 44), CVS_ODDS_RATIO);

  assert_close(interval.lower, 1.24605500657811, 1e-9);
  assert_close(interval.upper, 7.5646557928823519, 1e-9);
  assert_close(interval.estimate, 25.0 * 28 / (12 * 19), 1e-15);
}

static void it_does_not_exist_with_an_empty_cell(void **state) {
  (void)state;
  assert_int_equal(status_of(pair_of(0, 10, 5, 10), CVS_ODDS_RATIO), CVS_EUNDEF);
  assert_int_equal(status_of(pair_of(5, 10, 10, 10), CVS_ODDS_RATIO), CVS_EUNDEF);
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
      cmocka_unit_test(it_agrees_with_a_logistic_regression),
      cmocka_unit_test(it_does_not_exist_with_an_empty_cell),
      cmocka_unit_test(a_one_sided_interval_has_one_end_at_twice_the_error),
      cmocka_unit_test(it_refuses_scales_and_counts_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

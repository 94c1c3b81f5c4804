/* What every interval of an effect must meet, and short forms for its tests. */
#include "support/effect_interval.h"

#include "support/assert_close.h"

cvs_interval effect_limits_at(const cvs_method *method, cvs_pair pair, cvs_scale scale, double alpha,
                              cvs_alternative alternative) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(method->effect(&pair, scale, &level, &interval, NULL), CVS_OK);
  return interval;
}

cvs_interval effect_limits(const cvs_method *method, cvs_pair pair, cvs_scale scale) {
  return effect_limits_at(method, pair, scale, 0.05, CVS_TWO_SIDED);
}

cvs_status effect_status_of(const cvs_method *method, cvs_pair pair, cvs_scale scale) {
  cvs_interval interval;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  return method->effect(&pair, scale, &level, &interval, NULL);
}

void a_one_sided_effect_interval_has_one_end_at_twice_the_error(void **state) {
  const effect_method *tested = *state;
  const cvs_pair pair = pair_of(12, 40, 25, 44);
  cvs_interval both = effect_limits_at(tested->method, pair, tested->scale, 0.1, CVS_TWO_SIDED);
  cvs_interval greater = effect_limits_at(tested->method, pair, tested->scale, 0.05, CVS_GREATER);
  cvs_interval less = effect_limits_at(tested->method, pair, tested->scale, 0.05, CVS_LESS);

  assert_true(greater.exists && greater.has_lower && !greater.has_upper);
  assert_true(less.exists && !less.has_lower && less.has_upper);
  assert_close(greater.lower, both.lower, 1e-13);
  assert_close(less.upper, both.upper, 1e-13);
}

void an_effect_interval_refuses_scales_and_counts_outside_its_domain(void **state) {
  const effect_method *tested = *state;
  for (int scale = 0; scale < CVS_SCALES; scale++)
    assert_int_equal(effect_status_of(tested->method, pair_of(1, 10, 2, 10), (cvs_scale)scale),
                     tested->answers[scale] ? CVS_OK : CVS_EINVAL);
  assert_int_equal(effect_status_of(tested->method, pair_of(1, 0, 2, 10), tested->scale), CVS_EINVAL);
  assert_int_equal(effect_status_of(tested->method, pair_of(1, 10, 11, 10), tested->scale), CVS_EINVAL);
}

void a_lift_does_not_exist_without_conversions(void **state) {
  const effect_method *tested = *state;
  assert_int_equal(effect_status_of(tested->method, pair_of(0, 10, 5, 10), CVS_LIFT), CVS_EUNDEF);
  assert_int_equal(effect_status_of(tested->method, pair_of(5, 10, 0, 10), CVS_LIFT), CVS_EUNDEF);
}

void without_conversions_a_score_difference_exists_and_the_ratios_are_open(void **state) {
  const effect_method *tested = *state;
  cvs_interval difference = effect_limits(tested->method, pair_of(0, 10, 0, 10), CVS_DIFFERENCE);
  cvs_interval lift = effect_limits(tested->method, pair_of(0, 10, 0, 10), CVS_LIFT);
  cvs_interval odds = effect_limits(tested->method, pair_of(0, 10, 0, 10), CVS_ODDS_RATIO);

  assert_close(difference.upper, -difference.lower, 0);
  assert_true(lift.exists && lift.lower == -1 && !lift.has_upper && !lift.has_estimate);
  assert_true(odds.exists && odds.has_lower && odds.lower == 0 && !odds.has_upper && !odds.has_estimate);
}

void a_control_without_conversions_leaves_a_score_lift_open_above(void **state) {
  const effect_method *tested = *state;
  cvs_interval lift = effect_limits(tested->method, pair_of(0, 100, 9, 100), CVS_LIFT);

  assert_true(lift.has_lower && lift.lower > 0);
  assert_false(lift.has_upper || lift.has_estimate);
}

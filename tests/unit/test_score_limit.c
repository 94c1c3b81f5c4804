/* Score intervals. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/score.h"

#include <math.h>

static cvs_interval limit(cvs_pair pair, cvs_scale scale, double alpha) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, CVS_TWO_SIDED);
  assert_int_equal(cvs_score_interval(&pair, scale, 1, &level, &interval), CVS_OK);
  return interval;
}

static void their_ends_are_where_the_statistic_is_critical(void **state) {
  (void)state;
  /* the statistic comes from the constrained rates, the ends from the multiplier */
  cvs_pair pair = pair_of(12, 40, 25, 44);
  for (int scale = 0; scale < CVS_SCALES; scale++) {
    cvs_interval interval = limit(pair, (cvs_scale)scale, 0.05);

    assert_close(cvs_score_z(&pair, (cvs_scale)scale, interval.lower, 1), 1.9599639845400542, 1e-12);
    assert_close(cvs_score_z(&pair, (cvs_scale)scale, interval.upper, 1), -1.9599639845400542, 1e-12);
  }
}

static void at_full_conversion_of_the_treatment_the_lift_has_its_closed_form(void **state) {
  (void)state;
  /* p2 stays 1, p1 is at its Wilson limit: with z = 2, 5 of 10, p1 = (5 + 2 + sqrt(4 + 2.5 * 4))/14 */
  cvs_pair pair = pair_of(5, 10, 1000000, 1000000);
  cvs_level level;
  cvs_interval interval = {0};
  assert_int_equal(cvs_level_from_z(2, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  assert_int_equal(cvs_score_interval(&pair, CVS_LIFT, 1, &level, &interval), CVS_OK);

  assert_close(1 / (1 + interval.lower), (5 + 2 + 2 * sqrt(1 + 2.5)) / 14, 1e-13);
}

static void an_arm_at_full_conversion_can_fall_once_the_other_cannot_rise(void **state) {
  (void)state;
  /* all of 3 against all of 5: the treatment alone falls, to n/(n + z^2) */
  cvs_interval interval = limit(pair_of(3, 3, 5, 5), CVS_LIFT, 0.05);

  double z2 = 1.9599639845400542 * 1.9599639845400542;
  assert_close(interval.lower, -z2 / (5 + z2), 1e-13);
  assert_close(interval.upper, z2 / 3, 1e-13);
}

static void rates_of_one_in_ten_thousand_million_keep_their_digits(void **state) {
  (void)state;
  /* Poisson limit of Koopman's interval: R solves (p2 - R p1)^2 = z^2 R X/(N ...) with equal sizes,
   * (x2 - R x1)^2 = z^2 R (x1 + x2), exact as n grows: its roots for 100 and 140 */
  cvs_interval interval = limit(pair_of(100, CVS_VISITORS_MAX, 140, CVS_VISITORS_MAX), CVS_LIFT, 0.05);

  for (int end = 0; end < 2; end++) {
    double ratio = 1 + (end == 0 ? interval.lower : interval.upper);
    assert_close(fabs(140 - ratio * 100) / sqrt(ratio * 240), 1.9599639845400542, 1e-9);
  }
}

static void a_p_value_at_alpha_to_the_last_bit_decides_the_interval(void **state) {
  (void)state;
  /* p of the table below as the level: equality is not significant */
  cvs_pair pair = pair_of(12, 40, 25, 44);
  double p = 0.013408792527027423; /* R 4.2.2 prop.test, within an ulp or two */
  for (int scale = 0; scale < CVS_SCALES; scale++) {
    double null = scale == CVS_ODDS_RATIO ? 1 : 0;

    assert_true(limit(pair, (cvs_scale)scale, p * (1 - 1e-13)).lower <= null);
    assert_true(limit(pair, (cvs_scale)scale, p * (1 + 1e-13)).lower > null);
  }
}

static void errors_down_to_1e_300_are_solved(void **state) {
  (void)state;
  cvs_interval interval = limit(pair_of(1, 2, 999999999999, CVS_VISITORS_MAX), CVS_DIFFERENCE, 1e-300);

  /* nearly all of the treatment converted and cannot move: 1 less the control's Wilson limits */
  double z2 = 37.065787880772129 * 37.065787880772129; /* R 4.2.2 qnorm(5e-301, lower.tail = FALSE) */
  double control_rest = 1 / (2 + z2 + sqrt(z2 * (z2 + 2)));
  assert_close(interval.lower, control_rest, 1e-6);
  assert_close(interval.upper, 1 - control_rest, 1e-6);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(their_ends_are_where_the_statistic_is_critical),
      cmocka_unit_test(at_full_conversion_of_the_treatment_the_lift_has_its_closed_form),
      cmocka_unit_test(an_arm_at_full_conversion_can_fall_once_the_other_cannot_rise),
      cmocka_unit_test(rates_of_one_in_ten_thousand_million_keep_their_digits),
      cmocka_unit_test(a_p_value_at_alpha_to_the_last_bit_decides_the_interval),
      cmocka_unit_test(errors_down_to_1e_300_are_solved),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

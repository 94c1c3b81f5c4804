/* The score statistic at any null value. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/score.h"

#include <math.h>

static void the_constrained_rates_of_a_difference_solve_the_score_equation(void **state) {
  (void)state;
  /* R 4.2.2: uniroot of (x1 - n1 p)/(p q) + (x2 - n2 (p + d))/((p + d)(q - d)) to the last bit */
  cvs_pair large = pair_of(120, 1000, 112, 1000), small = pair_of(12, 40, 25, 44);
  cvs_constrained_rates below = cvs_score_constrained(&large, CVS_DIFFERENCE, -0.03);
  cvs_constrained_rates above = cvs_score_constrained(&small, CVS_DIFFERENCE, 0.05);

  assert_close(below.control, 0.13222331937768309, 1e-13);
  assert_close(below.treatment, 0.10222331937768309, 1e-13);
  assert_close(above.control, 0.41290856938371057, 1e-13);
  assert_close(above.treatment, 0.46290856938371056, 1e-13);
}

static void the_constrained_rates_of_a_lift_solve_the_score_equation(void **state) {
  (void)state;
  /* R 4.2.2: uniroot of (x1 - n1 p)/(1 - p) + (x2 - n2 R p)/(1 - R p) */
  cvs_pair large = pair_of(120, 1000, 112, 1000), small = pair_of(12, 40, 25, 44);
  cvs_constrained_rates below = cvs_score_constrained(&large, CVS_LIFT, -0.15);
  cvs_constrained_rates above = cvs_score_constrained(&small, CVS_LIFT, 0.2);

  assert_close(below.control, 0.1253433193263403, 1e-13);
  assert_close(below.treatment, 0.10654182142738924, 1e-13);
  assert_close(above.control, 0.40485603120120106, 1e-13);
  assert_close(above.treatment, 0.48582723744144124, 1e-13);
}

static void the_constrained_rates_of_an_odds_ratio_keep_the_total(void **state) {
  (void)state;
  /* R 4.2.2: uniroot of n1 p + n2 q - x1 - x2 */
  cvs_pair pair = pair_of(12, 40, 25, 44);
  cvs_constrained_rates rates = cvs_score_constrained(&pair, CVS_ODDS_RATIO, 1.5);

  assert_close(rates.control, 0.38837970410110573, 1e-13);
  assert_close(rates.treatment, 0.48783663263535842, 1e-13);
}

static void the_statistic_is_the_standardised_distance_from_the_null(void **state) {
  (void)state;
  /* R 4.2.2, at the rates above */
  cvs_pair large = pair_of(120, 1000, 112, 1000), small = pair_of(12, 40, 25, 44), few = pair_of(3, 60, 4, 55);

  assert_close(cvs_score_z(&large, CVS_DIFFERENCE, -0.03, 1), 1.5309038125601107, 1e-12);
  assert_close(cvs_score_z(&few, CVS_DIFFERENCE, -0.1, 1), 2.3505711856973783, 1e-12);
  assert_close(cvs_score_z(&large, CVS_LIFT, -0.15, 1), 0.75722805700588369, 1e-12);
  assert_close(cvs_score_z(&few, CVS_LIFT, -0.5, 1), 1.5133186743997622, 1e-12);
  assert_close(cvs_score_z(&small, CVS_ODDS_RATIO, 1.5, 1), 1.5659245612521491, 1e-12);
}

static void the_factor_divides_the_variance(void **state) {
  (void)state;
  cvs_pair pair = pair_of(12, 40, 25, 44);
  double factor = cvs_score_factor_n1(&pair);

  assert_close(factor, 84 / 83.0, 1e-15);
  assert_close(cvs_score_z(&pair, CVS_LIFT, 0.1, factor), cvs_score_z(&pair, CVS_LIFT, 0.1, 1) / sqrt(84 / 83.0),
               1e-14);
}

static void at_no_effect_every_scale_has_the_pooled_z(void **state) {
  (void)state;
  cvs_pair pair = pair_of(12, 40, 25, 44);
  double pooled = sqrt(6.1143603952114622); /* R 4.2.2 prop.test */

  assert_close(cvs_score_z(&pair, CVS_DIFFERENCE, 0, 1), pooled, 1e-13);
  assert_close(cvs_score_z(&pair, CVS_LIFT, 0, 1), pooled, 1e-13);
  assert_close(cvs_score_z(&pair, CVS_ODDS_RATIO, 1, 1), pooled, 1e-13);
}

static void the_general_formula_passes_through_the_pooled_z(void **state) {
  (void)state;
  cvs_pair pair = pair_of(12, 40, 25, 44);
  double pooled = sqrt(6.1143603952114622);

  assert_close(cvs_score_z(&pair, CVS_DIFFERENCE, 1e-13, 1), pooled, 1e-11);
  assert_close(cvs_score_z(&pair, CVS_LIFT, 1e-13, 1), pooled, 1e-11);
  assert_close(cvs_score_z(&pair, CVS_ODDS_RATIO, 1 + 1e-13, 1), pooled, 1e-11);
}

static void it_falls_as_the_null_rises_also_at_the_boundary(void **state) {
  (void)state;
  const cvs_pair pairs[] = {pair_of(0, 10, 0, 10), pair_of(0, 10, 10, 10), pair_of(10, 10, 10, 10),
                            pair_of(3, 10, 0, 7),  pair_of(10, 10, 4, 7),  pair_of(1, 3, 999999999, 1000000000)};

  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    for (int step = -99; step < 99; step++)
      assert_true(cvs_score_z(&pairs[i], CVS_DIFFERENCE, step / 100.0, 1) >=
                  cvs_score_z(&pairs[i], CVS_DIFFERENCE, (step + 1) / 100.0, 1));
}

static void an_impossible_null_is_infinitely_far_away(void **state) {
  (void)state;
  cvs_pair pair = pair_of(3, 10, 4, 10), none = pair_of(0, 10, 0, 10);

  assert_true(cvs_score_z(&pair, CVS_DIFFERENCE, -1, 1) == INFINITY);
  assert_true(cvs_score_z(&pair, CVS_DIFFERENCE, 1, 1) == -INFINITY);
  assert_true(cvs_score_z(&none, CVS_LIFT, 0.5, 1) == 0);
}

static void a_pulled_rate_solves_its_equation(void **state) {
  (void)state;
  /* x - n p = lambda p q, at the documented multiplier */
  cvs_pull_arm arm = {.converted = 30, .rest = 70, .visitors = 100};
  for (double lambda = 1; lambda < 1e5; lambda *= 3) {
    cvs_pulled pulled = cvs_score_pull(&arm, lambda);

    assert_close(30 - 100 * pulled.rate, lambda * pulled.rate * pulled.rest, 1e-11);
    assert_close(pulled.rate + pulled.rest, 1, 1e-14);
    assert_close(pulled.slope, 100 + lambda * (pulled.rest - pulled.rate), 1e-11);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_constrained_rates_of_a_difference_solve_the_score_equation),
      cmocka_unit_test(the_constrained_rates_of_a_lift_solve_the_score_equation),
      cmocka_unit_test(the_constrained_rates_of_an_odds_ratio_keep_the_total),
      cmocka_unit_test(the_statistic_is_the_standardised_distance_from_the_null),
      cmocka_unit_test(the_factor_divides_the_variance),
      cmocka_unit_test(at_no_effect_every_scale_has_the_pooled_z),
      cmocka_unit_test(the_general_formula_passes_through_the_pooled_z),
      cmocka_unit_test(it_falls_as_the_null_rises_also_at_the_boundary),
      cmocka_unit_test(an_impossible_null_is_infinitely_far_away),
      cmocka_unit_test(a_pulled_rate_solves_its_equation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A beta distribution as the law of its log odds. */
#include "stat/bayes_law.h"

#include "support/assert_close.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double NOWHERE[2] = {INFINITY, -INFINITY};

static cvs_beta_law make(double a, double b, const double reach[2]) {
  cvs_beta_law law;
  assert_int_equal(cvs_beta_law_make(&(cvs_beta){a, b}, reach, &law, NULL), CVS_OK);
  return law;
}

static cvs_bayes_tails tails_at_rate(const cvs_beta_law *law, double rate) {
  return cvs_beta_law_tails(law, log(rate / (1 - rate)) - law->mode);
}

/* The first terms of the series: -w^2 (1/2 - w (1/3 - w (1/4 - w / 5))). */
static void leaves_the_linear_term_out_of_a_logarithm_without_loss(void **state) {
  (void)state;

  assert_close(cvs_ln1p_less(1e-4), -1e-8 * (0.5 - 1e-4 * (1.0 / 3 - 1e-4 * (0.25 - 1e-4 / 5))), 1e-15);
  assert_close(cvs_ln1p_less(-1e-9), -1e-18 * (0.5 + 1e-9 / 3), 1e-15);
  assert_close(cvs_ln1p_less(0.0999999), cvs_ln1p_less(0.1), 3e-6);
  assert_close(cvs_ln1p_less(1), log(2) - 1, 1e-15);
}

/* Fejer's rule of 20 nodes is exact to degree 19: the integral of x^18 over [-1, 1] is 2/19. */
static void integrates_polynomials_exactly(void **state) {
  (void)state;
  cvs_fejer rule;
  cvs_fejer_init(&rule);
  double sum = 0, weights = 0;

  for (size_t k = 0; k < CVS_PANEL_NODES; k++) {
    weights += rule.weight[k];
    sum += rule.weight[k] * pow(rule.node[k], 18);
  }

  assert_close(weights, 2, 1e-14);
  assert_close(sum, 2.0 / 19, 1e-13);
}

/* The density at the mode is p^a q^b / B(a, b): B(1, 1) = 1, B(1/2, 1/2) = pi, B(3, 9) = 1 / 495. */
static void is_normalised_by_its_own_integral(void **state) {
  (void)state;
  cvs_beta_law flat = make(1, 1, NOWHERE), arcsine = make(0.5, 0.5, NOWHERE), usual = make(3, 9, NOWHERE);

  assert_close(flat.scale, 0.25, 1e-13);
  assert_close(arcsine.scale, 0.5 / 3.14159265358979323846, 1e-13);
  assert_close(usual.scale, pow(0.25, 3) * pow(0.75, 9) * 495, 1e-13);

  cvs_beta_law_free(&flat);
  cvs_beta_law_free(&arcsine);
  cvs_beta_law_free(&usual);
}

/* Beta(a, 1) has P(<= p) = p^a, Beta(1, b) has P(> p) = (1 - p)^b. */
static void keeps_the_digits_of_both_tails(void **state) {
  (void)state;
  const double everywhere[2] = {-700, 700};
  cvs_beta_law cubic = make(3, 1, everywhere), many = make(1, 1e9, everywhere);

  assert_close(tails_at_rate(&cubic, 1e-60).lower, 1e-180, 1e-11);
  assert_close(tails_at_rate(&cubic, 0.3).lower, 0.027, 1e-13);
  assert_close(tails_at_rate(&cubic, 0.3).upper, 0.973, 1e-13);
  assert_close(tails_at_rate(&many, 1e-9).upper, exp(1e9 * log1p(-1e-9)), 1e-12);
  assert_close(tails_at_rate(&many, 1e-7).upper, exp(1e9 * log1p(-1e-7)), 1e-11);

  cvs_beta_law_free(&cubic);
  cvs_beta_law_free(&many);
}

/* Equal shapes have no skewness: the normal limit is right to the order 1/n. */
static void is_normal_and_symmetric_at_a_trillion(void **state) {
  (void)state;
  cvs_beta_law law = make(1e12, 1e12, NOWHERE);
  const double deviation = sqrt(2.0 / 1e12); /* of the log odds: 1 / sqrt(n p q) */

  assert_close(cvs_beta_law_tails(&law, 0).lower, 0.5, 1e-12);
  assert_close(cvs_beta_law_tails(&law, deviation).upper, erfc(1 / sqrt(2)) / 2, 1e-11);
  assert_close(cvs_beta_law_tails(&law, -deviation).lower, erfc(1 / sqrt(2)) / 2, 1e-11);

  cvs_beta_law_free(&law);
}

static void finds_the_quantile_that_its_tails_say(void **state) {
  (void)state;
  const double shapes[][2] = {{0.1, 0.1}, {0.5, 1e9}, {7, 1}, {121, 881}, {1e12, 1e3}};
  const double lower[] = {1e-9, 0.025, 0.5, 0.999};

  for (size_t i = 0; i < 5; i++) {
    cvs_beta_law law = make(shapes[i][0], shapes[i][1], NOWHERE);
    for (size_t k = 0; k < 4; k++) {
      double t;
      assert_int_equal(cvs_beta_law_quantile(&law, lower[k], &t), CVS_OK);
      assert_close(cvs_beta_law_tails(&law, t).lower, lower[k], 1e-11);
    }
    cvs_beta_law_free(&law);
  }
}

/* 1e9 converted of 1e9 + 7: forming the difference of the means by subtraction would leave 7 digits. */
static void subtracts_means_without_loss(void **state) {
  (void)state;
  const cvs_beta_pair pair = {{1e9, 7}, {1e9, 8}};

  /* a2/n2 - a1/n1 = a (n1 - n2) / (n1 n2) with a2 = a1 = a */
  assert_close(cvs_beta_mean_difference(&pair), -1e9 / ((1e9 + 7) * (1e9 + 8)), 1e-15);
}

static void refuses_shapes_outside_their_range(void **state) {
  (void)state;
  cvs_beta_law law;

  assert_int_equal(cvs_beta_law_make(&(cvs_beta){0.09, 1}, NOWHERE, &law, NULL), CVS_EINVAL);
  cvs_beta_law_free(&law);
  assert_int_equal(cvs_beta_law_make(&(cvs_beta){1, 1.1e13}, NOWHERE, &law, NULL), CVS_EINVAL);
  cvs_beta_law_free(&law);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(leaves_the_linear_term_out_of_a_logarithm_without_loss),
      cmocka_unit_test(integrates_polynomials_exactly),
      cmocka_unit_test(is_normalised_by_its_own_integral),
      cmocka_unit_test(keeps_the_digits_of_both_tails),
      cmocka_unit_test(is_normal_and_symmetric_at_a_trillion),
      cmocka_unit_test(finds_the_quantile_that_its_tails_say),
      cmocka_unit_test(subtracts_means_without_loss),
      cmocka_unit_test(refuses_shapes_outside_their_range),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

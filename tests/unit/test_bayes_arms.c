/* Which of several arms is best, and what choosing each of them costs. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/bayes.h>

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double ACCURACY = 1e-9;

static cvs_bayes_comparison compare(cvs_beta control, cvs_beta treatment) {
  const cvs_beta_pair pair = {control, treatment};
  cvs_bayes_comparison found = {0};
  assert_int_equal(cvs_bayes_compare(&pair, &found, NULL), CVS_OK);
  return found;
}

static double pick(const cvs_bayes_comparison *found, const char *quantity) {
  if (strcmp(quantity, "p_better") == 0)
    return found->p_better;
  if (strcmp(quantity, "p_worse") == 0)
    return found->p_worse;
  if (strcmp(quantity, "expected_loss_ship") == 0)
    return found->expected_loss_ship;
  if (strcmp(quantity, "expected_loss_keep") == 0)
    return found->expected_loss_keep;
  assert_string_equal(quantity, "mean_difference");
  return found->mean_difference;
}

static void meets_the_reference_table_of_two_arms(void **state) {
  (void)state;
  reference_table table;

  for (reference_open(&table, "bayes_compare"); reference_next(&table);) {
    const cvs_beta control = {reference_number(&table, "alpha1"), reference_number(&table, "beta1")};
    const cvs_beta treatment = {reference_number(&table, "alpha2"), reference_number(&table, "beta2")};
    const cvs_bayes_comparison found = compare(control, treatment);

    assert_close(pick(&found, reference_text(&table, "quantity")), reference_number(&table, "value"), ACCURACY);
  }
}

static void meets_the_reference_table_of_several_arms(void **state) {
  (void)state;
  reference_table table;

  for (reference_open(&table, "bayes_arms"); reference_next(&table);) {
    double alpha[REFERENCE_LIST_MAX], beta[REFERENCE_LIST_MAX];
    cvs_beta belief[CVS_BAYES_ARMS_MAX];
    cvs_bayes_arm arm[CVS_BAYES_ARMS_MAX];
    const size_t count = reference_list(&table, "alpha", alpha);
    assert_int_equal(reference_list(&table, "beta", beta), count);
    for (size_t i = 0; i < count; i++)
      belief[i] = (cvs_beta){alpha[i], beta[i]};

    assert_int_equal(cvs_bayes_arms(belief, count, arm, NULL), CVS_OK);

    const size_t asked = (size_t)reference_number(&table, "arm") - 1;
    assert_close(arm[asked].p_best, reference_number(&table, "p_best"), ACCURACY);
    if (*reference_text(&table, "expected_loss") != '\0')
      assert_close(arm[asked].expected_loss, reference_number(&table, "expected_loss"), ACCURACY);
  }
}

/* mpmath 1.2.1, 25 digits: 1 less the integral of the three distribution functions over p = sin(t)^2, less
 * the arm's mean. */
static void integrates_poles_at_both_ends(void **state) {
  (void)state;
  const cvs_beta belief[] = {{0.5, 0.5}, {5.5, 0.5}, {3, 3}};
  cvs_bayes_arm arm[3];

  assert_int_equal(cvs_bayes_arms(belief, 3, arm, NULL), CVS_OK);

  assert_close(arm[0].expected_loss, 0.4343453350796333903, 1e-12);
  assert_close(arm[1].expected_loss, 0.0176786684129667237, 1e-12);
  assert_close(arm[2].expected_loss, 0.4343453350796333903, 1e-12);
}

/* 49 of 100 against 51 of 100 under the uniform prior: the finite sum over i < alpha of the treatment in
 * exact fractions (Python). Others print 0.61052 and 0.60918. */
static void gives_0_610771_where_approximations_give_0_61052(void **state) {
  (void)state;

  const cvs_bayes_comparison found = compare((cvs_beta){50, 52}, (cvs_beta){52, 50});

  assert_close(found.p_better, 0.6107705226878395, 1e-12);
}

/* P(p < X) of X ~ Beta(1, b) under a uniform p is E[X] = 1 / (b + 1). Beta(1, 60) against Beta(60, 1): all
 * 60 smallest of 120 uniforms are one group's, of binomial(120, 60) equally likely splits. */
static void keeps_the_digits_of_tiny_figures(void **state) {
  (void)state;
  double choose = 1; /* binomial(120, 60) */
  for (int i = 1; i <= 60; i++)
    choose *= (60.0 + i) / i;

  const cvs_bayes_comparison flat = compare((cvs_beta){1, 1}, (cvs_beta){1, 1e9});
  const cvs_bayes_comparison apart = compare((cvs_beta){1, 60}, (cvs_beta){60, 1});

  assert_close(flat.p_better, 1 / (1e9 + 1), ACCURACY);
  assert_close(apart.p_worse, 1 / choose, ACCURACY);
}

/* R 4.2.2: 8,001 nodes of pbeta(p, 500001, 500001, lower = FALSE) * pbeta(p, 502001, 498001). */
static void meets_a_sum_of_distribution_functions_at_a_million(void **state) {
  (void)state;

  const cvs_bayes_comparison found = compare((cvs_beta){500001, 500001}, (cvs_beta){502001, 498001});

  assert_close(found.expected_loss_ship, 4.8900155299253893e-07, 1e-11);
}

/* Equal arms: 1/k each; the mean of the largest of k uniforms is k/(k + 1). */
static void shares_equally_between_50_uniform_arms(void **state) {
  (void)state;
  cvs_beta belief[50];
  cvs_bayes_arm arm[50];
  for (size_t i = 0; i < 50; i++)
    belief[i] = (cvs_beta){1, 1};

  assert_int_equal(cvs_bayes_arms(belief, 50, arm, NULL), CVS_OK);

  for (size_t i = 0; i < 50; i++) {
    assert_close(arm[i].p_best, 1.0 / 50, 1e-12);
    assert_close(arm[i].expected_loss, 50.0 / 51 - 0.5, 1e-12);
  }
}

static void gives_a_single_arm_certainty_and_no_loss(void **state) {
  (void)state;
  const cvs_beta belief = {3.5, 97.5};
  cvs_bayes_arm arm;

  assert_int_equal(cvs_bayes_arms(&belief, 1, &arm, NULL), CVS_OK);

  assert_close(arm.p_best, 1, 1e-12);
  assert_close(arm.expected_loss, 0, 0);
}

/* Arms a thousand deviations apart: below 1e-290 a figure is 0, the other one the whole. */
static void gives_0_beyond_the_range_of_a_double(void **state) {
  (void)state;

  const cvs_bayes_comparison found = compare((cvs_beta){1e9, 9e9}, (cvs_beta){2e9, 8e9});

  assert_close(found.p_better, 1, 1e-12);
  assert_close(found.p_worse, 0, 0);
  assert_close(found.expected_loss_ship, 0, 0);
  assert_close(found.expected_loss_keep, 0.1, 1e-12);
}

/* Equal or mirrored beliefs at both ends of the domain: 1/2 by symmetry, whatever the shapes. */
static void holds_at_both_ends_of_its_domain(void **state) {
  (void)state;
  const double ends[] = {CVS_BETA_SHAPE_MIN, CVS_BETA_SHAPE_MAX};

  for (size_t i = 0; i < 4; i++) {
    const cvs_beta belief = {ends[i / 2], ends[i % 2]};
    const cvs_bayes_comparison found = compare(belief, belief);
    assert_close(found.p_better, 0.5, ACCURACY);
    assert_close(found.p_worse, 0.5, ACCURACY);
    assert_close(found.expected_loss_ship, found.expected_loss_keep, ACCURACY);
    assert_true(found.expected_loss_ship > 0);
  }
}

static void refuses_what_is_no_set_of_arms(void **state) {
  (void)state;
  const cvs_beta outside[] = {{1, 1}, {0.05, 1}}, broken[] = {{1, 1}, {1, NAN}};
  cvs_beta many[CVS_BAYES_ARMS_MAX + 1];
  cvs_bayes_arm arm[CVS_BAYES_ARMS_MAX + 1];
  for (size_t i = 0; i <= CVS_BAYES_ARMS_MAX; i++)
    many[i] = (cvs_beta){1, 1};
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_arms(many, 0, arm, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_arms(many, CVS_BAYES_ARMS_MAX + 1, arm, NULL), CVS_ELIMIT);
  assert_int_equal(cvs_bayes_arms(broken, 2, arm, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_arms(outside, 2, arm, &error), CVS_EINVAL);
  assert_string_equal(error.message, "the alpha of the beta distribution is 0.05, expected 0.1 to 1e+13");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_reference_table_of_two_arms),
      cmocka_unit_test(meets_the_reference_table_of_several_arms),
      cmocka_unit_test(integrates_poles_at_both_ends),
      cmocka_unit_test(gives_0_610771_where_approximations_give_0_61052),
      cmocka_unit_test(keeps_the_digits_of_tiny_figures),
      cmocka_unit_test(meets_a_sum_of_distribution_functions_at_a_million),
      cmocka_unit_test(shares_equally_between_50_uniform_arms),
      cmocka_unit_test(gives_a_single_arm_certainty_and_no_loss),
      cmocka_unit_test(gives_0_beyond_the_range_of_a_double),
      cmocka_unit_test(holds_at_both_ends_of_its_domain),
      cmocka_unit_test(refuses_what_is_no_set_of_arms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

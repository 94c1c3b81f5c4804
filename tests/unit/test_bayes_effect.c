/* The posterior of a difference or a lift: tails, density, regions. */
#include "stat/bayes_effect.h"

#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double ACCURACY = 1e-9;

static cvs_bayes_tails tails(const cvs_beta_pair *pair, cvs_scale scale, double value) {
  cvs_bayes_tails found = {0, 0};
  assert_int_equal(cvs_bayes_effect_tails(pair, scale, value, &found, NULL), CVS_OK);
  return found;
}

static double region(const cvs_beta_pair *pair, cvs_scale scale, double low, double high) {
  const double ends[2] = {low, high};
  double mass = 0;
  assert_int_equal(cvs_bayes_region(pair, scale, ends, &mass, NULL), CVS_OK);
  return mass;
}

static void meets_the_reference_table_of_tails_and_regions(void **state) {
  (void)state;
  reference_table table;
  size_t used = 0;

  for (reference_open(&table, "bayes_effect"); reference_next(&table);) {
    const cvs_beta_pair pair = {{reference_number(&table, "alpha1"), reference_number(&table, "beta1")},
                                {reference_number(&table, "alpha2"), reference_number(&table, "beta2")}};
    const char *quantity = reference_text(&table, "quantity");
    const double at = reference_number(&table, "at"), want = reference_number(&table, "value");
    if (strcmp(quantity, "above") == 0)
      assert_close(tails(&pair, CVS_DIFFERENCE, at).upper, want, ACCURACY);
    else if (strcmp(quantity, "region") == 0)
      assert_close(region(&pair, CVS_DIFFERENCE, -at, at), want, ACCURACY);
    else
      continue;
    used++;
  }

  assert_true(used > 20);
}

/* Two uniforms: P(D <= d) = (1 + d)^2 / 2 below 0; P(T / C <= r) = r / 2 up to 1, then 1 - 1 / (2 r). */
static void meets_the_closed_form_of_two_uniforms(void **state) {
  (void)state;
  const cvs_beta_pair flat = {{1, 1}, {1, 1}};
  const double differences[] = {0.001, 0.3, 0.999}, lifts[] = {-0.999, -0.25, 0.0, 2.5, 1e6};

  for (size_t i = 0; i < 3; i++) {
    const double d = differences[i];
    assert_close(tails(&flat, CVS_DIFFERENCE, -d).lower, (1 - d) * (1 - d) / 2, 1e-11);
    assert_close(tails(&flat, CVS_DIFFERENCE, d).upper, (1 - d) * (1 - d) / 2, 1e-11);
  }
  for (size_t i = 0; i < 5; i++) {
    const double ratio = 1 + lifts[i];
    assert_close(tails(&flat, CVS_LIFT, lifts[i]).lower, ratio < 1 ? ratio / 2 : 1 - 0.5 / ratio, 1e-11);
    assert_close(tails(&flat, CVS_LIFT, lifts[i]).upper, ratio < 1 ? 1 - ratio / 2 : 0.5 / ratio, 1e-11);
  }
}

/* Density of the difference of two uniforms: 1 - |d|; of their ratio: 1/2, then 1 / (2 r^2). */
static void gives_densities_of_two_uniforms(void **state) {
  (void)state;
  const cvs_beta_pair flat = {{1, 1}, {1, 1}};
  cvs_effect_law difference, lift;
  assert_int_equal(cvs_effect_law_make(&flat, CVS_DIFFERENCE, &difference, NULL), CVS_OK);
  assert_int_equal(cvs_effect_law_make(&flat, CVS_LIFT, &lift, NULL), CVS_OK);
  cvs_effect_point apart = {.value = -0.4, .with_density = true};
  cvs_effect_point below = {.value = -0.5, .with_density = true}, above = {.value = 3, .with_density = true};

  assert_int_equal(cvs_effect_law_measure(&difference, &apart), CVS_OK);
  assert_int_equal(cvs_effect_law_measure(&lift, &below), CVS_OK);
  assert_int_equal(cvs_effect_law_measure(&lift, &above), CVS_OK);
  cvs_effect_law_free(&difference);
  cvs_effect_law_free(&lift);

  assert_close(apart.density, 0.6, 1e-10);
  assert_close(below.density, 0.5, 1e-10);
  assert_close(above.density, 1.0 / 32, 1e-10);
}

/* At no effect both scales are the question which arm is better, which another quadrature answers. */
static void agrees_with_the_comparison_at_no_effect(void **state) {
  (void)state;
  const cvs_beta_pair pairs[] = {{{50, 52}, {52, 50}},         {{0.5, 100.5}, {3.5, 97.5}},
                                 {{101, 901}, {1e5, 8e5}},     {{1e5, 8e5}, {101, 901}},
                                 {{0.5, 1e9}, {7.5, 1e9}},     {{1e9, 9e9}, {1.0001e9, 8.9999e9}},
                                 {{1e11, 9e11}, {1e11, 9e11}}, {{9e11, 1e11}, {1e12 - 1e6, 1e11}}};

  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    cvs_bayes_comparison found;
    assert_int_equal(cvs_bayes_compare(&pairs[i], &found, NULL), CVS_OK);
    assert_close_abs(tails(&pairs[i], CVS_DIFFERENCE, 0).upper, found.p_better, 1e-10);
    assert_close_abs(tails(&pairs[i], CVS_LIFT, 0).upper, found.p_better, 1e-10);
    assert_close_abs(tails(&pairs[i], CVS_DIFFERENCE, 0).lower, found.p_worse, 1e-10);
  }
}

/* R 4.2.2: 4,001 nodes of dbeta(p, 10001, 90001) * pbeta(p + 0.01, 10301, 89701, lower = FALSE). */
static void keeps_the_digits_of_a_small_tail(void **state) {
  (void)state;
  const cvs_beta_pair pair = {{10001, 90001}, {10301, 89701}};

  const double upper = tails(&pair, CVS_DIFFERENCE, 0.01).upper;

  assert_close(upper, 1.0992028929803582e-07, 1e-11);
}

static void holds_all_or_nothing_at_the_ends(void **state) {
  (void)state;
  const cvs_beta_pair pair = {{0.5, 20.5}, {3.5, 17.5}};

  assert_close(region(&pair, CVS_DIFFERENCE, -1, 1), 1, 0);
  assert_close(tails(&pair, CVS_LIFT, -1).upper, 1, 0);
  assert_close(tails(&pair, CVS_LIFT, 1e300).lower, 1, 1e-12);
  assert_close(region(&pair, CVS_LIFT, 0.1, 0.1), 0, 0);
}

static void refuses_values_outside_the_scale(void **state) {
  (void)state;
  const cvs_beta_pair pair = {{1, 1}, {1, 1}};
  const double turned[2] = {0.1, -0.1};
  cvs_bayes_tails found;
  double mass;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_effect_tails(&pair, CVS_DIFFERENCE, 1.5, &found, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_effect_tails(&pair, CVS_LIFT, -1.5, &found, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_effect_tails(&pair, CVS_LIFT, INFINITY, &found, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_effect_tails(&pair, CVS_ODDS_RATIO, 1, &found, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_region(&pair, CVS_LIFT, turned, &mass, &error), CVS_EINVAL);
  assert_string_equal(error.message, "the region starts at 0.1 and ends at -0.1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_reference_table_of_tails_and_regions),
      cmocka_unit_test(meets_the_closed_form_of_two_uniforms),
      cmocka_unit_test(gives_densities_of_two_uniforms),
      cmocka_unit_test(agrees_with_the_comparison_at_no_effect),
      cmocka_unit_test(keeps_the_digits_of_a_small_tail),
      cmocka_unit_test(holds_all_or_nothing_at_the_ends),
      cmocka_unit_test(refuses_values_outside_the_scale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

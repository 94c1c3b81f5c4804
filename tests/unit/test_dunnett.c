/* The largest of several normal statistics that share a control. */
#include "support/assert_close.h"
#include <convstat/several.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double PI = 3.14159265358979323846;

static double dunnett_p(double z, const double *factor, size_t count, cvs_alternative alternative) {
  const cvs_many_to_one arms = {factor, count, alternative};
  double p, ln_p;
  assert_int_equal(cvs_dunnett_sf(z, &arms, &p, &ln_p, NULL), CVS_OK);
  assert_close(exp(ln_p), p, 1e-13);
  return p;
}

static double dunnett_ln_p(double z, const double *factor, size_t count, cvs_alternative alternative) {
  const cvs_many_to_one arms = {factor, count, alternative};
  double p, ln_p;
  assert_int_equal(cvs_dunnett_sf(z, &arms, &p, &ln_p, NULL), CVS_OK);
  return ln_p;
}

static double critical_of(double alpha, const double *factor, size_t count, cvs_alternative alternative) {
  const cvs_many_to_one arms = {factor, count, alternative};
  double z;
  assert_int_equal(cvs_dunnett_critical(alpha, &arms, &z, NULL), CVS_OK);
  return z;
}

/* P(|Z| >= 1.96) to 17 digits: R 4.2.2, 2 * pnorm(-1.96). */
static void gives_one_comparison_the_plain_normal_p(void **state) {
  (void)state;
  const double factor[] = {0.8};

  double two = dunnett_p(1.96, factor, 1, CVS_TWO_SIDED);
  double one = dunnett_p(1.96, factor, 1, CVS_GREATER);

  assert_close(two, 0.049995790296440868, 1e-15);
  assert_close(one, 0.024997895148220434, 1e-15);
}

/* Factor 0 is independence: 1 - (1 - p)^k. */
static void multiplies_independent_comparisons(void **state) {
  (void)state;
  const double factor[] = {0, 0, 0, 0};

  double p = dunnett_p(2, factor, 4, CVS_TWO_SIDED);

  double single = erfc(sqrt(2));
  assert_close(p, -expm1(4 * log1p(-single)), 1e-12);
}

/* Two normals with correlation r are both below 0 with probability 1/4 + asin(r) / (2 pi)
 * (Sheppard 1899); factors up to 1 - 5e-13, the largest that 1 against 1e12 visitors gives. */
static void meets_sheppards_formula_at_0_up_to_correlation_1(void **state) {
  (void)state;
  const double factors[] = {0.1, 0.5, 0.7071, 0.9, 0.99, 0.994, 0.996, 0.9999, 0.999999, 1 - 5e-13, 1};

  for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
    const double pair[] = {factors[i], factors[i]}, mixed[] = {0.3, factors[i]};
    double equal = dunnett_p(0, pair, 2, CVS_GREATER), unequal = dunnett_p(0, mixed, 2, CVS_GREATER);

    assert_close(equal, 0.75 - asin(factors[i] * factors[i]) / (2 * PI), 1e-11);
    assert_close(unequal, 0.75 - asin(0.3 * factors[i]) / (2 * PI), 1e-11);
  }
}

/* Three: 1/8 + (asin r12 + asin r13 + asin r23) / (4 pi). */
static void meets_the_orthant_formula_of_three(void **state) {
  (void)state;
  const double sharp[] = {0.2, 0.7, 0.99, 0.999999};

  for (size_t i = 0; i < 4; i++) {
    const double factor[] = {0.3, sharp[i], 0.8};
    double p = dunnett_p(0, factor, 3, CVS_GREATER);

    double angles = asin(0.3 * sharp[i]) + asin(0.3 * 0.8) + asin(sharp[i] * 0.8);
    assert_close(p, 1 - (0.125 + angles / (4 * PI)), 1e-11);
  }
}

/* Where all statistics are one and the same (factor 1), so is their largest. */
static void gives_identical_statistics_the_p_of_one(void **state) {
  (void)state;
  const double factor[] = {1, 1, 1};

  double p = dunnett_p(2.5, factor, 3, CVS_TWO_SIDED);

  assert_close(p, erfc(2.5 / sqrt(2)), 1e-9);
}

/* Far out two events exclude each other: ln p = ln(k P(|Z| >= z)). ln P(Z > 40) by R 4.2.2:
 * pnorm(40, lower = FALSE, log = TRUE) = -804.60844201. */
static void adds_single_tails_where_p_has_underflowed(void **state) {
  (void)state;
  const double factor[] = {0.7, 0.6, 0.5};

  double near = dunnett_ln_p(39.999999, factor, 3, CVS_TWO_SIDED), far = dunnett_ln_p(41, factor, 3, CVS_TWO_SIDED);
  double ln_p = dunnett_ln_p(40, factor, 3, CVS_TWO_SIDED);

  assert_close(ln_p, log(6) - 804.608442013754, 1e-12);
  assert_true(far < ln_p && ln_p < near);
}

/* ln P(Z > 38.5) by R 4.2.2. Independent statistics reach it at T = 0, where both sides count. */
static void counts_both_sides_where_p_has_underflowed(void **state) {
  (void)state;
  const double factor[] = {0, 0, 0};

  double ln_p = dunnett_ln_p(38.5, factor, 3, CVS_TWO_SIDED);

  assert_close(ln_p, log(6) - 745.695270290411, 1e-12);
}

/* As above with factors that differ, so that no arm stands for another. */
static void counts_both_sides_of_unequal_weakly_correlated_arms(void **state) {
  (void)state;
  const double factor[] = {0, 1e-9, 2e-9};

  double ln_p = dunnett_ln_p(38.5, factor, 3, CVS_TWO_SIDED);

  assert_close(ln_p, log(6) - 745.695270290411, 1e-12);
}

/* The two quadratures meet where the smallest width is 0.1: a step of 1e-13 in a factor moves p by
 * less than 1e-11, so a larger jump would be theirs. */
static void has_no_seam_between_its_two_quadratures(void **state) {
  (void)state;
  const double seam = sqrt(0.99);

  for (int i = 1; i <= 20; i++) {
    const double below[] = {0.5, 0.7, 0.9, seam - 1e-13}, above[] = {0.5, 0.7, 0.9, seam + 1e-13};
    double z = 0.4 * i;
    for (int side = 0; side < 2; side++) {
      cvs_alternative alternative = side == 0 ? CVS_TWO_SIDED : CVS_GREATER;
      double one = dunnett_ln_p(z, below, 4, alternative), other = dunnett_ln_p(z, above, 4, alternative);
      assert_close_abs(one, other, 1e-10);
    }
  }
}

static void does_not_depend_on_the_order_of_the_arms(void **state) {
  (void)state;
  const double factor[] = {0.6, 0.9, 0.6, 0.3}, turned[] = {0.3, 0.6, 0.9, 0.6};

  double p = dunnett_p(2.2, factor, 4, CVS_TWO_SIDED), same = dunnett_p(2.2, turned, 4, CVS_TWO_SIDED);

  assert_close(same, p, 0);
}

/* Dunnett (1964), Biometrics 20, 482-491, table III: two-sided 5 %, equal arms, infinite degrees of
 * freedom, printed to two decimals. */
static void reproduces_dunnetts_table(void **state) {
  (void)state;
  const double printed[] = {1.96, 2.21, 2.35, 2.44, 2.51, 2.57, 2.61, 2.65, 2.69};
  double factor[9];
  for (size_t i = 0; i < 9; i++)
    factor[i] = sqrt(0.5);

  for (size_t count = 1; count <= 9; count++) {
    double z = critical_of(0.05, factor, count, CVS_TWO_SIDED);
    assert_close_abs(z, printed[count - 1], 0.00501);
  }
}

static void inverts_its_own_tail(void **state) {
  (void)state;
  const double factor[] = {0.3, 0.8, 0.5, 0.999, 0.7};
  const double alphas[] = {0.5, 0.1, 0.05, 1e-3, 1e-9, 1e-100};

  for (size_t i = 0; i < sizeof alphas / sizeof alphas[0]; i++) {
    double two = critical_of(alphas[i], factor, 5, CVS_TWO_SIDED), one = critical_of(alphas[i], factor, 5, CVS_GREATER);

    assert_close(dunnett_p(two, factor, 5, CVS_TWO_SIDED), alphas[i], 1e-9);
    assert_close(dunnett_p(one, factor, 5, CVS_GREATER), alphas[i], 1e-9);
  }
}

static void stays_a_probability_for_every_statistic(void **state) {
  (void)state;
  const double factor[] = {0.2, 0.7, 0.999999, 1};
  double before = 0;

  for (int i = -60; i <= 60; i++) {
    double ln_p = dunnett_ln_p(i, factor, 4, CVS_GREATER);
    assert_true(isfinite(ln_p) && ln_p <= before + 1e-14);
    before = ln_p;
  }
  assert_true(isfinite(dunnett_ln_p(1e6, factor, 4, CVS_TWO_SIDED)));
  assert_close(dunnett_p(0, factor, 4, CVS_TWO_SIDED), 1, 0);
}

static void refuses_what_is_no_correlation_or_no_statistic(void **state) {
  (void)state;
  const double too_large[] = {0.5, 1.01}, negative[] = {-0.1, 0.5}, factor[] = {0.5, 0.5};
  const cvs_many_to_one beyond = {too_large, 2, CVS_TWO_SIDED}, below = {negative, 2, CVS_TWO_SIDED};
  const cvs_many_to_one none = {factor, 0, CVS_TWO_SIDED}, sound = {factor, 2, CVS_TWO_SIDED};
  double p, ln_p, z;
  cvs_error error = {0};

  cvs_status status = cvs_dunnett_sf(2, &beyond, &p, &ln_p, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "the correlation factor of comparison 2 is outside [0, 1]");
  assert_int_equal(cvs_dunnett_sf(2, &below, &p, &ln_p, NULL), CVS_EINVAL);
  assert_int_equal(cvs_dunnett_sf(NAN, &sound, &p, &ln_p, NULL), CVS_EINVAL);
  assert_int_equal(cvs_dunnett_sf(INFINITY, &sound, &p, &ln_p, NULL), CVS_EINVAL);
  assert_int_equal(cvs_dunnett_sf(2, &none, &p, &ln_p, NULL), CVS_EINVAL);
  assert_int_equal(cvs_dunnett_critical(0, &sound, &z, NULL), CVS_EINVAL);
  assert_int_equal(cvs_dunnett_critical(1, &sound, &z, NULL), CVS_EINVAL);
}

/* corr = lambda_i lambda_j: 1/2 for equal arms (Dunnett 1955). */
static void finds_the_factors_of_a_pair(void **state) {
  (void)state;
  const cvs_pair equal = {{1000, 100}, {1000, 100}}, unequal = {{1000, 100}, {3000, 300}};
  const cvs_pair nobody_treated = {{1000, 100}, {1000, 0}}, nobody = {{1000, 0}, {1000, 0}};

  assert_close(cvs_dunnett_factor_score(&equal), sqrt(0.5), 1e-15);
  assert_close(cvs_dunnett_factor_wald(&equal), sqrt(0.5), 1e-15);
  assert_close(cvs_dunnett_factor_score(&unequal), sqrt(0.75), 1e-15);
  assert_close(cvs_dunnett_factor_wald(&unequal), sqrt(0.75), 1e-15);
  assert_close(cvs_dunnett_factor_wald(&nobody_treated), 1, 0);
  assert_close(cvs_dunnett_factor_wald(&nobody), 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_one_comparison_the_plain_normal_p),
      cmocka_unit_test(multiplies_independent_comparisons),
      cmocka_unit_test(meets_sheppards_formula_at_0_up_to_correlation_1),
      cmocka_unit_test(meets_the_orthant_formula_of_three),
      cmocka_unit_test(gives_identical_statistics_the_p_of_one),
      cmocka_unit_test(adds_single_tails_where_p_has_underflowed),
      cmocka_unit_test(counts_both_sides_where_p_has_underflowed),
      cmocka_unit_test(counts_both_sides_of_unequal_weakly_correlated_arms),
      cmocka_unit_test(has_no_seam_between_its_two_quadratures),
      cmocka_unit_test(does_not_depend_on_the_order_of_the_arms),
      cmocka_unit_test(reproduces_dunnetts_table),
      cmocka_unit_test(inverts_its_own_tail),
      cmocka_unit_test(stays_a_probability_for_every_statistic),
      cmocka_unit_test(refuses_what_is_no_correlation_or_no_statistic),
      cmocka_unit_test(finds_the_factors_of_a_pair),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Dunnett's adjustment: p-values and the level of simultaneous intervals. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/several.h>

#include <math.h>

/* Factors as the row gives them, or from its counts by the unpooled variances. */
static size_t read_factors(const reference_table *table, double *factor) {
  uint64_t x[REFERENCE_LIST_MAX], n[REFERENCE_LIST_MAX];
  size_t arms = reference_counts(table, "x", x);
  if (arms == 0)
    return reference_list(table, "factor", factor);
  reference_counts(table, "n", n);
  for (size_t i = 1; i < arms; i++) {
    cvs_pair pair = {{n[0], x[0]}, {n[i], x[i]}};
    factor[i - 1] = cvs_dunnett_factor_wald(&pair);
  }
  return arms - 1;
}

/* tests/reference/adjust_dunnett.csv: R's integrate over the control's part (K*, R*). */
static void agrees_with_an_independent_quadrature(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "adjust_dunnett");
  while (reference_next(&table)) {
    double z[REFERENCE_LIST_MAX], factor[REFERENCE_LIST_MAX], want[REFERENCE_LIST_MAX], ln_want[REFERENCE_LIST_MAX];
    double p[REFERENCE_LIST_MAX], got[REFERENCE_LIST_MAX];
    size_t count = reference_list(&table, "statistic", z);
    assert_int_equal(read_factors(&table, factor), count);
    assert_int_equal(reference_list(&table, "adjusted", want), count);
    size_t with_ln = reference_list(&table, "ln_adjusted", ln_want);
    cvs_alternative alternative = reference_alternative(&table);
    for (size_t i = 0; i < count; i++)
      p[i] = plain_p(z[i], alternative);
    cvs_family family = {count, p, z, factor, 0.05, alternative};
    const cvs_many_to_one arms = {factor, count, alternative};
    cvs_level level;

    cvs_status status = cvs_method_adjust_dunnett.adjust(&family, got, &level, NULL);

    assert_int_equal(status, CVS_OK);
    assert_close(level.z, reference_number(&table, "critical"), 1e-9);
    for (size_t i = 0; i < count; i++)
      assert_close(got[i], want[i], 1e-9);
    for (size_t i = 0; i < with_ln; i++) {
      double far = alternative == CVS_TWO_SIDED ? fabs(z[i]) : alternative == CVS_GREATER ? z[i] : -z[i], joint, ln_p;
      assert_int_equal(cvs_dunnett_sf(far, &arms, &joint, &ln_p, NULL), CVS_OK);
      assert_close_abs(ln_p, ln_want[i], 1e-9 * fmax(1, fabs(ln_want[i])));
    }
  }
}

static void gives_one_comparison_its_own_p_and_level(void **state) {
  (void)state;
  const double z[] = {2.1}, factor[] = {0.7}, p[] = {0.035728841125633085};
  cvs_family family = {1, p, z, factor, 0.05, CVS_TWO_SIDED};
  double adjusted[1];
  cvs_level level, plain;
  assert_int_equal(cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &plain, NULL), CVS_OK);

  cvs_status status = cvs_method_adjust_dunnett.adjust(&family, adjusted, &level, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(adjusted[0], p[0], 1e-14);
  assert_close(level.z, plain.z, 1e-15);
}

/* On the critical value itself and in the doubles beside it. */
static void decides_as_its_critical_value_does_at_the_very_limit(void **state) {
  (void)state;
  const double factor[] = {0.7, 0.6, 0.8};
  const cvs_many_to_one arms = {factor, 3, CVS_TWO_SIDED};
  double critical;
  assert_int_equal(cvs_dunnett_critical(0.05, &arms, &critical, NULL), CVS_OK);

  for (int step = -200; step <= 200; step++) {
    double z[] = {critical * (1 + step * 1e-15), -1, 0.3}, p[3], adjusted[3];
    for (int i = 0; i < 3; i++)
      p[i] = plain_p(z[i], CVS_TWO_SIDED);
    cvs_family family = {3, p, z, factor, 0.05, CVS_TWO_SIDED};
    cvs_level level;
    assert_int_equal(cvs_method_adjust_dunnett.adjust(&family, adjusted, &level, NULL), CVS_OK);
    assert_int_equal(adjusted[0]<0.05, z[0]> level.z);
    assert_close(level.z, critical, 1e-12);
  }
}

static void says_what_an_exact_test_lacks(void **state) {
  (void)state;
  const double p[] = {0.01, 0.2};
  cvs_family family = {.count = 2, .p_value = p, .alpha = 0.05};
  double adjusted[2];
  cvs_level level;
  cvs_error error = {0};

  cvs_status status = cvs_method_adjust_dunnett.adjust(&family, adjusted, &level, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "Dunnett's adjustment needs z statistics and their correlation, which the chosen "
                                     "method does not have");
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_dunnett;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_an_independent_quadrature),
      cmocka_unit_test(gives_one_comparison_its_own_p_and_level),
      cmocka_unit_test(decides_as_its_critical_value_does_at_the_very_limit),
      cmocka_unit_test_prestate(a_many_to_one_adjustment_leaves_a_comparison_without_p_at_1, &tested),
      cmocka_unit_test(says_what_an_exact_test_lacks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

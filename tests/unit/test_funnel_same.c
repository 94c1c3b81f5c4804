/* One and the same value behind several estimates. */
#include "stat/funnel_terms.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void agrees_with_least_squares_of_r(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "funnel_same");
  while (reference_next(&table)) {
    double estimate[REFERENCE_LIST_MAX], covariance[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "estimate", estimate);
    reference_list(&table, "covariance", covariance);
    cvs_chisq_result result;

    assert_int_equal(cvs_funnel_same(estimate, covariance, count, &result, NULL), CVS_OK);

    assert_close(result.statistic, reference_number(&table, "q"), 1e-12);
    assert_close(result.df, reference_number(&table, "df"), 0);
    assert_close(result.p_value, reference_number(&table, "p_value"), 1e-12);
  }
}

/* Two independent estimates: Q is the square of their difference over its variance. */
static void two_estimates_are_a_z_test(void **state) {
  (void)state;
  const double estimate[] = {0.31, 0.07}, covariance[] = {0.04, 0, 0, 0.01};
  cvs_chisq_result result;

  assert_int_equal(cvs_funnel_same(estimate, covariance, 2, &result, NULL), CVS_OK);

  assert_close(result.statistic, 0.24 * 0.24 / 0.05, 1e-13);
}

static void estimates_without_variance_are_left_out(void **state) {
  (void)state;
  const double three[] = {0.31, 0, 0.07}, covariance[] = {0.04, 0, 0, 0, 0, 0, 0, 0, 0.01};
  cvs_chisq_result result;

  assert_int_equal(cvs_funnel_same(three, covariance, 3, &result, NULL), CVS_OK);

  assert_close(result.statistic, 0.24 * 0.24 / 0.05, 1e-13);
  assert_close(result.df, 1, 0);
}

static void has_no_answer_for_one_estimate_or_a_singular_covariance(void **state) {
  (void)state;
  const double estimate[] = {0.3, 0.1}, one[] = {0.04, 0, 0, 0}, singular[] = {0.04, 0.02, 0.02, 0.01};
  cvs_chisq_result result;

  assert_int_equal(cvs_funnel_same(estimate, one, 2, &result, NULL), CVS_EUNDEF);
  assert_int_equal(cvs_funnel_same(estimate, singular, 2, &result, NULL), CVS_EUNDEF);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_least_squares_of_r),
      cmocka_unit_test(two_estimates_are_a_z_test),
      cmocka_unit_test(estimates_without_variance_are_left_out),
      cmocka_unit_test(has_no_answer_for_one_estimate_or_a_singular_covariance),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

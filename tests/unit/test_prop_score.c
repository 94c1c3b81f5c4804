/* The score test. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

#include <math.h>

static cvs_test_result test_pair(cvs_pair pair, cvs_alternative alternative) {
  cvs_test_result result = {0};
  assert_int_equal(cvs_method_prop_score.test(&pair, alternative, &result, NULL), CVS_OK);
  return result;
}

static cvs_status status_of(cvs_pair pair, cvs_error *error) {
  cvs_test_result result;
  return cvs_method_prop_score.test(&pair, CVS_TWO_SIDED, &result, error);
}

static void it_agrees_with_the_worked_figures(void **state) {
  (void)state;
  /* R 4.2.2: prop.test, or its formula evaluated there */
  cvs_test_result small = test_pair(pair_of(12, 40, 25, 44), CVS_TWO_SIDED);
  cvs_test_result large = test_pair(pair_of(5000, 50000, 5105, 50000), CVS_TWO_SIDED);

  assert_close(small.statistic, sqrt(6.1143603952114622), 1e-12);
  assert_close(small.p_value, 0.013408792527027423, 1e-12);
  assert_close(large.statistic, sqrt(1.2136871212026765), 1e-12);
  assert_close(large.p_value, 0.2706031244531365, 1e-12);
  assert_close(exp(large.ln_p_value), large.p_value, 1e-14);
}

static void one_sided_p_values_take_the_side_that_is_asked(void **state) {
  (void)state;
  cvs_test_result both = test_pair(pair_of(12, 40, 25, 44), CVS_TWO_SIDED);
  cvs_test_result greater = test_pair(pair_of(12, 40, 25, 44), CVS_GREATER);
  cvs_test_result less = test_pair(pair_of(12, 40, 25, 44), CVS_LESS);

  assert_close(greater.p_value, both.p_value / 2, 1e-14);
  assert_close(greater.p_value + less.p_value, 1, 1e-14);
}

static void swapping_the_arms_mirrors_the_result(void **state) {
  (void)state;
  cvs_test_result forward = test_pair(pair_of(12, 40, 25, 44), CVS_GREATER);
  cvs_test_result back = test_pair(pair_of(25, 44, 12, 40), CVS_LESS);

  assert_close(back.p_value, forward.p_value, 1e-15);
  assert_close(back.ln_p_value, forward.ln_p_value, 1e-15);
  assert_close(back.statistic, -forward.statistic, 1e-15);
}

static void it_is_undefined_where_nobody_or_everybody_converted(void **state) {
  (void)state;
  cvs_error nobody = {0}, everybody = {0};

  assert_int_equal(status_of(pair_of(0, 10, 0, 1000000), &nobody), CVS_EUNDEF);
  assert_int_equal(status_of(pair_of(10, 10, 7, 7), &everybody), CVS_EUNDEF);

  assert_string_equal(nobody.message, "nobody converted in either arm, so the rates cannot be compared");
  assert_string_equal(everybody.message, "everybody converted in both arms, so the rates cannot be compared");
}

static void it_refuses_counts_outside_its_domain(void **state) {
  (void)state;
  assert_int_equal(status_of(pair_of(0, 0, 1, 10), NULL), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(11, 10, 1, 10), NULL), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 1, CVS_VISITORS_MAX + 1), NULL), CVS_EINVAL);
  assert_int_equal(status_of(pair_of(1, 10, 1, CVS_VISITORS_MAX), NULL), CVS_OK);
}

static void the_logarithm_goes_on_where_p_has_underflowed(void **state) {
  (void)state;
  cvs_test_result result = test_pair(
      pair_of(UINT64_C(100000000000), CVS_VISITORS_MAX, UINT64_C(100100000000), CVS_VISITORS_MAX), CVS_TWO_SIDED);

  assert_true(result.p_value == 0);
  /* z is 235.6: ln(2 Q(z)) = -z^2/2 - ln(z sqrt(pi/2)) to z^-2 */
  double z = result.statistic;
  assert_close(result.ln_p_value, -z * z / 2 - log(z) - 0.22579135264472743, 1e-8);
}

static void equal_rates_give_p_of_one(void **state) {
  (void)state;
  cvs_test_result result = test_pair(pair_of(7, 100, 70, 1000), CVS_TWO_SIDED);

  assert_true(result.statistic == 0);
  assert_true(result.p_value == 1);
  assert_true(result.ln_p_value == 0);
}

static void a_difference_in_the_twelfth_digit_is_not_lost(void **state) {
  (void)state;
  /* one conversion of 1e12 more: z = 1/sqrt(2 * 5e11 * 0.5), p = q = 1/2 to 12 digits */
  cvs_test_result result = test_pair(
      pair_of(UINT64_C(500000000000), CVS_VISITORS_MAX, UINT64_C(500000000001), CVS_VISITORS_MAX), CVS_TWO_SIDED);

  assert_close(result.statistic, 1 / sqrt(5e11), 1e-12);
}

static void the_published_example_of_a_pooled_z_is_met(void **state) {
  (void)state;
  /* statsmodels' documentation: 5 of 83 and 12 of 99, z = -1.4078304151258787 for the first */
  cvs_test_result result = test_pair(pair_of(12, 99, 5, 83), CVS_TWO_SIDED);

  assert_close(result.statistic, -1.4078304151258787, 1e-12);
  assert_close(result.p_value, 0.15918129181156992, 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_worked_figures),
      cmocka_unit_test(one_sided_p_values_take_the_side_that_is_asked),
      cmocka_unit_test(swapping_the_arms_mirrors_the_result),
      cmocka_unit_test(it_is_undefined_where_nobody_or_everybody_converted),
      cmocka_unit_test(it_refuses_counts_outside_its_domain),
      cmocka_unit_test(the_logarithm_goes_on_where_p_has_underflowed),
      cmocka_unit_test(equal_rates_give_p_of_one),
      cmocka_unit_test(a_difference_in_the_twelfth_digit_is_not_lost),
      cmocka_unit_test(the_published_example_of_a_pooled_z_is_met),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

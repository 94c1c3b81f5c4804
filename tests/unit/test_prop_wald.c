/* Wald's test. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

#include <math.h>

static cvs_test_result test_pair(cvs_pair pair, cvs_alternative alternative) {
  cvs_test_result result = {0};
  assert_int_equal(cvs_method_prop_wald.test(&pair, alternative, &result, NULL), CVS_OK);
  return result;
}

static cvs_status status_of(cvs_pair pair, cvs_error *error) {
  cvs_test_result result;
  return cvs_method_prop_wald.test(&pair, CVS_TWO_SIDED, &result, error);
}

static void it_agrees_with_the_worked_figures(void **state) {
  (void)state;
  /* R 4.2.2: prop.test, or its formula evaluated there */
  cvs_test_result small = test_pair(pair_of(12, 40, 25, 44), CVS_TWO_SIDED);
  cvs_test_result large = test_pair(pair_of(5000, 50000, 5105, 50000), CVS_TWO_SIDED);

  assert_close(small.statistic, 2.5774605047620556, 1e-12);
  assert_close(small.p_value, 0.0099529254858148793, 1e-12);
  assert_close(large.statistic, 1.1016813748746641, 1e-12);
  assert_close(large.p_value, 0.27060021692634684, 1e-12);
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

static void it_is_undefined_where_its_variance_is_0_and_the_rates_differ(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(status_of(pair_of(0, 5, 5, 5), &error), CVS_EUNDEF);

  assert_string_equal(error.message,
                      "nobody converted in one arm and everybody in the other, so the unpooled variance is 0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_worked_figures),
      cmocka_unit_test(one_sided_p_values_take_the_side_that_is_asked),
      cmocka_unit_test(swapping_the_arms_mirrors_the_result),
      cmocka_unit_test(it_is_undefined_where_nobody_or_everybody_converted),
      cmocka_unit_test(it_refuses_counts_outside_its_domain),
      cmocka_unit_test(the_logarithm_goes_on_where_p_has_underflowed),
      cmocka_unit_test(it_is_undefined_where_its_variance_is_0_and_the_rates_differ),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

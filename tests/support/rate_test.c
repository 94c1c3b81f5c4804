/* What every normal test of two rates must meet, and short forms for tests of such tests. */
#include "support/rate_test.h"

#include "support/assert_close.h"

#include <math.h>
#include <stdio.h>

cvs_test_result result_of(const cvs_method *method, cvs_pair pair, cvs_alternative alternative) {
  cvs_test_result result = {0};
  assert_int_equal(method->test(&pair, alternative, &result, NULL), CVS_OK);
  return result;
}

cvs_status test_status_of(const cvs_method *method, cvs_pair pair, cvs_error *error) {
  cvs_test_result result;
  return method->test(&pair, CVS_TWO_SIDED, &result, error);
}

void check_worked_tests(const cvs_method *method, const worked_test *rows, size_t count) {
  assert_true(count > 0);
  for (size_t i = 0; i < count; i++) {
    const worked_test *row = &rows[i];
    char what[64];
    (void)snprintf(what, sizeof what, "row %zu, statistic and p", i + 1);
    const comparison where = {what, __FILE__, __LINE__};

    cvs_test_result result = result_of(method, row->pair, CVS_TWO_SIDED);

    check_close(result.statistic, row->statistic, row->rtol, where);
    check_close(result.p_value, row->p_value, row->rtol, where);
    check_close(exp(result.ln_p_value), result.p_value, 1e-14, where);
  }
}

void a_one_sided_p_value_takes_the_side_that_is_asked(void **state) {
  const normal_test *tested = *state;
  cvs_test_result both = result_of(tested->method, pair_of(12, 40, 25, 44), CVS_TWO_SIDED);
  cvs_test_result greater = result_of(tested->method, pair_of(12, 40, 25, 44), CVS_GREATER);
  cvs_test_result less = result_of(tested->method, pair_of(12, 40, 25, 44), CVS_LESS);

  assert_close(greater.p_value, both.p_value / 2, 1e-14);
  assert_close(greater.p_value + less.p_value, 1, 1e-14);
}

void swapping_the_arms_mirrors_a_normal_test(void **state) {
  const normal_test *tested = *state;
  cvs_test_result forward = result_of(tested->method, pair_of(12, 40, 25, 44), CVS_GREATER);
  cvs_test_result back = result_of(tested->method, pair_of(25, 44, 12, 40), CVS_LESS);

  assert_close(back.p_value, forward.p_value, 1e-15);
  assert_close(back.ln_p_value, forward.ln_p_value, 1e-15);
  assert_close(back.statistic, tested->squared ? forward.statistic : -forward.statistic, 1e-15);
}

void a_normal_test_is_undefined_where_nobody_or_everybody_converted(void **state) {
  const normal_test *tested = *state;
  cvs_error nobody = {0}, everybody = {0};

  assert_int_equal(test_status_of(tested->method, pair_of(0, 10, 0, 1000000), &nobody), CVS_EUNDEF);
  assert_int_equal(test_status_of(tested->method, pair_of(10, 10, 7, 7), &everybody), CVS_EUNDEF);

  assert_string_equal(nobody.message, "nobody converted in either arm, so the rates cannot be compared");
  assert_string_equal(everybody.message, "everybody converted in both arms, so the rates cannot be compared");
}

void a_normal_test_refuses_counts_outside_its_domain(void **state) {
  const normal_test *tested = *state;
  assert_int_equal(test_status_of(tested->method, pair_of(0, 0, 1, 10), NULL), CVS_EINVAL);
  assert_int_equal(test_status_of(tested->method, pair_of(11, 10, 1, 10), NULL), CVS_EINVAL);
  assert_int_equal(test_status_of(tested->method, pair_of(1, 10, 1, CVS_VISITORS_MAX + 1), NULL), CVS_EINVAL);
  assert_int_equal(test_status_of(tested->method, pair_of(1, 10, 1, CVS_VISITORS_MAX), NULL), CVS_OK);
}

void the_logarithm_of_a_normal_p_goes_on_where_p_has_underflowed(void **state) {
  const normal_test *tested = *state;
  const cvs_pair far = pair_of(UINT64_C(100000000000), CVS_VISITORS_MAX, UINT64_C(100100000000), CVS_VISITORS_MAX);

  cvs_test_result result = result_of(tested->method, far, CVS_TWO_SIDED);

  assert_true(result.p_value == 0);
  /* z is 235.6: ln(2 Q(z)) = -z^2/2 - ln(z sqrt(pi/2)) to z^-2 */
  double z = tested->squared ? sqrt(result.statistic) : result.statistic;
  assert_close(result.ln_p_value, -z * z / 2 - log(z) - 0.22579135264472743, 1e-8);
}

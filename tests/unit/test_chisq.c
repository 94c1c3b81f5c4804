/* Tails of chi-square statistics. */
#include "stat/chisq.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_chisq_result finish(double statistic, double df) {
  cvs_chisq_result result;
  assert_int_equal(cvs_chisq_finish(statistic, df, &result, NULL), CVS_OK);
  return result;
}

/* With two degrees of freedom p = exp(-x / 2) exactly. */
static void is_exponential_with_two_degrees_of_freedom(void **state) {
  (void)state;
  const double statistics[] = {0, 1e-9, 0.5, 3, 40, 1400, 1e5, 1e12};

  for (size_t i = 0; i < sizeof statistics / sizeof statistics[0]; i++) {
    cvs_chisq_result result = finish(statistics[i], 2);
    assert_close(result.ln_p_value, -statistics[i] / 2, 1e-12);
    assert_close(result.p_value, exp(-statistics[i] / 2), 1e-12);
  }
}

/* R 4.2.2: pchisq(x, 1, lower.tail = FALSE), and log.p = TRUE. */
static void is_two_normal_tails_with_one_degree_of_freedom(void **state) {
  (void)state;

  cvs_chisq_result usual = finish(3.841458820694124, 1), far = finish(672.5, 1);

  assert_close(usual.p_value, 0.05, 1e-13);
  assert_close(far.ln_p_value, -339.732773909516, 1e-13);
}

static void refuses_a_statistic_that_is_not_a_number(void **state) {
  (void)state;
  cvs_chisq_result result;
  cvs_error error = {0};

  assert_int_equal(cvs_chisq_finish(NAN, 1, &result, &error), CVS_EINVAL);
  assert_string_equal(error.message, "the chi-square statistic is not a finite number of at least 0");
  assert_int_equal(cvs_chisq_finish(-1, 3, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_chisq_finish(INFINITY, 3, &result, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(is_exponential_with_two_degrees_of_freedom),
      cmocka_unit_test(is_two_normal_tails_with_one_degree_of_freedom),
      cmocka_unit_test(refuses_a_statistic_that_is_not_a_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

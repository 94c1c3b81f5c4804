/* The score test. */
#include "support/assert_close.h"
#include "support/rate_test.h"
#include "stat/methods.h"

#include <math.h>

static void it_agrees_with_the_worked_figures(void **state) {
  (void)state;
  /* R 4.2.2: prop.test, or its formula evaluated there */
  const worked_test rows[] = {
      {{{40, 12}, {44, 25}}, sqrt(6.1143603952114622), 0.013408792527027423, 1e-12},
      {{{50000, 5000}, {50000, 5105}}, sqrt(1.2136871212026765), 0.2706031244531365, 1e-12},
  };

  check_worked_tests(&cvs_method_prop_score, rows, 2);
}

static void equal_rates_give_p_of_one(void **state) {
  (void)state;
  cvs_test_result result = result_of(&cvs_method_prop_score, pair_of(7, 100, 70, 1000), CVS_TWO_SIDED);

  assert_true(result.statistic == 0);
  assert_true(result.p_value == 1);
  assert_true(result.ln_p_value == 0);
}

static void a_difference_in_the_twelfth_digit_is_not_lost(void **state) {
  (void)state;
  /* one conversion of 1e12 more: z = 1/sqrt(2 * 5e11 * 0.5), p = q = 1/2 to 12 digits */
  cvs_test_result result = result_of(
      &cvs_method_prop_score,
      pair_of(UINT64_C(500000000000), CVS_VISITORS_MAX, UINT64_C(500000000001), CVS_VISITORS_MAX), CVS_TWO_SIDED);

  assert_close(result.statistic, 1 / sqrt(5e11), 1e-12);
}

static void the_published_example_of_a_pooled_z_is_met(void **state) {
  (void)state;
  /* statsmodels' documentation: 5 of 83 and 12 of 99, z = -1.4078304151258787 for the first */
  cvs_test_result result = result_of(&cvs_method_prop_score, pair_of(12, 99, 5, 83), CVS_TWO_SIDED);

  assert_close(result.statistic, -1.4078304151258787, 1e-12);
  assert_close(result.p_value, 0.15918129181156992, 1e-12);
}

int main(void) {
  normal_test tested = {.method = &cvs_method_prop_score};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_worked_figures),
      NORMAL_TEST_RULES(&tested),
      cmocka_unit_test(equal_rates_give_p_of_one),
      cmocka_unit_test(a_difference_in_the_twelfth_digit_is_not_lost),
      cmocka_unit_test(the_published_example_of_a_pooled_z_is_met),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

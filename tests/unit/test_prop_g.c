/* The likelihood-ratio test. */
#include "support/assert_close.h"
#include "support/rate_test.h"
#include "stat/methods.h"

static void it_agrees_with_the_worked_figures(void **state) {
  (void)state;
  /* R 4.2.2: prop.test, or its formula evaluated there; its plain sum cancels four digits of the larger table */
  const worked_test rows[] = {
      {{{40, 12}, {44, 25}}, 6.2100626117948803, 0.012702613702876613, 1e-12},
      {{{50000, 5000}, {50000, 5105}}, 1.2137067834043194, 0.27059924352021675, 1e-10},
  };

  check_worked_tests(&cvs_method_prop_g, rows, 2);
}

static void all_against_nothing_has_the_closed_form(void **state) {
  (void)state;
  /* 0 of n against n of n: G = 2 * 2n ln 2 */
  cvs_test_result result = result_of(&cvs_method_prop_g, pair_of(0, 5, 5, 5), CVS_TWO_SIDED);

  assert_close(result.statistic, 20 * 0.69314718055994530942, 1e-14);
}

static void it_tends_to_the_score_test_where_the_deviation_is_tiny(void **state) {
  (void)state;
  /* G = chi-square (1 + O(deviation)): at 1e12 visitors the textbook sum keeps no digit of it */
  cvs_test_result result = result_of(
      &cvs_method_prop_g, pair_of(UINT64_C(500000000000), CVS_VISITORS_MAX, UINT64_C(500000000001), CVS_VISITORS_MAX),
      CVS_TWO_SIDED);

  assert_close(result.statistic, 1 / 5e11, 1e-11);
}

int main(void) {
  normal_test tested = {.method = &cvs_method_prop_g, .squared = true};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_worked_figures),
      NORMAL_TEST_RULES(&tested),
      cmocka_unit_test(all_against_nothing_has_the_closed_form),
      cmocka_unit_test(it_tends_to_the_score_test_where_the_deviation_is_tiny),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The chi-square test with Yates' correction. */
#include "support/assert_close.h"
#include "support/rate_test.h"
#include "stat/methods.h"

static void it_agrees_with_the_worked_figures(void **state) {
  (void)state;
  /* R 4.2.2: prop.test, or its formula evaluated there */
  const worked_test rows[] = {
      {{{40, 12}, {44, 25}}, 5.0746249150504497, 0.024278524344737235, 1e-12},
      {{{50000, 5000}, {50000, 5105}}, 1.190679356274662, 0.27519256490910743, 1e-12},
  };

  check_worked_tests(&cvs_method_prop_yates, rows, 2);
}

static void the_correction_never_turns_the_sign(void **state) {
  (void)state;
  /* |x2 n1 - x1 n2| = 10 is below N/2 = 10.5 */
  cvs_test_result two_sided = result_of(&cvs_method_prop_yates, pair_of(5, 11, 4, 10), CVS_TWO_SIDED);
  cvs_test_result less = result_of(&cvs_method_prop_yates, pair_of(5, 11, 4, 10), CVS_LESS);

  assert_true(two_sided.statistic == 0);
  assert_true(two_sided.p_value == 1);
  assert_close(less.p_value, 0.5, 1e-15);
}

int main(void) {
  normal_test tested = {.method = &cvs_method_prop_yates, .squared = true};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_worked_figures),
      NORMAL_TEST_RULES(&tested),
      cmocka_unit_test(the_correction_never_turns_the_sign),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The N - 1 chi-square test. */
#include "support/rate_test.h"
#include "stat/methods.h"

static void it_agrees_with_the_worked_figures(void **state) {
  (void)state;
  /* R 4.2.2: prop.test, or its formula evaluated there */
  const worked_test rows[] = {
      {{{40, 12}, {44, 25}}, 2.4579606161422856, 0.013972849651435559, 1e-12},
      {{{50000, 5000}, {50000, 5105}}, 1.1016691809846839, 0.2706055200681784, 1e-12},
  };

  check_worked_tests(&cvs_method_prop_n1, rows, 2);
}

int main(void) {
  normal_test tested = {.method = &cvs_method_prop_n1};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_worked_figures),
      NORMAL_TEST_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

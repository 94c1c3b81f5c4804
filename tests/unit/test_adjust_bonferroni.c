/* Bonferroni's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

/* tests/reference/adjust_bonferroni.csv: R 4.2.2 p.adjust and statsmodels 0.13.5 multipletests. */
static void agrees_with_published_tools(void **state) {
  (void)state;

  check_adjust_table(&cvs_method_adjust_bonferroni, 1e-14);
}

static void never_exceeds_1(void **state) {
  (void)state;
  const double p_value[] = {0.5, 1, 0.001};
  double adjusted[3];

  adjust_p(&cvs_method_adjust_bonferroni, p_value, 3, adjusted);

  assert_close(adjusted[0], 1, 0);
  assert_close(adjusted[1], 1, 0);
  assert_close(adjusted[2], 0.003, 1e-15);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_bonferroni;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(never_exceeds_1),
      cmocka_unit_test_prestate(an_adjustment_decides_as_its_level_does_at_the_very_limit, &tested),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

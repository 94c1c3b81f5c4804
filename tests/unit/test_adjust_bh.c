/* Benjamini and Hochberg's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

/* tests/reference/adjust_bh.csv: R 4.2.2 p.adjust and statsmodels 0.13.5 multipletests. */
static void agrees_with_published_tools(void **state) {
  (void)state;

  check_adjust_table(&cvs_method_adjust_bh, 1e-14);
}

static void keeps_the_largest_p(void **state) {
  (void)state;
  const double p_value[] = {0.3, 0.02, 0.7, 0.04};
  double adjusted[4];

  adjust_p(&cvs_method_adjust_bh, p_value, 4, adjusted);

  assert_close(adjusted[2], 0.7, 1e-15);
  assert_close(adjusted[1], 0.08, 1e-15);
  assert_close(adjusted[3], 0.08, 1e-15);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_bh;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(keeps_the_largest_p),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

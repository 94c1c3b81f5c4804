/* Hochberg's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

/* tests/reference/adjust_hochberg.csv: R 4.2.2 p.adjust and statsmodels 0.13.5 multipletests. */
static void agrees_with_published_tools(void **state) {
  (void)state;

  check_adjust_table(&cvs_method_adjust_hochberg, 1e-14);
}

/* Hochberg (1988): p(k) <= alpha rejects everything, whatever the rest. */
static void rejects_all_where_the_largest_is_below_alpha(void **state) {
  (void)state;
  const double p_value[] = {0.049, 0.048, 0.047};
  double adjusted[3];

  adjust_p(&cvs_method_adjust_hochberg, p_value, 3, adjusted);

  for (int i = 0; i < 3; i++)
    assert_close(adjusted[i], 0.049, 1e-15);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_hochberg;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(rejects_all_where_the_largest_is_below_alpha),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

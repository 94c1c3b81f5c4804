/* Holm's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

/* tests/reference/adjust_holm.csv: R 4.2.2 p.adjust and statsmodels 0.13.5 multipletests. */
static void agrees_with_published_tools(void **state) {
  (void)state;

  check_adjust_table(&cvs_method_adjust_holm, 1e-14);
}

/* Holm (1979): the smallest of k p-values is compared with alpha / k, the largest with alpha. */
static void gives_the_smallest_p_the_whole_family(void **state) {
  (void)state;
  const double p_value[] = {0.6, 0.01, 0.2};
  double adjusted[3];

  adjust_p(&cvs_method_adjust_holm, p_value, 3, adjusted);

  assert_close(adjusted[1], 0.03, 1e-15);
  assert_close(adjusted[2], 0.4, 1e-15);
  assert_close(adjusted[0], 0.6, 0);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_holm;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(gives_the_smallest_p_the_whole_family),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

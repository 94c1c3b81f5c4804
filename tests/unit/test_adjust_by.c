/* Benjamini and Yekutieli's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

/* tests/reference/adjust_by.csv: R 4.2.2 p.adjust and statsmodels 0.13.5 multipletests. */
static void agrees_with_published_tools(void **state) {
  (void)state;

  check_adjust_table(&cvs_method_adjust_by, 1e-14);
}

/* Benjamini & Yekutieli (2001): alpha is divided by 1 + 1/2 + 1/3 = 11/6. */
static void is_benjamini_hochberg_times_the_harmonic_number(void **state) {
  (void)state;
  const double p_value[] = {0.001, 0.02, 0.03};
  double bh[3], by[3];

  adjust_p(&cvs_method_adjust_bh, p_value, 3, bh);
  adjust_p(&cvs_method_adjust_by, p_value, 3, by);

  for (int i = 0; i < 3; i++)
    assert_close(by[i], bh[i] * 11 / 6, 1e-15);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_by;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(is_benjamini_hochberg_times_the_harmonic_number),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* No adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

/* tests/reference/adjust_none.csv: R 4.2.2 p.adjust and statsmodels 0.13.5 multipletests. */
static void agrees_with_published_tools(void **state) {
  (void)state;

  check_adjust_table(&cvs_method_adjust_none, 0);
}

static void leaves_the_level_unadjusted(void **state) {
  (void)state;
  const double p_value[] = {0.04, 0.2};
  cvs_family family = {.count = 2, .p_value = p_value, .alpha = 0.1};
  double adjusted[2];
  cvs_level level;

  cvs_status status = cvs_method_adjust_none.adjust(&family, adjusted, &level, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(level.tail, 0.05, 1e-15);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_none;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(leaves_the_level_unadjusted),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Bonferroni's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

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

static void decides_as_its_level_does_at_the_very_limit(void **state) {
  (void)state;

  check_simultaneous_ties(&cvs_method_adjust_bonferroni);
}

static void refuses_a_p_value_outside_its_domain(void **state) {
  (void)state;
  const double p_value[] = {0.2, 1.5};
  cvs_family family = {.count = 2, .p_value = p_value, .alpha = 0.05};
  double adjusted[2];
  cvs_level level;
  cvs_error error = {0};

  cvs_status status = cvs_method_adjust_bonferroni.adjust(&family, adjusted, &level, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "the p-value of comparison 2 is outside [0, 1]");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(never_exceeds_1),
      cmocka_unit_test(decides_as_its_level_does_at_the_very_limit),
      cmocka_unit_test(refuses_a_p_value_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Holm's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

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

static void refuses_a_p_value_outside_its_domain(void **state) {
  (void)state;
  const double p_value[] = {0.2, 1.5};
  cvs_family family = {.count = 2, .p_value = p_value, .alpha = 0.05};
  double adjusted[2];
  cvs_level level;
  cvs_error error = {0};

  cvs_status status = cvs_method_adjust_holm.adjust(&family, adjusted, &level, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "the p-value of comparison 2 is outside [0, 1]");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(gives_the_smallest_p_the_whole_family),
      cmocka_unit_test(refuses_a_p_value_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

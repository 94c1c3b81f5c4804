/* Benjamini and Yekutieli's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

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

static void refuses_a_p_value_outside_its_domain(void **state) {
  (void)state;
  const double p_value[] = {0.2, 1.5};
  cvs_family family = {.count = 2, .p_value = p_value, .alpha = 0.05};
  double adjusted[2];
  cvs_level level;
  cvs_error error = {0};

  cvs_status status = cvs_method_adjust_by.adjust(&family, adjusted, &level, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "the p-value of comparison 2 is outside [0, 1]");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(is_benjamini_hochberg_times_the_harmonic_number),
      cmocka_unit_test(refuses_a_p_value_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Šidák's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <float.h>
#include <string.h>

/* tests/reference/adjust_sidak.csv: statsmodels 0.13.5 and R as 1 - (1 - p)^k, whose rounding of 1 - p
 * comes back k times whatever the size of the result, and R by log1p, which keeps its digits. */
static void agrees_with_published_tools(void **state) {
  (void)state;
  reference_table rows;
  reference_open(&rows, "adjust_sidak");
  while (reference_next(&rows)) {
    double p_value[REFERENCE_LIST_MAX], want[REFERENCE_LIST_MAX], got[REFERENCE_LIST_MAX];
    size_t count = reference_list(&rows, "p", p_value);
    assert_int_equal(reference_list(&rows, "adjusted", want), count);
    bool cancels = strstr(reference_text(&rows, "source"), "log1p") == NULL;

    adjust_p(&cvs_method_adjust_sidak, p_value, count, got);

    for (size_t i = 0; i < count; i++) {
      if (cancels)
        assert_close_abs(got[i], want[i], (double)(count + 1) * DBL_EPSILON / 2);
      else
        assert_close(got[i], want[i], 1e-14);
    }
  }
}

/* 1 - (1 - p)^k = k p (1 - (k-1) p / 2 + ...): at p = 1e-20 the plain power gives 0. */
static void keeps_its_digits_for_tiny_p(void **state) {
  (void)state;
  const double p_value[] = {1e-20, 1, 0.5};
  double adjusted[3];

  adjust_p(&cvs_method_adjust_sidak, p_value, 3, adjusted);

  assert_close(adjusted[0], 3e-20, 1e-15);
  assert_close(adjusted[1], 1, 0);
  assert_close(adjusted[2], 0.875, 1e-15);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_sidak;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(keeps_its_digits_for_tiny_p),
      cmocka_unit_test_prestate(an_adjustment_decides_as_its_level_does_at_the_very_limit, &tested),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Hommel's adjustment. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"

#include <math.h>

/* tests/reference/adjust_hommel.csv: R 4.2.2 p.adjust and statsmodels 0.13.5 multipletests. */
static void agrees_with_published_tools(void **state) {
  (void)state;

  check_adjust_table(&cvs_method_adjust_hommel, 1e-14);
}

/* Simes' p of the comparisons whose bit is set. */
static double simes_of_set(const double *p_value, size_t count, unsigned set) {
  double simes = INFINITY;
  size_t size = 0;
  for (size_t i = 0; i < count; i++)
    size += set >> i & 1;
  for (size_t i = 0; i < count; i++) {
    size_t rank = 0; /* of i within the set */
    for (size_t j = 0; j < count; j++)
      rank += (set >> j & 1) && p_value[j] <= p_value[i];
    if (set >> i & 1)
      simes = fmin(simes, (double)size * p_value[i] / (double)rank);
  }
  return simes;
}

/* Closed testing by its definition (Marcus, Peritz & Gabriel 1976): the largest p over all sets. */
static void equals_the_closed_simes_test_over_all_subsets(void **state) {
  (void)state;
  const double p_value[] = {0.011, 0.35, 0.012, 0.04, 0.013, 0.02, 0.9};
  double adjusted[7];

  adjust_p(&cvs_method_adjust_hommel, p_value, 7, adjusted);

  for (size_t i = 0; i < 7; i++) {
    double closed = 0;
    for (unsigned set = 1; set < 1u << 7; set++)
      if (set >> i & 1)
        closed = fmax(closed, simes_of_set(p_value, 7, set));
    assert_close(adjusted[i], closed, 1e-14);
  }
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_hommel;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(equals_the_closed_simes_test_over_all_subsets),
      cmocka_unit_test_prestate(an_adjustment_refuses_a_p_value_outside_its_domain, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

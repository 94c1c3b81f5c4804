/* Step-down Dunnett. */
#include "stat/methods.h"
#include "support/adjustment.h"
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/several.h>

static void adjust(const cvs_method *method, const double *z, const cvs_many_to_one *arms, double *adjusted) {
  double p[REFERENCE_LIST_MAX];
  for (size_t i = 0; i < arms->count; i++)
    p[i] = plain_p(z[i], arms->alternative);
  cvs_family family = {arms->count, p, z, arms->factor, 0.05, arms->alternative};
  cvs_level level;
  assert_int_equal(method->adjust(&family, adjusted, &level, NULL), CVS_OK);
}

/* tests/reference/adjust_dunnett_stepdown.csv: R's integrate, step by step. */
static void agrees_with_an_independent_quadrature(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "adjust_dunnett_stepdown");
  while (reference_next(&table)) {
    double z[REFERENCE_LIST_MAX], factor[REFERENCE_LIST_MAX], want[REFERENCE_LIST_MAX], got[REFERENCE_LIST_MAX];
    size_t count = reference_list(&table, "statistic", z);
    assert_int_equal(reference_list(&table, "factor", factor), count);
    assert_int_equal(reference_list(&table, "adjusted", want), count);
    const cvs_many_to_one arms = {factor, count, reference_alternative(&table)};

    adjust(&cvs_method_adjust_dunnett_stepdown, z, &arms, got);

    for (size_t i = 0; i < count; i++)
      assert_close(got[i], want[i], 1e-9);
  }
}

/* Dunnett & Tamhane (1991): the most extreme comparison is judged as in Dunnett's test, the least
 * extreme by itself, and none worse than by Dunnett's test. */
static void is_dunnett_for_the_first_and_unadjusted_for_the_last(void **state) {
  (void)state;
  const double z[] = {1.2, -3.4, 2.2}, factor[] = {0.7, 0.6, 0.5};
  const cvs_many_to_one arms = {factor, 3, CVS_TWO_SIDED};
  double down[3], single[3];

  adjust(&cvs_method_adjust_dunnett_stepdown, z, &arms, down);
  adjust(&cvs_method_adjust_dunnett, z, &arms, single);

  assert_close(down[1], single[1], 1e-15);
  assert_close(down[0], plain_p(1.2, CVS_TWO_SIDED), 1e-14);
  assert_true(down[2] < single[2]);
}

static void never_falls_along_the_order_of_stepping(void **state) {
  (void)state;
  /* the second alone has p 0.0455, but may not be judged better than the first */
  const double z[] = {2.0, 2.0, 2.0, 1.9999}, factor[] = {0.1, 0.1, 0.1, 0.1};
  const cvs_many_to_one arms = {factor, 4, CVS_TWO_SIDED};
  double adjusted[4];

  adjust(&cvs_method_adjust_dunnett_stepdown, z, &arms, adjusted);

  assert_close(adjusted[1], adjusted[0], 0);
  assert_close(adjusted[2], adjusted[0], 0);
  assert_close(adjusted[3], adjusted[0], 0);
  assert_true(adjusted[0] > 0.15);
}

int main(void) {
  const cvs_method *tested = &cvs_method_adjust_dunnett_stepdown;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_an_independent_quadrature),
      cmocka_unit_test(is_dunnett_for_the_first_and_unadjusted_for_the_last),
      cmocka_unit_test(never_falls_along_the_order_of_stepping),
      cmocka_unit_test_prestate(a_many_to_one_adjustment_leaves_a_comparison_without_p_at_1, &tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

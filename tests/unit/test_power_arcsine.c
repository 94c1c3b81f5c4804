/* Power on the arcsine scale. */
#include "support/assert_close.h"
#include "support/power_row.h"

/* Power, size and detectable rate of every published row. */
static void the_published_figures_are_met(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_arcsine");

  while (reference_next(&table)) {
    cvs_design design = design_of_row(&table);
    double value = reference_number(&table, "value"), power = number_or_0(&table, "power");
    if (row_is(&table, "quantity", "power"))
      assert_close(power_of(&design, reference_number(&table, "n1")), value, 1e-12);
    else if (row_is(&table, "quantity", "n1"))
      assert_close(size_of(&design, power), value, 1e-12);
    else
      assert_close(rate_found(&design, reference_number(&table, "n1"), power, true), value, 1e-12);
    checked++;
  }

  assert_true(checked >= 60);
}

static void a_tiny_effect_agrees_with_pwr(void **state) {
  (void)state;
  /* R pwr::pwr.2p.test(h = 0.01, n = 80, alternative = two.sided, greater, less)$power; the rates
   * 0.5 and sin^2(pi/4 + 0.005) have h = 0.01 */
  const double want[] = {0.05045832927039234, 0.056869534873146124, 0.0438089705093578};
  cvs_design design = design_of("arcsine", 0.5, 0.5049999166670833);
  for (cvs_alternative side = CVS_TWO_SIDED; side <= CVS_LESS; side++) {
    design.level = level_of(0.05, side);

    assert_close(power_of(&design, 80), want[side], 1e-11);
  }
}

static void near_rates_keep_their_digits(void **state) {
  (void)state;
  /* h = (p2 - p1)/sqrt(p (1 - p)) at the middle of two rates, to their distance squared. One-sided, n
   * is 2 (z_alpha + z_power)^2 / h^2; z of 0.05 and 0.2 from R 4.2.2 qnorm */
  cvs_design design = design_of("arcsine", 0.2, 0.2 + 0x1p-16);
  design.level = level_of(0.05, CVS_GREATER);
  double middle = 0.2 + 0x1p-17, z = 1.6448536269514722 + 0.8416212335729143;

  assert_close(size_of(&design, 0.8), 2 * z * z * middle * (1 - middle) * 0x1p32, 1e-8);
  assert_close(power_of(&design, size_of(&design, 0.8)), 0.8, 1e-13);
}

static void a_margin_has_no_form(void **state) {
  (void)state;
  cvs_design design = design_of("arcsine", 0.2, 0.2);
  design.hypothesis = CVS_NONINFERIORITY;
  design.margin_lower = -0.05;
  double power;
  cvs_error error = {0};

  assert_int_equal(cvs_power_approximate(&design, 100, &power, &error), CVS_EINVAL);
  assert_string_equal(error.message, "the arcsine approximation has no form for a margin: choose a test");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_figures_are_met),
      cmocka_unit_test(a_tiny_effect_agrees_with_pwr),
      cmocka_unit_test(near_rates_keep_their_digits),
      cmocka_unit_test(a_margin_has_no_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

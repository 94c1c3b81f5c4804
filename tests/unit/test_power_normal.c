/* Power by normal approximation. */
#include "support/assert_close.h"
#include "support/power_row.h"

#include <math.h>

static void the_published_powers_are_met(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_normal");

  while (reference_next(&table)) {
    if (!row_is(&table, "quantity", "power") || !row_is(&table, "kind", "power"))
      continue;
    cvs_design design = design_of_row(&table);
    assert_close(power_of(&design, reference_number(&table, "n1")), reference_number(&table, "value"), 1e-12);
    checked++;
  }

  assert_true(checked >= 40);
}

static void power_counts_both_tails(void **state) {
  (void)state;
  /* R 4.2.2 power.prop.test(n = 4000, p1 = 0.1, p2 = 0.12, strict = TRUE), and one-sided */
  cvs_design design = design_of("score", 0.1, 0.12), swapped = design_of("score", 0.12, 0.1);
  cvs_design one_sided = design;
  one_sided.level = level_of(0.05, CVS_GREATER);

  assert_close(power_of(&design, 4000), 0.81570022252350327, 1e-12);
  assert_close(power_of(&swapped, 4000), 0.81570022252350327, 1e-12);
  assert_close(power_of(&one_sided, 4000), 0.8876964692281365, 1e-12);
}

static void power_of_equal_rates_is_the_level(void **state) {
  (void)state;
  const char *const ids[] = {"score", "wald", "arcsine"};
  for (size_t i = 0; i < 3; i++) {
    cvs_design design = design_of(ids[i], 0.1, 0.1);
    design.ratio = 0.37;

    assert_close(power_of(&design, 5000), 0.05, 1e-13);
  }
}

static void the_small_sample_factor_and_the_correction_cost_power(void **state) {
  (void)state;
  cvs_design score = design_of("score", 0.1, 0.2), n1 = design_of("n-1", 0.1, 0.2);
  cvs_design yates = design_of("yates", 0.1, 0.2), fisher = design_of("fisher", 0.1, 0.2);

  assert_true(power_of(&n1, 150) < power_of(&score, 150));
  assert_true(power_of(&yates, 150) < power_of(&n1, 150));
  assert_close(power_of(&fisher, 150), power_of(&yates, 150), 0);
  assert_close(power_of(&n1, 1e9), power_of(&score, 1e9), 1e-12);
}

static void a_method_without_terms_of_its_own_takes_those_of_the_score_test(void **state) {
  (void)state;
  const char *const ids[] = {"g", "fisher-midp", "barnard", "boschloo", "boschloo-central"};
  cvs_design score = design_of("score", 0.03, 0.04);
  for (size_t i = 0; i < 5; i++) {
    cvs_design design = design_of(ids[i], 0.03, 0.04);

    assert_close(power_of(&design, 1234.5), power_of(&score, 1234.5), 0);
  }
}

static void certain_arms_have_power_0_or_1(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0, 1);

  assert_close(power_of(&design, 10), 1, 0);
  assert_close(power_of(&design, 1), 0, 0);
}

static void power_needs_visitors(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0.1, 0.2);
  const double bad[] = {0, -1, INFINITY, NAN};
  for (size_t i = 0; i < 4; i++) {
    cvs_error error = {0};
    double power;

    assert_int_equal(cvs_power_approximate(&design, bad[i], &power, &error), CVS_EINVAL);
    assert_string_equal(error.message, "the visitors of both arms must be above 0");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_powers_are_met),
      cmocka_unit_test(power_counts_both_tails),
      cmocka_unit_test(power_of_equal_rates_is_the_level),
      cmocka_unit_test(the_small_sample_factor_and_the_correction_cost_power),
      cmocka_unit_test(a_method_without_terms_of_its_own_takes_those_of_the_score_test),
      cmocka_unit_test(certain_arms_have_power_0_or_1),
      cmocka_unit_test(power_needs_visitors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

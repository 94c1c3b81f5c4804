/* Power by enumeration. */
#include "support/assert_close.h"
#include "support/power_tables.h"

#include "num/dist.h"

/* Sum over all tables, one p-value each. */
static double sum_tables(const cvs_design *design, uint64_t n1, uint64_t n2) {
  double power = 0;
  for (uint64_t x1 = 0; x1 <= n1; x1++)
    for (uint64_t x2 = 0; x2 <= n2; x2++) {
      cvs_pair pair = pair_of(x1, n1, x2, n2);
      double a, b;
      assert_int_equal(cvs_binomial_mass(x1, n1, design->rate_control, false, &a), CVS_OK);
      assert_int_equal(cvs_binomial_mass(x2, n2, design->rate_treatment, false, &b), CVS_OK);
      power += table_rejects(design, &pair) ? a * b : 0;
    }
  return power;
}

static void the_published_powers_are_met(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_enumerate");

  while (reference_next(&table)) {
    if (!row_is(&table, "quantity", "power"))
      continue;
    cvs_design design = design_of_row(&table);
    double got =
        enumerated(&design, (uint64_t)reference_number(&table, "n1"), (uint64_t)reference_number(&table, "n2"));
    if (!is_close(got, reference_number(&table, "value"), 1e-11))
      fail_msg("%s %s: got %.15g", reference_text(&table, "case"), reference_text(&table, "method"), got);
    checked++;
  }

  assert_true(checked >= 50);
}

static void the_first_size_with_the_power_is_the_published_one(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_enumerate");

  while (reference_next(&table)) {
    if (!row_is(&table, "quantity", "n1"))
      continue;
    cvs_design design = design_of_row(&table);
    uint64_t size = 1;
    while (enumerated(&design, size, size) < reference_number(&table, "power"))
      size++;
    assert_int_equal(size, (uint64_t)reference_number(&table, "value"));
    checked++;
  }

  assert_true(checked >= 6);
}

static void power_is_the_sum_over_the_tables_that_the_test_calls(void **state) {
  (void)state;
  const double rates[][2] = {{0.1, 0.4}, {0.5, 0.35}, {0, 0.2}, {0.97, 1}};
  const cvs_method *method;
  for (size_t m = 0; (method = test_at(m)) != NULL; m++)
    for (size_t i = 0; i < 12; i++) {
      cvs_design design = design_of(method->id, rates[i / 3][0], rates[i / 3][1]);
      design.level = level_of(0.1, (cvs_alternative)(i % 3));
      double got = enumerated(&design, 14, 19), want = sum_tables(&design, 14, 19);

      assert_close_abs(got, want, 1e-12);
    }
}

static void a_table_without_an_answer_is_no_rejection(void **state) {
  (void)state;
  /* 0 of 3 against 3 of 3 has an unpooled variance of 0: Wald's test gives no p-value there, and the
   * tables next to it are rejected: z of 0/3 against 2/3 is 2.449, and of 1/3 against 3/3 the same */
  cvs_design design = design_of("wald", 0.2, 0.8);
  double a = 0.8 * 0.8 * 0.8, b = 3 * 0.2 * 0.8 * 0.8; /* P(0 of 3 at 0.2) and P(1 of 3 at 0.2) */
  double c = 0.2 * 0.2 * 0.2, d = 3 * 0.8 * 0.2 * 0.2; /* P(3 of 3 at 0.2) and P(2 of 3 at 0.2) */

  assert_close(enumerated(&design, 3, 3), 2 * a * b + 2 * c * d, 1e-13);
}

static void margins_are_enumerated_by_the_margin_test(void **state) {
  (void)state;
  cvs_design inferior = design_of("score", 0.3, 0.35), lift = inferior;
  inferior.hypothesis = CVS_NONINFERIORITY;
  inferior.margin_lower = -0.2;
  inferior.level = level_of(0.05, CVS_GREATER);
  lift = inferior;
  lift.hypothesis = CVS_EQUIVALENCE;
  lift.margin_scale = CVS_LIFT;
  lift.margin_lower = -0.6;
  lift.margin_upper = 1.5;

  assert_close(enumerated(&inferior, 30, 24), sum_tables(&inferior, 30, 24), 1e-11);
  assert_close(enumerated(&lift, 40, 31), sum_tables(&lift, 40, 31), 1e-11);
}

static void swapped_arms_have_the_same_power(void **state) {
  (void)state;
  const cvs_method *method;
  for (size_t m = 0; (method = test_at(m)) != NULL; m++) {
    cvs_design design = design_of(method->id, 0.12, 0.2), swapped = design_of(method->id, 0.2, 0.12);
    design.level = level_of(0.05, CVS_GREATER);
    swapped.level = level_of(0.05, CVS_LESS);

    assert_close(enumerated(&design, 150, 170), enumerated(&swapped, 170, 150), 1e-12);
  }
}

static void large_arms_come_near_the_approximation(void **state) {
  (void)state;
  const char *const ids[] = {"score", "wald", "yates", "n-1", "fisher"};
  for (size_t i = 0; i < 5; i++) {
    cvs_design design = design_of(ids[i], 0.3, 0.327);

    assert_close_abs(enumerated(&design, 5000, 5000), power_of(&design, 5000), 2e-3);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_powers_are_met),
      cmocka_unit_test(the_first_size_with_the_power_is_the_published_one),
      cmocka_unit_test(power_is_the_sum_over_the_tables_that_the_test_calls),
      cmocka_unit_test(a_table_without_an_answer_is_no_rejection),
      cmocka_unit_test(margins_are_enumerated_by_the_margin_test),
      cmocka_unit_test(swapped_arms_have_the_same_power),
      cmocka_unit_test(large_arms_come_near_the_approximation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

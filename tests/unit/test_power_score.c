/* Power of the score test. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "support/reference_table.h"
#include <convstat/several.h>

#include <string.h>

static cvs_power_design design_of(double p1, double p2, double n1, double n2) {
  return (cvs_power_design){.rate_control = p1,
                            .rate_treatment = p2,
                            .visitors_control = n1,
                            .visitors_treatment = n2,
                            .level = level_of(0.05, CVS_TWO_SIDED)};
}

static double power_of(cvs_power_design design) {
  double power = -1;
  assert_int_equal(cvs_power_score(&design, &power, NULL), CVS_OK);
  return power;
}

static double lift_of(cvs_power_design design, double power) {
  double lift = -9;
  assert_int_equal(cvs_detectable_lift(&design, power, &lift, NULL), CVS_OK);
  return lift;
}

static double visitors_of(cvs_power_design design, double ratio, double power) {
  double visitors = -1;
  assert_int_equal(cvs_visitors_needed(&design, ratio, power, &visitors, NULL), CVS_OK);
  return visitors;
}

static double number_or_0(const reference_table *table, const char *column) {
  return *reference_text(table, column) == '\0' ? 0 : reference_number(table, column);
}

/* Figures of the near tail alone are ours where the far tail cannot matter: one-sided, or the size
 * for a power of 0.8 and more at a level of 0.05 and less, which it moves by less than 1e-5. Returns 1 for a row that
 * was used. */
static int check_row(const reference_table *table) {
  bool two_sided = reference_number(table, "sided") > 1,
       near_tail = strcmp(reference_text(table, "tails"), "near") == 0;
  const char *quantity = reference_text(table, "quantity");
  double p1 = reference_number(table, "p1"), p2 = number_or_0(table, "p2"), power = number_or_0(table, "power");
  double alpha = reference_number(table, "alpha"), value = reference_number(table, "value");
  cvs_power_design design = design_of(p1, p2, number_or_0(table, "n1"), number_or_0(table, "n2"));
  design.level = two_sided ? level_of(alpha, CVS_TWO_SIDED) : level_of(alpha, p2 > p1 ? CVS_GREATER : CVS_LESS);
  if (strcmp(quantity, "power") == 0 && p1 != p2 && !(two_sided && near_tail))
    assert_close(power_of(design), value, 1e-11);
  else if (strcmp(quantity, "n1") == 0 && (!two_sided || (power >= 0.8 && alpha <= 0.05)))
    assert_close(visitors_of(design, reference_number(table, "ratio"), power), value, two_sided ? 1e-5 : 1e-11);
  else
    return 0;
  return 1;
}

static void power_counts_both_tails(void **state) {
  (void)state;
  /* R 4.2.2 power.prop.test(n = 4000, p1 = 0.1, p2 = 0.12, strict = TRUE), and one-sided */
  cvs_power_design one_sided = design_of(0.1, 0.12, 4000, 4000);
  one_sided.level = level_of(0.05, CVS_GREATER);

  assert_close(power_of(design_of(0.1, 0.12, 4000, 4000)), 0.81570022252350327, 1e-12);
  assert_close(power_of(design_of(0.12, 0.1, 4000, 4000)), 0.81570022252350327, 1e-12);
  assert_close(power_of(one_sided), 0.8876964692281365, 1e-12);
}

static void certain_arms_have_power_0_or_1(void **state) {
  (void)state;
  assert_close(power_of(design_of(0, 1, 10, 10)), 1, 0);
  assert_close(power_of(design_of(0, 1, 1, 1)), 0, 0);
}

static void the_published_rows_of_power_and_size_are_met(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_score");
  while (reference_next(&table))
    checked += check_row(&table);
  assert_true(checked >= 40);
}

static void the_detectable_lift_has_the_power_that_was_asked(void **state) {
  (void)state;
  /* R 4.2.2 power.prop.test(n = 50000, p1 = 0.1, power = 0.8, strict = TRUE)$p2; and at a power of
   * 0.55 and a level of 0.2, where the far tail counts */
  cvs_power_design weak = design_of(0.1, 0, 50000, 50000);
  weak.level = level_of(0.2, CVS_TWO_SIDED);

  assert_close(lift_of(design_of(0.1, 0, 50000, 50000), 0.8), 10 * 0.10537851171320797 - 1, 1e-9);
  assert_close(lift_of(weak, 0.55), 10 * 0.1026679860684644 - 1, 1e-9);
}

static void a_detectable_lift_gives_its_power_back(void **state) {
  (void)state;
  const double rates[] = {1e-6, 0.003, 0.1, 0.5, 0.93}, powers[] = {0.1, 0.3, 0.5, 0.8, 0.99};
  for (size_t i = 0; i < 5; i++)
    for (size_t k = 0; k < 5; k++) {
      cvs_power_design design = design_of(rates[i], 0, 3e7, 1e7);
      design.rate_treatment = rates[i] * (1 + lift_of(design, powers[k]));

      assert_close(power_of(design), powers[k], 1e-9);
    }
}

static void a_loss_is_detected_on_its_own_side(void **state) {
  (void)state;
  cvs_power_design design = design_of(0.1, 0, 20000, 20000);
  design.level = level_of(0.025, CVS_LESS);
  double lift = lift_of(design, 0.8);
  design.rate_treatment = 0.1 * (1 + lift);

  assert_true(lift < 0);
  assert_close(power_of(design), 0.8, 1e-10);
}

static void no_lift_is_detectable_where_certainty_is_not_enough(void **state) {
  (void)state;
  cvs_power_design tiny = design_of(0.5, 0, 3, 3), zero = design_of(0, 0, 1000, 1000);
  double lift;
  cvs_error error = {0};

  assert_int_equal(cvs_detectable_lift(&tiny, 0.8, &lift, &error), CVS_EUNDEF);
  assert_int_equal(cvs_detectable_lift(&zero, 0.8, &lift, NULL), CVS_EUNDEF);
  assert_string_equal(error.message, "no effect is large enough to be found at this size");
}

static void the_size_needed_agrees_with_r(void **state) {
  (void)state;
  /* R 4.2.2 power.prop.test(p1 = 0.1, p2 = 0.105, power = 0.8, strict = TRUE)$n, and one-sided */
  cvs_power_design one_sided = design_of(0.1, 0.105, 0, 0);
  one_sided.level = level_of(0.05, CVS_GREATER);

  assert_close(visitors_of(design_of(0.1, 0.105, 0, 0), 1, 0.8), 57762.510067171235, 1e-9);
  assert_close(visitors_of(one_sided, 1, 0.8), 45499.483602273147, 1e-9);
}

static void the_size_needed_gives_its_power_back(void **state) {
  (void)state;
  cvs_power_design design = design_of(0.02, 0.023, 0, 0);
  double visitors = visitors_of(design, 0.25, 0.9);
  design.visitors_control = visitors;
  design.visitors_treatment = visitors / 4;

  assert_close(power_of(design), 0.9, 1e-10);
}

static void questions_without_a_sensible_answer_are_refused(void **state) {
  (void)state;
  cvs_power_design design = design_of(0.1, 0.12, 1000, 1000), same = design_of(0.1, 0.1, 1000, 1000);
  cvs_power_design away = design_of(0.1, 0.12, 0, 0), hair = design_of(0.5, 0.5000001, 0, 0);
  away.level = level_of(0.05, CVS_LESS);
  double out;

  assert_int_equal(cvs_power_score(&same, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_visitors_needed(&away, 1, 0.8, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_visitors_needed(&design, 0, 0.8, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_visitors_needed(&design, 1, 0.05, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_visitors_needed(&design, 1, 1, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_visitors_needed(&hair, 1, 0.8, &out, NULL), CVS_ELIMIT);
  assert_int_equal(cvs_detectable_lift(&design, 0.01, &out, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(power_counts_both_tails),
      cmocka_unit_test(certain_arms_have_power_0_or_1),
      cmocka_unit_test(the_published_rows_of_power_and_size_are_met),
      cmocka_unit_test(the_detectable_lift_has_the_power_that_was_asked),
      cmocka_unit_test(a_detectable_lift_gives_its_power_back),
      cmocka_unit_test(a_loss_is_detected_on_its_own_side),
      cmocka_unit_test(no_lift_is_detectable_where_certainty_is_not_enough),
      cmocka_unit_test(the_size_needed_agrees_with_r),
      cmocka_unit_test(the_size_needed_gives_its_power_back),
      cmocka_unit_test(questions_without_a_sensible_answer_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

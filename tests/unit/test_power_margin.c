/* Power and sizes for margins: non-inferiority and equivalence. */
#include "support/assert_close.h"
#include "support/power_row.h"

#include <math.h>

/* Arm 1 is the treatment here, arm 2 the control. */
static cvs_design margin_design(const reference_table *table) {
  bool equivalence = row_is(table, "kind", "equiv");
  cvs_design design =
      design_of(reference_text(table, "method"), reference_number(table, "p2"), reference_number(table, "p1"));
  design.hypothesis = equivalence ? CVS_EQUIVALENCE : CVS_NONINFERIORITY;
  design.margin_upper = reference_number(table, "margin");
  design.margin_lower = -design.margin_upper;
  design.level = level_of(reference_number(table, "alpha"), CVS_GREATER);
  design.ratio = 1 / reference_number(table, "ratio");
  return design;
}

static void the_published_sizes_are_met(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_margin");

  while (reference_next(&table)) {
    cvs_design design = margin_design(&table);
    double treatment = size_of(&design, reference_number(&table, "power")) * design.ratio;
    assert_close(treatment, reference_number(&table, "value"), 1e-12);
    checked++;
  }

  assert_true(checked >= 20);
}

static void an_unequal_split_agrees_with_gsdesign(void **state) {
  (void)state;
  /* gsDesign 3.11 nBinomial(p1 = 0.1, p2 = 0.1, delta0 = -0.2, alpha = 0.05, beta = 0.1, ratio = 2/3):
   * 62.88 and 41.92; under its null the rate of arm 2 is the higher one, so arm 2 is the control */
  cvs_design design = design_of("score", 0.1, 0.1);
  design.hypothesis = CVS_NONINFERIORITY;
  design.margin_lower = -0.2;
  design.level = level_of(0.05, CVS_GREATER);
  design.ratio = 1.5;

  assert_close(size_of(&design, 0.9), 41.92, 2e-4);
}

/* ln likelihood of the true rates at a control rate of `rate` under p2 = (1 + lift) p1. */
static double ln_likelihood(const cvs_design *design, double rate) {
  double other = rate * (1 + design->margin_lower);
  return design->rate_control * log(rate) + (1 - design->rate_control) * log1p(-rate) +
         design->ratio * (design->rate_treatment * log(other) + (1 - design->rate_treatment) * log1p(-other));
}

/* The constrained control rate by plain golden section. */
static double likeliest(const cvs_design *design) {
  const double golden = 0.61803398874989484820;
  double low = 1e-9, high = fmin(1, 1 / (1 + design->margin_lower)) - 1e-9;
  for (int i = 0; i < 80; i++) {
    double a = high - golden * (high - low), b = low + golden * (high - low);
    if (ln_likelihood(design, a) < ln_likelihood(design, b))
      low = a;
    else
      high = b;
  }
  return (low + high) / 2;
}

static void a_margin_on_the_lift_has_its_null_where_the_likelihood_is_largest(void **state) {
  (void)state;
  const double rates[][2] = {{0.1, 0.1}, {0.3, 0.28}, {0.02, 0.025}, {0.9, 0.88}};
  for (size_t i = 0; i < 4; i++) {
    cvs_design design = design_of("score", rates[i][0], rates[i][1]);
    design.hypothesis = CVS_NONINFERIORITY;
    design.margin_scale = CVS_LIFT;
    design.margin_lower = -0.15;
    design.level = level_of(0.025, CVS_GREATER);
    design.ratio = 1.7;
    double n1 = 900, n2 = 900 * 1.7, p1 = rates[i][0], p2 = rates[i][1], r1 = likeliest(&design), r2 = 0.85 * r1;
    double null = sqrt(0.85 * 0.85 * r1 * (1 - r1) / n1 + r2 * (1 - r2) / n2);
    double alternative = sqrt(0.85 * 0.85 * p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
    double z = (p2 - 0.85 * p1 - 1.9599639845400545 * null) / alternative;

    /* the flat top of the likelihood gives the rate to 1e-8, its variance to less than that */
    assert_close(power_of(&design, n1), erfc(-z / sqrt(2)) / 2, 1e-7);
  }
}

static void a_margin_on_the_lift_is_one_on_the_difference_of_the_same_null(void **state) {
  (void)state;
  /* without a true effect both nulls fit the same pair of rates only for wald: no fit there */
  cvs_design lift = design_of("wald", 0.2, 0.2), difference = lift;
  lift.hypothesis = difference.hypothesis = CVS_NONINFERIORITY;
  lift.level = difference.level = level_of(0.025, CVS_GREATER);
  lift.margin_scale = CVS_LIFT;
  lift.margin_lower = -1e-7;
  difference.margin_lower = -2e-8;

  assert_close(power_of(&lift, 1e12), power_of(&difference, 1e12), 1e-6);
}

static void equivalence_that_no_sample_of_this_size_shows_has_power_0(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0.1, 0.1);
  design.hypothesis = CVS_EQUIVALENCE;
  design.margin_lower = -0.02;
  design.margin_upper = 0.02;
  design.level = level_of(0.05, CVS_GREATER);

  assert_close(power_of(&design, 100), 0, 0);
  assert_true(power_of(&design, 5000) > 0.8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_sizes_are_met),
      cmocka_unit_test(an_unequal_split_agrees_with_gsdesign),
      cmocka_unit_test(a_margin_on_the_lift_has_its_null_where_the_likelihood_is_largest),
      cmocka_unit_test(a_margin_on_the_lift_is_one_on_the_difference_of_the_same_null),
      cmocka_unit_test(equivalence_that_no_sample_of_this_size_shows_has_power_0),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

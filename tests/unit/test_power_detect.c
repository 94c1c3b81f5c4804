/* The effect that a size can find. */
#include "support/assert_close.h"
#include "support/power_row.h"

#include <math.h>

static void the_published_rates_are_met(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_normal");

  while (reference_next(&table)) {
    if (!row_is(&table, "kind", "mde"))
      continue;
    bool upward = row_is(&table, "quantity", "p2");
    cvs_design design = design_of_row(&table);
    design.level = level_of_row(&table, upward);
    double rate = rate_found(&design, reference_number(&table, "n1"), reference_number(&table, "power"), upward);
    assert_close(rate, reference_number(&table, "value"), 1e-11);
    checked++;
  }

  assert_true(checked >= 9);
}

static void both_tails_agree_with_r(void **state) {
  (void)state;
  /* R 4.2.2 power.prop.test(n = 50000, p1 = 0.1, power = 0.8, strict = TRUE)$p2; and at a power of
   * 0.55 and a level of 0.2, where the far tail counts */
  cvs_design design = design_of("score", 0.1, 0), weak = design;
  weak.level = level_of(0.2, CVS_TWO_SIDED);

  assert_close(rate_found(&design, 50000, 0.8, true), 0.10537851171320797, 1e-10);
  assert_close(rate_found(&weak, 50000, 0.55, true), 0.1026679860684644, 1e-10);
}

static void a_rate_gives_its_power_back_on_either_side(void **state) {
  (void)state;
  const double rates[] = {1e-6, 0.003, 0.1, 0.5, 0.93}, powers[] = {0.1, 0.3, 0.5, 0.8, 0.99};
  const char *const ids[] = {"score", "wald", "yates", "arcsine", "n-1"};
  for (size_t i = 0; i < 125; i++) {
    bool upward = i % 2 == 0;
    double power = powers[i % 5];
    cvs_design design = design_of(ids[i / 25], rates[i / 5 % 5], 0);
    design.ratio = 1.0 / 3;
    design.rate_treatment = rate_found(&design, 3e8, power, upward);

    assert_true(upward == (design.rate_treatment > design.rate_control));
    assert_close(power_of(&design, 3e8), power, 1e-9);
  }
}

static void a_small_difference_keeps_its_digits(void **state) {
  (void)state;
  /* Wald, one-sided: d = (z_0.05 + z_0.2) sqrt(p1 q1/n1 + p2 q2/n2) with p2 = p1 + d; z from R 4.2.2 */
  const double z = 1.6448536269514722 + 0.8416212335729143;
  cvs_design design = design_of("wald", 0.3, 0);
  cvs_detectable asked = {.power = 0.8, .upward = true};
  double d;
  design.level = level_of(0.05, CVS_GREATER);

  assert_int_equal(cvs_difference_detectable(&design, 1e8, &asked, &d, NULL), CVS_OK);

  assert_close(d, z * sqrt((0.3 * 0.7 + (0.3 + d) * (0.7 - d)) / 1e8), 1e-12);
}

static void non_inferiority_finds_the_smallest_rate_that_is_shown(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0.1, 0);
  design.hypothesis = CVS_NONINFERIORITY;
  design.margin_lower = -0.02;
  design.level = level_of(0.025, CVS_GREATER);
  design.rate_treatment = rate_found(&design, 6000, 0.8, true);

  assert_true(design.rate_treatment > 0.08 && design.rate_treatment < 0.1);
  assert_close(power_of(&design, 6000), 0.8, 1e-12);
}

static void equivalence_finds_the_farthest_rate_that_is_shown(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0.1, 0), below = design;
  design.hypothesis = CVS_EQUIVALENCE;
  design.margin_lower = -0.03;
  design.margin_upper = 0.03;
  design.level = level_of(0.05, CVS_GREATER);
  below = design;
  design.rate_treatment = rate_found(&design, 8000, 0.9, true);
  below.rate_treatment = rate_found(&below, 8000, 0.9, false);

  assert_true(design.rate_treatment > 0.1 && design.rate_treatment < 0.13);
  assert_true(below.rate_treatment < 0.1 && below.rate_treatment > 0.07);
  assert_close(power_of(&design, 8000), 0.9, 1e-12);
  assert_close(power_of(&below, 8000), 0.9, 1e-12);
}

static void enumeration_finds_the_rate_whose_enumerated_power_it_is(void **state) {
  (void)state;
  const char *const ids[] = {"score", "fisher", "boschloo", "barnard", "boschloo-central"};
  for (size_t i = 0; i < 5; i++) {
    cvs_design design = design_of(ids[i], 0.2, 0);
    cvs_detectable asked = {.power = 0.75, .upward = i % 2 == 0, .enumerate = true};
    design.ratio = 1.3;

    assert_int_equal(cvs_effect_detectable(&design, 130, &asked, &design.rate_treatment, NULL), CVS_OK);

    assert_close(enumerated(&design, 130, 169), 0.75, 1e-9);
  }
}

static void what_no_rate_reaches_is_said_so(void **state) {
  (void)state;
  cvs_design tiny = design_of("score", 0.5, 0), margin = tiny, side = tiny;
  cvs_detectable asked = {.power = 0.8, .upward = true}, whole = {.power = 0.8, .upward = true, .enumerate = true};
  margin.hypothesis = CVS_EQUIVALENCE;
  margin.margin_lower = -0.1;
  margin.margin_upper = 0.1;
  margin.level = level_of(0.05, CVS_GREATER);
  side.level = level_of(0.05, CVS_LESS);
  double rate;
  cvs_error error = {0}, inside = {0}, other = {0}, parts = {0};

  assert_int_equal(cvs_effect_detectable(&tiny, 3, &asked, &rate, &error), CVS_EUNDEF);
  assert_int_equal(cvs_effect_detectable(&margin, 3, &asked, &rate, &inside), CVS_EUNDEF);
  assert_int_equal(cvs_effect_detectable(&side, 300, &asked, &rate, &other), CVS_EINVAL);
  assert_int_equal(cvs_effect_detectable(&tiny, 300.5, &whole, &rate, &parts), CVS_EINVAL);

  assert_string_equal(error.message, "no effect is large enough to be found at this size");
  assert_string_equal(inside.message, "no rate is shown to lie inside the margin with this power at this size");
  assert_string_equal(other.message, "the one-sided test does not look at the side that is asked about");
  assert_string_equal(parts.message, "enumeration needs a whole number of visitors");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_rates_are_met),
      cmocka_unit_test(both_tails_agree_with_r),
      cmocka_unit_test(a_rate_gives_its_power_back_on_either_side),
      cmocka_unit_test(a_small_difference_keeps_its_digits),
      cmocka_unit_test(non_inferiority_finds_the_smallest_rate_that_is_shown),
      cmocka_unit_test(equivalence_finds_the_farthest_rate_that_is_shown),
      cmocka_unit_test(enumeration_finds_the_rate_whose_enumerated_power_it_is),
      cmocka_unit_test(what_no_rate_reaches_is_said_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

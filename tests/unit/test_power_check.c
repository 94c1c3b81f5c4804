/* What a plan is refused for. */
#include "support/power_row.h"

#include <math.h>

static void refuse(const cvs_design *design, double power, cvs_status status, const char *message) {
  double visitors;
  cvs_error error = {0};
  assert_int_equal(cvs_size_approximate(design, power, &visitors, &error), status);
  assert_string_equal(error.message, message);
}

static cvs_design margin_design(cvs_hypothesis hypothesis, double lower, double upper) {
  cvs_design design = design_of("score", 0.1, 0.1);
  design.hypothesis = hypothesis;
  design.margin_lower = lower;
  design.margin_upper = upper;
  design.level = level_of(0.05, CVS_GREATER);
  return design;
}

static void a_method_that_tests_nothing_is_refused(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0.1, 0.2), none = design;
  design.method = cvs_method_find(CVS_KIND_RATE, "wilson");
  none.method = NULL;

  refuse(&design, 0.8, CVS_EINVAL, "a plan needs a test or an approximation of power as its method");
  refuse(&none, 0.8, CVS_EINVAL, "a plan needs a test or an approximation of power as its method");
}

static void rates_levels_ratios_and_powers_have_domains(void **state) {
  (void)state;
  cvs_design rate = design_of("score", 0.1, 1.1), ratio = design_of("score", 0.1, 0.2);
  cvs_design level = ratio, good = ratio;
  ratio.ratio = 0;
  level.level.tail = 0;

  refuse(&rate, 0.8, CVS_EINVAL, "rates must lie between 0 and 1");
  refuse(&ratio, 0.8, CVS_EINVAL, "the ratio of the arms' visitors must be above 0");
  refuse(&level, 0.8, CVS_EINVAL, "the error of an interval's end must lie between 0 and 0.5");
  refuse(&good, 0.05, CVS_EINVAL, "the power must lie between alpha and 1");
  refuse(&good, 1, CVS_EINVAL, "the power must lie between alpha and 1");
  refuse(&good, NAN, CVS_EINVAL, "the power must lie between alpha and 1");
}

static void no_size_finds_an_effect_that_is_not_there(void **state) {
  (void)state;
  cvs_design same = design_of("score", 0.1, 0.1), away = design_of("score", 0.1, 0.12);
  away.level = level_of(0.05, CVS_LESS);

  refuse(&same, 0.8, CVS_EUNDEF, "the two rates are equal, so there is no effect to find");
  refuse(&away, 0.8, CVS_EUNDEF, "the effect lies on the side that the one-sided test does not look at");
}

static void margins_have_a_domain(void **state) {
  (void)state;
  cvs_design above = margin_design(CVS_NONINFERIORITY, 0.01, 0), upper = margin_design(CVS_EQUIVALENCE, -0.01, -0.1);
  cvs_design wide = margin_design(CVS_EQUIVALENCE, -0.01, 1), odds = margin_design(CVS_EQUIVALENCE, -0.01, 0.01);
  odds.margin_scale = CVS_ODDS_RATIO;

  refuse(&above, 0.8, CVS_EINVAL, "the lower margin must lie between -1 and 0");
  refuse(&upper, 0.8, CVS_EINVAL, "the upper margin must lie above 0");
  refuse(&wide, 0.8, CVS_EINVAL, "the upper margin of the difference must lie below 1");
  refuse(&odds, 0.8, CVS_EINVAL, "a margin must be on the difference or the lift");
}

static void an_effect_beyond_the_margin_is_never_shown_to_lie_inside(void **state) {
  (void)state;
  cvs_design low = margin_design(CVS_NONINFERIORITY, -0.02, 0), high = margin_design(CVS_EQUIVALENCE, -0.02, 0.02);
  low.rate_treatment = 0.08 - 1e-12;
  high.rate_treatment = 0.13;

  refuse(&low, 0.8, CVS_EUNDEF, "the effect does not lie inside the lower margin, so no number of visitors shows it");
  refuse(&high, 0.8, CVS_EUNDEF, "the effect does not lie inside the upper margin, so no number of visitors shows it");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_method_that_tests_nothing_is_refused),
      cmocka_unit_test(rates_levels_ratios_and_powers_have_domains),
      cmocka_unit_test(no_size_finds_an_effect_that_is_not_there),
      cmocka_unit_test(margins_have_a_domain),
      cmocka_unit_test(an_effect_beyond_the_margin_is_never_shown_to_lie_inside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The power that is promised is the power that the tests have: simulated data, the tests themselves.
 *
 * A share of rejections among R data sets has the binomial standard error sqrt(p (1 - p)/R); five of
 * them are allowed, which a right figure exceeds once in 1.7 million. Seeds are fixed. */
#include "support/assert_close.h"
#include "support/power_row.h"

#include "num/num.h"
#include <convstat/several.h>

#include <math.h>
#include <stdio.h>

static const double STANDARD_ERRORS = 5;
enum { ARMS_MAX = 4 };

typedef struct experiment {
  const cvs_design *design;
  uint64_t visitors[2]; /* of the control, and of each treatment */
  size_t treatments;
  int repeats;
} experiment;

static void expect_share(const experiment *what, const char *how, int found, double power) {
  double share = (double)found / what->repeats, error = sqrt(power * (1 - power) / what->repeats);
  print_message("%-9s %zu arms, %-28s promised %.5f, simulated %.5f (standard error %.5f)\n", what->design->method->id,
                what->treatments + 1, how, power, share, error);
  assert_close_abs(share, power, STANDARD_ERRORS * error);
}

static cvs_pair draw_pair(cvs_rng *rng, const experiment *what, uint64_t control) {
  const cvs_design *design = what->design;
  return (cvs_pair){.control = {.visitors = what->visitors[0], .conversions = control},
                    .treatment = {.visitors = what->visitors[1],
                                  .conversions = cvs_rng_binomial(rng, design->rate_treatment, what->visitors[1])}};
}

static double p_of(const experiment *what, const cvs_pair *pair, double *statistic) {
  cvs_test_result result = {.p_value = 1};
  cvs_status status = what->design->method->test(pair, what->design->level.alternative, &result, NULL);
  assert_true(status == CVS_OK || status == CVS_EUNDEF);
  *statistic = status == CVS_OK && result.has_statistic ? result.statistic : 0;
  return status == CVS_OK ? result.p_value : 1;
}

/* Finds the first treatment by the adjusted p-values below 0.05? All treatments have the effect. */
static bool finds_first(cvs_rng *rng, const experiment *what, const cvs_method *adjust) {
  double p[ARMS_MAX], statistic[ARMS_MAX], factor[ARMS_MAX], adjusted[ARMS_MAX];
  uint64_t control = cvs_rng_binomial(rng, what->design->rate_control, what->visitors[0]);
  for (size_t i = 0; i < what->treatments; i++) {
    cvs_pair pair = draw_pair(rng, what, control);
    p[i] = p_of(what, &pair, &statistic[i]);
    factor[i] = cvs_dunnett_factor_score(&pair);
  }
  cvs_family family = {.count = what->treatments,
                       .p_value = p,
                       .statistic = statistic,
                       .factor = factor,
                       .alpha = 0.05,
                       .alternative = what->design->level.alternative};
  cvs_level level;
  assert_int_equal(adjust->adjust(&family, adjusted, &level, NULL), CVS_OK);
  return adjusted[0] < 0.05;
}

static int simulate(const experiment *what, const char *adjustment, uint64_t seed) {
  const cvs_method *adjust = cvs_method_find(CVS_KIND_ADJUST, adjustment);
  cvs_rng *rng;
  int found = 0;
  assert_int_equal(cvs_rng_new(seed, &rng), CVS_OK);
  for (int i = 0; i < what->repeats; i++)
    found += finds_first(rng, what, adjust);
  cvs_rng_free(rng);
  return found;
}

static void two_arms_reach_the_power_that_was_enumerated(void **state) {
  (void)state;
  const char *const ids[] = {"score", "fisher", "boschloo", "fisher-midp", "barnard"};
  for (size_t i = 0; i < 10; i++) {
    cvs_design design = i % 2 == 0 ? design_of(ids[i / 2], 0.1, 0.2) : design_of(ids[i / 2], 0.03, 0.012);
    experiment what = {&design, {i % 2 == 0 ? 200 : 700, i % 2 == 0 ? 200 : 1100}, 1, 20000};

    int found = simulate(&what, "none", 11 + i);

    expect_share(&what, "two-sided", found, enumerated(&design, what.visitors[0], what.visitors[1]));
  }
}

static void large_arms_reach_the_power_that_was_approximated(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0.032, 0.0352);
  experiment what = {&design, {50000, 50000}, 1, 200000};

  int found = simulate(&what, "none", 3);

  expect_share(&what, "approximation", found, power_of(&design, 50000));
}

static void four_arms_reach_the_power_of_one_comparison_at_its_level(void **state) {
  (void)state;
  const char *const ids[] = {"score", "fisher", "boschloo"};
  const double factor = 0.70710678118654752440;
  const double factors[3] = {factor, factor, factor};
  cvs_many_to_one arms = {.factor = factors, .count = 3, .alternative = CVS_TWO_SIDED};
  for (size_t i = 0; i < 3; i++) {
    cvs_design design = design_of(ids[i], 0.1, 0.22);
    experiment what = {&design, {200, 200}, 3, 10000};
    double z;
    design.level = level_of(0.05 / 3, CVS_TWO_SIDED);
    if (i == 0) {
      assert_int_equal(cvs_dunnett_critical(0.05, &arms, &z, NULL), CVS_OK);
      assert_int_equal(cvs_level_from_z(z, CVS_TWO_SIDED, &design.level, NULL), CVS_OK);
    }

    int found = simulate(&what, i == 0 ? "dunnett" : "bonferroni", 21 + i);

    expect_share(&what, i == 0 ? "Dunnett" : "Bonferroni", found, enumerated(&design, 200, 200));
  }
}

static void margins_reach_the_power_that_was_enumerated(void **state) {
  (void)state;
  cvs_design design = design_of("score", 0.3, 0.31);
  design.hypothesis = CVS_NONINFERIORITY;
  design.margin_lower = -0.08;
  design.level = level_of(0.025, CVS_GREATER);
  experiment what = {&design, {400, 500}, 1, 50000};
  cvs_margin margin = {.scale = CVS_DIFFERENCE, .null = -0.08, .factor = 1};
  cvs_rng *rng;
  int found = 0;
  assert_int_equal(cvs_rng_new(5, &rng), CVS_OK);

  for (int i = 0; i < what.repeats; i++) {
    cvs_pair pair = draw_pair(rng, &what, cvs_rng_binomial(rng, 0.3, 400));
    cvs_test_result result;
    assert_int_equal(cvs_margin_test(&pair, &margin, CVS_GREATER, &result, NULL), CVS_OK);
    found += result.p_value < 0.025;
  }

  expect_share(&what, "non-inferiority", found, enumerated(&design, 400, 500));
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_arms_reach_the_power_that_was_enumerated),
      cmocka_unit_test(large_arms_reach_the_power_that_was_approximated),
      cmocka_unit_test(four_arms_reach_the_power_of_one_comparison_at_its_level),
      cmocka_unit_test(margins_reach_the_power_that_was_enumerated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

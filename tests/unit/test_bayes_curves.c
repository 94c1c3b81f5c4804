/* Densities for pictures, against scipy 1.10. */
#include <convstat/curves.h>

#include "support/assert_close.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* 100 of 1,000 and 120 of 1,000 under Jeffreys's prior. */
typedef struct question {
  cvs_bayes_options options;
  cvs_arm_result arm[2];
  cvs_belief belief[2];
  cvs_bayes_pair pair;
  cvs_bayes_group group;
} question;

static void ask(question *it) {
  memset(it, 0, sizeof *it);
  cvs_bayes_options_init(&it->options);
  it->arm[0] = (cvs_arm_result){.name = "control", .sample = {.visitors = 1000, .conversions = 100}};
  it->arm[1] = (cvs_arm_result){.name = "green", .sample = {.visitors = 1000, .conversions = 120}};
  it->belief[0] = (cvs_belief){.posterior = {100.5, 900.5}, .exists = true};
  it->belief[1] = (cvs_belief){.posterior = {120.5, 880.5}, .exists = true};
  it->pair = (cvs_bayes_pair){.treatment = 1, .exists = true};
  it->group = (cvs_bayes_group){
      .frame = {.arm = it->arm, .arm_count = 2}, .belief = it->belief, .pair = &it->pair, .pair_count = 1};
}

static cvs_bayes_curves *make(const question *it) {
  cvs_bayes_curves *curves = NULL;
  assert_int_equal(cvs_bayes_curves_make(&it->options, &it->group, &curves, NULL), CVS_OK);
  assert_non_null(curves);
  return curves;
}

/* Between two points the curve is a line. */
static double density_at(const cvs_density *curve, double x) {
  for (size_t i = 0; i + 1 < curve->count; i++)
    if (curve->x[i] <= x && x < curve->x[i + 1])
      return curve->y[i] + (curve->y[i + 1] - curve->y[i]) * (x - curve->x[i]) / (curve->x[i + 1] - curve->x[i]);
  return 0;
}

static double mass_of(const cvs_density *curve) {
  double sum = 0;
  for (size_t i = 0; i < curve->count; i++)
    sum += curve->y[i];
  return sum * (curve->x[1] - curve->x[0]);
}

/* A stretch is a tenth of a standard deviation: its mean differs from the density at a point by less than
 * (1/10)^2 / 8 of it at the mode, and not much more a deviation away. */
static const double STRETCH = 4e-3;

static void the_density_of_a_rate_is_that_of_its_beta_distribution(void **state) {
  (void)state;
  question it;
  ask(&it);

  cvs_bayes_curves *curves = make(&it);

  /* scipy.stats.beta.pdf(0.1, 100.5, 900.5), pdf(0.12, 120.5, 880.5) */
  assert_close(density_at(&curves->rate[0], 0.1), 42.075187839845995, STRETCH);
  assert_close(density_at(&curves->rate[1], 0.12), 38.84057558765497, STRETCH);
  cvs_bayes_curves_free(curves);
}

static void the_density_of_a_lift_is_that_of_the_ratio_of_two_rates(void **state) {
  (void)state;
  question it;
  ask(&it);

  cvs_bayes_curves *curves = make(&it);

  /* scipy.integrate.quad of p f(p) g(p (1 + lift)) over p */
  assert_close(density_at(&curves->lift[0], 0.0), 1.1294083689146415, STRETCH);
  assert_close(density_at(&curves->lift[0], 0.2), 2.6049561098683967, STRETCH);
  assert_close(density_at(&curves->lift[0], 0.5), 0.4520100537532763, STRETCH);
  cvs_bayes_curves_free(curves);
}

static void a_curve_holds_all_but_a_thousandth(void **state) {
  (void)state;
  question it;
  ask(&it);

  cvs_bayes_curves *curves = make(&it);

  assert_close(mass_of(&curves->rate[0]), 0.999, 1e-9);
  assert_close(mass_of(&curves->lift[0]), 0.999, 1e-7);
  assert_int_equal(curves->rate[2].count, 0);
  assert_int_equal(curves->lift[1].count, 0);
  cvs_bayes_curves_free(curves);
}

/* A lift that is unlikely beforehand is pulled towards none. */
static void under_a_joint_prior_the_lift_has_a_curve_and_the_rates_have_none(void **state) {
  (void)state;
  question it;
  ask(&it);
  it.options.lift_sd = 0.1;
  it.group.log_odds_sd = 0.11;

  cvs_bayes_curves *apart = NULL, *together = make(&it);
  it.group.log_odds_sd = 0;
  apart = make(&it);

  assert_int_equal(together->rate[0].count, 0);
  assert_close(mass_of(&together->lift[0]), 0.999, 1e-6);
  assert_true(density_at(&together->lift[0], 0.05) > density_at(&apart->lift[0], 0.05));
  assert_true(density_at(&together->lift[0], 0.4) < density_at(&apart->lift[0], 0.4));
  cvs_bayes_curves_free(apart);
  cvs_bayes_curves_free(together);
}

static void broken_data_have_no_lifts(void **state) {
  (void)state;
  question it;
  ask(&it);
  it.group.frame.data_broken = true;
  it.belief[1].exists = it.pair.exists = false;

  cvs_bayes_curves *curves = make(&it);

  assert_int_equal(curves->lift[0].count, 0);
  assert_int_equal(curves->rate[1].count, 0);
  assert_int_equal(curves->rate[0].count, CVS_CURVE_POINTS);
  cvs_bayes_curves_free(curves);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_density_of_a_rate_is_that_of_its_beta_distribution),
      cmocka_unit_test(the_density_of_a_lift_is_that_of_the_ratio_of_two_rates),
      cmocka_unit_test(a_curve_holds_all_but_a_thousandth),
      cmocka_unit_test(under_a_joint_prior_the_lift_has_a_curve_and_the_rates_have_none),
      cmocka_unit_test(broken_data_have_no_lifts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

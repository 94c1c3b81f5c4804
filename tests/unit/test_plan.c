/* `plan` as a whole: any two of effect, power and size give the third, and what stands beside it. */
#include "support/assert_close.h"
#include "support/planned.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void sizes_are_the_published_ones_rounded_up(void **state) {
  (void)state;
  /* 3840.847, 3838.102 and 3834.596 by mpmath, 40 digits; the Fleiss value also by statsmodels. */
  static const struct {
    const char *method;
    uint64_t visitors;
  } rows[] = {{"score", 3841}, {"wald", 3839}, {"arcsine", 3835}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    planned f = plan_start(0.1, 0.02);
    f.options.method = rows[i].method;

    assert_int_equal(plan_make(&f), CVS_OK);

    assert_int_equal(f.plan.solved_for, CVS_SOLVED_SIZE);
    assert_int_equal(f.plan.arm[0].visitors, rows[i].visitors);
    assert_int_equal(f.plan.visitors_total, 2 * rows[i].visitors);
  }
}

static void the_detectable_rate_is_the_published_one(void **state) {
  (void)state;
  planned f = plan_start(0.1, 0);
  f.options.visitors_total = 2000;

  assert_int_equal(plan_make(&f), CVS_OK);

  /* mpmath, 40 digits, one tail: 0.140745154; the far tail of 1e-6 moves it by some 1e-7. */
  assert_int_equal(f.plan.solved_for, CVS_SOLVED_EFFECT);
  assert_close(f.plan.rate_treatment, 0.14074515431182419, 1e-6);
  assert_close(f.plan.lift, f.plan.difference / 0.1, 1e-12);
}

static void a_margin_is_sized_as_farrington_and_manning_do(void **state) {
  (void)state;
  planned f = plan_start(0.1, 0);
  f.options.aim = CVS_AIM_NONINFERIORITY;
  f.options.margin_scale = CVS_DIFFERENCE;
  f.options.margin_lower = -0.02;

  assert_int_equal(plan_make(&f), CVS_OK);

  /* One-sided at 0.025: 3548.571 an arm, mpmath, 40 digits, and gsDesign. */
  assert_int_equal(f.plan.arm[1].visitors, 3549);
  assert_close(f.plan.level.tail, 0.025, 1e-15);
}

static void equivalence_is_tested_at_alpha_on_both_sides(void **state) {
  (void)state;
  planned f = plan_start(0.1, 0);
  f.options.aim = CVS_AIM_EQUIVALENCE;
  f.options.margin_scale = CVS_DIFFERENCE;
  f.options.margin_lower = -0.02;
  f.options.margin_upper = 0.02;

  assert_int_equal(plan_make(&f), CVS_OK);

  assert_close(f.plan.level.tail, 0.05, 1e-15);
}

static void the_size_reaches_the_power_and_one_visitor_less_does_not(void **state) {
  (void)state;
  planned sized = plan_start(0.032, 0.0032);
  assert_int_equal(plan_make(&sized), CVS_OK);
  planned back = plan_start(0.032, 0.0032);
  planned below = plan_start(0.032, 0.0032);
  back.options.visitors_total = sized.plan.visitors_total;
  below.options.visitors_total = sized.plan.visitors_total - 2;

  assert_int_equal(plan_make(&back), CVS_OK);
  assert_int_equal(plan_make(&below), CVS_OK);

  assert_int_equal(back.plan.solved_for, CVS_SOLVED_POWER);
  assert_true(back.plan.power_achieved >= 0.8);
  assert_true(below.plan.power_achieved < 0.8);
}

static void the_control_is_whole_and_the_others_follow_from_their_shares(void **state) {
  (void)state;
  static const cvs_share shares[] = {{NULL, 90}, {NULL, 10}};
  planned f = plan_start(0.05, 0.01);
  f.options.share = shares;
  f.options.share_count = 2;

  assert_int_equal(plan_make(&f), CVS_OK);

  /* ratio 1/9: 39624.293 by mpmath on one tail; the far tail takes 0.36 off. */
  assert_int_equal(f.plan.arm[0].visitors, 39624);
  assert_int_equal(f.plan.arm[1].visitors, 4403);
  assert_true(f.plan.visitors_at_equal_split > 0 && f.plan.visitors_at_equal_split < f.plan.visitors_total);
}

static void a_total_is_split_into_whole_arms_that_never_exceed_it(void **state) {
  (void)state;
  planned f = plan_start(0.05, 0.01);
  f.options.arm_count = 3;
  f.options.visitors_total = 10000;

  assert_int_equal(plan_make(&f), CVS_OK);

  for (size_t i = 0; i < 3; i++)
    assert_int_equal(f.plan.arm[i].visitors, 3333);
  assert_int_equal(f.plan.visitors_total, 9999);
}

static void several_arms_take_dunnetts_critical_value(void **state) {
  (void)state;
  planned f = plan_start(0.05, 0.01);
  f.options.arm_count = 4;

  assert_int_equal(plan_make(&f), CVS_OK);

  /* Three treatments, correlation 1/2, two-sided 5 %: 2.349 (Dunnett 1964, Biometrics 20, table II). */
  assert_string_equal(f.plan.adjust->id, "dunnett");
  assert_close(f.plan.level.z, 2.349, 2e-4);
  assert_string_equal(f.plan.arm[0].name, "control");
  assert_string_equal(f.plan.arm[3].name, "treatment-3");
  assert_close(f.plan.best_control_share, 1 / (1 + sqrt(3.0)), 1e-15);
  assert_true(f.plan.visitors_at_best_share < f.plan.visitors_total);
}

static void exact_methods_take_bonferronis_level(void **state) {
  (void)state;
  planned f = plan_start(0.1, 0.2);
  f.options.arm_count = 3;
  f.options.method = "fisher";

  assert_int_equal(plan_make(&f), CVS_OK);

  assert_string_equal(f.plan.adjust->id, "bonferroni");
  assert_close(f.plan.level.tail, 0.0125, 1e-12);
  assert_int_equal(f.plan.solved_by, CVS_BY_ENUMERATION);
}

static void sidaks_level_is_that_of_independent_comparisons(void **state) {
  (void)state;
  planned f = plan_start(0.1, 0.02);
  f.options.arm_count = 3;
  f.options.adjust = "sidak";

  assert_int_equal(plan_make(&f), CVS_OK);

  assert_close(2 * f.plan.level.tail, 1 - sqrt(0.95), 1e-12);
}

static void clusters_multiply_the_visitors_by_the_design_effect(void **state) {
  (void)state;
  planned f = plan_start(0.1, 0.02);
  f.options.icc = 0.02;
  f.options.cluster_size = 20;
  f.options.cluster_cv = 0.5;

  assert_int_equal(plan_make(&f), CVS_OK);

  /* 1 + ((0.25 + 1) 20 - 1) 0.02 = 1.48, of 3840.847 visitors an arm: 5684.454. */
  assert_close(f.plan.design_effect, 1.48, 1e-14);
  assert_int_equal(f.plan.arm[0].visitors, 5685);
  assert_int_equal(f.plan.achieved_by, CVS_BY_APPROXIMATION);
}

static void small_sizes_are_judged_by_enumeration_and_large_ones_by_the_approximation(void **state) {
  (void)state;
  planned small = plan_start(0.1, 0.02);
  planned large = plan_start(0.01, 0.001);

  assert_int_equal(plan_make(&small), CVS_OK);
  assert_int_equal(plan_make(&large), CVS_OK);

  assert_int_equal(small.plan.achieved_by, CVS_BY_ENUMERATION);
  assert_close(small.plan.power_achieved, 0.8, 0.01);
  assert_int_equal(large.plan.achieved_by, CVS_BY_APPROXIMATION);
  assert_true(large.plan.power_achieved >= 0.8);
}

static void an_exact_plan_out_of_reach_falls_back_and_says_so(void **state) {
  (void)state;
  planned f = plan_start(0.01, 0.001);
  f.options.exact = true;

  assert_int_equal(plan_make(&f), CVS_OK);

  assert_int_equal(f.plan.solved_by, CVS_BY_APPROXIMATION);
  assert_true(plan_has_finding(&f.plan, CVS_FINDING_NOT_ENUMERATED));
}

/* The search ends at the farthest rate, whose tables no null mass of a double reaches: their region
 * was empty, and no effect was found at all. */
static void the_effect_of_an_exact_test_is_found_by_enumeration(void **state) {
  (void)state;
  static const struct {
    const char *method;
    uint64_t visitors;
  } rows[] = {{"boschloo", 2000}, {"fisher", 10000}, {"fisher-midp", 10000}, {"barnard", 2000}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    planned f = plan_start(0.1, 0);
    f.options.method = rows[i].method;
    f.options.visitors_total = rows[i].visitors;

    assert_int_equal(plan_make(&f), CVS_OK);

    assert_int_equal(f.plan.solved_by, CVS_BY_ENUMERATION);
    assert_close(f.plan.power_achieved, 0.8, 1e-6);
  }
}

static void the_power_curve_passes_through_the_plan(void **state) {
  (void)state;
  planned f = plan_start(0.032, 0.0032);

  assert_int_equal(plan_make(&f), CVS_OK);

  assert_int_equal(f.plan.point_count, CVS_PLAN_CURVE_MAX);
  assert_close(f.plan.point[3].difference, 0.0032, 1e-12);
  assert_close(f.plan.point[3].power, f.plan.power_achieved, 1e-12);
  for (size_t i = 1; i < f.plan.point_count; i++)
    assert_true(f.plan.point[i].power > f.plan.point[i - 1].power);
}

static void an_effect_beyond_a_rate_is_refused(void **state) {
  (void)state;
  planned f = plan_start(0.6, 0.5);

  assert_int_equal(plan_make(&f), CVS_EUSAGE);

  assert_string_equal(f.error.message,
                      "--difference would take the rate from 60% to 110%, expected a rate between 0% and 100%");
}

static void no_answer_is_a_sentence_with_what_would_help(void **state) {
  (void)state;
  planned huge = plan_start(0.032, 0.00000001);
  planned tiny = plan_start(0.5, 0);
  planned beyond = plan_start(0.1, 0.03);
  tiny.options.visitors_total = 10;
  beyond.options.aim = CVS_AIM_EQUIVALENCE;
  beyond.options.margin_scale = CVS_DIFFERENCE;
  beyond.options.margin_lower = -0.02;
  beyond.options.margin_upper = 0.02;

  assert_int_equal(plan_make(&huge), CVS_ELIMIT);
  assert_int_equal(plan_make(&tiny), CVS_EUNDEF);
  assert_int_equal(plan_make(&beyond), CVS_EUNDEF);

  assert_non_null(strstr(huge.error.message, "a larger effect or less power would help"));
  assert_non_null(strstr(tiny.error.message, "more visitors or less power would help"));
  assert_non_null(strstr(beyond.error.message, "wider margins or a smaller effect would help"));
}

static void a_loss_is_planned_for_as_a_gain_is(void **state) {
  (void)state;
  planned f = plan_start(0.1, 0);
  f.options.alternative = CVS_LESS;
  f.options.visitors_total = 2000;

  assert_int_equal(plan_make(&f), CVS_OK);

  assert_true(f.plan.difference < 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sizes_are_the_published_ones_rounded_up),
      cmocka_unit_test(the_detectable_rate_is_the_published_one),
      cmocka_unit_test(a_margin_is_sized_as_farrington_and_manning_do),
      cmocka_unit_test(equivalence_is_tested_at_alpha_on_both_sides),
      cmocka_unit_test(the_size_reaches_the_power_and_one_visitor_less_does_not),
      cmocka_unit_test(the_control_is_whole_and_the_others_follow_from_their_shares),
      cmocka_unit_test(a_total_is_split_into_whole_arms_that_never_exceed_it),
      cmocka_unit_test(several_arms_take_dunnetts_critical_value),
      cmocka_unit_test(exact_methods_take_bonferronis_level),
      cmocka_unit_test(sidaks_level_is_that_of_independent_comparisons),
      cmocka_unit_test(clusters_multiply_the_visitors_by_the_design_effect),
      cmocka_unit_test(small_sizes_are_judged_by_enumeration_and_large_ones_by_the_approximation),
      cmocka_unit_test(an_exact_plan_out_of_reach_falls_back_and_says_so),
      cmocka_unit_test(the_effect_of_an_exact_test_is_found_by_enumeration),
      cmocka_unit_test(the_power_curve_passes_through_the_plan),
      cmocka_unit_test(an_effect_beyond_a_rate_is_refused),
      cmocka_unit_test(no_answer_is_a_sentence_with_what_would_help),
      cmocka_unit_test(a_loss_is_planned_for_as_a_gain_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

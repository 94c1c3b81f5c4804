/* What every method shares. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/check.h"
#include "stat/methods.h"

#include <math.h>

static void counts_outside_the_domain_are_named(void **state) {
  (void)state;
  cvs_sample none = {0}, more = {.visitors = 5, .conversions = 6};
  cvs_sample huge = {.visitors = CVS_VISITORS_MAX + 1}, largest = {.visitors = CVS_VISITORS_MAX};
  cvs_error error[3] = {{0}};

  assert_int_equal(cvs_check_sample(&none, &error[0]), CVS_EINVAL);
  assert_int_equal(cvs_check_sample(&more, &error[1]), CVS_EINVAL);
  assert_int_equal(cvs_check_sample(&huge, &error[2]), CVS_EINVAL);
  assert_int_equal(cvs_check_sample(&largest, NULL), CVS_OK);

  assert_string_equal(error[0].message, "an arm has no visitors, at least 1 is needed");
  assert_string_equal(error[1].message, "6 conversions are more than the 5 visitors");
  assert_string_equal(error[2].message, "1000000000001 visitors are more than the 1000000000000 that are supported");
}

static void a_size_beyond_a_methods_reach_names_both(void **state) {
  (void)state;
  cvs_pair pair = pair_of(1, 10, 1, 5000);
  cvs_error error = {0};

  assert_int_equal(cvs_check_size(&pair, 5000, "the exact test", NULL), CVS_OK);
  assert_int_equal(cvs_check_size(&pair, 4999, "the exact test", &error), CVS_ELIMIT);

  assert_string_equal(error.message,
                      "the exact test can be computed up to 4999 visitors an arm, and this arm has 5000");
}

static void a_difference_keeps_digits_that_the_rates_have_lost(void **state) {
  (void)state;
  /* 1/(3e11 * (3e11 + 1)) by the whole numbers 1e11 (3e11 + 1) - 3e11 * 1e11 ... = 1e11 */
  cvs_pair pair =
      pair_of(UINT64_C(100000000000), UINT64_C(300000000001), UINT64_C(100000000000), UINT64_C(300000000000));

  assert_close(cvs_rate_difference(&pair), 1e11 / (300000000001.0 * 300000000000.0), 1e-15);
}

static void observed_effects_exist_where_their_denominator_does(void **state) {
  (void)state;
  cvs_pair pair = pair_of(20, 100, 30, 100), nothing = pair_of(0, 100, 30, 100), all = pair_of(20, 100, 100, 100);
  double value;

  assert_true(cvs_effect_observed(&pair, CVS_DIFFERENCE, &value));
  assert_close(value, 0.1, 1e-15);
  assert_true(cvs_effect_observed(&pair, CVS_LIFT, &value));
  assert_close(value, 0.5, 1e-15);
  assert_true(cvs_effect_observed(&pair, CVS_ODDS_RATIO, &value));
  assert_close(value, 30.0 * 80 / (20 * 70), 1e-15);
  assert_false(cvs_effect_observed(&nothing, CVS_LIFT, &value));
  assert_false(cvs_effect_observed(&nothing, CVS_ODDS_RATIO, &value));
  assert_false(cvs_effect_observed(&all, CVS_ODDS_RATIO, &value));
  assert_true(cvs_effect_observed(&all, CVS_LIFT, &value));
}

static void a_normal_statistic_gives_the_p_of_its_side(void **state) {
  (void)state;
  /* R 4.2.2: pnorm(2.5, lower.tail = FALSE), pnorm(40, lower.tail = FALSE, log.p = TRUE) */
  cvs_test_result both = cvs_result_from_z(-2.5, CVS_TWO_SIDED), less = cvs_result_from_z(-2.5, CVS_LESS);
  cvs_test_result far = cvs_result_from_z(40, CVS_GREATER), null = cvs_result_from_z(0, CVS_TWO_SIDED);

  assert_close(both.p_value, 2 * 0.0062096653257761349, 1e-14);
  assert_close(less.p_value, 0.0062096653257761349, 1e-14);
  assert_close(far.ln_p_value, -804.6084420137538, 1e-14);
  assert_true(null.p_value == 1 && null.ln_p_value == 0);
}

static void an_interval_leaves_the_side_open_that_its_level_does_not_close(void **state) {
  (void)state;
  cvs_level greater = level_of(0.05, CVS_GREATER), both = level_of(0.05, CVS_TWO_SIDED);
  cvs_interval one_sided = {0}, infinite = {0};

  cvs_interval_set(&one_sided, &greater, -0.5, 0.5);
  cvs_interval_set(&infinite, &both, -0.5, INFINITY);

  assert_true(one_sided.exists && one_sided.has_lower && !one_sided.has_upper && one_sided.upper == 0);
  assert_true(infinite.has_lower && !infinite.has_upper && infinite.upper == 0);
}

static void an_effect_is_clipped_to_its_scale(void **state) {
  (void)state;
  cvs_pair pair = pair_of(20, 100, 30, 100);
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  cvs_interval difference, lift, odds;

  cvs_effect_set(&difference, &pair, CVS_DIFFERENCE, &level, (cvs_limits){-1.5, 1.5});
  cvs_effect_set(&lift, &pair, CVS_LIFT, &level, (cvs_limits){-1.5, 1.5});
  cvs_effect_set(&odds, &pair, CVS_ODDS_RATIO, &level, (cvs_limits){-1.5, 1.5});

  assert_true(difference.lower == -1 && difference.upper == 1);
  assert_true(lift.lower == -1 && lift.upper == 1.5);
  assert_true(odds.lower == 0 && odds.upper == 1.5);
  assert_close(lift.estimate, 0.5, 1e-15);
}

static void a_tie_is_not_significant_and_the_interval_holds_no_effect(void **state) {
  (void)state;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  double lower = 0.1, upper = 0.2;

  cvs_interval_agree(level.z, &level, 0, &lower, &upper);

  assert_true(lower <= 0);
  assert_close(upper, 0.2, 0);
}

static void a_significant_statistic_keeps_no_effect_outside(void **state) {
  (void)state;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED), less = level_of(0.05, CVS_LESS);
  double lower = -1e-9, upper = 0.2, lower_less = -0.4, upper_less = 1e-9;

  cvs_interval_agree(level.z + 1e-3, &level, 0, &lower, &upper);
  cvs_interval_agree(-3, &less, 0, &lower_less, &upper_less);

  assert_true(lower > 0);
  assert_true(upper_less < 0);
}

static void a_scale_that_a_method_lacks_is_refused_by_name(void **state) {
  (void)state;
  cvs_pair pair = pair_of(1, 10, 2, 10);
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  cvs_error error = {0};

  assert_int_equal(cvs_check_effect(&cvs_method_effect_katz, &pair, CVS_ODDS_RATIO, &level, &error), CVS_EINVAL);

  assert_string_equal(error.message, "the Katz log interval gives no interval of the odds ratio");
}

static void arms_and_sides_mirror(void **state) {
  (void)state;
  cvs_pair swapped = cvs_pair_swapped(&(cvs_pair){.control = {10, 1}, .treatment = {20, 3}});

  assert_int_equal(swapped.control.visitors, 20);
  assert_int_equal(swapped.treatment.conversions, 1);
  assert_int_equal(cvs_alternative_mirrored(CVS_GREATER), CVS_LESS);
  assert_int_equal(cvs_alternative_mirrored(CVS_TWO_SIDED), CVS_TWO_SIDED);
}

static void a_comparison_needs_sound_counts_that_vary(void **state) {
  (void)state;
  const cvs_pair sound = pair_of(0, 10, 1, 10), none = pair_of(0, 0, 0, 10), nobody = pair_of(0, 10, 0, 10);

  assert_int_equal(cvs_check_varies(&sound, NULL), CVS_OK);
  assert_int_equal(cvs_check_varies(&none, NULL), CVS_EINVAL);
  assert_int_equal(cvs_check_varies(&nobody, NULL), CVS_EUNDEF);
}

static void a_signed_root_gives_a_chi_square_and_keeps_its_side(void **state) {
  (void)state;
  cvs_test_result result = cvs_result_from_root(-1.5, CVS_GREATER);

  assert_close(result.statistic, 2.25, 0);
  /* 1 - Q(1.5), R 4.2.2 pnorm(1.5) */
  assert_close(result.p_value, 0.93319279873114191, 1e-14);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_outside_the_domain_are_named),
      cmocka_unit_test(a_size_beyond_a_methods_reach_names_both),
      cmocka_unit_test(a_difference_keeps_digits_that_the_rates_have_lost),
      cmocka_unit_test(observed_effects_exist_where_their_denominator_does),
      cmocka_unit_test(a_normal_statistic_gives_the_p_of_its_side),
      cmocka_unit_test(an_interval_leaves_the_side_open_that_its_level_does_not_close),
      cmocka_unit_test(an_effect_is_clipped_to_its_scale),
      cmocka_unit_test(a_tie_is_not_significant_and_the_interval_holds_no_effect),
      cmocka_unit_test(a_significant_statistic_keeps_no_effect_outside),
      cmocka_unit_test(a_scale_that_a_method_lacks_is_refused_by_name),
      cmocka_unit_test(arms_and_sides_mirror),
      cmocka_unit_test(a_comparison_needs_sound_counts_that_vary),
      cmocka_unit_test(a_signed_root_gives_a_chi_square_and_keeps_its_side),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

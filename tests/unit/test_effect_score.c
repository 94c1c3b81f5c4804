/* The score intervals. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 against 48/80, method 5 */
  cvs_interval interval = effect_limits(&cvs_method_effect_score, pair_of(48, 80, 56, 70), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, 0.0533, 5e-5);
  assert_close_abs(interval.upper, 0.3377, 5e-5);
  assert_close(interval.estimate, 0.2, 1e-15);
}

static void the_published_ratio_is_met(void **state) {
  (void)state;
  /* Fagerland, Lydersen & Laake (2015), Koopman by R's PropCIs: 7/34 against 1/34 */
  cvs_interval interval = effect_limits(&cvs_method_effect_score, pair_of(1, 34, 7, 34), CVS_LIFT);

  assert_close_abs(interval.lower + 1, 1.220853, 6e-7);
  assert_close_abs(interval.upper + 1, 42.575718, 6e-7);
}

static void without_conversions_in_equal_arms_the_difference_is_wilsons(void **state) {
  (void)state;
  /* one arm stays at 0, the other rises: z^2/(n + z^2) */
  double z2 = 1.9599639845400542 * 1.9599639845400542;
  cvs_interval interval = effect_limits(&cvs_method_effect_score, pair_of(0, 20, 0, 20), CVS_DIFFERENCE);

  assert_close(interval.upper, z2 / (20 + z2), 1e-13);
}

int main(void) {
  effect_method tested = {.method = &cvs_method_effect_score,
                          .scale = CVS_DIFFERENCE,
                          .answers = {[CVS_DIFFERENCE] = true, [CVS_LIFT] = true, [CVS_ODDS_RATIO] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(the_published_ratio_is_met),
      cmocka_unit_test(without_conversions_in_equal_arms_the_difference_is_wilsons),
      cmocka_unit_test_prestate(without_conversions_a_score_difference_exists_and_the_ratios_are_open, &tested),
      cmocka_unit_test_prestate(a_control_without_conversions_leaves_a_score_lift_open_above, &tested),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

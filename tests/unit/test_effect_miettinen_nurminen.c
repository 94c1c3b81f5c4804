/* Miettinen and Nurminen's score intervals. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 against 48/80, method 6 */
  cvs_interval interval = effect_limits(&cvs_method_effect_miettinen_nurminen, pair_of(48, 80, 56, 70), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, 0.0528, 5e-5);
  assert_close_abs(interval.upper, 0.3382, 5e-5);
  assert_close(interval.estimate, 0.2, 1e-15);
}

static void the_published_example_without_events_is_met(void **state) {
  (void)state;
  /* Miettinen & Nurminen (1985), example 4, as in R's gsDesign: 0/10 less 0/20 */
  cvs_interval interval = effect_limits(&cvs_method_effect_miettinen_nurminen, pair_of(0, 20, 0, 10), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, -0.1658, 1e-4);
  assert_close_abs(interval.upper, 0.2843608, 1e-4);
}

int main(void) {
  effect_method tested = {.method = &cvs_method_effect_miettinen_nurminen,
                          .scale = CVS_DIFFERENCE,
                          .answers = {[CVS_DIFFERENCE] = true, [CVS_LIFT] = true, [CVS_ODDS_RATIO] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(the_published_example_without_events_is_met),
      cmocka_unit_test_prestate(without_conversions_a_score_difference_exists_and_the_ratios_are_open, &tested),
      cmocka_unit_test_prestate(a_control_without_conversions_leaves_a_score_lift_open_above, &tested),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

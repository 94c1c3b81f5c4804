/* Wald's interval of the difference and the delta method's of the lift. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

#include <math.h>

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 against 48/80, method 1 */
  cvs_interval interval = effect_limits(&cvs_method_effect_wald, pair_of(48, 80, 56, 70), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, 0.0575, 5e-5);
  assert_close_abs(interval.upper, 0.3425, 5e-5);
  assert_close(interval.estimate, 0.2, 1e-15);
}

static void it_agrees_with_r(void **state) {
  (void)state;
  /* R 4.2.2 prop.test(c(25, 12), c(44, 40), correct = FALSE) */
  cvs_interval interval = effect_limits(&cvs_method_effect_wald, pair_of(12, 40, 25, 44), CVS_DIFFERENCE);

  assert_close(interval.lower, 0.06424980681881301, 1e-13);
  assert_close(interval.upper, 0.4721138295448235, 1e-13);
}

static void the_lift_takes_the_delta_method(void **state) {
  (void)state;
  /* lift 0.5, ratio 1.5, se = 1.5 sqrt(0.8/20 + 0.7/30) */
  cvs_interval interval = effect_limits(&cvs_method_effect_wald, pair_of(20, 100, 30, 100), CVS_LIFT);

  double half_width = 1.9599639845400542 * 1.5 * sqrt(0.8 / 20 + 0.7 / 30);
  assert_close(interval.lower, 0.5 - half_width, 1e-13);
  assert_close(interval.upper, 0.5 + half_width, 1e-13);
}

static void a_lift_without_conversions_does_not_exist(void **state) {
  (void)state;
  assert_int_equal(effect_status_of(&cvs_method_effect_wald, pair_of(0, 10, 5, 10), CVS_LIFT), CVS_EUNDEF);
  assert_int_equal(effect_status_of(&cvs_method_effect_wald, pair_of(5, 10, 0, 10), CVS_LIFT), CVS_EUNDEF);
  assert_int_equal(effect_status_of(&cvs_method_effect_wald, pair_of(0, 10, 5, 10), CVS_DIFFERENCE), CVS_OK);
}

static void the_difference_excludes_0_exactly_where_p_is_below_alpha(void **state) {
  (void)state;
  cvs_pair pair = pair_of(12, 40, 25, 44);
  cvs_test_result test;
  assert_int_equal(cvs_method_prop_wald.test(&pair, CVS_TWO_SIDED, &test, NULL), CVS_OK);

  cvs_interval at = effect_limits_at(&cvs_method_effect_wald, pair, CVS_DIFFERENCE, test.p_value, CVS_TWO_SIDED);
  cvs_interval above =
      effect_limits_at(&cvs_method_effect_wald, pair, CVS_DIFFERENCE, nextafter(test.p_value, 1), CVS_TWO_SIDED);

  assert_true(at.lower <= 0);
  assert_true(above.lower > 0);
}

int main(void) {
  effect_method tested = {.method = &cvs_method_effect_wald,
                          .scale = CVS_DIFFERENCE,
                          .answers = {[CVS_DIFFERENCE] = true, [CVS_LIFT] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(it_agrees_with_r),
      cmocka_unit_test(the_lift_takes_the_delta_method),
      cmocka_unit_test(a_lift_without_conversions_does_not_exist),
      cmocka_unit_test(the_difference_excludes_0_exactly_where_p_is_below_alpha),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Katz' log interval. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

#include <math.h>

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Fagerland, Lydersen & Laake (2015): 7/34 against 1/34, ratio 0.91 to 54 */
  cvs_interval interval = effect_limits(&cvs_method_effect_katz, pair_of(1, 34, 7, 34), CVS_LIFT);

  assert_close_abs(interval.lower + 1, 0.91, 5e-3);
  assert_close_abs(interval.upper + 1, 54, 0.5);
}

static void its_ends_are_symmetric_in_the_logarithm(void **state) {
  (void)state;
  cvs_interval interval = effect_limits(&cvs_method_effect_katz, pair_of(100, 1000, 103, 1000), CVS_LIFT);

  assert_close((1 + interval.lower) * (1 + interval.upper), 1.03 * 1.03, 1e-13);
  /* half width z sqrt(1/100 - 1/1000 + 1/103 - 1/1000) */
  double half_width = 1.9599639845400542 * sqrt(0.01 - 0.001 + 1 / 103.0 - 0.001);
  assert_close(log1p(interval.upper) - log1p(interval.lower), 2 * half_width, 1e-13);
}

int main(void) {
  effect_method tested = {.method = &cvs_method_effect_katz, .scale = CVS_LIFT, .answers = {[CVS_LIFT] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(its_ends_are_symmetric_in_the_logarithm),
      cmocka_unit_test_prestate(a_lift_does_not_exist_without_conversions, &tested),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

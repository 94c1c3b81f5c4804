/* Agresti and Caffo's interval. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Fagerland, Lydersen & Laake (2015), as computed by R's PropCIs: 7/34 against 1/34 */
  cvs_interval interval = effect_limits(&cvs_method_effect_agresti_caffo, pair_of(1, 34, 7, 34), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, 0.01161167, 5e-9);
  assert_close_abs(interval.upper, 0.32172166, 5e-9);
}

static void it_is_clipped_to_what_is_possible(void **state) {
  (void)state;
  cvs_interval interval = effect_limits(&cvs_method_effect_agresti_caffo, pair_of(0, 1, 1, 1), CVS_DIFFERENCE);

  assert_true(interval.upper == 1);
  assert_close(interval.estimate, 1, 0);
}

int main(void) {
  effect_method tested = {
      .method = &cvs_method_effect_agresti_caffo, .scale = CVS_DIFFERENCE, .answers = {[CVS_DIFFERENCE] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(it_is_clipped_to_what_is_possible),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Gart's adjusted logit interval. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

#include <math.h>

static void half_a_unit_is_added_to_all_four_cells(void **state) {
  (void)state;
  cvs_interval interval = effect_limits(&cvs_method_effect_gart, pair_of(0, 10, 3, 20), CVS_ODDS_RATIO);

  double ratio = 3.5 * 10.5 / (17.5 * 0.5);
  double half_width = 1.9599639845400542 * sqrt(1 / 3.5 + 1 / 17.5 + 1 / 0.5 + 1 / 10.5);
  assert_close(interval.lower, ratio * exp(-half_width), 1e-13);
  assert_close(interval.upper, ratio * exp(half_width), 1e-13);
  assert_false(interval.has_estimate);
}

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Fagerland, Lydersen & Laake (2015): 7/34 against 1/34, 0.98 to 38 */
  cvs_interval interval = effect_limits(&cvs_method_effect_gart, pair_of(1, 34, 7, 34), CVS_ODDS_RATIO);

  assert_close_abs(interval.lower, 0.98, 5e-3);
  assert_close_abs(interval.upper, 38, 0.5);
}

int main(void) {
  effect_method tested = {
      .method = &cvs_method_effect_gart, .scale = CVS_ODDS_RATIO, .answers = {[CVS_ODDS_RATIO] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(half_a_unit_is_added_to_all_four_cells),
      cmocka_unit_test(the_published_example_is_met),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

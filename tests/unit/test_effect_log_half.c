/* The log interval with half a conversion added. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

#include <math.h>

static void half_a_conversion_is_added_to_counts_and_sizes(void **state) {
  (void)state;
  cvs_interval interval = effect_limits(&cvs_method_effect_log_half, pair_of(0, 10, 3, 20), CVS_LIFT);

  double ratio = (3.5 / 20.5) / (0.5 / 10.5);
  double half_width = 1.9599639845400542 * sqrt(1 / 3.5 - 1 / 20.5 + 1 / 0.5 - 1 / 10.5);
  assert_close(interval.lower, ratio * exp(-half_width) - 1, 1e-13);
  assert_close(interval.upper, ratio * exp(half_width) - 1, 1e-13);
  assert_false(interval.has_estimate);
}

static void it_exists_where_nobody_or_everybody_converted(void **state) {
  (void)state;
  cvs_interval nobody = effect_limits(&cvs_method_effect_log_half, pair_of(0, 10, 0, 10), CVS_LIFT);
  cvs_interval everybody = effect_limits(&cvs_method_effect_log_half, pair_of(10, 10, 10, 10), CVS_LIFT);

  assert_close((1 + nobody.lower) * (1 + nobody.upper), 1, 1e-14);
  assert_true(everybody.lower == 0 && everybody.upper == 0);
}

int main(void) {
  effect_method tested = {.method = &cvs_method_effect_log_half, .scale = CVS_LIFT, .answers = {[CVS_LIFT] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(half_a_conversion_is_added_to_counts_and_sizes),
      cmocka_unit_test(it_exists_where_nobody_or_everybody_converted),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

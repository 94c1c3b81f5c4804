/* Newcombe's hybrid score interval. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

static void the_published_example_is_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 against 48/80, method 10 */
  cvs_interval interval = effect_limits(&cvs_method_effect_newcombe, pair_of(48, 80, 56, 70), CVS_DIFFERENCE);

  assert_close_abs(interval.lower, 0.0524, 5e-5);
  assert_close_abs(interval.upper, 0.3339, 5e-5);
  assert_close(interval.estimate, 0.2, 1e-15);
}

static void it_never_leaves_what_is_possible(void **state) {
  (void)state;
  cvs_interval interval = effect_limits(&cvs_method_effect_newcombe, pair_of(0, 1, 1, 1), CVS_DIFFERENCE);

  assert_true(interval.upper == 1);
  assert_true(interval.lower < 0 && interval.lower > -1);
}

static void with_no_conversion_at_all_its_ends_are_wilson_limits(void **state) {
  (void)state;
  /* both Wilson intervals are [0, z^2/(n + z^2)] */
  double z2 = 1.9599639845400542 * 1.9599639845400542;
  cvs_interval interval = effect_limits(&cvs_method_effect_newcombe, pair_of(0, 20, 0, 10), CVS_DIFFERENCE);

  assert_close(interval.lower, -z2 / (20 + z2), 1e-14);
  assert_close(interval.upper, z2 / (10 + z2), 1e-14);
}

int main(void) {
  effect_method tested = {
      .method = &cvs_method_effect_newcombe, .scale = CVS_DIFFERENCE, .answers = {[CVS_DIFFERENCE] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_example_is_met),
      cmocka_unit_test(it_never_leaves_what_is_possible),
      cmocka_unit_test(with_no_conversion_at_all_its_ends_are_wilson_limits),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

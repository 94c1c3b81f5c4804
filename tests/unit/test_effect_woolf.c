/* Woolf's logit interval. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

#include <math.h>

static void it_agrees_with_a_logistic_regression(void **state) {
  (void)state;
  /* R 4.2.2 glm(cbind(y, n - y) ~ t, binomial): exp(coefficient -+ z se) */
  cvs_interval interval = effect_limits(&cvs_method_effect_woolf, pair_of(12, 40, 25, 44), CVS_ODDS_RATIO);

  assert_close(interval.lower, 1.24605500657811, 1e-9);
  assert_close(interval.upper, 7.5646557928823519, 1e-9);
  assert_close(interval.estimate, 25.0 * 28 / (12 * 19), 1e-15);
}

static void it_does_not_exist_with_an_empty_cell(void **state) {
  (void)state;
  assert_int_equal(effect_status_of(&cvs_method_effect_woolf, pair_of(0, 10, 5, 10), CVS_ODDS_RATIO), CVS_EUNDEF);
  assert_int_equal(effect_status_of(&cvs_method_effect_woolf, pair_of(5, 10, 10, 10), CVS_ODDS_RATIO), CVS_EUNDEF);
}

int main(void) {
  effect_method tested = {
      .method = &cvs_method_effect_woolf, .scale = CVS_ODDS_RATIO, .answers = {[CVS_ODDS_RATIO] = true}};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_a_logistic_regression),
      cmocka_unit_test(it_does_not_exist_with_an_empty_cell),
      EFFECT_INTERVAL_RULES(&tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

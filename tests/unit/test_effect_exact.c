/* The exact conditional interval of the odds ratio. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "support/naive_exact.h"
#include "stat/methods.h"

static cvs_interval limits_of(cvs_pair pair, double alpha, cvs_alternative alternative) {
  cvs_interval interval = effect_limits_at(&cvs_method_effect_exact, pair, CVS_ODDS_RATIO, alpha, alternative);
  assert_true(interval.exists);
  return interval;
}

static void the_limits_are_the_odds_ratios_with_tails_of_half_alpha(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{40, 12}, {35, 19}}, {{100, 9}, {100, 1}}, {{26, 2}, {26, 1}}};
  for (size_t i = 0; i < 3; i++) {
    cvs_interval interval = limits_of(pairs[i], 0.05, CVS_TWO_SIDED);

    assert_close(naive_fisher_at(&pairs[i], CVS_GREATER, interval.lower), 0.025, 1e-9);
    assert_close(naive_fisher_at(&pairs[i], CVS_LESS, interval.upper), 0.025, 1e-9);
  }
}

static void its_estimate_is_the_observed_odds_ratio(void **state) {
  (void)state;
  assert_close(limits_of(pair_of(12, 40, 19, 35), 0.05, CVS_TWO_SIDED).estimate, 19.0 / 16 / (12.0 / 28), 1e-14);
}

static void ends_that_do_not_exist_are_open(void **state) {
  (void)state;
  cvs_interval none = limits_of(pair_of(0, 10, 0, 10), 0.05, CVS_TWO_SIDED);
  cvs_interval unbounded = limits_of(pair_of(0, 10, 4, 10), 0.05, CVS_TWO_SIDED);
  cvs_interval greater = limits_of(pair_of(3, 10, 4, 10), 0.05, CVS_GREATER);
  cvs_interval less = limits_of(pair_of(3, 10, 4, 10), 0.05, CVS_LESS);

  assert_true(none.has_lower && none.lower == 0 && !none.has_upper && !none.has_estimate);
  assert_true(unbounded.has_lower && unbounded.lower > 0 && !unbounded.has_upper);
  assert_true(greater.has_lower && !greater.has_upper);
  assert_true(!less.has_lower && less.has_upper);
}

static void one_side_excludes_1_exactly_where_fishers_one_sided_p_is_below_alpha(void **state) {
  (void)state;
  for (uint64_t x1 = 0; x1 <= 20; x1++)
    for (uint64_t x2 = 0; x2 <= 15; x2++) {
      cvs_pair pair = pair_of(x1, 20, x2, 15);
      cvs_test_result greater;
      assert_int_equal(cvs_method_prop_fisher.test(&pair, CVS_GREATER, &greater, NULL), CVS_OK);

      cvs_interval interval = limits_of(pair, 0.05, CVS_GREATER);

      assert_true((interval.lower > 1) == (greater.p_value < 0.05));
    }
}

static void other_scales_are_refused(void **state) {
  (void)state;
  assert_int_equal(effect_status_of(&cvs_method_effect_exact, pair_of(3, 10, 4, 10), CVS_DIFFERENCE), CVS_EINVAL);
  assert_int_equal(effect_status_of(&cvs_method_effect_exact, pair_of(3, 10, 4, 10), CVS_LIFT), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_limits_are_the_odds_ratios_with_tails_of_half_alpha),
      cmocka_unit_test(its_estimate_is_the_observed_odds_ratio),
      cmocka_unit_test(ends_that_do_not_exist_are_open),
      cmocka_unit_test(one_side_excludes_1_exactly_where_fishers_one_sided_p_is_below_alpha),
      cmocka_unit_test(other_scales_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The interval of the difference that inverts the unconditional score test. */
#include "support/assert_close.h"
#include "support/effect_interval.h"
#include "stat/methods.h"

#include <string.h>

static cvs_interval limits_of(cvs_pair pair, double alpha, cvs_alternative alternative) {
  cvs_interval interval = effect_limits_at(&cvs_method_effect_barnard, pair, CVS_DIFFERENCE, alpha, alternative);
  assert_true(interval.exists && interval.has_estimate);
  return interval;
}

static void one_sided_limits_at_half_alpha_are_those_of_statxact_and_sas(void **state) {
  (void)state;
  /* StatXact 11, score, central: 2/7 against 6/13, [-0.3108, 0.5787]; 0/7 against 13/13, [0.5904, 1];
   * SAS PROC FREQ, score: 10/35 against 24/61, [-0.0992, 0.2949] */
  assert_close_abs(limits_of(pair_of(2, 7, 6, 13), 0.025, CVS_GREATER).lower, -0.3108, 5e-5);
  assert_close_abs(limits_of(pair_of(2, 7, 6, 13), 0.025, CVS_LESS).upper, 0.5787, 5e-5);
  assert_close_abs(limits_of(pair_of(0, 7, 13, 13), 0.025, CVS_GREATER).lower, 0.5904, 5e-5);
  assert_close_abs(limits_of(pair_of(0, 7, 13, 13), 0.025, CVS_LESS).upper, 1, 5e-5);
  assert_close_abs(limits_of(pair_of(10, 35, 24, 61), 0.025, CVS_GREATER).lower, -0.0992, 5e-5);
  assert_close_abs(limits_of(pair_of(10, 35, 24, 61), 0.025, CVS_LESS).upper, 0.2949, 5e-5);
}

static void it_holds_0_wherever_barnards_p_is_not_below_alpha(void **state) {
  (void)state;
  unsigned disagreements = 0, tables = 0;
  for (uint64_t x1 = 0; x1 <= 9; x1++)
    for (uint64_t x2 = 0; x2 <= 12; x2++, tables++) {
      cvs_pair pair = pair_of(x1, 9, x2, 12);
      cvs_test_result barnard;
      assert_int_equal(cvs_method_prop_barnard.test(&pair, CVS_TWO_SIDED, &barnard, NULL), CVS_OK);

      cvs_interval interval = limits_of(pair, 0.05, CVS_TWO_SIDED);

      bool excluded = interval.lower > 0 || interval.upper < 0;
      if (excluded)
        assert_true(barnard.p_value < 0.05);
      disagreements += excluded != (barnard.p_value < 0.05);
    }
  /* a hole at 0 is possible, and rare */
  assert_true(disagreements * 50 <= tables);
}

static void swapped_arms_give_the_negative(void **state) {
  (void)state;
  cvs_interval forward = limits_of(pair_of(3, 15, 9, 14), 0.05, CVS_TWO_SIDED);
  cvs_interval back = limits_of(pair_of(9, 14, 3, 15), 0.05, CVS_TWO_SIDED);

  assert_close(back.lower, -forward.upper, 1e-9);
  assert_close(back.upper, -forward.lower, 1e-9);
}

static void it_reaches_the_ends_of_what_is_possible(void **state) {
  (void)state;
  cvs_interval all = limits_of(pair_of(0, 8, 8, 8), 0.05, CVS_TWO_SIDED);
  cvs_interval none = limits_of(pair_of(0, 8, 0, 8), 0.05, CVS_TWO_SIDED);
  cvs_interval single = limits_of(pair_of(0, 1, 1, 1), 0.05, CVS_TWO_SIDED);

  assert_true(all.upper == 1 && all.lower > 0 && all.lower < 1);
  assert_true(none.lower > -1 && none.lower < 0 && none.upper > 0 && none.upper < 1);
  assert_true(single.lower >= -1 && single.lower < 0 && single.upper == 1);
}

static void other_scales_and_sizes_are_refused(void **state) {
  (void)state;
  cvs_pair pair = pair_of(3, 10, 4, 10);
  cvs_pair large = pair_of(3, 10, 4, cvs_method_effect_barnard.visitors_max + 1);
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  cvs_interval interval;
  cvs_error error = {0};

  assert_int_equal(cvs_method_effect_barnard.effect(&pair, CVS_LIFT, &level, &interval, NULL), CVS_EINVAL);
  assert_int_equal(cvs_method_effect_barnard.effect(&large, CVS_DIFFERENCE, &level, &interval, &error), CVS_ELIMIT);
  assert_non_null(strstr(error.message, "Barnard"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_sided_limits_at_half_alpha_are_those_of_statxact_and_sas),
      cmocka_unit_test(it_holds_0_wherever_barnards_p_is_not_below_alpha),
      cmocka_unit_test(swapped_arms_give_the_negative),
      cmocka_unit_test(it_reaches_the_ends_of_what_is_possible),
      cmocka_unit_test(other_scales_and_sizes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

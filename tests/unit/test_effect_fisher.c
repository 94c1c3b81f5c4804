/* The interval of the odds ratio that inverts Fisher's two-sided test. */
#include "support/assert_close.h"
#include "support/draw.h"
#include "support/effect_interval.h"
#include "support/naive_exact.h"
#include "stat/methods.h"

#include <math.h>

/* The smallest and largest odds ratio of a fine grid whose p exceeds alpha. */
enum { GRID = 4000 };
static const double ln_reach = 12;

static cvs_interval limits_of(cvs_pair pair, double alpha, cvs_alternative alternative) {
  return effect_limits_at(&cvs_method_effect_fisher, pair, CVS_ODDS_RATIO, alpha, alternative);
}

static double grid_ratio(int i) {
  return exp(ln_reach * (2.0 * i / GRID - 1));
}

/* One grid step of tolerance: the hull must lie within a step outside of the grid's hull. */
static void check_hull(cvs_pair pair, double alpha) {
  int first = GRID + 1, last = -1;
  for (int i = 0; i <= GRID; i++)
    if (naive_fisher_at(&pair, CVS_TWO_SIDED, grid_ratio(i)) > alpha) {
      first = first > GRID ? i : first;
      last = i;
    }

  cvs_interval hull = limits_of(pair, alpha, CVS_TWO_SIDED);

  if (first > 0) {
    assert_true(hull.has_lower && hull.lower <= grid_ratio(first) * (1 + 1e-9));
    assert_true(hull.lower >= grid_ratio(first - 1) * (1 - 1e-9));
  }
  if (last < GRID) {
    assert_true(hull.has_upper && hull.upper >= grid_ratio(last) * (1 - 1e-9));
    assert_true(hull.upper <= grid_ratio(last + 1) * (1 + 1e-9));
  }
}

static void it_is_the_hull_of_what_the_test_accepts(void **state) {
  (void)state;
  uint64_t random = 5;
  for (int i = 0; i < 30; i++) {
    uint64_t n1 = 1 + draw(&random, 40), n2 = 1 + draw(&random, 40);
    check_hull(pair_of(draw(&random, n1 + 1), n1, draw(&random, n2 + 1), n2), i % 2 ? 0.05 : 0.01);
  }
}

static void holes_do_not_cut_it(void **state) {
  (void)state;
  /* 7/7 against 164/247: the test accepts odds ratios on both sides of some that it rejects */
  check_hull(pair_of(164, 247, 7, 7), 0.05);
}

static void two_sided_it_excludes_1_only_where_p_is_below_alpha(void **state) {
  (void)state;
  for (uint64_t x1 = 0; x1 <= 18; x1++)
    for (uint64_t x2 = 0; x2 <= 13; x2++) {
      cvs_pair pair = pair_of(x1, 18, x2, 13);
      cvs_test_result fisher;
      assert_int_equal(cvs_method_prop_fisher.test(&pair, CVS_TWO_SIDED, &fisher, NULL), CVS_OK);

      cvs_interval hull = limits_of(pair, 0.05, CVS_TWO_SIDED);

      bool excluded = (hull.has_lower && hull.lower > 1) || (hull.has_upper && hull.upper < 1);
      if (excluded)
        assert_true(fisher.p_value <= 0.05 * (1 + 1e-9));
    }
}

static void swapped_arms_give_the_inverse(void **state) {
  (void)state;
  cvs_interval forward = limits_of(pair_of(120, 1000, 150, 900), 0.05, CVS_TWO_SIDED);
  cvs_interval back = limits_of(pair_of(150, 900, 120, 1000), 0.05, CVS_TWO_SIDED);

  assert_close(back.lower, 1 / forward.upper, 1e-12);
  assert_close(back.upper, 1 / forward.lower, 1e-12);
}

static void one_side_is_the_conditional_limit(void **state) {
  (void)state;
  cvs_pair pair = pair_of(12, 40, 19, 35);
  cvs_interval greater = limits_of(pair, 0.05, CVS_GREATER);

  assert_true(!greater.has_upper);
  assert_close(naive_fisher_at(&pair, CVS_GREATER, greater.lower), 0.05, 1e-9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_is_the_hull_of_what_the_test_accepts),
      cmocka_unit_test(holes_do_not_cut_it),
      cmocka_unit_test(two_sided_it_excludes_1_only_where_p_is_below_alpha),
      cmocka_unit_test(swapped_arms_give_the_inverse),
      cmocka_unit_test(one_side_is_the_conditional_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Fisher's noncentral hypergeometric distribution and Cornfield's limits. */
#include "stat/noncentral.h"

#include "support/assert_close.h"
#include "support/naive_exact.h"
#include "support/pair.h"

#include <math.h>

static void the_three_parts_agree_with_plain_sums(void **state) {
  (void)state;
  cvs_pair pair = pair_of(12, 40, 19, 35);
  cvs_hypergeometric h = cvs_hypergeometric_of(&pair);
  const double odds_ratios[] = {0.02, 0.5, 1, 3.7, 90};
  for (size_t i = 0; i < 5; i++)
    for (double a = h.low - 1; a < 19; a += 4) {
      cvs_noncentral parts = cvs_noncentral_split(&h, 19, a, odds_ratios[i]);

      assert_close(parts.upper, naive_fisher_at(&pair, CVS_GREATER, odds_ratios[i]), 1e-12);
      assert_close(parts.upper + parts.inside + parts.lower, 1, 1e-14);
      if (a < h.low)
        assert_true(parts.lower == 0);
      else {
        cvs_pair at = pair_of(31 - (uint64_t)a, 40, (uint64_t)a, 35);
        assert_close(parts.lower, naive_fisher_at(&at, CVS_LESS, odds_ratios[i]), 1e-12);
      }
    }
}

static void the_limit_has_the_tail_that_was_asked(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{40, 12}, {35, 19}}, {{100, 0}, {100, 1}}, {{50, 3}, {60, 60}}, {{3, 1}, {200, 150}}};
  const double tails[] = {0.025, 0.4, 1e-6, 1e-30};
  for (size_t i = 0; i < 4; i++)
    for (size_t j = 0; j < 4; j++) {
      cvs_hypergeometric h = cvs_hypergeometric_of(&pairs[i]);
      double limit;

      assert_int_equal(cvs_noncentral_limit(&h, (double)pairs[i].treatment.conversions, tails[j], &limit), CVS_OK);

      assert_close(naive_fisher_at(&pairs[i], CVS_GREATER, limit), tails[j], 1e-9);
    }
}

static void the_smallest_count_has_the_limit_0(void **state) {
  (void)state;
  cvs_hypergeometric h = cvs_hypergeometric_given(10, 20, 5);
  double limit;

  assert_int_equal(cvs_noncentral_limit(&h, 0, 0.025, &limit), CVS_OK);

  assert_true(limit == 0);
}

static void far_from_the_count_its_tail_is_small_and_never_nan(void **state) {
  (void)state;
  cvs_hypergeometric h = cvs_hypergeometric_given(1e6, 1e6, 1e6);

  cvs_noncentral rare = cvs_noncentral_split(&h, 9e5, 9e5 - 1, 1);
  cvs_noncentral sure = cvs_noncentral_split(&h, 1e5, 1e5 - 1, 1);

  assert_true(rare.upper < 1e-250 && rare.lower <= 1 && rare.lower > 0.999);
  assert_close(sure.upper, 1, 1e-12);
}

static cvs_status half_alpha_limit(const cvs_hypergeometric *h, double k, const cvs_level *level, double *out) {
  return cvs_noncentral_limit(h, k, level->tail, out);
}

static void both_limits_of_a_pair_have_the_tail_of_the_rule(void **state) {
  (void)state;
  const cvs_pair pair = pair_of(12, 40, 19, 35);
  const cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  cvs_limits limits;

  assert_int_equal(cvs_odds_limits(&pair, &level, half_alpha_limit, &limits), CVS_OK);

  assert_close(naive_fisher_at(&pair, CVS_GREATER, limits.lower), 0.025, 1e-9);
  assert_close(naive_fisher_at(&pair, CVS_LESS, limits.upper), 0.025, 1e-9);
}

static void the_end_that_is_not_asked_for_stays_open(void **state) {
  (void)state;
  const cvs_pair pair = pair_of(12, 40, 19, 35), all = pair_of(12, 40, 35, 35);
  const cvs_level greater = level_of(0.05, CVS_GREATER), less = level_of(0.05, CVS_LESS);
  cvs_limits above, below, unbounded;

  assert_int_equal(cvs_odds_limits(&pair, &greater, half_alpha_limit, &above), CVS_OK);
  assert_int_equal(cvs_odds_limits(&pair, &less, half_alpha_limit, &below), CVS_OK);
  assert_int_equal(cvs_odds_limits(&all, &less, half_alpha_limit, &unbounded), CVS_OK);

  assert_true(above.lower > 0 && isinf(above.upper));
  assert_true(below.lower == 0 && isfinite(below.upper));
  assert_true(isinf(unbounded.upper));
}

static cvs_status fail_above_half(const cvs_hypergeometric *h, double k, const cvs_level *level, double *out) {
  (void)level;
  *out = 1;
  return 2 * k > h->drawn ? CVS_ENOCONV : CVS_OK;
}

static void a_limit_that_is_not_found_is_reported_from_either_end(void **state) {
  (void)state;
  const cvs_pair more = pair_of(12, 40, 19, 35), less = pair_of(19, 40, 12, 35);
  const cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  cvs_limits limits;

  assert_int_equal(cvs_odds_limits(&more, &level, fail_above_half, &limits), CVS_ENOCONV);
  assert_int_equal(cvs_odds_limits(&less, &level, fail_above_half, &limits), CVS_ENOCONV);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_three_parts_agree_with_plain_sums),
      cmocka_unit_test(the_limit_has_the_tail_that_was_asked),
      cmocka_unit_test(the_smallest_count_has_the_limit_0),
      cmocka_unit_test(far_from_the_count_its_tail_is_small_and_never_nan),
      cmocka_unit_test(both_limits_of_a_pair_have_the_tail_of_the_rule),
      cmocka_unit_test(the_end_that_is_not_asked_for_stays_open),
      cmocka_unit_test(a_limit_that_is_not_found_is_reported_from_either_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Fisher's conditional p-value. */
#include "stat/fisher.h"

#include "stat/check.h"
#include "support/assert_close.h"
#include "support/draw.h"
#include "support/naive_exact.h"
#include "support/pair.h"

#include <math.h>

static cvs_fisher fisher_of(cvs_pair pair, cvs_alternative alternative) {
  cvs_fisher fisher = {0};
  assert_int_equal(cvs_fisher_ln_p(&pair, alternative, &fisher), CVS_OK);
  return fisher;
}

static void all_sides_agree_with_plain_enumeration(void **state) {
  (void)state;
  uint64_t random = 7;
  for (int i = 0; i < 400; i++) {
    uint64_t n1 = 1 + draw(&random, 60), n2 = 1 + draw(&random, i % 4 == 0 ? n1 : 60);
    cvs_pair pair = pair_of(draw(&random, n1 + 1), n1, draw(&random, n2 + 1), n2);
    for (int side = 0; side < 3; side++) {
      cvs_fisher fisher = fisher_of(pair, (cvs_alternative)side);

      assert_close(exp(fisher.ln_p), naive_fisher(&pair, (cvs_alternative)side), 1e-12);
      assert_true(fisher.ln_p <= 0 && fisher.ln_mass <= fisher.ln_p + 1e-12);
    }
  }
}

static void equal_tables_on_the_other_side_count_as_ties_at_any_size(void **state) {
  (void)state;
  /* equal arms: the two tails are mirror images, so two-sided p is twice the one-sided one */
  const uint64_t visitors[] = {10, 1000, 1000000, UINT64_C(1000000000), UINT64_C(1000000000000)};
  for (size_t i = 0; i < sizeof visitors / sizeof visitors[0]; i++) {
    uint64_t n = visitors[i], shift = (uint64_t)(1.2 * sqrt((double)n));
    cvs_pair pair = pair_of(n / 2, n, n / 2 + shift, n);

    double both = fisher_of(pair, CVS_TWO_SIDED).ln_p;
    double one = fisher_of(pair, CVS_GREATER).ln_p;

    assert_close(both, one + log(2), 1e-12);
  }
}

static void the_two_sides_overlap_in_the_observed_table_alone(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{1000000, 500}, {900000, 480}}, {{50, 20}, {70, 31}}, {{300000000, 1000}, {2000, 3}}};
  for (size_t i = 0; i < 3; i++) {
    cvs_fisher greater = fisher_of(pairs[i], CVS_GREATER);
    cvs_fisher less = fisher_of(pairs[i], CVS_LESS);

    assert_close(exp(greater.ln_p) + exp(less.ln_p), 1 + exp(greater.ln_mass), 1e-12);
  }
}

static void the_logarithm_goes_on_where_p_underflows(void **state) {
  (void)state;
  /* only two tables of 2000 choose 1000 are this extreme: -ln(C(2000, 1000)) + ln 2 */
  cvs_pair pair = pair_of(0, 1000, 1000, 1000);

  assert_close(fisher_of(pair, CVS_GREATER).ln_p, -naive_ln_choose(2000, 1000), 1e-13);
  assert_close(fisher_of(pair, CVS_TWO_SIDED).ln_p, log(2) - naive_ln_choose(2000, 1000), 1e-13);
}

static void p_is_exactly_1_where_no_table_is_more_likely(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{7, 0}, {4, 0}}, {{7, 7}, {4, 4}}, {{13, 1}, {12, 1}}, {{1000000, 0}, {1000000, 0}}};
  for (size_t i = 0; i < 4; i++)
    assert_true(fisher_of(pairs[i], CVS_TWO_SIDED).ln_p == 0);
}

static void a_result_carries_both_forms_of_p(void **state) {
  (void)state;
  cvs_test_result result = cvs_result_from_ln_p(-2000);

  assert_true(result.p_value == 0 && result.ln_p_value == -2000 && !result.has_statistic);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_sides_agree_with_plain_enumeration),
      cmocka_unit_test(equal_tables_on_the_other_side_count_as_ties_at_any_size),
      cmocka_unit_test(the_two_sides_overlap_in_the_observed_table_alone),
      cmocka_unit_test(the_logarithm_goes_on_where_p_underflows),
      cmocka_unit_test(p_is_exactly_1_where_no_table_is_more_likely),
      cmocka_unit_test(a_result_carries_both_forms_of_p),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The unconditional score test of a given difference. */
#include "stat/unconditional_difference.h"

#include "stat/barnard.h"
#include "support/assert_close.h"
#include "support/pair.h"

#include <math.h>

static double p_at(cvs_pair pair, cvs_alternative alternative, double difference) {
  cvs_difference_test *test;
  assert_int_equal(cvs_difference_test_new(&pair, alternative, &test), CVS_OK);
  double p = cvs_difference_test_p(test, difference);
  cvs_difference_test_free(test);
  return p;
}

static void no_difference_gives_barnards_p(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{15, 3}, {14, 9}}, {{50, 4}, {60, 12}}, {{100, 2}, {25, 2}}, {{500, 40}, {500, 60}}};
  for (size_t i = 0; i < 4; i++) {
    double both, greater;
    assert_int_equal(cvs_barnard_ln_p(&pairs[i], CVS_TWO_SIDED, &both, NULL), CVS_OK);
    assert_int_equal(cvs_barnard_ln_p(&pairs[i], CVS_GREATER, &greater, NULL), CVS_OK);

    assert_close(p_at(pairs[i], CVS_TWO_SIDED, 0), exp(both), 1e-8);
    assert_close(p_at(pairs[i], CVS_GREATER, 0), exp(greater), 1e-8);
  }
}

static void a_table_that_only_one_rate_gives_is_worked_out_by_hand(void **state) {
  (void)state;
  /* 0/1 against 1/1: the one table as extreme for "greater" is itself, (1 - p1)(p1 + d), largest at
   * p1 = (1 - d)/2: ((1 + d)/2)^2 */
  for (double d = -0.9; d < 0.95; d += 0.3)
    assert_close(p_at(pair_of(0, 1, 1, 1), CVS_GREATER, d), (1 + d) * (1 + d) / 4, 1e-9);
}

static void the_observed_difference_is_never_rejected(void **state) {
  (void)state;
  cvs_pair pair = pair_of(5, 20, 10, 20);

  assert_true(p_at(pair, CVS_TWO_SIDED, 0.25) == 1);
  assert_true(p_at(pair, CVS_GREATER, 0.3) == 1);
}

static void p_falls_away_from_the_observed_difference(void **state) {
  (void)state;
  cvs_pair pair = pair_of(30, 100, 50, 100);
  double before = 1;
  for (double d = 0.15; d > -0.5; d -= 0.05) {
    double p = p_at(pair, CVS_GREATER, d);
    assert_true(p < before);
    before = p;
  }
  assert_true(before < 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_difference_gives_barnards_p),
      cmocka_unit_test(a_table_that_only_one_rate_gives_is_worked_out_by_hand),
      cmocka_unit_test(the_observed_difference_is_never_rejected),
      cmocka_unit_test(p_falls_away_from_the_observed_difference),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Boschloo's exact test. */
#include "support/assert_close.h"
#include "support/draw.h"
#include "support/naive_exact.h"
#include "support/rate_test.h"
#include "stat/methods.h"

#include <math.h>
#include <string.h>

static double p_of(const cvs_method *method, cvs_pair pair, cvs_alternative alternative) {
  cvs_test_result result = result_of(method, pair, alternative);
  assert_true(!result.has_statistic);
  assert_close(exp(result.ln_p_value), result.p_value, 1e-14);
  return result.p_value;
}

static cvs_pair draw_pair(uint64_t *random, uint64_t visitors_max) {
  uint64_t n1 = 1 + draw(random, visitors_max), n2 = 1 + draw(random, visitors_max);
  uint64_t x1_max = draw(random, 2) ? 8 : n1, x2_max = draw(random, 2) ? 8 : n2;
  return pair_of(draw(random, (x1_max < n1 ? x1_max : n1) + 1), n1, draw(random, (x2_max < n2 ? x2_max : n2) + 1), n2);
}

static void it_never_exceeds_fisher(void **state) {
  (void)state;
  uint64_t random = 3;
  for (int i = 0; i < 1000; i++) {
    cvs_pair pair = draw_pair(&random, 600);
    for (int side = 0; side < 3; side++) {
      double boschloo = p_of(&cvs_method_prop_boschloo, pair, (cvs_alternative)side);
      double fisher = p_of(&cvs_method_prop_fisher, pair, (cvs_alternative)side);

      assert_true(boschloo <= fisher && boschloo > 0);
    }
  }
}

static void swapping_arms_or_outcomes_changes_nothing(void **state) {
  (void)state;
  uint64_t random = 11;
  for (int i = 0; i < 300; i++) {
    cvs_pair pair = draw_pair(&random, 400);
    cvs_pair arms = {pair.treatment, pair.control};
    cvs_pair outcomes = pair_of(pair.control.visitors - pair.control.conversions, pair.control.visitors,
                                pair.treatment.visitors - pair.treatment.conversions, pair.treatment.visitors);

    double two_sided = p_of(&cvs_method_prop_boschloo, pair, CVS_TWO_SIDED);
    double greater = p_of(&cvs_method_prop_boschloo, pair, CVS_GREATER);

    assert_close(p_of(&cvs_method_prop_boschloo, arms, CVS_TWO_SIDED), two_sided, 1e-10);
    assert_close(p_of(&cvs_method_prop_boschloo, outcomes, CVS_TWO_SIDED), two_sided, 1e-10);
    assert_close(p_of(&cvs_method_prop_boschloo, arms, CVS_LESS), greater, 1e-10);
    assert_close(p_of(&cvs_method_prop_boschloo, outcomes, CVS_LESS), greater, 1e-10);
  }
}

static void no_rate_of_a_fine_grid_gives_more(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{60, 2}, {40, 6}}, {{90, 30}, {90, 44}}, {{100, 0}, {25, 2}}};
  for (size_t i = 0; i < 3; i++)
    for (int side = 0; side < 3; side++) {
      double p = p_of(&cvs_method_prop_boschloo, pairs[i], (cvs_alternative)side);

      assert_close(p, naive_unconditional(&pairs[i], (cvs_alternative)side, NAIVE_BY_FISHER), 1e-10);
    }
}

static void p_is_1_on_degenerate_tables(void **state) {
  (void)state;
  /* scipy issue 15345: these gave 2.0, 1.277 and NaN */
  const cvs_pair pairs[] = {{{7, 0}, {4, 0}}, {{13, 1}, {12, 1}}, {{5, 0}, {8, 0}}, {{5, 5}, {8, 8}}};
  for (size_t i = 0; i < 4; i++) {
    assert_true(p_of(&cvs_method_prop_boschloo, pairs[i], CVS_TWO_SIDED) == 1);
    assert_true(p_of(&cvs_method_prop_boschloo_central, pairs[i], CVS_TWO_SIDED) <= 1);
  }
}

static void beyond_its_size_it_says_so(void **state) {
  (void)state;
  cvs_pair pair = pair_of(5, cvs_method_prop_boschloo.visitors_max + 1, 5, 10);
  cvs_error error = {0};

  assert_int_equal(test_status_of(&cvs_method_prop_boschloo, pair, &error), CVS_ELIMIT);

  assert_non_null(strstr(error.message, "boschloo"));
  assert_non_null(strstr(error.message, "1000001"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_never_exceeds_fisher),           cmocka_unit_test(swapping_arms_or_outcomes_changes_nothing),
      cmocka_unit_test(no_rate_of_a_fine_grid_gives_more), cmocka_unit_test(p_is_1_on_degenerate_tables),
      cmocka_unit_test(beyond_its_size_it_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

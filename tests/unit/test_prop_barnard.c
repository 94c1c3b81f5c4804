/* Barnard's exact test, pooled z. */
#include "support/assert_close.h"
#include "support/naive_exact.h"
#include "support/rate_test.h"
#include "stat/methods.h"

#include <math.h>
#include <string.h>

static void the_supremum_that_others_miss_is_found(void **state) {
  (void)state;
  /* 40/500 against 60/500: a grid that is too coarse gives 0.03605. 9/10 against 3/10: without a
   * tolerance for ties 0.006931. The first from R 4.2.2: optimize() over sums of
   * dbinom; the second from a dense maximisation in numpy. */
  cvs_test_result missed = result_of(&cvs_method_prop_barnard, pair_of(40, 500, 60, 500), CVS_TWO_SIDED);
  cvs_test_result tied = result_of(&cvs_method_prop_barnard, pair_of(3, 10, 9, 10), CVS_TWO_SIDED);

  assert_close(missed.p_value, 0.0388765108419123, 1e-10);
  assert_close(tied.p_value, 0.0079555511474609583, 1e-10);
}

static void published_tables_are_reproduced(void **state) {
  (void)state;
  /* SAS PROC FREQ: 10/35 against 24/61 0.2142 and 0.4063; 4/12 against 9/11 0.0120;
   * Lloyd (2008): 14/47 against 48/283, unconditional p 0.061 (Berger & Boos 1994) */
  assert_close_abs(result_of(&cvs_method_prop_barnard, pair_of(10, 35, 24, 61), CVS_GREATER).p_value, 0.2142, 5e-5);
  assert_close_abs(result_of(&cvs_method_prop_barnard, pair_of(10, 35, 24, 61), CVS_TWO_SIDED).p_value, 0.4063, 5e-5);
  assert_close_abs(result_of(&cvs_method_prop_barnard, pair_of(4, 12, 9, 11), CVS_GREATER).p_value, 0.0120, 5e-5);
  assert_close_abs(result_of(&cvs_method_prop_barnard, pair_of(48, 283, 14, 47), CVS_TWO_SIDED).p_value, 0.061, 1e-3);
}

static void its_statistic_is_the_pooled_z(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{15, 3}, {14, 9}}, {{500, 60}, {500, 40}}, {{2000, 7}, {1900, 1}}};
  for (size_t i = 0; i < 3; i++) {
    cvs_test_result score = result_of(&cvs_method_prop_score, pairs[i], CVS_TWO_SIDED);

    cvs_test_result barnard = result_of(&cvs_method_prop_barnard, pairs[i], CVS_TWO_SIDED);

    assert_true(barnard.has_statistic);
    assert_close(barnard.statistic, score.statistic, 1e-12);
  }
}

static void no_rate_of_a_fine_grid_gives_more(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{60, 2}, {40, 6}}, {{90, 30}, {90, 44}}, {{100, 0}, {25, 2}}, {{3, 0}, {120, 50}}};
  for (size_t i = 0; i < 4; i++)
    for (int side = 0; side < 3; side++) {
      double p = result_of(&cvs_method_prop_barnard, pairs[i], (cvs_alternative)side).p_value;

      assert_close(p, naive_unconditional(&pairs[i], (cvs_alternative)side, NAIVE_BY_SCORE), 1e-10);
    }
}

static void p_is_1_without_a_difference_or_on_the_other_side(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{7, 0}, {4, 0}}, {{10, 5}, {10, 5}}, {{5, 5}, {8, 8}}};
  for (size_t i = 0; i < 3; i++)
    for (int side = 0; side < 3; side++)
      assert_true(result_of(&cvs_method_prop_barnard, pairs[i], (cvs_alternative)side).p_value == 1);
  assert_true(result_of(&cvs_method_prop_barnard, pair_of(3, 10, 9, 10), CVS_LESS).p_value == 1);
}

static void the_logarithm_goes_on_where_p_underflows(void **state) {
  (void)state;
  /* only 0/1000 against 1000/1000 and its mirror image: 2 (1/2)^2000 at the rate 1/2 */
  cvs_test_result result = result_of(&cvs_method_prop_barnard, pair_of(0, 1000, 1000, 1000), CVS_TWO_SIDED);

  assert_true(result.p_value == 0);
  assert_close(result.ln_p_value, -1999 * log(2), 1e-12);
}

static void beyond_its_size_it_says_so(void **state) {
  (void)state;
  cvs_pair pair = pair_of(5, 10, 5, cvs_method_prop_barnard.visitors_max + 1);
  cvs_error error = {0};

  assert_int_equal(test_status_of(&cvs_method_prop_barnard, pair, &error), CVS_ELIMIT);

  assert_non_null(strstr(error.message, "barnard"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_supremum_that_others_miss_is_found),
      cmocka_unit_test(published_tables_are_reproduced),
      cmocka_unit_test(its_statistic_is_the_pooled_z),
      cmocka_unit_test(no_rate_of_a_fine_grid_gives_more),
      cmocka_unit_test(p_is_1_without_a_difference_or_on_the_other_side),
      cmocka_unit_test(the_logarithm_goes_on_where_p_underflows),
      cmocka_unit_test(beyond_its_size_it_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

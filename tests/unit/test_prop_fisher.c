/* Fisher's exact test. */
#include "support/assert_close.h"
#include "support/rate_test.h"
#include "stat/methods.h"

static void it_agrees_with_r(void **state) {
  (void)state;
  /* R 4.2.2: fisher.test(matrix(c(x2, n2 - x2, x1, n1 - x1), 2), alternative = ...)$p.value */
  const struct {
    cvs_pair pair;
    double two_sided, greater, less;
  } rows[] = {
      {{{15, 3}, {14, 9}}, 0.025327687033676178, 0.019684894394907834, 0.99786773280026653},
      {{{500, 40}, {500, 60}}, 0.044761502745015766, 0.022380751372507848, 0.98677386612043949},
      {{{2000, 7}, {1900, 0}}, 0.015756419867214572, 1, 0.0092796690816757659},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_close(result_of(&cvs_method_prop_fisher, rows[i].pair, CVS_TWO_SIDED).p_value, rows[i].two_sided, 1e-10);
    assert_close(result_of(&cvs_method_prop_fisher, rows[i].pair, CVS_GREATER).p_value, rows[i].greater, 1e-10);
    assert_close(result_of(&cvs_method_prop_fisher, rows[i].pair, CVS_LESS).p_value, rows[i].less, 1e-10);
  }
}

static void a_low_count_test_of_the_field_is_reproduced(void **state) {
  (void)state;
  /* 9 of 4072 against 29 of 2035: R 4.2.2 fisher.test, counts of PostHog issue 84351 */
  assert_close(result_of(&cvs_method_prop_fisher, pair_of(9, 4072, 29, 2035), CVS_TWO_SIDED).p_value,
               6.523331803443958e-08, 1e-10);
}

static void p_is_1_on_degenerate_tables_and_has_no_statistic(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{7, 0}, {4, 0}}, {{13, 1}, {12, 1}}, {{5, 5}, {8, 8}}, {{1, 0}, {1, 1}}};
  for (size_t i = 0; i < 4; i++) {
    cvs_test_result result = result_of(&cvs_method_prop_fisher, pairs[i], CVS_TWO_SIDED);
    assert_true(result.p_value == 1 && result.ln_p_value == 0 && !result.has_statistic);
  }
}

static void it_refuses_counts_outside_its_domain(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(test_status_of(&cvs_method_prop_fisher, pair_of(0, 0, 1, 10), &error), CVS_EINVAL);
  assert_int_equal(test_status_of(&cvs_method_prop_fisher, pair_of(11, 10, 1, 10), NULL), CVS_EINVAL);
  assert_true(error.message[0] != '\0');
}

static void it_answers_at_1e12_visitors_an_arm(void **state) {
  (void)state;
  /* the score test's p is the limit: z from the counts, within the 1e-6 of a discrete step */
  uint64_t n = CVS_VISITORS_MAX;
  cvs_pair pair = pair_of(n / 2, n, n / 2 + 1200000, n);

  cvs_test_result exact = result_of(&cvs_method_prop_fisher, pair, CVS_TWO_SIDED);
  cvs_test_result score = result_of(&cvs_method_prop_score, pair, CVS_TWO_SIDED);

  assert_close(exact.p_value, score.p_value, 1e-5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_r),
      cmocka_unit_test(a_low_count_test_of_the_field_is_reproduced),
      cmocka_unit_test(p_is_1_on_degenerate_tables_and_has_no_statistic),
      cmocka_unit_test(it_refuses_counts_outside_its_domain),
      cmocka_unit_test(it_answers_at_1e12_visitors_an_arm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

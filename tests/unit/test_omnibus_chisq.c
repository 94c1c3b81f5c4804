/* Chi-square of equal rates in all arms. */
#include "support/arms_table.h"
#include "support/assert_close.h"
#include <convstat/several.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* tests/reference/omnibus_chisq.csv: 40-digit formulas, R, scipy, statsmodels. */
static void agrees_with_published_tools(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "omnibus_chisq");
  while (reference_next(&table)) {
    cvs_sample arms[REFERENCE_LIST_MAX];
    size_t count = read_arms(&table, arms);
    cvs_chisq_result result;

    cvs_status status = cvs_omnibus(arms, count, &result, NULL);

    if (strcmp(reference_text(&table, "statistic"), "NA") == 0) { /* R's word for no answer */
      assert_int_equal(status, CVS_EUNDEF);
      continue;
    }
    assert_int_equal(status, CVS_OK);
    assert_close(result.statistic, reference_number(&table, "statistic"), 1e-12);
    assert_close(result.df, reference_number(&table, "df"), 0);
    assert_close(result.p_value, reference_number(&table, "p_value"), 1e-10);
  }
}

/* x = N/2 - 1, N/2, N/2 + 1 of N each: sum of squares 2 over N p (1 - p), p = 1/2, so 8 / N. */
static void keeps_a_difference_of_one_in_1e12(void **state) {
  (void)state;
  const uint64_t n = UINT64_C(1000000000000);
  const cvs_sample arms[] = {{n, n / 2 - 1}, {n, n / 2}, {n, n / 2 + 1}};
  cvs_chisq_result result;

  cvs_status status = cvs_omnibus(arms, 3, &result, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(result.statistic, 8e-12, 1e-14);
}

/* All of one arm, none of two others of n: chi-square is 3 n exactly, and ln p of two degrees of
 * freedom is minus half of it. */
static void gives_ln_p_where_p_underflows(void **state) {
  (void)state;
  const cvs_sample arms[] = {{100000, 100000}, {100000, 0}, {100000, 0}};
  cvs_chisq_result result;

  cvs_status status = cvs_omnibus(arms, 3, &result, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(result.statistic, 300000, 1e-15);
  assert_close(result.ln_p_value, -150000, 1e-12);
  assert_close(result.p_value, 0, 0);
}

static void has_no_answer_where_nobody_or_everybody_converted(void **state) {
  (void)state;
  const cvs_sample nobody[] = {{10, 0}, {20, 0}}, everybody[] = {{10, 10}, {20, 20}};
  cvs_chisq_result result;
  cvs_error error = {0};

  cvs_status status = cvs_omnibus(nobody, 2, &result, &error);

  assert_int_equal(status, CVS_EUNDEF);
  assert_string_equal(error.message, "nobody converted in any arm, so equal rates cannot be tested");
  assert_int_equal(cvs_omnibus(everybody, 2, &result, NULL), CVS_EUNDEF);
}

static void refuses_one_arm_and_an_empty_arm(void **state) {
  (void)state;
  const cvs_sample arms[] = {{10, 5}, {0, 0}};
  cvs_chisq_result result;

  assert_int_equal(cvs_omnibus(arms, 1, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_omnibus(arms, 2, &result, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(keeps_a_difference_of_one_in_1e12),
      cmocka_unit_test(gives_ln_p_where_p_underflows),
      cmocka_unit_test(has_no_answer_where_nobody_or_everybody_converted),
      cmocka_unit_test(refuses_one_arm_and_an_empty_arm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

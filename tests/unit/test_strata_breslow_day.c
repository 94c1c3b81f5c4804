/* Breslow-Day test with Tarone's correction. */
#include "stat/strata.h"
#include "support/arms_table.h"
#include "support/assert_close.h"
#include "support/pair.h"
#include <convstat/several.h>

static cvs_strata_result analyse(const cvs_pair *pairs, size_t count) {
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  cvs_strata_result result;
  assert_int_equal(cvs_strata(pairs, count, &level, &result, NULL), CVS_OK);
  return result;
}

/* tests/reference/strata_breslow_day.csv: DescTools, metafor, statsmodels. */
static void agrees_with_published_tools(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "strata_breslow_day");
  while (reference_next(&table)) {
    cvs_pair pairs[REFERENCE_LIST_MAX];
    size_t count = read_strata(&table, pairs);

    cvs_strata_result result = analyse(pairs, count);

    assert_true(result.has_homogeneity);
    assert_close(result.homogeneity.statistic, reference_number(&table, "statistic"), 1e-10);
    assert_close(result.homogeneity.p_value, reference_number(&table, "p_value"), 1e-9);
  }
}

/* Department A of Berkeley stands out: R's DescTools::BreslowDayTest(correct = TRUE). */
static void finds_the_department_that_differs_at_berkeley(void **state) {
  (void)state;

  cvs_strata_result result = analyse(berkeley, 6);

  assert_close(result.homogeneity.statistic, 18.825501252052, 1e-12);
  assert_close(result.homogeneity.df, 5, 0);
}

/* The same table twice has one odds ratio. */
static void is_0_for_equal_strata(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{200, 30}, {300, 70}}, {{200, 30}, {300, 70}}};

  cvs_strata_result result = analyse(pairs, 2);

  assert_close_abs(result.homogeneity.statistic, 0, 1e-20);
  assert_close(result.homogeneity.p_value, 1, 1e-9);
}

static void counts_only_informative_strata(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{200, 30}, {300, 70}}, {{50, 0}, {60, 0}}, {{200, 35}, {300, 40}}, {{9, 9}, {8, 8}}};
  const cvs_pair kept[] = {{{200, 30}, {300, 70}}, {{200, 35}, {300, 40}}};

  cvs_strata_result all = analyse(pairs, 4), informative = analyse(kept, 2);

  assert_close(all.homogeneity.df, 1, 0);
  assert_close(all.homogeneity.statistic, informative.homogeneity.statistic, 1e-12);
}

static void needs_two_informative_strata(void **state) {
  (void)state;
  const cvs_pair pair = {{200, 30}, {300, 70}};
  cvs_chisq_result result;
  cvs_error error = {0};

  cvs_status status = cvs_breslow_day(&pair, 1, 1.5, &result, &error);

  assert_int_equal(status, CVS_EUNDEF);
  assert_string_equal(error.message, "fewer than two strata have some but not all visitors converted");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),  cmocka_unit_test(finds_the_department_that_differs_at_berkeley),
      cmocka_unit_test(is_0_for_equal_strata),        cmocka_unit_test(counts_only_informative_strata),
      cmocka_unit_test(needs_two_informative_strata),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

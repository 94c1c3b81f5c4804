/* Cochran-Mantel-Haenszel test and Mantel-Haenszel estimates. */
#include "support/arms_table.h"
#include "support/assert_close.h"
#include "support/pair.h"
#include <convstat/several.h>

#include <math.h>
#include <string.h>

static cvs_strata_result analyse(const cvs_pair *pairs, size_t count, cvs_alternative alternative) {
  cvs_level level = level_of(0.05, alternative);
  cvs_strata_result result;
  assert_int_equal(cvs_strata(pairs, count, &level, &result, NULL), CVS_OK);
  return result;
}

static void check_interval(const cvs_interval *got, const reference_table *table, double shift) {
  assert_true(got->exists && got->has_estimate && got->has_lower && got->has_upper);
  assert_close(got->estimate + shift, reference_number(table, "estimate"), 1e-11);
  assert_close(got->lower + shift, reference_number(table, "lower"), 1e-11);
  assert_close(got->upper + shift, reference_number(table, "upper"), 1e-11);
}

/* tests/reference/strata_mantel_haenszel.csv: R's mantelhaen.test, metafor, statsmodels. */
static void agrees_with_published_tools(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "strata_mantel_haenszel");
  while (reference_next(&table)) {
    cvs_pair pairs[REFERENCE_LIST_MAX];
    size_t count = read_strata(&table, pairs);
    const char *quantity = reference_text(&table, "quantity");

    cvs_strata_result result = analyse(pairs, count, CVS_TWO_SIDED);

    if (strcmp(quantity, "cmh") == 0) {
      assert_true(result.has_cmh);
      assert_close(result.cmh.statistic, reference_number(&table, "statistic"), 1e-11);
      assert_close(result.cmh.p_value, reference_number(&table, "p_value"), 1e-10);
    } else if (strcmp(quantity, "mh_RD") == 0) {
      check_interval(&result.difference, &table, 0);
    } else if (strcmp(quantity, "mh_RR") == 0) {
      check_interval(&result.lift, &table, 1);
    } else {
      assert_string_equal(quantity, "mh_OR");
      check_interval(&result.odds_ratio, &table, 0);
    }
  }
}

/* The pooled table says 14 points fewer women; within departments there is next to nothing. The
 * test's chi-square is 1.525, p 0.217 (R 4.2.2, mantelhaen.test(UCBAdmissions, correct = FALSE)). */
static void resolves_simpsons_paradox_of_the_berkeley_admissions(void **state) {
  (void)state;

  cvs_strata_result result = analyse(berkeley, 6, CVS_TWO_SIDED);

  assert_close(result.cmh.statistic, 1.5246066604434356, 1e-12);
  assert_close(result.cmh.p_value, 0.21692369705551817, 1e-12);
  assert_int_equal(result.strata_used, 6);
  assert_true(result.difference.estimate > 0);
}

/* One stratum: N - 1 instead of N in the variance makes it the "N-1" chi-square (Campbell 2007). */
static void is_the_n_minus_1_chi_square_of_a_single_stratum(void **state) {
  (void)state;
  const cvs_pair pair = {{500, 40}, {500, 60}};

  cvs_strata_result result = analyse(&pair, 1, CVS_TWO_SIDED);

  double pearson = 1000.0 * 10000 * 10000 / (500.0 * 500 * 100 * 900);
  assert_close(result.cmh.statistic, pearson * 999 / 1000, 1e-13);
  assert_close(result.difference.estimate, 0.04, 1e-15);
  assert_close(result.lift.estimate, 0.5, 1e-15);
  assert_close(result.odds_ratio.estimate, 60.0 * 460 / (440.0 * 40), 1e-15);
  assert_false(result.has_homogeneity);
}

static void mirrors_when_the_arms_are_swapped(void **state) {
  (void)state;
  cvs_pair swapped[6];
  for (int i = 0; i < 6; i++)
    swapped[i] = (cvs_pair){berkeley[i].treatment, berkeley[i].control};

  cvs_strata_result one = analyse(berkeley, 6, CVS_GREATER), other = analyse(swapped, 6, CVS_LESS);

  assert_close(other.cmh.p_value, one.cmh.p_value, 1e-13);
  assert_close(other.difference.estimate, -one.difference.estimate, 1e-13);
  assert_close(other.difference.upper, -one.difference.lower, 1e-12);
  assert_close(other.odds_ratio.upper * one.odds_ratio.lower, 1, 1e-13);
  assert_close((1 + other.lift.upper) * (1 + one.lift.lower), 1, 1e-13);
  assert_false(one.lift.has_upper || other.lift.has_lower);
  assert_close(other.homogeneity.statistic, one.homogeneity.statistic, 1e-9);
}

static void leaves_out_strata_with_an_empty_arm(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{500, 40}, {500, 60}}, {{0, 0}, {70, 9}}, {{90, 3}, {0, 0}}};

  cvs_strata_result all = analyse(pairs, 3, CVS_TWO_SIDED), full = analyse(pairs, 1, CVS_TWO_SIDED);

  assert_memory_equal(&all.cmh, &full.cmh, sizeof all.cmh);
  assert_close(all.lift.lower, full.lift.lower, 0);
  assert_int_equal(all.strata_used, 1);
}

static void has_no_test_where_nobody_converted(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{50, 0}, {60, 0}}, {{70, 0}, {80, 0}}};

  cvs_strata_result result = analyse(pairs, 2, CVS_TWO_SIDED);

  assert_false(result.has_cmh || result.has_homogeneity);
  assert_false(result.difference.exists || result.lift.exists || result.odds_ratio.exists);
  assert_int_equal(result.strata_used, 0);
}

/* Scaling all counts by c scales chi-square by c (and N - 1 tends to N). */
static void stays_sound_at_1e12_visitors(void **state) {
  (void)state;
  const uint64_t n = UINT64_C(1000000000000);
  const cvs_pair pairs[] = {{{n, n / 10}, {n, n / 10 + 1000000}}, {{n, n / 2}, {n, n / 2 + 1000000}}};

  cvs_strata_result result = analyse(pairs, 2, CVS_TWO_SIDED);

  /* excess 5e5 a stratum; variance n (p q) / 2 each, p q = 0.09 and 0.25 (to 1e-6) */
  assert_close(result.cmh.statistic, 1e12 / (0.5e12 * 0.34), 1e-5);
  assert_close(result.difference.estimate, 1e-6, 1e-14);
  assert_true(result.has_homogeneity && isfinite(result.homogeneity.statistic));
}

static void refuses_bad_counts_and_strata_that_compare_nothing(void **state) {
  (void)state;
  const cvs_pair bad = {{10, 11}, {10, 5}}, empty = {{0, 0}, {10, 5}};
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  cvs_strata_result result;
  cvs_error error = {0};

  cvs_status status = cvs_strata(&empty, 1, &level, &result, &error);

  assert_int_equal(status, CVS_EUNDEF);
  assert_string_equal(error.message, "no stratum has visitors in both arms");
  assert_int_equal(cvs_strata(&bad, 1, &level, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_strata(&bad, 0, &level, &result, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_published_tools),
      cmocka_unit_test(resolves_simpsons_paradox_of_the_berkeley_admissions),
      cmocka_unit_test(is_the_n_minus_1_chi_square_of_a_single_stratum),
      cmocka_unit_test(mirrors_when_the_arms_are_swapped),
      cmocka_unit_test(leaves_out_strata_with_an_empty_arm),
      cmocka_unit_test(has_no_test_where_nobody_converted),
      cmocka_unit_test(stays_sound_at_1e12_visitors),
      cmocka_unit_test(refuses_bad_counts_and_strata_that_compare_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

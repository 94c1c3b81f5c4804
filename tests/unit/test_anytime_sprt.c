/* Wald's test against scipy's distributions (tests/reference/anytime_sprt.csv), its bounds by hand and its
 * errors by enumeration. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "support/reference_table.h"
#include <convstat/anytime.h>

#include <math.h>
#include <string.h>

static cvs_sprt start(double null, double alternative) {
  const cvs_sprt_terms terms = {null, alternative, 0.05, 0.8};
  cvs_sprt test;
  assert_int_equal(cvs_sprt_start(&terms, &test, NULL), CVS_OK);
  return test;
}

static void the_ratio_agrees_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "anytime_sprt"); reference_next(&table); rows++) {
    uint64_t counts[REFERENCE_LIST_MAX];
    const size_t count = reference_counts(&table, "counts", counts);
    cvs_sprt test = start(reference_number(&table, "null"), reference_number(&table, "alternative"));

    if (count == 2)
      assert_int_equal(cvs_sprt_add_rate(&test, &(cvs_sample){counts[0], counts[1]}, NULL), CVS_OK);
    else
      assert_int_equal(cvs_sprt_add_pair(&test, &(cvs_pair){{counts[0], counts[1]}, {counts[2], counts[3]}}, NULL),
                       CVS_OK);

    /* Differences of log masses of thousands of visitors, each right to 1e-13 of its size. */
    assert_close_abs(test.ln_ratio, reference_number(&table, "ln_ratio"), 1e-9);
  }
  assert_int_equal(rows, 12);
}

static void bounds_are_those_of_wald(void **state) {
  (void)state;

  const cvs_sprt test = start(0.1, 0.12);

  assert_close(test.ln_upper, log(0.8 / 0.05), 1e-15);
  assert_close(test.ln_lower, log(0.2 / 0.95), 1e-14);
}

static void the_first_bound_that_is_reached_decides(void **state) {
  (void)state;
  cvs_sprt up = start(0.1, 0.2), down = start(0.1, 0.2);
  const cvs_sample many = {100, 30}, few = {100, 2};

  assert_int_equal(cvs_sprt_add_rate(&up, &many, NULL), CVS_OK);
  assert_int_equal(cvs_sprt_add_rate(&down, &few, NULL), CVS_OK);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(cvs_sprt_add_rate(&up, &few, NULL), CVS_OK);
    assert_int_equal(cvs_sprt_add_rate(&down, &many, NULL), CVS_OK);
  }

  assert_int_equal(up.decision, CVS_SPRT_ALTERNATIVE);
  assert_int_equal(down.decision, CVS_SPRT_NULL);
  assert_true(up.ln_ratio < up.ln_lower);
  assert_close(up.p_value, exp(-(30 * log(2) + 70 * log(0.8 / 0.9))), 1e-12);
}

/* One visitor at a time, at most 400 of them: the mass that stops at each bound. */
static void follow_rate(double rate, double *upper, double *lower) {
  enum { TRIALS = 400 };
  double alive[TRIALS + 2] = {1}, next[TRIALS + 2];
  *upper = *lower = 0;
  for (int n = 1; n <= TRIALS; n++) {
    for (int x = 0; x <= n; x++)
      next[x] = (x < n ? alive[x] * (1 - rate) : 0) + (x > 0 ? alive[x - 1] * rate : 0);
    for (int x = 0; x <= n; x++) {
      cvs_sprt test = start(0.1, 0.2);
      assert_int_equal(cvs_sprt_add_rate(&test, &(cvs_sample){(uint64_t)n, (uint64_t)x}, NULL), CVS_OK);
      *upper += test.decision == CVS_SPRT_ALTERNATIVE ? next[x] : 0;
      *lower += test.decision == CVS_SPRT_NULL ? next[x] : 0;
      alive[x] = test.decision == CVS_SPRT_CONTINUE ? next[x] : 0;
    }
    alive[n + 1] = 0;
  }
}

static void both_errors_keep_what_wald_proved(void **state) {
  (void)state;
  double false_alarm, missed, unused;

  follow_rate(0.1, &false_alarm, &unused);
  follow_rate(0.2, &unused, &missed);

  assert_true(false_alarm > 0.03 && missed > 0.1);
  assert_true(false_alarm <= 0.05 / 0.8 && missed <= 0.2 / 0.95);
  assert_true(false_alarm + missed <= 0.05 + 0.2);
}

/* Given the margins the ratio is one of probabilities, so its mean under the null is 1. */
static void the_mean_ratio_of_a_block_is_one_under_the_null(void **state) {
  (void)state;
  const double n1 = 12, n2 = 9, m = 7;
  double sum = 0;

  for (uint64_t x2 = 0; x2 <= 7; x2++) {
    cvs_sprt test = start(1, 1.7);
    const cvs_pair block = {{12, 7 - x2}, {9, x2}};
    assert_int_equal(cvs_sprt_add_pair(&test, &block, NULL), CVS_OK);
    const double k = (double)x2;
    const double ln_mass = lgamma(n2 + 1) - lgamma(k + 1) - lgamma(n2 - k + 1) + lgamma(n1 + 1) - lgamma(m - k + 1) -
                           lgamma(n1 - m + k + 1) - (lgamma(n1 + n2 + 1) - lgamma(m + 1) - lgamma(n1 + n2 - m + 1));
    sum += exp(ln_mass + test.ln_ratio);
  }

  assert_close(sum, 1, 1e-12);
}

static void blocks_that_decide_nothing_change_nothing(void **state) {
  (void)state;
  cvs_sprt test = start(1, 1.2);

  assert_int_equal(cvs_sprt_add_pair(&test, &(cvs_pair){{0, 0}, {100, 10}}, NULL), CVS_OK);
  assert_int_equal(cvs_sprt_add_pair(&test, &(cvs_pair){{100, 0}, {100, 0}}, NULL), CVS_OK);
  assert_int_equal(cvs_sprt_add_pair(&test, &(cvs_pair){{100, 100}, {100, 100}}, NULL), CVS_OK);

  assert_close(test.ln_ratio, 0, 0);
  assert_close(test.p_value, 1, 0);
}

static void a_billion_visitors_a_block_are_summed(void **state) {
  (void)state;
  cvs_sprt test = start(1, 1.001);
  const cvs_pair block = {{1000000000, 100000000}, {1000000000, 100045000}};

  assert_int_equal(cvs_sprt_add_pair(&test, &block, NULL), CVS_OK);

  /* normal limit: score t - information t^2 / 2, information n1 n2 / N p q, t = ln 1.001 */
  const double t = log(1.001), pooled = 0.10002250, information = 5e8 * pooled * (1 - pooled);
  assert_close(test.ln_ratio, t * 22500 - t * t * information / 2, 1e-3);
}

static void terms_and_counts_outside_their_domain_are_refused(void **state) {
  (void)state;
  cvs_sprt test;
  cvs_error error = {0};
  const cvs_sprt_terms bad[] = {
      {0, 1, 0.05, 0.8}, {1, 1, 0.05, 0.8}, {1, 2, 0, 0.8}, {1, 2, 0.05, 0.05}, {1, 2e6, 0.05, 0.8}};

  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(cvs_sprt_start(&bad[i], &test, NULL), CVS_EINVAL);
  test = start(0.5, 1.5);
  assert_int_equal(cvs_sprt_add_rate(&test, &(cvs_sample){10, 1}, &error), CVS_EINVAL);

  assert_string_equal(error.message, "the null is 0.5 and the alternative 1.5, rates below 1 were expected");
  assert_int_equal(cvs_sprt_add_pair(&test, &(cvs_pair){{10, 11}, {0, 0}}, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_ratio_agrees_with_the_table),
      cmocka_unit_test(bounds_are_those_of_wald),
      cmocka_unit_test(the_first_bound_that_is_reached_decides),
      cmocka_unit_test(both_errors_keep_what_wald_proved),
      cmocka_unit_test(the_mean_ratio_of_a_block_is_one_under_the_null),
      cmocka_unit_test(blocks_that_decide_nothing_change_nothing),
      cmocka_unit_test(a_billion_visitors_a_block_are_summed),
      cmocka_unit_test(terms_and_counts_outside_their_domain_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

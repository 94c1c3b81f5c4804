/* MaxSPRT: critical values against counting trial by trial (tests/reference/anytime_maxsprt.csv), and what
 * happens on the way to the horizon. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/anytime.h>

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_maxsprt start(double null, uint64_t horizon, double alpha, cvs_alternative alternative) {
  const cvs_maxsprt_terms terms = {null, horizon, alpha, alternative};
  cvs_maxsprt test;
  assert_int_equal(cvs_maxsprt_start(&terms, &test, NULL), CVS_OK);
  return test;
}

static void critical_values_agree_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "anytime_maxsprt"); reference_next(&table);) {
    if (strcmp(reference_text(&table, "quantity"), "critical") != 0)
      continue;

    const cvs_maxsprt test = start(reference_number(&table, "null"), (uint64_t)reference_number(&table, "horizon"),
                                   reference_number(&table, "alpha"), reference_alternative(&table));

    assert_close_abs(test.critical, reference_number(&table, "value"), 1.1e-6);
    rows++;
  }
  assert_int_equal(rows, 6);
}

/* A rare outcome is nearly Poisson: critical values at alpha 5 % by expected successes at the horizon, from
 * Kulldorff et al. (2011), table 1. */
static void a_rare_outcome_has_the_published_critical_values_of_poisson_data(void **state) {
  (void)state;
  const double expected[] = {1, 2, 5, 10, 20, 50, 100};
  const double published[] = {2.853937, 3.046977, 3.297183, 3.467952, 3.628123, 3.819903, 3.952321};

  for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
    const cvs_maxsprt test = start(expected[i] * 1e-9, 1000000000, 0.05, CVS_GREATER);

    assert_close_abs(test.critical, published[i], 2e-6);
  }
}

/* Ten heads in a row: the ratio is 10 ln 2. */
static void a_signal_comes_at_the_critical_value_and_stays(void **state) {
  (void)state;
  cvs_maxsprt test = start(0.5, 200, 0.05, CVS_GREATER);

  assert_int_equal(cvs_maxsprt_add(&test, 10, 10, NULL), CVS_OK);
  const double ln_ratio = test.ln_ratio;
  assert_int_equal(cvs_maxsprt_add(&test, 40, 10, NULL), CVS_OK);

  assert_close(ln_ratio, 10 * log(2), 1e-13);
  assert_close(test.ln_ratio, 0, 0);
  assert_close(test.ln_ratio_max, ln_ratio, 0);
  assert_int_equal(test.decision, CVS_SPRT_ALTERNATIVE);
  assert_int_equal(test.side, 1);
}

static void the_side_that_was_not_asked_for_never_signals(void **state) {
  (void)state;
  cvs_maxsprt greater = start(0.5, 200, 0.05, CVS_GREATER), less = start(0.5, 200, 0.05, CVS_LESS);
  double p, ln_p;

  assert_int_equal(cvs_maxsprt_add(&greater, 20, 0, NULL), CVS_OK);
  assert_int_equal(cvs_maxsprt_add(&less, 20, 0, NULL), CVS_OK);
  assert_int_equal(cvs_maxsprt_p_value(&greater, &p, &ln_p, NULL), CVS_OK);

  assert_int_equal(greater.decision, CVS_SPRT_CONTINUE);
  assert_close(p, 1, 0);
  assert_int_equal(less.decision, CVS_SPRT_ALTERNATIVE);
  assert_int_equal(less.side, -1);
}

static void p_is_at_most_alpha_exactly_where_there_is_a_signal(void **state) {
  (void)state;
  for (uint64_t successes = 10; successes <= 20; successes++) {
    cvs_maxsprt test = start(0.5, 100, 0.05, CVS_TWO_SIDED);
    double p, ln_p;

    assert_int_equal(cvs_maxsprt_add(&test, 20, successes, NULL), CVS_OK);
    assert_int_equal(cvs_maxsprt_p_value(&test, &p, &ln_p, NULL), CVS_OK);

    assert_int_equal(test.decision == CVS_SPRT_ALTERNATIVE, p <= 0.05);
    assert_close(exp(ln_p), p, 1e-14);
  }
}

static void past_the_horizon_the_null_is_kept_and_nothing_counts(void **state) {
  (void)state;
  cvs_maxsprt reached = start(0.5, 60, 0.05, CVS_GREATER), passed = start(0.5, 60, 0.05, CVS_GREATER);

  assert_int_equal(cvs_maxsprt_add(&reached, 60, 30, NULL), CVS_OK);
  assert_int_equal(cvs_maxsprt_add(&passed, 61, 61, NULL), CVS_OK);
  assert_int_equal(cvs_maxsprt_add(&passed, 30, 30, NULL), CVS_OK);

  assert_int_equal(reached.decision, CVS_SPRT_NULL);
  assert_int_equal(passed.decision, CVS_SPRT_NULL);
  assert_int_equal(passed.trials, 0);
}

static void terms_without_an_answer_are_refused_with_a_sentence(void **state) {
  (void)state;
  const cvs_maxsprt_terms few = {0.5, 4, 0.05, CVS_GREATER}, large = {0.5, 1000000, 0.05, CVS_GREATER};
  const cvs_maxsprt_terms bad[] = {
      {0, 10, 0.05, CVS_GREATER}, {0.5, 0, 0.05, CVS_GREATER}, {0.5, 10, 0.6, CVS_GREATER}};
  cvs_maxsprt test;
  cvs_error error = {0}, limit = {0};

  assert_int_equal(cvs_maxsprt_start(&few, &test, &error), CVS_EUNDEF);
  assert_int_equal(cvs_maxsprt_start(&large, &test, &limit), CVS_ELIMIT);
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(cvs_maxsprt_start(&bad[i], &test, NULL), CVS_EINVAL);

  assert_string_equal(error.message, "in 4 trials no outcome is as rare as alpha = 0.05");
  assert_string_equal(limit.message,
                      "500000 of the rarer outcome are expected by the horizon, this method computes up to 10000");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(critical_values_agree_with_the_table),
      cmocka_unit_test(a_rare_outcome_has_the_published_critical_values_of_poisson_data),
      cmocka_unit_test(a_signal_comes_at_the_critical_value_and_stays),
      cmocka_unit_test(the_side_that_was_not_asked_for_never_signals),
      cmocka_unit_test(p_is_at_most_alpha_exactly_where_there_is_a_signal),
      cmocka_unit_test(past_the_horizon_the_null_is_kept_and_nothing_counts),
      cmocka_unit_test(terms_without_an_answer_are_refused_with_a_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

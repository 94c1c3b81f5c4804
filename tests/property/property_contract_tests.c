/* The contract of every two-proportion test of the registry. */
#include "support/contract.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Documented accuracy of an exact p; a p far out inherits its statistic's rounding ln p times over. */
static const double P_ACCURACY = 1e-10;
/* Below this p itself has lost digits to the smallest double; ln p has not. */
static const double P_UNDERFLOWS = 1e-300;

static cvs_pair swap_arms(const cvs_pair *pair) {
  return (cvs_pair){pair->treatment, pair->control};
}

static cvs_alternative mirror(cvs_alternative alternative) {
  if (alternative == CVS_TWO_SIDED)
    return CVS_TWO_SIDED;
  return alternative == CVS_GREATER ? CVS_LESS : CVS_GREATER;
}

static cvs_status run(const contract *test, const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out) {
  cvs_error error = {0};
  *out = (cvs_test_result){0};
  return test->method->test(pair, alternative, out, &error);
}

static void check_values(contract *test, const cvs_test_result *result) {
  contract_expect(test, result->p_value >= 0 && result->p_value <= 1, "p lies in [0, 1]");
  contract_expect(test, isfinite(result->ln_p_value) && result->ln_p_value <= 0, "ln p is finite and not above 0");
  if (result->p_value > P_UNDERFLOWS)
    contract_expect(test, contract_near(exp(result->ln_p_value), result->p_value, P_ACCURACY), "exp(ln p) = p");
  else
    contract_expect(test, result->ln_p_value < -690, "where p underflows, ln p tells how far");
  contract_expect(test, result->has_statistic == (test->method->statistic != NULL),
                  "a statistic where the row names one");
  contract_expect(test, !result->has_statistic || isfinite(result->statistic), "the statistic is finite");
}

static void check_swap(contract *test, cvs_alternative alternative, const cvs_test_result *result) {
  cvs_pair swapped = swap_arms(&test->pair);
  cvs_test_result mirrored;
  if (!contract_expect(test, run(test, &swapped, mirror(alternative), &mirrored) == CVS_OK,
                       "swapped arms have a result too"))
    return;
  double room = P_ACCURACY * fmax(1, fabs(result->ln_p_value));
  if (fabs(mirrored.ln_p_value - result->ln_p_value) > room)
    contract_complain(test, "swapping the arms moves ln p from %.17g to %.17g (side %d)", result->ln_p_value,
                      mirrored.ln_p_value, (int)alternative);
  if (result->has_statistic)
    contract_expect(test, contract_near(fabs(mirrored.statistic), fabs(result->statistic), 1e-12),
                    "swapping the arms keeps the statistic, or turns its sign");
}

/* A one-sided p that is small stands on the side of the observed difference. Where both sides order
 * the tables by one statistic, together they hold everything. */
static void check_sides(contract *test, const cvs_test_result *greater, const cvs_test_result *less) {
  const cvs_sample *control = &test->pair.control, *treatment = &test->pair.treatment;
  double difference = (double)treatment->conversions / (double)treatment->visitors -
                      (double)control->conversions / (double)control->visitors;
  contract_expect(test, greater->p_value >= 0.05 || difference > 0,
                  "a small p of \"greater\" means a better treatment");
  contract_expect(test, less->p_value >= 0.05 || difference < 0, "a small p of \"less\" means a worse treatment");
  contract_expect(test, test->method->statistic == NULL || greater->p_value + less->p_value >= 1 - P_ACCURACY,
                  "the two sides together hold everything");
}

/* Nobody or everybody converted in both arms, or (a variance of 0) nobody here and everybody there. */
static bool may_lack_an_answer(const cvs_pair *pair) {
  bool control = pair->control.conversions == 0 || pair->control.conversions == pair->control.visitors;
  bool treatment = pair->treatment.conversions == 0 || pair->treatment.conversions == pair->treatment.visitors;
  return control && treatment;
}

static void check_table(contract *test) {
  cvs_test_result result[3];
  for (int side = 0; side < 3; side++) {
    cvs_error error = {0};
    result[side] = (cvs_test_result){0};
    cvs_status status = test->method->test(&test->pair, (cvs_alternative)side, &result[side], &error);
    if (status != CVS_OK) {
      if (contract_refusal_fits(test, status, &error))
        contract_expect(test, status == CVS_ELIMIT || may_lack_an_answer(&test->pair),
                        "a table with some, but not all, converted has an answer");
      return;
    }
    check_values(test, &result[side]);
    check_swap(test, (cvs_alternative)side, &result[side]);
  }
  check_sides(test, &result[CVS_GREATER], &result[CVS_LESS]);
}

static void mirrors_and_stays_a_probability_from_10_to_1e12_visitors(void **state) {
  (void)state;

  unsigned broken = contract_sweep(CVS_KIND_TEST, check_table);

  assert_int_equal(broken, 0);
}

/* --- agreement with the interval that the row names --- */

static bool excludes_no_effect(const cvs_interval *interval, cvs_scale scale) {
  double none = scale == CVS_ODDS_RATIO ? 1 : 0;
  return (interval->has_lower && interval->lower > none) || (interval->has_upper && interval->upper < none);
}

static void check_level(contract *test, cvs_scale scale, double alpha, cvs_alternative side, double p_value) {
  cvs_level level;
  if (!(alpha > 1e-290) || cvs_level_from_alpha(alpha, side, &level, NULL) != CVS_OK)
    return;
  const cvs_method *interval = cvs_method_find(CVS_KIND_EFFECT, test->method->agrees[scale]);
  cvs_interval limits = {0};
  cvs_error error = {0};
  cvs_status status = interval->effect(&test->pair, scale, &level, &limits, &error);
  if (status != CVS_OK || !limits.exists) {
    contract_complain(test, "no %s interval on scale %d: %s", interval->id, (int)scale, error.message);
    return;
  }
  /* the level is what the interval is given, so p is held against its error, not against alpha */
  double error_allowed = side == CVS_TWO_SIDED ? 2 * level.tail : level.tail;
  if (excludes_no_effect(&limits, scale) != (p_value < error_allowed))
    contract_complain(test, "p = %.17g at alpha %.17g (side %d), but on scale %d [%.17g, %.17g]", p_value,
                      error_allowed, (int)side, (int)scale, limits.lower, limits.upper);
}

/* At usual levels, and at p itself and the doubles beside it. */
static void check_agreement(contract *test) {
  for (int side = 0; side < 3; side++) {
    cvs_test_result result;
    if (run(test, &test->pair, (cvs_alternative)side, &result) != CVS_OK)
      return;
    double p = result.p_value;
    const double alphas[] = {0.05,           0.01,          1e-6, 0.3, p, nextafter(p, 0), nextafter(p, 1),
                             p * (1 + 1e-9), p * (1 - 1e-9)};
    for (int scale = 0; scale < CVS_SCALES; scale++)
      for (size_t i = 0; test->method->agrees[scale] != NULL && i < sizeof alphas / sizeof alphas[0]; i++)
        check_level(test, (cvs_scale)scale, alphas[i], (cvs_alternative)side, p);
  }
}

static void decides_as_the_interval_that_it_claims_to_agree_with(void **state) {
  (void)state;

  unsigned broken = contract_sweep(CVS_KIND_TEST, check_agreement);

  assert_int_equal(broken, 0);
}

/* --- degenerate input --- */

static void check_degenerate(contract *test, const cvs_pair *pair, bool valid) {
  for (int side = 0; side < 3; side++) {
    cvs_test_result result = {0};
    cvs_error error = {0};
    test->pair = *pair;
    cvs_status status = test->method->test(pair, (cvs_alternative)side, &result, &error);
    if (status == CVS_OK) {
      if (contract_expect(test, valid, "counts outside the domain are refused"))
        check_values(test, &result);
      continue;
    }
    contract_expect(test, strchr(error.message, ' ') != NULL, "a refusal comes with a sentence");
    contract_expect(test, status == (valid ? CVS_EUNDEF : CVS_EINVAL), "it is refused for the right reason");
  }
}

static void check_all_degenerate(contract *test) {
  const cvs_pair invalid[] = {{{0, 0}, {10, 5}},   {{10, 5}, {0, 0}},   {{0, 0}, {0, 0}},
                              {{10, 11}, {10, 5}}, {{10, 5}, {10, 11}}, {{CVS_VISITORS_MAX + 1, 5}, {10, 5}}};
  const cvs_pair valid[] = {{{10, 0}, {20, 0}}, {{10, 10}, {20, 20}}, {{10, 0}, {20, 20}}, {{10, 10}, {20, 0}},
                            {{1, 0}, {1, 0}},   {{1, 1}, {1, 1}},     {{1, 0}, {1, 1}},    {{1, 1}, {1, 0}},
                            {{1, 0}, {50, 3}},  {{50, 3}, {1, 1}}};
  for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++)
    check_degenerate(test, &invalid[i], false);
  for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
    check_degenerate(test, &valid[i], true);
}

static void answers_degenerate_tables_soundly_or_with_a_sentence(void **state) {
  (void)state;

  unsigned broken = contract_each_of(CVS_KIND_TEST, check_all_degenerate);

  assert_int_equal(broken, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mirrors_and_stays_a_probability_from_10_to_1e12_visitors),
      cmocka_unit_test(decides_as_the_interval_that_it_claims_to_agree_with),
      cmocka_unit_test(answers_degenerate_tables_soundly_or_with_a_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

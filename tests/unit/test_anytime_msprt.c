/* mSPRT against Johari et al.'s formulas in 50 digits (tests/reference/anytime_msprt.csv). */
#include "stat/check.h"
#include "stat/normal_mixture.h"
#include "support/assert_close.h"
#include "support/pair.h"
#include "support/reference_table.h"
#include <convstat/anytime.h>

#include <math.h>
#include <string.h>

static double variance_of(const cvs_sample *arm) {
  const double rate = cvs_rate(arm);
  return rate * (1 - rate) / (double)arm->visitors;
}

static void ratio_p_value_and_width_agree_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "anytime_msprt"); reference_next(&table); rows++) {
    const cvs_pair pair = reference_pair(&table);
    const double tau = reference_number(&table, "tau");
    const double variance = variance_of(&pair.control) + variance_of(&pair.treatment), ratio = tau * tau / variance;
    const char *quantity = reference_text(&table, "quantity");

    const double ln_value = cvs_mixture_ln_value(cvs_rate_difference(&pair) / sqrt(variance), ratio);

    const double want = reference_number(&table, "value");
    if (strcmp(quantity, "Lambda") == 0)
      assert_close(exp(ln_value), want, 1e-12);
    else if (strcmp(quantity, "p_value_pointwise") == 0)
      assert_close(exp(fmin(0, -ln_value)), want, 1e-12);
    else
      assert_close(sqrt(variance) * cvs_mixture_z(-log(reference_number(&table, "alpha")), ratio), want, 1e-12);
  }
  assert_int_equal(rows, 36);
}

/* With a lift L to be found at a baseline p, tau is L p: the whole look by hand. */
static void a_look_is_the_formula_at_the_tau_of_the_effect(void **state) {
  (void)state;
  const cvs_anytime_terms terms = {
      .sequence = CVS_SEQUENCE_MSPRT, .alpha = 0.05, .comparisons = 1, .baseline = 0.1, .mde = 0.1};
  const cvs_pair pair = pair_of(1000, 10000, 1120, 10000);
  const double variance = variance_of(&pair.control) + variance_of(&pair.treatment), tau = 0.01, d = 0.012;
  const double total = variance + tau * tau;
  cvs_anytime *sequence;
  cvs_anytime_look look;

  assert_int_equal(cvs_anytime_new(&terms, &sequence, NULL), CVS_OK);
  assert_int_equal(cvs_anytime_add(sequence, &pair, &look, NULL), CVS_OK);
  cvs_anytime_free(sequence);

  assert_close(look.e_value, sqrt(variance / total) * exp(tau * tau * d * d / (2 * variance * total)), 1e-12);
  const double half = sqrt(variance * total / (tau * tau) * (2 * log(1 / 0.05) + log(total / variance)));
  assert_close(look.difference.lower, d - half, 1e-10);
  assert_close(look.difference.upper, d + half, 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ratio_p_value_and_width_agree_with_the_table),
      cmocka_unit_test(a_look_is_the_formula_at_the_tau_of_the_effect),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The Bayes factor of two independent rates against one common rate. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/bayes.h>

#include <float.h>
#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_bayes_factor factor(cvs_beta prior, cvs_pair pair) {
  cvs_bayes_factor found = {0};
  assert_int_equal(cvs_bayes_factor_test(&prior, &pair, &found, NULL), CVS_OK);
  return found;
}

static void meets_exact_fractions(void **state) {
  (void)state;
  reference_table table;

  for (reference_open(&table, "bayes_factor"); reference_next(&table);) {
    const cvs_beta prior = {reference_number(&table, "alpha"), reference_number(&table, "beta")};
    const cvs_pair pair = {{(uint64_t)reference_number(&table, "n1"), (uint64_t)reference_number(&table, "x1")},
                           {(uint64_t)reference_number(&table, "n2"), (uint64_t)reference_number(&table, "x2")}};
    const double want = reference_number(&table, "ln_bayes_factor_10");

    const cvs_bayes_factor found = factor(prior, pair);

    assert_close_abs(found.ln_bayes_factor_10, want, 1e-12 * fmax(1, fabs(want)));
    assert_close(found.bayes_factor_10, fmin(exp(found.ln_bayes_factor_10), DBL_MAX), 1e-15);
  }
}

/* mpmath 1.2.1, 60 digits, loggamma of the posterior shapes. */
static void keeps_its_digits_at_a_trillion_visitors(void **state) {
  (void)state;
  const cvs_beta jeffreys = {0.5, 0.5};
  const uint64_t n = 1000000000000;

  const cvs_bayes_factor rare = factor(jeffreys, (cvs_pair){{n, 3}, {n, 11}});
  const cvs_bayes_factor equal = factor(jeffreys, (cvs_pair){{n, n / 10}, {n, n / 10}});
  const cvs_bayes_factor apart = factor(jeffreys, (cvs_pair){{n, n / 10}, {n, n / 10 + 3000000}});

  assert_close(rare.ln_bayes_factor_10, -11.279398088453424153, 1e-11);
  assert_close(equal.ln_bayes_factor_10, -13.694728320329848326, 1e-11);
  assert_close(apart.ln_bayes_factor_10, 11.304938352251056315, 1e-11);
}

static void is_the_same_with_arms_or_outcomes_exchanged(void **state) {
  (void)state;

  const cvs_bayes_factor found = factor((cvs_beta){2, 30}, (cvs_pair){{400, 12}, {380, 40}});
  const cvs_bayes_factor swapped = factor((cvs_beta){2, 30}, (cvs_pair){{380, 40}, {400, 12}});
  const cvs_bayes_factor mirrored = factor((cvs_beta){30, 2}, (cvs_pair){{400, 388}, {380, 340}});

  assert_close(swapped.ln_bayes_factor_10, found.ln_bayes_factor_10, 1e-13);
  assert_close(mirrored.ln_bayes_factor_10, found.ln_bayes_factor_10, 1e-13);
}

static void says_nothing_without_a_visitor_in_one_arm(void **state) {
  (void)state;

  const cvs_bayes_factor found = factor((cvs_beta){0.5, 0.5}, (cvs_pair){{1000, 31}, {0, 0}});

  assert_close_abs(found.ln_bayes_factor_10, 0, 1e-12);
}

static void stays_in_the_range_of_a_double(void **state) {
  (void)state;

  const cvs_bayes_factor found = factor((cvs_beta){1, 1}, (cvs_pair){{100000, 1000}, {100000, 50000}});

  assert_true(found.ln_bayes_factor_10 > 1000 && isfinite(found.ln_bayes_factor_10));
  assert_close(found.bayes_factor_10, DBL_MAX, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_exact_fractions),
      cmocka_unit_test(keeps_its_digits_at_a_trillion_visitors),
      cmocka_unit_test(is_the_same_with_arms_or_outcomes_exchanged),
      cmocka_unit_test(says_nothing_without_a_visitor_in_one_arm),
      cmocka_unit_test(stays_in_the_range_of_a_double),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

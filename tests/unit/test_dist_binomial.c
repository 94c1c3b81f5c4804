/* The binomial distribution against exact sums of rationals and 80-digit arithmetic. */
#include "num/dist.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const uint64_t trillion = UINT64_C(1000000000000);

static double mass(uint64_t k, uint64_t n, double rate, bool log) {
  double p = NAN;
  assert_int_equal(cvs_binomial_mass(k, n, rate, log, &p), CVS_OK);
  return p;
}

static double probability(uint64_t k, uint64_t n, double rate, cvs_tail tail) {
  double p = NAN;
  assert_int_equal(cvs_binomial_probability(k, n, rate, tail, &p), CVS_OK);
  return p;
}

static void small_sizes_match_exact_sums(void **state) {
  (void)state;

  /* Rational arithmetic at the double nearest to 0.1. */
  assert_close(mass(40, 500, 0.1, false), 0.020073790369207509, 1e-14);
  assert_close(probability(40, 500, 0.1, CVS_LOWER), 0.07508928965904299, 1e-14);
  assert_close(probability(40, 500, 0.1, CVS_UPPER), 1 - 0.07508928965904299, 1e-14);
}

static void a_trillion_trials_match_long_arithmetic(void **state) {
  (void)state;

  /* Stirling's series and sums in 80 digits. The mass is limited by the one rounding of n * rate. */
  assert_close(mass(UINT64_C(100001000000), trillion, 0.1, true), -19.086019825934962, 1e-11);
  assert_close(probability(5, trillion, 1e-11, CVS_LOWER), 0.067085962878085978, 1e-13);
  assert_close(probability(5, trillion, 1e-11, CVS_LN_UPPER), -0.069442218368948261, 1e-13);
  assert_close(probability(5, trillion, 1e-9, CVS_LN_LOWER), -970.24370834125602, 1e-13);
}

static void masses_add_up_to_the_probability(void **state) {
  (void)state;
  double sum = 0;

  for (uint64_t k = 0; k <= 60; k++) {
    sum += mass(k, 60, 0.3, false);
    assert_close(probability(k, 60, 0.3, CVS_LOWER), sum, 1e-13);
  }
}

static void certain_rates_and_counts_are_exact(void **state) {
  (void)state;

  assert_close(mass(0, 10, 0, false), 1, 0);
  assert_close(mass(10, 10, 1, false), 1, 0);
  assert_close(mass(1, 10, 0, true), -INFINITY, 0);
  assert_close(probability(10, 10, 0.5, CVS_UPPER), 0, 0);
  assert_close(probability(10, 10, 0.5, CVS_LN_LOWER), 0, 0);
  assert_close(probability(0, 10, 0, CVS_LOWER), 1, 0);
  assert_close(probability(9, 10, 1, CVS_LOWER), 0, 0);
  assert_close(probability(0, 0, 0.5, CVS_LOWER), 1, 0);
}

static void outside_the_domain_is_an_error(void **state) {
  (void)state;
  double out = 7;

  assert_int_equal(cvs_binomial_mass(11, 10, 0.5, false, &out), CVS_EINVAL);
  assert_int_equal(cvs_binomial_mass(1, trillion + 1, 0.5, false, &out), CVS_EINVAL);
  assert_int_equal(cvs_binomial_mass(1, 10, 1.5, false, &out), CVS_EINVAL);
  assert_int_equal(cvs_binomial_probability(1, 10, -0.5, CVS_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_binomial_probability(1, 10, NAN, CVS_LOWER, &out), CVS_EINVAL);
  assert_close(out, 7, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_sizes_match_exact_sums),     cmocka_unit_test(a_trillion_trials_match_long_arithmetic),
      cmocka_unit_test(masses_add_up_to_the_probability), cmocka_unit_test(certain_rates_and_counts_are_exact),
      cmocka_unit_test(outside_the_domain_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

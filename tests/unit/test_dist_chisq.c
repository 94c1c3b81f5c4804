/* The chi-square distribution against R 4.2.2 and its own inverse. */
#include "num/dist.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double probability(double x, double df, cvs_tail tail) {
  double p = NAN;
  assert_int_equal(cvs_chisq_probability(x, df, tail, &p), CVS_OK);
  return p;
}

static double quantile(double p, double df, cvs_tail tail) {
  double x = NAN;
  assert_int_equal(cvs_chisq_quantile(p, df, tail, &x), CVS_OK);
  return x;
}

static void probabilities_match_r(void **state) {
  (void)state;

  /* R: pchisq(3.84, 1, lower=F); pchisq(682.3, 1, lower=F, log=T); pchisq(1e9+2e5, 1e9, lower=F);
   * pchisq(2, 1e-3, lower=F). */
  assert_close(probability(3.84, 1, CVS_UPPER), 0.050043521248705224, 1e-14);
  assert_close(probability(682.3, 1, CVS_LN_UPPER), -344.63998637375136, 1e-14);
  assert_close(probability(1e9 + 2e5, 1e9, CVS_UPPER), 3.8772407831969683e-06, 1e-10);
  assert_close(probability(2, 1e-3, CVS_UPPER), 0.00010974807947922006, 1e-12);
}

static void two_degrees_of_freedom_are_exponential(void **state) {
  (void)state;

  assert_close(probability(1400, 2, CVS_LN_UPPER), -700, 1e-15);
  assert_close(probability(1e-20, 2, CVS_LOWER), 5e-21, 1e-14);
  assert_close(quantile(-700, 2, CVS_LN_UPPER), 1400, 1e-13);
}

static void the_whole_axis_is_the_domain(void **state) {
  (void)state;

  assert_close(probability(0, 3, CVS_LOWER), 0, 0);
  assert_close(probability(INFINITY, 3, CVS_UPPER), 0, 0);
  assert_close(quantile(0, 3, CVS_LOWER), 0, 0);
  assert_close(quantile(1, 3, CVS_UPPER), 0, 0);
}

static void quantiles_match_r(void **state) {
  (void)state;

  assert_close(quantile(0.95, 4, CVS_LOWER), 9.487729036781154, 1e-13);     /* R: qchisq(.95, 4) */
  assert_close(quantile(1e-5, 1e12, CVS_UPPER), 1000006031477.8623, 1e-13); /* R: qchisq(1e-5, 1e12, lower=F) */
}

static void quantile_returns_to_its_probability_far_out(void **state) {
  (void)state;
  static const double dfs[] = {1, 4, 79, 22263.5, 1e6};

  /* R 4.2's qchisq is off by 1e-8 below 1e-12, and NaN further down. */
  for (size_t i = 0; i < 5; i++)
    for (double ln_p = -1; ln_p > -2000; ln_p *= 3) {
      const double x = quantile(ln_p, dfs[i], CVS_LN_UPPER);
      assert_close(probability(x, dfs[i], CVS_LN_UPPER), ln_p, 1e-11);
    }
}

static void outside_the_domain_is_an_error(void **state) {
  (void)state;
  double out = 7;

  assert_int_equal(cvs_chisq_probability(-1, 1, CVS_UPPER, &out), CVS_EINVAL);
  assert_int_equal(cvs_chisq_probability(NAN, 1, CVS_UPPER, &out), CVS_EINVAL);
  assert_int_equal(cvs_chisq_probability(1, 0, CVS_UPPER, &out), CVS_EINVAL);
  assert_int_equal(cvs_chisq_probability(1, 1.1e15, CVS_UPPER, &out), CVS_EINVAL);
  assert_int_equal(cvs_chisq_quantile(1.1, 1, CVS_UPPER, &out), CVS_EINVAL);
  assert_int_equal(cvs_chisq_quantile(0.1, 1, CVS_LN_UPPER, &out), CVS_EINVAL);
  assert_int_equal(cvs_chisq_quantile(0, 1, CVS_UPPER, &out), CVS_EUNDEF); /* infinite */
  assert_close(out, 7, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(probabilities_match_r),
      cmocka_unit_test(two_degrees_of_freedom_are_exponential),
      cmocka_unit_test(the_whole_axis_is_the_domain),
      cmocka_unit_test(quantiles_match_r),
      cmocka_unit_test(quantile_returns_to_its_probability_far_out),
      cmocka_unit_test(outside_the_domain_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

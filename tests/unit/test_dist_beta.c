/* The beta distribution against R 4.2.2, exact sums and its own inverse, to 1e12 visitors. */
#include "num/dist.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double probability(double x, double a, double b, cvs_tail tail) {
  double p = NAN;
  assert_int_equal(cvs_beta_probability(x, a, b, tail, &p), CVS_OK);
  return p;
}

static double quantile(double p, double a, double b, cvs_tail tail) {
  double x = NAN;
  assert_int_equal(cvs_beta_quantile(p, a, b, tail, &x), CVS_OK);
  return x;
}

static void quantiles_match_r_where_gsl_fails(void **state) {
  (void)state;

  /* R: qbeta(.975, 8, 7001); qbeta(.025, 837501, 837501): GSL's fail or never return. */
  assert_close(quantile(0.975, 8, 7001, CVS_LOWER), 0.0020569403934143147, 1e-14);
  assert_close(quantile(0.025, 837501, 837501, CVS_LOWER), 0.49924280062607168, 1e-14);
  /* R: qbeta(.025, 123456789.5, 987654321012.5); qbeta(.975, 1e12, 1e12). */
  assert_close(quantile(0.025, 123456789.5, 987654321012.5, CVS_LOWER), 0.00012496233181617667, 1e-14);
  assert_close(quantile(0.975, 1e12, 1e12, CVS_LOWER), 0.50000069295191218, 1e-14);
}

static void one_shape_of_one_has_a_closed_form(void **state) {
  (void)state;

  /* P(X <= x) = 1 - (1 - x)^b */
  assert_close(quantile(0.025, 1, 1e12, CVS_LOWER), -expm1(log1p(-0.025) / 1e12), 1e-13);
  assert_close(quantile(1e-200, 1, 1e6, CVS_LOWER), 1e-206, 1e-12);
  assert_close(quantile(-5000, 1, 1e6, CVS_LN_UPPER), -expm1(-5000 / 1e6), 1e-13);
  assert_close(probability(1e-9, 1, 1e12, CVS_LN_UPPER), 1e12 * log1p(-1e-9), 1e-14);
}

static void far_tails_match_exact_sums(void **state) {
  (void)state;

  /* Sums of a binomial's terms in 60 digits: P(Beta(a, b) > x) = P(Bin(a + b - 1, x) < a). */
  assert_close(probability(0.35282429208376903, 24, 1716, CVS_UPPER), 2.3425189732134045e-283, 1e-12);
  assert_close(probability(1e-10, 38, 1e12, CVS_UPPER), 4.2523586291355062e-13, 1e-12);
  /* Power series of the incomplete beta in 60 digits. R 4.2.2's pbeta says 3.153e-284. */
  assert_close(probability(0.35282429208376903, 23.5, 1716.5, CVS_UPPER), 3.69015743632811426e-284, 1e-12);
  assert_close(probability(0.35282429208376903, 23.5, 1716.5, CVS_LOWER), 1, 0);
}

static void both_tails_add_up_to_one(void **state) {
  (void)state;
  static const double shapes[] = {0.01, 0.5, 1, 1.05, 7, 38.5, 1e4, 1e9, 1e12, 1e15};

  for (size_t i = 0; i < 10; i++)
    for (size_t j = 0; j < 10; j++)
      for (double x = 1e-30; x < 1; x = x * 7 + 1e-3) {
        const double lower = probability(x, shapes[i], shapes[j], CVS_LOWER);
        const double upper = probability(x, shapes[i], shapes[j], CVS_UPPER);
        assert_close(lower + upper, 1, 1e-13);
        assert_close_abs(exp(probability(x, shapes[i], shapes[j], CVS_LN_UPPER)), upper, 1e-12 * upper);
      }
}

/* The doubles on both sides of the quantile enclose the probability. */
static void assert_returns(double ln_p, double a, double b) {
  const double x = quantile(ln_p, a, b, CVS_LN_UPPER);
  const double slack = 1e-12 * fabs(ln_p);
  if (x < 0x1p-1000 || x == 1)
    return; /* rounded to an end */
  assert_true(probability(fmin(x * (1 + 4e-15), 1), a, b, CVS_LN_UPPER) <= ln_p + slack);
  assert_true(probability(x * (1 - 4e-15), a, b, CVS_LN_UPPER) >= ln_p - slack);
}

static void quantile_returns_to_its_probability_in_any_tail(void **state) {
  (void)state;
  static const double shapes[] = {0.5, 1, 1.05, 3, 30.5, 1e3, 1e6, 1e9, 1e12};
  static const double ln_p[] = {-1e-3, -1, -7, -40, -600, -5000};

  for (size_t i = 0; i < 9; i++)
    for (size_t j = 0; j < 9; j++)
      for (size_t k = 0; k < 6; k++)
        assert_returns(ln_p[k], shapes[i], shapes[j]);
}

static void a_small_tail_has_all_its_digits(void **state) {
  (void)state;

  /* R 4.2's qbeta stops when p is right to 1e-16, which left x with ten digits here. */
  const double x = quantile(5.30696e-08, 2.5, 1.91684e10, CVS_LOWER);

  assert_close(probability(x, 2.5, 1.91684e10, CVS_LOWER), 5.30696e-08, 1e-13);
}

static void ends_are_exact(void **state) {
  (void)state;

  assert_close(probability(0, 2, 3, CVS_LOWER), 0, 0);
  assert_close(probability(1, 2, 3, CVS_LOWER), 1, 0);
  assert_close(quantile(0, 2, 3, CVS_LOWER), 0, 0);
  assert_close(quantile(0, 2, 3, CVS_UPPER), 1, 0);
  assert_close(quantile(1, 2, 3, CVS_LOWER), 1, 0);
  assert_close(quantile(1e-300, 0.5, 1e12, CVS_LOWER), 0, 0); /* about 1e-612 */
}

static void outside_the_domain_is_an_error(void **state) {
  (void)state;
  double out = 7;

  assert_int_equal(cvs_beta_probability(-0.1, 1, 1, CVS_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_beta_probability(1.1, 1, 1, CVS_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_beta_probability(NAN, 1, 1, CVS_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_beta_probability(0.5, 0.009, 1, CVS_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_beta_probability(0.5, 1, 1.1e15, CVS_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_beta_quantile(1.1, 1, 1, CVS_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_beta_quantile(0.1, 1, 1, CVS_LN_LOWER, &out), CVS_EINVAL);
  assert_int_equal(cvs_beta_quantile(0.1, NAN, 1, CVS_LOWER, &out), CVS_EINVAL);
  assert_close(out, 7, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quantiles_match_r_where_gsl_fails),
      cmocka_unit_test(one_shape_of_one_has_a_closed_form),
      cmocka_unit_test(far_tails_match_exact_sums),
      cmocka_unit_test(both_tails_add_up_to_one),
      cmocka_unit_test(quantile_returns_to_its_probability_in_any_tail),
      cmocka_unit_test(a_small_tail_has_all_its_digits),
      cmocka_unit_test(ends_are_exact),
      cmocka_unit_test(outside_the_domain_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

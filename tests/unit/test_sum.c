/* Sums, moments and logarithms without loss. */
#include "num/num.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void what_a_plain_sum_loses_is_kept(void **state) {
  (void)state;
  static const double terms[] = {1, 1e100, 1, -1e100}; /* Neumaier (1974): the plain sum is 0 */
  cvs_sum sum = {0};

  for (size_t i = 0; i < 4; i++)
    cvs_sum_add(&sum, terms[i]);

  assert_close(cvs_sum_value(&sum), 2, 0);
}

static void a_million_tenths_are_exact(void **state) {
  (void)state;
  cvs_sum sum = {0};

  for (int i = 0; i < 1000000; i++)
    cvs_sum_add(&sum, 0.1);

  assert_close(cvs_sum_value(&sum), 100000, 2.3e-16);
}

static void merged_sums_equal_the_whole(void **state) {
  (void)state;
  cvs_sum left = {0};
  cvs_sum right = {0};

  cvs_sum_add(&left, 1);
  cvs_sum_add(&left, 1e100);
  cvs_sum_add(&right, 1);
  cvs_sum_add(&right, -1e100);
  cvs_sum_merge(&left, &right);

  assert_close(cvs_sum_value(&left), 2, 0);
}

static void an_infinite_term_stays_infinite(void **state) {
  (void)state;
  cvs_sum sum = {0};

  cvs_sum_add(&sum, INFINITY);
  cvs_sum_add(&sum, 5);

  assert_close(cvs_sum_value(&sum), INFINITY, 0);
}

static void variance_survives_a_large_mean(void **state) {
  (void)state;
  cvs_moments moments = {0};
  double variance = NAN;

  for (int i = 0; i < 1000; i++)
    cvs_moments_add(&moments, 1e9 + (i % 2));

  /* 500 values at distance 1/2 on each side: 250 / 999 */
  assert_int_equal(cvs_moments_variance(&moments, &variance), CVS_OK);
  assert_close(variance, 250.0 / 999, 1e-9);
  assert_close(moments.mean, 1e9 + 0.5, 1e-15);
}

static void merged_moments_equal_the_whole(void **state) {
  (void)state;
  cvs_moments whole = {0}, left = {0}, right = {0};
  const cvs_moments none = {0};

  for (int i = 0; i < 100; i++) {
    cvs_moments_add(&whole, i * i);
    cvs_moments_add(i < 37 ? &left : &right, i * i);
  }
  cvs_moments_merge(&left, &right);
  cvs_moments_merge(&left, &none);

  assert_int_equal(left.count, whole.count);
  assert_close(left.mean, whole.mean, 1e-14);
  assert_close(left.squares, whole.squares, 1e-14);
}

static void one_value_has_no_variance(void **state) {
  (void)state;
  cvs_moments moments = {0};
  double variance = 7;

  cvs_moments_add(&moments, 3);

  assert_int_equal(cvs_moments_variance(&moments, &variance), CVS_EUNDEF);
  assert_close(variance, 7, 0);
}

static void logarithms_add_without_leaving_their_range(void **state) {
  (void)state;

  assert_close(cvs_ln_add(-2000, -2000), -2000 + log(2.0), 1e-15);
  assert_close(cvs_ln_add(0, -50), log1p(exp(-50.0)), 1e-15);
  assert_close(cvs_ln_add(-INFINITY, -3), -3, 0);
  assert_close(cvs_ln_add(-INFINITY, -INFINITY), -INFINITY, 0);
  assert_close(cvs_ln_add(INFINITY, 1), INFINITY, 0);
}

static void the_complement_keeps_its_digits_on_both_sides(void **state) {
  (void)state;

  assert_close(cvs_ln_1m_exp(-1e-20), log(1e-20), 1e-15);           /* 1 - exp(-x) = x to first order */
  assert_close(cvs_ln_1m_exp(-50), -1.9287498479639178e-22, 1e-15); /* R: log1p(-exp(-50)) */
  assert_close(cvs_ln_1m_exp(0), -INFINITY, 0);
  assert_close(cvs_ln_1m_exp(-INFINITY), 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_a_plain_sum_loses_is_kept),
      cmocka_unit_test(a_million_tenths_are_exact),
      cmocka_unit_test(merged_sums_equal_the_whole),
      cmocka_unit_test(an_infinite_term_stays_infinite),
      cmocka_unit_test(variance_survives_a_large_mean),
      cmocka_unit_test(merged_moments_equal_the_whole),
      cmocka_unit_test(one_value_has_no_variance),
      cmocka_unit_test(logarithms_add_without_leaving_their_range),
      cmocka_unit_test(the_complement_keeps_its_digits_on_both_sides),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

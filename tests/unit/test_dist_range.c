/* The range of standard normals against its closed form for two and R's twelve digits for more. */
#include "num/dist.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double sf(double q, double means) {
  double p = NAN;
  assert_int_equal(cvs_range_sf(q, means, &p), CVS_OK);
  return p;
}

static void two_means_differ_like_one_normal(void **state) {
  (void)state;

  /* |Z1 - Z2| / sqrt(2) is a half normal; far out pnorm itself has 13 digits. */
  for (double q = 0; q < 50; q += 0.37)
    assert_close(sf(q, 2), 2 * cvs_normal_sf(q / sqrt(2.0)), 2e-13);
}

static void more_means_match_r(void **state) {
  (void)state;

  /* R: ptukey(q, means, Inf, lower=F), which is good to about 1e-11 absolute. */
  assert_close_abs(sf(3.5, 3), 0.035557041863443883, 1e-11);
  assert_close_abs(sf(1, 3), 0.75928735877071696, 1e-11);
  assert_close_abs(sf(5, 10), 0.014857437887649594, 1e-11);
  /* Riemann sum of the cdf with 23,000 nodes; ptukey itself is off by 5e-7 here. */
  assert_close(sf(6.8, 1000), 0.24161902398159707, 1e-11);
}

static void few_outliers_dominate_far_out(void **state) {
  (void)state;

  /* Bonferroni over the pairs, from above; its error is of the order of a pair's tail squared over q. */
  assert_close(sf(20, 5), 10 * sf(20, 2), 1e-6);
  assert_true(sf(20, 5) < 10 * sf(20, 2));
}

static void quantile_returns_to_its_probability(void **state) {
  (void)state;
  static const double means[] = {2, 3, 17, 1000};
  static const double ps[] = {0.999, 0.5, 0.05, 1e-9, 1e-200};

  for (size_t i = 0; i < 4; i++)
    for (size_t j = 0; j < 5; j++) {
      double q = NAN;
      assert_int_equal(cvs_range_quantile_sf(ps[j], means[i], &q), CVS_OK);
      assert_close(sf(q, means[i]), ps[j], 1e-11);
    }
}

static void outside_the_domain_is_an_error(void **state) {
  (void)state;
  double out = 7;

  assert_int_equal(cvs_range_sf(-1, 3, &out), CVS_EINVAL);
  assert_int_equal(cvs_range_sf(NAN, 3, &out), CVS_EINVAL);
  assert_int_equal(cvs_range_sf(1, 1.9, &out), CVS_EINVAL);
  assert_int_equal(cvs_range_sf(1, 1001, &out), CVS_EINVAL);
  assert_int_equal(cvs_range_quantile_sf(0, 3, &out), CVS_EINVAL);
  assert_int_equal(cvs_range_quantile_sf(1, 3, &out), CVS_EINVAL);
  assert_close(out, 7, 0);
  assert_int_equal(cvs_range_sf(INFINITY, 3, &out), CVS_OK);
  assert_close(out, 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_means_differ_like_one_normal), cmocka_unit_test(more_means_match_r),
      cmocka_unit_test(few_outliers_dominate_far_out),    cmocka_unit_test(quantile_returns_to_its_probability),
      cmocka_unit_test(outside_the_domain_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

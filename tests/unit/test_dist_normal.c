/* The standard normal distribution against R 4.2.2 and 80-digit arithmetic. */
#include "num/dist.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void tails_have_all_their_digits(void **state) {
  (void)state;

  /* R: pnorm(-1), pnorm(6.5, lower=F); the second also from Mills' continued fraction in 80 digits. */
  assert_close(cvs_normal_cdf(-1), 0.15865525393145705, 1e-15);
  assert_close(cvs_normal_sf(-1), 0.84134474606854293, 1e-15);
  assert_close(cvs_normal_sf(6.5), 4.0160005838591178e-11, 1e-15);
  assert_close(cvs_normal_pdf(0), 0.3989422804014327, 1e-15);
}

static void logarithms_do_not_underflow(void **state) {
  (void)state;

  /* Mills' continued fraction in 80 digits. */
  assert_close(cvs_normal_ln_sf(38), -726.5572160188201, 1e-15);
  assert_close(cvs_normal_ln_sf(1e5), -5000000012.4318638, 1e-15);
  assert_close(cvs_normal_ln_cdf(-38), -726.5572160188201, 1e-15);
}

static void infinite_arguments_give_certainty(void **state) {
  (void)state;

  assert_close(cvs_normal_cdf(INFINITY), 1, 0);
  assert_close(cvs_normal_sf(INFINITY), 0, 0);
  assert_close(cvs_normal_ln_sf(INFINITY), -INFINITY, 0);
  assert_close(cvs_normal_ln_sf(-INFINITY), 0, 0);
}

static void quantiles_match_r(void **state) {
  (void)state;
  double z = 0;

  assert_int_equal(cvs_normal_quantile_sf(0.025, &z), CVS_OK); /* R: qnorm(.025, lower=F) */
  assert_close(z, 1.9599639845400538, 1e-15);
  assert_int_equal(cvs_normal_quantile_sf(1e-300, &z), CVS_OK); /* R: qnorm(1e-300, lower=F) */
  assert_close(z, 37.047096299361201, 1e-15);
}

static void quantile_of_a_logarithm_returns_to_it(void **state) {
  (void)state;

  /* R 4.2's own qnorm has five digits below -300 and none below -1e16. */
  for (double ln_p = -1e-300; ln_p > -1e299; ln_p *= 13) {
    double z = 0;
    assert_int_equal(cvs_normal_quantile_ln_sf(ln_p, &z), CVS_OK);
    /* z is good to 1e-15; far below the mean that moves ln p by z^2 times as much */
    const double rtol = ln_p > -1 ? 1e-15 * (1 + z * z) : 2e-15;
    assert_close(cvs_normal_ln_sf(z), ln_p, rtol);
  }
}

static void quantiles_refuse_what_is_no_probability(void **state) {
  (void)state;
  static const double outside[] = {0, 1, -0.1, 1.1, NAN};
  static const double ln_outside[] = {0, 0.1, -INFINITY, -1.1e300, NAN};
  double z = 7;

  for (size_t i = 0; i < 5; i++) {
    assert_int_equal(cvs_normal_quantile_sf(outside[i], &z), CVS_EINVAL);
    assert_int_equal(cvs_normal_quantile_ln_sf(ln_outside[i], &z), CVS_EINVAL);
  }
  assert_close(z, 7, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tails_have_all_their_digits),
      cmocka_unit_test(logarithms_do_not_underflow),
      cmocka_unit_test(infinite_arguments_give_certainty),
      cmocka_unit_test(quantiles_match_r),
      cmocka_unit_test(quantile_of_a_logarithm_returns_to_it),
      cmocka_unit_test(quantiles_refuse_what_is_no_probability),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

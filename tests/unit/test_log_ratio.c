/* Logarithms of ratios, and their intervals. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/log_ratio.h"

#include <math.h>

static void a_ratio_near_one_keeps_its_digits(void **state) {
  (void)state;
  /* (1e12 - 1)/1e12 over 1: ln(1 - 1e-12) = -1e-12 - 5e-25 */
  double ln = cvs_ln_ratio(UINT64_C(999999999999), UINT64_C(1000000000000), 7, 7);

  assert_close(ln, -1.0000000000005e-12, 1e-14);
}

static void a_ratio_far_from_one_is_its_logarithm(void **state) {
  (void)state;
  assert_close(cvs_ln_ratio(1, UINT64_C(1000000000000), 3, 3), -12 * 2.30258509299404568402, 1e-15);
  assert_close(cvs_ln_ratio(5, 10, 1, 100), 3.9120230054281460586, 1e-15); /* ln 50 */
  assert_true(cvs_ln_ratio(3, 9, 4, 12) == 0);
}

static void an_interval_is_symmetric_in_the_logarithm(void **state) {
  (void)state;
  cvs_pair pair = pair_of(20, 100, 30, 100);
  cvs_level level;
  cvs_interval lift, odds;
  assert_int_equal(cvs_level_from_z(2, CVS_TWO_SIDED, &level, NULL), CVS_OK);

  cvs_log_effect_set(&lift, &pair, CVS_LIFT, &level, (const double[2]){0.5, 0.25});
  cvs_log_effect_set(&odds, &pair, CVS_ODDS_RATIO, &level, (const double[2]){0.5, 0.25});

  assert_true(lift.lower == 0);
  assert_close(lift.upper, expm1(1), 1e-15);
  assert_close(odds.lower, 1, 1e-15);
  assert_close(odds.upper, exp(1), 1e-15);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_ratio_near_one_keeps_its_digits),
      cmocka_unit_test(a_ratio_far_from_one_is_its_logarithm),
      cmocka_unit_test(an_interval_is_symmetric_in_the_logarithm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

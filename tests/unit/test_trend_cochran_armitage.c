/* Cochran-Armitage trend. */
#include "support/arms_table.h"
#include "support/assert_close.h"
#include <convstat/several.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* tests/reference/trend_cochran_armitage.csv: 40-digit formula; estimate is the signed z, statistic
 * its square (R's prop.trend.test). */
static void agrees_with_the_reference_in_z_and_its_square(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "trend_cochran_armitage");
  while (reference_next(&table)) {
    cvs_sample arms[REFERENCE_LIST_MAX];
    size_t count = read_arms(&table, arms);
    cvs_test_result result;

    cvs_status status = cvs_trend(arms, count, CVS_TWO_SIDED, &result, NULL);

    assert_int_equal(status, CVS_OK);
    assert_close(result.statistic, reference_number(&table, "estimate"), 1e-12);
    assert_close(result.statistic * result.statistic, reference_number(&table, "statistic"), 1e-12);
    assert_close(result.p_value, reference_number(&table, "p_value"), 1e-10);
  }
}

static void turns_its_sign_with_the_order_of_the_arms(void **state) {
  (void)state;
  const cvs_sample up[] = {{100, 5}, {120, 9}, {90, 11}}, down[] = {{90, 11}, {120, 9}, {100, 5}};
  cvs_test_result rising, falling;

  assert_int_equal(cvs_trend(up, 3, CVS_GREATER, &rising, NULL), CVS_OK);
  assert_int_equal(cvs_trend(down, 3, CVS_LESS, &falling, NULL), CVS_OK);

  assert_true(rising.statistic > 0);
  assert_close(falling.statistic, -rising.statistic, 1e-15);
  assert_close(falling.p_value, rising.p_value, 1e-14);
}

/* Equal steps around the middle arm cancel exactly. */
static void is_0_without_trend_at_1e12(void **state) {
  (void)state;
  const uint64_t n = UINT64_C(1000000000000);
  const cvs_sample arms[] = {{n, 333333333333}, {n, 1}, {n, 333333333333}};
  cvs_test_result result;

  cvs_status status = cvs_trend(arms, 3, CVS_TWO_SIDED, &result, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(result.statistic, 0, 0);
  assert_close(result.p_value, 1, 0);
}

/* For two arms it is the pooled z of the score test: 40/500 against 60/500 gives
 * sqrt(1000 (40 440 - 60 460)^2 / (500 500 100 900)) = 2.1081851... */
static void is_the_pooled_z_for_two_arms(void **state) {
  (void)state;
  const cvs_sample arms[] = {{500, 40}, {500, 60}};
  cvs_test_result result;

  cvs_status status = cvs_trend(arms, 2, CVS_TWO_SIDED, &result, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(result.statistic, sqrt(1000.0 * 10000 * 10000 / (500.0 * 500 * 100 * 900)), 1e-14);
}

static void names_the_limit_on_arms(void **state) {
  (void)state;
  static cvs_sample arms[1001];
  cvs_test_result result;
  cvs_error error = {0};
  for (size_t i = 0; i < 1001; i++)
    arms[i] = (cvs_sample){10, i % 3};

  cvs_status status = cvs_trend(arms, 1001, CVS_TWO_SIDED, &result, &error);

  assert_int_equal(status, CVS_ELIMIT);
  assert_string_equal(error.message, "1001 arms are above the limit of 1000 of the trend test");
  assert_int_equal(cvs_trend(arms, 1000, CVS_TWO_SIDED, &result, NULL), CVS_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_the_reference_in_z_and_its_square),
      cmocka_unit_test(turns_its_sign_with_the_order_of_the_arms),
      cmocka_unit_test(is_0_without_trend_at_1e12),
      cmocka_unit_test(is_the_pooled_z_for_two_arms),
      cmocka_unit_test(names_the_limit_on_arms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

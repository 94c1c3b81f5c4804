/* All pairs of arms: the range of normal variables. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/several.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static double tukey_p(double z, size_t arms) {
  double p;
  assert_int_equal(cvs_tukey_sf(z, arms, &p, NULL), CVS_OK);
  return p;
}

/* tests/reference/pairs_tukey.csv: R's integrate; and R's ptukey, whose own error there is 2e-9. */
static void agrees_with_an_independent_quadrature(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "pairs_tukey");
  while (reference_next(&table)) {
    size_t arms = (size_t)reference_number(&table, "arms");

    double p = tukey_p(reference_number(&table, "q") / sqrt(2), arms);

    bool coarse = strstr(reference_text(&table, "source"), "ptukey") != NULL;
    assert_close(p, reference_number(&table, "p_value"), coarse ? 1e-8 : 1e-11);
  }
}

static void is_the_plain_normal_p_for_two_arms(void **state) {
  (void)state;

  double p = tukey_p(-2.3, 2);

  assert_close(p, erfc(2.3 / sqrt(2)), 1e-14);
}

/* Far out the pairs exclude each other: p = k (k - 1) / 2 single ones. ptukey gives 0 here. */
static void keeps_its_digits_in_the_far_tail(void **state) {
  (void)state;

  double p = tukey_p(30, 5);

  assert_close(p, 10 * erfc(30 / sqrt(2)), 1e-12);
}

/* Mean range of 2, 3 and 4 normal variables: 2/sqrt(pi), 3/sqrt(pi) and 2.05875 (Tippett 1925,
 * Biometrika 17, 364-387); the mean is the integral of the tail. */
static void has_tippetts_mean_range(void **state) {
  (void)state;
  const double mean[] = {1.1283791670955126, 1.6925687506432689, 2.0587507460355665};
  const double step = 1.0 / 256;

  for (size_t arms = 2; arms <= 4; arms++) {
    double sum = 0;
    for (int i = 0; i < 256 * 14; i++)
      sum += tukey_p((i + 0.5) * step / sqrt(2), arms);
    assert_close(sum * step, mean[arms - 2], 1e-6);
  }
}

static void inverts_its_own_tail(void **state) {
  (void)state;

  for (size_t arms = 2; arms <= 40; arms += 6) {
    double z, far;
    assert_int_equal(cvs_tukey_critical(0.05, arms, &z, NULL), CVS_OK);
    assert_int_equal(cvs_tukey_critical(1e-30, arms, &far, NULL), CVS_OK);

    assert_close(tukey_p(z, arms), 0.05, 1e-11);
    assert_close(tukey_p(far, arms), 1e-30, 1e-10);
  }
}

static void refuses_one_arm_and_no_statistic(void **state) {
  (void)state;
  double p;
  cvs_error error = {0};

  cvs_status status = cvs_tukey_sf(2, 1, &p, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "1 arms are outside [2, 1000] of the comparison of all pairs");
  assert_int_equal(cvs_tukey_sf(NAN, 3, &p, NULL), CVS_EINVAL);
  assert_int_equal(cvs_tukey_critical(1, 3, &p, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_an_independent_quadrature),
      cmocka_unit_test(is_the_plain_normal_p_for_two_arms),
      cmocka_unit_test(keeps_its_digits_in_the_far_tail),
      cmocka_unit_test(has_tippetts_mean_range),
      cmocka_unit_test(inverts_its_own_tail),
      cmocka_unit_test(refuses_one_arm_and_no_statistic),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

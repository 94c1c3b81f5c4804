/* Sums over several arms. */
#include "stat/totals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void adds_arms_of_the_largest_size(void **state) {
  (void)state;
  const cvs_sample arms[] = {{CVS_VISITORS_MAX, CVS_VISITORS_MAX}, {CVS_VISITORS_MAX, 0}, {1, 1}};
  cvs_totals total;

  cvs_status status = cvs_totals_of(arms, 3, &total, NULL);

  assert_int_equal(status, CVS_OK);
  assert_int_equal(total.visitors, 2 * CVS_VISITORS_MAX + 1);
  assert_int_equal(total.conversions, CVS_VISITORS_MAX + 1);
}

static void says_who_converted_where_rates_cannot_differ(void **state) {
  (void)state;
  const cvs_sample everybody[] = {{3, 3}, {4, 4}};
  cvs_totals total;
  cvs_error error = {0};

  cvs_status status = cvs_totals_of(everybody, 2, &total, &error);

  assert_int_equal(status, CVS_EUNDEF);
  assert_string_equal(error.message, "everybody converted in any arm, so equal rates cannot be tested");
}

static void refuses_one_arm_bad_counts_and_too_many_arms(void **state) {
  (void)state;
  const cvs_sample bad[] = {{3, 1}, {3, 4}};
  cvs_totals total;
  cvs_error error = {0};

  assert_int_equal(cvs_totals_of(bad, 1, &total, NULL), CVS_EINVAL);
  assert_int_equal(cvs_totals_of(bad, 2, &total, NULL), CVS_EINVAL);
  assert_int_equal(cvs_totals_of(bad, 4000001, &total, &error), CVS_ELIMIT);
  assert_string_equal(error.message, "4000001 arms are above the limit of 4000000");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(adds_arms_of_the_largest_size),
      cmocka_unit_test(says_who_converted_where_rates_cannot_differ),
      cmocka_unit_test(refuses_one_arm_bad_counts_and_too_many_arms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

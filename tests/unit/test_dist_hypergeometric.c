/* The hypergeometric distribution against rationals and 80-digit arithmetic. */
#include "num/dist.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double mass(uint64_t k, uint64_t marked, uint64_t unmarked, uint64_t drawn, bool log) {
  double p = NAN;
  assert_int_equal(cvs_hypergeometric_mass(k, &(cvs_urn){marked, unmarked, drawn}, log, &p), CVS_OK);
  return p;
}

static void a_small_table_matches_the_rational(void **state) {
  (void)state;

  /* C(100, 40) C(900, 460) / C(1000, 500) */
  assert_close(mass(40, 100, 900, 500, false), 0.0091546174929473655, 1e-14);
}

static void large_tables_match_long_arithmetic(void **state) {
  (void)state;

  /* Stirling's series in 80 digits. */
  assert_close(mass(UINT64_C(5000000000), UINT64_C(10000000000), UINT64_C(90000000000), UINT64_C(50000000000), true),
               -11.686036559811321, 1e-14);
  assert_close(
      mass(UINT64_C(50000100000), UINT64_C(100000000000), UINT64_C(900000000000), UINT64_C(500000000000), true),
      -13.059551328505924, 1e-14);
}

static void masses_add_up_to_one(void **state) {
  (void)state;
  double sum = 0;

  for (uint64_t k = 0; k <= 30; k++)
    sum += mass(k, 30, 50, 40, false);

  assert_close(sum, 1, 1e-14);
}

static void impossible_counts_have_no_mass(void **state) {
  (void)state;

  assert_close(mass(6, 5, 10, 10, false), 0, 0);
  assert_close(mass(6, 10, 10, 5, true), -INFINITY, 0);
  assert_close(mass(1, 10, 3, 5, false), 0, 0); /* five of thirteen: at least two are marked */
}

static void outside_the_domain_is_an_error(void **state) {
  (void)state;
  const uint64_t above = UINT64_C(1000000000001);
  double out = 7;

  assert_int_equal(cvs_hypergeometric_mass(1, &(cvs_urn){above, 5, 5}, false, &out), CVS_EINVAL);
  assert_int_equal(cvs_hypergeometric_mass(1, &(cvs_urn){5, above, 5}, false, &out), CVS_EINVAL);
  assert_int_equal(cvs_hypergeometric_mass(above, &(cvs_urn){5, 5, 5}, false, &out), CVS_EINVAL);
  assert_int_equal(cvs_hypergeometric_mass(1, &(cvs_urn){5, 5, 11}, false, &out), CVS_EINVAL);
  assert_close(out, 7, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_small_table_matches_the_rational),
      cmocka_unit_test(large_tables_match_long_arithmetic),
      cmocka_unit_test(masses_add_up_to_one),
      cmocka_unit_test(impossible_counts_have_no_mass),
      cmocka_unit_test(outside_the_domain_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

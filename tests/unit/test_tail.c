/* Probabilities as arguments of quantiles. */
#include "num/tail.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void a_logarithm_has_its_own_range(void **state) {
  (void)state;

  assert_true(cvs_tail_valid(0, false) && cvs_tail_valid(1, false));
  assert_false(cvs_tail_valid(-0.1, false) || cvs_tail_valid(1.1, false) || cvs_tail_valid(NAN, false));
  assert_true(cvs_tail_valid(0, true) && cvs_tail_valid(-1e9, true) && cvs_tail_valid(-INFINITY, true));
  assert_false(cvs_tail_valid(0.1, true) || cvs_tail_valid(NAN, true));
}

static void the_ends_are_found_on_the_right_side(void **state) {
  (void)state;

  assert_int_equal(cvs_tail_end(0, CVS_LOWER), -1);
  assert_int_equal(cvs_tail_end(0, CVS_UPPER), 1);
  assert_int_equal(cvs_tail_end(1, CVS_LOWER), 1);
  assert_int_equal(cvs_tail_end(-INFINITY, CVS_LN_LOWER), -1);
  assert_int_equal(cvs_tail_end(0, CVS_LN_UPPER), -1);
  assert_int_equal(cvs_tail_end(0.5, CVS_LOWER), 0);
}

static void the_smaller_tail_is_taken(void **state) {
  (void)state;
  cvs_tail of_large = CVS_LOWER;
  cvs_tail of_small = CVS_UPPER;
  cvs_tail of_ln = CVS_LN_UPPER;

  const double large = cvs_tail_smaller(0.75, &of_large);
  const double small = cvs_tail_smaller(1e-9, &of_small);
  const double ln = cvs_tail_smaller(-1e-30, &of_ln);

  assert_close(large, log(0.25), 1e-15);
  assert_true(!of_large.lower && of_large.log);
  assert_close(small, log(1e-9), 1e-15);
  assert_true(!of_small.lower && of_small.log);
  assert_close(ln, log(1e-30), 1e-15);
  assert_true(of_ln.lower && of_ln.log);
}

static void only_plain_tails_above_the_limit_are_plain(void **state) {
  (void)state;

  assert_true(cvs_tail_plain(0.5, CVS_LOWER, 1e-9));
  assert_false(cvs_tail_plain(1e-10, CVS_LOWER, 1e-9));
  assert_false(cvs_tail_plain(1, CVS_LOWER, 1e-9));
  assert_false(cvs_tail_plain(-0.5, CVS_LN_LOWER, 1e-9));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_logarithm_has_its_own_range),
      cmocka_unit_test(the_ends_are_found_on_the_right_side),
      cmocka_unit_test(the_smaller_tail_is_taken),
      cmocka_unit_test(only_plain_tails_above_the_limit_are_plain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

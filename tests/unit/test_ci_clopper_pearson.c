/* The exact binomial interval. */
#include "support/assert_close.h"
#include "support/rate_interval.h"
#include "stat/methods.h"

#include <math.h>

static void the_published_examples_are_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 857-872, table I */
  const printed_limits rows[] = {
      {81, 263, 0.2527, 0.3676}, {15, 148, 0.0578, 0.1617}, {0, 20, 0, 0.1684}, {1, 29, 0.0009, 0.1776}};

  check_printed_limits(&cvs_method_ci_clopper_pearson, rows, 4, 5e-5);
}

static void it_agrees_with_r(void **state) {
  (void)state;
  /* R 4.2.2 binom.test(81, 263) */
  cvs_interval interval = rate_limits(&cvs_method_ci_clopper_pearson, 81, 263);

  assert_close(interval.lower, 0.25273674558527121, 1e-9);
  assert_close(interval.upper, 0.3676219226013514, 1e-9);
}

static void a_tiny_error_keeps_its_width(void **state) {
  (void)state;
  /* 1 - (alpha/2)^(1/n) */
  cvs_interval interval = rate_limits_at(&cvs_method_ci_clopper_pearson,
                                         (cvs_sample){.visitors = 1000, .conversions = 0}, 1e-9, CVS_TWO_SIDED);

  assert_close(interval.upper, -expm1(log(0.5e-9) / 1000), 1e-13);
  assert_close_abs(interval.upper, 0.0212, 5e-5);
}

int main(void) {
  const cvs_method *tested = &cvs_method_ci_clopper_pearson;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_examples_are_met),
      cmocka_unit_test_prestate(a_rate_interval_is_exact_where_nobody_or_everybody_converted, &tested),
      RATE_INTERVAL_RULES(&tested),
      cmocka_unit_test(it_agrees_with_r),
      cmocka_unit_test(a_tiny_error_keeps_its_width),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Wilson's interval with continuity correction. */
#include "support/assert_close.h"
#include "support/rate_interval.h"
#include "stat/methods.h"

static void the_published_examples_are_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 857-872, table I */
  const printed_limits rows[] = {
      {81, 263, 0.2535, 0.3682}, {15, 148, 0.0598, 0.1644}, {0, 20, 0, 0.2005}, {1, 29, 0.0018, 0.1963}};

  check_printed_limits(&cvs_method_ci_wilson_cc, rows, 4, 5e-5);
}

static void it_agrees_with_r(void **state) {
  (void)state;
  /* R 4.2.2 prop.test(81, 263) */
  cvs_interval interval = rate_limits(&cvs_method_ci_wilson_cc, 81, 263);

  assert_close(interval.lower, 0.25350868229518525, 1e-13);
  assert_close(interval.upper, 0.36817620104300364, 1e-13);
}

int main(void) {
  const cvs_method *tested = &cvs_method_ci_wilson_cc;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_examples_are_met),
      cmocka_unit_test_prestate(a_rate_interval_is_exact_where_nobody_or_everybody_converted, &tested),
      RATE_INTERVAL_RULES(&tested),
      cmocka_unit_test(it_agrees_with_r),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

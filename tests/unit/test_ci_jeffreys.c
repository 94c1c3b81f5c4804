/* Jeffreys' interval. */
#include "support/assert_close.h"
#include "support/rate_interval.h"
#include "stat/methods.h"

static void the_published_examples_are_met(void **state) {
  (void)state;
  /* R's DescTools BinomCI(100, 200, method = 'jeffreys') */
  const printed_limits rows[] = {{100, 200, 0.4311217, 0.5688783}};

  check_printed_limits(&cvs_method_ci_jeffreys, rows, 1, 5e-8);
}

static void it_is_two_quantiles_of_a_beta(void **state) {
  (void)state;
  /* R 4.2.2 qbeta(c(0.025, 0.975), 81.5, 182.5) */
  cvs_interval interval = rate_limits(&cvs_method_ci_jeffreys, 81, 263);

  assert_close(interval.lower, 0.25452193499102344, 1e-9);
  assert_close(interval.upper, 0.36564749917408246, 1e-9);
}

int main(void) {
  const cvs_method *tested = &cvs_method_ci_jeffreys;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_examples_are_met),
      cmocka_unit_test_prestate(a_rate_interval_is_exact_where_nobody_or_everybody_converted, &tested),
      RATE_INTERVAL_RULES(&tested),
      cmocka_unit_test(it_is_two_quantiles_of_a_beta),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

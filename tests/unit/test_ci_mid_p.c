/* The mid-p interval. */
#include "support/assert_close.h"
#include "support/rate_interval.h"
#include "stat/methods.h"

#include <math.h>

static void the_published_examples_are_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 857-872, table I */
  const printed_limits rows[] = {
      {81, 263, 0.2544, 0.3658}, {15, 148, 0.0601, 0.1581}, {0, 20, 0, 0.1391}, {1, 29, 0.0017, 0.1585}};

  check_printed_limits(&cvs_method_ci_mid_p, rows, 4, 5e-5);
}

static void its_ends_solve_the_mid_p_equation(void **state) {
  (void)state;
  /* 2 of 3: P(X > 2) + P(X = 2)/2 = p^3 + 3 p^2 (1 - p)/2, and P(X < 2) + P(X = 2)/2 above */
  cvs_interval interval = rate_limits(&cvs_method_ci_mid_p, 2, 3);

  double p = interval.lower, q = 1 - interval.upper;
  assert_close(p * p * p + 1.5 * p * p * (1 - p), 0.025, 1e-12);
  assert_close(q * q * q + 3 * q * q * (1 - q) + 1.5 * q * (1 - q) * (1 - q), 0.025, 1e-12);
}

static void it_lies_inside_the_exact_interval_and_leaves_half_the_error_at_the_edge(void **state) {
  (void)state;
  cvs_interval interval = rate_limits(&cvs_method_ci_mid_p, 0, 50);

  /* (1 - p)^n / 2 = alpha/2 */
  assert_close(pow(1 - interval.upper, 50), 0.05, 1e-12);
}

int main(void) {
  const cvs_method *tested = &cvs_method_ci_mid_p;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_examples_are_met),
      cmocka_unit_test_prestate(a_rate_interval_is_exact_where_nobody_or_everybody_converted, &tested),
      RATE_INTERVAL_RULES(&tested),
      cmocka_unit_test(its_ends_solve_the_mid_p_equation),
      cmocka_unit_test(it_lies_inside_the_exact_interval_and_leaves_half_the_error_at_the_edge),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

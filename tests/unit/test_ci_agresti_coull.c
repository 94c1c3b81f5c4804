/* Agresti and Coull's interval. */
#include "support/rate_interval.h"
#include "stat/methods.h"

static void the_published_examples_are_met(void **state) {
  (void)state;
  /* R's DescTools BinomCI(100, 200, method = 'agresti-coull') */
  const printed_limits rows[] = {{100, 200, 0.4313609, 0.5686391}};

  check_printed_limits(&cvs_method_ci_agresti_coull, rows, 1, 5e-8);
}

static void it_is_clipped_to_what_is_possible(void **state) {
  (void)state;
  assert_true(rate_limits(&cvs_method_ci_agresti_coull, 0, 5).lower == 0);
  assert_true(rate_limits(&cvs_method_ci_agresti_coull, 5, 5).upper == 1);
}

int main(void) {
  const cvs_method *tested = &cvs_method_ci_agresti_coull;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_examples_are_met),
      RATE_INTERVAL_RULES(&tested),
      cmocka_unit_test(it_is_clipped_to_what_is_possible),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

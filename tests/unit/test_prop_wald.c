/* Wald's test. */
#include "support/rate_test.h"
#include "stat/methods.h"

static void it_agrees_with_the_worked_figures(void **state) {
  (void)state;
  /* R 4.2.2: prop.test, or its formula evaluated there */
  const worked_test rows[] = {
      {{{40, 12}, {44, 25}}, 2.5774605047620556, 0.0099529254858148793, 1e-12},
      {{{50000, 5000}, {50000, 5105}}, 1.1016813748746641, 0.27060021692634684, 1e-12},
  };

  check_worked_tests(&cvs_method_prop_wald, rows, 2);
}

static void it_is_undefined_where_its_variance_is_0_and_the_rates_differ(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(test_status_of(&cvs_method_prop_wald, pair_of(0, 5, 5, 5), &error), CVS_EUNDEF);

  assert_string_equal(error.message,
                      "nobody converted in one arm and everybody in the other, so the unpooled variance is 0");
}

int main(void) {
  normal_test tested = {.method = &cvs_method_prop_wald};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_worked_figures),
      NORMAL_TEST_RULES(&tested),
      cmocka_unit_test(it_is_undefined_where_its_variance_is_0_and_the_rates_differ),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

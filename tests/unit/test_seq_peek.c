/* What reading an ordinary test again and again costs. */
#include "stat/seq_peek.h"

#include "support/assert_close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { LOOKS_MAX = 1000 };

static double cost_of(const double *information, size_t count, bool two_sided, size_t *used) {
  const cvs_peeks peeks = {information, count, two_sided ? 0.05 : 0.025, two_sided};
  double probability = -1;
  assert_int_equal(cvs_seq_peek_error(&peeks, &probability, used, NULL), CVS_OK);
  return probability;
}

static double cost_of_equal(size_t looks, bool two_sided) {
  double information[LOOKS_MAX];
  size_t used;
  for (size_t i = 0; i < looks; i++)
    information[i] = 250.0 * (double)(i + 1);
  const double cost = cost_of(information, looks, two_sided, &used);
  assert_int_equal(used, looks);
  return cost;
}

static void equal_looks_cost_what_the_recursion_says(void **state) {
  (void)state;

  /* numpy and scipy (scripts/reference_monitor.py, Walk); Armitage, McPherson & Rowe (1969), table 2, have 0.083,
   * 0.142, 0.193 and 0.248 for 2, 5, 10 and 20 */
  assert_close(cost_of_equal(1, true), 0.05, 1e-12);
  assert_close(cost_of_equal(2, true), 0.0831178033545181, 1e-9);
  assert_close(cost_of_equal(5, true), 0.14168933259096403, 1e-9);
  assert_close(cost_of_equal(10, true), 0.19335659334978633, 1e-9);
  assert_close(cost_of_equal(28, true), 0.27468159116083907, 1e-9);
  assert_close(cost_of_equal(5, false), 0.07085880091094011, 1e-9);
}

static void a_thousand_looks_are_no_simulation(void **state) {
  (void)state;

  /* numpy and scipy as above; 600 and 900 nodes a look agree to 2e-12 */
  assert_close(cost_of_equal(1000, true), 0.5299113847103409, 1e-8);
}

static void unequal_looks_cost_less_than_equal_ones(void **state) {
  (void)state;
  static const double information[] = {0.7, 0.9, 1};
  size_t used;

  assert_close(cost_of(information, 3, true, &used), 0.08398568406598206, 1e-9);
}

static void a_look_without_news_is_none(void **state) {
  (void)state;
  static const double twice[] = {1, 1, 1.0000001, 2}, once[] = {1, 2};
  size_t used;

  assert_close(cost_of(twice, 4, true, &used), cost_of(once, 2, true, &(size_t){0}), 1e-6);
  assert_int_equal(used, 2);
}

static void a_look_before_any_information_is_refused(void **state) {
  (void)state;
  static const double none[] = {0, 1}, falling[] = {1, 0.5};
  const cvs_peeks first = {none, 2, 0.05, true}, second = {falling, 2, 0.05, true}, third = {none + 1, 1, 0.5, false};
  double probability;
  size_t used;

  assert_int_equal(cvs_seq_peek_error(&first, &probability, &used, NULL), CVS_EINVAL);
  assert_int_equal(cvs_seq_peek_error(&second, &probability, &used, NULL), CVS_EINVAL);
  assert_int_equal(cvs_seq_peek_error(&third, &probability, &used, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_looks_cost_what_the_recursion_says), cmocka_unit_test(a_thousand_looks_are_no_simulation),
      cmocka_unit_test(unequal_looks_cost_less_than_equal_ones),  cmocka_unit_test(a_look_without_news_is_none),
      cmocka_unit_test(a_look_before_any_information_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

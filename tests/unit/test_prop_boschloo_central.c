/* Boschloo's exact test, central. */
#include "support/assert_close.h"
#include "support/rate_test.h"
#include "stat/methods.h"

#include <math.h>

static double p_of(const cvs_method *method, cvs_pair pair, cvs_alternative alternative) {
  return result_of(method, pair, alternative).p_value;
}

static void two_sides_are_twice_the_smaller_one_capped_at_1(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{15, 3}, {14, 9}}, {{500, 40}, {500, 60}}, {{50, 10}, {50, 10}}, {{2000, 7}, {1900, 0}}};
  for (size_t i = 0; i < 4; i++) {
    double greater = p_of(&cvs_method_prop_boschloo, pairs[i], CVS_GREATER);
    double less = p_of(&cvs_method_prop_boschloo, pairs[i], CVS_LESS);

    double central = p_of(&cvs_method_prop_boschloo_central, pairs[i], CVS_TWO_SIDED);

    assert_close(central, fmin(1, 2 * fmin(greater, less)), 1e-14);
  }
}

static void one_side_is_boschloos_own(void **state) {
  (void)state;
  cvs_pair pair = pair_of(3, 15, 9, 14);

  assert_true(p_of(&cvs_method_prop_boschloo_central, pair, CVS_GREATER) ==
              p_of(&cvs_method_prop_boschloo, pair, CVS_GREATER));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_sides_are_twice_the_smaller_one_capped_at_1),
      cmocka_unit_test(one_side_is_boschloos_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

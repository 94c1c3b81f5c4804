/* Fisher's test, mid-p. */
#include "support/assert_close.h"
#include "support/naive_exact.h"
#include "support/rate_test.h"
#include "stat/methods.h"

#include <math.h>

static void it_is_fisher_less_half_the_observed_table(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{15, 3}, {14, 9}}, {{500, 40}, {500, 60}}, {{50, 0}, {60, 5}}};
  for (size_t i = 0; i < 3; i++) {
    const cvs_sample *a = &pairs[i].control, *b = &pairs[i].treatment;
    double mass = exp(naive_ln_choose(a->visitors, a->conversions) + naive_ln_choose(b->visitors, b->conversions) -
                      naive_ln_choose(a->visitors + b->visitors, a->conversions + b->conversions));
    for (int side = 0; side < 3; side++) {
      double fisher = result_of(&cvs_method_prop_fisher, pairs[i], (cvs_alternative)side).p_value;
      double midp = result_of(&cvs_method_prop_fisher_midp, pairs[i], (cvs_alternative)side).p_value;

      assert_close(midp, fisher - mass / 2, 1e-10);
    }
  }
}

static void both_sides_together_are_exactly_1(void **state) {
  (void)state;
  const cvs_pair pairs[] = {{{15, 3}, {14, 9}}, {{100000, 40}, {500, 2}}, {{1000000, 500}, {900000, 480}}};
  for (size_t i = 0; i < 3; i++) {
    double greater = result_of(&cvs_method_prop_fisher_midp, pairs[i], CVS_GREATER).p_value;
    double less = result_of(&cvs_method_prop_fisher_midp, pairs[i], CVS_LESS).p_value;

    assert_close(greater + less, 1, 1e-10);
  }
}

static void the_logarithm_goes_on_where_p_underflows(void **state) {
  (void)state;
  /* the observed table is the whole tail: half of it is left */
  cvs_pair pair = pair_of(0, 1000, 1000, 1000);

  cvs_test_result result = result_of(&cvs_method_prop_fisher_midp, pair, CVS_GREATER);

  assert_true(result.p_value == 0);
  assert_close(result.ln_p_value, -naive_ln_choose(2000, 1000) - log(2), 1e-13);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_is_fisher_less_half_the_observed_table),
      cmocka_unit_test(both_sides_together_are_exactly_1),
      cmocka_unit_test(the_logarithm_goes_on_where_p_underflows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

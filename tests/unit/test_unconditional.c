/* The certified supremum, against plain enumeration and against polynomials whose maximum is known. */
#include "stat/unconditional.h"

#include "stat/boschloo.h"
#include "stat/barnard.h"
#include "support/assert_close.h"
#include "support/draw.h"
#include "support/naive_exact.h"
#include "support/pair.h"

#include <math.h>
#include <stdlib.h>

static void a_single_total_gives_the_largest_binomial_probability(void **state) {
  (void)state;
  /* sup over p of P(M = m) is at p = m / N: N choose m (m/N)^m (1 - m/N)^(N-m) */
  const uint64_t degrees[] = {1, 2, 3, 10, 64, 400};
  for (size_t i = 0; i < sizeof degrees / sizeof degrees[0]; i++)
    for (uint64_t m = 1; m < degrees[i]; m += 1 + degrees[i] / 7) {
      double mass[401] = {0};
      mass[m] = 0.25;
      double n = (double)degrees[i], rate = (double)m / n;
      double want = 0.25 * exp(naive_ln_choose(degrees[i], m) + (double)m * log(rate) + (n - (double)m) * log1p(-rate));
      double got;

      assert_int_equal(cvs_unconditional_sup(mass, degrees[i], false, &got), CVS_OK);

      assert_close(got, want, 1e-10);
    }
}

static void degrees_whose_last_cell_is_a_sliver_come_to_an_end(void **state) {
  (void)state;
  /* The centre of the last cell used to come out above 1 at these degrees, and the search never ended. */
  const uint64_t degrees[] = {4291, 5276, 18232, 25027, 26312};
  double *mass = calloc(26313, sizeof *mass);
  assert_non_null(mass);
  for (size_t i = 0; i < sizeof degrees / sizeof degrees[0]; i++) {
    uint64_t n = degrees[i], m = n / 3;
    double rate = fmax(0.1, (double)m / (double)n), got; /* a third; fmax tells cppcheck that it is not 0 */
    mass[m] = 0.25;
    double want = 0.25 * exp(naive_ln_choose(n, m) + (double)m * log(rate) + (double)(n - m) * log1p(-rate));

    assert_int_equal(cvs_unconditional_sup(mass, n, false, &got), CVS_OK);

    assert_close(got, want, 1e-9); /* naive_ln_choose is a sum of thousands of logarithms */
    mass[m] = 0;
  }
  free(mass);
}

static void the_supremum_may_lie_at_a_rate_of_0_or_1(void **state) {
  (void)state;
  double at_none[21] = {0.5, 0.2};
  double at_all[21] = {0};
  at_all[20] = 0.5;
  at_all[19] = 0.2;
  double none, all;

  assert_int_equal(cvs_unconditional_sup(at_none, 20, false, &none), CVS_OK);
  assert_int_equal(cvs_unconditional_sup(at_all, 20, false, &all), CVS_OK);

  assert_close(none, 0.5, 1e-10);
  assert_close(all, 0.5, 1e-10);
}

static void a_constant_and_an_empty_region_are_their_own_supremum(void **state) {
  (void)state;
  double ones[101], zeros[101] = {0};
  for (size_t m = 0; m <= 100; m++)
    ones[m] = 0.037;
  double constant, empty;

  assert_int_equal(cvs_unconditional_sup(ones, 100, true, &constant), CVS_OK);
  assert_int_equal(cvs_unconditional_sup(zeros, 100, true, &empty), CVS_OK);

  assert_close(constant, 0.037, 1e-12);
  assert_true(empty == 0);
}

static void the_highest_of_many_near_equal_peaks_is_found(void **state) {
  (void)state;
  /* ten narrow peaks, the seventh higher by 1e-9 relative than it would be as one of equals */
  double mass[10001] = {0};
  double want = 0;
  for (uint64_t i = 1; i <= 9; i++) {
    uint64_t m = i * 1000;
    double rate = 0.1 * (double)i;
    double peak = exp(naive_ln_choose(10000, m) + (double)m * log(rate) + (double)(10000 - m) * log1p(-rate));
    mass[m] = 0.001 / peak * (i == 7 ? 1 + 1e-9 : 1);
  }
  want = 0.001 * (1 + 1e-9);
  double got;

  assert_int_equal(cvs_unconditional_sup(mass, 10000, false, &got), CVS_OK);

  assert_close(got, want, 1e-10);
}

static void every_order_and_side_agrees_with_plain_enumeration(void **state) {
  (void)state;
  uint64_t random = 20240607;
  for (int i = 0; i < 60; i++) {
    uint64_t n1 = 1 + draw(&random, 28), n2 = 1 + draw(&random, i % 3 == 0 ? n1 : 28);
    cvs_pair pair = pair_of(draw(&random, n1 + 1), n1, draw(&random, n2 + 1), n2);
    for (int side = 0; side < 3; side++) {
      double ln_fisher, ln_score;

      assert_int_equal(cvs_boschloo_ln_p(&pair, (cvs_alternative)side, &ln_fisher, NULL), CVS_OK);
      assert_int_equal(cvs_barnard_ln_p(&pair, (cvs_alternative)side, &ln_score, NULL), CVS_OK);

      assert_close(exp(ln_fisher), naive_unconditional(&pair, (cvs_alternative)side, NAIVE_BY_FISHER), 1e-9);
      assert_close(exp(ln_score), naive_unconditional(&pair, (cvs_alternative)side, NAIVE_BY_SCORE), 1e-10);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_single_total_gives_the_largest_binomial_probability),
      cmocka_unit_test(degrees_whose_last_cell_is_a_sliver_come_to_an_end),
      cmocka_unit_test(the_supremum_may_lie_at_a_rate_of_0_or_1),
      cmocka_unit_test(a_constant_and_an_empty_region_are_their_own_supremum),
      cmocka_unit_test(the_highest_of_many_near_equal_peaks_is_found),
      cmocka_unit_test(every_order_and_side_agrees_with_plain_enumeration),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The exact test of a split of few visitors. */
#include "stat/srm_exact.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double exact_p(const uint64_t *visitors, const double *share, size_t count) {
  double ln_p;
  assert_int_equal(cvs_split_exact(visitors, share, count, &ln_p), CVS_OK);
  assert_true(ln_p <= 0);
  return exp(ln_p);
}

/* Two-sided p of a binomial by its definition, in the plain order of counting. */
static double binomial_p(uint64_t observed, uint64_t total, double share) {
  double limit = 0, sum = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (uint64_t k = 0; k <= total; k++) {
      double rest = (double)(total - k);
      double mass = exp(lgamma((double)total + 1) - lgamma((double)k + 1) - lgamma(rest + 1) + (double)k * log(share) +
                        rest * log1p(-share));
      if (pass == 0 && k == observed)
        limit = mass * (1 + 1e-7);
      if (pass == 1 && mass <= limit)
        sum += mass;
    }
  }
  return sum;
}

static void equals_the_definition_for_every_split_of_two_arms(void **state) {
  (void)state;
  const double shares[] = {0.5, 0.3, 0.05, 2.0 / 3};

  for (size_t i = 0; i < 4; i++) {
    for (uint64_t k = 0; k <= 45; k++) {
      const uint64_t visitors[] = {k, 45 - k};
      const double share[] = {shares[i], 1 - shares[i]};
      assert_close(exact_p(visitors, share, 2), binomial_p(k, 45, shares[i]), 1e-11);
    }
  }
}

/* R 4.2.2: binom.test(450, 999), binom.test(30, 35). */
static void agrees_with_binom_test(void **state) {
  (void)state;
  const uint64_t many[] = {450, 549}, few[] = {30, 5};
  const double half[] = {0.5, 0.5};

  assert_close(exact_p(many, half, 2), 0.00191687305478114, 1e-12);
  assert_close(exact_p(few, half, 2), 2.2361520677805e-05, 1e-12);
}

/* An arm whose share is next to nothing, without visitors, changes nothing. */
static void forgets_an_arm_of_vanishing_share(void **state) {
  (void)state;
  const uint64_t two[] = {30, 14}, three[] = {30, 14, 0}, turned[] = {0, 30, 14};
  const double half[] = {0.5, 0.5}, share[] = {0.5, 0.5, 1e-14}, turned_share[] = {1e-14, 0.5, 0.5};

  double p = exact_p(two, half, 2);

  assert_close(exact_p(three, share, 3), p, 1e-10);
  assert_close(exact_p(turned, turned_share, 3), p, 1e-10);
}

/* All 3^3 = 27 equally likely assignments of 3 visitors: 6 are (1,1,1), 18 two and one, 3 all in one. */
static void counts_three_visitors_by_hand(void **state) {
  (void)state;
  const double third[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};

  assert_close(exact_p((const uint64_t[]){1, 1, 1}, third, 3), 1, 1e-13);
  assert_close(exact_p((const uint64_t[]){0, 3, 0}, third, 3), 3.0 / 27, 1e-13);
  assert_close(exact_p((const uint64_t[]){2, 0, 1}, third, 3), 21.0 / 27, 1e-13);
}

/* Four arms, (4,0,0,0) of 4: 4 of 256 assignments. */
static void gives_the_most_extreme_split_of_four_arms_its_own_mass(void **state) {
  (void)state;
  const double quarter[] = {0.25, 0.25, 0.25, 0.25};

  assert_close(exact_p((const uint64_t[]){4, 0, 0, 0}, quarter, 4), 4.0 / 256, 1e-13);
  assert_close(exact_p((const uint64_t[]){0, 0, 0, 4}, quarter, 4), 4.0 / 256, 1e-13);
}

static void knows_what_can_be_enumerated(void **state) {
  (void)state;

  assert_true(cvs_split_is_small(999, 2));
  assert_false(cvs_split_is_small(1000, 2));
  assert_true(cvs_split_is_small(999, 3));
  assert_true(cvs_split_is_small(100, 4));
  assert_false(cvs_split_is_small(400, 4));
  assert_false(cvs_split_is_small(999, 20));
  assert_true(cvs_split_is_small(2, 20));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equals_the_definition_for_every_split_of_two_arms),
      cmocka_unit_test(agrees_with_binom_test),
      cmocka_unit_test(forgets_an_arm_of_vanishing_share),
      cmocka_unit_test(counts_three_visitors_by_hand),
      cmocka_unit_test(gives_the_most_extreme_split_of_four_arms_its_own_mass),
      cmocka_unit_test(knows_what_can_be_enumerated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

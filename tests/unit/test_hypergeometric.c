/* The hypergeometric table: ratios, tails, mirror images. */
#include "stat/hypergeometric.h"

#include "support/assert_close.h"
#include "support/pair.h"

#include <math.h>

static void its_counts_lie_between_what_the_margins_allow(void **state) {
  (void)state;
  cvs_pair pair = pair_of(8, 10, 5, 6);

  cvs_hypergeometric h = cvs_hypergeometric_of(&pair);

  assert_true(h.marked == 6 && h.unmarked == 10 && h.drawn == 13);
  assert_true(h.low == 3 && h.high == 6);
}

static void the_logarithm_agrees_with_r(void **state) {
  (void)state;
  /* R 4.2.2 dhyper(x, m, n, k, log = TRUE) */
  const struct {
    double k, marked, unmarked, drawn, want;
  } rows[] = {
      {3, 10, 20, 8, -1.1461070173370966},
      {60, 500, 500, 100, -4.6934968829467252},
      {0, 1000, 1000, 1000, -1382.2679935374799},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_hypergeometric h = cvs_hypergeometric_given(rows[i].marked, rows[i].unmarked, rows[i].drawn);
    double got;

    assert_int_equal(cvs_hypergeometric_ln(&h, rows[i].k, &got), CVS_OK);

    assert_close(got, rows[i].want, 1e-12);
  }
}

static void drawing_the_others_gives_the_same_probability(void **state) {
  (void)state;
  cvs_hypergeometric few = cvs_hypergeometric_given(1e12, 1e12, 5e11);
  cvs_hypergeometric many = cvs_hypergeometric_given(1e12, 1e12, 1.5e12);
  double drawn, left;

  assert_int_equal(cvs_hypergeometric_ln(&few, 2.5e11 + 1000, &drawn), CVS_OK);
  assert_int_equal(cvs_hypergeometric_ln(&many, 7.5e11 - 1000, &left), CVS_OK);

  assert_close(left, drawn, 1e-14);
}

static void neighbours_follow_by_their_ratio(void **state) {
  (void)state;
  cvs_hypergeometric h = cvs_hypergeometric_given(30, 40, 25);
  for (double k = h.low; k < h.high; k++) {
    double here, next;
    assert_int_equal(cvs_hypergeometric_ln(&h, k, &here), CVS_OK);
    assert_int_equal(cvs_hypergeometric_ln(&h, k + 1, &next), CVS_OK);

    assert_close(cvs_hypergeometric_up(&h, k), exp(next - here), 1e-12);
    assert_close(cvs_hypergeometric_down(&h, k + 1), exp(here - next), 1e-12);
  }
  assert_true(cvs_hypergeometric_up(&h, h.high) == 0 && cvs_hypergeometric_down(&h, h.low) == 0);
}

static void both_tails_of_a_count_make_one_and_the_count(void **state) {
  (void)state;
  cvs_hypergeometric h = cvs_hypergeometric_given(300, 400, 250);
  for (double k = 90; k <= 125; k += 5) {
    double ln_mass;
    assert_int_equal(cvs_hypergeometric_ln(&h, k, &ln_mass), CVS_OK);

    double tails = cvs_hypergeometric_above(&h, k) + cvs_hypergeometric_below(&h, k);

    assert_close(exp(ln_mass) * tails, 1 + exp(ln_mass), 1e-12);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(its_counts_lie_between_what_the_margins_allow),
      cmocka_unit_test(the_logarithm_agrees_with_r),
      cmocka_unit_test(drawing_the_others_gives_the_same_probability),
      cmocka_unit_test(neighbours_follow_by_their_ratio),
      cmocka_unit_test(both_tails_of_a_count_make_one_and_the_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

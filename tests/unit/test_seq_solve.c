/* Bounds that are crossed with a given probability. */
#include "stat/seq_solve.h"

#include "support/assert_close.h"
#include <convstat/sequential.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* R 4.2.2: qnorm(p, lower.tail = FALSE). */
static void the_first_bound_is_the_normal_quantile(void **state) {
  (void)state;
  cvs_walk walk;
  cvs_walk_start(&walk, 0);
  double z, low;

  assert_int_equal(cvs_seq_solve_above(&walk, 0.3, 0.025, &z), CVS_OK);
  assert_int_equal(cvs_seq_solve_below(&walk, 0.3, 1e-10, &low), CVS_OK);

  assert_close(z, 1.9599639845400545, 1e-14);
  assert_close(low, -6.3613409024040557, 1e-14);
}

static void the_bound_is_crossed_as_often_as_asked_for_at_any_drift(void **state) {
  (void)state;
  const double targets[] = {1e-250, 1e-60, 1e-12, 1e-3, 0.2, 0.8};
  for (double drift = -2; drift <= 4; drift += 2)
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
      cvs_walk walk;
      cvs_walk_start(&walk, drift);
      cvs_walk_pass(&walk, 0.4, (cvs_gap){-4, 4}, 0.7);
      double above, below;

      assert_int_equal(cvs_seq_solve_above(&walk, 0.7, targets[i], &above), CVS_OK);
      assert_int_equal(cvs_seq_solve_below(&walk, 0.7, targets[i], &below), CVS_OK);

      assert_close(cvs_walk_above(&walk, 0.7, above), targets[i], 1e-10);
      assert_close(cvs_walk_below(&walk, 0.7, below), targets[i], 1e-10);
    }
}

/* It used to wander between two neighbours of the root, where the slope is 1e-6 of the probability. */
static void nearly_all_of_the_rest_can_be_spent(void **state) {
  (void)state;
  const double parts[] = {1e-5, 1e-7, 1e-9};
  for (size_t i = 0; i < 3; i++) {
    cvs_walk walk;
    cvs_walk_start(&walk, 0);
    cvs_walk_pass(&walk, 0.4, (cvs_gap){-9, 1}, 1);
    const double rest = cvs_walk_above(&walk, 1, -9);
    double z;

    assert_int_equal(cvs_seq_solve_above(&walk, 1, rest * (1 - parts[i]), &z), CVS_OK);

    assert_close(cvs_walk_below(&walk, 1, z), rest * parts[i], 1e-5);
  }
}

static void more_than_is_left_cannot_be_spent(void **state) {
  (void)state;
  cvs_walk walk;
  cvs_walk_start(&walk, 0);
  cvs_walk_pass(&walk, 0.5, (cvs_gap){0, 1}, 1);
  double z;

  assert_int_equal(cvs_seq_solve_above(&walk, 1, 0.5, &z), CVS_EUNDEF);
  assert_int_equal(cvs_seq_solve_below(&walk, 1, 0.5, &z), CVS_EUNDEF);
}

static void nothing_to_spend_gives_the_last_bound_there_is(void **state) {
  (void)state;
  cvs_walk walk;
  cvs_walk_start(&walk, 0);
  double above, below;

  assert_int_equal(cvs_seq_solve_above(&walk, 0.5, 0, &above), CVS_OK);
  assert_int_equal(cvs_seq_solve_below(&walk, 0.5, -1e-18, &below), CVS_OK);

  assert_close(above, CVS_SEQUENTIAL_Z_MAX, 0);
  assert_close(below, -CVS_SEQUENTIAL_Z_MAX, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_bound_is_the_normal_quantile),
      cmocka_unit_test(the_bound_is_crossed_as_often_as_asked_for_at_any_drift),
      cmocka_unit_test(nearly_all_of_the_rest_can_be_spent),
      cmocka_unit_test(more_than_is_left_cannot_be_spent),
      cmocka_unit_test(nothing_to_spend_gives_the_last_bound_there_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

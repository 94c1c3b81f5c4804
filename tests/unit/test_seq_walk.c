/* The walk through the looks against closed forms of one and two looks and its own conservation. */
#include "stat/seq_walk.h"

#include "support/assert_close.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double tail_of(double z) {
  return 0.5 * erfc(z / sqrt(2));
}

static void the_first_look_is_one_normal_tail(void **state) {
  (void)state;
  cvs_walk walk;
  cvs_walk_start(&walk, 1.5);

  for (double z = -8; z <= 30; z += 2) {
    assert_close(cvs_walk_above(&walk, 0.36, z), tail_of(z - 0.9), 1e-12);
    assert_close(cvs_walk_below(&walk, 0.36, z), tail_of(0.9 - z), 1e-12);
  }
}

/* Without bounds Z(t) is normal whatever looks came before, far out in both tails. */
static void looks_without_bounds_leave_the_statistic_normal(void **state) {
  (void)state;
  const cvs_gap none = {-INFINITY, INFINITY};
  cvs_walk walk;
  cvs_walk_start(&walk, 2);

  cvs_walk_pass(&walk, 0.2, none, 0.21);
  cvs_walk_pass(&walk, 0.21, none, 0.7);
  cvs_walk_pass(&walk, 0.7, none, 1);

  for (double z = -3; z <= 7; z += 0.5) {
    assert_close(cvs_walk_above(&walk, 1, z), tail_of(z - 2), 1e-10);
    assert_close(cvs_walk_density(&walk, 1, z), exp(-(z - 2) * (z - 2) / 2) / sqrt(2 * acos(-1)), 1e-10);
  }
}

/* Sheppard (1899): Z1, Z2 with correlation r are both below 0 with probability 1/4 + asin(r)/(2 pi). */
static void two_looks_at_0_meet_sheppards_formula(void **state) {
  (void)state;
  const double times[] = {0.1, 0.5, 0.9, 0.999};
  for (size_t i = 0; i < 4; i++) {
    cvs_walk walk;
    cvs_walk_start(&walk, 0);

    cvs_walk_pass(&walk, times[i], (cvs_gap){-INFINITY, 0}, 1);

    assert_close(cvs_walk_below(&walk, 1, 0), 0.25 + asin(sqrt(times[i])) / (2 * acos(-1)), 1e-12);
  }
}

static void what_goes_on_is_what_has_not_stopped(void **state) {
  (void)state;
  cvs_walk walk;
  cvs_walk_start(&walk, 0.7);
  double stopped = 0;

  for (int j = 1; j <= 50; j++) {
    const double time = j / 50.0;
    const double above = cvs_walk_above(&walk, time, 2.5), below = cvs_walk_below(&walk, time, -1.5);
    assert_close(above + below + cvs_walk_below(&walk, time, 2.5) - below, 1 - stopped, 1e-11);
    stopped += above + below;
    if (j < 50)
      cvs_walk_pass(&walk, time, (cvs_gap){-1.5, 2.5}, (j + 1) / 50.0);
  }
}

/* Seen from score b at t under a flat prior, the score at 1 has mean b / t = z / sqrt t and variance
 * (1 - t) + (1 - t)^2 / t = (1 - t) / t, with or without looks in between. */
static void a_flat_prior_predicts_itself_over_any_looks(void **state) {
  (void)state;
  const double t = 0.25, z = 1.2, mean = z / sqrt(t), deviation = sqrt((1 - t) / t);
  cvs_walk walk;
  cvs_walk_start_at(&walk, 0, t, z);
  walk.flat = true;

  cvs_walk_pass(&walk, 0.4, (cvs_gap){-INFINITY, INFINITY}, 0.6);
  cvs_walk_pass(&walk, 0.6, (cvs_gap){-INFINITY, INFINITY}, 1);

  for (double end = -4; end <= 8; end += 1)
    assert_close(cvs_walk_above(&walk, 1, end), tail_of((end - mean) / deviation), 1e-11);
}

static void nothing_goes_on_where_the_bounds_meet(void **state) {
  (void)state;
  cvs_walk walk;
  cvs_walk_start(&walk, 0);

  cvs_walk_pass(&walk, 0.5, (cvs_gap){1, 1}, 1);

  assert_close(cvs_walk_above(&walk, 1, -5), 0, 0);
  assert_close(cvs_walk_density(&walk, 1, 0), 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_look_is_one_normal_tail),
      cmocka_unit_test(looks_without_bounds_leave_the_statistic_normal),
      cmocka_unit_test(two_looks_at_0_meet_sheppards_formula),
      cmocka_unit_test(what_goes_on_is_what_has_not_stopped),
      cmocka_unit_test(a_flat_prior_predicts_itself_over_any_looks),
      cmocka_unit_test(nothing_goes_on_where_the_bounds_meet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* An end of a band against the exact inversion of the same bets, found by bisection on all blocks. */
#include "num/num.h"
#include "stat/anytime_end.h"
#include "support/assert_close.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { BLOCKS = 12, PATHS = 12 };
static const double LN_BOUND = 3.6888794541139363; /* ln 40: two sides at 5 % */
static const uint64_t SEED = 8;

typedef struct path {
  cvs_bet_block block[BLOCKS];
  cvs_bet_history history;
  cvs_bet_stakes stakes;
  double estimate[2][BLOCKS];
  double error[2][BLOCKS];
} path;

static void draw_path(path *p, cvs_rng *rng, double rate, double lift) {
  double n = 0, x2 = 0, x1 = 0;
  cvs_bet_stakes_around(0.0525, rate, &p->stakes);
  p->history = (cvs_bet_history){p->block, 0, BLOCKS};
  for (size_t i = 0; i < BLOCKS; i++) {
    const double size = 2000;
    p->block[i] =
        (cvs_bet_block){size, (double)cvs_rng_binomial(rng, rate * (1 + lift), 2000), size,
                        (double)cvs_rng_binomial(rng, rate, 2000), n > 0 ? (x1 + x2 + 0.5) / (2 * n + 1) : rate};
    n += size;
    x2 += p->block[i].own_conversions;
    x1 += p->block[i].other_conversions;
    p->estimate[0][i] = (x2 - x1) / n;
    p->estimate[1][i] = log((x2 + 0.5) / (x1 + 0.5));
    p->error[0][i] = sqrt((x1 + x2 + 1)) / n;
    p->error[1][i] = sqrt(1 / (x1 + 0.5) + 1 / (x2 + 0.5));
  }
}

/* ln E at a value after the first `count` blocks, to full accuracy. */
static double ln_e_at(const path *p, cvs_scale scale, double value, size_t count) {
  cvs_bet bet;
  cvs_bet_start(scale, value, &bet);
  for (size_t i = 0; i < count; i++)
    cvs_bet_add(&bet, &p->stakes, &p->block[i]);
  return cvs_bet_ln_value(&bet, &p->stakes);
}

/* The value whose bet just reaches the bound at this look. */
static double invert(const path *p, cvs_scale scale, size_t count) {
  double low = scale == CVS_DIFFERENCE ? -0.5 : -4, high = p->estimate[scale][count - 1];
  for (int i = 0; i < 60; i++) {
    const double middle = (low + high) / 2;
    if (ln_e_at(p, scale, middle, count) > LN_BOUND)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Follows one path on one scale: never beyond the exact inversion, and behind it by a hundredth at most of the
 * distance from the estimate that the end had when it moved. */
static void check_end(path *p, cvs_scale scale) {
  cvs_anytime_end end;
  double exact = -INFINITY, allowed = 0, before = -INFINITY, got;
  cvs_anytime_end_start(scale, false, &end);
  for (size_t i = 0; i < BLOCKS; i++) {
    p->history.count = i + 1;
    const bool rejected = end.edge >= 0 || ln_e_at(p, scale, 0, i + 1) > LN_BOUND;
    const cvs_end_look look = {&p->history, &p->stakes, LN_BOUND, p->estimate[scale][i], p->error[scale][i], rejected};

    cvs_anytime_end_look(&end, &look);
    exact = fmax(exact, invert(p, scale, i + 1));

    assert_true(cvs_anytime_end_value(&end, &got));
    if (got > before)
      allowed = 0.0101 * fmax(look.estimate - got, 0.1 * look.error) + 1e-9;
    before = got;
    assert_true(got <= exact + 1e-9);
    assert_true(exact - got <= allowed);
  }
}

static void an_end_is_outside_of_the_exact_inversion_by_a_hundredth_at_most(void **state) {
  (void)state;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  for (int k = 0; k < PATHS; k++) {
    path p;
    draw_path(&p, rng, k % 2 ? 0.3 : 0.03, k % 3 ? 0 : -0.1);
    check_end(&p, CVS_DIFFERENCE);
    check_end(&p, CVS_LIFT);
  }
  cvs_rng_free(rng);
}

/* Seen from the other arm, with the sign turned, it is the other end of the same band. */
static void the_turned_end_of_exchanged_arms_is_the_end(void **state) {
  (void)state;
  cvs_rng *rng;
  path p;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  draw_path(&p, rng, 0.1, 0.1);
  path q = p;
  q.history.block = q.block;
  for (size_t i = 0; i < BLOCKS; i++)
    q.block[i] = cvs_bet_turned(&p.block[i]);

  for (int scale = 0; scale < 2; scale++) {
    cvs_anytime_end end, turned;
    cvs_anytime_end_start((cvs_scale)scale, false, &end);
    cvs_anytime_end_start((cvs_scale)scale, true, &turned);
    for (size_t i = 0; i < BLOCKS; i++) {
      p.history.count = q.history.count = i + 1;
      cvs_end_look look = {&p.history, &p.stakes, LN_BOUND, p.estimate[scale][i], p.error[scale][i], false};
      cvs_anytime_end_look(&end, &look);
      look.history = &q.history;
      cvs_anytime_end_look(&turned, &look);
    }
    assert_close(turned.edge, end.edge, 0);
  }
  cvs_rng_free(rng);
}

static void no_end_passes_no_effect_unless_the_p_value_rejects_it(void **state) {
  (void)state;
  cvs_bet_block block = {1000, 900, 1000, 100, 0.5};
  const cvs_bet_history history = {&block, 1, 1};
  cvs_bet_stakes stakes;
  cvs_anytime_end kept, passed;
  cvs_bet_stakes_around(0.0525, 0.5, &stakes);
  cvs_end_look look = {&history, &stakes, LN_BOUND, 0.8, 0.013, false};
  cvs_anytime_end_start(CVS_DIFFERENCE, false, &kept);
  cvs_anytime_end_start(CVS_DIFFERENCE, false, &passed);

  cvs_anytime_end_look(&kept, &look);
  look.zero_rejected = true;
  cvs_anytime_end_look(&passed, &look);

  assert_true(kept.edge < 0);
  assert_true(passed.edge > 0.5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_end_is_outside_of_the_exact_inversion_by_a_hundredth_at_most),
      cmocka_unit_test(the_turned_end_of_exchanged_arms_is_the_end),
      cmocka_unit_test(no_end_passes_no_effect_unless_the_p_value_rejects_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

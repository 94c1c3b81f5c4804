/* The same answer under other priors: which control is named changes nothing but the side. */
#include "support/assert_close.h"
#include "support/bayes_fixture.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double ACCURACY = 1e-9;

/* Conversions of two arms, visitors of both. */
static const unsigned counts[][3] = {{0, 10, 40},   {3, 4, 31},  {12, 30, 400},       {500, 560, 5000},
                                     {80, 82, 100}, {1, 0, 200}, {2447, 2673, 24000}, {40000, 40400, 400000}};

static bayes_fixture analyse_pair(const unsigned row[3], bool swapped, double lift_sd) {
  char words[2][64];
  bayes_fixture f = bayes_fixture_start();
  f.options.lift_sd = lift_sd;
  (void)snprintf(words[0], sizeof words[0], "one=%u/%u", row[swapped ? 1 : 0], row[2]);
  (void)snprintf(words[1], sizeof words[1], "two=%u/%u", row[swapped ? 0 : 1], row[2]);
  assert_int_equal(BAYES_ANALYSE(&f, words[0], words[1]), CVS_OK);
  return f;
}

/* The sceptic used to read his lift at the rate of the control. */
static void swapping_the_arms_mirrors_the_sceptic(void **state) {
  (void)state;

  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
    bayes_fixture there = analyse_pair(counts[i], false, 0.1), back = analyse_pair(counts[i], true, 0.1);

    const cvs_bayes_comparison *a = &there.group.pair[0].chance, *b = &back.group.pair[0].chance;
    assert_true(there.group.log_odds_sd == back.group.log_odds_sd);
    assert_close(a->p_better, b->p_worse, ACCURACY);
    assert_close(a->p_worse, b->p_better, ACCURACY);
    assert_close(a->expected_loss_ship, b->expected_loss_keep, ACCURACY);
    assert_close(there.group.pair[0].factor.bayes_factor_10, back.group.pair[0].factor.bayes_factor_10, ACCURACY);
    bayes_fixture_finish(&there);
    bayes_fixture_finish(&back);
  }
}

static void swapping_the_arms_mirrors_every_view(void **state) {
  (void)state;

  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
    bayes_fixture there = analyse_pair(counts[i], false, 0), back = analyse_pair(counts[i], true, 0);

    for (size_t k = 0; k < there.group.view_count; k++)
      assert_close(there.group.view[k].p_better, 1 - back.group.view[k].p_better, ACCURACY);
    bayes_fixture_finish(&there);
    bayes_fixture_finish(&back);
  }
}

/* The view used to vanish in silence. */
static void a_lift_beyond_all_rates_is_a_view_without_an_answer(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&f, "a=95/100", "b=97/100"), CVS_OK);

  assert_int_equal(f.group.view_count, 3);
  assert_int_equal(f.group.view[2].answer, CVS_EUNDEF);
  assert_false(f.group.view[2].decides);
  assert_close(f.group.view[2].baseline, 192.5 / 201, 1e-15);
  bayes_fixture_finish(&f);
}

/* The whole answer used to fail with the view. */
static void a_view_that_cannot_be_computed_leaves_the_answer(void **state) {
  (void)state;
  const cvs_share share[] = {{"a", 39640}, {"b", 91109903767}};
  bayes_fixture f = bayes_fixture_start();
  f.options.share = share;
  f.options.share_count = 2;

  assert_int_equal(BAYES_ANALYSE(&f, "a=1989/39640", "b=91109903767/91109903767"), CVS_OK);

  assert_int_equal(f.group.choice, CVS_CHOICE_SHIP);
  assert_true(f.group.view[2].answer != CVS_OK);
  bayes_fixture_finish(&f);
}

static void by_profit_independent_views_decide_and_the_sceptic_does_not(void **state) {
  (void)state;
  static const cvs_money_terms terms = {40, 2000, 1, 180, 3000, 100};
  bayes_fixture f = bayes_fixture_start();
  f.options.money = &terms;

  assert_int_equal(BAYES_ANALYSE(&f, "control=500/5001", "green=525/5001"), CVS_OK);

  assert_int_equal(f.group.view[0].choice, f.group.choice);
  assert_true(f.group.view[0].decides && f.group.view[1].decides);
  assert_false(f.group.view[2].decides);
  bayes_fixture_finish(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(swapping_the_arms_mirrors_the_sceptic),
      cmocka_unit_test(swapping_the_arms_mirrors_every_view),
      cmocka_unit_test(a_lift_beyond_all_rates_is_a_view_without_an_answer),
      cmocka_unit_test(a_view_that_cannot_be_computed_leaves_the_answer),
      cmocka_unit_test(by_profit_independent_views_decide_and_the_sceptic_does_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

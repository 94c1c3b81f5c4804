/* Ship, keep, or test on, and for how long. */
#include "support/assert_close.h"
#include <convstat/money.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_beta usual[] = {{501, 4501}, {526, 4476}, {510, 4492}};
static const cvs_money_question question = {.belief = usual, .arm_count = 2, .terms = {40, 2000, 1, 180, 3000, 100}};

static cvs_money decide(const cvs_money_question *asked) {
  cvs_money found = {0};
  assert_int_equal(cvs_money_decide(asked, &found, NULL), CVS_OK);
  return found;
}

/* The highest of all days of the horizon, one by one. */
static cvs_money_later try_every_day(const cvs_money_question *asked) {
  cvs_money_later best = {.profit = -INFINITY};
  for (uint64_t days = 0; days <= asked->terms.horizon_days; days++) {
    cvs_money_later now;
    assert_int_equal(cvs_money_test_on(asked, days, &now, NULL), CVS_OK);
    if (now.profit > best.profit)
      best = now;
  }
  return best;
}

static void finds_the_best_of_all_days(void **state) {
  (void)state;
  cvs_money_question cases[7];
  for (size_t i = 0; i < 7; i++)
    cases[i] = question;
  cases[1].terms = (cvs_money_terms){40, 300, 1, 400, 0, 0};
  cases[2].arm_count = 3;
  cases[3].terms = (cvs_money_terms){40, 50, 1, 365, 20000, 5};
  cases[4].control = 1;
  cases[5].terms.cost_of_change = 9e7; /* used to be lost in the rounding of so large a hurdle */
  cases[6].terms.cost_of_change = 6e4;

  for (size_t i = 0; i < 7; i++) {
    const cvs_money found = decide(&cases[i]);

    const cvs_money_later want = try_every_day(&cases[i]);
    assert_int_equal(found.best.days, want.days);
    assert_close(found.best.profit, want.profit, 1e-14);
    assert_int_equal(found.choice == CVS_MONEY_TEST, want.days > 0);
  }
}

static void shows_a_week_and_thirty_days_where_there_is_room(void **state) {
  (void)state;
  cvs_money_question brief = question;
  brief.terms.horizon_days = 30;

  const cvs_money found = decide(&question), in_a_month = decide(&brief);

  assert_int_equal(found.wait_count, 2);
  assert_int_equal(found.wait[0].days, 7);
  assert_int_equal(found.wait[1].days, 30);
  assert_int_equal(in_a_month.wait_count, 1);
}

static void nothing_beats_the_best_and_nothing_beats_certainty(void **state) {
  (void)state;

  const cvs_money found = decide(&question);

  assert_true(found.wait[0].profit <= found.best.profit && found.wait[1].profit <= found.best.profit);
  assert_true(found.profit_ship < found.best.profit && found.best.profit < found.profit_certain);
}

/* Without a cost of change, to know the rates is worth the smaller of the two expected losses. */
static void certainty_is_worth_the_expected_loss(void **state) {
  (void)state;
  cvs_money_question free_change = question;
  free_change.terms.cost_of_change = 0;
  const cvs_beta_pair pair = {usual[0], usual[1]};
  cvs_bayes_comparison losses;
  assert_int_equal(cvs_bayes_compare(&pair, &losses, NULL), CVS_OK);

  const cvs_money found = decide(&free_change);

  assert_close(found.profit_certain - found.profit_ship, 40.0 * 2000 * 180 * losses.expected_loss_ship, 1e-9);
}

static void ships_where_all_is_known(void **state) {
  (void)state;
  static const cvs_beta sure[] = {{50100, 450100}, {60100, 440100}};
  cvs_money_question known = question;
  known.belief = sure;

  const cvs_money found = decide(&known);

  assert_int_equal(found.choice, CVS_MONEY_SHIP);
  assert_int_equal(found.best.days, 0);
  assert_close(found.best.profit, found.profit_ship, 0);
}

static void keeps_where_the_change_costs_too_much(void **state) {
  (void)state;
  cvs_money_question dear = question;
  dear.terms.cost_of_change = 1e9;

  const cvs_money found = decide(&dear);

  /* to test is to show the better arm for nothing: only what a day costs speaks against it */
  assert_int_equal(found.choice, CVS_MONEY_TEST);
  dear.terms.cost_of_delay = 1e6;
  assert_int_equal(decide(&dear).choice, CVS_MONEY_KEEP);
}

static void names_the_treatment_that_earns_most(void **state) {
  (void)state;
  cvs_money_question three = question;
  three.arm_count = 3;
  three.control = 1;

  assert_int_equal(decide(&three).treatment, 2);
}

static void refuses_what_lies_outside_its_domain(void **state) {
  (void)state;
  cvs_money_question bad = question;
  cvs_money found;
  bad.arm_count = 1;

  assert_int_equal(cvs_money_decide(&bad, &found, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_best_of_all_days),
      cmocka_unit_test(shows_a_week_and_thirty_days_where_there_is_room),
      cmocka_unit_test(nothing_beats_the_best_and_nothing_beats_certainty),
      cmocka_unit_test(certainty_is_worth_the_expected_loss),
      cmocka_unit_test(ships_where_all_is_known),
      cmocka_unit_test(keeps_where_the_change_costs_too_much),
      cmocka_unit_test(names_the_treatment_that_earns_most),
      cmocka_unit_test(refuses_what_lies_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

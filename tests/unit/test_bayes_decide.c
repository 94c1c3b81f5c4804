/* Ship, keep or go on: by profit, and among many treatments. */
#include "support/assert_close.h"
#include "support/bayes_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* What landing_page.csv holds, where a change that costs 400,000 does not pay. */
static const char *const page[] = {"control=2447/24104", "short=2673/23896", NULL};
static const cvs_money_terms dear = {40, 4000, 1, 180, 400000, 0};

/* It used to be shipped: 99.99 % better, at a loss of 102,179. */
static void a_sure_winner_is_not_shipped_at_a_loss(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();
  f.options.money = &dear;

  assert_int_equal(bayes_fixture_analyse(&f, page), CVS_OK);

  /* 40 * 4000 * 180 * (2673.5/23897 - 2447.5/24105) - 400000 */
  assert_close(f.group.money->profit_ship, -102178.72653481570, 1e-9);
  assert_true(f.group.pair[0].chance.p_better > 0.999);
  assert_int_equal(f.group.rule, CVS_RULE_PROFIT);
  assert_int_equal(f.group.choice, CVS_CHOICE_CONTINUE);
  assert_int_equal(f.group.gate_not_won, CVS_YES);
  assert_int_equal(f.group.gate_continue, CVS_YES);
  bayes_fixture_finish(&f);
}

static void keeps_where_no_test_pays_either(void **state) {
  (void)state;
  cvs_money_terms slow = dear;
  slow.cost_of_delay = 1e5;
  bayes_fixture f = bayes_fixture_start();
  f.options.money = &slow;

  assert_int_equal(bayes_fixture_analyse(&f, page), CVS_OK);

  assert_int_equal(f.group.choice, CVS_CHOICE_KEEP);
  assert_int_equal(f.group.gate_not_won, CVS_YES);
  assert_int_equal(f.group.gate_continue, CVS_NO);
  bayes_fixture_finish(&f);
}

static void ships_what_earns_most_sure_or_not(void **state) {
  (void)state;
  static const cvs_money_terms brief = {40, 2000, 1, 3, 0, 5000};
  bayes_fixture f = bayes_fixture_start();
  f.options.money = &brief;

  assert_int_equal(BAYES_ANALYSE(&f, "control=500/5001", "green=525/5001"), CVS_OK);

  assert_true(f.group.pair[0].chance.p_better < 0.9);
  assert_int_equal(f.group.choice, CVS_CHOICE_SHIP);
  assert_int_equal(f.group.pair[f.group.chosen].treatment, f.group.money->treatment);
  assert_int_equal(f.group.gate_not_won, CVS_NO);
  bayes_fixture_finish(&f);
}

static void a_threshold_decides_before_profit(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();
  f.options.money = &dear;
  f.options.loss_threshold = 0.001;

  assert_int_equal(bayes_fixture_analyse(&f, page), CVS_OK);

  assert_int_equal(f.group.rule, CVS_RULE_LOSS);
  assert_int_equal(f.group.choice, CVS_CHOICE_SHIP);
  assert_int_equal(f.group.money->choice, CVS_MONEY_TEST);
  bayes_fixture_finish(&f);
}

/* 1090 of 10,000 against 1000 is better with 0.981263478467925 (scipy.integrate.quad of beta.pdf * beta.sf): sure
 * alone, where 0.975 is enough, and not as the best of three, where it takes 1 - 0.05/6 = 0.99167. It used to be
 * shipped. */
static void the_best_of_many_must_be_surer(void **state) {
  (void)state;
  bayes_fixture alone = bayes_fixture_start(), among = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&alone, "control=1000/10000", "c=1090/10000"), CVS_OK);
  assert_int_equal(BAYES_ANALYSE(&among, "control=1000/10000", "a=1000/10000", "b=1005/10000", "c=1090/10000"), CVS_OK);

  assert_close(among.group.pair[2].chance.p_better, 0.981263478467925, 1e-9);
  assert_close(among.group.sure, 0.99166666666666667, 1e-15);
  assert_int_equal(alone.group.choice, CVS_CHOICE_SHIP);
  assert_int_equal(among.group.choice, CVS_CHOICE_CONTINUE);
  bayes_fixture_finish(&alone);
  bayes_fixture_finish(&among);
}

/* An arm that nobody saw is no treatment to be lucky with. */
static void empty_treatments_do_not_count(void **state) {
  (void)state;
  const cvs_share share[] = {{"control", 1}, {"green", 1}, {"red", 1e-6}};
  bayes_fixture f = bayes_fixture_start();
  f.options.share = share;
  f.options.share_count = 3;

  assert_int_equal(BAYES_ANALYSE(&f, "control=1000/10000", "green=1090/10000", "red=0/0"), CVS_OK);

  assert_close(f.group.sure, 0.975, 1e-15);
  assert_int_equal(f.group.choice, CVS_CHOICE_SHIP);
  bayes_fixture_finish(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sure_winner_is_not_shipped_at_a_loss), cmocka_unit_test(keeps_where_no_test_pays_either),
      cmocka_unit_test(ships_what_earns_most_sure_or_not),      cmocka_unit_test(a_threshold_decides_before_profit),
      cmocka_unit_test(the_best_of_many_must_be_surer),         cmocka_unit_test(empty_treatments_do_not_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

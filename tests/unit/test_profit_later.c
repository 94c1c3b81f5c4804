/* What it is worth to test on for some days and to choose then. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/money.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Sums over all outcomes on both sides. */
static const double SUMS = 1e-9;

static cvs_money_later test_on(const cvs_money_question *question, uint64_t days) {
  cvs_money_later found = {0};
  assert_int_equal(cvs_money_test_on(question, days, &found, NULL), CVS_OK);
  return found;
}

/* A row of the table as a question. */
typedef struct asked {
  cvs_beta belief[CVS_BAYES_ARMS_MAX];
  cvs_money_question question;
} asked;

static void read_row(const reference_table *table, asked *out) {
  double alpha[REFERENCE_LIST_MAX], beta[REFERENCE_LIST_MAX];
  const size_t count = reference_list(table, "alpha", alpha);
  assert_int_equal(reference_list(table, "beta", beta), count);
  for (size_t i = 0; i < count; i++)
    out->belief[i] = (cvs_beta){alpha[i], beta[i]};
  out->question = (cvs_money_question){.belief = out->belief,
                                       .arm_count = count,
                                       .control = (size_t)reference_number(table, "control"),
                                       .terms = {.value_per_conversion = reference_number(table, "value"),
                                                 .traffic = reference_number(table, "traffic"),
                                                 .traffic_share = reference_number(table, "share"),
                                                 .horizon_days = (uint64_t)reference_number(table, "horizon"),
                                                 .cost_of_change = reference_number(table, "change"),
                                                 .cost_of_delay = reference_number(table, "delay")}};
}

static void meets_the_reference_table(void **state) {
  (void)state;
  reference_table table;

  for (reference_open(&table, "profit_later"); reference_next(&table);) {
    asked row;
    read_row(&table, &row);

    const cvs_money_later found = test_on(&row.question, (uint64_t)reference_number(&table, "days"));

    const double want = reference_number(&table, "profit");
    assert_true(found.exact);
    assert_close(found.profit, want, SUMS);
    assert_close_abs(found.gain, reference_number(&table, "gain"), SUMS * fabs(want));
  }
}

static const cvs_beta usual[] = {{501, 4501}, {526, 4476}};
static const cvs_money_question question = {.belief = usual, .arm_count = 2, .terms = {40, 2000, 1, 180, 3000, 100}};

/* 40 * 2000 * 180 * (526 - 501) / 5002 - 3000 */
static void is_the_choice_of_now_without_a_day(void **state) {
  (void)state;

  const cvs_money_later found = test_on(&question, 0);

  assert_close(found.profit, 68971.21151539384, 1e-12);
  assert_close(found.gain, 0, 0);
}

/* Nothing is left to choose for: half of the visitors saw the treatment, and each day was paid. */
static void is_the_test_alone_where_it_takes_the_whole_horizon(void **state) {
  (void)state;

  const cvs_money_later found = test_on(&question, 180);

  assert_close(found.profit, 40.0 * 180000 * 25 / 5002 - 180 * 100, 1e-12);
}

static void does_not_depend_on_the_order_of_the_arms(void **state) {
  (void)state;
  static const cvs_beta swapped[] = {{526, 4476}, {501, 4501}};
  cvs_money_question other = question;
  other.belief = swapped;
  other.control = 1;

  assert_close(test_on(&other, 14).profit, test_on(&question, 14).profit, 1e-14);
}

/* Without costs the information of `more` visitors is what cvs_bayes_information says, times the visitors left. */
static void is_the_value_of_information_without_costs(void **state) {
  (void)state;
  const cvs_beta_pair pair = {usual[0], usual[1]};
  const uint64_t more[2] = {7000, 7000};
  cvs_money_question free_of_cost = question;
  free_of_cost.terms.cost_of_change = 0;
  free_of_cost.terms.cost_of_delay = 0;
  double information = 0;
  assert_int_equal(cvs_bayes_information(&pair, more, &information, NULL), CVS_OK);

  const cvs_money_later found = test_on(&free_of_cost, 7);

  const double lead = 25.0 / 5002;
  const double want = 40 * (7000 * lead + 2000 * 173 * (lead + information));
  assert_close(found.profit, want, 1e-12);
}

/* The same question with 2,000,000 visitors an arm is summed, with one more it is not: the two agree. */
static void goes_over_from_sums_to_laws_without_a_step(void **state) {
  (void)state;
  cvs_money_question large = question;
  large.terms.traffic = 4000000;

  const cvs_money_later sums = test_on(&large, 1);
  large.terms.traffic = 4000002;
  const cvs_money_later laws = test_on(&large, 1);

  assert_true(sums.exact);
  assert_false(laws.exact);
  assert_close(laws.gain / laws.profit, sums.gain / sums.profit, 1e-6);
}

static void sends_no_visitors_to_an_arm_without_a_share(void **state) {
  (void)state;
  static const double share[] = {0, 1};
  cvs_money_question one_arm = question;
  one_arm.share = share;
  one_arm.terms.cost_of_change = 0;
  const cvs_beta_pair pair = {usual[0], usual[1]};
  const uint64_t more[2] = {0, 14000};
  double information = 0;
  assert_int_equal(cvs_bayes_information(&pair, more, &information, NULL), CVS_OK);

  const cvs_money_later found = test_on(&one_arm, 7);

  const double lead = 25.0 / 5002;
  assert_close(found.profit, 40 * (14000 * lead + 2000 * 173 * (lead + information)) - 700, 1e-12);
}

static cvs_status status_of(cvs_money_question asked_for, uint64_t days) {
  cvs_money_later found;
  return cvs_money_test_on(&asked_for, days, &found, NULL);
}

static void refuses_what_lies_outside_its_domain(void **state) {
  (void)state;
  static const double nobody[] = {0, 0}, negative[] = {1, -1};
  cvs_money_question bad[8];
  for (size_t i = 0; i < 8; i++)
    bad[i] = question;
  bad[0].terms.value_per_conversion = 0;
  bad[1].terms.traffic = NAN;
  bad[2].terms.traffic_share = 1.5;
  bad[3].terms.horizon_days = 0;
  bad[4].terms.cost_of_change = -1;
  bad[5].control = 2;
  bad[6].share = nobody;
  bad[7].share = negative;

  for (size_t i = 0; i < 8; i++)
    assert_int_equal(status_of(bad[i], 7), CVS_EINVAL);
  assert_int_equal(status_of(question, 181), CVS_EINVAL);
  assert_int_equal(status_of(question, 180), CVS_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_reference_table),
      cmocka_unit_test(is_the_choice_of_now_without_a_day),
      cmocka_unit_test(is_the_test_alone_where_it_takes_the_whole_horizon),
      cmocka_unit_test(does_not_depend_on_the_order_of_the_arms),
      cmocka_unit_test(is_the_value_of_information_without_costs),
      cmocka_unit_test(goes_over_from_sums_to_laws_without_a_step),
      cmocka_unit_test(sends_no_visitors_to_an_arm_without_a_share),
      cmocka_unit_test(refuses_what_lies_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

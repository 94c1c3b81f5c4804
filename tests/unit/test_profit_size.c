/* The size of a test that is expected to earn most. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/money.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double PI = 3.14159265358979323846;

/* Feit & Berman's two arms, each N(mu, sigma^2), with `people` in all, as a prospect. */
static cvs_money_prospect feit_berman(double mu, double sigma, double people) {
  return (cvs_money_prospect){
      .baseline = mu,
      .lift_sd = sqrt(2) * sigma / mu,
      .control_share = 0.5,
      .noise = 1,
      .terms = {.value_per_conversion = 1, .traffic = people / 100, .traffic_share = 1, .horizon_days = 100}};
}

static cvs_money_size best_of(const cvs_money_prospect *prospect, double step) {
  cvs_money_size found = {0};
  assert_int_equal(cvs_money_size_best(prospect, step, &found, NULL), CVS_OK);
  return found;
}

static cvs_money_size size_at(const cvs_money_prospect *prospect, uint64_t visitors) {
  cvs_money_size found = {0};
  assert_int_equal(cvs_money_size_at(prospect, visitors, &found, NULL), CVS_OK);
  return found;
}

/* Feit & Berman (2019), website example: mu = 0.68, sigma = 0.03, N = 100,000: n* = 2,284 an arm, and an error
 * rate of 10.0 %. */
static void finds_the_published_size_of_the_website_test(void **state) {
  (void)state;
  const cvs_money_prospect website = feit_berman(0.68, 0.03, 100000);

  const cvs_money_size found = best_of(&website, 0);

  assert_int_equal(found.visitors_control, 2284);
  assert_int_equal(found.visitors_total, 2 * 2284);
  assert_close_abs(found.p_wrong, 0.100, 0.0005);
}

/* Their equation 10 for the size, and the profit and the error rate of two arms in closed form:
 * (N - 2n) sigma^2 / sqrt(pi (sigma^2 + s^2 / n)) more than N mu, atan(s / (sigma sqrt(n))) / pi. */
static void meets_the_closed_forms_of_two_equal_arms(void **state) {
  (void)state;
  static const struct {
    double mu, sigma, people;
  } cases[] = {{0.68, 0.03, 1e5}, {0.68, 0.03, 1e7}, {0.05, 0.004, 2e6}, {0.3, 0.1, 4000}, {0.012, 0.0002, 1e8}};

  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const double mu = cases[i].mu, sigma = cases[i].sigma, people = cases[i].people, s = sqrt(mu * (1 - mu));
    const double noise = s * s / (sigma * sigma);
    const double size = sqrt(people / 4 * noise + 0.75 * noise * 0.75 * noise) - 0.75 * noise;
    const cvs_money_prospect prospect = feit_berman(mu, sigma, people);

    const cvs_money_size found = best_of(&prospect, 0);

    const double n = (double)found.visitors_control;
    assert_true(fabs(n - size) <= 1);
    assert_close(found.profit, (people - 2 * n) * sigma * sigma / sqrt(PI * (sigma * sigma + s * s / n)), 1e-12);
    assert_close(found.p_wrong, atan(s / (sigma * sqrt(n))) / PI, 1e-9);
    assert_close(found.p_ship, 0.5, 1e-12);
  }
}

/* terms: value, traffic, share, horizon, costs of change, delay and test */
static cvs_money_prospect read_row(const reference_table *table) {
  double terms[REFERENCE_LIST_MAX];
  assert_int_equal(reference_list(table, "terms", terms), 7);
  return (cvs_money_prospect){.baseline = reference_number(table, "baseline"),
                              .lift_mean = reference_number(table, "lift_mean"),
                              .lift_sd = reference_number(table, "lift_sd"),
                              .control_share = reference_number(table, "control_share"),
                              .noise = reference_number(table, "noise"),
                              .cost_of_test = terms[6],
                              .terms = {.value_per_conversion = terms[0],
                                        .traffic = terms[1],
                                        .traffic_share = terms[2],
                                        .horizon_days = (uint64_t)terms[3],
                                        .cost_of_change = terms[4],
                                        .cost_of_delay = terms[5]}};
}

static void meets_the_reference_table(void **state) {
  (void)state;
  reference_table table;

  for (reference_open(&table, "profit_size"); reference_next(&table);) {
    const cvs_money_prospect prospect = read_row(&table);

    const cvs_money_size found = best_of(&prospect, 0);

    const uint64_t best = (uint64_t)reference_number(&table, "best");
    assert_int_equal(found.visitors_total, best);
    assert_int_equal(found.visitors_control, (uint64_t)reference_number(&table, "control"));
    assert_close(found.profit, reference_number(&table, "profit"), 1e-9);
    assert_close(found.p_wrong, reference_number(&table, "p_wrong"), 1e-8);
  }
}

static void never_beats_being_told_the_truth(void **state) {
  (void)state;
  cvs_money_prospect prospect = feit_berman(0.05, 0.004, 2e6);
  prospect.lift_mean = 0.02;
  prospect.terms.cost_of_change = 300;
  cvs_money_untested untested;
  assert_int_equal(cvs_money_without_test(&prospect, &untested, NULL), CVS_OK);

  const cvs_money_size best = best_of(&prospect, 0);

  assert_true(best.profit < untested.profit_certain);
  for (uint64_t visitors = 2; visitors < 2000000; visitors *= 3)
    assert_true(size_at(&prospect, visitors).profit <= best.profit);
}

/* 1 * 2e6 * 0.05 * 0.02 - 300; and E[max(D, 0)] of a normal D by its own formula, at 1,700 over 8,000 sqrt(2). */
static void says_what_shipping_untested_earns(void **state) {
  (void)state;
  cvs_money_prospect prospect = feit_berman(0.05, 0.004, 2e6);
  prospect.lift_mean = 0.02;
  prospect.terms.cost_of_change = 300;
  cvs_money_untested untested;

  assert_int_equal(cvs_money_without_test(&prospect, &untested, NULL), CVS_OK);

  assert_close(untested.profit_ship, 1700, 1e-12);
  assert_close(untested.profit_certain, 5414.374386865786, 1e-12); /* scipy: s pdf(z) + m cdf(z) */
}

static void takes_multiples_of_a_step(void **state) {
  (void)state;
  const cvs_money_prospect website = feit_berman(0.68, 0.03, 100000);

  const cvs_money_size days = best_of(&website, 1000), weeks = best_of(&website, 7000);

  assert_true(size_at(&website, 4000).profit < size_at(&website, 5000).profit); /* 4,568 lies between */
  assert_int_equal(days.visitors_total, 5000);
  assert_close(days.days, 5, 1e-12);
  assert_int_equal(weeks.visitors_total, 7000);
}

/* An idea that is likely worse: each visitor of a small test costs, and nothing is learned from so few. */
static void finds_the_top_behind_a_dip(void **state) {
  (void)state;
  cvs_money_prospect prospect = feit_berman(0.05, 0.001, 5e7);
  prospect.lift_mean = -0.03;

  const cvs_money_size best = best_of(&prospect, 0);

  assert_true(size_at(&prospect, 2000).profit < size_at(&prospect, 2).profit);
  assert_true(best.visitors_total > 2000);
  assert_true(best.profit > size_at(&prospect, 2).profit);
}

static cvs_status status_of(cvs_money_prospect prospect, uint64_t visitors) {
  cvs_money_size found;
  return cvs_money_size_at(&prospect, visitors, &found, NULL);
}

static void refuses_what_lies_outside_its_domain(void **state) {
  (void)state;
  const cvs_money_prospect good = feit_berman(0.68, 0.03, 100000);
  cvs_money_prospect bad[7];
  for (size_t i = 0; i < 7; i++)
    bad[i] = good;
  bad[0].baseline = 1;
  bad[1].lift_mean = 0.5;
  bad[2].lift_sd = 0;
  bad[3].control_share = 1;
  bad[4].noise = 0.5;
  bad[5].cost_of_test = -1;
  bad[6].terms.horizon_days = CVS_MONEY_HORIZON_MAX + 1;

  for (size_t i = 0; i < 7; i++)
    assert_int_equal(status_of(bad[i], 100), CVS_EINVAL);
  assert_int_equal(status_of(good, 1), CVS_EINVAL);
  assert_int_equal(status_of(good, 100000), CVS_OK);
  assert_int_equal(status_of(good, 100001), CVS_ELIMIT);
}

static void says_where_the_horizon_has_no_room(void **state) {
  (void)state;
  const cvs_money_prospect website = feit_berman(0.68, 0.03, 100000);
  cvs_money_size found;

  assert_int_equal(cvs_money_size_best(&website, 100001, &found, NULL), CVS_ELIMIT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_published_size_of_the_website_test),
      cmocka_unit_test(meets_the_closed_forms_of_two_equal_arms),
      cmocka_unit_test(meets_the_reference_table),
      cmocka_unit_test(never_beats_being_told_the_truth),
      cmocka_unit_test(says_what_shipping_untested_earns),
      cmocka_unit_test(takes_multiples_of_a_step),
      cmocka_unit_test(finds_the_top_behind_a_dip),
      cmocka_unit_test(refuses_what_lies_outside_its_domain),
      cmocka_unit_test(says_where_the_horizon_has_no_room),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

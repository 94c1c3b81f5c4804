/* Laws of what is counted in money, over random beliefs and terms. */
#include <convstat/money.h>

#include "num/num.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { CASES = 200, TRIES = 40, ARMS_MAX = 4 };
static const uint64_t SEED = 71;
/* Sums and quadratures keep more digits than this. */
static const double SLACK = 1e-9;
/* Days are found by normal laws: what that may miss, of what could be gained at all. */
static const double DAYS_SLACK = 1e-3;
/* Conversions: what cvs_money_matters calls nothing. */
static const double TRIFLE = 0.01;

/* From `low` to `high`, evenly in the logarithm. */
static double draw(cvs_rng *rng, double low, double high) {
  return low * exp(cvs_rng_uniform(rng) * log(high / low));
}

static void draw_question(cvs_rng *rng, cvs_beta belief[ARMS_MAX], cvs_money_question *out) {
  const double rate = draw(rng, 0.001, 0.5), weight = draw(rng, 50, 1e6);
  *out = (cvs_money_question){.belief = belief, .arm_count = 2 + cvs_rng_below(rng, ARMS_MAX - 1)};
  out->control = cvs_rng_below(rng, out->arm_count);
  for (size_t i = 0; i < out->arm_count; i++) {
    const double shift = rate * (1 + 0.05 * cvs_rng_normal(rng) / 3), n = weight * draw(rng, 0.5, 2);
    belief[i] = (cvs_beta){0.5 + shift * n, 0.5 + (1 - shift) * n};
  }
  out->terms = (cvs_money_terms){draw(rng, 0.1, 1000), draw(rng, 10, 1e5), 1, 10 + cvs_rng_below(rng, 300), 0, 0};
}

static double test_on(const cvs_money_question *question, uint64_t days) {
  cvs_money_later later;
  assert_int_equal(cvs_money_test_on(question, days, &later, NULL), CVS_OK);
  return later.profit;
}

/* Without costs nothing beats the truth, and the best is at least as good as any other number of days. */
static void no_wait_beats_certainty_or_the_best(void **state) {
  (void)state;
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (int i = 0; i < CASES; i++) {
    cvs_beta belief[ARMS_MAX];
    cvs_money_question question;
    cvs_money found;
    draw_question(rng, belief, &question);
    assert_int_equal(cvs_money_decide(&question, &found, NULL), CVS_OK);
    const double slack = SLACK * (fabs(found.profit_certain) + fabs(found.best.profit));

    assert_true(found.best.profit <= found.profit_certain + slack);
    assert_true(found.best.profit >= fmax(found.profit_ship, 0) - slack);
    const double other = test_on(&question, 1 + cvs_rng_below(rng, question.terms.horizon_days));
    /* a gain that does not matter is no reason to test on */
    const double trifle = TRIFLE * question.terms.value_per_conversion;
    const double missed = DAYS_SLACK * (found.profit_certain - fmax(found.profit_ship, 0));
    assert_true(other <= found.best.profit + missed + trifle + slack);
  }
  cvs_rng_free(rng);
}

/* A cost is never to anybody's gain. */
static void costs_lower_every_profit(void **state) {
  (void)state;
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED + 1, &rng), CVS_OK);

  for (int i = 0; i < CASES; i++) {
    cvs_beta belief[ARMS_MAX];
    cvs_money_question question;
    draw_question(rng, belief, &question);
    const uint64_t days = cvs_rng_below(rng, question.terms.horizon_days);
    const double without = test_on(&question, days);
    question.terms.cost_of_change = draw(rng, 0.01, 1e6);
    const double change = test_on(&question, days);
    question.terms.cost_of_delay = draw(rng, 0.01, 1e3);
    const double both = test_on(&question, days);

    assert_true(change <= without + SLACK * fabs(without));
    assert_true(fabs(change - both - question.terms.cost_of_delay * (double)days) <=
                SLACK * (fabs(change) + fabs(both) + 1));
  }
  cvs_rng_free(rng);
}

static cvs_money_prospect draw_prospect(cvs_rng *rng) {
  const double lift = 0.03 * cvs_rng_normal(rng);
  return (cvs_money_prospect){.baseline = draw(rng, 0.001, 0.6),
                              .lift_mean = fmin(fmax(lift, -0.3), 0.3),
                              .lift_sd = draw(rng, 0.002, 0.4),
                              .control_share = 0.5, /* even sizes split into whole visitors */
                              .noise = draw(rng, 1, 3),
                              .cost_of_test = cvs_rng_below(rng, 2) ? 0 : draw(rng, 0.1, 1000),
                              .terms = {.value_per_conversion = draw(rng, 0.1, 1000),
                                        .traffic = draw(rng, 10, 1e5),
                                        .traffic_share = 0.1 + 0.9 * cvs_rng_uniform(rng),
                                        .horizon_days = 7 + cvs_rng_below(rng, 700),
                                        .cost_of_change = cvs_rng_below(rng, 2) ? 0 : draw(rng, 1, 1e5),
                                        .cost_of_delay = cvs_rng_below(rng, 2) ? 0 : draw(rng, 0.1, 100)}};
}

static void no_size_beats_the_best(void **state) {
  (void)state;
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED + 2, &rng), CVS_OK);

  for (int i = 0; i < CASES; i++) {
    const cvs_money_prospect prospect = draw_prospect(rng);
    const double room = prospect.terms.traffic * prospect.terms.traffic_share * (double)prospect.terms.horizon_days;
    cvs_money_size best, other;
    assert_int_equal(cvs_money_size_best(&prospect, 0, &best, NULL), CVS_OK);
    assert_true(best.p_ship >= 0 && best.p_ship <= 1 && best.p_wrong >= 0 && best.p_wrong <= 1);
    for (int k = 0; k < TRIES; k++) {
      const uint64_t visitors = 2 * (uint64_t)fmax(draw(rng, 1, room / 2), 1);
      assert_int_equal(cvs_money_size_at(&prospect, visitors, &other, NULL), CVS_OK);

      assert_true(other.profit <= best.profit + SLACK * fabs(best.profit));
    }
  }
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_wait_beats_certainty_or_the_best),
      cmocka_unit_test(costs_lower_every_profit),
      cmocka_unit_test(no_size_beats_the_best),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Money against the truth: with rates and lifts drawn from what was believed, the mean profit of acting on the
 * advice is the expected profit that was told, and the quadrature keeps the distance from the sums that is documented.
 *
 * Tolerances of simulated means are five standard errors: one failure in a million runs, and the seeds are fixed. */
#include "stat/profit.h"

#include "num/dist.h"
#include "num/num.h"

#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { RUNS = 400000 };
static const uint64_t SEED = 20261122;
static const double STANDARD_ERRORS = 5;

static void assert_mean(const char *what, const cvs_moments *found, double want) {
  double variance = 0;
  assert_int_equal(cvs_moments_variance(found, &variance), CVS_OK);
  const double error = sqrt(variance / (double)found->count);
  printf("%s: told %.6g, realised %.6g, standard error %.2g\n", what, want, found->mean, error);
  assert_true(fabs(found->mean - want) <= STANDARD_ERRORS * error);
}

static double draw_rate(cvs_rng *rng, const cvs_beta *belief) {
  double rate = 0;
  const double p = (cvs_rng_uniform(rng) + 0x1p-54) / (1 + 0x1p-53);
  assert_int_equal(cvs_beta_quantile(p, belief->alpha, belief->beta, CVS_LOWER, &rate), CVS_OK);
  return rate;
}

/* --- a test that runs --- */

enum { ARMS_MAX = 3 };

/* Draws the rates, tests on, ships what then looks best for the days left, if its lead pays. */
static double act_later(cvs_rng *rng, const cvs_money_question *question, uint64_t days) {
  const cvs_money_terms *terms = &question->terms;
  const uint64_t visitors = (uint64_t)(terms->traffic * (double)days / (double)question->arm_count);
  const double left = terms->traffic * (double)(terms->horizon_days - days);
  double rate[ARMS_MAX] = {0}, mean[ARMS_MAX] = {0}, earned = -terms->cost_of_delay * (double)days;
  for (size_t i = 0; i < question->arm_count; i++) {
    const cvs_beta *belief = &question->belief[i];
    rate[i] = draw_rate(rng, belief);
    const uint64_t conversions = cvs_rng_binomial(rng, rate[i], visitors);
    mean[i] = (belief->alpha + (double)conversions) / (belief->alpha + belief->beta + (double)visitors);
  }
  size_t best = 0;
  for (size_t i = 1; i < question->arm_count; i++) {
    earned += terms->value_per_conversion * (double)visitors * (rate[i] - rate[0]);
    best = mean[i] > mean[best] ? i : best;
  }
  const double value = terms->value_per_conversion * left;
  if (best == 0 || value * (mean[best] - mean[0]) <= terms->cost_of_change)
    return earned;
  return earned + value * (rate[best] - rate[0]) - terms->cost_of_change;
}

static void testing_on_earns_what_was_told(void **state) {
  (void)state;
  static const cvs_beta belief[] = {{301, 9701}, {312, 9690}, {320, 9682}};
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (size_t arms = 2; arms <= ARMS_MAX; arms++) {
    const cvs_money_question question = {.belief = belief, .arm_count = arms, .terms = {40, 6000, 1, 90, 2000, 50}};
    cvs_money_later told;
    assert_int_equal(cvs_money_test_on(&question, 14, &told, NULL), CVS_OK);
    cvs_moments realised = {0};
    for (int run = 0; run < RUNS; run++)
      cvs_moments_add(&realised, act_later(rng, &question, 14));

    assert_mean(arms == 2 ? "two arms tested on" : "three arms tested on", &realised, told.profit);
  }
  cvs_rng_free(rng);
}

/* --- a test to come --- */

/* Draws the lift, tests with real counts, ships by the normal belief afterwards. *shipped: whether. */
static double act_on_test(cvs_rng *rng, const cvs_money_prospect *prospect, const cvs_money_size *size, bool *shipped) {
  const cvs_money_terms *terms = &prospect->terms;
  const double rate = prospect->baseline, mean = rate * prospect->lift_mean, spread = rate * prospect->lift_sd;
  const double difference = mean + spread * cvs_rng_normal(rng), changed = rate * (1 + prospect->lift_mean);
  const double control = (double)size->visitors_control, treatment = (double)size->visitors_total - control;
  const double seen = (double)cvs_rng_binomial(rng, rate + difference, (uint64_t)treatment) / treatment -
                      (double)cvs_rng_binomial(rng, rate, (uint64_t)control) / control;
  const double noise = rate * (1 - rate) / control + changed * (1 - changed) / treatment;
  const double weight = spread * spread / (spread * spread + noise);
  const double value = terms->value_per_conversion * terms->traffic * ((double)terms->horizon_days - size->days);
  const double earned =
      terms->value_per_conversion * treatment * difference - terms->cost_of_delay * size->days - prospect->cost_of_test;
  *shipped = value * (mean + weight * (seen - mean)) > terms->cost_of_change;
  return *shipped ? earned + value * difference - terms->cost_of_change : earned;
}

/* Real counts are binomial and the normal belief takes their variance for known: with thousands of conversions that
 * is not to be seen, with dozens it is a few percent. */
static void a_sized_test_earns_what_was_told(void **state) {
  (void)state;
  const cvs_money_prospect prospect = {.baseline = 0.032,
                                       .lift_mean = 0.01,
                                       .lift_sd = 0.05,
                                       .control_share = 0.5,
                                       .noise = 1,
                                       .cost_of_test = 200,
                                       .terms = {40, 4000, 1, 180, 1500, 20}};
  cvs_money_size told;
  assert_int_equal(cvs_money_size_best(&prospect, 0, &told, NULL), CVS_OK);
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  cvs_moments realised = {0}, shipped = {0};

  for (int run = 0; run < RUNS; run++) {
    bool ships = false;
    cvs_moments_add(&realised, act_on_test(rng, &prospect, &told, &ships));
    cvs_moments_add(&shipped, ships ? 1 : 0);
  }
  cvs_rng_free(rng);

  assert_mean("a test of the best size", &realised, told.profit);
  assert_mean("shipped after it", &shipped, told.p_ship);
}

/* --- quadrature beside the sums --- */

typedef struct distance {
  double plain;  /* largest distance in standard deviations of a rate, without a hurdle */
  double hurdle; /* with one of a standard deviation */
} distance;

static double measure(const cvs_money_question *question, double more, double hurdle) {
  const double visitors[2] = {more, more};
  const uint64_t counts[2] = {(uint64_t)more, (uint64_t)more};
  const cvs_beta_pair pair = {question->belief[0], question->belief[1]};
  double sums = 0, laws = 0;
  assert_int_equal(cvs_bayes_information_beyond(&pair, counts, hurdle, &sums, NULL), CVS_OK);
  assert_int_equal(cvs_profit_rise_by_laws(question, visitors, hurdle, &laws, NULL), CVS_OK);
  return fabs(laws - sums);
}

static distance measure_at(double conversions, double weight) {
  static const double more = 2000000;
  const double rate = conversions / weight, spread = sqrt(rate * (1 - rate) / weight);
  distance out = {0, 0};
  for (int lead = -1; lead <= 1; lead++) {
    const double other = rate + lead * spread;
    const cvs_beta belief[] = {{conversions, weight - conversions}, {other * weight, (1 - other) * weight}};
    const cvs_money_question question = {.belief = belief, .arm_count = 2};
    out.plain = fmax(out.plain, measure(&question, more, 0) / spread);
    out.hurdle = fmax(out.hurdle, measure(&question, more, spread) / spread);
  }
  return out;
}

static void quadrature_stays_as_near_to_the_sums_as_documented(void **state) {
  (void)state;
  static const struct { double conversions, hurdle; } documented[] = {{30, 1.2e-3}, {300, 1.2e-4}, {3000, 1.2e-5}};

  for (size_t i = 0; i < sizeof documented / sizeof documented[0]; i++)
    for (double weight = documented[i].conversions * 10; weight <= documented[i].conversions * 1000; weight *= 10) {
      const distance found = measure_at(documented[i].conversions, weight);
      printf("%g conversions of %g, 2,000,000 more: off by %.1e, with a hurdle %.1e standard deviations\n",
             documented[i].conversions, weight, found.plain, found.hurdle);
      assert_true(found.plain <= 1e-4);
      assert_true(found.hurdle <= documented[i].hurdle);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(testing_on_earns_what_was_told),
      cmocka_unit_test(a_sized_test_earns_what_was_told),
      cmocka_unit_test(quadrature_stays_as_near_to_the_sums_as_documented),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Calibration: with rates drawn from the prior itself, credible intervals hold the truth at their level,
 * P(better) is how often the treatment is better, and the realised loss is the expected one.
 *
 * Tolerances are five standard errors of the simulation: one failure in a million runs, and the seed is fixed. */
#include <convstat/convstat.h>

#include "num/dist.h"
#include "num/num.h"

#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { RUNS = 20000, ALIKE_RUNS = 1000 };
static const uint64_t SEED = 20240607;
static const double MASS = 0.9;
static const double STANDARD_ERRORS = 5;

/* Truth and the answer given to it, summed over the runs. */
typedef struct calibration {
  double held[6]; /* rate, difference, lift; equal tails then shortest */
  cvs_moments better;
  cvs_moments ship;
  cvs_moments keep;
} calibration;

typedef struct experiment {
  double control;
  double treatment;
  cvs_beta_pair posterior;
} experiment;

static double draw_rate(cvs_rng *rng, const cvs_beta *prior) {
  double rate;
  const double p = (cvs_rng_uniform(rng) + 0x1p-54) / (1 + 0x1p-53);
  assert_int_equal(cvs_beta_quantile(p, prior->alpha, prior->beta, CVS_LOWER, &rate), CVS_OK);
  return rate;
}

static cvs_beta observe(cvs_rng *rng, const cvs_beta *prior, double rate, uint64_t visitors) {
  const cvs_sample sample = {.visitors = visitors, .conversions = cvs_rng_binomial(rng, rate, visitors)};
  cvs_beta posterior;
  assert_int_equal(cvs_bayes_posterior(prior, &sample, &posterior, NULL), CVS_OK);
  return posterior;
}

static experiment draw_experiment(cvs_rng *rng, const cvs_beta *prior, uint64_t visitors) {
  experiment it = {.control = draw_rate(rng, prior), .treatment = draw_rate(rng, prior)};
  it.posterior.control = observe(rng, prior, it.control, visitors);
  it.posterior.treatment = observe(rng, prior, it.treatment, 2 * visitors);
  return it;
}

static bool holds(const cvs_interval *interval, double truth) {
  return interval->lower <= truth && truth <= interval->upper;
}

static void add_intervals(calibration *sum, const experiment *it, bool shortest) {
  const cvs_credible credible = {MASS, shortest};
  cvs_interval rate, difference, lift;
  assert_int_equal(cvs_bayes_rate(&it->posterior.control, &credible, &rate, NULL), CVS_OK);
  assert_int_equal(cvs_bayes_effect(&it->posterior, CVS_DIFFERENCE, &credible, &difference, NULL), CVS_OK);
  assert_int_equal(cvs_bayes_effect(&it->posterior, CVS_LIFT, &credible, &lift, NULL), CVS_OK);
  double *held = sum->held + (shortest ? 3 : 0);
  held[0] += holds(&rate, it->control);
  held[1] += holds(&difference, it->treatment - it->control);
  held[2] += holds(&lift, it->treatment / it->control - 1);
}

/* Realised less expected: each has mean 0. */
static void add_losses(calibration *sum, const experiment *it) {
  cvs_bayes_comparison found;
  assert_int_equal(cvs_bayes_compare(&it->posterior, &found, NULL), CVS_OK);
  const double gain = it->treatment - it->control;
  cvs_moments_add(&sum->better, (gain > 0 ? 1 : 0) - found.p_better);
  cvs_moments_add(&sum->ship, fmax(-gain, 0) - found.expected_loss_ship);
  cvs_moments_add(&sum->keep, fmax(gain, 0) - found.expected_loss_keep);
}

static void expect_zero_mean(const char *what, const cvs_moments *moments) {
  double variance;
  assert_int_equal(cvs_moments_variance(moments, &variance), CVS_OK);
  const double error = sqrt(variance / (double)moments->count);
  printf("  %-12s realised less expected %10.3g, standard error %.3g\n", what, moments->mean, error);
  assert_true(fabs(moments->mean) <= STANDARD_ERRORS * error);
}

static void expect_coverage(const char *what, double held, double runs) {
  const double error = sqrt(MASS * (1 - MASS) / runs);
  printf("  %-24s holds %.2f %% at %.0f %%\n", what, 100 * held / runs, 100 * MASS);
  assert_true(fabs(held / runs - MASS) <= STANDARD_ERRORS * error);
}

static void calibrate(const cvs_beta *prior, uint64_t visitors) {
  static const char *const names[] = {"rate",           "difference",           "lift",
                                      "rate, shortest", "difference, shortest", "lift, shortest"};
  cvs_rng *rng;
  calibration sum = {0};
  assert_int_equal(cvs_rng_new(SEED + visitors, &rng), CVS_OK);
  for (size_t i = 0; i < RUNS; i++) {
    const experiment it = draw_experiment(rng, prior, visitors);
    add_losses(&sum, &it);
    add_intervals(&sum, &it, false);
    if (i < RUNS / 10) /* ten times the work */
      add_intervals(&sum, &it, true);
  }
  cvs_rng_free(rng);
  printf("prior Beta(%g, %g), %u and %u visitors\n", prior->alpha, prior->beta, (unsigned)visitors,
         (unsigned)(2 * visitors));
  for (size_t i = 0; i < 6; i++)
    expect_coverage(names[i], sum.held[i], i < 3 ? RUNS : RUNS / 10);
  expect_zero_mean("P(better)", &sum.better);
  expect_zero_mean("loss to ship", &sum.ship);
  expect_zero_mean("loss to keep", &sum.keep);
}

static void is_calibrated_under_a_uniform_prior(void **state) {
  (void)state;
  const cvs_beta prior = {1, 1};

  calibrate(&prior, 20);
}

static void is_calibrated_under_a_prior_of_conversion_rates(void **state) {
  (void)state;
  const cvs_beta prior = {3, 97};

  calibrate(&prior, 50);
  calibrate(&prior, 2000);
}

/* --- arms that are alike: rates drawn from the joint prior --- */

/* ln(rate / (1 - rate)) = m + u_i, u_i normal(0, sd^2 / 2), 1 / (1 + e^-m) beta. */
static void draw_alike(cvs_rng *rng, const cvs_joint_prior *prior, double rate[2]) {
  const double shared = draw_rate(rng, &prior->shared), m = log(shared / (1 - shared));
  for (size_t i = 0; i < 2; i++)
    rate[i] = 1 / (1 + exp(-m - prior->log_odds_sd / sqrt(2) * cvs_rng_normal(rng)));
}

static void add_alike(calibration *sum, const cvs_joint *joint, const double rate[2]) {
  const cvs_credible credible = {MASS, false};
  const cvs_joint_pair pair = {joint, 0, 1};
  const double gain = rate[1] - rate[0];
  cvs_interval control, difference, lift;
  cvs_bayes_comparison found;
  assert_int_equal(cvs_joint_rate(joint, 0, &credible, &control, NULL), CVS_OK);
  assert_int_equal(cvs_joint_effect(&pair, CVS_DIFFERENCE, &credible, &difference, NULL), CVS_OK);
  assert_int_equal(cvs_joint_effect(&pair, CVS_LIFT, &credible, &lift, NULL), CVS_OK);
  assert_int_equal(cvs_joint_compare(&pair, &found, NULL), CVS_OK);
  sum->held[0] += holds(&control, rate[0]);
  sum->held[1] += holds(&difference, gain);
  sum->held[2] += holds(&lift, rate[1] / rate[0] - 1);
  cvs_moments_add(&sum->better, (gain > 0 ? 1 : 0) - found.p_better);
  cvs_moments_add(&sum->ship, fmax(-gain, 0) - found.expected_loss_ship);
  cvs_moments_add(&sum->keep, fmax(gain, 0) - found.expected_loss_keep);
}

static void calibrate_alike(const cvs_joint_prior *prior, uint64_t visitors) {
  cvs_rng *rng;
  calibration sum = {0};
  assert_int_equal(cvs_rng_new(SEED + visitors, &rng), CVS_OK);
  for (size_t i = 0; i < ALIKE_RUNS; i++) {
    double rate[2];
    cvs_sample arm[2];
    cvs_joint *joint = NULL;
    draw_alike(rng, prior, rate);
    for (size_t k = 0; k < 2; k++)
      arm[k] = (cvs_sample){(k + 1) * visitors, cvs_rng_binomial(rng, rate[k], (k + 1) * visitors)};
    assert_int_equal(cvs_joint_new(prior, arm, 2, &joint, NULL), CVS_OK);
    add_alike(&sum, joint, rate);
    cvs_joint_free(joint);
  }
  cvs_rng_free(rng);
  printf("joint prior Beta(%g, %g), log odds ratio sd %g, %u and %u visitors\n", prior->shared.alpha,
         prior->shared.beta, prior->log_odds_sd, (unsigned)visitors, (unsigned)(2 * visitors));
  expect_coverage("rate", sum.held[0], ALIKE_RUNS);
  expect_coverage("difference", sum.held[1], ALIKE_RUNS);
  expect_coverage("lift", sum.held[2], ALIKE_RUNS);
  expect_zero_mean("P(better)", &sum.better);
  expect_zero_mean("loss to ship", &sum.ship);
  expect_zero_mean("loss to keep", &sum.keep);
}

static void is_calibrated_under_the_joint_prior(void **state) {
  (void)state;
  const cvs_joint_prior sceptical = {{3, 57}, 0.1}, wide = {{2, 8}, 0.6};

  calibrate_alike(&sceptical, 2000);
  calibrate_alike(&wide, 60);
}

/* Twenty treatments that do nothing, one look: an error of A/2 at most, all of them together. With 1 - A/2 for each,
 * as it used to be, some treatment was shipped in the share that is printed beside it. */
enum { LOOKS = 400, TREATMENTS = 20, EACH = 2000 };

typedef struct false_wins {
  double now, before;
} false_wins;

static void add_look(cvs_rng *rng, false_wins *wins) {
  char text[TREATMENTS + 1][32];
  const char *words[TREATMENTS + 1];
  cvs_bayes_options options;
  cvs_dataset *dataset = NULL;
  cvs_bayes_run *run = NULL;
  cvs_bayes_group group;
  for (size_t i = 0; i <= TREATMENTS; i++) {
    const unsigned long long conversions = cvs_rng_binomial(rng, 0.05, EACH);
    (void)snprintf(text[i], sizeof text[i], "v%zu=%llu/%d", i, conversions, EACH);
    words[i] = text[i];
  }
  cvs_bayes_options_init(&options);
  assert_int_equal(cvs_dataset_parse(words, TREATMENTS + 1, &dataset, NULL), CVS_OK);
  assert_int_equal(cvs_bayes_new(dataset, &options, &run, NULL), CVS_OK);
  assert_int_equal(cvs_bayes_analyse(run, 0, &group, NULL), CVS_OK);
  bool before = false;
  for (size_t i = 0; i < group.pair_count; i++)
    before = before || group.pair[i].chance.p_better >= 1 - options.alpha / 2;
  wins->now += group.choice == CVS_CHOICE_SHIP ? 1 : 0;
  wins->before += before ? 1 : 0;
  cvs_bayes_free(run);
  cvs_dataset_free(dataset);
}

static void ships_few_of_many_that_do_nothing(void **state) {
  (void)state;
  static const double allowed = 0.025;
  cvs_rng *rng;
  false_wins wins = {0, 0};
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (int i = 0; i < LOOKS; i++)
    add_look(rng, &wins);
  cvs_rng_free(rng);

  printf("%d treatments without effect: %.1f%% shipped, %.1f%% with 1 - A/2 each\n", TREATMENTS, 100 * wins.now / LOOKS,
         100 * wins.before / LOOKS);
  assert_true(wins.now / LOOKS <= allowed + STANDARD_ERRORS * sqrt(allowed * (1 - allowed) / LOOKS));
  assert_true(wins.before > wins.now);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(is_calibrated_under_a_uniform_prior),
      cmocka_unit_test(is_calibrated_under_a_prior_of_conversion_rates),
      cmocka_unit_test(is_calibrated_under_the_joint_prior),
      cmocka_unit_test(ships_few_of_many_that_do_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

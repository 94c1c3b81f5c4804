/* Laws of the Bayesian answers over random posteriors, shapes from 0.5 to 1e12: probabilities sum to 1, swapped
 * arms mirror, the losses differ by the means, both scales agree at no effect, intervals hold their mass. */
#include <convstat/bayes.h>

#include "num/num.h"

#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { PAIRS = 900, FIELDS = 25 };
static const uint64_t SEED = 7;
static const double ACCURACY = 1e-9;

static double draw_log_uniform(cvs_rng *rng, double low, double high) {
  return low * exp(cvs_rng_uniform(rng) * log(high / low));
}

static cvs_beta draw_belief(cvs_rng *rng) {
  const double visitors = draw_log_uniform(rng, 1, 1e12);
  const double rate = cvs_rng_below(rng, 2) == 0 ? cvs_rng_uniform(rng) : draw_log_uniform(rng, 1e-6, 1);
  const bool mirrored = cvs_rng_below(rng, 4) == 0;
  const double converted = floor(visitors * (mirrored ? 1 - rate : rate));
  return (cvs_beta){converted + 0.5, visitors - converted + 0.5};
}

/* The second arm within a few deviations of the first, or anywhere. */
static cvs_beta_pair draw_pair(cvs_rng *rng) {
  const cvs_beta control = draw_belief(rng);
  if (cvs_rng_below(rng, 3) == 0)
    return (cvs_beta_pair){control, draw_belief(rng)};
  const double weight = draw_log_uniform(rng, 0.2, 5);
  const double deviations = 3 * cvs_rng_normal(rng) * sqrt(fmin(control.alpha, control.beta));
  const double alpha = fmax(control.alpha + deviations, 0.5), beta = fmax(control.beta - deviations, 0.5);
  return (cvs_beta_pair){control, {fmax(alpha * weight, 0.5), fmax(beta * weight, 0.5)}};
}

static bool near(double got, double want, double rtol, double atol) {
  return fabs(got - want) <= rtol * fabs(want) + atol;
}

static unsigned report(const cvs_beta_pair *pair, const char *law) {
  print_error("%s: Beta(%.17g, %.17g) and Beta(%.17g, %.17g)\n", law, pair->control.alpha, pair->control.beta,
              pair->treatment.alpha, pair->treatment.beta);
  return 1;
}

static double deviation(const cvs_beta *belief) {
  const double n = belief->alpha + belief->beta;
  return sqrt(belief->alpha / n * (belief->beta / n) / (n + 1));
}

static unsigned check_comparison(const cvs_beta_pair *pair) {
  const cvs_beta_pair swapped = {pair->treatment, pair->control};
  cvs_bayes_comparison found, mirrored;
  unsigned bad = 0;
  if (cvs_bayes_compare(pair, &found, NULL) != CVS_OK || cvs_bayes_compare(&swapped, &mirrored, NULL) != CVS_OK)
    return report(pair, "no comparison");
  const double spread = hypot(deviation(&pair->control), deviation(&pair->treatment));
  if (!near(found.p_better + found.p_worse, 1, ACCURACY, 0))
    bad += report(pair, "p_better and p_worse do not sum to 1");
  if (!near(found.expected_loss_keep - found.expected_loss_ship, found.mean_difference, ACCURACY, ACCURACY * spread))
    bad += report(pair, "the losses do not differ by the means");
  if (!near(found.p_better, mirrored.p_worse, ACCURACY, 1e-290) ||
      !near(found.expected_loss_ship, mirrored.expected_loss_keep, ACCURACY, 1e-290) ||
      !near(found.mean_difference, -mirrored.mean_difference, ACCURACY, 0))
    bad += report(pair, "swapped arms do not mirror");
  return bad;
}

static unsigned check_effect(const cvs_beta_pair *pair, cvs_scale scale) {
  const cvs_credible credible = {0.95, false};
  cvs_interval interval;
  cvs_bayes_tails lower, upper, none;
  cvs_bayes_comparison found;
  unsigned bad = 0;
  if (cvs_bayes_effect(pair, scale, &credible, &interval, NULL) != CVS_OK ||
      cvs_bayes_effect_tails(pair, scale, interval.lower, &lower, NULL) != CVS_OK ||
      cvs_bayes_effect_tails(pair, scale, interval.upper, &upper, NULL) != CVS_OK ||
      cvs_bayes_effect_tails(pair, scale, 0, &none, NULL) != CVS_OK || cvs_bayes_compare(pair, &found, NULL) != CVS_OK)
    return report(pair, "no effect");
  if (!near(lower.lower, 0.025, 0, ACCURACY) || !near(upper.upper, 0.025, 0, ACCURACY))
    bad += report(pair, scale == CVS_LIFT ? "the lift's ends are wrong" : "the difference's ends are wrong");
  if (!near(lower.lower + lower.upper, 1, ACCURACY, 0))
    bad += report(pair, "the tails of an effect do not sum to 1");
  if (!near(none.upper, found.p_better, 0, ACCURACY) || !near(none.lower, found.p_worse, 0, ACCURACY))
    bad += report(pair, "no effect and p_better disagree");
  return bad;
}

static void comparisons_obey_their_laws(void **state) {
  (void)state;
  cvs_rng *rng;
  unsigned bad = 0;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (size_t i = 0; i < PAIRS; i++) {
    const cvs_beta_pair pair = draw_pair(rng);
    bad += check_comparison(&pair);
  }
  cvs_rng_free(rng);

  assert_int_equal(bad, 0);
}

static void effects_obey_their_laws(void **state) {
  (void)state;
  cvs_rng *rng;
  unsigned bad = 0;
  assert_int_equal(cvs_rng_new(SEED + 1, &rng), CVS_OK);

  for (size_t i = 0; i < PAIRS / 3; i++) {
    const cvs_beta_pair pair = draw_pair(rng);
    bad += check_effect(&pair, CVS_DIFFERENCE) + check_effect(&pair, CVS_LIFT);
  }
  cvs_rng_free(rng);

  assert_int_equal(bad, 0);
}

/* Losses of all arms less each other are the differences of their means: all are E[max] less a mean. */
static void fields_of_up_to_50_arms_obey_their_laws(void **state) {
  (void)state;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED + 2, &rng), CVS_OK);

  for (size_t i = 0; i < FIELDS; i++) {
    cvs_beta belief[CVS_BAYES_ARMS_MAX];
    cvs_bayes_arm arm[CVS_BAYES_ARMS_MAX];
    const size_t count = 2 + (size_t)cvs_rng_below(rng, CVS_BAYES_ARMS_MAX - 1);
    for (size_t k = 0; k < count; k += 2) {
      const cvs_beta_pair pair = draw_pair(rng);
      belief[k] = pair.control;
      if (k + 1 < count)
        belief[k + 1] = pair.treatment;
    }
    assert_int_equal(cvs_bayes_arms(belief, count, arm, NULL), CVS_OK);
    cvs_sum total = {0, 0};
    for (size_t k = 0; k < count; k++) {
      const double means =
          belief[0].alpha / (belief[0].alpha + belief[0].beta) - belief[k].alpha / (belief[k].alpha + belief[k].beta);
      cvs_sum_add(&total, arm[k].p_best);
      assert_true(near(arm[k].expected_loss - arm[0].expected_loss, means, ACCURACY, 1e-13));
      assert_true(arm[k].p_best >= 0 && arm[k].expected_loss >= 0);
    }
    assert_true(near(cvs_sum_value(&total), 1, ACCURACY, 0));
  }
  cvs_rng_free(rng);
}

/* Two rates whose posteriors are normal but for 1e-6: P(better) = Phi(z), loss = sd (phi(z) - z Phi(-z)). */
static void large_samples_meet_the_normal_limit(void **state) {
  (void)state;
  for (double z = -3; z <= 3; z += 0.5) {
    const double n = 1e12, rate = 0.2, sd = sqrt(2 * rate * (1 - rate) / n);
    const cvs_beta_pair pair = {{n * rate, n * (1 - rate)}, {n * (rate + z * sd), n * (1 - rate - z * sd)}};
    cvs_bayes_comparison found;

    assert_int_equal(cvs_bayes_compare(&pair, &found, NULL), CVS_OK);

    const double phi = exp(-z * z / 2) / sqrt(2 * 3.14159265358979323846), below = erfc(z / sqrt(2)) / 2;
    assert_true(near(found.p_better, 1 - below, 0, 1e-5));
    assert_true(near(found.expected_loss_ship, sd * (phi - z * below), 1e-4, 0));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comparisons_obey_their_laws),
      cmocka_unit_test(effects_obey_their_laws),
      cmocka_unit_test(fields_of_up_to_50_arms_obey_their_laws),
      cmocka_unit_test(large_samples_meet_the_normal_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

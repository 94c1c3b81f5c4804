/* How long the Bayesian answers take: two arms in all, the shortest intervals, 50 arms, looking ahead; and ten
 * million draws of the same P(better), which are good to 1.6e-4 at best. */
#include <convstat/joint.h>

#include "num/num.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

enum { REPEATS = 20, DRAWS = 10000000 };

static double milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void print_time(const char *what, double ms, double limit_ms, cvs_status status) {
  printf("%-58s %10.3f ms", what, ms);
  if (limit_ms > 0)
    printf("  (limit %g)%s", limit_ms, ms > limit_ms ? "  OVER" : "");
  puts(status == CVS_OK ? "" : "  FAILED");
}

static cvs_status answer_two_arms(const cvs_beta_pair *pair) {
  const cvs_credible credible = {0.95, false};
  const double region[2] = {-0.01, 0.01};
  cvs_bayes_comparison found;
  cvs_interval interval;
  double mass;
  cvs_status status = cvs_bayes_compare(pair, &found, NULL);
  if (status == CVS_OK)
    status = cvs_bayes_effect(pair, CVS_DIFFERENCE, &credible, &interval, NULL);
  if (status == CVS_OK)
    status = cvs_bayes_effect(pair, CVS_LIFT, &credible, &interval, NULL);
  if (status == CVS_OK)
    status = cvs_bayes_region(pair, CVS_LIFT, region, &mass, NULL);
  if (status == CVS_OK)
    status = cvs_bayes_rate(&pair->control, &credible, &interval, NULL);
  return status == CVS_OK ? cvs_bayes_rate(&pair->treatment, &credible, &interval, NULL) : status;
}

static double time_two_arms(const cvs_beta_pair *pair) {
  const double start = milliseconds_now();
  cvs_status status = CVS_OK;
  for (int i = 0; i < REPEATS && status == CVS_OK; i++)
    status = answer_two_arms(pair);
  const double ms = (milliseconds_now() - start) / REPEATS;
  char what[128];
  snprintf(what, sizeof what, "two arms in all, Beta(%g, %g) and Beta(%g, %g)", pair->control.alpha, pair->control.beta,
           pair->treatment.alpha, pair->treatment.beta);
  print_time(what, ms, 1, status);
  return ms;
}

static void time_shortest(const cvs_beta_pair *pair) {
  const cvs_credible credible = {0.95, true};
  cvs_interval interval;
  const double start = milliseconds_now();
  cvs_status status = cvs_bayes_effect(pair, CVS_DIFFERENCE, &credible, &interval, NULL);
  if (status == CVS_OK)
    status = cvs_bayes_effect(pair, CVS_LIFT, &credible, &interval, NULL);
  print_time("shortest intervals of difference and lift", milliseconds_now() - start, 0, status);
}

static void time_50_arms(void) {
  cvs_beta belief[CVS_BAYES_ARMS_MAX];
  cvs_bayes_arm arm[CVS_BAYES_ARMS_MAX];
  for (size_t i = 0; i < CVS_BAYES_ARMS_MAX; i++)
    belief[i] = (cvs_beta){1000.5 + 3 * (double)i, 19000.5 + (double)i};
  const double start = milliseconds_now();
  const cvs_status status = cvs_bayes_arms(belief, CVS_BAYES_ARMS_MAX, arm, NULL);
  print_time("50 arms: P(best) and expected losses", milliseconds_now() - start, 100, status);
}

static void time_looking_ahead(const cvs_beta_pair *pair) {
  const uint64_t more[2] = {100000, 100000};
  double value;
  const double start = milliseconds_now();
  const cvs_status status = cvs_bayes_information(pair, more, &value, NULL);
  print_time("value of 100,000 more visitors an arm", milliseconds_now() - start, 0, status);
}

static void time_joint(size_t count) {
  const cvs_joint_prior prior = {{0.5, 0.5}, 0.1};
  const cvs_credible credible = {0.95, false};
  cvs_sample arm[CVS_BAYES_ARMS_MAX];
  cvs_bayes_arm best[CVS_BAYES_ARMS_MAX];
  cvs_bayes_comparison found;
  cvs_interval interval;
  cvs_joint *joint = NULL;
  for (size_t i = 0; i < count; i++)
    arm[i] = (cvs_sample){20000, 1000 + 3 * i};
  const double start = milliseconds_now();
  cvs_status status = cvs_joint_new(&prior, arm, count, &joint, NULL);
  if (status == CVS_OK)
    status = cvs_joint_arms(joint, best, NULL);
  const cvs_joint_pair pair = {joint, 0, 1};
  if (status == CVS_OK)
    status = cvs_joint_compare(&pair, &found, NULL);
  if (status == CVS_OK)
    status = cvs_joint_effect(&pair, CVS_LIFT, &credible, &interval, NULL);
  char what[128];
  snprintf(what, sizeof what, "sceptical joint prior, %zu arms and one comparison", count);
  print_time(what, milliseconds_now() - start, 0, status);
  cvs_joint_free(joint);
}

/* Marsaglia & Tsang (2000), ACM TOMS 26, 363-372; shape >= 1. */
static double draw_gamma(cvs_rng *rng, double shape) {
  const double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (int i = 0; i < 100; i++) {
    const double x = cvs_rng_normal(rng), root = 1 + c * x, v = root * root * root;
    if (v > 0 && log(1 - cvs_rng_uniform(rng)) < x * x / 2 + d - d * v + d * log(v))
      return d * v;
  }
  return d;
}

static double draw_rate(cvs_rng *rng, const cvs_beta *belief) {
  const double a = draw_gamma(rng, belief->alpha);
  return a / (a + draw_gamma(rng, belief->beta));
}

static void compare_with_draws(const cvs_beta_pair *pair, double exact_ms) {
  cvs_rng *rng;
  cvs_bayes_comparison found;
  if (cvs_rng_new(1, &rng) != CVS_OK || cvs_bayes_compare(pair, &found, NULL) != CVS_OK)
    return;
  double better = 0;
  const double start = milliseconds_now();
  for (int i = 0; i < DRAWS; i++)
    better += draw_rate(rng, &pair->treatment) > draw_rate(rng, &pair->control);
  const double ms = milliseconds_now() - start;
  cvs_rng_free(rng);
  print_time("10,000,000 draws of P(better)", ms, 0, CVS_OK);
  printf("  off by %.2g; all exact answers take 1/%.0f of that; draws with an error of 1e-9 would take %.1g times as "
         "long\n",
         fabs(better / DRAWS - found.p_better), ms / exact_ms,
         ms / exact_ms * found.p_better * found.p_worse / DRAWS / 1e-18);
}

int main(void) {
  const cvs_beta_pair usual = {{1001, 9001}, {1101, 8901}}, few = {{101, 901}, {121, 881}};
  const cvs_beta_pair many = {{1e9, 9e9}, {1.0001e9, 8.9999e9}}, tiny = {{1, 1}, {1, 1}};
  const double exact_ms = time_two_arms(&usual);
  (void)time_two_arms(&few);
  (void)time_two_arms(&many);
  (void)time_two_arms(&tiny);
  time_shortest(&usual);
  time_50_arms();
  time_joint(2);
  time_joint(CVS_BAYES_ARMS_MAX);
  time_looking_ahead(&usual);
  compare_with_draws(&usual, exact_ms);
  return 0;
}

/* The Bayes factor of two independent rates against one common rate.
 *
 * ln BF = ln B(a1, b1) + ln B(a2, b2) - ln B(a0, b0) - ln B(a, b), where a_i, b_i are the posterior
 * shapes of the arms, a0 = a1 + a2 - a those of both arms pooled and a, b the prior's. Logarithms
 * of gamma functions of 1e12 would leave four decimals of it. With Stirling's formula taken apart,
 *   ln B(a, b) = a ln(a/n) + b ln(b/n) + ln(2 pi n / (a b)) / 2 + d(a) + d(b) - d(n),  n = a + b,
 * the large terms become the deviances of each arm from the pooled rate, which have a form without
 * cancellation. */
#include "stat/bayes_law.h"

#include "base/constants.h"
#include "base/error.h"
#include "stat/methods.h"

#include <float.h>
#include <math.h>

/* From here on five terms of Stirling's series give 1e-14. */
static const double STIRLING_FROM = 16;

/* d(x) = ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2 (Abramowitz & Stegun 6.1.41). */
static double stirling_rest(double x) {
  double steps = 0; /* d(x) - d(x + 1) = (x + 1/2) ln(1 + 1/x) - 1; lgamma() would write a global */
  for (; x < STIRLING_FROM; x += 1)
    steps += (x + 0.5) * log1p(1 / x) - 1;
  const double square = 1 / (x * x);
  return steps + (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))) / x;
}

/* ln B(a, b) less a ln(a/n) + b ln(b/n). */
static double ln_beta_rest(const cvs_beta *shape) {
  const double a = shape->alpha, b = shape->beta, n = a + b;
  return (log(n / a) - log(b)) / 2 + CVS_LN_SQRT_2PI + stirling_rest(a) + stirling_rest(b) - stirling_rest(n);
}

/* ln(1 + w) - w where 1 + w is also known with its own digits. */
static double ln_ratio_less(double ratio, double w) {
  return w > -0.5 ? cvs_ln1p_less(w) : log(ratio) - w;
}

/* a ln(p/p0) + b ln(q/q0), p = a/n the arm's and p0 the pooled rate: each logarithm is taken less its linear
 * term, and those cancel. */
static double deviance(const cvs_beta *arm, const cvs_beta *pooled) {
  const double shrink = (arm->alpha + arm->beta) / (pooled->alpha + pooled->beta);
  /* n (p0 - p) = (a0 b - a b0) / n0, with one rounding (Kahan) */
  const double product = arm->alpha * pooled->beta, lost = fma(arm->alpha, pooled->beta, -product);
  const double moved = (fma(pooled->alpha, arm->beta, -product) - lost) / (pooled->alpha + pooled->beta);
  const double of_a = ln_ratio_less(pooled->alpha / arm->alpha * shrink, moved / arm->alpha);
  const double of_b = ln_ratio_less(pooled->beta / arm->beta * shrink, -moved / arm->beta);
  return -arm->alpha * of_a - arm->beta * of_b;
}

cvs_status cvs_bayes_factor_test(const cvs_beta *prior, const cvs_pair *pair, cvs_bayes_factor *out, cvs_error *error) {
  cvs_beta arm[2], pooled;
  cvs_status status = cvs_bayes_posterior(prior, &pair->control, &arm[0], error);
  if (status == CVS_OK)
    status = cvs_bayes_posterior(prior, &pair->treatment, &arm[1], error);
  if (status == CVS_OK)
    status = cvs_bayes_posterior(&arm[0], &pair->treatment, &pooled, error);
  if (status != CVS_OK)
    return status;
  /* a1 + a2 = a0 + a: the prior is in two arms, and once in the pooled one */
  double ln_factor = deviance(&arm[0], &pooled) + deviance(&arm[1], &pooled) - deviance(prior, &pooled);
  ln_factor += ln_beta_rest(&arm[0]) + ln_beta_rest(&arm[1]) - ln_beta_rest(&pooled) - ln_beta_rest(prior);
  *out = (cvs_bayes_factor){fmin(exp(ln_factor), DBL_MAX), ln_factor};
  return CVS_OK;
}

const cvs_method cvs_method_bayes_factor = {
    .name = "bayes_factor",
    .id = "bayes-factor",
    .kind = CVS_KIND_OTHER,
    .title = "Bayes factor of two rates against one common rate",
    .formula =
        "BF10 = B(a1, b1) B(a2, b2) / (B(a0, b0) B(a, b)), a_i = a + x_i, b_i = b + n_i - x_i, 0 both arms pooled",
    .citation = "Kass & Raftery (1995), JASA 90, 773-795; Gunel & Dickey (1974), Biometrika 61, 545-557",
    .note = "depends on the prior more than chances and losses do: a wide prior speaks for one common rate",
};

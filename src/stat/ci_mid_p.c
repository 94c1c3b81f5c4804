/* The mid-p exact interval of one conversion rate. */
#include "stat/methods.h"

#include "base/constants.h"
#include "num/dist.h"
#include "num/num.h"
#include "stat/check.h"

#include <math.h>

/* Roots to the last bits: the tail probabilities carry about 14 digits. */
static const double ROOT_RTOL = 1e-15;

typedef struct mid_tail {
  double x, n;
  double ln_tail;
  bool lower; /* the tail of the lower limit: large counts */
} mid_tail;

/* ln of P(X beyond x) + P(X = x)/2 at this rate, less ln tail. It is the mean of the tails with and
 * without x, and both are beta probabilities. */
static double excess_ln_tail(double rate, const void *context) {
  const mid_tail *m = context;
  cvs_tail side = m->lower ? CVS_LN_LOWER : CVS_LN_UPPER;
  double with, without;
  double a_with = m->lower ? m->x : m->x + 1, a_without = m->lower ? m->x + 1 : m->x;
  if (cvs_beta_probability(rate, a_with, m->n - a_with + 1, side, &with) != CVS_OK ||
      cvs_beta_probability(rate, a_without, m->n - a_without + 1, side, &without) != CVS_OK)
    return NAN;
  return cvs_ln_add(with, without) - CVS_LN2 - m->ln_tail;
}

/* Between the exact limits for x and for its neighbour, where the tails bracket it. 0 < x < n. */
static cvs_status find_limit(const mid_tail *m, double tail, double *out) {
  cvs_tail side = m->lower ? CVS_LOWER : CVS_UPPER;
  double low, high;
  cvs_status status = cvs_beta_quantile(tail, m->x, m->n - m->x + 1, side, &low);
  if (status == CVS_OK)
    status = cvs_beta_quantile(tail, m->x + 1, m->n - m->x, side, &high);
  if (status != CVS_OK)
    return status;
  /* the quantiles may err in their last digits */
  const double margin = 1e-12;
  return cvs_root((cvs_curve){excess_ln_tail, m}, low * (1 - margin), fmin(1, high * (1 + margin)), ROOT_RTOL, out);
}

/* At 0 and n the equation (1 - p)^n / 2 = tail has a closed form. */
static cvs_status find_both(double x, double n, double tail, double limits[2]) {
  double log_rate = log(2 * tail) / n;
  limits[0] = x > 0 ? exp(log_rate) : 0;
  limits[1] = x < n ? -expm1(log_rate) : 1;
  mid_tail m = {.x = x, .n = n, .ln_tail = log(tail), .lower = true};
  cvs_status status = x > 0 && x < n ? find_limit(&m, tail, &limits[0]) : CVS_OK;
  m.lower = false;
  if (status == CVS_OK && x > 0 && x < n)
    status = find_limit(&m, tail, &limits[1]);
  return status;
}

static cvs_status limit_rate(const cvs_sample *sample, const cvs_level *level, cvs_interval *out, cvs_error *error) {
  cvs_status status = cvs_check_sample(sample, error);
  if (status == CVS_OK)
    status = cvs_check_level(level, error);
  if (status != CVS_OK)
    return status;
  double limits[2];
  status = find_both((double)sample->conversions, (double)sample->visitors, level->tail, limits);
  if (status == CVS_OK)
    cvs_rate_set(out, sample, level, limits[0], limits[1]);
  return status;
}

const cvs_method cvs_method_ci_mid_p = {
    .name = "ci_mid_p",
    .id = "mid-p",
    .kind = CVS_KIND_RATE,
    .title = "mid-p exact interval",
    .formula = "P(X > x | lower) + P(X = x | lower)/2 = alpha/2, and alike for the upper end",
    .citation = "Berry & Armitage (1995), The Statistician 44, 417-423",
    .note = "exact tails with half the observed count's probability: narrower than Clopper-Pearson, close to its level",
    .rate = limit_rate,
};

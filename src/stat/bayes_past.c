/* A prior from past experiments: maximum of the beta-binomial marginal likelihood.
 *
 * With mean m = a / s and weight s = a + b the likelihood is a product of B(a + x, b + n - x) / B(a, b). For a
 * given s it is log-concave in m, so its score has one root; along those roots the score in ln s is
 * searched for the change from rising to falling. Scores are differences of digamma functions, formed
 * as psi(v + k) - psi(v) = ln(1 + k/v) + c(v + k) - c(v), so that 1e12 visitors cost no digits. */
#include "stat/bayes_law.h"

#include "base/error.h"
#include "num/num.h"

#include <math.h>

/* Weights that are searched, in visitors: a wider prior than the first says nothing, a narrower one than the
 * last is a point. */
static const double WEIGHT_LEAST = 0.25;
static const double WEIGHT_MOST = 1e12;
static const double WEIGHT_FACTOR = 2;
/* Log odds between which every mean is searched: rates of 1e-17. */
static const double LOG_ODDS_MOST = 40;
/* From here on five terms of the digamma's series give 1e-16. */
static const double SERIES_FROM = 16;
/* Log odds and ln weight are found to this: the shapes to 1e-10. */
static const double ROOT_TOLERANCE = 1e-13;

typedef struct past_counts {
  const cvs_sample *sample;
  size_t count;
  double weight;
  double mean; /* of the last search */
  double rest;
} past_counts;

/* psi(v) - ln v, v >= 16 (Abramowitz & Stegun 6.3.18). */
static double digamma_rest(double v) {
  const double square = 1 / (v * v);
  return -0.5 / v - square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240))));
}

/* psi(v + k) - psi(v), k >= 0 whole: the terms below the series' range are the recurrence 1/v. */
static double digamma_rise(double v, double k) {
  double sum = 0;
  for (; v < SERIES_FROM && k > 0; v += 1, k -= 1)
    sum += 1 / v;
  return k > 0 ? sum + log1p(k / v) + digamma_rest(v + k) - digamma_rest(v) : sum;
}

/* Scores in a and b, of all samples. */
typedef struct scores {
  double a;
  double b;
} scores;

static scores score_past(const past_counts *past, double mean, double rest) {
  cvs_sum a = {0, 0}, b = {0, 0};
  for (size_t i = 0; i < past->count; i++) {
    const cvs_sample *sample = &past->sample[i];
    const double all = digamma_rise(past->weight, (double)sample->visitors);
    cvs_sum_add(&a, digamma_rise(past->weight * mean, (double)sample->conversions) - all);
    cvs_sum_add(&b, digamma_rise(past->weight * rest, (double)(sample->visitors - sample->conversions)) - all);
  }
  return (scores){cvs_sum_value(&a), cvs_sum_value(&b)};
}

static double score_in_mean(double log_odds, const void *context) {
  const scores found = score_past(context, 1 / (1 + exp(-log_odds)), 1 / (1 + exp(log_odds)));
  return found.a - found.b;
}

/* The most likely mean at past->weight. */
static cvs_status find_mean(past_counts *past) {
  double log_odds = 0;
  const cvs_status status =
      cvs_root((cvs_curve){score_in_mean, past}, -LOG_ODDS_MOST, LOG_ODDS_MOST, ROOT_TOLERANCE, &log_odds);
  past->mean = 1 / (1 + exp(-log_odds));
  past->rest = 1 / (1 + exp(log_odds));
  return status;
}

/* Score in the weight, at the mean that is most likely there. */
static double score_in_weight(double ln_weight, const void *context) {
  past_counts past = *(const past_counts *)context;
  past.weight = exp(ln_weight);
  if (find_mean(&past) != CVS_OK)
    return NAN;
  const scores found = score_past(&past, past.mean, past.rest);
  return past.mean * found.a + past.rest * found.b;
}

/* The first weight, doubling, where the likelihood has begun to fall. */
static cvs_status find_weight(past_counts *past) {
  const double step = log(WEIGHT_FACTOR), last = log(WEIGHT_MOST);
  double below = log(WEIGHT_LEAST), ln_weight = 0;
  if (!(score_in_weight(below, past) > 0))
    return CVS_ELIMIT;
  for (; below < last; below += step) {
    const double above = score_in_weight(below + step, past);
    if (isnan(above))
      return CVS_ENOCONV;
    if (above > 0)
      continue;
    const cvs_status status =
        cvs_root((cvs_curve){score_in_weight, past}, below, below + step, ROOT_TOLERANCE, &ln_weight);
    past->weight = exp(ln_weight);
    return status == CVS_OK ? find_mean(past) : status;
  }
  return CVS_EUNDEF;
}

static cvs_status check_past(const cvs_sample *past, size_t count, cvs_error *error) {
  size_t used = 0, some = 0, rest = 0;
  for (size_t i = 0; i < count; i++) {
    if (past[i].conversions > past[i].visitors || past[i].visitors > CVS_VISITORS_MAX)
      return cvs_fail(error, CVS_EINVAL, "%llu conversions of %llu visitors are not a sample",
                      (unsigned long long)past[i].conversions, (unsigned long long)past[i].visitors);
    used += past[i].visitors > 0;
    some += past[i].conversions > 0;
    rest += past[i].conversions < past[i].visitors;
  }
  if (used < 2)
    return cvs_fail(error, CVS_EUNDEF, "%zu past experiments have visitors, a prior needs at least 2", used);
  if (some == 0 || rest == 0)
    return cvs_fail(error, CVS_EUNDEF, "%s converted in the past experiments, which gives no prior",
                    some == 0 ? "nobody" : "everybody");
  return CVS_OK;
}

cvs_status cvs_bayes_prior_from_past(const cvs_sample *past, size_t count, cvs_beta *out, cvs_error *error) {
  cvs_status status = check_past(past, count, error);
  if (status != CVS_OK)
    return status;
  past_counts search = {.sample = past, .count = count};
  status = find_weight(&search);
  if (status == CVS_EUNDEF)
    return cvs_fail(error, status, "the past rates vary no more than chance, which no prior can match");
  const cvs_beta prior = {search.weight * search.mean, search.weight * search.rest};
  if (status == CVS_ELIMIT || (status == CVS_OK && fmin(prior.alpha, prior.beta) < CVS_BETA_SHAPE_MIN))
    return cvs_fail(error, CVS_ELIMIT, "the past rates vary so much that only shapes below %g match them",
                    CVS_BETA_SHAPE_MIN);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the most likely prior of %zu past experiments could not be found", count);
  *out = prior;
  return CVS_OK;
}

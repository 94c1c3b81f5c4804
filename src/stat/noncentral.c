/* The conversions of the treatment given all conversions, at any odds ratio. */
#include "stat/noncentral.h"

#include "num/num.h"

#include <math.h>

static const double tail_epsilon = 1e-18;
/* Sums relative to the weight of k stop here: beyond it k has no probability that matters. */
static const double sum_max = 1e280;
/* Bracket of a limit: factors on the odds ratio from 2, squared each time, up to 2^512. */
enum { WIDENINGS_MAX = 10 };
static const double limit_rtol = 1e-13;

static bool rest_is_negligible(double term, double ratio, double sum) {
  return ratio < 1 && term * ratio < tail_epsilon * sum * (1 - ratio);
}

/* Weights of the counts above k, relative to that of k. */
static double weigh_above(const cvs_hypergeometric *h, double k, double odds_ratio) {
  double term = 1;
  double sum = 0;
  for (double at = k; at < h->high && sum < sum_max; at++) {
    double ratio = cvs_hypergeometric_up(h, at) * odds_ratio;
    if (rest_is_negligible(term, ratio, sum))
      break;
    term *= ratio;
    sum += term;
  }
  return sum;
}

/* Weights of the counts between a and k, and of a and below, relative to that of k. */
static void weigh_below(const cvs_hypergeometric *h, double k, double a, double odds_ratio, cvs_noncentral *out) {
  double term = 1;
  for (double at = k; at > h->low && out->inside < sum_max && out->lower < sum_max; at--) {
    double ratio = cvs_hypergeometric_down(h, at) / odds_ratio;
    if (rest_is_negligible(term, ratio, at <= a + 1 ? out->lower : 0))
      break;
    term *= ratio;
    if (at - 1 > a)
      out->inside += term;
    else
      out->lower += term;
  }
}

cvs_noncentral cvs_noncentral_split(const cvs_hypergeometric *h, double k, double a, double odds_ratio) {
  cvs_noncentral parts = {.upper = 1 + weigh_above(h, k, odds_ratio)};
  weigh_below(h, k, a, odds_ratio, &parts);
  double total = parts.upper + parts.inside + parts.lower;
  return (cvs_noncentral){parts.upper / total, parts.inside / total, parts.lower / total};
}

cvs_hypergeometric cvs_hypergeometric_mirrored(const cvs_hypergeometric *h) {
  return cvs_hypergeometric_given(h->unmarked, h->marked, h->drawn);
}

/* What the limit solves: ln P(X >= k) is tail's. */
typedef struct limit_problem {
  const cvs_hypergeometric *table;
  double k;
  double tail;
} limit_problem;

static double limit_excess(double odds_ratio, const void *context) {
  const limit_problem *problem = context;
  cvs_noncentral parts = cvs_noncentral_split(problem->table, problem->k, problem->k - 1, odds_ratio);
  return log(parts.upper / problem->tail);
}

/* Near enough to bracket from: the observed odds ratio with a half conversion moved inwards. */
static double limit_guess(const cvs_hypergeometric *h, double k) {
  double others = h->drawn - k;
  return (k - 0.5) / (h->marked - k + 0.5) * ((h->unmarked - others + 0.5) / (others + 0.5));
}

cvs_status cvs_noncentral_limit(const cvs_hypergeometric *h, double k, double tail, double *out) {
  *out = 0;
  if (k <= h->low)
    return CVS_OK;
  limit_problem problem = {.table = h, .k = k, .tail = tail};
  double high = limit_guess(h, k);
  double spread = sqrt(1 / k + 1 / (h->marked - k + 1) + 1 / (h->drawn - k + 1) + 1 / (h->unmarked - h->drawn + k));
  double factor = exp(fmax(spread, 1e-15));
  double low = high;
  for (int i = 0; i < WIDENINGS_MAX && limit_excess(high, &problem) < 0; i++, factor *= factor)
    high *= factor;
  for (int i = 0; i < WIDENINGS_MAX && limit_excess(low, &problem) > 0; i++, factor *= factor)
    low /= factor;
  return cvs_root((cvs_curve){limit_excess, &problem}, low, high, limit_rtol, out);
}

cvs_status cvs_odds_limits(const cvs_pair *pair, const cvs_level *level, cvs_odds_limit *lower, cvs_limits *out) {
  cvs_hypergeometric table = cvs_hypergeometric_of(pair);
  cvs_hypergeometric mirrored = cvs_hypergeometric_mirrored(&table);
  double k = (double)pair->treatment.conversions;
  double inverse = 0; /* of the upper limit */
  cvs_status status = CVS_OK;
  *out = (cvs_limits){0, INFINITY};
  if (level->alternative != CVS_LESS)
    status = lower(&table, k, level, &out->lower);
  if (status == CVS_OK && level->alternative != CVS_GREATER)
    status = lower(&mirrored, table.drawn - k, level, &inverse);
  if (inverse > 0)
    out->upper = 1 / inverse;
  return status;
}

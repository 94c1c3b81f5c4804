/* Exact tests the slow, plain way. */
#include "support/naive_exact.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { GRID_POINTS = 3000, GOLDEN_STEPS = 60 };
static const double TIE = 1e-9;
static const double FISHER_TIE = 1e-7;

double naive_ln_choose(uint64_t n, uint64_t k) {
  long double sum = 0;
  for (uint64_t i = 1; i <= k; i++)
    sum += logl((long double)(n - k + i)) - logl((long double)i);
  return (double)sum;
}

static double ln_weight(const cvs_pair *pair, uint64_t converted, uint64_t treatment) {
  return naive_ln_choose(pair->control.visitors, converted - treatment) +
         naive_ln_choose(pair->treatment.visitors, treatment);
}

static bool is_possible(const cvs_pair *pair, uint64_t converted, uint64_t treatment) {
  return treatment <= pair->treatment.visitors && treatment <= converted &&
         converted - treatment <= pair->control.visitors;
}

double naive_fisher_at(const cvs_pair *pair, cvs_alternative alternative, double odds_ratio) {
  uint64_t seen = pair->treatment.conversions;
  uint64_t converted = pair->control.conversions + seen;
  double slope = log(odds_ratio);
  double at_seen = ln_weight(pair, converted, seen);
  long double all = 0;
  long double extreme = 0;
  for (uint64_t k = 0; k <= pair->treatment.visitors; k++) {
    if (!is_possible(pair, converted, k))
      continue;
    double relative = ln_weight(pair, converted, k) - at_seen + slope * ((double)k - (double)seen);
    bool counts = alternative == CVS_GREATER ? k >= seen : k <= seen;
    if (alternative == CVS_TWO_SIDED)
      counts = relative <= log1p(FISHER_TIE);
    all += expl((long double)relative);
    extreme += counts ? expl((long double)relative) : 0;
  }
  return (double)(extreme / all);
}

double naive_fisher(const cvs_pair *pair, cvs_alternative alternative) {
  return naive_fisher_at(pair, alternative, 1);
}

/* The pooled z; 0 where nobody or everybody converted. */
static double pooled_z(const cvs_pair *pair) {
  double n1 = (double)pair->control.visitors, n2 = (double)pair->treatment.visitors;
  double x1 = (double)pair->control.conversions, x2 = (double)pair->treatment.conversions;
  double rate = (x1 + x2) / (n1 + n2);
  double variance = rate * (1 - rate) * (1 / n1 + 1 / n2);
  return variance > 0 ? (x2 / n2 - x1 / n1) / sqrt(variance) : 0;
}

/* Small is extreme. */
static double rank_of(const cvs_pair *pair, cvs_alternative alternative, naive_order order) {
  if (order == NAIVE_BY_FISHER)
    return naive_fisher(pair, alternative);
  double z = pooled_z(pair);
  if (alternative == CVS_TWO_SIDED)
    return -fabs(z);
  return alternative == CVS_GREATER ? -z : z;
}

/* Sums of n1 choose x1 times n2 choose x2 over the extreme tables with m conversions, as shares of
 * N choose m. */
static void list_region(const cvs_pair *pair, cvs_alternative alternative, naive_order order, double *share) {
  uint64_t total = pair->control.visitors + pair->treatment.visitors;
  double seen = rank_of(pair, alternative, order);
  double limit = seen + TIE * fabs(seen);
  for (uint64_t m = 0; m <= total; m++) {
    share[m] = 0;
    for (uint64_t k = 0; k <= m; k++) {
      if (!is_possible(pair, m, k))
        continue;
      cvs_pair table = *pair;
      table.treatment.conversions = k;
      table.control.conversions = m - k;
      if (rank_of(&table, alternative, order) <= limit)
        share[m] += exp(ln_weight(pair, m, k) - naive_ln_choose(total, m));
    }
  }
}

typedef struct region {
  uint64_t total;
  double share[NAIVE_VISITORS_MAX + 1];
  double ln_choose[NAIVE_VISITORS_MAX + 1];
} region;

static double size_at(const region *r, double rate) {
  if (rate <= 0)
    return r->share[0];
  if (rate >= 1)
    return r->share[r->total];
  double sum = 0;
  for (uint64_t m = 0; m <= r->total; m++)
    sum += r->share[m] * exp(r->ln_choose[m] + (double)m * log(rate) + (double)(r->total - m) * log1p(-rate));
  return sum;
}

static void make_region(const cvs_pair *pair, cvs_alternative alternative, naive_order order, region *r) {
  r->total = pair->control.visitors + pair->treatment.visitors;
  list_region(pair, alternative, order, r->share);
  for (uint64_t m = 0; m <= r->total; m++)
    r->ln_choose[m] = naive_ln_choose(r->total, m);
}

/* Grid points crowd at both ends, where the deviation of an observed rate is small. */
static double rate_at(double angle) {
  return 0.5 - 0.5 * cos(angle);
}

static double golden(const region *r, double low, double high) {
  const double part = (sqrt(5) - 1) / 2;
  for (int i = 0; i < GOLDEN_STEPS; i++) {
    double a = high - part * (high - low);
    double b = low + part * (high - low);
    if (size_at(r, rate_at(a)) > size_at(r, rate_at(b)))
      high = b;
    else
      low = a;
  }
  return size_at(r, rate_at((low + high) / 2));
}

double naive_unconditional(const cvs_pair *pair, cvs_alternative alternative, naive_order order) {
  region r;
  make_region(pair, alternative, order, &r);
  const double step = acos(-1) / GRID_POINTS;
  double value[GRID_POINTS + 1];
  double best = 0;
  for (int i = 0; i <= GRID_POINTS; i++) {
    value[i] = size_at(&r, rate_at(i * step));
    best = fmax(best, value[i]);
  }
  double near_best = best * (1 - 1e-3);
  for (int i = 1; i < GRID_POINTS; i++)
    if (value[i] >= near_best && value[i] >= value[i - 1] && value[i] >= value[i + 1])
      best = fmax(best, golden(&r, (i - 1) * step, (i + 1) * step));
  return best;
}

double naive_size_at(const cvs_pair *pair, cvs_alternative alternative, naive_order order, double rate) {
  region r;
  make_region(pair, alternative, order, &r);
  return size_at(&r, rate);
}

/* The chance that one of two arms is better under the joint prior, without the tables of the whole posterior.
 *
 * With x_i = m + u_i, u_i ~ N(0, sd^2 / 2), the middle s = (x_1 + x_2) / 2 and the log odds ratio d = x_2 - x_1 are
 * independent before the counts: d ~ N(0, sd^2), s ~ the shared law convolved with N(0, sd^2 / 4). So the posterior is
 *   h(s) exp(-d^2 / (2 sd^2)) L_1(s - d / 2) L_2(s + d / 2),
 * L_i = p^x q^(n - x), and the second rate is higher where d > 0. The convolution and the integral over s are
 * trapezoidal sums (Trefethen & Weideman 2014, SIAM Review 56, 385-458), those over each half line of d by Fejer. */
#include "stat/bayes_joint.h"

#include "base/error.h"
#include "num/num.h"

#include <math.h>

/* Steps of trapezoidal sums, in deviations and at most, and where they end: as in bayes_joint.c. */
static const double STEP_DEVIATIONS = 0.58;
static const double STEP_WIDEST = 0.75;
static const double LN_LEAST = -27;
static const double HALVING_TOLERANCE = 3e-6;
/* Panels of d: beside the mode 20 nodes meet a normal law of this width to 1e-12, further out to 1e-9 of e^-20. */
static const double PANEL_DEVIATIONS = 3;
static const double PANEL_WIDEST = 2;
/* Beyond it the log odds ratio reaches as far as the poles of the likelihoods (measured: 1e-8 at 9). */
static const double SPREAD_MOST = 1;
/* A chance below it wants the digits that the tables keep. */
static const double CHANCE_LEAST = 0.01;
static const double SMALL = 1e4;
enum { NODES_MAX = 4000, PANELS_MAX = 200, REFINEMENTS_MAX = 4, CONVOLUTION_MAX = 100 };

typedef struct sceptic {
  const cvs_joint_prior *prior;
  double conversions[2], others[2];
  cvs_beta_law pool; /* rate and mode of the pooled rate */
  cvs_fejer rule;
  double step;   /* of the convolution, on the log odds */
  int reach;     /* and how many of them on each side */
  double panel;  /* width */
  bool is_small; /* counts whose logarithms lose less than 1e-12 as they are */
} sceptic;

/* Sums over d < 0 and d > 0, times e^-ln_scale. */
typedef struct halves {
  double sum[2];
  double ln_scale;
} halves;

/* x ln p + (n - x) ln q, but for a constant. */
static double ln_likelihood(const sceptic *it, double a, double b, double x) {
  if (!it->is_small)
    return cvs_ln_against(&it->pool, a, b, x);
  const double both = log1p(exp(-fabs(x)));
  return a * (fmin(x, 0) - both) - b * (fmax(x, 0) + both);
}

/* The shared law, convolved. */
static double ln_shared(const sceptic *it, double s) {
  const double spread = it->prior->log_odds_sd / 2;
  const cvs_beta *shared = &it->prior->shared;
  const double middle = ln_likelihood(it, shared->alpha, shared->beta, s);
  double sum = 1; /* the middle */
  for (int k = 1; k <= it->reach; k++) {
    const double x = it->step * k;
    const double tail = x / spread * (x / spread) / 2;
    sum += exp(ln_likelihood(it, shared->alpha, shared->beta, s + x) - middle - tail);
    sum += exp(ln_likelihood(it, shared->alpha, shared->beta, s - x) - middle - tail);
  }
  return middle + log(sum);
}

/* Steps as narrow as the normal and the shared law, at its tightest, together. */
static bool plan_convolution(sceptic *it) {
  const double spread = it->prior->log_odds_sd / 2;
  const double tightest = (it->prior->shared.alpha + it->prior->shared.beta) / 4;
  it->step = fmin(STEP_DEVIATIONS / sqrt(1 / (spread * spread) + tightest), STEP_WIDEST);
  /* the shared law's slope, at most alpha + beta, moves the top of their product */
  const double tilt = (it->prior->shared.alpha + it->prior->shared.beta) * spread * spread;
  const double reach = ceil((sqrt(-2 * LN_LEAST) * spread + tilt) / it->step);
  it->reach = reach <= CONVOLUTION_MAX ? (int)reach : 0;
  return it->reach > 0;
}

static double ln_density(const sceptic *it, double s, double d) {
  const double z = d / it->prior->log_odds_sd;
  return ln_likelihood(it, it->conversions[0], it->others[0], s - d / 2) +
         ln_likelihood(it, it->conversions[1], it->others[1], s + d / 2) - z * z / 2;
}

static double integrate_panel(const sceptic *it, double s, double from, double ln_scale) {
  const double half = it->panel / 2 * (from < 0 ? -1 : 1);
  double sum = 0;
  for (size_t k = 0; k < CVS_PANEL_NODES; k++)
    sum += it->rule.weight[k] * exp(ln_density(it, s, from + half * (1 + it->rule.node[k])) - ln_scale);
  return fabs(half) * sum;
}

/* Ends of the panels of one half line, until the density has fallen; 0 where there are too many. */
static size_t find_panels(const sceptic *it, double s, double sign, double *ln_end) {
  double highest = -INFINITY;
  for (size_t i = 0; i < PANELS_MAX; i++) {
    ln_end[i] = ln_density(it, s, sign * it->panel * (double)i);
    highest = fmax(highest, ln_end[i]);
    if (ln_end[i] - highest < LN_LEAST)
      return i + 1;
  }
  return 0;
}

static bool integrate_line(const sceptic *it, double s, halves *out) {
  double ln_end[2][PANELS_MAX];
  size_t count[2];
  double highest = -INFINITY;
  for (int side = 0; side < 2; side++) {
    count[side] = find_panels(it, s, side == 0 ? -1 : 1, ln_end[side]);
    for (size_t i = 0; i < count[side]; i++)
      highest = fmax(highest, ln_end[side][i]);
  }
  *out = (halves){.ln_scale = highest};
  for (int side = 0; side < 2; side++)
    for (size_t i = 0; i + 1 < count[side]; i++)
      if (fmax(ln_end[side][i], ln_end[side][i + 1]) - highest > 2 * LN_LEAST)
        out->sum[side] += integrate_panel(it, s, (side == 0 ? -1 : 1) * fmax(it->panel * (double)i, 1e-300), highest);
  return count[0] > 0 && count[1] > 0;
}

/* Every node of s; the even ones apart, for the check. */
typedef struct walk {
  double sum[2], even;
  double ln_scale;
} walk;

static void add_node(walk *all, const halves *node, double ln_weight, bool even) {
  const double ln_node = node->ln_scale + ln_weight;
  if (ln_node > all->ln_scale) {
    const double shrink = exp(all->ln_scale - ln_node); /* 0 at the start */
    all->sum[0] *= shrink;
    all->sum[1] *= shrink;
    all->even *= shrink;
    all->ln_scale = ln_node;
  }
  const double weight = exp(ln_node - all->ln_scale);
  all->sum[0] += weight * node->sum[0];
  all->sum[1] += weight * node->sum[1];
  all->even += even ? weight * (node->sum[0] + node->sum[1]) : 0;
}

/* One side from the middle outwards; false where it does not end. */
static bool walk_side(const sceptic *it, double step, walk *all) {
  for (size_t i = step > 0 ? 0 : 1; i < NODES_MAX; i++) {
    const double s = it->pool.mode + fabs((double)i) * step, ln_weight = ln_shared(it, s);
    halves node;
    if (!integrate_line(it, s, &node))
      return false;
    add_node(all, &node, ln_weight, i % 2 == 0);
    if (node.ln_scale + ln_weight - all->ln_scale < LN_LEAST)
      return true;
  }
  return false;
}

static bool integrate(const sceptic *it, double step, walk *out) {
  for (int refinement = 0; refinement < REFINEMENTS_MAX; refinement++, step /= 2) {
    *out = (walk){.ln_scale = -INFINITY};
    if (!walk_side(it, step, out) || !walk_side(it, -step, out))
      return false;
    if (fabs(2 * out->even / (out->sum[0] + out->sum[1]) - 1) <= HALVING_TOLERANCE)
      return true;
  }
  return false;
}

bool cvs_joint_chances(const cvs_joint_prior *prior, const cvs_pair *counts, cvs_bayes_tails *out) {
  const cvs_sample *arm[2] = {&counts->control, &counts->treatment};
  sceptic it = {.prior = prior};
  cvs_beta pooled = prior->shared;
  double visitors = 0;
  for (size_t i = 0; i < 2; i++) {
    it.conversions[i] = (double)arm[i]->conversions;
    it.others[i] = (double)(arm[i]->visitors - arm[i]->conversions);
    pooled.alpha += it.conversions[i];
    pooled.beta += it.others[i];
    visitors += (double)arm[i]->visitors;
  }
  const double n = pooled.alpha + pooled.beta, p = pooled.alpha / n, q = pooled.beta / n;
  it.pool = (cvs_beta_law){.p = p, .q = q, .mode = log(pooled.alpha / pooled.beta)};
  cvs_fejer_init(&it.rule);
  it.is_small = n < SMALL;
  const double tight = prior->log_odds_sd * prior->log_odds_sd;
  it.panel = fmin(PANEL_DEVIATIONS / sqrt(1 / tight + visitors * p * q / 4), PANEL_WIDEST);
  walk all;
  if (prior->log_odds_sd > SPREAD_MOST || !plan_convolution(&it) ||
      !integrate(&it, fmin(STEP_DEVIATIONS / sqrt(n * p * q), STEP_WIDEST), &all))
    return false;
  const double total = all.sum[0] + all.sum[1];
  *out = (cvs_bayes_tails){all.sum[0] / total, all.sum[1] / total};
  return fmin(out->lower, out->upper) >= CHANCE_LEAST;
}

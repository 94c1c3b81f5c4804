/* A beta distribution as the law of its log odds: density, both tails, quantiles. */
#include "stat/bayes_law.h"

#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"

#include <math.h>
#include <string.h>

enum { NODES = CVS_PANEL_NODES, PANELS_MAX = 2000 };
/* Panels are at most this many local deviations wide and fall by about this many powers of e: the
 * Chebyshev coefficients of exp(-s^2 / 2) on [-1, 1] and of exp(-3 s) are below 1e-14 from the 20th on. */
static const double WIDTH_DEVIATIONS = 2;
static const double WIDTH_FALL = 6;
/* The density has poles pi away from the real line. */
static const double WIDTH_POLE = 2;
/* Far from the mode on the side of a small shape all is one exponential: panels may grow. */
static const double WIDTH_GROWTH = 0.5;
/* e^-50 is 2e-22 of the mode, e^-700 is next to the least double. */
static const double LN_CORE = -50;
static const double LN_REACH = -700;
/* Below this the logarithm's series needs six terms for 17 digits. */
static const double SERIES_BELOW = 0.1;

double cvs_ln1p_less(double w) {
  if (fabs(w) >= SERIES_BELOW)
    return log1p(w) - w;
  /* ln(1 + w) = 2 atanh(r) with r = w / (2 + w), and 2 r - w = -w r */
  const double r = w / (2 + w), square = r * r;
  const double series =
      1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square * (1.0 / 9 + square * (1.0 / 11 + square / 13))));
  return r * (2 * square * series - w);
}

/* Rates at t = x - mode, as they enter the density: odds ratio less 1, and the sum q + p e^t. */
typedef struct odds_step {
  double ratio; /* e^t */
  double rise;  /* e^t - 1 */
  double sum;
} odds_step;

static odds_step step_odds(const cvs_beta_law *law, double t) {
  const double rise = expm1(t);
  const double ratio = t < -0.5 ? exp(t) : 1 + rise;
  return (odds_step){ratio, rise, law->q + law->p * ratio};
}

/* The deviance a ln(rate / p) + b ln((1 - rate) / q): each half is formed from its relative step, whose
 * linear terms cancel exactly, so that a = 1e12 costs no digits. Beside a normal factor they leave
 * gap (rate - p) / (p q), which the normal's own linear term -gap t nearly cancels. */
double cvs_beta_law_ln_relative(const cvs_beta_law *law, double t) {
  const odds_step at = step_odds(law, t);
  const double up = law->q * at.rise / at.sum, down = -law->p * at.rise / at.sum;
  const double of_a = up > -0.5 ? cvs_ln1p_less(up) : t - log(at.sum) - up;
  const double of_b = down > -0.5 ? cvs_ln1p_less(down) : -log(at.sum) - down;
  const double binomial = law->a * of_a + law->b * of_b;
  if (law->pull <= 0)
    return binomial;
  return binomial + law->gap * (at.rise / at.sum - t) - law->pull * t * t / 2;
}

double cvs_beta_law_slope(const cvs_beta_law *law, double t) {
  const odds_step at = step_odds(law, t);
  return -law->n * law->p * law->q * at.rise / at.sum - law->pull * t;
}

static double curvature(const cvs_beta_law *law, double t) {
  const odds_step at = step_odds(law, t);
  return law->n * law->p * law->q * at.ratio / (at.sum * at.sum) + law->pull;
}

static double panel_width(const cvs_beta_law *law, double sign, double start) {
  const double t = sign * start;
  const double deviation = 1 / sqrt(curvature(law, t));
  const double fall = WIDTH_FALL / fabs(cvs_beta_law_slope(law, t)); /* infinite at the mode */
  const double smooth = fmax(WIDTH_POLE, WIDTH_GROWTH * start);
  return fmin(fmin(WIDTH_DEVIATIONS * deviation, fall), smooth);
}

static void fill_panel(const cvs_beta_law *law, const cvs_fejer *rule, double sign, cvs_law_panel *panel) {
  const double half = panel->width / 2;
  double value[NODES];
  for (size_t k = 0; k < NODES; k++)
    value[k] = half * exp(cvs_beta_law_ln_relative(law, sign * (panel->start + half * (1 + rule->node[k]))));
  cvs_panel_integrate(rule, value, panel->coefficient);
}

static cvs_status fill_side(cvs_beta_law *law, const cvs_fejer *rule, size_t which, double reach) {
  const double sign = which == 0 ? -1 : 1;
  cvs_law_side *side = &law->side[which];
  double start = 0, ln_density = 0;
  while (ln_density > LN_CORE || (start < reach && ln_density > LN_REACH)) {
    if (side->count >= PANELS_MAX)
      return CVS_ENOCONV;
    cvs_law_panel *grown = cvs_array_grow(side->panel, &side->capacity, side->count + 1, sizeof *grown);
    if (grown == NULL)
      return CVS_ENOMEM;
    side->panel = grown;
    cvs_law_panel *panel = &side->panel[side->count++];
    *panel = (cvs_law_panel){.start = start, .width = panel_width(law, sign, start)};
    fill_panel(law, rule, sign, panel);
    start += panel->width;
    if (ln_density > LN_CORE)
      side->core = start;
    ln_density = cvs_beta_law_ln_relative(law, sign * start);
  }
  side->end = start;
  return CVS_OK;
}

/* Adds what lies beyond each panel, from outside inwards; returns the whole side's mass. Beyond the last
 * panel the density is taken as exponential: 1e-3 of 2e-22. */
static double join_side(const cvs_beta_law *law, size_t which) {
  const double sign = which == 0 ? -1 : 1;
  const cvs_law_side *side = &law->side[which];
  const double last = sign * side->end;
  double beyond = exp(cvs_beta_law_ln_relative(law, last)) / fabs(cvs_beta_law_slope(law, last));
  for (size_t i = side->count; i-- > 0;) {
    cvs_law_panel *panel = &side->panel[i];
    panel->coefficient[0] += beyond;
    beyond = 0;
    for (size_t j = 0; j <= NODES; j++)
      beyond += j % 2 == 0 ? panel->coefficient[j] : -panel->coefficient[j];
  }
  return beyond;
}

static void normalise(cvs_beta_law *law) {
  law->scale = 1 / (join_side(law, 0) + join_side(law, 1));
  for (size_t which = 0; which < 2; which++)
    for (size_t i = 0; i < law->side[which].count; i++)
      for (size_t j = 0; j <= NODES; j++)
        law->side[which].panel[i].coefficient[j] *= law->scale;
}

double cvs_beta_mean_difference(const cvs_beta_pair *pair) {
  const double a1 = pair->control.alpha, b1 = pair->control.beta;
  const double a2 = pair->treatment.alpha, b2 = pair->treatment.beta;
  /* a2 b1 - a1 b2 with one rounding (Kahan) */
  const double product = a1 * b2, lost = fma(a1, b2, -product);
  return (fma(a2, b1, -product) - lost) / (a1 + b1) / (a2 + b2);
}

cvs_status cvs_check_beta(const cvs_beta *belief, const char *what, cvs_error *error) {
  const double shape[2] = {belief->alpha, belief->beta};
  for (size_t i = 0; i < 2; i++)
    if (!(shape[i] >= CVS_BETA_SHAPE_MIN && shape[i] <= CVS_BETA_SHAPE_MAX))
      return cvs_fail(error, CVS_EINVAL, "the %s of the %s is %g, expected %g to %g", i == 0 ? "alpha" : "beta", what,
                      shape[i], CVS_BETA_SHAPE_MIN, CVS_BETA_SHAPE_MAX);
  return CVS_OK;
}

static cvs_status tabulate(const cvs_fejer *rule, const double reach[2], cvs_beta_law *law, cvs_error *error) {
  cvs_status status = fill_side(law, rule, 0, law->mode - reach[0]);
  if (status == CVS_OK)
    status = fill_side(law, rule, 1, reach[1] - law->mode);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the beta distribution with shapes %g and %g could not be tabulated", law->a,
                    law->b);
  normalise(law);
  return CVS_OK;
}

cvs_status cvs_beta_law_make(const cvs_beta *belief, const double reach[2], cvs_beta_law *law, cvs_error *error) {
  *law = (cvs_beta_law){.a = belief->alpha, .b = belief->beta, .n = belief->alpha + belief->beta};
  const cvs_status status = cvs_check_beta(belief, "beta distribution", error);
  if (status != CVS_OK)
    return status;
  law->p = law->a / law->n;
  law->q = law->b / law->n;
  law->mode = log(law->a / law->b);
  cvs_fejer rule;
  cvs_fejer_init(&rule);
  return tabulate(&rule, reach, law, error);
}

/* Slope of the logarithm of binomial times normal at log odds x: falls throughout. */
static double total_slope(double x, const void *context) {
  const cvs_held_arm *it = context;
  const double rate = 1 / (1 + exp(-x)), rest = 1 / (1 + exp(x));
  return it->conversions * rest - it->others * rate - it->pull * (x - it->center);
}

cvs_status cvs_held_arm_mode(const cvs_held_arm *it, double *mode) {
  /* the binomial's slope lies between -others and conversions; a little further for the rounding of x - center */
  const double wider = 1.001;
  const double low = it->center - wider * it->others / it->pull;
  const double high = it->center + wider * it->conversions / it->pull;
  const double own = log(it->conversions / it->others); /* infinite where there are none of either */
  const double nearest = fmin(fmax(own, low), high);
  if (!(fabs(nearest - it->center) > 0)) {
    *mode = it->center;
    return CVS_OK;
  }
  return cvs_root((cvs_curve){total_slope, it}, fmin(nearest, it->center), fmax(nearest, it->center), 0, mode);
}

cvs_status cvs_beta_law_make_held(const cvs_held_arm *it, const cvs_fejer *rule, cvs_beta_law *law, cvs_error *error) {
  static const double nowhere[2] = {INFINITY, -INFINITY};
  *law = (cvs_beta_law){.a = it->conversions, .b = it->others, .n = it->conversions + it->others, .pull = it->pull};
  const cvs_status status = cvs_held_arm_mode(it, &law->mode);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the mode of a rate near others could not be found");
  law->p = 1 / (1 + exp(-law->mode));
  law->q = 1 / (1 + exp(law->mode));
  law->gap = it->pull * (law->mode - it->center);
  return tabulate(rule, nowhere, law, error);
}

double cvs_beta_law_deviation(const cvs_beta_law *law) {
  return 1 / sqrt(curvature(law, 0));
}

void cvs_beta_law_free(cvs_beta_law *law) {
  cvs_free(law->side[0].panel);
  cvs_free(law->side[1].panel);
  memset(law->side, 0, sizeof law->side);
}

void cvs_beta_law_core(const cvs_beta_law *law, double core[2]) {
  core[0] = law->mode - law->side[0].core;
  core[1] = law->mode + law->side[1].core;
}

double cvs_beta_law_density(const cvs_beta_law *law, double t) {
  const double ln_density = cvs_beta_law_ln_relative(law, t);
  return ln_density < LN_REACH ? 0 : law->scale * exp(ln_density);
}

cvs_bayes_tails cvs_beta_law_tails(const cvs_beta_law *law, double t) {
  const double tail = cvs_side_tail(&law->side[t > 0], fabs(t));
  return t > 0 ? (cvs_bayes_tails){1 - tail, tail} : (cvs_bayes_tails){tail, 1 - tail};
}

typedef struct quantile_search {
  const cvs_law_side *side;
  double ln_tail;
} quantile_search;

static double compare_tail(double distance, const void *context) {
  const quantile_search *search = context;
  return log(cvs_side_tail(search->side, distance)) - search->ln_tail;
}

cvs_status cvs_beta_law_quantile(const cvs_beta_law *law, double lower, double *t) {
  const bool above = lower > cvs_beta_law_tails(law, 0).lower;
  const quantile_search search = {&law->side[above], log(above ? 1 - lower : lower)};
  double distance = 0;
  cvs_status status = CVS_OK;
  if (compare_tail(0, &search) > 0) /* else the mode itself, by a rounding error */
    status = cvs_root((cvs_curve){compare_tail, &search}, 0, search.side->core, 0, &distance);
  if (status == CVS_OK)
    *t = above ? distance : -distance;
  return status;
}

/* The score statistic at any null value: z, and the constrained rates behind it.
 *
 * Notation of the papers: control x1 of n1, treatment x2 of n2, y = n - x, rates p = x/n, q = 1 - p.
 * Each scale's fit under "effect = null" is a one-parameter family of rates (Lagrange's condition),
 * so a fit is one root, and a limit (score_limit.c) is one root too. */
#include "stat/score.h"

#include "num/num.h"
#include "stat/check.h"

#include <math.h>

/* Newton needs 3 to 8 steps as a rule; after that every other step halves the bracket, 95 times. */
enum { NEWTON_STEPS = 10, STEPS_MAX = 200 };
static const double STEP_EPSILON = 2e-16;

cvs_score_counts cvs_score_read(const cvs_pair *pair) {
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  return (cvs_score_counts){.x1 = (double)control->conversions,
                            .y1 = (double)(control->visitors - control->conversions),
                            .n1 = (double)control->visitors,
                            .x2 = (double)treatment->conversions,
                            .y2 = (double)(treatment->visitors - treatment->conversions),
                            .n2 = (double)treatment->visitors,
                            .cross = cvs_product_difference(treatment->conversions, control->visitors,
                                                            control->conversions, treatment->visitors)};
}

cvs_score_counts cvs_score_swap(const cvs_score_counts *c) {
  return (cvs_score_counts){
      .x1 = c->x2, .y1 = c->y2, .n1 = c->n2, .x2 = c->x1, .y2 = c->y1, .n2 = c->n1, .cross = -c->cross};
}

double cvs_score_factor_n1(const cvs_pair *pair) {
  double total = (double)pair->control.visitors + (double)pair->treatment.visitors;
  return total / (total - 1);
}

double cvs_score_z_pooled(const cvs_pair *pair, double factor) {
  cvs_score_counts c = cvs_score_read(pair);
  if (c.cross == 0)
    return 0;
  double variance = (c.n1 * c.n2) * ((c.x1 + c.x2) * (c.y1 + c.y2)) / (c.n1 + c.n2);
  return c.cross / sqrt(variance) / sqrt(factor);
}

cvs_pulled cvs_score_pull(const cvs_pull_arm *arm, double lambda) {
  double x = arm->converted, y = arm->rest, n = arm->visitors;
  double slope = sqrt((n - lambda) * (n - lambda) + 4 * lambda * y);
  cvs_pulled out = {.rate = 2 * x / (n + lambda + slope), .slope = slope};
  /* two forms of 1 - rate, each free of cancellation on its side */
  if (lambda > n)
    out.rest = (slope + (lambda - n)) / (2 * lambda);
  else
    out.rest = y > 0 ? 2 * y / (n - lambda + slope) : 0;
  return out;
}

/* Difference: one multiplier pulls p2 down and p1 up. */
typedef struct pull_state {
  cvs_pulled treatment;
  cvs_pulled control_rest; /* q1 plays the part of a rate */
  double distance;         /* observed difference less the fitted one */
  double slope;            /* its derivative by lambda */
} pull_state;

static pull_state pull_pair(const cvs_score_counts *c, double lambda) {
  cvs_pull_arm treatment = {c->x2, c->y2, c->n2}, control_rest = {c->y1, c->x1, c->n1};
  pull_state s = {.treatment = cvs_score_pull(&treatment, lambda),
                  .control_rest = cvs_score_pull(&control_rest, lambda)};
  double spread2 = s.treatment.rate * s.treatment.rest, spread1 = s.control_rest.rate * s.control_rest.rest;
  s.distance = lambda * (spread2 / c->n2 + spread1 / c->n1);
  s.slope = (spread2 > 0 ? spread2 / s.treatment.slope : 0) + (spread1 > 0 ? spread1 / s.control_rest.slope : 0);
  return s;
}

/* A fit and how far the data lie from it; `squared_z` keeps its digits where the rates' own
 * complements have none left. */
typedef struct score_fit {
  cvs_constrained_rates rates;
  double squared_z;
} score_fit;

static score_fit mirror_fit(score_fit fit) {
  fit.rates = (cvs_constrained_rates){.control = fit.rates.treatment, .treatment = fit.rates.control};
  return fit;
}

/* Next multiplier: Newton's where it stays inside the bracket, else the middle. Where an arm stands
 * at 0 or all, the curve has a kink, over which Newton alone would jump to and fro for ever. */
static double next_lambda(const pull_state *s, double lambda, double distance, const double bracket[2], int step) {
  double newton = lambda - (s->distance - distance) / s->slope;
  bool jumps = step >= NEWTON_STEPS && step % 2 == 1;
  if (!jumps && s->slope > 0 && newton > bracket[0] && newton < bracket[1])
    return newton;
  return bracket[0] + (bracket[1] - bracket[0]) / 2;
}

/* Fit at difference `null` <= observed: the multiplier whose rates lie `distance` below it. */
static score_fit fit_difference_below(const cvs_score_counts *c, double null, double distance) {
  double bracket[2] = {0, 2 * (c->x2 + c->y1) / (1 + null)}; /* at its end p2 + q1 <= 1 + null */
  double lambda = 0;
  pull_state s = pull_pair(c, lambda);
  for (int i = 0; i < STEPS_MAX && distance > 0; i++) {
    bracket[s.distance < distance ? 0 : 1] = lambda;
    double next = next_lambda(&s, lambda, distance, bracket, i);
    if (fabs(next - lambda) <= STEP_EPSILON * next)
      break;
    lambda = next;
    s = pull_pair(c, lambda);
  }
  return (score_fit){.rates = {.control = s.control_rest.rest, .treatment = s.treatment.rate},
                     .squared_z = lambda * distance};
}

static score_fit fit_difference(const cvs_score_counts *c, double null) {
  double distance = c->cross / (c->n1 * c->n2) - null;
  if (null <= -1 || null >= 1)
    return (score_fit){.rates = {.control = null<0, .treatment = null> 0}, .squared_z = distance == 0 ? 0 : INFINITY};
  if (distance >= 0)
    return fit_difference_below(c, null, distance);
  cvs_score_counts mirrored = cvs_score_swap(c);
  return mirror_fit(fit_difference_below(&mirrored, -null, -distance));
}

/* The root of a k^2 - b k + c = 0 that is 0 with c, without cancellation. */
static double root_near_zero(double a, double b, double c) {
  double root = sqrt(fmax(0, b * b - 4 * a * c));
  if (c == 0)
    return 0;
  return b >= 0 ? 2 * c / (b + root) : (b - root) / (2 * a);
}

/* Lift L: x2 - n2 p2 = k q2 and x1 - n1 p1 = -k q1 give p2 = (x2 - k)/(n2 - k), p1 = (x1 + k)/(n1 + k)
 * (Koopman 1984, eq. 2.2 in another variable); (1 + L) p1 = p2 is a quadratic in k. */
typedef struct lift_value {
  double lift;
  double ratio; /* 1 + lift, also where the lift is so near -1 that it has lost the ratio */
} lift_value;

/* Lifts nearer to 0 than this keep more digits than their ratio. */
static const double LIFT_IS_SMALL = 0.5;

static double lift_numerator(const cvs_score_counts *c, lift_value at) {
  if (fabs(at.lift) < LIFT_IS_SMALL)
    return c->cross - at.lift * c->n2 * c->x1;
  return c->x2 * c->n1 - at.ratio * c->n2 * c->x1;
}

static double lift_middle_term(const cvs_score_counts *c, lift_value at) {
  if (fabs(at.lift) < LIFT_IS_SMALL)
    return c->y1 + c->y2 + at.lift * (c->n2 - c->x1);
  return c->n1 - c->x2 + at.ratio * (c->n2 - c->x1);
}

/* All of the treatment converted, y2 = 0: p2 stays at 1 while k < n2, then falls at k = n2. */
static score_fit fit_lift_at_full(const cvs_score_counts *c, lift_value at) {
  double lift = at.lift, ratio = at.ratio, k = lift > 0 ? (c->y1 - lift * c->x1) / lift : INFINITY;
  if (k < c->n2)
    return (score_fit){.rates = {.control = 1 / ratio, .treatment = 1},
                       .squared_z = k * k * c->y1 / (c->n1 * (c->x1 + k))};
  double control = (c->x1 + c->n2) / (c->n1 + c->n2);
  double odds = c->n2 * (c->y1 - lift * (c->x1 + c->n2)) / (ratio * (c->x1 + c->n2)); /* n2 q2/p2 */
  return (score_fit){.rates = {.control = control, .treatment = fmin(1, ratio * control)},
                     .squared_z = odds + c->n2 * c->n2 * c->y1 / (c->n1 * (c->x1 + c->n2))};
}

/* Fit at a lift at or below the observed one. */
static score_fit fit_lift_below(const cvs_score_counts *c, lift_value at) {
  if (c->y2 <= 0)
    return fit_lift_at_full(c, at);
  double k = root_near_zero(at.lift, lift_middle_term(c, at), lift_numerator(c, at));
  double control = (c->x1 + k) / (c->n1 + k);
  double weight2 = c->y2 / (c->n2 * (c->x2 - k)), weight1 = c->y1 / (c->n1 * (c->x1 + k));
  return (score_fit){.rates = {.control = control, .treatment = fmin(1, at.ratio * control)},
                     .squared_z = k > 0 ? k * k * (weight2 + weight1) : 0};
}

static score_fit fit_lift(const cvs_score_counts *c, double lift) {
  lift_value at = {lift, 1 + lift};
  if (lift_numerator(c, at) >= 0)
    return fit_lift_below(c, at);
  cvs_score_counts mirrored = cvs_score_swap(c);
  return mirror_fit(fit_lift_below(&mirrored, (lift_value){-lift / at.ratio, 1 / at.ratio}));
}

/* Odds ratio: Lagrange's condition keeps the total, p1 = (x1 + u)/n1 and p2 = (x2 - u)/n2. */
static score_fit fit_odds_ratio(const cvs_score_counts *c, double ratio) {
  double b = c->x2 + c->y1 + ratio * (c->x1 + c->y2);
  double u = root_near_zero(1 - ratio, b, c->x2 * c->y1 - ratio * c->x1 * c->y2);
  double spread1 = fmax(0, (c->x1 + u) * (c->y1 - u)) / c->n1;
  double spread2 = fmax(0, (c->x2 - u) * (c->y2 + u)) / c->n2;
  return (score_fit){
      .rates = {.control = fmin(1, fmax(0, (c->x1 + u) / c->n1)), .treatment = fmin(1, fmax(0, (c->x2 - u) / c->n2))},
      .squared_z = u == 0 ? 0 : u * u * (1 / spread1 + 1 / spread2)};
}

static score_fit fit_scale(const cvs_score_counts *c, cvs_scale scale, double null) {
  if (scale == CVS_DIFFERENCE)
    return fit_difference(c, null);
  return scale == CVS_LIFT ? fit_lift(c, null) : fit_odds_ratio(c, null);
}

cvs_constrained_rates cvs_score_constrained(const cvs_pair *pair, cvs_scale scale, double null) {
  cvs_score_counts c = cvs_score_read(pair);
  return fit_scale(&c, scale, null).rates;
}

/* Positive where the observed effect lies above null; only its sign is of use. */
static double observed_excess(const cvs_score_counts *c, cvs_scale scale, double null) {
  if (scale == CVS_DIFFERENCE)
    return c->cross / (c->n1 * c->n2) - null;
  return scale == CVS_LIFT ? lift_numerator(c, (lift_value){null, 1 + null}) : c->x2 * c->y1 - null * c->x1 * c->y2;
}

double cvs_score_z(const cvs_pair *pair, cvs_scale scale, double null, double factor) {
  if (null == cvs_effect_null(scale))
    return cvs_score_z_pooled(pair, factor);
  cvs_score_counts c = cvs_score_read(pair);
  double excess = observed_excess(&c, scale, null);
  return excess == 0 ? 0 : copysign(sqrt(fit_scale(&c, scale, null).squared_z / factor), excess);
}

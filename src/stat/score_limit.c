/* Score intervals: the effects whose score statistic is the critical value.
 *
 * Along the constrained fits (score.c) the squared statistic is a convex function of the Lagrange
 * multiplier that starts at 0, so each limit is one root that Newton's iteration meets from the
 * right, and the effect follows from the multiplier without cancellation:
 *   difference  z^2 = lambda (observed - limit)
 *   lift        z^2 = k^2 (y2/n2/(x2 - k) + y1/n1/(x1 + k))
 *   odds ratio  z^2 = u^2 (1/(n1 p1 q1) + 1/(n2 p2 q2)), p1 = (x1 + u)/n1, p2 = (x2 - u)/n2
 * Only lower limits are solved; upper limits are lower limits of the swapped arms. */
#include "stat/score.h"

#include "stat/check.h"

#include <math.h>

/* Newton from the right of a convex function: 5 steps as a rule, 30 where a count is 0 or 1. */
enum { STEPS_MAX = 200 };
/* A residual of this size (relative) is squared away by the step that follows it. */
static const double RESIDUAL = 1e-11;
static const double STEP_EPSILON = 4e-16;

typedef struct limit_problem {
  cvs_score_counts c;
  double target; /* squared critical value times the variance factor */
} limit_problem;

typedef struct curve_point {
  double value;
  double slope;
  double scale; /* what `value` is small against */
} curve_point;

/* A convex curve of the multiplier, 0 where the statistic is critical. */
typedef curve_point curve(const limit_problem *p, double multiplier);

/* Root of a convex curve that is negative between 0 and the root, at or below `upper`. */
static cvs_status solve_convex(curve *evaluate, const limit_problem *p, double upper, double start, double *out) {
  double x = fmin(start, upper);
  for (int i = 0; i < STEPS_MAX; i++) {
    curve_point at = evaluate(p, x);
    double next = at.slope > 0 ? x - at.value / at.slope : upper;
    if (!(next <= upper))
      next = upper;
    bool settled = fabs(at.value) <= RESIDUAL * at.scale && at.slope > 0;
    if (settled || fabs(next - x) <= STEP_EPSILON * x) {
      *out = next;
      return CVS_OK;
    }
    x = next;
  }
  return CVS_ENOCONV;
}

/* Two arms' own roots are upper bounds; their variances add, which gives the start between. */
static cvs_status solve_between(curve *evaluate, const limit_problem *p, double bound1, double bound2, double *out) {
  double start = 1 / sqrt(1 / (bound1 * bound1) + 1 / (bound2 * bound2));
  return solve_convex(evaluate, p, fmin(bound1, bound2), start, out);
}

/* --- difference --- */

static curve_point difference_curve(const limit_problem *p, double lambda) {
  cvs_pull_arm arm2 = {p->c.x2, p->c.y2, p->c.n2}, arm1 = {p->c.y1, p->c.x1, p->c.n1};
  cvs_pulled pull2 = cvs_score_pull(&arm2, lambda), pull1 = cvs_score_pull(&arm1, lambda);
  double spread2 = lambda * pull2.rate * pull2.rest, spread1 = lambda * pull1.rate * pull1.rest;
  double share2 = spread2 / p->c.n2, share1 = spread1 / p->c.n1;
  curve_point out = {.scale = p->target, .value = lambda * (share2 + share1) - p->target};
  out.slope = share2 + share1;
  out.slope += (spread2 > 0 ? spread2 / pull2.slope : 0) + (spread1 > 0 ? spread1 / pull1.slope : 0);
  return out;
}

/* The multiplier where one arm alone would meet the target: that arm's Wilson limit w, whose
 * distance from x/n is sqrt(target w (1 - w)/n); lambda = target / distance. */
static double bound_of_difference(double x, double y, double n, double target) {
  if (x <= 0)
    return INFINITY;
  double root = sqrt(target * (target + 4 * x * (y / n)));
  double limit = 2 * x * (x / n) / (2 * x + target + root);
  double rest = (2 * y + target + root) / (2 * (n + target));
  return sqrt(target * n / (limit * rest));
}

static cvs_status lower_difference(const limit_problem *p, double *limit) {
  *limit = -1;
  if (p->c.x2 <= 0 && p->c.y1 <= 0)
    return CVS_OK;
  double lambda;
  cvs_status status = solve_between(difference_curve, p, bound_of_difference(p->c.x2, p->c.y2, p->c.n2, p->target),
                                    bound_of_difference(p->c.y1, p->c.x1, p->c.n1, p->target), &lambda);
  if (status == CVS_OK)
    *limit = p->c.cross / (p->c.n1 * p->c.n2) - p->target / lambda;
  return status;
}

/* --- lift --- */

/* k - sqrt(target V(k)): the lift's statistic without its pole at k = x2. */
static curve_point lift_curve(const limit_problem *p, double k) {
  double a = p->c.y2 / p->c.n2, b = p->c.y1 / p->c.n1;
  double left = p->c.x2 - k, right = p->c.x1 + k;
  double weight = a * right + b * left;
  double root = sqrt(p->target * fmax(0, left * right / weight));
  double variance_slope = (b * left * left - a * right * right) / (weight * weight);
  return (curve_point){.value = k - root, .slope = 1 - p->target * variance_slope / (2 * root), .scale = k};
}

/* Multiplier k of the lower limit; y2 > 0. */
static cvs_status solve_lift(const limit_problem *p, double *k) {
  double a = p->c.y2 / p->c.n2, b = p->c.y1 / p->c.n1, t = p->target;
  double bound2 = 2 * t * p->c.x2 / (t + sqrt(t * t + 4 * a * t * p->c.x2));
  double bound1 = b > 0 ? (t + sqrt(t * t + 4 * b * t * p->c.x1)) / (2 * b) : INFINITY;
  return solve_between(lift_curve, p, bound1, bound2, k);
}

/* All of the treatment converted: p2 stays at 1 while k <= n2, then k = n2 and p2 = n2/(n2 + odds).
 * Returns k; *odds is 0 in the first case. */
static double solve_lift_at_full(const limit_problem *p, double *odds) {
  double b = p->c.y1 / p->c.n1, t = p->target;
  double k = b > 0 ? (t + sqrt(t * t + 4 * b * t * p->c.x1)) / (2 * b) : INFINITY;
  *odds = k > p->c.n2 ? fmax(0, t - b * p->c.n2 * p->c.n2 / (p->c.x1 + p->c.n2)) : 0;
  return fmin(k, p->c.n2);
}

static cvs_status lower_lift(const limit_problem *p, double *limit) {
  *limit = -1;
  if (p->c.x2 <= 0)
    return CVS_OK;
  double k, odds;
  if (p->c.y2 <= 0) {
    k = solve_lift_at_full(p, &odds);
    *limit = odds > 0 ? (p->c.n2 * p->c.y1 - odds * (p->c.x1 + p->c.n2)) / ((p->c.n2 + odds) * (p->c.x1 + p->c.n2))
                      : p->c.y1 / (p->c.x1 + k);
    return CVS_OK;
  }
  cvs_status status = solve_lift(p, &k);
  if (status == CVS_OK)
    *limit = (p->c.cross - k * (p->c.y1 + p->c.y2)) / ((p->c.n2 - k) * (p->c.x1 + k));
  return status;
}

static cvs_status upper_lift(const limit_problem *p, double *limit) {
  *limit = INFINITY;
  if (p->c.x1 <= 0)
    return CVS_OK;
  limit_problem swapped = {cvs_score_swap(&p->c), p->target};
  double k, odds;
  if (p->c.y1 <= 0) {
    k = solve_lift_at_full(&swapped, &odds);
    *limit = odds > 0 ? (odds * (p->c.x2 + p->c.n1) - p->c.n1 * p->c.y2) / (p->c.n1 * (p->c.n1 + p->c.n2))
                      : -p->c.y2 / (p->c.n2 + k);
    return CVS_OK;
  }
  cvs_status status = solve_lift(&swapped, &k);
  if (status == CVS_OK)
    *limit = (p->c.cross + k * (p->c.y1 + p->c.y2)) / ((p->c.n2 + k) * (p->c.x1 - k));
  return status;
}

/* --- odds ratio --- */

static curve_point odds_curve(const limit_problem *p, double u) {
  double spread1 = (p->c.x1 + u) * (p->c.y1 - u) / p->c.n1, spread2 = (p->c.x2 - u) * (p->c.y2 + u) / p->c.n2;
  double slope1 = (p->c.y1 - p->c.x1 - 2 * u) / p->c.n1, slope2 = (p->c.x2 - p->c.y2 - 2 * u) / p->c.n2;
  double sum = spread1 + spread2;
  double root = sqrt(p->target * fmax(0, spread1 * spread2 / sum));
  double variance_slope = (slope1 * spread2 * spread2 + slope2 * spread1 * spread1) / (sum * sum);
  return (curve_point){.value = u - root, .slope = 1 - p->target * variance_slope / (2 * root), .scale = u};
}

/* Where one arm alone would meet the target: n u^2 = target (x + u)(y - u), u > 0. */
static double bound_of_odds(double x, double y, double n, double target) {
  double b = target * (y - x), root = sqrt(b * b + 4 * (n + target) * target * x * y);
  return b >= 0 ? (b + root) / (2 * (n + target)) : 2 * target * x * y / (root - b);
}

static cvs_status lower_odds_ratio(const limit_problem *p, double *limit) {
  *limit = 0;
  if (p->c.x2 <= 0 || p->c.y1 <= 0)
    return CVS_OK;
  double u;
  cvs_status status = solve_between(odds_curve, p, bound_of_odds(p->c.x1, p->c.y1, p->c.n1, p->target),
                                    bound_of_odds(p->c.y2, p->c.x2, p->c.n2, p->target), &u);
  if (status == CVS_OK)
    *limit = (p->c.x2 - u) * (p->c.y1 - u) / ((p->c.x1 + u) * (p->c.y2 + u));
  return status;
}

/* --- both ends --- */

static cvs_status solve_lower(const limit_problem *p, cvs_scale scale, double *limit) {
  if (scale == CVS_DIFFERENCE)
    return lower_difference(p, limit);
  return scale == CVS_LIFT ? lower_lift(p, limit) : lower_odds_ratio(p, limit);
}

static cvs_status solve_upper(const limit_problem *p, cvs_scale scale, double *limit) {
  if (scale == CVS_LIFT)
    return upper_lift(p, limit);
  limit_problem swapped = {cvs_score_swap(&p->c), p->target};
  double mirrored;
  cvs_status status = solve_lower(&swapped, scale, &mirrored);
  *limit = scale == CVS_DIFFERENCE ? -mirrored : 1 / mirrored;
  return status;
}

/* Nobody converted (and, for odds, everybody): the data say nothing about a ratio. */
static bool is_uninformative(const limit_problem *p, cvs_scale scale) {
  bool nobody = p->c.x1 <= 0 && p->c.x2 <= 0, everybody = p->c.y1 <= 0 && p->c.y2 <= 0;
  return (scale != CVS_DIFFERENCE && nobody) || (scale == CVS_ODDS_RATIO && everybody);
}

cvs_status cvs_score_interval(const cvs_pair *pair, cvs_scale scale, double factor, const cvs_level *level,
                              cvs_interval *out) {
  cvs_status status = CVS_OK;
  limit_problem problem = {cvs_score_read(pair), level->z * level->z * factor};
  double lower = scale == CVS_ODDS_RATIO ? 0 : -1, upper = INFINITY;
  if (!is_uninformative(&problem, scale)) {
    if (level->alternative != CVS_LESS)
      status = solve_lower(&problem, scale, &lower);
    if (status == CVS_OK && level->alternative != CVS_GREATER)
      status = solve_upper(&problem, scale, &upper);
    if (status != CVS_OK)
      return status;
  }
  cvs_interval_agree(cvs_score_z_pooled(pair, factor), level, cvs_effect_null(scale), &lower, &upper);
  cvs_effect_set(out, pair, scale, level, (cvs_limits){lower, upper});
  return CVS_OK;
}

/* The posterior of a difference or a lift.
 *
 * With the inner arm's rate p and the outer arm's limit g(p) = p + s (difference s) or p (1 + L) (lift L),
 *   P(outer <= g(inner)) = integral over p of f_inner(p) F_outer(g(p)).
 * Only p with 0 < g(p) < 1 needs the integral. Over that range p = low + width / (1 + e^-y) is
 * substituted: at each end some rate or its rest goes to 0 as a power, an exponential in y, so that
 * the trapezoidal rule converges geometrically (Trefethen & Weideman 2014, SIAM Review 56, 385-458).
 * Leaving out every other node gives the rule of twice the step, whose error is about the root of
 * this one's: that is the error control. */
#include "stat/bayes_effect.h"

#include "base/error.h"
#include "num/num.h"

#include <math.h>

/* The step in deviations of the narrower arm, and at most; refined where that is not enough. */
static const double STEP_DEVIATIONS = 0.5;
static const double STEP_WIDEST = 0.5;
/* Where an arm's own mass does not end the range, dp/dy does: e^-45 is 3e-20. */
static const double RANGE_Y = 45;
/* The rule of twice the step differs by at most this much of the whole: squared, 1e-11. */
static const double HALVING_TOLERANCE = 3e-6;
/* The inner arm's table leaves out 1e-22: a tail, of a whole of 1, is good to this at best. */
static const double NOTHING = 1e-17;
enum { NODES_MAX = 1 << 20, REFINEMENTS_MAX = 10 };

/* Rates are kept with their rests: inner p = low + width u, 1 - p = low_rest + width (1 - u),
 * outer g = outer_low + outer_width u ..., all sums of terms >= 0, for u = 1 / (1 + e^-y). */
typedef struct relation {
  const cvs_beta_law *inner;
  const cvs_beta_law *outer;
  double low, low_rest, width;
  double outer_low, outer_rest, outer_width;
  bool with_density;
  double slope_fixed, slope_rate; /* dg(p)/d(effect) = slope_fixed + slope_rate p, without its sign */
} relation;

/* g(p) = p + shift */
static void relate_by_shift(relation *it, double shift) {
  it->low = it->outer_rest = fmax(0, -shift);
  it->low_rest = it->outer_low = fmax(0, shift);
  it->width = it->outer_width = 1 - fabs(shift);
  it->slope_fixed = 1;
}

/* g(p) = p ratio; ratio = 1 + lift, where both are given with their digits. */
static void relate_by_ratio(relation *it, double ratio, double lift) {
  it->low_rest = lift > 0 ? lift / ratio : 0;
  it->outer_rest = lift > 0 ? 0 : -lift;
  it->width = fmin(1, 1 / ratio);
  it->outer_width = fmin(1, ratio);
}

/* y of a log odds of the inner arm; -RANGE_Y or RANGE_Y where the range ends before it. */
static double limit_y(const relation *it, double x) {
  const double above = 1 / (1 + exp(-x)) - it->low, below = 1 / (1 + exp(x)) - it->low_rest;
  if (above <= 0)
    return -RANGE_Y;
  if (below <= 0)
    return RANGE_Y;
  const double y = log(above / below);
  const bool open_low = it->low <= 0 && y < 0, open_high = it->low_rest <= 0 && y > 0;
  return open_low || open_high ? y : fmin(fmax(y, -RANGE_Y), RANGE_Y);
}

typedef struct sums {
  double lower;
  double upper;
  double density;
} sums;

static sums evaluate_node(const relation *it, double y) {
  const double part = 1 / (1 + exp(-y)), rest = 1 / (1 + exp(y));
  const double p = it->low + it->width * part, q = it->low_rest + it->width * rest;
  const double outer_p = it->outer_low + it->outer_width * part, outer_q = it->outer_rest + it->outer_width * rest;
  if (!(p > 0 && q > 0 && outer_p > 0 && outer_q > 0))
    return (sums){0, 0, 0};
  const double t = log(p / q) - it->inner->mode, outer_t = log(outer_p / outer_q) - it->outer->mode;
  /* dx/dy of the inner log odds */
  const double mass = cvs_beta_law_density(it->inner, t) * it->width * part * rest / (p * q);
  const cvs_bayes_tails tails = cvs_beta_law_tails(it->outer, outer_t);
  const sums found = {mass * tails.lower, mass * tails.upper, 0};
  if (!it->with_density || mass <= 0)
    return found;
  const double slope = it->slope_fixed + it->slope_rate * p;
  const double density = mass * slope * cvs_beta_law_density(it->outer, outer_t) / (outer_p * outer_q);
  return (sums){found.lower, found.upper, density};
}

static void add_sums(sums *total, sums more) {
  total->lower += more.lower;
  total->upper += more.upper;
  total->density += more.density;
}

static bool is_settled(double all, double half) {
  return fabs(all - half) <= HALVING_TOLERANCE * fabs(all) + NOTHING;
}

/* Integral over y from `from` to `to`, where the integrand has vanished. */
static cvs_status integrate_range(const relation *it, const double range[2], double step, sums *out) {
  for (int refinement = 0; refinement < REFINEMENTS_MAX; refinement++, step /= 2) {
    const double intervals = ceil((range[1] - range[0]) / step);
    if (!(intervals < NODES_MAX))
      return CVS_ENOCONV;
    sums half[2] = {{0, 0, 0}, {0, 0, 0}}; /* even and odd nodes */
    for (size_t i = 0; i <= (size_t)intervals; i++)
      add_sums(&half[i % 2], evaluate_node(it, range[0] + (double)i * step));
    sums all = half[0];
    add_sums(&all, half[1]);
    *out = (sums){step * all.lower, step * all.upper, step * all.density};
    if (is_settled(all.lower, 2 * half[0].lower) && is_settled(all.upper, 2 * half[0].upper) &&
        is_settled(all.density, 2 * half[0].density))
      return CVS_OK;
  }
  return CVS_ENOCONV;
}

/* dy/dx of the inner arm at y. */
static double stretch(const relation *it, double y) {
  const double part = 1 / (1 + exp(-y)), rest = 1 / (1 + exp(y));
  const double p = it->low + it->width * part, q = it->low_rest + it->width * rest;
  return p * q / (it->width * part * rest);
}

static cvs_status integrate_relation(const relation *it, sums *out) {
  double core[2];
  cvs_beta_law_core(it->inner, core);
  const double range[2] = {limit_y(it, core[0]), limit_y(it, core[1])};
  *out = (sums){0, 0, 0};
  if (!(range[1] > range[0]))
    return CVS_OK;
  const double middle = fmin(fmax(limit_y(it, it->inner->mode), range[0]), range[1]);
  const double narrow = STEP_DEVIATIONS * cvs_beta_law_deviation(it->inner) * stretch(it, middle);
  return integrate_range(it, range, fmin(fmin(narrow, STEP_WIDEST), (range[1] - range[0]) / 8), out);
}

/* Adds the mass of the inner arm where the outer limit is beyond 0 or 1. */
static void add_outside(const relation *it, sums *out) {
  if (it->low > 0)
    out->upper += cvs_beta_law_tails(it->inner, log(it->low / (it->low_rest + it->width)) - it->inner->mode).lower;
  if (it->low_rest > 0)
    out->lower += cvs_beta_law_tails(it->inner, log((it->low + it->width) / it->low_rest) - it->inner->mode).upper;
}

static cvs_status measure_relation(const relation *it, sums *out) {
  *out = (sums){0, 0, 0};
  const cvs_status status = it->width > 0 && it->outer_width > 0 ? integrate_relation(it, out) : CVS_OK;
  add_outside(it, out);
  return status;
}

/* Standard deviation of the rate, or of its logarithm. */
static double rate_spread(const cvs_beta_law *law, cvs_scale scale) {
  return cvs_beta_law_deviation(law) * law->q * (scale == CVS_DIFFERENCE ? law->p : 1);
}

/* The treatment is at most g(control) = control (1 + L), and the control at least treatment / (1 + L). */
static relation relate_to_control(const cvs_effect_part *part, cvs_scale scale, double value) {
  relation it = {.inner = part->control, .outer = part->treatment};
  if (scale == CVS_DIFFERENCE) {
    relate_by_shift(&it, value);
  } else {
    relate_by_ratio(&it, 1 + value, value);
    it.slope_rate = 1;
  }
  return it;
}

static relation relate_to_treatment(const cvs_effect_part *part, cvs_scale scale, double value) {
  relation it = {.inner = part->treatment, .outer = part->control};
  if (scale == CVS_DIFFERENCE) {
    relate_by_shift(&it, -value);
  } else {
    const double ratio = 1 + value;
    relate_by_ratio(&it, 1 / ratio, -value / ratio);
    it.slope_rate = 1 / ratio / ratio;
  }
  return it;
}

/* The arm that varies less is the inner one: its nodes then meet the other's tails where they are smooth. */
static cvs_status measure_part(const cvs_effect_part *part, cvs_scale scale, const cvs_effect_point *point, sums *out) {
  if (rate_spread(part->control, scale) <= rate_spread(part->treatment, scale)) {
    relation it = relate_to_control(part, scale, point->value);
    it.with_density = point->with_density;
    return measure_relation(&it, out);
  }
  relation it = relate_to_treatment(part, scale, point->value);
  it.with_density = point->with_density;
  sums mirrored = {0, 0, 0};
  const cvs_status status = measure_relation(&it, &mirrored);
  *out = (sums){mirrored.upper, mirrored.lower, mirrored.density};
  return status;
}

cvs_status cvs_effect_law_measure(const cvs_effect_law *law, cvs_effect_point *point) {
  cvs_sum lower = {0, 0}, upper = {0, 0}, density = {0, 0};
  const bool inside = law->scale == CVS_DIFFERENCE ? fabs(point->value) < 1 : point->value > -1;
  if (!inside) {
    point->tails = point->value > 0 ? (cvs_bayes_tails){1, 0} : (cvs_bayes_tails){0, 1};
    point->density = 0;
    return CVS_OK;
  }
  for (size_t i = 0; i < law->part_count; i++) {
    sums found = {0, 0, 0};
    const cvs_status status = measure_part(&law->part[i], law->scale, point, &found);
    if (status != CVS_OK)
      return status;
    cvs_sum_add(&lower, law->part[i].weight * found.lower);
    cvs_sum_add(&upper, law->part[i].weight * found.upper);
    cvs_sum_add(&density, law->part[i].weight * found.density);
  }
  point->tails = (cvs_bayes_tails){fmin(cvs_sum_value(&lower), 1), fmin(cvs_sum_value(&upper), 1)};
  point->density = cvs_sum_value(&density);
  return CVS_OK;
}

static double part_center(const cvs_effect_part *part, cvs_scale scale) {
  const double difference = part->treatment->p - part->control->p;
  return scale == CVS_LIFT ? log1p(difference / part->control->p) : difference;
}

/* Mean and deviation over all parts: where the search for a quantile starts. */
void cvs_effect_law_locate(cvs_effect_law *law) {
  double variance = 0;
  law->center = 0;
  for (size_t i = 0; i < law->part_count; i++)
    law->center += law->part[i].weight * part_center(&law->part[i], law->scale);
  for (size_t i = 0; i < law->part_count; i++) {
    const cvs_effect_part *part = &law->part[i];
    const double off = part_center(part, law->scale) - law->center;
    const double inner = hypot(rate_spread(part->control, law->scale), rate_spread(part->treatment, law->scale));
    variance += part->weight * (off * off + inner * inner);
  }
  law->spread = sqrt(variance);
}

cvs_status cvs_effect_law_make(const cvs_beta_pair *pair, cvs_scale scale, cvs_effect_law *law, cvs_error *error) {
  *law = (cvs_effect_law){.scale = scale};
  if (scale != CVS_DIFFERENCE && scale != CVS_LIFT)
    return cvs_fail(error, CVS_EINVAL, "a posterior exists for the difference and the lift only");
  const double nowhere[2] = {INFINITY, -INFINITY};
  cvs_status status = cvs_beta_law_make(&pair->control, nowhere, &law->own[0], error);
  if (status == CVS_OK)
    status = cvs_beta_law_make(&pair->treatment, nowhere, &law->own[1], error);
  if (status != CVS_OK)
    return status;
  law->single = (cvs_effect_part){&law->own[0], &law->own[1], 1};
  law->part = &law->single;
  law->part_count = 1;
  cvs_effect_law_locate(law);
  const double difference = cvs_beta_mean_difference(pair); /* with all its digits */
  law->center = scale == CVS_LIFT ? log1p(difference / law->own[0].p) : difference;
  return CVS_OK;
}

void cvs_effect_law_free(cvs_effect_law *law) {
  cvs_beta_law_free(&law->own[0]);
  cvs_beta_law_free(&law->own[1]);
}

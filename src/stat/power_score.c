/* Power of the score test, and what it can detect or needs: normal approximation. */
#include <convstat/several.h>

#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"
#include "stat/check.h"

#include <math.h>

/* Newton on a convex curve from the far end: 5 steps as a rule. */
enum { STEPS_MAX = 100 };
/* The far tail of a two-sided test moves the answer by less than this share where power is usual. */
static const double FAR_TAIL_SHARE = 1e-3;
static const double ROOT_RTOL = 1e-14;

/* Standard errors of the difference: pooled under the null, unpooled under the alternative. */
typedef struct errors {
  double null;
  double alternative;
} errors;

static double spread(double rate) {
  return rate * (1 - rate);
}

static errors find_errors(const cvs_power_design *design) {
  double n1 = design->visitors_control, n2 = design->visitors_treatment;
  double p1 = design->rate_control, p2 = design->rate_treatment;
  double pooled = (n1 * p1 + n2 * p2) / (n1 + n2);
  return (errors){.null = sqrt(spread(pooled) * (1 / n1 + 1 / n2)),
                  .alternative = sqrt(spread(p1) / n1 + spread(p2) / n2)};
}

/* P(the test rejects on the side where the difference is `distance`). */
static double reject_side(double distance, const errors *e, double z) {
  double excess = distance - z * e->null;
  if (e->alternative > 0)
    return cvs_normal_cdf(excess / e->alternative);
  return excess > 0 ? 1 : 0;
}

static double find_power(const cvs_power_design *design) {
  errors e = find_errors(design);
  double difference = design->rate_treatment - design->rate_control, z = design->level.z;
  if (design->level.alternative == CVS_GREATER)
    return reject_side(difference, &e, z);
  if (design->level.alternative == CVS_LESS)
    return reject_side(-difference, &e, z);
  return fmin(1, reject_side(difference, &e, z) + reject_side(-difference, &e, z));
}

static bool is_rate(double rate) {
  return rate >= 0 && rate <= 1;
}

static cvs_status check_sizes(const cvs_power_design *design, cvs_error *error) {
  double n1 = design->visitors_control, n2 = design->visitors_treatment;
  if (!(n1 > 0 && n2 > 0) || !isfinite(n1) || !isfinite(n2))
    return cvs_fail(error, CVS_EINVAL, "the visitors of both arms must be above 0");
  return CVS_OK;
}

static cvs_status check_rates(const cvs_power_design *design, cvs_error *error) {
  if (!is_rate(design->rate_control) || !is_rate(design->rate_treatment))
    return cvs_fail(error, CVS_EINVAL, "rates must lie between 0 and 1");
  if (design->rate_control == design->rate_treatment)
    return cvs_fail(error, CVS_EINVAL, "the rates of the two arms must differ");
  return cvs_check_level(&design->level, error);
}

/* A power that chance alone reaches needs no effect and no visitors. */
static cvs_status check_power(const cvs_level *level, double power, cvs_error *error) {
  double alpha = level->alternative == CVS_TWO_SIDED ? 2 * level->tail : level->tail;
  if (!(power > alpha && power < 1))
    return cvs_fail(error, CVS_EINVAL, "the power must lie between alpha and 1");
  return CVS_OK;
}

cvs_status cvs_power_score(const cvs_power_design *design, double *power, cvs_error *error) {
  cvs_status status = check_sizes(design, error);
  if (status == CVS_OK)
    status = check_rates(design, error);
  if (status == CVS_OK)
    *power = find_power(design);
  return status;
}

/* --- the smallest lift that is found --- */

typedef struct search {
  cvs_power_design design;
  double power;
  double direction; /* +1: a better treatment, -1: a worse one */
  double quantile;  /* z of the power wanted */
  double ratio;     /* treatment's visitors per visitor of the control */
} search;

static cvs_power_design at_distance(const search *s, double distance) {
  cvs_power_design design = s->design;
  design.rate_treatment = fmin(1, fmax(0, design.rate_control + s->direction * distance));
  return design;
}

static double excess_power_at_distance(double distance, const void *context) {
  const search *s = context;
  cvs_power_design design = at_distance(s, distance);
  return find_power(&design) - s->power;
}

/* distance - z se0 - z_power se1, whose root gives the power on the near side alone. Convex for a
 * power of 1/2 and more, negative at 0: at most one root, met by Newton from the far end. */
static double near_side_gap(const search *s, double distance, double *slope) {
  cvs_power_design design = at_distance(s, distance);
  errors e = find_errors(&design);
  double n1 = design.visitors_control, n2 = design.visitors_treatment, p2 = design.rate_treatment;
  double pooled = (n1 * design.rate_control + n2 * p2) / (n1 + n2);
  double null_slope = (1 - 2 * pooled) * (n2 / (n1 + n2)) * (1 / n1 + 1 / n2) / (2 * e.null);
  double alternative_slope = (1 - 2 * p2) / n2 / (2 * e.alternative);
  *slope = 1 - s->direction * (design.level.z * null_slope + s->quantile * alternative_slope);
  return distance - design.level.z * e.null - s->quantile * e.alternative;
}

static double near_side_root(const search *s, double farthest) {
  double distance = farthest;
  for (int i = 0; i < STEPS_MAX; i++) {
    double slope, gap = near_side_gap(s, distance, &slope);
    double next = distance - gap / slope;
    if (!(slope > 0) || !(next > 0 && next < distance))
      break;
    bool settled = distance - next <= ROOT_RTOL * distance;
    distance = next;
    if (settled)
      break;
  }
  return distance;
}

/* Both tails count, so the distance wanted lies a little below the near side's root. */
static cvs_status find_distance(const search *s, double farthest, double *distance) {
  double high = s->quantile >= 0 ? fmin(farthest, near_side_root(s, farthest) * (1 + FAR_TAIL_SHARE)) : farthest;
  double low = s->quantile >= 0 ? high * (1 - 3 * FAR_TAIL_SHARE) : 0;
  if (excess_power_at_distance(low, s) > 0)
    low = 0;
  return cvs_root((cvs_curve){excess_power_at_distance, s}, low, high, ROOT_RTOL, distance);
}

cvs_status cvs_detectable_lift(const cvs_power_design *design, double power, double *lift, cvs_error *error) {
  double rate = design->rate_control;
  if (!is_rate(rate))
    return cvs_fail(error, CVS_EINVAL, "rates must lie between 0 and 1");
  cvs_status status = check_sizes(design, error);
  if (status == CVS_OK)
    status = cvs_check_level(&design->level, error);
  if (status == CVS_OK)
    status = check_power(&design->level, power, error);
  if (status != CVS_OK)
    return status;
  search s = {.design = *design, .power = power, .direction = design->level.alternative == CVS_LESS ? -1 : 1};
  double farthest = s.direction > 0 ? 1 - rate : rate, distance;
  if (rate <= 0 || farthest <= 0 || excess_power_at_distance(farthest, &s) < 0)
    return cvs_fail(error, CVS_EUNDEF, "no effect is large enough to be found at this size");
  status = cvs_normal_quantile_sf(1 - power, &s.quantile);
  if (status == CVS_OK)
    status = find_distance(&s, farthest, &distance);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the detectable lift could not be found");
  *lift = s.direction * distance / rate;
  return CVS_OK;
}

/* --- the visitors that are needed --- */

static double excess_power_at_size(double visitors, const void *context) {
  const search *s = context;
  cvs_power_design design = s->design;
  design.visitors_control = visitors;
  design.visitors_treatment = visitors * s->ratio;
  return find_power(&design) - s->power;
}

/* Fleiss: the size that gives the power on the near side alone. */
static double near_side_size(const search *s) {
  cvs_power_design unit = s->design;
  unit.visitors_control = 1;
  unit.visitors_treatment = s->ratio;
  errors e = find_errors(&unit);
  double root = (unit.level.z * e.null + s->quantile * e.alternative) / (unit.rate_treatment - unit.rate_control);
  return root * root;
}

static bool points_away(const cvs_power_design *design) {
  double difference = design->rate_treatment - design->rate_control;
  return (design->level.alternative == CVS_GREATER && difference < 0) ||
         (design->level.alternative == CVS_LESS && difference > 0);
}

static cvs_status find_size(const search *s, double *visitors) {
  double high = near_side_size(s);
  *visitors = high;
  if (s->design.level.alternative != CVS_TWO_SIDED)
    return CVS_OK;
  double low = high * (1 - FAR_TAIL_SHARE);
  high *= 1 + FAR_TAIL_SHARE;
  if (excess_power_at_size(low, s) > 0)
    low = 0x1p-60 * high;
  return cvs_root((cvs_curve){excess_power_at_size, s}, low, high, ROOT_RTOL, visitors);
}

cvs_status cvs_visitors_needed(const cvs_power_design *design, double ratio, double power, double *visitors,
                               cvs_error *error) {
  cvs_status status = check_rates(design, error);
  if (status == CVS_OK)
    status = check_power(&design->level, power, error);
  if (status != CVS_OK)
    return status;
  if (!(ratio > 0) || !isfinite(ratio))
    return cvs_fail(error, CVS_EINVAL, "the ratio of the arms' visitors must be above 0");
  if (points_away(design))
    return cvs_fail(error, CVS_EINVAL, "the effect lies on the side that the one-sided test does not look at");
  search s = {.design = *design, .power = power, .ratio = ratio};
  status = cvs_normal_quantile_sf(1 - power, &s.quantile);
  if (status == CVS_OK)
    status = find_size(&s, visitors);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the size could not be found");
  if (*visitors * fmax(1, ratio) > (double)CVS_VISITORS_MAX)
    return cvs_fail(error, CVS_ELIMIT, "this effect needs more than a million million visitors");
  return CVS_OK;
}

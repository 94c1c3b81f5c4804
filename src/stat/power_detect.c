/* The effect that a size can find: the rate at which power reaches what is asked. */
#include "stat/power_terms.h"

#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"
#include "stat/power_enumerate.h"

#include <math.h>

/* The far tail moves the answer by less than this share where power is usual. */
static const double FAR_TAIL_SHARE = 1e-3;
static const double ROOT_RTOL = 1e-14;
/* Power by enumeration is known to 1e-12, so a rate to little less. */
static const double ENUMERATED_RTOL = 1e-11;

/* Rates from `from` (not found with the power) to `to`; a distance counts from `from`. */
typedef struct search {
  cvs_design design;
  const cvs_rejection *rejection; /* NULL: by the approximation */
  cvs_status *failure;            /* of the enumeration */
  double power;
  double quantile; /* z of the power wanted */
  double visitors; /* of the control */
  double from;
  double to;
} search;

static double signed_distance(const search *s, double distance) {
  return s->to >= s->from ? distance : -distance;
}

static double rate_at(const search *s, double distance) {
  return fmin(1, fmax(0, s->from + signed_distance(s, distance)));
}

static double excess_power(double distance, const void *context) {
  const search *s = context;
  cvs_design design = s->design;
  design.rate_treatment = rate_at(s, distance);
  double power = 0;
  if (s->rejection == NULL)
    return cvs_power_normal(&design, s->visitors) - s->power;
  cvs_status status = cvs_rejection_power(s->rejection, design.rate_control, design.rate_treatment, &power);
  if (status != CVS_OK)
    *s->failure = status;
  return power - s->power;
}

/* Its root gives the power on the near side alone: nearly a line in the distance. */
static double near_side_gap(double distance, const void *context) {
  const search *s = context;
  cvs_design design = s->design;
  design.rate_treatment = rate_at(s, distance);
  cvs_power_side side = {s->to >= s->from ? 1 : -1, 0};
  cvs_power_terms terms;
  if (cvs_power_side_terms(&design, &side, s->visitors, &terms, NULL) != CVS_OK)
    return -1;
  return terms.effect - terms.correction - design.level.z * terms.error_null - s->quantile * terms.error_alternative;
}

/* A narrow bracket beside the near side's root where it holds the answer, else the whole range. */
static void find_bracket(const search *s, double bracket[2]) {
  double farthest = fabs(s->to - s->from), root;
  bracket[0] = 0;
  bracket[1] = farthest;
  if (s->design.hypothesis != CVS_SUPERIORITY || s->quantile < 0 || s->rejection != NULL ||
      near_side_gap(farthest, s) <= 0 ||
      cvs_root((cvs_curve){near_side_gap, s}, 0, farthest, ROOT_RTOL, &root) != CVS_OK)
    return;
  double below = root * (1 - FAR_TAIL_SHARE), above = fmin(farthest, root * (1 + 1e-12));
  if (excess_power(below, s) < 0 && excess_power(above, s) >= 0) {
    bracket[0] = below;
    bracket[1] = above;
  }
}

/* Where the power is below what is asked, and where it is largest. */
static void find_range(search *s, bool upward) {
  const cvs_design *design = &s->design;
  double rate = design->rate_control;
  double unit = design->margin_scale == CVS_LIFT ? rate : 1;
  s->from = rate;
  s->to = upward ? 1 : 0;
  if (design->hypothesis == CVS_NONINFERIORITY) {
    s->from = fmax(0, rate + design->margin_lower * unit);
    s->to = 1;
  } else if (design->hypothesis == CVS_EQUIVALENCE) {
    double margin = upward ? design->margin_upper : design->margin_lower;
    s->from = fmin(1, fmax(0, rate + margin * unit));
    s->to = rate;
  }
}

static cvs_status find_difference(const search *s, double *difference, cvs_error *error) {
  double farthest = fabs(s->to - s->from), distance = 0;
  if (farthest <= 0 || excess_power(farthest, s) < 0)
    return cvs_fail(error, CVS_EUNDEF,
                    s->design.hypothesis == CVS_SUPERIORITY
                        ? "no effect is large enough to be found at this size"
                        : "no rate is shown to lie inside the margin with this power at this size");
  if (s->design.hypothesis == CVS_SUPERIORITY || excess_power(0, s) < 0) {
    double bracket[2];
    find_bracket(s, bracket);
    cvs_status status = cvs_root((cvs_curve){excess_power, s}, bracket[0], bracket[1],
                                 s->rejection == NULL ? ROOT_RTOL : ENUMERATED_RTOL, &distance);
    if (status != CVS_OK)
      return cvs_fail(error, status, "the detectable effect could not be found");
  }
  *difference = (s->from - s->design.rate_control) + signed_distance(s, distance);
  return CVS_OK;
}

/* The rejection region is found once: it does not depend on the rates. */
static cvs_status find_enumerated(const search *s, double *difference, cvs_error *error) {
  double n1 = s->visitors;
  if (n1 != floor(n1))
    return cvs_fail(error, CVS_EINVAL, "enumeration needs a whole number of visitors");
  cvs_status status = cvs_rejection_check(&s->design, n1, fmax(1, s->design.ratio * n1), error);
  cvs_rejection rejection;
  if (status == CVS_OK)
    status = cvs_rejection_settle(&s->design, (uint64_t)n1, cvs_power_treatment_size(&s->design, (uint64_t)n1),
                                  &rejection, error);
  if (status != CVS_OK)
    return status;
  cvs_status failure = CVS_OK;
  cvs_error found = {0};
  search enumerated = *s;
  enumerated.rejection = &rejection;
  enumerated.failure = &failure;
  status = find_difference(&enumerated, difference, &found);
  if (failure == CVS_ENOMEM)
    return cvs_fail_memory(error);
  if (failure != CVS_OK)
    status = failure;
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "%s", found.message);
}

cvs_status cvs_difference_detectable(const cvs_design *design, double visitors_control, const cvs_detectable *asked,
                                     double *difference, cvs_error *error) {
  search s = {.design = *design, .power = asked->power, .visitors = visitors_control};
  s.design.rate_treatment = design->rate_control;
  cvs_status status = cvs_power_check(&s.design, error);
  if (status == CVS_OK)
    status = cvs_power_check_visitors(visitors_control, error);
  if (status == CVS_OK)
    status = cvs_power_check_target(&s.design, asked->power, error);
  if (status != CVS_OK)
    return status;
  if (design->hypothesis == CVS_SUPERIORITY && design->level.alternative == (asked->upward ? CVS_LESS : CVS_GREATER))
    return cvs_fail(error, CVS_EINVAL, "the one-sided test does not look at the side that is asked about");
  find_range(&s, asked->upward);
  status = cvs_normal_quantile_sf(1 - asked->power, &s.quantile);
  if (status != CVS_OK)
    return status;
  return asked->enumerate ? find_enumerated(&s, difference, error) : find_difference(&s, difference, error);
}

cvs_status cvs_effect_detectable(const cvs_design *design, double visitors_control, const cvs_detectable *asked,
                                 double *rate_treatment, cvs_error *error) {
  double difference = 0;
  cvs_status status = cvs_difference_detectable(design, visitors_control, asked, &difference, error);
  if (status == CVS_OK)
    *rate_treatment = fmin(1, fmax(0, design->rate_control + difference));
  return status;
}

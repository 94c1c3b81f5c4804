/* What a plan is checked for: its domain, and whether any number of visitors can help. */
#include "stat/power_terms.h"

#include "base/error.h"
#include "stat/check.h"

#include <math.h>

static bool is_rate(double rate) {
  return rate >= 0 && rate <= 1;
}

static cvs_status check_margins(const cvs_design *design, cvs_error *error) {
  double lower = design->margin_lower, upper = design->margin_upper;
  bool equivalence = design->hypothesis == CVS_EQUIVALENCE;
  if (design->margin_scale != CVS_DIFFERENCE && design->margin_scale != CVS_LIFT)
    return cvs_fail(error, CVS_EINVAL, "a margin must be on the difference or the lift");
  if (!(lower > -1 && lower < 0))
    return cvs_fail(error, CVS_EINVAL, "the lower margin must lie between -1 and 0");
  if (equivalence && (!(upper > 0) || !isfinite(upper)))
    return cvs_fail(error, CVS_EINVAL, "the upper margin must lie above 0");
  if (equivalence && design->margin_scale == CVS_DIFFERENCE && upper >= 1)
    return cvs_fail(error, CVS_EINVAL, "the upper margin of the difference must lie below 1");
  return CVS_OK;
}

static cvs_status check_method(const cvs_design *design, cvs_error *error) {
  if (design->method == NULL || (design->method->kind != CVS_KIND_TEST && design->method->kind != CVS_KIND_POWER))
    return cvs_fail(error, CVS_EINVAL, "a plan needs a test or an approximation of power as its method");
  if (design->hypothesis != CVS_SUPERIORITY && design->hypothesis != CVS_NONINFERIORITY &&
      design->hypothesis != CVS_EQUIVALENCE)
    return cvs_fail(error, CVS_EINVAL, "a plan is for superiority, non-inferiority or equivalence");
  return CVS_OK;
}

cvs_status cvs_power_check(const cvs_design *design, cvs_error *error) {
  cvs_status status = check_method(design, error);
  if (status == CVS_OK)
    status = cvs_check_level(&design->level, error);
  if (status == CVS_OK && design->hypothesis != CVS_SUPERIORITY)
    status = check_margins(design, error);
  if (status != CVS_OK)
    return status;
  if (!is_rate(design->rate_control) || !is_rate(design->rate_treatment))
    return cvs_fail(error, CVS_EINVAL, "rates must lie between 0 and 1");
  if (!(design->ratio > 0) || !isfinite(design->ratio))
    return cvs_fail(error, CVS_EINVAL, "the ratio of the arms' visitors must be above 0");
  cvs_power_side sides[CVS_POWER_SIDES_MAX];
  cvs_power_terms terms;
  cvs_power_sides(design, sides);
  return cvs_power_side_terms(design, &sides[0], 1, &terms, error);
}

cvs_status cvs_power_check_visitors(double visitors_control, cvs_error *error) {
  if (!(visitors_control > 0) || !isfinite(visitors_control))
    return cvs_fail(error, CVS_EINVAL, "the visitors of both arms must be above 0");
  return CVS_OK;
}

/* A power that chance alone reaches needs no effect and no visitors. */
cvs_status cvs_power_check_target(const cvs_design *design, double power, cvs_error *error) {
  bool two_sided = design->hypothesis == CVS_SUPERIORITY && design->level.alternative == CVS_TWO_SIDED;
  double alpha = two_sided ? 2 * design->level.tail : design->level.tail;
  if (!(power > alpha && power < 1))
    return cvs_fail(error, CVS_EINVAL, "the power must lie between alpha and 1");
  return CVS_OK;
}

static cvs_status check_superiority(const cvs_design *design, cvs_error *error) {
  double difference = design->rate_treatment - design->rate_control;
  cvs_alternative side = design->level.alternative;
  if (difference == 0)
    return cvs_fail(error, CVS_EUNDEF, "the two rates are equal, so there is no effect to find");
  if ((side == CVS_GREATER && difference < 0) || (side == CVS_LESS && difference > 0))
    return cvs_fail(error, CVS_EUNDEF, "the effect lies on the side that the one-sided test does not look at");
  return CVS_OK;
}

cvs_status cvs_power_check_reachable(const cvs_design *design, cvs_error *error) {
  if (design->hypothesis == CVS_SUPERIORITY)
    return check_superiority(design, error);
  cvs_power_side sides[CVS_POWER_SIDES_MAX];
  size_t count = cvs_power_sides(design, sides);
  for (size_t i = 0; i < count; i++) {
    cvs_power_terms terms;
    cvs_status status = cvs_power_side_terms(design, &sides[i], 1, &terms, error);
    if (status != CVS_OK)
      return status;
    if (!(terms.effect > 0))
      return cvs_fail(error, CVS_EUNDEF,
                      "the effect does not lie inside the %s margin, so no number of visitors shows it",
                      sides[i].sign > 0 ? "lower" : "upper");
  }
  return CVS_OK;
}

/* Power by normal approximation: the terms of each test, and what becomes of them.
 *
 * Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, ch. 4; Fleiss,
 * Tytun & Ury (1980), Biometrics 36, 343-346 (their size, solved for the power, is a correction of
 * (1/n1 + 1/n2)/2 on the difference). */
#include "stat/power_terms.h"

#include "num/dist.h"

#include <math.h>

static double spread(double rate) {
  return rate * (1 - rate);
}

double cvs_power_effect(const cvs_power_point *point) {
  double difference = point->rate_treatment - point->rate_control;
  return difference - (point->scale == CVS_LIFT ? point->null * point->rate_control : point->null);
}

static double unpooled_error(const cvs_power_point *point) {
  double weight = point->scale == CVS_LIFT ? 1 + point->null : 1;
  return sqrt(weight * weight * spread(point->rate_control) / point->visitors_control +
              spread(point->rate_treatment) / point->visitors_treatment);
}

static double pooled_error(const cvs_power_point *point) {
  double n1 = point->visitors_control, n2 = point->visitors_treatment;
  double pooled = (n1 * point->rate_control + n2 * point->rate_treatment) / (n1 + n2);
  return sqrt(spread(pooled) * (1 / n1 + 1 / n2));
}

cvs_status cvs_power_terms_score(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error) {
  (void)error;
  *out = (cvs_power_terms){.effect = cvs_power_effect(point), .error_alternative = unpooled_error(point)};
  out->error_null = point->null == 0 ? pooled_error(point) : cvs_power_margin_error(point);
  return CVS_OK;
}

cvs_status cvs_power_terms_wald(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error) {
  (void)error;
  *out = (cvs_power_terms){.effect = cvs_power_effect(point), .error_alternative = unpooled_error(point)};
  out->error_null = out->error_alternative;
  return CVS_OK;
}

cvs_status cvs_power_terms_n1(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error) {
  cvs_status status = cvs_power_terms_score(point, out, error);
  double total = point->visitors_control + point->visitors_treatment;
  out->error_null *= total > 1 ? sqrt(total / (total - 1)) : INFINITY;
  return status;
}

cvs_status cvs_power_terms_corrected(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error) {
  cvs_status status = cvs_power_terms_score(point, out, error);
  if (point->null == 0)
    out->correction = (1 / point->visitors_control + 1 / point->visitors_treatment) / 2;
  return status;
}

size_t cvs_power_sides(const cvs_design *design, cvs_power_side sides[CVS_POWER_SIDES_MAX]) {
  if (design->hypothesis != CVS_SUPERIORITY) {
    sides[0] = (cvs_power_side){1, design->margin_lower};
    sides[1] = (cvs_power_side){-1, design->margin_upper};
    return design->hypothesis == CVS_EQUIVALENCE ? 2 : 1;
  }
  sides[0] = (cvs_power_side){design->level.alternative == CVS_LESS ? -1 : 1, 0};
  sides[1] = (cvs_power_side){-1, 0};
  return design->level.alternative == CVS_TWO_SIDED ? 2 : 1;
}

cvs_status cvs_power_side_terms(const cvs_design *design, const cvs_power_side *side, double visitors_control,
                                cvs_power_terms *out, cvs_error *error) {
  cvs_power_point point = {
      .rate_control = design->rate_control,
      .rate_treatment = design->rate_treatment,
      .visitors_control = visitors_control,
      .visitors_treatment = visitors_control * design->ratio,
      .scale = design->hypothesis == CVS_SUPERIORITY ? CVS_DIFFERENCE : design->margin_scale,
      .null = side->null,
  };
  cvs_power_fn *find_terms = design->method->power != NULL ? design->method->power : cvs_power_terms_score;
  cvs_status status = find_terms(&point, out, error);
  out->effect *= side->sign;
  return status;
}

static double reject_side(const cvs_power_terms *terms, double sign, double z) {
  double excess = sign * terms->effect - terms->correction - z * terms->error_null;
  if (terms->error_alternative > 0)
    return cvs_normal_cdf(excess / terms->error_alternative);
  return excess > 0 ? 1 : 0;
}

/* The design's method was asked once by cvs_power_check, so its terms exist. */
static double side_power(const cvs_design *design, const cvs_power_side *side, double visitors_control) {
  cvs_power_terms terms;
  if (cvs_power_side_terms(design, side, visitors_control, &terms, NULL) != CVS_OK)
    return 0;
  return reject_side(&terms, 1, design->level.z);
}

double cvs_power_normal(const cvs_design *design, double visitors_control) {
  cvs_power_side sides[CVS_POWER_SIDES_MAX];
  cvs_power_terms terms;
  size_t count = cvs_power_sides(design, sides);
  if (design->hypothesis == CVS_SUPERIORITY && count == 2) {
    if (cvs_power_side_terms(design, &sides[0], visitors_control, &terms, NULL) != CVS_OK)
      return 0;
    return fmin(1, reject_side(&terms, 1, design->level.z) + reject_side(&terms, -1, design->level.z));
  }
  double power = side_power(design, &sides[0], visitors_control);
  return count == 1 ? power : fmax(0, power + side_power(design, &sides[1], visitors_control) - 1);
}

cvs_status cvs_power_approximate(const cvs_design *design, double visitors_control, double *power, cvs_error *error) {
  cvs_status status = cvs_power_check(design, error);
  if (status == CVS_OK)
    status = cvs_power_check_visitors(visitors_control, error);
  if (status == CVS_OK)
    *power = cvs_power_normal(design, visitors_control);
  return status;
}

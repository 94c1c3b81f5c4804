/* Power on the arcsine scale: Cohen's effect size h, whose variance does not depend on the rates. */
#include "stat/methods.h"

#include "base/error.h"

#include <math.h>

/* 2 (asin sqrt(p2) - asin sqrt(p1)) by the difference formula: no cancellation between near rates. */
static double effect_size(double control, double treatment) {
  double sine = sqrt(treatment * (1 - control)), other = sqrt(control * (1 - treatment));
  double difference = (treatment - control) / (sine + other);
  double cosine = sqrt((1 - control) * (1 - treatment)) + sqrt(control * treatment);
  return sine + other > 0 ? 2 * atan2(difference, cosine) : 0;
}

static cvs_status find_terms(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error) {
  if (point->null != 0)
    return cvs_fail(error, CVS_EINVAL, "the arcsine approximation has no form for a margin: choose a test");
  double size = sqrt(1 / point->visitors_control + 1 / point->visitors_treatment);
  *out = (cvs_power_terms){
      .effect = effect_size(point->rate_control, point->rate_treatment), .error_null = size, .error_alternative = size};
  return CVS_OK;
}

const cvs_method cvs_method_power_arcsine = {
    .name = "power_arcsine",
    .id = "arcsine",
    .kind = CVS_KIND_POWER,
    .title = "arcsine approximation (Cohen's h)",
    .formula = "Phi(h/s - z) + Phi(-h/s - z), h = 2 asin(sqrt(p2)) - 2 asin(sqrt(p1)), s = sqrt(1/n1 + 1/n2)",
    .citation = "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, ch. 6",
    .note = "for plans only, as other tools print it; it is the power of no test that is made here",
    .normal = true,
    .power = find_terms,
};

/* Wald's interval of the difference, and the delta method's of the lift. */
#include "stat/methods.h"
#include "stat/wald.h"

#include "stat/check.h"

#include <math.h>

static void limit_difference(const cvs_pair *pair, const cvs_level *level, cvs_interval *out) {
  double difference = cvs_rate_difference(pair), half_width = level->z * cvs_wald_error(pair);
  double lower = difference - half_width, upper = difference + half_width;
  cvs_interval_agree(cvs_wald_z(pair), level, 0, &lower, &upper);
  cvs_effect_set(out, pair, CVS_DIFFERENCE, level, (cvs_limits){lower, upper});
}

/* Variance of ln(p) of one arm by the delta method: y/(x n). */
static double log_variance(const cvs_sample *sample) {
  double rest = (double)(sample->visitors - sample->conversions);
  return rest / ((double)sample->conversions * (double)sample->visitors);
}

static void limit_lift(const cvs_pair *pair, const cvs_level *level, cvs_interval *out) {
  double ratio = cvs_rate(&pair->treatment) / cvs_rate(&pair->control), lift;
  cvs_effect_observed(pair, CVS_LIFT, &lift);
  double half_width = level->z * ratio * sqrt(log_variance(&pair->control) + log_variance(&pair->treatment));
  cvs_effect_set(out, pair, CVS_LIFT, level, (cvs_limits){lift - half_width, lift + half_width});
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_wald, pair, scale, level, error);
  if (status == CVS_OK && scale == CVS_LIFT)
    status = cvs_check_converted(pair, error);
  if (status != CVS_OK)
    return status;
  if (scale == CVS_LIFT)
    limit_lift(pair, level, out);
  else
    limit_difference(pair, level, out);
  return CVS_OK;
}

const cvs_method cvs_method_effect_wald = {
    .name = "effect_wald",
    .id = "wald",
    .kind = CVS_KIND_EFFECT,
    .title = "Wald interval (difference) and delta method (lift)",
    .formula = "d +- z sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2); L +- z (p2/p1) sqrt((1 - p1)/x1 + (1 - p2)/x2)",
    .citation = "Wald (1943), Transactions of the AMS 54, 426-482; Noether (1957), Annals of Mathematical Statistics "
                "28, 1048-1050",
    .note = "too narrow at small counts, and lopsided for the lift: offered because other tools print it",
    .effect = limit_effect,
    .has_scale = {true, true, false},
};

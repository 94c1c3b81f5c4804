/* The log interval of the lift with half a conversion added to each arm. */
#include "stat/methods.h"

#include "stat/check.h"
#include "stat/log_ratio.h"

#include <math.h>

/* Variance of ln((x + 1/2)/(n + 1/2)): 1/(x + 1/2) - 1/(n + 1/2). */
static double log_variance(const cvs_sample *sample) {
  double rest = (double)(sample->visitors - sample->conversions);
  return rest / (((double)sample->conversions + 0.5) * ((double)sample->visitors + 0.5));
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_log_half, pair, scale, level, error);
  if (status != CVS_OK)
    return status;
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  /* twice (x + 1/2) is whole */
  double ln = cvs_ln_ratio(2 * treatment->conversions + 1, 2 * treatment->visitors + 1, 2 * control->conversions + 1,
                           2 * control->visitors + 1);
  double log_error = sqrt(log_variance(control) + log_variance(treatment));
  cvs_log_effect_set(out, pair, scale, level, (const double[2]){ln, log_error});
  return CVS_OK;
}

const cvs_method cvs_method_effect_log_half = {
    .name = "effect_log_half",
    .id = "log-half",
    .kind = CVS_KIND_EFFECT,
    .title = "log interval with 1/2 added",
    .formula = "r exp(+- z sqrt(1/(x1 + 1/2) - 1/(n1 + 1/2) + 1/(x2 + 1/2) - 1/(n2 + 1/2))) - 1, r the ratio of (x + "
               "1/2)/(n + 1/2)",
    .citation = "Walter (1975), Biometrika 62, 371-374",
    .note = "of the lift only; exists at any counts, with the observed lift as estimate",
    .effect = limit_effect,
    .has_scale = {false, true, false},
};

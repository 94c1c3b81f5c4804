/* Katz' log interval of the lift. */
#include "stat/methods.h"

#include "stat/check.h"
#include "stat/log_ratio.h"

#include <math.h>

/* Variance of ln(x/n): 1/x - 1/n. */
static double log_variance(const cvs_sample *sample) {
  double rest = (double)(sample->visitors - sample->conversions);
  return rest / ((double)sample->conversions * (double)sample->visitors);
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_katz, pair, scale, level, error);
  if (status == CVS_OK)
    status = cvs_check_converted(pair, error);
  if (status != CVS_OK)
    return status;
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  double ln = cvs_ln_ratio(treatment->conversions, treatment->visitors, control->conversions, control->visitors);
  double log_error = sqrt(log_variance(control) + log_variance(treatment));
  cvs_log_effect_set(out, pair, scale, level, (const double[2]){ln, log_error});
  return CVS_OK;
}

const cvs_method cvs_method_effect_katz = {
    .name = "effect_katz",
    .id = "katz",
    .kind = CVS_KIND_EFFECT,
    .title = "Katz log interval",
    .formula = "(p2/p1) exp(+- z sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2)) - 1",
    .citation = "Katz, Baptista, Azen & Pike (1978), Biometrics 34, 469-474",
    .note = "of the lift only; no interval where an arm has no conversion",
    .effect = limit_effect,
    .has_scale = {false, true, false},
};

/* Gart's logit interval of the odds ratio: Woolf's with half a unit added to all four cells. */
#include "stat/methods.h"

#include "stat/check.h"
#include "stat/log_ratio.h"

#include <math.h>

static double logit_variance(const cvs_sample *sample) {
  double rest = (double)(sample->visitors - sample->conversions);
  return 1 / ((double)sample->conversions + 0.5) + 1 / (rest + 0.5);
}

/* Twice (count + 1/2), which is whole. */
static uint64_t double_up(uint64_t count) {
  return 2 * count + 1;
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_gart, pair, scale, level, error);
  if (status != CVS_OK)
    return status;
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  uint64_t rest1 = control->visitors - control->conversions, rest2 = treatment->visitors - treatment->conversions;
  double ln = cvs_ln_ratio(double_up(treatment->conversions), double_up(rest2), double_up(control->conversions),
                           double_up(rest1));
  double log_error = sqrt(logit_variance(control) + logit_variance(treatment));
  cvs_log_effect_set(out, pair, scale, level, (const double[2]){ln, log_error});
  return CVS_OK;
}

const cvs_method cvs_method_effect_gart = {
    .name = "effect_gart",
    .id = "gart",
    .kind = CVS_KIND_EFFECT,
    .title = "Gart adjusted logit interval",
    .formula = "Woolf interval with 1/2 added to all four cells",
    .citation = "Gart (1966), Biometrika 53, 471-480 (half a unit: Haldane 1955; Anscombe 1956)",
    .note = "of the odds ratio only; exists at any counts, with the observed odds ratio as estimate",
    .effect = limit_effect,
    .has_scale = {false, false, true},
};

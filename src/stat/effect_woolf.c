/* Woolf's logit interval of the odds ratio. */
#include "stat/methods.h"

#include "stat/check.h"
#include "stat/log_ratio.h"

#include <math.h>

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_woolf, pair, scale, level, error);
  if (status == CVS_OK)
    status = cvs_check_cells(pair, error);
  if (status != CVS_OK)
    return status;
  uint64_t x1 = pair->control.conversions, y1 = pair->control.visitors - x1;
  uint64_t x2 = pair->treatment.conversions, y2 = pair->treatment.visitors - x2;
  double log_error = sqrt(1 / (double)x1 + 1 / (double)y1 + 1 / (double)x2 + 1 / (double)y2);
  cvs_log_effect_set(out, pair, scale, level, (const double[2]){cvs_ln_ratio(x2, y2, x1, y1), log_error});
  return CVS_OK;
}

const cvs_method cvs_method_effect_woolf = {
    .name = "effect_woolf",
    .id = "woolf",
    .kind = CVS_KIND_EFFECT,
    .title = "Woolf logit interval",
    .formula = "OR exp(+- z sqrt(1/x1 + 1/(n1 - x1) + 1/x2 + 1/(n2 - x2)))",
    .citation = "Woolf (1955), Annals of Human Genetics 19, 251-253",
    .note = "of the odds ratio only; no interval where an arm converted nobody or everybody",
    .effect = limit_effect,
    .has_scale = {false, false, true},
};

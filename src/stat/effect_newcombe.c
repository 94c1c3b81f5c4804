/* Newcombe's hybrid score interval of the difference: Wilson's limits of both rates, squared and added. */
#include "stat/methods.h"
#include "stat/wilson.h"

#include "stat/check.h"

#include <math.h>

typedef struct wilson_gaps {
  double below; /* rate less its lower limit */
  double above; /* upper limit less the rate */
} wilson_gaps;

/* Each gap is z sqrt(w (1 - w)/n) at its limit w, which takes no difference of near numbers. */
static wilson_gaps measure_gaps(const cvs_sample *sample, double z) {
  double x = (double)sample->conversions, n = (double)sample->visitors;
  double y = (double)(sample->visitors - sample->conversions);
  return (wilson_gaps){.below = z * sqrt(cvs_wilson_lower(x, n, z) * cvs_wilson_upper(y, n, z) / n),
                       .above = z * sqrt(cvs_wilson_upper(x, n, z) * cvs_wilson_lower(y, n, z) / n)};
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_newcombe, pair, scale, level, error);
  if (status != CVS_OK)
    return status;
  wilson_gaps control = measure_gaps(&pair->control, level->z), treatment = measure_gaps(&pair->treatment, level->z);
  double difference = cvs_rate_difference(pair);
  cvs_effect_set(out, pair, scale, level,
                 (cvs_limits){difference - hypot(treatment.below, control.above),
                              difference + hypot(treatment.above, control.below)});
  return CVS_OK;
}

const cvs_method cvs_method_effect_newcombe = {
    .name = "effect_newcombe",
    .id = "newcombe",
    .kind = CVS_KIND_EFFECT,
    .title = "Newcombe hybrid score interval",
    .formula = "d - sqrt((p2 - l2)^2 + (u1 - p1)^2), d + sqrt((u2 - p2)^2 + (p1 - l1)^2), l and u Wilson limits",
    .citation = "Newcombe (1998), Statistics in Medicine 17, 873-890 (method 10)",
    .note = "a closed form that behaves well at small counts; of the difference only",
    .effect = limit_effect,
    .has_scale = {true, false, false},
};

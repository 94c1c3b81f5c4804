/* Agresti and Caffo's interval of the difference: Wald on one conversion and one other more in each arm. */
#include "stat/methods.h"
#include "stat/wald.h"

#include "stat/check.h"

static cvs_sample add_one_of_each(const cvs_sample *sample) {
  return (cvs_sample){.visitors = sample->visitors + 2, .conversions = sample->conversions + 1};
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_agresti_caffo, pair, scale, level, error);
  if (status != CVS_OK)
    return status;
  cvs_pair adjusted = {.control = add_one_of_each(&pair->control), .treatment = add_one_of_each(&pair->treatment)};
  double centre = cvs_rate_difference(&adjusted), half_width = level->z * cvs_wald_error(&adjusted);
  cvs_effect_set(out, pair, scale, level, (cvs_limits){centre - half_width, centre + half_width});
  return CVS_OK;
}

const cvs_method cvs_method_effect_agresti_caffo = {
    .name = "effect_agresti_caffo",
    .id = "agresti-caffo",
    .kind = CVS_KIND_EFFECT,
    .title = "Agresti-Caffo interval",
    .formula = "Wald interval of the difference at (x1 + 1)/(n1 + 2) and (x2 + 1)/(n2 + 2), clipped to [-1, 1]",
    .citation = "Agresti & Caffo (2000), The American Statistician 54, 280-288",
    .note = "a simple repair of the Wald interval; of the difference only",
    .effect = limit_effect,
    .has_scale = {true, false, false},
};

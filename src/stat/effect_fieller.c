/* Fieller's interval of the lift: the ratio of two normal rates. */
#include "stat/methods.h"

#include "stat/check.h"

#include <math.h>

static double rate_variance(const cvs_sample *sample) {
  double n = (double)sample->visitors, rest = (double)(sample->visitors - sample->conversions);
  return cvs_rate(sample) * (rest / n) / n;
}

/* All lifts L with (p2 - (1 + L) p1)^2 <= z^2 (v2 + (1 + L)^2 v1): a quadratic in L. Where its
 * leading term is not positive the set is everything, or all but an inner piece: no end is closed. */
static void solve_lift(const cvs_pair *pair, const cvs_level *level, cvs_interval *out) {
  double p1 = cvs_rate(&pair->control), p2 = cvs_rate(&pair->treatment), z2 = level->z * level->z;
  double v1 = z2 * rate_variance(&pair->control), v2 = z2 * rate_variance(&pair->treatment);
  double leading = p1 * p1 - v1;
  if (leading <= 0) {
    cvs_interval_set(out, level, -INFINITY, INFINITY);
    out->has_estimate = cvs_effect_observed(pair, CVS_LIFT, &out->estimate);
    return;
  }
  double centre = p1 * cvs_rate_difference(pair) + v1;
  double root = sqrt(leading * v2 + p2 * p2 * v1);
  cvs_effect_set(out, pair, CVS_LIFT, level, (cvs_limits){(centre - root) / leading, (centre + root) / leading});
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_fieller, pair, scale, level, error);
  if (status == CVS_OK)
    status = cvs_check_converted(pair, error);
  if (status == CVS_OK)
    solve_lift(pair, level, out);
  return status;
}

const cvs_method cvs_method_effect_fieller = {
    .name = "effect_fieller",
    .id = "fieller",
    .kind = CVS_KIND_EFFECT,
    .title = "Fieller interval",
    .formula = "all L with (p2 - (1 + L) p1)^2 <= z^2 (v2 + (1 + L)^2 v1), v = p (1 - p)/n",
    .citation = "Fieller (1954), JRSS B 16, 175-185",
    .note = "of the lift only; both ends are open where the control rate is not clearly above 0, since the set is then "
            "unbounded",
    .effect = limit_effect,
    .has_scale = {false, true, false},
};

/* Agresti and Coull's interval of one conversion rate: Wald on z^2/2 conversions and z^2/2 others more. */
#include "stat/methods.h"

#include "stat/check.h"

#include <math.h>

static cvs_status limit_rate(const cvs_sample *sample, const cvs_level *level, cvs_interval *out, cvs_error *error) {
  cvs_status status = cvs_check_sample(sample, error);
  if (status == CVS_OK)
    status = cvs_check_level(level, error);
  if (status != CVS_OK)
    return status;
  double added = level->z * level->z / 2;
  double x = (double)sample->conversions + added;
  double y = (double)(sample->visitors - sample->conversions) + added;
  double n = x + y;
  double half_width = level->z * sqrt(x * (y / n)) / n;
  cvs_rate_set(out, sample, level, x / n - half_width, x / n + half_width);
  return CVS_OK;
}

const cvs_method cvs_method_ci_agresti_coull = {
    .name = "ci_agresti_coull",
    .id = "agresti-coull",
    .kind = CVS_KIND_RATE,
    .title = "Agresti-Coull interval",
    .formula = "p' +- z sqrt(p' (1 - p')/n'), n' = n + z^2, p' = (x + z^2/2)/n', clipped to [0, 1]",
    .citation = "Agresti & Coull (1998), The American Statistician 52, 119-126",
    .note = "simple and slightly conservative; it always holds Wilson's interval",
    .rate = limit_rate,
};

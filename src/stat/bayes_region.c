/* Probabilities of ranges of an effect. */
#include "stat/bayes_effect.h"

#include "base/error.h"

#include <math.h>

static cvs_status check_value(cvs_scale scale, double value, cvs_error *error) {
  if (scale == CVS_LIFT && !(value >= -1 && isfinite(value)))
    return cvs_fail(error, CVS_EINVAL, "the lift is %g, expected a number from -1 up", value);
  if (scale == CVS_DIFFERENCE && !(value >= -1 && value <= 1))
    return cvs_fail(error, CVS_EINVAL, "the difference is %g, expected a number from -1 to 1", value);
  return CVS_OK;
}

static cvs_status measure_at(const cvs_effect_law *law, cvs_effect_point *point, cvs_error *error) {
  const cvs_status status = cvs_effect_law_measure(law, point);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the posterior of the effect could not be integrated at %g", point->value);
  return CVS_OK;
}

cvs_status cvs_effect_law_tails(const cvs_effect_law *law, double value, cvs_bayes_tails *out, cvs_error *error) {
  cvs_effect_point point = {.value = value};
  cvs_status status = check_value(law->scale, value, error);
  if (status == CVS_OK)
    status = measure_at(law, &point, error);
  if (status == CVS_OK)
    *out = point.tails;
  return status;
}

cvs_status cvs_bayes_effect_tails(const cvs_beta_pair *pair, cvs_scale scale, double value, cvs_bayes_tails *out,
                                  cvs_error *error) {
  cvs_effect_law law;
  cvs_status status = cvs_effect_law_make(pair, scale, &law, error);
  if (status == CVS_OK)
    status = cvs_effect_law_tails(&law, value, out, error);
  cvs_effect_law_free(&law);
  return status;
}

cvs_status cvs_effect_law_region(const cvs_effect_law *law, const double region[2], double *out, cvs_error *error) {
  cvs_effect_point point[2] = {{.value = region[0]}, {.value = region[1]}};
  cvs_status status = check_value(law->scale, region[0], error);
  if (status == CVS_OK)
    status = check_value(law->scale, region[1], error);
  if (status == CVS_OK && region[0] > region[1])
    status = cvs_fail(error, CVS_EINVAL, "the region starts at %g and ends at %g", region[0], region[1]);
  for (size_t i = 0; i < 2 && status == CVS_OK; i++)
    status = measure_at(law, &point[i], error);
  if (status != CVS_OK)
    return status;
  /* in the tails that are small: their difference keeps more digits */
  const bool above = point[0].tails.upper < point[0].tails.lower;
  const double mass = above ? point[0].tails.upper - point[1].tails.upper : point[1].tails.lower - point[0].tails.lower;
  *out = fmin(fmax(mass, 0), 1);
  return CVS_OK;
}

cvs_status cvs_bayes_region(const cvs_beta_pair *pair, cvs_scale scale, const double region[2], double *out,
                            cvs_error *error) {
  cvs_effect_law law;
  cvs_status status = cvs_effect_law_make(pair, scale, &law, error);
  if (status == CVS_OK)
    status = cvs_effect_law_region(&law, region, out, error);
  cvs_effect_law_free(&law);
  return status;
}

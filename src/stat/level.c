/* How much error an interval may make, and the critical value that goes with it. */
#include <convstat/sample.h>

#include "base/error.h"
#include "num/dist.h"

#include <math.h>

cvs_status cvs_level_from_alpha(double alpha, cvs_alternative alternative, cvs_level *out, cvs_error *error) {
  if (!(alpha > 0 && alpha < 1))
    return cvs_fail(error, CVS_EINVAL, "alpha must lie between 0 and 1");
  double tail = alternative == CVS_TWO_SIDED ? alpha / 2 : alpha;
  if (!(tail > 0 && tail < 0.5))
    return cvs_fail(error, CVS_EINVAL, "alpha of a one-sided interval must lie between 0 and 0.5");
  *out = (cvs_level){.tail = tail, .alternative = alternative};
  cvs_status status = cvs_normal_quantile_sf(tail, &out->z);
  if (status == CVS_OK && !(out->z > 0)) /* a tail that rounds to one half */
    return cvs_fail(error, CVS_EINVAL, "alpha must lie between 0 and 1");
  return status;
}

cvs_status cvs_level_from_z(double z, cvs_alternative alternative, cvs_level *out, cvs_error *error) {
  double tail = isfinite(z) && z > 0 ? cvs_normal_sf(z) : 0;
  if (!(tail > 0 && tail < 0.5))
    return cvs_fail(error, CVS_EINVAL, "the critical value of an interval must be positive and below 38");
  *out = (cvs_level){.tail = tail, .z = z, .alternative = alternative};
  return CVS_OK;
}

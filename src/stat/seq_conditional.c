/* The chance, seen from a look, that the test will still win. */
#include "base/error.h"
#include "stat/seq_check.h"
#include "stat/seq_stops.h"

#include <math.h>

static double power_from(cvs_walk *walk, const cvs_sequential_bounds *bounds, size_t look) {
  double power = 0;
  for (size_t j = look + 1; j < bounds->looks; j++) {
    power += cvs_walk_above(walk, bounds->look[j].information, bounds->look[j].z_upper);
    cvs_seq_pass(walk, bounds, j, true);
  }
  return fmin(power, 1);
}

cvs_status cvs_conditional_power(const cvs_sequential_bounds *bounds, const cvs_sequential_seen *seen, double drift,
                                 double *power, cvs_error *error) {
  cvs_status status = cvs_seq_check_seen(bounds, seen, error);
  if (status != CVS_OK)
    return status;
  if (!isfinite(drift))
    return cvs_fail(error, CVS_EINVAL, "the drift is not a finite number");
  cvs_walk walk;
  cvs_walk_start_at(&walk, drift, bounds->look[seen->look].information, seen->z);
  *power = power_from(&walk, bounds, seen->look);
  return CVS_OK;
}

/* Over a flat prior the score predicts itself: given its value b at t, that at t + d is normal with
 * mean b (t + d) / t and variance d (t + d) / t, again whatever went before. So the recursion runs
 * over the prediction and needs no integral over the drift. */
cvs_status cvs_predictive_power(const cvs_sequential_bounds *bounds, const cvs_sequential_seen *seen, double *power,
                                cvs_error *error) {
  cvs_status status = cvs_seq_check_seen(bounds, seen, error);
  if (status != CVS_OK)
    return status;
  cvs_walk walk;
  cvs_walk_start_at(&walk, 0, bounds->look[seen->look].information, seen->z);
  walk.flat = true;
  *power = power_from(&walk, bounds, seen->look);
  return CVS_OK;
}

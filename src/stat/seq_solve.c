/* Newton's method on the logarithm of a tail. That is concave in z, since the marginal of a normal
 * density restricted to a box is log-concave (Prekopa 1973): from beyond the root every step stays
 * beyond it, so nothing has to be bracketed. */
#include "stat/seq_solve.h"

#include "num/dist.h"
#include <convstat/sequential.h>

#include <math.h>

enum { STEPS_MAX = 200 };
/* The normal tail at CVS_SEQUENTIAL_Z_MAX is 6e-300. */
static const double TARGET_MIN = 1e-299;
static const double STEP_ENOUGH = 1e-12;
/* The sum of some hundred terms is not known closer; where nearly all is above the bound that moves it. */
static const double RATIO_ENOUGH = 4e-15;

/* side 1: above; -1: below. */
static double probability(const cvs_walk *walk, double time, double z, int side) {
  return side > 0 ? cvs_walk_above(walk, time, z) : cvs_walk_below(walk, time, z);
}

/* Where the walk would need to be if nothing had stopped, which lies beyond the root. */
static cvs_status start_beyond(const cvs_walk *walk, double time, double target, int side, double *z) {
  double quantile;
  cvs_status status = cvs_normal_quantile_sf(target, &quantile);
  *z = walk->drift * sqrt(time) + side * quantile;
  return status;
}

static cvs_status solve(const cvs_walk *walk, double time, double target, int side, double *out) {
  *out = side * CVS_SEQUENTIAL_Z_MAX;
  if (!(target > TARGET_MIN))
    return CVS_OK;
  if (!(target < 1))
    return CVS_EUNDEF;
  double z;
  cvs_status status = start_beyond(walk, time, target, side, &z);
  if (status != CVS_OK)
    return status;
  for (int i = 0; i < STEPS_MAX; i++) {
    const double tail = probability(walk, time, z, side);
    const double density = cvs_walk_density(walk, time, z);
    const bool counts = tail > 0 && density > 0;
    const double ln_ratio = counts ? log(tail / target) : -INFINITY;
    const double step = counts ? tail * ln_ratio / density : -1;
    z += side * step;
    if (side * z < -2 * CVS_SEQUENTIAL_Z_MAX)
      return CVS_EUNDEF;
    if (fabs(step) <= STEP_ENOUGH || fabs(ln_ratio) <= RATIO_ENOUGH) {
      *out = fmax(fmin(z, CVS_SEQUENTIAL_Z_MAX), -CVS_SEQUENTIAL_Z_MAX);
      return CVS_OK;
    }
  }
  return CVS_ENOCONV;
}

cvs_status cvs_seq_solve_above(const cvs_walk *walk, double time, double target, double *z) {
  return solve(walk, time, target, 1, z);
}

cvs_status cvs_seq_solve_below(const cvs_walk *walk, double time, double target, double *z) {
  return solve(walk, time, target, -1, z);
}

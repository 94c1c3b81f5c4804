/* Intervals that are symmetric in the logarithm of a ratio: Katz, Walter, Woolf, Gart. */
#include "stat/log_ratio.h"

#include "num/num.h"
#include "stat/check.h"

#include <math.h>

/* Where the ratio is within a factor of two of 1, its distance from 1 is taken exactly. */
static const double NEAR_ONE = 0.5;

double cvs_ln_ratio(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
  double distance = cvs_product_difference(a, d, b, c) / ((double)b * (double)c);
  if (fabs(distance) <= NEAR_ONE)
    return log1p(distance);
  return log((double)a * (double)d / ((double)b * (double)c));
}

void cvs_log_effect_set(cvs_interval *out, const cvs_pair *pair, cvs_scale scale, const cvs_level *level,
                        const double ln_and_error[2]) {
  double ln = ln_and_error[0], half_width = level->z * ln_and_error[1];
  if (scale == CVS_LIFT)
    cvs_effect_set(out, pair, scale, level, (cvs_limits){expm1(ln - half_width), expm1(ln + half_width)});
  else
    cvs_effect_set(out, pair, scale, level, (cvs_limits){exp(ln - half_width), exp(ln + half_width)});
}

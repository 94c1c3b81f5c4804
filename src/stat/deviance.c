/* What a count adds to a log likelihood ratio, without cancellation. */
#include "stat/deviance.h"

#include <math.h>

/* Below this relative deviation the logarithm's first terms cancel and the series is used; its
 * terms shrink by this factor each, so 24 reach 1e-17. */
static const double SERIES_BELOW = 0.2;
enum { SERIES_TERMS = 24 };

double cvs_deviance(double e) {
  if (e <= -1)
    return 1;
  if (fabs(e) > SERIES_BELOW)
    return (1 + e) * log1p(e) - e;
  double sum = 0, power = 1;
  for (int k = 2; k < 2 + SERIES_TERMS; k++) {
    sum += power / (k * (k - 1.0));
    power *= -e;
  }
  return e * e * sum;
}

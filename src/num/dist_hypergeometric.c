/* The hypergeometric distribution. */
#include "num/dist.h"

#include "num/rmath.h"

static const uint64_t count_max = UINT64_C(1000000000000);

cvs_status cvs_hypergeometric_mass(uint64_t k, uint64_t marked, uint64_t unmarked, uint64_t drawn, bool log,
                                   double *out) {
  if (k > count_max || marked > count_max || unmarked > count_max || drawn > marked + unmarked)
    return CVS_EINVAL;
  if (drawn > count_max)
    return CVS_EINVAL;
  return cvs_rmath_result(dhyper((double)k, (double)marked, (double)unmarked, (double)drawn, log), out);
}

/* The hypergeometric distribution. */
#include "num/dist.h"

#include "num/rmath.h"

static const uint64_t count_max = UINT64_C(1000000000000);

cvs_status cvs_hypergeometric_mass(uint64_t k, const cvs_urn *urn, bool log, double *out) {
  if (k > count_max || urn->marked > count_max || urn->unmarked > count_max || urn->drawn > count_max)
    return CVS_EINVAL;
  if (urn->drawn > urn->marked + urn->unmarked)
    return CVS_EINVAL;
  return cvs_rmath_result(dhyper((double)k, (double)urn->marked, (double)urn->unmarked, (double)urn->drawn, log), out);
}

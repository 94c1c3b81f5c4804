/* Sums over several arms, checked once for the tests that use all arms together. */
#include "stat/totals.h"

#include "base/error.h"
#include "stat/check.h"

/* 4 million full arms: far below 2^62, where products of totals stop being exact. */
static const size_t ARMS_MAX = 4000000;

cvs_status cvs_totals_of(const cvs_sample *arms, size_t count, cvs_totals *out, cvs_error *error) {
  if (count < 2)
    return cvs_fail(error, CVS_EINVAL, "at least two arms were expected, %zu given", count);
  if (count > ARMS_MAX)
    return cvs_fail(error, CVS_ELIMIT, "%zu arms are above the limit of %zu", count, ARMS_MAX);
  *out = (cvs_totals){0};
  for (size_t i = 0; i < count; i++) {
    cvs_status status = cvs_check_sample(&arms[i], error);
    if (status != CVS_OK)
      return status;
    out->visitors += arms[i].visitors;
    out->conversions += arms[i].conversions;
  }
  if (out->conversions == 0 || out->conversions == out->visitors)
    return cvs_fail(error, CVS_EUNDEF, "%s converted in any arm, so equal rates cannot be tested",
                    out->conversions == 0 ? "nobody" : "everybody");
  return CVS_OK;
}

/* Results of chi-square statistics: the tail with its logarithm. */
#include "stat/chisq.h"

#include "base/constants.h"
#include "base/error.h"
#include "num/dist.h"

#include <math.h>

cvs_status cvs_chisq_finish(double statistic, double df, cvs_chisq_result *out, cvs_error *error) {
  *out = (cvs_chisq_result){.statistic = statistic, .df = df};
  if (!isfinite(statistic) || statistic < 0)
    return cvs_fail(error, CVS_EINVAL, "the chi-square statistic is not a finite number of at least 0");
  if (df < 1.5) { /* one degree of freedom is the square of a normal: a few digits better and faster */
    double z = sqrt(statistic);
    out->p_value = fmin(2 * cvs_normal_sf(z), 1);
    out->ln_p_value = fmin(CVS_LN2 + cvs_normal_ln_sf(z), 0);
    return CVS_OK;
  }
  cvs_status status = cvs_chisq_probability(statistic, df, CVS_UPPER, &out->p_value);
  if (status == CVS_OK)
    status = cvs_chisq_probability(statistic, df, CVS_LN_UPPER, &out->ln_p_value);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the chi-square probability could not be computed");
  return CVS_OK;
}

/* The score test at a margin: non-inferiority, and each side of equivalence. */
#include "stat/methods.h"
#include <convstat/several.h>

#include "base/error.h"
#include "stat/check.h"
#include "stat/score.h"

#include <math.h>

static cvs_status check_margin(const cvs_margin *margin, cvs_error *error) {
  double null = margin->null;
  if (margin->scale == CVS_DIFFERENCE && !(null > -1 && null < 1))
    return cvs_fail(error, CVS_EINVAL, "a margin on the difference must lie between -1 and 1");
  if (margin->scale == CVS_LIFT && !(null > -1 && isfinite(null)))
    return cvs_fail(error, CVS_EINVAL, "a margin on the lift must lie above -1");
  if (margin->scale != CVS_DIFFERENCE && margin->scale != CVS_LIFT)
    return cvs_fail(error, CVS_EINVAL, "a margin must be on the difference or the lift");
  if (!(margin->factor >= 1 && margin->factor <= 2))
    return cvs_fail(error, CVS_EINVAL, "the variance factor of a margin must be 1 to 2");
  return CVS_OK;
}

cvs_status cvs_margin_test(const cvs_pair *pair, const cvs_margin *margin, cvs_alternative alternative,
                           cvs_test_result *out, cvs_error *error) {
  cvs_status status = cvs_check_pair(pair, error);
  if (status == CVS_OK)
    status = check_margin(margin, error);
  if (status != CVS_OK)
    return status;
  if (alternative == CVS_TWO_SIDED)
    return cvs_fail(error, CVS_EINVAL, "a test at a margin has one side");
  if (margin->scale == CVS_LIFT && pair->control.conversions == 0 && pair->treatment.conversions == 0)
    return cvs_fail(error, CVS_EUNDEF, "nobody converted in either arm, so the lift cannot be tested");
  double z = cvs_score_z(pair, margin->scale, margin->null, margin->factor);
  if (!isfinite(z))
    return cvs_fail(error, CVS_EUNDEF, "no rates near these data differ by the margin, so it cannot be tested");
  *out = cvs_result_from_z(z, alternative);
  return CVS_OK;
}

const cvs_method cvs_method_margin_score = {
    .name = "margin_score",
    .id = "margin-score",
    .kind = CVS_KIND_OTHER,
    .title = "score test at a margin",
    .formula =
        "z = (d - margin)/sqrt(v1 + v2) at the maximum likelihood rates under d = margin; lift: p2 - (1 + margin) p1",
    .citation = "Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454",
    .note = "non-inferiority, and each side of equivalence; agrees with the score interval of the same scale",
    .statistic = "z",
};

/* Boschloo's test with the two-sided p as twice the smaller one-sided p. */
#include "stat/methods.h"

#include "base/constants.h"
#include "stat/boschloo.h"
#include "stat/check.h"
#include "stat/fisher.h"

#include <math.h>

static cvs_status central_ln_p(const cvs_pair *pair, double *ln_p, cvs_error *error) {
  double greater;
  double less;
  cvs_status status = cvs_boschloo_ln_p(pair, CVS_GREATER, &greater, error);
  if (status == CVS_OK)
    status = cvs_boschloo_ln_p(pair, CVS_LESS, &less, error);
  if (status == CVS_OK)
    *ln_p = fmin(0, fmin(greater, less) + CVS_LN2);
  return status;
}

static cvs_status test_boschloo_central(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                                        cvs_error *error) {
  cvs_status status = cvs_check_pair(pair, error);
  if (status == CVS_OK)
    status = cvs_check_size(pair, CVS_BOSCHLOO_VISITORS_MAX, "boschloo-central", error);
  double ln_p;
  if (status == CVS_OK && alternative == CVS_TWO_SIDED)
    status = central_ln_p(pair, &ln_p, error);
  else if (status == CVS_OK)
    status = cvs_boschloo_ln_p(pair, alternative, &ln_p, error);
  if (status == CVS_OK)
    *out = cvs_result_from_ln_p(ln_p);
  return status;
}

const cvs_method cvs_method_prop_boschloo_central = {
    .name = "prop_boschloo_central",
    .id = "boschloo-central",
    .kind = CVS_KIND_TEST,
    .title = "Boschloo's exact test, central",
    .formula = "min(1, 2 min(p of better, p of worse)), each Boschloo's one-sided p",
    .citation = "Boschloo (1970), Stat. Neerl. 24, 1-9; Fay & Hunsberger (2021), Stat. Surv. 15, 72-110",
    .note = "The two-sided value that scipy prints; each side makes at most half of the error.",
    .test = test_boschloo_central,
    .exact = true,
    .visitors_max = CVS_BOSCHLOO_VISITORS_MAX,
};

/* Boschloo's p-value: the size of the unconditional test that orders tables by Fisher's p. */
#include "stat/boschloo.h"

#include "base/error.h"
#include "stat/check.h"
#include "stat/fisher.h"
#include "stat/unconditional.h"

#include <math.h>

/* Within this of 1, all tables tie with the observed one. */
static const double p_tie = 1e-9;

cvs_status cvs_boschloo_ln_p(const cvs_pair *pair, cvs_alternative alternative, double *ln_p, cvs_error *error) {
  cvs_pair mirrored = cvs_pair_swapped(pair);
  const cvs_pair *facing = alternative == CVS_LESS ? &mirrored : pair;
  cvs_alternative side = alternative == CVS_LESS ? CVS_GREATER : alternative;
  cvs_fisher fisher;
  cvs_status status = cvs_fisher_ln_p(facing, side, &fisher);
  if (status != CVS_OK)
    return cvs_fail(error, status, "Fisher's p-value could not be computed");
  *ln_p = fisher.ln_p;
  if (fisher.ln_p > -p_tie)
    return CVS_OK;
  cvs_region_rule rule = {
      .order = side == CVS_TWO_SIDED ? CVS_REGION_FISHER : CVS_REGION_FISHER_GREATER,
      .marked = (double)facing->treatment.visitors,
      .unmarked = (double)facing->control.visitors,
      .limit = fisher.ln_p,
      .ln_mass = fisher.ln_mass,
  };
  double ln_sup;
  status = cvs_unconditional_ln_p(&rule, &ln_sup, error);
  /* No conditional mass exceeds Fisher's p, so no mean of them does; the tie tolerance might. */
  *ln_p = status == CVS_OK ? fmin(fisher.ln_p, ln_sup) : fisher.ln_p;
  return status;
}

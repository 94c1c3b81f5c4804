/* Exact conditional interval of the odds ratio, equal tails (Cornfield). */
#include "stat/methods.h"

#include "base/error.h"
#include "stat/check.h"
#include "stat/noncentral.h"

/* A limit takes some ten sums over about 20 standard deviations of the counts. */
#define VISITORS_MAX UINT64_C(100000000000)

static cvs_status limit_from_below(const cvs_hypergeometric *table, double k, const cvs_level *level, double *out) {
  return cvs_noncentral_limit(table, k, level->tail, out);
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_exact, pair, scale, level, error);
  if (status == CVS_OK)
    status = cvs_check_size(pair, VISITORS_MAX, "the exact conditional interval", error);
  if (status != CVS_OK)
    return status;
  cvs_limits limits;
  status = cvs_odds_limits(pair, level, limit_from_below, &limits);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the exact limits of the odds ratio were not found");
  cvs_effect_set(out, pair, scale, level, limits);
  return CVS_OK;
}

const cvs_method cvs_method_effect_exact = {
    .name = "effect_exact",
    .id = "exact",
    .kind = CVS_KIND_EFFECT,
    .title = "exact conditional interval",
    .formula = "odds ratios with P(X >= x2 | x1+x2) > alpha/2 and P(X <= x2 | x1+x2) > alpha/2",
    .citation = "Cornfield (1956), Proc. 3rd Berkeley Symp. Math. Stat. Prob. 4, 135-148",
    .note = "of the odds ratio only; covers at least its level at any size, and is wide for few conversions; "
            "the estimate is the observed odds ratio, not the conditional maximum likelihood one",
    .effect = limit_effect,
    .has_scale = {false, false, true},
    .visitors_max = VISITORS_MAX,
};

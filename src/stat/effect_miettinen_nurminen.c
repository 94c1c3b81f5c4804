/* Miettinen and Nurminen's score intervals of difference, lift and odds ratio. */
#include "stat/methods.h"

#include "base/error.h"
#include "stat/check.h"
#include "stat/score.h"

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_miettinen_nurminen, pair, scale, level, error);
  if (status != CVS_OK)
    return status;
  status = cvs_score_interval(pair, scale, cvs_score_factor_n1(pair), level, out);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the score interval did not converge");
}

const cvs_method cvs_method_effect_miettinen_nurminen = {
    .name = "effect_miettinen_nurminen",
    .id = "miettinen-nurminen",
    .kind = CVS_KIND_EFFECT,
    .title = "Miettinen-Nurminen score interval",
    .formula = "as the score interval, with the variance times N/(N - 1)",
    .citation = "Miettinen & Nurminen (1985), Statistics in Medicine 4, 213-226",
    .note = "excludes no effect exactly where the N - 1 test has p < alpha, on all three scales",
    .effect = limit_effect,
    .has_scale = {true, true, true},
};

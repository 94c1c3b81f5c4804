/* Score intervals of difference, lift and odds ratio, variance at the constrained rates. */
#include "stat/methods.h"

#include "base/error.h"
#include "stat/check.h"
#include "stat/score.h"

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_score, pair, scale, level, error);
  if (status != CVS_OK)
    return status;
  status = cvs_score_interval(pair, scale, 1, level, out);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the score interval did not converge");
}

const cvs_method cvs_method_effect_score = {
    .name = "effect_score",
    .id = "score",
    .kind = CVS_KIND_EFFECT,
    .title = "score interval (Mee, Koopman, score odds ratio)",
    .formula = "all effects whose score statistic, variance at the constrained maximum likelihood rates, has |z| <= "
               "z(alpha/2)",
    .citation = "Mee (1984), Biometrics 40, 1175-1176; Koopman (1984), Biometrics 40, 513-517; Cornfield (1956), Proc. "
                "Third Berkeley Symposium 4, 135-148",
    .note = "excludes no effect exactly where the score test has p < alpha, on all three scales",
    .effect = limit_effect,
    .has_scale = {true, true, true},
};

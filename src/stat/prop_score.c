/* The score test of two rates: pooled z, whose square is Pearson's chi-square. */
#include "stat/methods.h"

#include "stat/check.h"
#include "stat/score.h"

static cvs_status test_rates(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                             cvs_error *error) {
  cvs_status status = cvs_check_varies(pair, error);
  if (status == CVS_OK)
    *out = cvs_result_from_z(cvs_score_z_pooled(pair, 1), alternative);
  return status;
}

const cvs_method cvs_method_prop_score = {
    .name = "prop_score",
    .id = "score",
    .kind = CVS_KIND_TEST,
    .title = "score test (Pearson chi-square)",
    .formula = "z = (p2 - p1)/sqrt(p (1 - p)(1/n1 + 1/n2)), p = (x1 + x2)/(n1 + n2)",
    .citation = "Pearson (1900), Philosophical Magazine 50, 157-175",
    .note = "for counts of 5 and more; below that an exact test keeps its level",
    .test = test_rates,
    .normal = true,
    .statistic = "z",
    .agrees = {"score", "score", "score"},
};

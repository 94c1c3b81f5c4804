/* Wilson's score interval of one conversion rate with continuity correction. */
#include "stat/methods.h"
#include "stat/wilson.h"

#include "stat/check.h"

/* Half a conversion towards the end in question: Newcombe's method 4 is Wilson's root there. */
static const double CONTINUITY = 0.5;

static cvs_status limit_rate(const cvs_sample *sample, const cvs_level *level, cvs_interval *out, cvs_error *error) {
  cvs_status status = cvs_check_sample(sample, error);
  if (status == CVS_OK)
    status = cvs_check_level(level, error);
  if (status != CVS_OK)
    return status;
  double x = (double)sample->conversions, n = (double)sample->visitors;
  cvs_rate_set(out, sample, level, cvs_wilson_lower(x - CONTINUITY, n, level->z),
               cvs_wilson_upper(x + CONTINUITY, n, level->z));
  return CVS_OK;
}

const cvs_method cvs_method_ci_wilson_cc = {
    .name = "ci_wilson_cc",
    .id = "wilson-cc",
    .kind = CVS_KIND_RATE,
    .title = "Wilson score interval with continuity correction",
    .formula = "all p with n (|x/n - p| - 1/(2n))^2 <= z^2 p (1 - p)",
    .citation = "Newcombe (1998), Statistics in Medicine 17, 857-872 (method 4)",
    .note = "conservative: it covers at least its level nearly everywhere, and is wider than needed",
    .rate = limit_rate,
};

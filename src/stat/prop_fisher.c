/* Fisher's exact test: two-sided by summing tables no more likely than the observed one. */
#include "stat/methods.h"
#include "stat/power_terms.h"

#include "stat/check.h"
#include "stat/fisher.h"

static cvs_status test_fisher(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                              cvs_error *error) {
  cvs_status status = cvs_check_pair(pair, error);
  if (status != CVS_OK)
    return status;
  cvs_fisher fisher;
  status = cvs_fisher_ln_p(pair, alternative, &fisher);
  if (status == CVS_OK)
    *out = cvs_result_from_ln_p(fisher.ln_p);
  return status;
}

const cvs_method cvs_method_prop_fisher = {
    .name = "prop_fisher",
    .id = "fisher",
    .kind = CVS_KIND_TEST,
    .title = "Fisher's exact test",
    .formula = "sum of P(k | x1+x2) over tables with P(k) <= P(x2) (relative tolerance 1e-7); one-sided: the tail",
    .citation = "Fisher (1935), J. R. Stat. Soc. 98, 39-54; Freeman & Halton (1951), Biometrika 38, 141-149",
    .note = "Never exceeds its level at any size, and pays for it with power: boschloo is uniformly more powerful.",
    .test = test_fisher,
    .exact = true,
    .power = cvs_power_terms_corrected,
};

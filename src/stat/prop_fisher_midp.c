/* Fisher's test with mid-p: the observed table counts half. */
#include "stat/methods.h"

#include "stat/check.h"
#include "stat/fisher.h"

#include <math.h>

static cvs_status test_fisher_midp(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                                   cvs_error *error) {
  cvs_status status = cvs_check_pair(pair, error);
  if (status != CVS_OK)
    return status;
  cvs_fisher fisher;
  status = cvs_fisher_ln_p(pair, alternative, &fisher);
  if (status != CVS_OK)
    return status;
  /* The observed table is one of those summed: its share of p is at most 1. */
  double share = fmin(1, exp(fisher.ln_mass - fisher.ln_p));
  *out = cvs_result_from_ln_p(fisher.ln_p + log1p(-share / 2));
  return CVS_OK;
}

const cvs_method cvs_method_prop_fisher_midp = {
    .name = "prop_fisher_midp",
    .id = "fisher-midp",
    .kind = CVS_KIND_TEST,
    .title = "Fisher's test, mid-p",
    .formula = "p of Fisher's test less P(x2 | x1+x2) / 2",
    .citation = "Lancaster (1961), JASA 56, 223-234; Hirji, Tan & Elashoff (1991), Stat. Med. 10, 1137-1153",
    .note = "Close to its level on average; it may exceed it a little at some rates.",
    .test = test_fisher_midp,
    .exact = true,
};

/* Barnard's test: unconditional, tables ordered by the pooled score statistic. */
#include "stat/methods.h"

#include "stat/barnard.h"
#include "stat/check.h"
#include "stat/fisher.h"

static cvs_status test_barnard(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_pair(pair, error);
  if (status == CVS_OK)
    status = cvs_check_size(pair, CVS_BARNARD_VISITORS_MAX, "barnard", error);
  double ln_p;
  if (status == CVS_OK)
    status = cvs_barnard_ln_p(pair, alternative, &ln_p, error);
  if (status != CVS_OK)
    return status;
  *out = cvs_result_from_ln_p(ln_p);
  out->statistic = cvs_barnard_z(pair);
  out->has_statistic = true;
  return CVS_OK;
}

const cvs_method cvs_method_prop_barnard = {
    .name = "prop_barnard",
    .id = "barnard",
    .kind = CVS_KIND_TEST,
    .title = "Barnard's exact test (pooled z)",
    .formula = "sup over a common rate of P(|z| >= |z observed|), z = (p2 - p1)/sqrt(p(1-p)(1/n1 + 1/n2))",
    .citation = "Suissa & Shuster (1985), J. R. Stat. Soc. A 148, 317-327; Barnard (1947), Biometrika 34, 123-138",
    .note = "Exact at any size; with very unequal arms boschloo is more powerful.",
    .test = test_barnard,
    .exact = true,
    .statistic = "z",
    .visitors_max = CVS_BARNARD_VISITORS_MAX,
};

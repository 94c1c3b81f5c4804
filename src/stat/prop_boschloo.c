/* Boschloo's test: unconditional, tables ordered by Fisher's p of the same side. */
#include "stat/methods.h"

#include "stat/boschloo.h"
#include "stat/check.h"
#include "stat/fisher.h"

static cvs_status test_boschloo(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                                cvs_error *error) {
  cvs_status status = cvs_check_pair(pair, error);
  if (status == CVS_OK)
    status = cvs_check_size(pair, CVS_BOSCHLOO_VISITORS_MAX, "boschloo", error);
  double ln_p;
  if (status == CVS_OK)
    status = cvs_boschloo_ln_p(pair, alternative, &ln_p, error);
  if (status == CVS_OK)
    *out = cvs_result_from_ln_p(ln_p);
  return status;
}

const cvs_method cvs_method_prop_boschloo = {
    .name = "prop_boschloo",
    .id = "boschloo",
    .kind = CVS_KIND_TEST,
    .title = "Boschloo's exact test",
    .formula = "sup over a common rate of P(Fisher's p <= the observed Fisher's p), two-sided p for two sides",
    .citation = "Boschloo (1970), Stat. Neerl. 24, 1-9",
    .note = "Exact at any size and never less powerful than Fisher's test: the choice for few conversions.",
    .test = test_boschloo,
    .exact = true,
    .visitors_max = CVS_BOSCHLOO_VISITORS_MAX,
};

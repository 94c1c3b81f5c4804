/* Bonferroni's adjustment of several p-values, with simultaneous intervals. */
#include "stat/adjust.h"
#include "stat/methods.h"

#include <math.h>

static cvs_status adjust_bonferroni(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status != CVS_OK)
    return status;
  double comparisons = (double)family->count;
  for (size_t i = 0; i < family->count; i++)
    adjusted[i] = fmin(comparisons * family->p_value[i], 1);
  return cvs_adjust_settle(family, family->alpha / comparisons, adjusted, level, error);
}

const cvs_method cvs_method_adjust_bonferroni = {
    .name = "adjust_bonferroni",
    .id = "bonferroni",
    .kind = CVS_KIND_ADJUST,
    .title = "Bonferroni",
    .formula = "p_adj = min(1, k p); intervals at alpha / k",
    .citation = "Dunn (1961), Journal of the American Statistical Association 56, 52-64",
    .note = "holds whatever the dependence; Dunnett is sharper where the statistics are normal",
    .adjust = adjust_bonferroni,
    .simultaneous = true,
};

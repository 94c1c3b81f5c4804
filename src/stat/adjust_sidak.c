/* Šidák's adjustment of several p-values, with simultaneous intervals. */
#include "stat/adjust.h"
#include "stat/methods.h"

#include <math.h>

static cvs_status adjust_sidak(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status != CVS_OK)
    return status;
  double comparisons = (double)family->count;
  for (size_t i = 0; i < family->count; i++)
    adjusted[i] = fmax(-expm1(comparisons * log1p(-family->p_value[i])), family->p_value[i]);
  double alpha_single = fmin(-expm1(log1p(-family->alpha) / comparisons), family->alpha);
  return cvs_adjust_settle(family, alpha_single, adjusted, level, error);
}

const cvs_method cvs_method_adjust_sidak = {
    .name = "adjust_sidak",
    .id = "sidak",
    .kind = CVS_KIND_ADJUST,
    .title = "Šidák",
    .formula = "p_adj = 1 - (1 - p)^k; intervals at 1 - (1 - alpha)^(1/k)",
    .citation = "Šidák (1967), Journal of the American Statistical Association 62, 626-633",
    .note = "exact for independent comparisons, on the safe side for arms that share a control",
    .adjust = adjust_sidak,
    .simultaneous = true,
};

/* Holm's adjustment of several p-values. */
#include "stat/adjust.h"
#include "stat/methods.h"

static double weigh_rank(size_t rank, size_t count, double scale) {
  (void)scale;
  return (double)(count - rank + 1);
}

static cvs_status adjust_holm(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status != CVS_OK)
    return status;
  return cvs_adjust_step_down(family, weigh_rank, 1, adjusted, error);
}

const cvs_method cvs_method_adjust_holm = {
    .name = "adjust_holm",
    .id = "holm",
    .kind = CVS_KIND_ADJUST,
    .title = "Holm (step-down Bonferroni)",
    .formula = "p_adj(i) = max over j <= i of min(1, (k - j + 1) p(j)), p(1) <= ... <= p(k)",
    .citation = "Holm (1979), Scandinavian Journal of Statistics 6, 65-70",
    .note = "strong control whatever the dependence; no simultaneous intervals",
    .adjust = adjust_holm,
};

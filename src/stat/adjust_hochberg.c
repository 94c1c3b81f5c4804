/* Hochberg's adjustment of several p-values. */
#include "stat/adjust.h"
#include "stat/methods.h"

static double weigh_rank(size_t rank, size_t count, double scale) {
  (void)scale;
  return (double)(count - rank + 1);
}

static cvs_status adjust_hochberg(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status != CVS_OK)
    return status;
  return cvs_adjust_step_up(family, weigh_rank, 1, adjusted, error);
}

const cvs_method cvs_method_adjust_hochberg = {
    .name = "adjust_hochberg",
    .id = "hochberg",
    .kind = CVS_KIND_ADJUST,
    .title = "Hochberg (step-up)",
    .formula = "p_adj(i) = min over j >= i of (k - j + 1) p(j), p(1) <= ... <= p(k)",
    .citation = "Hochberg (1988), Biometrika 75, 800-802",
    .note = "needs independent or positively dependent comparisons; no simultaneous intervals",
    .adjust = adjust_hochberg,
};

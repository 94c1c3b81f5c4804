/* Benjamini-Hochberg's adjustment of several p-values. */
#include "stat/adjust.h"
#include "stat/methods.h"

static double weigh_rank(size_t rank, size_t count, double scale) {
  (void)scale;
  return (double)count / (double)rank;
}

static cvs_status adjust_bh(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status != CVS_OK)
    return status;
  return cvs_adjust_step_up(family, weigh_rank, 1, adjusted, error);
}

const cvs_method cvs_method_adjust_bh = {
    .name = "adjust_bh",
    .id = "bh",
    .kind = CVS_KIND_ADJUST,
    .title = "false discovery rate (Benjamini-Hochberg)",
    .formula = "p_adj(i) = min over j >= i of k p(j) / j, p(1) <= ... <= p(k)",
    .citation = "Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300",
    .note = "controls the share of false findings, not the chance of any; no simultaneous intervals",
    .adjust = adjust_bh,
};

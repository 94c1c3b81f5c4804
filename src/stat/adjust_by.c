/* Benjamini and Yekutieli's adjustment of several p-values: false discovery rate, any dependence. */
#include "stat/adjust.h"
#include "stat/methods.h"

static double weigh_rank(size_t rank, size_t count, double scale) {
  return scale * (double)count / (double)rank;
}

/* 1 + 1/2 + ... + 1/count, the small terms first. */
static double harmonic_number(size_t count) {
  double sum = 0;
  for (size_t i = count; i > 0; i--)
    sum += 1 / (double)i;
  return sum;
}

static cvs_status adjust_by(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status != CVS_OK)
    return status;
  return cvs_adjust_step_up(family, weigh_rank, harmonic_number(family->count), adjusted, error);
}

const cvs_method cvs_method_adjust_by = {
    .name = "adjust_by",
    .id = "by",
    .kind = CVS_KIND_ADJUST,
    .title = "false discovery rate (Benjamini-Yekutieli)",
    .formula = "p_adj(i) = min over j >= i of (1 + 1/2 + ... + 1/k) k p(j) / j, p(1) <= ... <= p(k)",
    .citation = "Benjamini & Yekutieli (2001), Annals of Statistics 29, 1165-1188",
    .note = "controls the share of false findings whatever the dependence; no simultaneous intervals",
    .adjust = adjust_by,
};

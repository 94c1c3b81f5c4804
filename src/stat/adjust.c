/* What the adjustments for several comparisons share: checks, ranks, step-up and step-down. */
#include "stat/adjust.h"

#include "base/error.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

cvs_status cvs_adjust_begin(const cvs_family *family, cvs_level *level, cvs_error *error) {
  if (family->count < 1)
    return cvs_fail(error, CVS_EINVAL, "no comparison was given, at least one was expected");
  for (size_t i = 0; i < family->count; i++)
    if (!(family->p_value[i] >= 0 && family->p_value[i] <= 1))
      return cvs_fail(error, CVS_EINVAL, "the p-value of comparison %zu is outside [0, 1]", i + 1);
  return cvs_level_from_alpha(family->alpha, family->alternative, level, error);
}

static int compare_ranked(const void *a, const void *b) {
  const cvs_ranked *left = a, *right = b;
  if (left->p_value < right->p_value || left->p_value > right->p_value)
    return left->p_value < right->p_value ? -1 : 1;
  return (left->index > right->index) - (left->index < right->index);
}

cvs_status cvs_adjust_rank(const cvs_family *family, cvs_ranked **out, cvs_error *error) {
  cvs_ranked *ranked = cvs_calloc(family->count, sizeof *ranked);
  if (ranked == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < family->count; i++)
    ranked[i] = (cvs_ranked){family->p_value[i], i};
  qsort(ranked, family->count, sizeof *ranked, compare_ranked);
  *out = ranked;
  return CVS_OK;
}

cvs_status cvs_adjust_step_down(const cvs_family *family, cvs_step_weight *weight, double scale, double *adjusted,
                                cvs_error *error) {
  cvs_ranked *ranked;
  cvs_status status = cvs_adjust_rank(family, &ranked, error);
  if (status != CVS_OK)
    return status;
  double running = 0;
  for (size_t i = 0; i < family->count; i++) {
    running = fmax(running, weight(i + 1, family->count, scale) * ranked[i].p_value);
    adjusted[ranked[i].index] = fmin(running, 1);
  }
  cvs_free(ranked);
  return CVS_OK;
}

cvs_status cvs_adjust_step_up(const cvs_family *family, cvs_step_weight *weight, double scale, double *adjusted,
                              cvs_error *error) {
  cvs_ranked *ranked;
  cvs_status status = cvs_adjust_rank(family, &ranked, error);
  if (status != CVS_OK)
    return status;
  double running = 1;
  for (size_t i = family->count; i > 0; i--) {
    running = fmin(running, weight(i, family->count, scale) * ranked[i - 1].p_value);
    adjusted[ranked[i - 1].index] = running;
  }
  cvs_free(ranked);
  return CVS_OK;
}

cvs_status cvs_adjust_settle(const cvs_family *family, double alpha_single, double *adjusted, cvs_level *level,
                             cvs_error *error) {
  for (size_t i = 0; i < family->count; i++) {
    bool rejected = family->p_value[i] < alpha_single;
    if (rejected != (adjusted[i] < family->alpha))
      adjusted[i] = rejected ? nextafter(family->alpha, 0) : family->alpha;
  }
  return cvs_level_from_alpha(alpha_single, family->alternative, level, error);
}

double cvs_adjust_distance(const cvs_family *family, size_t index) {
  double z = family->statistic[index];
  if (family->alternative == CVS_TWO_SIDED)
    return fabs(z);
  return family->alternative == CVS_GREATER ? z : -z;
}

cvs_status cvs_adjust_check_normal(const cvs_family *family, cvs_error *error) {
  if (family->statistic == NULL || family->factor == NULL)
    return cvs_fail(error, CVS_EINVAL,
                    "Dunnett's adjustment needs z statistics and their correlation, "
                    "which the chosen method does not have");
  return CVS_OK;
}

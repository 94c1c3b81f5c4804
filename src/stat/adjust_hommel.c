/* Hommel's adjustment of several p-values: the closed test of Simes' global test. */
#include "stat/adjust.h"

#include "base/mem.h"
#include "stat/methods.h"

#include <math.h>

/* The closed test rejects a comparison where Simes' test rejects every set that holds it. Of the sets
 * of one size the hardest holds the comparison and the largest other p-values, so one set a size and
 * comparison is enough (Wright 1992, Biometrics 48, 1005-1013). */

/* min over i = 2 .. size of size p / i, over the largest size - 1 p-values: Simes without its first. */
static double simes_of_largest(const cvs_ranked *ranked, size_t count, size_t size) {
  double simes = INFINITY;
  for (size_t i = 2; i <= size; i++)
    simes = fmin(simes, (double)size * ranked[count - size + i - 1].p_value / (double)i);
  return simes;
}

static void close_simes(const cvs_ranked *ranked, size_t count, double *adjusted) {
  for (size_t i = 0; i < count; i++)
    adjusted[ranked[i].index] = ranked[i].p_value;
  for (size_t size = 2; size <= count; size++) {
    double others = simes_of_largest(ranked, count, size);
    for (size_t i = 0; i < count; i++) {
      size_t smallest = i < count - size ? i : count - size;
      double set = fmin((double)size * ranked[smallest].p_value, others);
      adjusted[ranked[i].index] = fmax(adjusted[ranked[i].index], set);
    }
  }
}

static cvs_status adjust_hommel(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status != CVS_OK)
    return status;
  cvs_ranked *ranked;
  status = cvs_adjust_rank(family, &ranked, error);
  if (status != CVS_OK)
    return status;
  close_simes(ranked, family->count, adjusted);
  cvs_free(ranked);
  return CVS_OK;
}

const cvs_method cvs_method_adjust_hommel = {
    .name = "adjust_hommel",
    .id = "hommel",
    .kind = CVS_KIND_ADJUST,
    .title = "Hommel (closed Simes test)",
    .formula = "p_adj = max over the sets S that hold it of min over i of |S| p(i) / i",
    .citation = "Hommel (1988), Biometrika 75, 383-386",
    .note = "needs independent or positively dependent comparisons; no simultaneous intervals",
    .adjust = adjust_hommel,
};

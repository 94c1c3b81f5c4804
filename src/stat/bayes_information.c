/* What further visitors are worth before the choice is made.
 *
 * The choice goes to the arm with the higher posterior mean. Means after the test average to those of now, so
 * the gain of choosing later, E[max(T, C)] - max(now), is the expected loss that the present choice would show
 * against the later means: E[max(C - T, 0)] where the treatment leads now, E[max(T - C, 0)] where it does not.
 * Later means are linear in beta-binomial counts; the sum over all pairs of counts is one walk along both. */
#include "stat/bayes_future.h"

#include "base/error.h"
#include "num/num.h"
#include "stat/profit.h"

#include <math.h>

/* Posterior means after the test: start + step * i for the future's count first + i. */
typedef struct later_mean {
  cvs_future future;
  double start;
  double step;
} later_mean;

static cvs_status look_ahead(const cvs_beta *belief, uint64_t more, later_mean *out, cvs_error *error) {
  const cvs_status status = cvs_future_make(belief, more, &out->future, error);
  if (status != CVS_OK)
    return status;
  out->step = 1 / (belief->alpha + belief->beta + (double)more);
  out->start = (belief->alpha + (double)out->future.first) * out->step;
  return CVS_OK;
}

/* E[max(high - low, 0)]. From the largest count of `low` down: the counts of `high` above it start at `from`, and
 * sum_(k >= from) mass_k (h_k - l) = above_from (h_from - l) + step * sum_(k > from) above_k. */
static double expect_excess(const later_mean *high, const later_mean *low) {
  cvs_sum excess = {0, 0}, beyond = {0, 0}; /* beyond: sum of above_k, k > from */
  size_t from = high->future.count;
  for (size_t i = low->future.count; i-- > 0;) {
    const double mean = low->start + low->step * (double)i;
    while (from > 0 && high->start + high->step * (double)(from - 1) > mean) {
      cvs_sum_add(&beyond, high->future.above[from]);
      from--;
    }
    const double lead = high->start + high->step * (double)from - mean;
    const double part = high->future.above[from] * lead + high->step * cvs_sum_value(&beyond);
    cvs_sum_add(&excess, low->future.mass[i] * part);
  }
  return cvs_sum_value(&excess);
}

cvs_status cvs_bayes_information_beyond(const cvs_beta_pair *pair, const uint64_t more[2], double hurdle, double *out,
                                        cvs_error *error) {
  later_mean control = {.step = 0}, treatment = {.step = 0};
  cvs_status status = look_ahead(&pair->control, more[0], &control, error);
  if (status == CVS_OK)
    status = look_ahead(&pair->treatment, more[1], &treatment, error);
  control.start += hurdle;
  if (status == CVS_OK)
    *out = cvs_beta_mean_difference(pair) > hurdle ? expect_excess(&control, &treatment)
                                                   : expect_excess(&treatment, &control);
  cvs_future_free(&control.future);
  cvs_future_free(&treatment.future);
  return status;
}

cvs_status cvs_bayes_information(const cvs_beta_pair *pair, const uint64_t more[2], double *out, cvs_error *error) {
  return cvs_bayes_information_beyond(pair, more, 0, out, error);
}

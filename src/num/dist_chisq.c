/* The chi-square distribution. */
#include "num/dist.h"

#include "num/num.h"
#include "num/rmath.h"
#include "num/tail.h"

static const double df_max = 1e15;
/* R 4.2's qchisq has 12 digits for tails down to here; below, 8 and then NaN. */
static const double trusted_tail_least = 1e-10;
/* ln of the least and of the largest double. */
static const double ln_x_least = -745;
static const double ln_x_most = 709;

typedef struct quantile_target {
  double df;
  double ln_p;
  cvs_tail tail; /* in logarithms */
} quantile_target;

static double compare_ln_tail(double ln_x, const void *context) {
  const quantile_target *target = context;
  return pchisq(exp(ln_x), target->df, target->tail.lower, true) - target->ln_p;
}

static cvs_status search_quantile(const quantile_target *target, double *out) {
  const double at_least = compare_ln_tail(ln_x_least, target);
  if (target->tail.lower ? at_least >= 0 : at_least <= 0) {
    *out = 0;
    return CVS_OK;
  }
  double ln_x = 0;
  const cvs_status status = cvs_root((cvs_curve){compare_ln_tail, target}, ln_x_least, ln_x_most, 0, &ln_x);
  if (status == CVS_OK)
    *out = exp(ln_x);
  return status;
}

cvs_status cvs_chisq_probability(double x, double df, cvs_tail tail, double *out) {
  if (!(x >= 0) || !(df > 0 && df <= df_max))
    return CVS_EINVAL;
  return cvs_rmath_result(pchisq(x, df, tail.lower, tail.log), out);
}

cvs_status cvs_chisq_quantile(double p, double df, cvs_tail tail, double *out) {
  if (!cvs_tail_valid(p, tail.log) || !(df > 0 && df <= df_max))
    return CVS_EINVAL;
  if (cvs_tail_plain(p, tail, trusted_tail_least))
    return cvs_rmath_result(qchisq(p, df, tail.lower, false), out);
  const int end = cvs_tail_end(p, tail);
  if (end > 0)
    return CVS_EUNDEF; /* infinite */
  if (end < 0) {
    *out = 0;
    return CVS_OK;
  }
  quantile_target target = {df, 0, tail};
  target.ln_p = cvs_tail_smaller(p, &target.tail);
  return search_quantile(&target, out);
}

/* Sums and moments without loss, mergeable; sums of logarithms. */
#include "num/num.h"

#include "base/constants.h"

#include <math.h>

void cvs_sum_add(cvs_sum *sum, double value) {
  const double total = sum->high + value;
  if (isfinite(total))
    sum->low += fabs(sum->high) >= fabs(value) ? (sum->high - total) + value : (value - total) + sum->high;
  sum->high = total;
}

void cvs_sum_merge(cvs_sum *sum, const cvs_sum *other) {
  cvs_sum_add(sum, other->high);
  sum->low += other->low;
}

double cvs_sum_value(const cvs_sum *sum) {
  return sum->high + sum->low;
}

void cvs_moments_add(cvs_moments *moments, double value) {
  moments->count++;
  const double before = value - moments->mean;
  moments->mean += before / (double)moments->count;
  moments->squares += before * (value - moments->mean);
}

void cvs_moments_merge(cvs_moments *moments, const cvs_moments *other) {
  if (other->count == 0)
    return;
  const double here = (double)moments->count;
  const double there = (double)other->count;
  const double total = here + there;
  const double apart = other->mean - moments->mean;
  moments->squares += other->squares + apart * apart * (here / total * there);
  moments->mean += apart * (there / total);
  moments->count += other->count;
}

cvs_status cvs_moments_variance(const cvs_moments *moments, double *out) {
  if (moments->count < 2)
    return CVS_EUNDEF;
  *out = moments->squares / (double)(moments->count - 1);
  return CVS_OK;
}

double cvs_ln_add(double a, double b) {
  const double larger = a > b ? a : b;
  const double smaller = a > b ? b : a;
  return isinf(larger) ? larger : larger + log1p(exp(smaller - larger));
}

double cvs_ln_1m_exp(double a) {
  /* Either form loses digits on the other's side (Maechler 2012, Rmpfr vignette log1mexp). */
  return a > -CVS_LN2 ? log(-expm1(a)) : log1p(-exp(a));
}

/* The conversions of the treatment when all conversions are given: one 2 x 2 table with its margins.
 * Counts are whole numbers held in doubles (exact: all are below 2^53). */
#ifndef CVS_STAT_HYPERGEOMETRIC_H
#define CVS_STAT_HYPERGEOMETRIC_H

#include <convstat/sample.h>

typedef struct cvs_hypergeometric {
  double marked;   /* visitors of the treatment, n2 */
  double unmarked; /* visitors of the control, n1 */
  double drawn;    /* conversions of both, m */
  double low;      /* smallest possible count, max(0, m - n1) */
  double high;     /* largest, min(m, n2) */
} cvs_hypergeometric;

/* Domain of all functions: low <= k <= high. */
cvs_hypergeometric cvs_hypergeometric_of(const cvs_pair *pair);
cvs_hypergeometric cvs_hypergeometric_given(double marked, double unmarked, double drawn);

/* P(k + 1) / P(k); 0 at k == high. */
static inline double cvs_hypergeometric_up(const cvs_hypergeometric *h, double k) {
  return (h->drawn - k) * (h->marked - k) / ((k + 1) * (h->unmarked - h->drawn + k + 1));
}

/* P(k - 1) / P(k); 0 at k == low. */
static inline double cvs_hypergeometric_down(const cvs_hypergeometric *h, double k) {
  return k * (h->unmarked - h->drawn + k) / ((h->drawn - k + 1) * (h->marked - k + 1));
}

/* ln P(X = k). */
CVS_WARN_UNUSED cvs_status cvs_hypergeometric_ln(const cvs_hypergeometric *h, double k, double *out);

/* P(X >= k) / P(X = k) and P(X <= k) / P(X = k), summed from k outwards. Meant for k on the outer
 * side of the mode: elsewhere the sum is still right, unless it overflows. */
double cvs_hypergeometric_above(const cvs_hypergeometric *h, double k);
double cvs_hypergeometric_below(const cvs_hypergeometric *h, double k);

#endif

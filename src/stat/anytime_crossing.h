/* The chance that the likelihood ratio of a rate against its best alternative ever reaches a bound. */
#ifndef CVS_STAT_ANYTIME_CROSSING_H
#define CVS_STAT_ANYTIME_CROSSING_H

#include <convstat/anytime.h>

/* Expected successes, or failures if fewer, at the horizon: a critical value takes some seconds there, a tenth of
 * a second at 1,000. */
#define CVS_CROSSING_EXPECTED_MAX 10000.0

/* Trials 1, 2, ..., horizon with success probability `null`, each looked at.
 *   more, less  whether a rate above the null signals, and one below it */
typedef struct cvs_crossing {
  double null;
  double horizon;
  bool more;
  bool less;
} cvs_crossing;

/* x ln(x / (n null)) + (n - x) ln((n - x) / (n (1 - null))): ln likelihood ratio of x successes of n >= 1. */
double cvs_crossing_ln_ratio(const cvs_crossing *of, double x, double n);
/* The largest that can be reached by the horizon. */
double cvs_crossing_ln_ratio_max(const cvs_crossing *of);

/* Probability of a ratio of `ln_bound` > 0 or more at some trial. Exact recursion: 1e-12 absolute, and 1e-6
 * relative above 1e-30. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_crossing_probability(const cvs_crossing *of, double ln_bound, double *out);

#endif

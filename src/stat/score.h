/* The score statistic at any null value: what score intervals, margins and plans share. */
#ifndef CVS_STAT_SCORE_H
#define CVS_STAT_SCORE_H

#include <convstat/sample.h>

/* N/(N-1), the variance factor of Miettinen & Nurminen (1985). */
double cvs_score_factor_n1(const cvs_pair *pair);

/* Rates of control and treatment of maximum likelihood under effect == null on `scale`
 * (null: the difference, the LIFT, or the odds ratio). Closed forms (Farrington & Manning 1990;
 * Koopman 1984); rates are in [0, 1]. */
typedef struct cvs_constrained_rates {
  double control;
  double treatment;
} cvs_constrained_rates;
cvs_constrained_rates cvs_score_constrained(const cvs_pair *pair, cvs_scale scale, double null);

/* Score statistic z at effect == null, variance times `factor`; positive where the observed effect
 * is above null. Monotone decreasing in null. Infinite (signed) where the variance is 0 and the
 * numerator is not; 0 where both are 0. At no effect it is the pooled z (times 1/sqrt(factor)). */
double cvs_score_z(const cvs_pair *pair, cvs_scale scale, double null, double factor);

/* The interval that inverts cvs_score_z on `scale`. */
CVS_WARN_UNUSED cvs_status cvs_score_interval(const cvs_pair *pair, cvs_scale scale, double factor,
                                              const cvs_level *level, cvs_interval *out, cvs_error *error);

#endif

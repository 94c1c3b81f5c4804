/* The score statistic at any null value: what score intervals, margins and plans share. */
#ifndef CVS_STAT_SCORE_H
#define CVS_STAT_SCORE_H

#include <convstat/sample.h>

/* Counts as doubles (exact: they are below 2^53), in the letters of the papers: y = n - x. */
typedef struct cvs_score_counts {
  double x1, y1, n1;
  double x2, y2, n2;
  double cross; /* x2 n1 - x1 n2, rounded once */
} cvs_score_counts;
cvs_score_counts cvs_score_read(const cvs_pair *pair);
/* The same with the arms exchanged. */
cvs_score_counts cvs_score_swap(const cvs_score_counts *counts);

/* N/(N-1), the variance factor of Miettinen & Nurminen (1985). */
double cvs_score_factor_n1(const cvs_pair *pair);

/* Pooled z, the same at no effect on every scale; 0 where nothing varies. */
double cvs_score_z_pooled(const cvs_pair *pair, double factor);

/* Rates of control and treatment of maximum likelihood under effect == null on `scale`
 * (null: the difference, the LIFT, or the odds ratio). Lift and odds ratio are quadratics (Koopman
 * 1984), the difference is a bracketed root of the score equation (Farrington & Manning 1990 give
 * it as a cubic, which cancels at small rates); rates are in [0, 1]. */
typedef struct cvs_constrained_rates {
  double control;
  double treatment;
} cvs_constrained_rates;
cvs_constrained_rates cvs_score_constrained(const cvs_pair *pair, cvs_scale scale, double null);

/* Score statistic z at effect == null, variance times `factor`; positive where the observed effect
 * is above null. Monotone decreasing in null. Infinite (signed) where the variance is 0 and the
 * numerator is not; 0 where both are 0. At no effect it is the pooled z (times 1/sqrt(factor)). */
double cvs_score_z(const cvs_pair *pair, cvs_scale scale, double null, double factor);

/* What one arm's rate p becomes under a multiplier lambda >= 0 that pulls it down: the root of
 * x - n p = lambda p q in [0, x/n]. Every fit of the difference is two such pulls (of p2, and of
 * q1 with `converted` and `rest` exchanged), which needs no cubic. */
typedef struct cvs_pull_arm {
  double converted;
  double rest;
  double visitors;
} cvs_pull_arm;
typedef struct cvs_pulled {
  double rate;
  double rest;  /* 1 - rate, without cancellation */
  double slope; /* n + lambda (q - p) > 0: the rate falls by p q / slope per unit of lambda */
} cvs_pulled;
cvs_pulled cvs_score_pull(const cvs_pull_arm *arm, double lambda);

/* The interval that inverts cvs_score_z on `scale`; pair and level are checked by the caller.
 * Errors: CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_score_interval(const cvs_pair *pair, cvs_scale scale, double factor,
                                              const cvs_level *level, cvs_interval *out);

#endif

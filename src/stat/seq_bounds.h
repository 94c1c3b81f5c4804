/* Bounds at given looks: first as if there were no futility, then with it at a drift. */
#ifndef CVS_STAT_SEQ_BOUNDS_H
#define CVS_STAT_SEQ_BOUNDS_H

#include "stat/seq_walk.h"
#include <convstat/sequential.h>

/* What the bounds are made for.
 *   ln_error  logarithm of the error of one side
 *   beta      1 - power
 *   last      the last look spends all that is left
 *   fineness  of the walks: 1, more in tests of accuracy */
typedef struct cvs_seq_frame {
  cvs_spending efficacy;
  double ln_error;
  bool two_sided;
  cvs_futility futility;
  cvs_spending beta_spending;
  double beta;
  size_t looks;
  double time[CVS_LOOKS_MAX];
  bool last;
  double fineness;
} cvs_seq_frame;

typedef struct cvs_seq_limits {
  double upper[CVS_LOOKS_MAX];    /* in force */
  double plain[CVS_LOOKS_MAX];    /* as if there were no futility; minus it is the harm bound */
  double futility[CVS_LOOKS_MAX]; /* -infinity without futility */
} cvs_seq_limits;

/* The frame of terms that were checked, at their planned looks. */
cvs_seq_frame cvs_seq_frame_of(const cvs_sequential_terms *terms);
/* Of a spending function at look j: this side's error spent by then. */
double cvs_seq_spent(const cvs_seq_frame *frame, const cvs_spending *spending, double ln_error, size_t j);
/* Classical bounds: z = constant * shape at information `time`. */
double cvs_seq_shape(const cvs_spending *spending, double time);
/* Where the constant of classical bounds lies: above what one look needs, below Bonferroni's. */
CVS_WARN_UNUSED cvs_status cvs_seq_constant_range(const cvs_seq_frame *frame, double *low, double *high);

/* Sets `plain`, `upper` = plain, and no futility. Errors: CVS_EINVAL, CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_seq_plain(const cvs_seq_frame *frame, cvs_seq_limits *limits);
/* From `plain` sets futility, and `upper` where it is binding, so that beta is spent at `drift`.
 * *excess: what is missed at the last look less what is left of beta; -1 where futility would pass
 * the upper bound at an earlier look, where it is then laid. Errors: CVS_EUNDEF where classical bounds
 * find no constant; CVS_EINVAL, CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_seq_futility(const cvs_seq_frame *frame, double drift, cvs_seq_limits *limits,
                                            double *excess);

/* Classical bounds with a given constant, and binding futility at a given drift. */
typedef struct cvs_seq_point {
  double constant;
  double drift;
} cvs_seq_point;
/* Sets `upper` and `futility`; *alpha is what the upper bound spends. */
CVS_WARN_UNUSED cvs_status cvs_seq_futility_at(const cvs_seq_frame *frame, const cvs_seq_point *point,
                                               cvs_seq_limits *limits, double *alpha, double *excess);

#endif

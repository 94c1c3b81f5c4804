/* What the visitors still to come of one arm may bring: beta-binomial masses. */
#ifndef CVS_STAT_BAYES_FUTURE_H
#define CVS_STAT_BAYES_FUTURE_H

#include "stat/bayes_law.h"

/* Conversions to come first ... first + count - 1, all that are likelier than 1e-20 of the likeliest. */
typedef struct cvs_future {
  uint64_t first;
  size_t count;
  double *mass;  /* of each count */
  double *above; /* of that count or more; above[count] = 0 */
} cvs_future;

/* Of `more` visitors, at most 2,000,000, under this posterior. cvs_future_free afterwards, also after a failure.
 * Errors: CVS_EINVAL, CVS_ELIMIT, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_future_make(const cvs_beta *belief, uint64_t more, cvs_future *out, cvs_error *error);
void cvs_future_free(cvs_future *future);

#endif

/* What reading an ordinary test again and again costs. */
#ifndef CVS_STAT_SEQ_PEEK_H
#define CVS_STAT_SEQ_PEEK_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

/* Probability, without any effect, that the statistic is at or beyond the critical value of the ordinary test at one
 * look at least: |Z| where two-sided, Z elsewhere.
 *   information  of `count` looks, > 0, never falling, in any unit
 *   alpha        of the ordinary test, in (0, 1), below 0.5 where one-sided
 *   used         looks that count: one whose news is next to nothing (a part of 2.5e-5 of the information for |Z| at
 * 0.05) is one with the look before By the recursion of sequential.h, to 1e-9. Errors: CVS_EINVAL. */
typedef struct cvs_peeks {
  const double *information;
  size_t count;
  double alpha;
  bool two_sided;
} cvs_peeks;
CVS_WARN_UNUSED cvs_status cvs_seq_peek_error(const cvs_peeks *peeks, double *probability, size_t *used,
                                              cvs_error *error);

#endif

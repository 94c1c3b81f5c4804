/* The exact test of a split of few visitors. */
#ifndef CVS_STAT_SRM_EXACT_H
#define CVS_STAT_SRM_EXACT_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

/* Can the splits of `total` visitors over `count` arms be enumerated in a few milliseconds? */
bool cvs_split_is_small(uint64_t total, size_t count);

/* ln P of all splits no more likely than the one observed (relative tolerance 1e-7).
 *   visitors  count arms, count >= 2, cvs_split_is_small
 *   share     > 0, sum 1
 * Errors: CVS_EINVAL, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_split_exact(const uint64_t *visitors, const double *share, size_t count, double *ln_p);

#endif

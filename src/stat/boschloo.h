/* Boschloo's p-value: the size of the unconditional test that orders tables by Fisher's p. */
#ifndef CVS_STAT_BOSCHLOO_H
#define CVS_STAT_BOSCHLOO_H

#include <convstat/method.h>

/* Visitors an arm up to which the search answers within a second. */
#define CVS_BOSCHLOO_VISITORS_MAX UINT64_C(1000000)

/* ln p, two-sided (order by the two-sided Fisher p) or one-sided (by the one-sided one).
 *   pair  visitors in [1, CVS_BOSCHLOO_VISITORS_MAX]
 * Errors: CVS_EINVAL, CVS_ENOMEM. Source: Boschloo (1970), Stat. Neerl. 24, 1-9. */
CVS_WARN_UNUSED cvs_status cvs_boschloo_ln_p(const cvs_pair *pair, cvs_alternative alternative, double *ln_p,
                                             cvs_error *error);

#endif

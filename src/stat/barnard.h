/* Barnard's p-value: the size of the unconditional test that orders tables by the pooled z. */
#ifndef CVS_STAT_BARNARD_H
#define CVS_STAT_BARNARD_H

#include <convstat/method.h>

/* Visitors an arm up to which the search answers within a second. */
#define CVS_BARNARD_VISITORS_MAX UINT64_C(1000000)

/* ln p by |z| (two-sided) or z; and z itself, 0 where nobody or everybody converted.
 *   pair  visitors in [1, CVS_BARNARD_VISITORS_MAX]
 * Errors: CVS_EINVAL, CVS_ENOMEM. Source: Suissa & Shuster (1985), J. R. Stat. Soc. A 148, 317-327. */
CVS_WARN_UNUSED cvs_status cvs_barnard_ln_p(const cvs_pair *pair, cvs_alternative alternative, double *ln_p,
                                            cvs_error *error);
double cvs_barnard_z(const cvs_pair *pair);

#endif

/* What the strata's tests share. */
#ifndef CVS_STAT_STRATA_H
#define CVS_STAT_STRATA_H

#include <convstat/several.h>

/* Both arms have visitors, so the stratum compares something. */
bool cvs_stratum_compares(const cvs_pair *pair);
/* It compares, and some but not all converted, so it says something on the odds ratio. */
bool cvs_stratum_informs(const cvs_pair *pair);

/* Is the odds ratio the same in all strata? Breslow-Day with Tarone's correction at the
 * Mantel-Haenszel odds ratio. Strata that do not inform are left out.
 *   odds_ratio  > 0, finite
 * Errors: CVS_EUNDEF with fewer than two informative strata or no variance. */
CVS_WARN_UNUSED cvs_status cvs_breslow_day(const cvs_pair *pairs, size_t count, double odds_ratio,
                                           cvs_chisq_result *out, cvs_error *error);

#endif

/* Results of chi-square statistics. */
#ifndef CVS_STAT_CHISQ_H
#define CVS_STAT_CHISQ_H

#include <convstat/several.h>

/* p and ln p of a statistic >= 0 with df >= 1. Errors: CVS_EINVAL (a statistic that is not finite). */
CVS_WARN_UNUSED cvs_status cvs_chisq_finish(double statistic, double df, cvs_chisq_result *out, cvs_error *error);

#endif

/* Spending functions without checks. */
#ifndef CVS_STAT_SEQ_SPENDING_H
#define CVS_STAT_SEQ_SPENDING_H

#include <convstat/sequential.h>

bool cvs_spending_is_classical(const cvs_spending *spending);
/* Family and parameter. Errors: CVS_EINVAL. */
CVS_WARN_UNUSED cvs_status cvs_spending_check(const cvs_spending *spending, cvs_error *error);
/* Spent by `time` > 0 of a side's error exp(ln_error) < 1, by a spending function. */
double cvs_spending_spent(const cvs_spending *spending, double ln_error, double time);

#endif

/* What the tests of the adjustments for several comparisons share. */
#ifndef CVS_TESTS_SUPPORT_ADJUSTMENT_H
#define CVS_TESTS_SUPPORT_ADJUSTMENT_H

#include <convstat/method.h>

/* Adjusts p-values at alpha 0.05, two-sided; fails unless CVS_OK. */
void adjust_p(const cvs_method *method, const double *p_value, size_t count, double *adjusted);
/* Compares every row (p, adjusted) of the method's reference table to `rtol` relative. */
void check_adjust_table(const cvs_method *method, double rtol);
/* At level 0.05 or any other: adjusted < alpha exactly where the unadjusted p < the level's alpha,
 * with p-values on and right beside that limit. */
void check_simultaneous_ties(const cvs_method *method);

#endif

/* What the tests of the adjustments for several comparisons share. */
#ifndef CVS_TESTS_SUPPORT_ADJUSTMENT_H
#define CVS_TESTS_SUPPORT_ADJUSTMENT_H

#include <convstat/method.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Adjusts p-values at alpha 0.05, two-sided; fails unless CVS_OK. */
void adjust_p(const cvs_method *method, const double *p_value, size_t count, double *adjusted);
/* Compares every row (p, adjusted) of the method's reference table to `rtol` relative. */
void check_adjust_table(const cvs_method *method, double rtol);
/* The unadjusted p-value of a normal statistic. */
double plain_p(double z, cvs_alternative alternative);

/* Rules, as tests. Their state points to a pointer to the method. */
void an_adjustment_refuses_a_p_value_outside_its_domain(void **state);
/* Of those with one level for all: at level 0.05 or any other, adjusted < alpha exactly where the
 * unadjusted p < the level's alpha, with p-values on and right beside that limit. */
void an_adjustment_decides_as_its_level_does_at_the_very_limit(void **state);
/* Of those that take statistics. */
void a_many_to_one_adjustment_leaves_a_comparison_without_p_at_1(void **state);

#endif

/* The certified supremum over the unknown common rate that unconditional tests need. */
#ifndef CVS_STAT_UNCONDITIONAL_H
#define CVS_STAT_UNCONDITIONAL_H

#include "stat/hypergeometric_region.h"

/* The largest value over rates in [0, 1] of f(rate) = sum over m of Binomial(m; degree, rate) mass[m],
 * to 1e-10 relative: what is returned is attained, and no rate gives more than 1 + 1e-10 times it.
 *
 *   mass       degree + 1 numbers >= 0, finite; overwritten
 *   symmetric  mass[m] == mass[degree - m]: half of the rates need no search
 * Errors: CVS_ENOMEM. See unconditional.c for how the search proves it. */
CVS_WARN_UNUSED cvs_status cvs_unconditional_sup(double *mass, uint64_t degree, bool symmetric, double *out);

/* ln of the unconditional p-value of a rejection region. Errors: CVS_EINVAL, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_unconditional_ln_p(const cvs_region_rule *rule, double *ln_p, cvs_error *error);

#endif

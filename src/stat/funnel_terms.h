/* What funnels of counts and funnels with users on their way share: terms of the overall log lift. */
#ifndef CVS_STAT_FUNNEL_TERMS_H
#define CVS_STAT_FUNNEL_TERMS_H

#include <convstat/funnel.h>

/* The joint level of split->count terms of which the existing ones that are no entry share alpha: sets split->level.
 * Errors: CVS_EINVAL. */
CVS_WARN_UNUSED cvs_status cvs_funnel_join(cvs_funnel_split *split, double alpha, cvs_error *error);
/* The interval of a term that exists at the level: from estimate and error, or, by_score, Koopman's of `pair`, those
 * who passed of those who came to the step (no end is closed where nobody came). Errors: CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_funnel_limit(const cvs_pair *pair, const cvs_level *level, cvs_funnel_term *term,
                                            cvs_error *error);

/* Are `count` estimates, normal with this covariance (row major, count x count), of one and the same value? Those of
 * variance 0 are left out. Q = (d - m)' V^-1 (d - m) at the generalised least squares mean m, chi-square with one
 * degree of freedom less than there are estimates: Cochran's Q where V is diagonal. count  in [1, CVS_FUNNEL_STEPS_MAX]
 * Errors: CVS_EUNDEF, without a message, with fewer than two of them or where V is singular. */
CVS_WARN_UNUSED cvs_status cvs_funnel_same(const double *estimate, const double *covariance, size_t count,
                                           cvs_chisq_result *out, cvs_error *error);

#endif

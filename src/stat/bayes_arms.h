/* The best of independent arms whose log odds have tabulated laws. */
#ifndef CVS_STAT_BAYES_ARMS_H
#define CVS_STAT_BAYES_ARMS_H

#include "stat/bayes_law.h"

/* As cvs_bayes_arms, of count >= 1 laws; figures below 1e-11 keep fewer digits than the others unless the tables
 * reach as far as every arm. Errors: CVS_ENOCONV, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_laws_choose(const cvs_beta_law *law, size_t count, cvs_bayes_arm *out, cvs_error *error);

#endif

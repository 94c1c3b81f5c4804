/* Arms that are believed to be alike: a sceptical prior about lifts.
 *
 * The prior says how the rates of one experiment hang together. The log odds of arm i are
 *   ln(rate_i / (1 - rate_i)) = m + u_i,   u_i normal(0, sd^2 / 2), independent,
 * and 1 / (1 + e^-m), the rate that all arms share but for the u_i, is Beta(alpha, beta). So the log odds ratio of
 * any two arms is normal(0, sd^2): no lift is the likeliest, large lifts are unlikely, and no arm is preferred.
 * A posterior is a mixture over m of independent arms, by quadrature, the same on every run: probabilities and
 * losses to 1e-9 of themselves down to 1e-10, intervals to 1e-9 of their width.
 * Sources: Kass & Vaidyanathan (1992), JRSS B 54, 129-144; Gronau, Raj & Wagenmakers (2021), J. Stat. Softw. 100(17),
 * for two arms; Spiegelhalter, Freedman & Parmar (1994), JRSS A 157, 357-416, for sceptical priors. */
#ifndef CONVSTAT_JOINT_H
#define CONVSTAT_JOINT_H

#include <convstat/bayes.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CVS_LOG_ODDS_SD_MIN 1e-3
#define CVS_LOG_ODDS_SD_MAX 10.0

/* The shared rate, and the standard deviation of the log odds ratio of any two arms, in [CVS_LOG_ODDS_SD_MIN,
 * CVS_LOG_ODDS_SD_MAX]. */
typedef struct cvs_joint_prior {
  cvs_beta shared;
  double log_odds_sd;
} cvs_joint_prior;

/* The log odds ratio that a lift > 0 makes of a rate `baseline` in (0, 1).
 * Errors: CVS_EINVAL; CVS_EUNDEF where the rate would pass 100 %. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_log_odds_of_lift(double baseline, double lift, double *out, cvs_error *error);

/* The spread that past lifts speak for: the standard deviation sd of true log odds ratios under which the observed
 * ones, each normal around its own with variance sum 1/(count + 1/2), are most likely; they are centred at none.
 *
 *   past   count pairs, one an experiment and treatment; pairs with an empty arm are left out
 *
 * Errors: CVS_EINVAL; CVS_EUNDEF where fewer than two pairs have visitors, and where they vary no more than chance
 * alone would have them; CVS_ENOCONV.
 * Source: Hardy & Thompson (1996), Stat. Med. 15, 619-629; centred at 0 as Efron & Morris (1975), JASA 70, 311-319. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_spread_from_past(const cvs_pair *past, size_t count, double *log_odds_sd,
                                                              cvs_error *error);

/* The joint posterior of several arms; an opaque owner. */
typedef struct cvs_joint cvs_joint;

/* Makes the posterior.
 *   arm    count samples, count in [1, CVS_BAYES_ARMS_MAX]; an arm without visitors is what the others say of it
 * *out is the caller's to free, NULL on failure. Errors: CVS_EINVAL; CVS_ELIMIT with more arms, and where a
 * narrow prior meets counts next to 0; CVS_ENOCONV,
 * CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_new(const cvs_joint_prior *prior, const cvs_sample *arm, size_t count,
                                                 cvs_joint **out, cvs_error *error);
CVS_API void cvs_joint_free(cvs_joint *joint);

/* As cvs_bayes_rate, of arm `index`. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_rate(const cvs_joint *joint, size_t index, const cvs_credible *credible,
                                                  cvs_interval *out, cvs_error *error);
/* As cvs_bayes_arms; out has one entry an arm. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_arms(const cvs_joint *joint, cvs_bayes_arm *out, cvs_error *error);

/* Two different arms of a posterior. */
typedef struct cvs_joint_pair {
  const cvs_joint *joint;
  size_t control;
  size_t treatment;
} cvs_joint_pair;

/* As cvs_bayes_compare, cvs_bayes_effect, cvs_bayes_region. The estimate of a difference is its posterior mean, that
 * of a lift its median. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_compare(const cvs_joint_pair *pair, cvs_bayes_comparison *out,
                                                     cvs_error *error);
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_effect(const cvs_joint_pair *pair, cvs_scale scale,
                                                    const cvs_credible *credible, cvs_interval *out, cvs_error *error);
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_region(const cvs_joint_pair *pair, cvs_scale scale, const double region[2],
                                                    double *out, cvs_error *error);
/* P(effect <= value) and P(effect > value), as cvs_bayes_effect_tails. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_effect_tails(const cvs_joint_pair *pair, cvs_scale scale, double value,
                                                          cvs_bayes_tails *out, cvs_error *error);

/* How the counts of two arms speak for rates that differ as this prior says (1) against one common rate, which is
 * Beta(alpha, beta) (0). Errors: as cvs_joint_new. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_joint_factor_test(const cvs_joint_prior *prior, const cvs_pair *pair,
                                                         cvs_bayes_factor *out, cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif

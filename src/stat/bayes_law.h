/* A beta distribution as the law of its log odds: density, both tails, quantiles, in nanoseconds.
 *
 * For a rate with posterior Beta(a, b) the log odds x = ln(rate / (1 - rate)) have a smooth density
 * p^a q^b / B(a, b) with one mode, ln(a / b), and it falls at least exponentially on both sides: there
 * quadrature converges fast from a = 0.1 to 1e12. Points are given as t = x - mode. The density is
 * normalised by its own integral, so that no logarithm of a gamma function of 1e12 enters. The same
 * with a normal factor besides, exp(-pull (x - center)^2 / 2), is the law of one arm among others like it. */
#ifndef CVS_STAT_BAYES_LAW_H
#define CVS_STAT_BAYES_LAW_H

#include "stat/bayes_panel.h"
#include <convstat/bayes.h>

typedef struct cvs_beta_law {
  double a, b, n;
  double p, q; /* the rate at the mode and 1 - p; a / n without a normal factor */
  double mode;
  double pull;          /* 1 / variance of the normal factor; 0: there is none */
  double gap;           /* a - n p at the mode: where the normal factor holds it */
  double scale;         /* density at the mode */
  cvs_law_side side[2]; /* below and above the mode */
} cvs_beta_law;

/* Logarithm of the density of the log odds over that at the mode, and its slope there. */
double cvs_beta_law_ln_relative(const cvs_beta_law *law, double t);
double cvs_beta_law_slope(const cvs_beta_law *law, double t);

/* Makes the tables: to e^-50 of the mode, and further to log odds `low` and `high` as long as the
 * density is above e^-700 of the mode. cvs_beta_law_free afterwards, also after a failure.
 * Errors: CVS_EINVAL (shapes), CVS_ENOCONV, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_beta_law_make(const cvs_beta *belief, const double reach[2], cvs_beta_law *law,
                                             cvs_error *error);
void cvs_beta_law_free(cvs_beta_law *law);

/* Counts of one arm, and a normal prior of its log odds. */
typedef struct cvs_held_arm {
  double conversions; /* >= 0 */
  double others;      /* >= 0: visitors who did not convert */
  double center;      /* of the normal */
  double pull;        /* 1 / its variance, > 0 */
} cvs_held_arm;
/* The most likely log odds, and the law of them: as cvs_beta_law_make. */
CVS_WARN_UNUSED cvs_status cvs_held_arm_mode(const cvs_held_arm *it, double *mode);
CVS_WARN_UNUSED cvs_status cvs_beta_law_make_held(const cvs_held_arm *it, const cvs_fejer *rule, cvs_beta_law *law,
                                                  cvs_error *error);
/* 1 / root of the curvature at the mode. */
double cvs_beta_law_deviation(const cvs_beta_law *law);
/* Log odds between which the law keeps all but e^-50 of its density: from shapes alone. */
void cvs_beta_law_core(const cvs_beta_law *law, double core[2]);
CVS_WARN_UNUSED cvs_status cvs_check_beta(const cvs_beta *belief, const char *what, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_check_credible(const cvs_credible *credible, cvs_error *error);

/* Density of the log odds; P(<= t) and P(> t), each with its own digits. */
double cvs_beta_law_density(const cvs_beta_law *law, double t);
cvs_bayes_tails cvs_beta_law_tails(const cvs_beta_law *law, double t);
/* The t with a lower tail of `lower` and an upper tail of 1 - lower, in (1e-15, 1 - 1e-15).
 * Errors: CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_beta_law_quantile(const cvs_beta_law *law, double lower, double *t);

/* Posterior mean of treatment less control, without cancellation. */
double cvs_beta_mean_difference(const cvs_beta_pair *pair);

/* ln(1 + w) - w without cancellation, w > -1. */
double cvs_ln1p_less(double w);

#endif

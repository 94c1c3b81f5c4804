/* Bayesian answers about conversion rates: beta priors, binomial counts, no sampling.
 *
 * Every figure is a quadrature or a finite formula, the same on every run, good to 1e-9 (relative
 * for probabilities and losses down to 1e-290; smaller ones are given as 0) for shapes of a
 * posterior from CVS_BETA_SHAPE_MIN to CVS_BETA_SHAPE_MAX. Rates, differences and losses are in [0, 1]
 * or [-1, 1]: 0.001 is a tenth of a percentage point. A lift is a part of the control's rate. */
#ifndef CONVSTAT_BAYES_H
#define CONVSTAT_BAYES_H

#include <convstat/sample.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CVS_BAYES_ARMS_MAX = 50 };
#define CVS_BETA_SHAPE_MIN 0.1
#define CVS_BETA_SHAPE_MAX 1e13

/* What is believed of one conversion rate: Beta(alpha, beta), both shapes in [CVS_BETA_SHAPE_MIN,
 * CVS_BETA_SHAPE_MAX]. As a prior {0.5, 0.5} is Jeffreys's, {1, 1} the uniform one. */
typedef struct cvs_beta {
  double alpha;
  double beta;
} cvs_beta;

/* Beliefs about two arms, independent of each other. Effects are treatment against control. */
typedef struct cvs_beta_pair {
  cvs_beta control;
  cvs_beta treatment;
} cvs_beta_pair;

/* How much a credible interval holds, and which of those that hold it.
 *   mass             probability in [1e-6, 1 - 1e-9]; 0.95 means 95 %
 *   highest_density  true: the shortest interval; false: equal tails */
typedef struct cvs_credible {
  double mass;
  bool highest_density;
} cvs_credible;

/* The prior after `sample`: conversions are added to alpha, the rest of the visitors to beta. An arm
 * without visitors leaves the prior as it is.
 * Errors: CVS_EINVAL; CVS_ELIMIT where a shape passes CVS_BETA_SHAPE_MAX. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_posterior(const cvs_beta *prior, const cvs_sample *sample, cvs_beta *out,
                                                       cvs_error *error);

/* The beta distribution with this mean, in (0, 1), that weighs as much as `visitors` > 0 visitors.
 * Errors: CVS_EINVAL, also where a shape leaves its range. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_prior_from_mean(double mean, double visitors, cvs_beta *out,
                                                             cvs_error *error);

/* The prior that past experiments speak for: the shapes under which their counts are most likely (empirical
 * Bayes, beta-binomial marginal likelihood).
 *
 *   past   count samples, one an experiment's control or arm; those without visitors are left out
 *   count  any; two with visitors are needed, ten or more give a prior worth its name
 *
 * Errors: CVS_EINVAL; CVS_EUNDEF where fewer than two have visitors, where nobody or everybody converted,
 * and where the rates vary no more than chance alone would have them, which no prior can match;
 * CVS_ELIMIT where they vary so much that a shape would be below CVS_BETA_SHAPE_MIN; CVS_ENOCONV.
 * Source: Griffiths (1973), Biometrics 29, 637-648. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_prior_from_past(const cvs_sample *past, size_t count, cvs_beta *out,
                                                             cvs_error *error);

/* Posterior mean of a rate (as estimate) and its credible interval, ends in [0, 1].
 * Where the density rises without bound at 0 or 1 (a shape below 1), the shortest interval starts there.
 * Errors: CVS_EINVAL, CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_rate(const cvs_beta *belief, const cvs_credible *credible,
                                                  cvs_interval *out, cvs_error *error);

/* One arm among several.
 *   p_best         probability that its rate is the highest
 *   expected_loss  E[max over all arms of the rate, less this arm's]: what choosing it costs */
typedef struct cvs_bayes_arm {
  double p_best;
  double expected_loss;
} cvs_bayes_arm;

/* All arms together, out[count] in the order given.
 *   belief  count posteriors, count in [1, CVS_BAYES_ARMS_MAX]
 * The p_best sum to 1 within 1e-9 and are not rescaled: the sum is the check of the quadrature.
 * Errors: CVS_EINVAL; CVS_ELIMIT with more arms; CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_arms(const cvs_beta *belief, size_t count, cvs_bayes_arm *out,
                                                  cvs_error *error);

/* Treatment against control.
 *   p_better            P(treatment's rate > control's)
 *   p_worse             P(control's rate > treatment's), with its own digits
 *   expected_loss_ship  E[max(control - treatment, 0)]: the cost of shipping, as a difference of rates
 *   expected_loss_keep  E[max(treatment - control, 0)]: the cost of keeping the control
 *   mean_difference     posterior mean of treatment less control = loss_keep - loss_ship */
typedef struct cvs_bayes_comparison {
  double p_better;
  double p_worse;
  double expected_loss_ship;
  double expected_loss_keep;
  double mean_difference;
} cvs_bayes_comparison;
/* Errors: CVS_EINVAL, CVS_ENOCONV, CVS_ENOMEM. Source: Stucchio (2015), Bayesian A/B testing at VWO. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_compare(const cvs_beta_pair *pair, cvs_bayes_comparison *out,
                                                     cvs_error *error);

/* The posterior of an effect at one value: P(effect <= value), P(effect > value), each to 1e-9 of itself
 * down to 1e-10 and to 1e-17 below. `scale` is CVS_DIFFERENCE, value in [-1, 1], or CVS_LIFT, value >= -1 and finite.
 * Errors: CVS_EINVAL, CVS_ENOCONV, CVS_ENOMEM. */
typedef struct cvs_bayes_tails {
  double lower;
  double upper;
} cvs_bayes_tails;
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_effect_tails(const cvs_beta_pair *pair, cvs_scale scale, double value,
                                                          cvs_bayes_tails *out, cvs_error *error);

/* Probability that the effect lies in [low, high]: the region of practical equivalence, or any
 * other. Domain of low <= high as above. Errors: as above. Source: Kruschke (2013), JEP General 142, 573-603. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_region(const cvs_beta_pair *pair, cvs_scale scale, const double region[2],
                                                    double *out, cvs_error *error);

/* Credible interval of the difference (estimate: posterior mean) or of the lift (estimate: posterior
 * median; the mean is infinite where the control's alpha is 1 or less). The shortest interval of a lift is
 * shortest on the lift's own scale.
 * Errors: CVS_EINVAL, also for other scales; CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_effect(const cvs_beta_pair *pair, cvs_scale scale,
                                                    const cvs_credible *credible, cvs_interval *out, cvs_error *error);

/* How the counts speak for two independent rates (1) against one common rate (0), all under `prior`.
 *   bayes_factor_10     above 1 speaks for a difference; held inside the range of a double
 *   ln_bayes_factor_10  its natural logarithm, never out of range
 * Errors: CVS_EINVAL; CVS_ELIMIT where a shape passes CVS_BETA_SHAPE_MAX.
 * Source: Kass & Raftery (1995), JASA 90, 773-795; Gunel & Dickey (1974), Biometrika 61, 545-557. */
typedef struct cvs_bayes_factor {
  double bayes_factor_10;
  double ln_bayes_factor_10;
} cvs_bayes_factor;
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_factor_test(const cvs_beta *prior, const cvs_pair *pair,
                                                         cvs_bayes_factor *out, cvs_error *error);

/* Where an experiment stands and where it is planned to end.
 *   prior    of each arm's rate
 *   now      counts so far; an arm may be empty
 *   planned  visitors of each arm at the end, at least those of now, at most 2,000,000 more
 *   level    of the test at the end: its tail and z; two-sided counts both directions */
typedef struct cvs_bayes_outlook {
  cvs_beta_pair prior;
  cvs_pair now;
  uint64_t planned_control;
  uint64_t planned_treatment;
  cvs_level level;
} cvs_bayes_outlook;

/* The chance that the score test at the planned end will be significant, given the counts so far: the sum
 * over all that may still be counted, each arm's conversions to come being beta-binomial.
 *   p_better  significant with the treatment better; 0 where the alternative is `less`
 *   p_worse   significant with the treatment worse; 0 where it is `greater`
 * Errors: CVS_EINVAL, CVS_ELIMIT, CVS_ENOMEM.
 * Source: Spiegelhalter, Freedman & Blackburn (1986), Controlled Clinical Trials 7, 8-17. */
typedef struct cvs_bayes_prediction {
  double p_better;
  double p_worse;
} cvs_bayes_prediction;
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_predict(const cvs_bayes_outlook *outlook, cvs_bayes_prediction *out,
                                                     cvs_error *error);

/* What a longer test is worth: the expected rise, as a difference of rates, of the rate of the arm that is
 * chosen, when more[0] visitors of the control and more[1] of the treatment are seen before the choice (expected
 * value of sample information). Multiply by the visitors after the choice and the value of a conversion. At
 * most the smaller of the two expected losses, which is what certainty would be worth.
 *   pair  posteriors now
 *   more  visitors to come of each arm, at most 2,000,000
 * Errors: CVS_EINVAL, CVS_ELIMIT, CVS_ENOMEM.
 * Source: Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, ch. 4; for tests of this kind Feit &
 * Berman (2019), Marketing Science 38, 1038-1058, with normal means. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_information(const cvs_beta_pair *pair, const uint64_t more[2], double *out,
                                                         cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif

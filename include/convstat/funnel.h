/* Funnels: which step a lift comes from, rates of users who may still be on their way, times between steps.
 *
 * The functions take counts or times; the question of `convstat funnel` is asked in funnel_question.h. */
#ifndef CONVSTAT_FUNNEL_H
#define CONVSTAT_FUNNEL_H

#include <convstat/several.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Most steps of a funnel. */
enum { CVS_FUNNEL_STEPS_MAX = 32 };

/* Two arms on their way through the same steps, each step among those who reached the one before.
 *   control    steps + 1 counts: users who entered, then users who reached each step; never rising
 *   treatment  the same
 *   steps      in [1, CVS_FUNNEL_STEPS_MAX] */
typedef struct cvs_funnel_pair {
  const uint64_t *control;
  const uint64_t *treatment;
  size_t steps;
} cvs_funnel_pair;

/* A step's term ln(r_treatment / r_control) of the overall log lift; r is the rate from the step before.
 *   exists    both arms have users at the step and before it; else all is 0
 *   entry     the first step, which everybody of both arms reached: the term is 0 and has no error
 *   by_score  everybody of an arm passed the step, whose variance is then estimated as 0: the interval is Koopman's */
typedef struct cvs_funnel_term {
  double estimate;
  double error; /* standard error (delta method) */
  cvs_interval interval;
  bool exists;
  bool entry;
  bool by_score;
} cvs_funnel_term;

/* The overall log lift, step by step.
 *   ln_lift        ln of the ratio of the rates from the start at the last step: the sum of the terms, where complete
 *   level          of the terms' intervals: all hold together with 1 - alpha (Sidak 1967)
 *   heterogeneity  Cochran's Q of the terms: is the lift the same at all steps? */
typedef struct cvs_funnel_split {
  size_t count;
  cvs_funnel_term term[CVS_FUNNEL_STEPS_MAX];
  double ln_lift;
  bool complete; /* every term exists */
  cvs_level level;
  cvs_chisq_result heterogeneity;
  bool has_heterogeneity;
} cvs_funnel_split;

/* Splits the overall log lift into the steps.
 *   alpha  error of all intervals together, in (0, 1)
 * Given the users who reached a step, those who reach the next are binomial, so the terms are independent with
 * variance 1/u_j - 1/u_(j-1) in each arm. Heterogeneity: Q = sum w (d - mean)^2 with w = 1/variance, chi-square with
 * one degree of freedom less than there are terms; not there with fewer than two terms that vary, or unless complete.
 * Errors: CVS_EINVAL.
 * Sources: Katz et al. (1978), Biometrics 34, 469-474 (variance); Sidak (1967), JASA 62, 626-633; Cochran (1954),
 * Biometrics 10, 101-129; Koopman (1984), Biometrics 40, 513-517. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_decompose(const cvs_funnel_pair *pair, double alpha,
                                                        cvs_funnel_split *out, cvs_error *error);

/* Units of one arm with the times of their steps, some of whom may still be on their way.
 *   step_seconds      [units x steps], row major: seconds from the unit's entry to the step, >= 0 and not falling from
 *                     step to step; INFINITY: not reached within its window by what is known
 *   followed_seconds  [units]: seconds from the unit's entry to the end of the data, >= 0; a step later than that is
 *                     not known and must be INFINITY
 *   horizon_seconds   [steps]: seconds from entry by which a step counts, > 0 and not falling: the window, or, where
 *                     the window is from the previous step, j windows for the j-th step
 *   units             in [1, 2^31]; steps in [1, CVS_FUNNEL_STEPS_MAX] */
typedef struct cvs_funnel_times {
  const double *step_seconds;
  const double *followed_seconds;
  const double *horizon_seconds;
  size_t units;
  size_t steps;
} cvs_funnel_times;

/* One step of an arm with units on their way.
 *   from_start     F_j: Kaplan-Meier estimate of reaching the step by its horizon
 *   from_previous  r_j = F_j / F_(j-1), F_0 = 1; does not exist where F_(j-1) is 0, cut at 1
 *   error          of ln F_j and of ln r_j; 0 where F_j is 0
 *   naive          users seen at the step, of all units: as though nobody were on the way
 *   mature         units followed to the horizon, users of them at the step: what is left when the young are left out
 *   mature_came    of those units, users at the step before
 *   effective      users that bear from_start: as many as, followed to the end, have its variance; 0 without one
 *   exists         some unit was followed to the horizon, or all were seen at the step; else F_j would be a guess
 * beyond the data */
typedef struct cvs_funnel_censored_step {
  cvs_interval from_start;
  cvs_interval from_previous;
  double start_ln_error;
  double previous_ln_error;
  cvs_sample naive;
  cvs_sample mature;
  uint64_t mature_came;
  double effective;
  bool exists;
} cvs_funnel_censored_step;

typedef struct cvs_funnel_censored {
  size_t units;
  size_t steps;
  size_t young; /* units not followed to the last horizon */
  cvs_funnel_censored_step step[CVS_FUNNEL_STEPS_MAX];
  double covariance[CVS_FUNNEL_STEPS_MAX * CVS_FUNNEL_STEPS_MAX]; /* of ln r_j and ln r_k, at j * steps + k */
} cvs_funnel_censored;

/* Rates of an arm by Kaplan-Meier, with the covariance of their logarithms by influence functions. Intervals are
 * Wilson's at the effective number of users, F (1 - F) / variance (Rothman 1978); where nobody or everybody is through,
 * at the units that were followed to the horizon (at all of them where all were seen at the step). Without young units
 * everything is that of the counts. level  of the intervals; its sides Errors: CVS_EINVAL; CVS_ENOMEM (units x steps
 * doubles and 3 x units). Sources: Kaplan & Meier (1958), JASA 53, 457-481; Reid (1981), Ann. Stat. 9, 78-92
 * (influence); Rothman (1978), J. Chron. Dis. 31, 557-560. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_censor(const cvs_funnel_times *times, const cvs_level *level,
                                                     cvs_funnel_censored *out, cvs_error *error);

/* Two arms of as many steps. */
typedef struct cvs_funnel_censored_pair {
  const cvs_funnel_censored *control;
  const cvs_funnel_censored *treatment;
} cvs_funnel_censored_pair;

/* Two censored arms at one step. Errors are those of the rates (Wald); the lift's interval is even in its logarithm. */
typedef struct cvs_funnel_censored_test {
  cvs_test_result test;
  bool has_test; /* something varies */
  cvs_interval difference;
  cvs_interval lift;
} cvs_funnel_censored_test;

/* The rates from the start at step `step` (from 0), and those from the previous step. Both estimates must exist.
 * Errors: CVS_EINVAL; CVS_EUNDEF where they do not. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_censored_compare(const cvs_funnel_censored_pair *pair, size_t step,
                                                               const cvs_level *level, cvs_funnel_censored_test *out,
                                                               cvs_error *error);

CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_censored_previous(const cvs_funnel_censored_pair *pair, size_t step,
                                                                const cvs_level *level, cvs_funnel_censored_test *out,
                                                                cvs_error *error);

/* The same split of the overall log lift; terms of censored steps depend on each other, so heterogeneity is Wald's
 * test with their covariance (Cochran's Q where they are independent). Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_censored_decompose(const cvs_funnel_censored_pair *pair, double alpha,
                                                                 cvs_funnel_split *out, cvs_error *error);

/* Median and quartiles of seconds: the sample quantiles of R's default (type 7: linear between the ranks
 * 1 + (count - 1) p). */
typedef struct cvs_quartiles {
  double lower;
  double median;
  double upper;
} cvs_quartiles;

/* Quartiles of `count` >= 1 finite values, which are put into another order.
 * Errors: CVS_EINVAL. Source: Hyndman & Fan (1996), Am. Stat. 50, 361-365. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_quartiles_of(double *value, size_t count, cvs_quartiles *out, cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif

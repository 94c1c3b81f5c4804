/* Inference that holds at every look: exact and asymptotic sequences for two rates, sequential
 * likelihood-ratio tests, and the sequential sample ratio.
 *
 * A look is a block: what came in since the look before. Nothing has to be planned: a test may look
 * after every block, stop for any reason, or go on. The error rates are those of all looks together.
 *
 * E-value: how many times a fair bet against the null has multiplied its stake. If the null holds it ever
 * reaches 1/alpha with probability at most alpha (Ville's inequality). The p-value is the running minimum
 * of 1/E, the band is what the same bets against other values have not rejected so far. */
#ifndef CONVSTAT_ANYTIME_H
#define CONVSTAT_ANYTIME_H

#include <convstat/sample.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Conversions, and visitors without one, that each arm must have before an asymptotic sequence starts. */
#define CVS_ANYTIME_COUNT_MIN 50

/* Two rates, control and treatment.
 *   CVS_SEQUENCE_EXACT       block e-process: alpha holds for any rates, any sizes of blocks and any
 *                            allocation, also one that changes; rates may move from block to block.
 *                            Turner, Ly & Grunwald (2024), J. Stat. Plan. Inference 230; bands: Turner &
 *                            Grunwald (2023), Stat. Prob. Letters 198
 *   CVS_SEQUENCE_ASYMPTOTIC  asymptotic confidence sequence of the difference and of the log lift.
 *                            Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Ann. Stat. 52, 2613-2640
 *   CVS_SEQUENCE_MSPRT       mixture sequential probability ratio test.
 *                            Johari, Pekelis & Walsh (2015), arXiv 1512.04922
 * The last two have no finite-sample level: they start once both arms have CVS_ANYTIME_COUNT_MIN
 * conversions and as many others; p is 1 before. */
typedef enum cvs_sequence {
  CVS_SEQUENCE_EXACT,
  CVS_SEQUENCE_ASYMPTOTIC,
  CVS_SEQUENCE_MSPRT,
  CVS_SEQUENCES
} cvs_sequence;

/* What is fixed before the first look.
 *   alpha        error of all comparisons and both sides together, in [1e-12, 1)
 *   comparisons  treatments that share alpha, >= 1: each e-value has to reach comparisons / alpha.
 *                E-values of treatments with a common control must never be multiplied
 *   alternative  two-sided: half of the stake on each side; greater or less: all of it on one, and the band
 *                has one end
 *   baseline     expected rate of the control in (0, 1), or 0: not known
 *   mde          lift that is looked for, > -1 and not 0, or 0: none. Exact: the whole stake is on its log
 *                odds ratio (and its mirror image). Others: the band is tightest where it has about that width
 *   tune_at      visitors of both arms together at which the band is tightest, >= 1, or 0: where lifts of some
 *                5 % decide. Not together with `mde`. Exact: where no baseline is given the first look is spent
 *                on finding the rate
 *   p_only       no bands: their `exists` is false. Several times faster, and no memory a block */
typedef struct cvs_anytime_terms {
  cvs_sequence sequence;
  double alpha;
  uint64_t comparisons;
  cvs_alternative alternative;
  double baseline;
  double mde;
  double tune_at;
  bool p_only;
} cvs_anytime_terms;

/* What may be said at a look, whatever happens at others.
 *   started     false: not enough conversions yet (asymptotic sequences)
 *   e_value     at this look; at most DBL_MAX, ln_e_value has no such limit
 *   p_value     always valid: the least of comparisons / E so far, at most 1
 *   side        1: no effect is rejected, the treatment is better (p_value < alpha); -1: it is worse;
 *               0: not rejected. Once rejected, it stays
 *   difference  running band p2 - p1, and estimate from all visitors so far
 *   lift        the same of p2/p1 - 1; the upper end is open until it is below LIFT_MAX = 1e6
 * A band excludes 0 exactly where p_value < alpha. `exists` is false where nothing is left in it, which
 * has probability alpha at most if the effect is constant; the estimate may leave the band. */
typedef struct cvs_anytime_look {
  bool started;
  double e_value;
  double ln_e_value;
  double p_value;
  double ln_p_value;
  int side;
  cvs_interval difference;
  cvs_interval lift;
} cvs_anytime_look;

/* A sequence of looks at one comparison. Not to be shared between threads while a look is added. */
typedef struct cvs_anytime cvs_anytime;

/* A sequence before its first look; the caller frees it. Errors: CVS_EINVAL, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_anytime_new(const cvs_anytime_terms *terms, cvs_anytime **out, cvs_error *error);
CVS_API void cvs_anytime_free(cvs_anytime *sequence);

/* Adds a block and says what holds now.
 *   block  visitors and conversions since the look before, not running totals; an arm may be empty (no
 *          evidence), or both; totals at most CVS_VISITORS_MAX an arm
 * Bands of the exact sequence end at values that are each rejected by their own e-process. An end is outside of
 * the exact inversion by at most 1 % of what its distance from the estimate was when it last moved. Cost: some
 * 10 microseconds, now and then a pass over all blocks. Memory: 40 bytes a block.
 * Errors: CVS_EINVAL, CVS_ENOMEM, CVS_ENOCONV (one-sided asymptotic bands); the sequence is then as before the call. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_anytime_add(cvs_anytime *sequence, const cvs_pair *block, cvs_anytime_look *out,
                                                   cvs_error *error);

/* What a sequential likelihood-ratio test has come to. */
typedef enum cvs_sprt_decision {
  CVS_SPRT_CONTINUE,
  CVS_SPRT_ALTERNATIVE, /* stop: the alternative */
  CVS_SPRT_NULL,        /* stop: the null (Wald), or the horizon is passed without a signal (MaxSPRT) */
} cvs_sprt_decision;

/* Wald's test of one stated value against another.
 *   null, alternative  one rate: in (0, 1) and different. Two arms: odds ratios of treatment over control,
 *                      > 0 and different; the null is 1 as a rule
 *   alpha, power       alpha in (0, 1) is the error under the null, power in (alpha, 1) is 1 less the error under
 *                      the alternative. Wald's bounds ln(power/alpha), ln((1 - power)/(1 - alpha)): their
 *                      sum of errors is at most alpha + 1 - power, each at most alpha/power and
 *                      (1 - power)/(1 - alpha)
 * Source: Wald (1945), Ann. Math. Stat. 16, 117-186. */
typedef struct cvs_sprt_terms {
  double null;
  double alternative;
  double alpha;
  double power;
} cvs_sprt_terms;

/* State and result, a plain value.
 *   ln_ratio      log likelihood ratio of all blocks, alternative over null
 *   p_value       always valid: the least of 1/ratio so far
 *   decision      the first bound that was reached; it stays */
typedef struct cvs_sprt {
  cvs_sprt_terms terms;
  double ln_upper;
  double ln_lower;
  double ln_ratio;
  double p_value;
  double ln_p_value;
  cvs_sprt_decision decision;
} cvs_sprt;

/* Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sprt_start(const cvs_sprt_terms *terms, cvs_sprt *out, cvs_error *error);
/* One rate: conversions of visitors since the look before. Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sprt_add_rate(cvs_sprt *test, const cvs_sample *block, cvs_error *error);
/* Two arms: given its visitors and all its conversions a block's split of them depends on the odds ratio
 * alone (noncentral hypergeometric), whatever the rates. Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sprt_add_pair(cvs_sprt *test, const cvs_pair *block, cvs_error *error);

/* MaxSPRT: no stated effect; the likelihood ratio of the best alternative, up to a stated horizon.
 * Trials are visitors and successes conversions for one rate against a target. For two arms trials are
 * the conversions of both and successes the treatment's: under equal rates each falls to the treatment
 * with its share of the visitors (exact where conversions are rare, cautious elsewhere).
 *   null         success probability under the null, in (0, 1)
 *   horizon      trials at which the test ends, 1 to 1e9
 *   alpha        in [1e-9, 0.5]
 *   alternative  greater, less, or two-sided: both bounds at one critical value
 * Source: Kulldorff, Davis, Kolczak, Lewis, Lieu & Platt (2011), Sequential Analysis 30, 58-78. */
typedef struct cvs_maxsprt_terms {
  double null;
  uint64_t horizon;
  double alpha;
  cvs_alternative alternative;
} cvs_maxsprt_terms;

/* State and result, a plain value.
 *   critical   the log likelihood ratio that signals: the least (to 1e-6) that is ever reached before the
 *              horizon with probability at most alpha if the null holds and every trial is looked at
 *   ln_ratio   at this look, 0 on the side that is not asked for
 *   side       of the signal: 1 more than null, -1 less, 0 none
 *   decision   CVS_SPRT_NULL once the horizon is passed without a signal; a block that passes it does not
 *              count */
typedef struct cvs_maxsprt {
  cvs_maxsprt_terms terms;
  double critical;
  uint64_t trials;
  uint64_t successes;
  double ln_ratio;
  double ln_ratio_max;
  int side;
  cvs_sprt_decision decision;
} cvs_maxsprt;

/* Errors: CVS_EINVAL; CVS_ELIMIT beyond 10,000 expected successes at the horizon (failures, if fewer); CVS_EUNDEF where
 * not even the most extreme outcome has probability alpha; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_maxsprt_start(const cvs_maxsprt_terms *terms, cvs_maxsprt *out,
                                                     cvs_error *error);
/* Successes of trials since the look before. Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_maxsprt_add(cvs_maxsprt *test, uint64_t trials, uint64_t successes,
                                                   cvs_error *error);
/* P-value of the largest ratio so far: the probability, under the null, of reaching it by the horizon.
 * Errors: CVS_EINVAL, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_maxsprt_p_value(const cvs_maxsprt *test, double *p, double *ln_p,
                                                       cvs_error *error);

/* Visitors of each arm at each look, and what was intended.
 *   visitors  looks x arms, row major: new ones since the look before; each <= CVS_VISITORS_MAX
 *   weight    looks x arms: intended shares at that look, > 0, any sum; may change from look to look
 *   looks     >= 1
 *   arms      >= 2 */
typedef struct cvs_split_history {
  const uint64_t *visitors;
  const double *weight;
  size_t looks;
  size_t arms;
} cvs_split_history;

/* Sequential sample ratio at a look: is the split still what was intended?
 *   e_value  mean of three Dirichlet-multinomial e-values with concentrations 100, 1,000 and 10,000
 *   p_value  always valid: the least of 1/E so far */
typedef struct cvs_split_look {
  double e_value;
  double ln_e_value;
  double p_value;
  double ln_p_value;
} cvs_split_look;

/* All looks at once, into out[looks]. Where the shares change, what was learned about each arm's excess is
 * carried over. Errors: CVS_EINVAL, CVS_ENOMEM.
 * Source: Lindon & Malek (2022), NeurIPS 35, arXiv 2011.03567. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_split_sequence(const cvs_split_history *history, cvs_split_look *out,
                                                      cvs_error *error);

/* The look from which on the split most likely differs from the intended one.
 *   look      0 the first: maximum likelihood of "as intended before this look, any constant excess of
 *             each arm from it on"; the earliest of equals
 *   ln_ratio  its log likelihood over that of "as intended throughout", >= 0; a size, no test: whether the
 *             split broke is for cvs_split_sequence to say */
typedef struct cvs_split_break {
  size_t look;
  double ln_ratio;
} cvs_split_break;
/* Errors: CVS_EINVAL, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_split_break_find(const cvs_split_history *history, cvs_split_break *out,
                                                        cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif

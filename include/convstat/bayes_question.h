/* The question `convstat bayes` answers: how sure is it that a variant is better, and what would a mistake cost? */
#ifndef CONVSTAT_BAYES_QUESTION_H
#define CONVSTAT_BAYES_QUESTION_H

#include <convstat/analysis.h>
#include <convstat/joint.h>
#include <convstat/money.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Lifts that a sceptic expects where nobody says otherwise: two in three changes of a page move its rate by less. */
#define CVS_SCEPTICAL_LIFT 0.1

/* Where the prior of the rates comes from. */
typedef enum cvs_prior_kind {
  CVS_PRIOR_JEFFREYS, /* Beta(1/2, 1/2) */
  CVS_PRIOR_UNIFORM,  /* Beta(1, 1) */
  CVS_PRIOR_SHAPES,   /* Beta(A, B) as given */
  CVS_PRIOR_MEAN,     /* a mean that weighs so many visitors */
  CVS_PRIOR_PAST,     /* past experiments */
  CVS_PRIORS
} cvs_prior_kind;

/* What past experiments say.
 *   rates         prior of a rate: cvs_bayes_prior_from_past over their controls (over all variants where the file
 *                 has one group only)
 *   rate_count    samples it was made from
 *   lift_count    pairs of control and treatment
 *   has_spread    their lifts vary more than chance alone would have them, by log_odds_sd
 *                 (cvs_bayes_spread_from_past) */
typedef struct cvs_bayes_past {
  cvs_beta rates;
  size_t rate_count;
  size_t lift_count;
  bool has_spread;
  double log_odds_sd;
} cvs_bayes_past;

/* Looks at a dataset of past experiments, a group each.
 *   control  a variant's name; NULL: by name as in `test`, else the first
 * Errors: CVS_EDATA where no prior can be made of them, with the reason; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_look_back(const cvs_dataset *dataset, const char *control,
                                                       cvs_bayes_past *out, cvs_error *error);

/* All strings and arrays are borrowed. cvs_bayes_options_init sets the documented defaults. */
typedef struct cvs_bayes_options {
  double alpha;        /* in (1e-9, 1): credible intervals hold 1 - alpha; 0.05 */
  const char *control; /* variant name; NULL: by name, else the first */
  const cvs_share *share;
  size_t share_count; /* 0: equal shares are assumed */
  cvs_prior_kind prior_kind;
  cvs_beta prior;
  const cvs_bayes_past *past; /* of CVS_PRIOR_PAST */
  double lift_sd;             /* > 0: the joint prior of joint.h, with the log odds ratio of such a lift at the
                                 posterior mean of one rate common to all arms as its deviation, so that no arm
                                 is preferred; 0: arms are independent */
  bool highest_density;       /* intervals are the shortest; else equal tails */
  bool has_rope;
  double rope[2];               /* lifts that make no practical difference, low < high */
  double loss_threshold;        /* difference of rates, > 0; 0: none */
  uint64_t planned;             /* visitors of all variants together at the planned end; 0: not given */
  const cvs_money_terms *money; /* NULL: not asked */
} cvs_bayes_options;
CVS_API void cvs_bayes_options_init(cvs_bayes_options *options);
/* Checks what needs no data. Errors: CVS_EUSAGE. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_options_check(const cvs_bayes_options *options, cvs_error *error);

typedef enum cvs_choice { CVS_CHOICE_CONTINUE, CVS_CHOICE_SHIP, CVS_CHOICE_KEEP, CVS_CHOICE_INVALID } cvs_choice;

/* How a decision comes about. What counts as sure of a treatment is 1 - alpha/(2 k) with k treatments that have
 * visitors (Bonferroni), since the best of many looks good by luck alone; with one treatment that is 1 - alpha/2.
 *   loss    the arm of the lowest expected loss, as soon as that is at most loss_threshold: ship it, or keep the
 *           control where it is that
 *   profit  what is expected to earn most (cvs_money_decide): ship, keep, or continue where testing on earns more
 *   region  ship the treatment of the highest mean among those whose lift is above the region for sure; keep where
 *           every treatment's lift is below the region's high end with probability 1 - alpha/2
 *   chance  the same with the region {0}: ship where better, keep where all are worse
 * With loss_threshold it is the first, else with money the second, else with a region the third, else the fourth. */
typedef enum cvs_choice_rule { CVS_RULE_LOSS, CVS_RULE_PROFIT, CVS_RULE_REGION, CVS_RULE_CHANCE } cvs_choice_rule;

/* One arm beside the frame's (`frame.arm`, whose rate is the posterior mean and its credible interval). */
typedef struct cvs_belief {
  cvs_beta posterior; /* under the beta prior, whatever lift_sd says */
  cvs_bayes_arm among;
  bool exists; /* it has visitors */
} cvs_belief;

/* One treatment against the control. All but `treatment` is valid where `exists`: both arms have visitors. */
typedef struct cvs_bayes_pair {
  size_t treatment;
  bool exists;
  cvs_bayes_comparison chance;
  cvs_interval difference;
  cvs_interval lift;
  double p_in_rope; /* where there is a region */
  double p_above;   /* the lift is above the region, or above 0 */
  double p_below;   /* the lift is below the region's high end, or below 0 */
  cvs_bayes_factor factor;
  cvs_bayes_prediction end; /* of the planned test; where has_end */
  bool has_end;
  bool has_shrunken; /* with past lifts: what their spread leaves of this one */
  double shrunken_p_better;
  cvs_interval shrunken_lift;
} cvs_bayes_pair;

/* The leading treatment and the control alone under one prior, and what would be decided.
 *   answer    CVS_OK; CVS_EUNDEF where lift_sd takes `baseline` to 100 % or beyond, another status where the
 *             figures cannot be computed: p_better and choice do not exist then
 *   decides   choice exists: a sceptical view has none in money, which is reckoned with independent arms */
typedef struct cvs_bayes_view {
  cvs_prior_kind kind;
  cvs_beta prior;
  double lift_sd;  /* 0: arms are independent */
  double baseline; /* where lift_sd is turned into log odds */
  cvs_status answer;
  double p_better;
  bool decides;
  cvs_choice choice;
  const char *said; /* why there is no answer, as a saved result has it; NULL: by `answer` */
} cvs_bayes_view;
enum { CVS_BAYES_VIEWS_MAX = 3 };

enum { CVS_BAYES_FINDINGS_MAX = 8 };

/* One group; pointers are valid until the next one is analysed. */
typedef struct cvs_bayes_group {
  cvs_test_group frame;     /* arms, split and findings on the input; no test */
  double log_odds_sd;       /* of the joint prior; 0: arms are independent */
  double baseline;          /* where lift_sd was turned into it */
  const cvs_belief *belief; /* [frame.arm_count] */
  size_t pair_count;
  const cvs_bayes_pair *pair;
  size_t lead; /* the pair whose treatment has the highest mean; SIZE_MAX: none */
  size_t view_count;
  cvs_bayes_view view[CVS_BAYES_VIEWS_MAX]; /* the first is the prior that was asked for */
  cvs_choice_rule rule;
  double sure; /* probability that counts as sure of a treatment: 1 - alpha/(2 k) */
  cvs_choice choice;
  size_t chosen; /* pair that is shipped; SIZE_MAX: none */
  cvs_tristate gate_srm, gate_harm, gate_not_won, gate_data_quality, gate_continue;
  size_t finding_count; /* beside those of the frame */
  cvs_finding finding[CVS_BAYES_FINDINGS_MAX];
  const cvs_money *money;                /* NULL: not asked, or the data are invalid */
  const struct cvs_bayes_curves *curves; /* for pictures (curves.h); the caller's, NULL: none */
} cvs_bayes_group;

/* A run over all groups of a dataset. Owner of what the groups point to. */
typedef struct cvs_bayes_run cvs_bayes_run;

/* `dataset` and `options` must outlive the run. Errors: CVS_EUSAGE, CVS_EDATA, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_new(const cvs_dataset *dataset, const cvs_bayes_options *options,
                                                 cvs_bayes_run **out, cvs_error *error);
/* Analyses group `index`. Errors: CVS_ELIMIT (more than CVS_BAYES_ARMS_MAX arms), CVS_EUNDEF (a lift that the joint
 * prior cannot mean at this rate), CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_analyse(cvs_bayes_run *run, size_t index, cvs_bayes_group *out,
                                                     cvs_error *error);
CVS_API void cvs_bayes_free(cvs_bayes_run *run);

#ifdef __cplusplus
}
#endif

#endif

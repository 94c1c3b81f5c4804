/* What the files of the Bayesian analysis share: the run, and its steps in their order. */
#ifndef CVS_ANALYSIS_BAYES_RUN_H
#define CVS_ANALYSIS_BAYES_RUN_H

#include "analysis/test_run.h"
#include <convstat/bayes_question.h>

struct cvs_bayes_run {
  const cvs_dataset *dataset;
  const cvs_bayes_options *options;
  cvs_test_options frame_options;
  cvs_test_run *frame; /* arms and split; its arena is that of the group at hand */
  cvs_joint *joint;    /* of the arms with visitors of the group at hand, under a joint prior */
};

/* Arms with visitors, in their order: what a posterior is made of. */
typedef struct cvs_seen {
  size_t count;
  size_t arm[CVS_BAYES_ARMS_MAX]; /* index of the arm in its group */
  cvs_sample sample[CVS_BAYES_ARMS_MAX];
} cvs_seen;

/* Posteriors, chances and losses of all arms; comparisons with the control. */
CVS_WARN_UNUSED cvs_status cvs_bayes_believe(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_bayes_pairs(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error);
/* The planned end. */
CVS_WARN_UNUSED cvs_status cvs_bayes_ahead(cvs_bayes_run *run, cvs_bayes_group *out, cvs_bayes_pair *pairs,
                                           cvs_error *error);
/* The same treatment under three priors. */
CVS_WARN_UNUSED cvs_status cvs_bayes_turn(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error);

/* What the choice is worth; asked for, and the data are not broken. */
CVS_WARN_UNUSED cvs_status cvs_bayes_money(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error);

/* The same of one treatment and the control alone, with these posteriors. */
CVS_WARN_UNUSED cvs_status cvs_bayes_money_pair(const cvs_bayes_run *run, const cvs_bayes_group *group,
                                                const cvs_beta_pair *belief, cvs_choice *out, cvs_error *error);

cvs_choice_rule cvs_bayes_rule(const cvs_bayes_options *options);
/* Probability that counts as sure of one of the group's treatments. */
double cvs_bayes_sure(const cvs_bayes_options *options, const cvs_bayes_group *group);
/* What profits say. */
cvs_choice cvs_bayes_choice_of(cvs_money_choice choice);
/* One treatment against the control, with their expected losses; not by profit. */
cvs_choice cvs_bayes_choose_pair(const cvs_bayes_options *options, double sure, const cvs_bayes_pair *pair);
/* Decision and gates of a whole group. */
void cvs_bayes_decide(const cvs_bayes_run *run, cvs_bayes_group *out);

void cvs_bayes_note(cvs_bayes_group *out, const cvs_finding *finding);

/* The rate at which the joint prior reads a lift: the posterior mean of one rate common to all arms, the same
 * whichever of them is the control. */
double cvs_bayes_baseline(const cvs_beta *prior, const cvs_sample *arm, size_t count);

#endif

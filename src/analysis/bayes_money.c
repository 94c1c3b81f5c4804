/* Money of a Bayesian analysis: the arms with visitors, their posteriors and their shares, as a question. */
#include "analysis/bayes_run.h"

#include "base/error.h"

cvs_status cvs_bayes_money(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error) {
  cvs_beta belief[CVS_BAYES_ARMS_MAX];
  double share[CVS_BAYES_ARMS_MAX];
  size_t arm[CVS_BAYES_ARMS_MAX]; /* of the group */
  cvs_money_question question = {.belief = belief, .share = share, .terms = *run->options->money};
  for (size_t i = 0; i < out->frame.arm_count && question.arm_count < CVS_BAYES_ARMS_MAX; i++) {
    if (!out->belief[i].exists)
      continue;
    if (i == out->frame.control)
      question.control = question.arm_count;
    arm[question.arm_count] = i;
    share[question.arm_count] = out->frame.arm[i].share;
    belief[question.arm_count++] = out->belief[i].posterior;
  }
  cvs_money *money = cvs_arena_alloc(&run->frame->arena, sizeof *money);
  if (money == NULL)
    return cvs_fail_memory(error);
  const cvs_status status = cvs_money_decide(&question, money, error);
  if (status != CVS_OK)
    return status;
  money->treatment = arm[money->treatment];
  out->money = money;
  return CVS_OK;
}

/* The pair alone gets its part of the traffic. */
cvs_status cvs_bayes_money_pair(const cvs_bayes_run *run, const cvs_bayes_group *group, const cvs_beta_pair *belief,
                                cvs_choice *out, cvs_error *error) {
  const cvs_test_group *frame = &group->frame;
  const cvs_beta arm[2] = {belief->control, belief->treatment};
  const double share[2] = {frame->arm[frame->control].share, frame->arm[group->pair[group->lead].treatment].share};
  cvs_money_question question = {.belief = arm, .arm_count = 2, .share = share, .terms = *run->options->money};
  cvs_money money;
  if (group->pair_count > 1)
    question.terms.traffic_share *= share[0] + share[1];
  const cvs_status status = cvs_money_decide(&question, &money, error);
  if (status == CVS_OK)
    *out = cvs_bayes_choice_of(money.choice);
  return status;
}

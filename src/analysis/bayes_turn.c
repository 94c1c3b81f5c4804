/* The leading treatment against the control under other priors: does the decision depend on the prior? */
#include "analysis/bayes_run.h"

#include "base/error.h"
#include "stat/bayes_joint.h"

/* What all views of a group have in common. */
typedef struct turn {
  const cvs_bayes_run *run;
  const cvs_bayes_group *group;
  cvs_pair counts;
} turn;

static cvs_status choose_apart(const turn *it, const cvs_beta_pair *belief, const cvs_bayes_pair *found,
                               cvs_bayes_view *view, cvs_error *error) {
  const cvs_bayes_group *group = it->group;
  view->decides = true;
  if (group->rule != CVS_RULE_PROFIT) {
    view->choice = cvs_bayes_choose_pair(it->run->options, group->sure, found);
    return CVS_OK;
  }
  view->decides = group->money != NULL;
  return view->decides ? cvs_bayes_money_pair(it->run, group, belief, &view->choice, error) : CVS_OK;
}

/* A view is one pair alone: how the figures of a rule come about under its prior. */
static cvs_status look_apart(const turn *it, cvs_bayes_view *view, cvs_error *error) {
  const cvs_bayes_options *options = it->run->options;
  cvs_beta_pair belief;
  cvs_bayes_pair found = {.exists = true};
  cvs_bayes_tails tails = {0, 0};
  cvs_status status = cvs_bayes_posterior(&view->prior, &it->counts.control, &belief.control, error);
  if (status == CVS_OK)
    status = cvs_bayes_posterior(&view->prior, &it->counts.treatment, &belief.treatment, error);
  if (status == CVS_OK)
    status = cvs_bayes_compare(&belief, &found.chance, error);
  if (status == CVS_OK && options->has_rope)
    status = cvs_bayes_effect_tails(&belief, CVS_LIFT, options->rope[1], &tails, error);
  if (status != CVS_OK)
    return status;
  view->p_better = found.chance.p_better;
  found.p_above = options->has_rope ? tails.upper : found.chance.p_better;
  found.p_below = options->has_rope ? tails.lower : found.chance.p_worse;
  return choose_apart(it, &belief, &found, view, error);
}

/* Losses take ten times as long as chances and are needed by one rule only. */
static cvs_status measure_joint(const cvs_bayes_options *options, const cvs_joint_pair *pair, cvs_bayes_pair *out,
                                cvs_error *error) {
  cvs_bayes_tails none = {0, 0}, high = {0, 0};
  cvs_status status = cvs_joint_effect_tails(pair, CVS_LIFT, 0, &none, error);
  if (status == CVS_OK && options->has_rope)
    status = cvs_joint_effect_tails(pair, CVS_LIFT, options->rope[1], &high, error);
  else
    high = none;
  if (status == CVS_OK && options->loss_threshold > 0)
    status = cvs_joint_compare(pair, &out->chance, error);
  out->chance.p_better = none.upper;
  out->chance.p_worse = none.lower;
  out->p_above = high.upper;
  out->p_below = high.lower;
  return status;
}

/* By the tables of the whole posterior. */
static cvs_status look_closely(const cvs_bayes_options *options, const cvs_joint_prior *prior, const cvs_sample *arm,
                               cvs_bayes_pair *out, cvs_error *error) {
  cvs_joint *joint = NULL;
  cvs_status status = cvs_joint_make(prior, (cvs_joint_arms_given){arm, 2, false}, &joint, error);
  const cvs_joint_pair pair = {joint, 0, 1};
  if (status == CVS_OK)
    status = measure_joint(options, &pair, out, error);
  cvs_joint_free(joint);
  return status;
}

static cvs_status look_together(const turn *it, cvs_bayes_view *view, cvs_error *error) {
  const cvs_bayes_options *options = it->run->options;
  const cvs_sample arm[2] = {it->counts.control, it->counts.treatment};
  cvs_joint_prior prior = {.shared = view->prior};
  cvs_bayes_pair found = {.exists = true};
  view->baseline = cvs_bayes_baseline(&view->prior, arm, 2);
  cvs_status status = cvs_log_odds_of_lift(view->baseline, view->lift_sd, &prior.log_odds_sd, error);
  cvs_bayes_tails none = {0, 0};
  const bool plain = status == CVS_OK && !options->has_rope && options->loss_threshold <= 0 &&
                     cvs_joint_chances(&prior, &it->counts, &none);
  found.chance = (cvs_bayes_comparison){.p_better = none.upper, .p_worse = none.lower};
  found.p_above = none.upper;
  found.p_below = none.lower;
  if (status == CVS_OK && !plain)
    status = look_closely(options, &prior, arm, &found, error);
  view->p_better = found.chance.p_better;
  view->decides = status == CVS_OK && it->group->rule != CVS_RULE_PROFIT;
  if (view->decides)
    view->choice = cvs_bayes_choose_pair(options, it->group->sure, &found);
  return status;
}

/* A view without an answer stays and says so: it is not the answer itself, which stands. */
static cvs_status add_view(const turn *it, cvs_bayes_view view, cvs_bayes_group *out, cvs_error *error) {
  cvs_error why = {0};
  view.answer = view.lift_sd > 0 ? look_together(it, &view, &why) : look_apart(it, &view, &why);
  if (view.answer == CVS_ENOMEM)
    return cvs_fail_memory(error);
  view.decides = view.decides && view.answer == CVS_OK;
  out->view[out->view_count++] = view;
  return CVS_OK;
}

/* The first view: what was asked for, with the figures at hand. */
static cvs_status add_own(const turn *it, cvs_bayes_view view, cvs_bayes_group *out, cvs_error *error) {
  const cvs_bayes_pair *lead = &out->pair[out->lead];
  const cvs_beta_pair belief = {out->belief[out->frame.control].posterior, out->belief[lead->treatment].posterior};
  view.p_better = lead->chance.p_better;
  const cvs_status status = choose_apart(it, &belief, lead, &view, error);
  out->view[out->view_count++] = view;
  return status;
}

/* The prior that was asked for, then the two that differ from it most in kind. */
static void list_views(const cvs_bayes_options *options, cvs_bayes_view view[CVS_BAYES_VIEWS_MAX]) {
  const cvs_bayes_view own = {.kind = options->prior_kind, .prior = options->prior, .lift_sd = options->lift_sd};
  const cvs_bayes_view jeffreys = {.kind = CVS_PRIOR_JEFFREYS, .prior = {0.5, 0.5}};
  const cvs_bayes_view uniform = {.kind = CVS_PRIOR_UNIFORM, .prior = {1, 1}};
  cvs_bayes_view sceptical = own;
  sceptical.lift_sd = CVS_SCEPTICAL_LIFT;
  const bool is_jeffreys = options->prior_kind == CVS_PRIOR_JEFFREYS && options->lift_sd <= 0;
  view[0] = own;
  view[1] = is_jeffreys ? uniform : jeffreys;
  view[2] = options->lift_sd > 0 ? uniform : sceptical;
}

static bool do_choices_differ(const cvs_bayes_group *group) {
  bool differs = false;
  for (size_t i = 1; i < group->view_count; i++)
    differs = differs || (group->view[i].decides && group->view[i].choice != group->view[0].choice);
  return differs;
}

cvs_status cvs_bayes_turn(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error) {
  cvs_bayes_view view[CVS_BAYES_VIEWS_MAX];
  if (out->lead == SIZE_MAX)
    return CVS_OK;
  const cvs_test_group *frame = &out->frame;
  const turn it = {run, out, {frame->arm[frame->control].sample, frame->arm[out->pair[out->lead].treatment].sample}};
  list_views(run->options, view);
  cvs_status status = add_own(&it, view[0], out, error);
  for (size_t i = 1; i < CVS_BAYES_VIEWS_MAX && status == CVS_OK; i++)
    status = add_view(&it, view[i], out, error);
  if (status == CVS_OK && do_choices_differ(out) && frame->decision != CVS_DECIDE_INVALID)
    cvs_bayes_note(out, &(cvs_finding){.code = CVS_FINDING_PRIOR_DECIDES, .field = "sensitivity", .arm = SIZE_MAX});
  return status;
}

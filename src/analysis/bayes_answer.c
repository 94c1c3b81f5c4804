/* Posteriors of a group: its arms, and each treatment against the control. */
#include "analysis/bayes_run.h"

#include "base/error.h"
#include "stat/bayes_joint.h"

#include <math.h>

double cvs_bayes_baseline(const cvs_beta *prior, const cvs_sample *arm, size_t count) {
  double alpha = prior->alpha, beta = prior->beta;
  for (size_t i = 0; i < count; i++) {
    alpha += (double)arm[i].conversions;
    beta += (double)(arm[i].visitors - arm[i].conversions);
  }
  return alpha / (alpha + beta);
}

static cvs_credible credible_of(const cvs_bayes_options *options) {
  return (cvs_credible){1 - options->alpha, options->highest_density};
}

static cvs_status see_arms(const cvs_test_group *frame, cvs_seen *seen, cvs_error *error) {
  seen->count = 0;
  for (size_t i = 0; i < frame->arm_count; i++) {
    if (frame->arm[i].sample.visitors == 0)
      continue;
    if (seen->count >= CVS_BAYES_ARMS_MAX)
      return cvs_fail(error, CVS_ELIMIT, "there are more than %d variants with visitors, at most %d can be compared",
                      CVS_BAYES_ARMS_MAX, CVS_BAYES_ARMS_MAX);
    seen->arm[seen->count] = i;
    seen->sample[seen->count++] = frame->arm[i].sample;
  }
  return CVS_OK;
}

/* Under independent priors. */
static cvs_status believe_apart(cvs_bayes_run *run, const cvs_seen *seen, cvs_belief *belief, cvs_error *error) {
  const cvs_credible credible = credible_of(run->options);
  cvs_beta posterior[CVS_BAYES_ARMS_MAX];
  cvs_bayes_arm among[CVS_BAYES_ARMS_MAX] = {{0, 0}};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < seen->count && status == CVS_OK; i++) {
    posterior[i] = belief[seen->arm[i]].posterior;
    status = cvs_bayes_rate(&posterior[i], &credible, &run->frame->arms[seen->arm[i]].rate, error);
  }
  if (status == CVS_OK && seen->count > 0)
    status = cvs_bayes_arms(posterior, seen->count, among, error);
  for (size_t i = 0; i < seen->count && status == CVS_OK; i++)
    belief[seen->arm[i]].among = among[i];
  return status;
}

static cvs_status read_lift(const cvs_bayes_options *options, double baseline, double *log_odds_sd, cvs_error *error) {
  cvs_error why = {0};
  const cvs_status status = cvs_log_odds_of_lift(baseline, options->lift_sd, log_odds_sd, &why);
  if (status != CVS_EUNDEF)
    return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "%s", why.message);
  return cvs_fail(error, CVS_EUNDEF,
                  "--prior-lift-sd %.10g%%: a lift of %.10g%% on the common rate of %.4g%% is beyond 100%%, expected a "
                  "smaller lift",
                  100 * options->lift_sd, 100 * options->lift_sd, 100 * baseline);
}

/* Under the joint prior. */
static cvs_status believe_together(cvs_bayes_run *run, const cvs_seen *seen, cvs_bayes_group *out, cvs_belief *belief,
                                   cvs_error *error) {
  const cvs_credible credible = credible_of(run->options);
  const cvs_bayes_options *options = run->options;
  cvs_bayes_arm among[CVS_BAYES_ARMS_MAX] = {{0, 0}};
  out->baseline = cvs_bayes_baseline(&options->prior, seen->sample, seen->count);
  cvs_status status = read_lift(options, out->baseline, &out->log_odds_sd, error);
  const cvs_joint_prior prior = {options->prior, out->log_odds_sd};
  cvs_joint *rates = NULL; /* with more nodes than the other questions need */
  if (status == CVS_OK)
    status = cvs_joint_new(&prior, seen->sample, seen->count, &rates, error);
  for (size_t i = 0; i < seen->count && status == CVS_OK; i++)
    status = cvs_joint_rate(rates, i, &credible, &run->frame->arms[seen->arm[i]].rate, error);
  cvs_joint_free(rates);
  if (status == CVS_OK)
    status = cvs_joint_make(&prior, (cvs_joint_arms_given){seen->sample, seen->count, false}, &run->joint, error);
  if (status == CVS_OK)
    status = cvs_joint_arms(run->joint, among, error);
  for (size_t i = 0; i < seen->count && status == CVS_OK; i++)
    belief[seen->arm[i]].among = among[i];
  return status;
}

cvs_status cvs_bayes_believe(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error) {
  cvs_belief *belief = cvs_arena_alloc(&run->frame->arena, (out->frame.arm_count + 1) * sizeof *belief);
  cvs_seen seen;
  if (belief == NULL)
    return cvs_fail_memory(error);
  out->belief = belief;
  cvs_status status = see_arms(&out->frame, &seen, error);
  for (size_t i = 0; i < out->frame.arm_count && status == CVS_OK; i++) {
    belief[i] = (cvs_belief){.exists = out->frame.arm[i].sample.visitors > 0};
    status = cvs_bayes_posterior(&run->options->prior, &out->frame.arm[i].sample, &belief[i].posterior, error);
  }
  if (status != CVS_OK)
    return status;
  const bool together = run->options->lift_sd > 0 && !out->frame.data_broken;
  return together ? believe_together(run, &seen, out, belief, error) : believe_apart(run, &seen, belief, error);
}

/* --- one treatment against the control --- */

/* Two arms under either prior. */
typedef struct pair_belief {
  cvs_beta_pair apart;
  cvs_joint_pair together; /* joint NULL: apart */
  cvs_pair counts;
} pair_belief;

static cvs_status measure_tails(const pair_belief *belief, double lift, cvs_bayes_tails *out, cvs_error *error) {
  return belief->together.joint != NULL ? cvs_joint_effect_tails(&belief->together, CVS_LIFT, lift, out, error)
                                        : cvs_bayes_effect_tails(&belief->apart, CVS_LIFT, lift, out, error);
}

static cvs_status measure_region(const cvs_bayes_options *options, const pair_belief *belief, cvs_bayes_pair *out,
                                 cvs_error *error) {
  out->p_above = out->chance.p_better;
  out->p_below = out->chance.p_worse;
  if (!options->has_rope)
    return CVS_OK;
  cvs_bayes_tails high;
  cvs_status status = measure_tails(belief, options->rope[1], &high, error);
  if (status != CVS_OK)
    return status;
  out->p_above = high.upper;
  out->p_below = high.lower;
  return belief->together.joint != NULL
             ? cvs_joint_region(&belief->together, CVS_LIFT, options->rope, &out->p_in_rope, error)
             : cvs_bayes_region(&belief->apart, CVS_LIFT, options->rope, &out->p_in_rope, error);
}

static cvs_status compare_apart(const cvs_bayes_options *options, const pair_belief *belief, cvs_bayes_pair *out,
                                cvs_error *error) {
  const cvs_credible credible = credible_of(options);
  cvs_status status = cvs_bayes_compare(&belief->apart, &out->chance, error);
  if (status == CVS_OK)
    status = cvs_bayes_effect(&belief->apart, CVS_DIFFERENCE, &credible, &out->difference, error);
  if (status == CVS_OK)
    status = cvs_bayes_effect(&belief->apart, CVS_LIFT, &credible, &out->lift, error);
  return status == CVS_OK ? cvs_bayes_factor_test(&options->prior, &belief->counts, &out->factor, error) : status;
}

static cvs_status compare_together(const cvs_bayes_options *options, const pair_belief *belief, double log_odds_sd,
                                   cvs_bayes_pair *out, cvs_error *error) {
  const cvs_credible credible = credible_of(options);
  const cvs_joint_prior prior = {options->prior, log_odds_sd};
  cvs_status status = cvs_joint_compare(&belief->together, &out->chance, error);
  if (status == CVS_OK)
    status = cvs_joint_effect(&belief->together, CVS_DIFFERENCE, &credible, &out->difference, error);
  if (status == CVS_OK)
    status = cvs_joint_effect(&belief->together, CVS_LIFT, &credible, &out->lift, error);
  return status == CVS_OK ? cvs_joint_factor_test(&prior, &belief->counts, &out->factor, error) : status;
}

/* What the spread of past lifts leaves of this one. */
static cvs_status shrink(const cvs_bayes_options *options, const pair_belief *belief, cvs_bayes_pair *out,
                         cvs_error *error) {
  if (options->past == NULL || !options->past->has_spread)
    return CVS_OK;
  const cvs_joint_prior prior = {options->prior, options->past->log_odds_sd};
  const cvs_credible credible = credible_of(options);
  const cvs_sample arm[2] = {belief->counts.control, belief->counts.treatment};
  cvs_joint *joint = NULL;
  cvs_bayes_comparison chance = {0};
  cvs_status status = cvs_joint_make(&prior, (cvs_joint_arms_given){arm, 2, false}, &joint, error);
  const cvs_joint_pair pair = {joint, 0, 1};
  if (status == CVS_OK)
    status = cvs_joint_compare(&pair, &chance, error);
  if (status == CVS_OK)
    status = cvs_joint_effect(&pair, CVS_LIFT, &credible, &out->shrunken_lift, error);
  out->shrunken_p_better = chance.p_better;
  out->has_shrunken = status == CVS_OK;
  cvs_joint_free(joint);
  return status;
}

/* Place of an arm among those with visitors. */
static size_t place_of(const cvs_test_group *frame, size_t arm) {
  size_t place = 0;
  for (size_t i = 0; i < arm; i++)
    place += frame->arm[i].sample.visitors > 0;
  return place;
}

static cvs_status compare_pair(cvs_bayes_run *run, const cvs_bayes_group *group, cvs_bayes_pair *out,
                               cvs_error *error) {
  const cvs_test_group *frame = &group->frame;
  const pair_belief belief = {
      .apart = {group->belief[frame->control].posterior, group->belief[out->treatment].posterior},
      .together = {run->joint, place_of(frame, frame->control), place_of(frame, out->treatment)},
      .counts = {frame->arm[frame->control].sample, frame->arm[out->treatment].sample}};
  cvs_status status = run->joint != NULL ? compare_together(run->options, &belief, group->log_odds_sd, out, error)
                                         : compare_apart(run->options, &belief, out, error);
  if (status == CVS_OK)
    status = measure_region(run->options, &belief, out, error);
  return status == CVS_OK ? shrink(run->options, &belief, out, error) : status;
}

/* Means and expected losses stand in the same order: E[max] less the arm's mean. */
static void find_lead(cvs_bayes_group *out) {
  for (size_t i = 0; i < out->pair_count; i++) {
    const double loss = out->belief[out->pair[i].treatment].among.expected_loss;
    if (out->pair[i].exists &&
        (out->lead == SIZE_MAX || loss < out->belief[out->pair[out->lead].treatment].among.expected_loss))
      out->lead = i;
  }
}

cvs_status cvs_bayes_pairs(cvs_bayes_run *run, cvs_bayes_group *out, cvs_error *error) {
  const cvs_test_group *frame = &out->frame;
  cvs_bayes_pair *pairs = cvs_arena_alloc(&run->frame->arena, (frame->arm_count + 1) * sizeof *pairs);
  if (pairs == NULL)
    return cvs_fail_memory(error);
  out->pair = pairs;
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < frame->arm_count && status == CVS_OK; i++) {
    if (i == frame->control)
      continue;
    cvs_bayes_pair *pair = &pairs[out->pair_count++];
    *pair = (cvs_bayes_pair){.treatment = i, .exists = out->belief[i].exists && !frame->data_broken};
    if (pair->exists)
      status = compare_pair(run, out, pair, error);
  }
  if (status != CVS_OK)
    return status;
  find_lead(out);
  return cvs_bayes_ahead(run, out, pairs, error);
}

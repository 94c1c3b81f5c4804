/* Answers of the joint posterior: the best arm, comparisons, effects, evidence. */
#include "stat/bayes_joint.h"

#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/bayes_arms.h"
#include "stat/bayes_effect.h"

#include <float.h>
#include <math.h>

cvs_status cvs_joint_arms(const cvs_joint *joint, cvs_bayes_arm *out, cvs_error *error) {
  cvs_bayes_arm found[CVS_BAYES_ARMS_MAX];
  cvs_sum best[CVS_BAYES_ARMS_MAX] = {{0, 0}}, loss[CVS_BAYES_ARMS_MAX] = {{0, 0}};
  for (size_t i = 0; i < joint->node_count; i++) {
    const cvs_status status = cvs_laws_choose(joint->law[i], joint->arm_count, found, error);
    if (status != CVS_OK)
      return status;
    for (size_t k = 0; k < joint->arm_count; k++) {
      cvs_sum_add(&best[k], joint->weight[i] * found[k].p_best);
      cvs_sum_add(&loss[k], joint->weight[i] * found[k].expected_loss);
    }
  }
  for (size_t k = 0; k < joint->arm_count; k++)
    out[k] = (cvs_bayes_arm){fmin(cvs_sum_value(&best[k]), 1), cvs_sum_value(&loss[k])};
  return CVS_OK;
}

static cvs_status check_pair(const cvs_joint_pair *pair, cvs_error *error) {
  const size_t count = pair->joint->arm_count;
  if (pair->control < count && pair->treatment < count && pair->control != pair->treatment)
    return CVS_OK;
  return cvs_fail(error, CVS_EINVAL, "arms %zu and %zu of %zu are no pair", pair->control, pair->treatment, count);
}

cvs_status cvs_joint_compare(const cvs_joint_pair *pair, cvs_bayes_comparison *out, cvs_error *error) {
  cvs_sum better = {0, 0}, worse = {0, 0}, ship = {0, 0}, keep = {0, 0};
  cvs_status status = check_pair(pair, error);
  for (size_t i = 0; i < pair->joint->node_count && status == CVS_OK; i++) {
    const cvs_beta_law *law = pair->joint->law[i];
    const cvs_beta_law two[2] = {law[pair->control], law[pair->treatment]};
    const double weight = pair->joint->weight[i];
    cvs_bayes_arm arm[2];
    status = cvs_laws_choose(two, 2, arm, error);
    if (status != CVS_OK)
      break;
    cvs_sum_add(&worse, weight * arm[0].p_best);
    cvs_sum_add(&better, weight * arm[1].p_best);
    cvs_sum_add(&keep, weight * arm[0].expected_loss);
    cvs_sum_add(&ship, weight * arm[1].expected_loss);
  }
  if (status != CVS_OK)
    return status;
  *out = (cvs_bayes_comparison){.p_better = fmin(cvs_sum_value(&better), 1),
                                .p_worse = fmin(cvs_sum_value(&worse), 1),
                                .expected_loss_ship = cvs_sum_value(&ship),
                                .expected_loss_keep = cvs_sum_value(&keep),
                                .mean_difference = cvs_sum_value(&keep) - cvs_sum_value(&ship)};
  return CVS_OK;
}

/* The posterior of an effect as a mixture over the nodes; cvs_free(parts) afterwards. */
static cvs_status mix_effects(const cvs_joint_pair *pair, cvs_scale scale, cvs_effect_law *law, cvs_effect_part **parts,
                              cvs_error *error) {
  const cvs_joint *joint = pair->joint;
  *parts = NULL;
  const cvs_status status = check_pair(pair, error);
  if (status != CVS_OK)
    return status;
  if (scale != CVS_DIFFERENCE && scale != CVS_LIFT)
    return cvs_fail(error, CVS_EINVAL, "a posterior exists for the difference and the lift only");
  *parts = cvs_calloc(joint->node_count, sizeof **parts);
  if (*parts == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < joint->node_count; i++)
    (*parts)[i] = (cvs_effect_part){&joint->law[i][pair->control], &joint->law[i][pair->treatment], joint->weight[i]};
  *law = (cvs_effect_law){.scale = scale, .part = *parts, .part_count = joint->node_count};
  cvs_effect_law_locate(law);
  return CVS_OK;
}

cvs_status cvs_joint_effect(const cvs_joint_pair *pair, cvs_scale scale, const cvs_credible *credible,
                            cvs_interval *out, cvs_error *error) {
  cvs_effect_law law;
  cvs_effect_part *parts = NULL;
  cvs_status status = cvs_check_credible(credible, error);
  if (status == CVS_OK)
    status = mix_effects(pair, scale, &law, &parts, error);
  if (status == CVS_OK)
    status = cvs_effect_law_interval(&law, credible, out, error);
  if (status == CVS_OK && scale == CVS_DIFFERENCE)
    out->estimate = cvs_joint_mean(pair->joint, pair->treatment) - cvs_joint_mean(pair->joint, pair->control);
  cvs_free(parts);
  return status;
}

cvs_status cvs_joint_region(const cvs_joint_pair *pair, cvs_scale scale, const double region[2], double *out,
                            cvs_error *error) {
  cvs_effect_law law;
  cvs_effect_part *parts = NULL;
  cvs_status status = mix_effects(pair, scale, &law, &parts, error);
  if (status == CVS_OK)
    status = cvs_effect_law_region(&law, region, out, error);
  cvs_free(parts);
  return status;
}

cvs_status cvs_joint_effect_tails(const cvs_joint_pair *pair, cvs_scale scale, double value, cvs_bayes_tails *out,
                                  cvs_error *error) {
  cvs_effect_law law;
  cvs_effect_part *parts = NULL;
  cvs_status status = mix_effects(pair, scale, &law, &parts, error);
  if (status == CVS_OK)
    status = cvs_effect_law_tails(&law, value, out, error);
  cvs_free(parts);
  return status;
}

cvs_status cvs_joint_factor_test(const cvs_joint_prior *prior, const cvs_pair *pair, cvs_bayes_factor *out,
                                 cvs_error *error) {
  static const double nowhere[2] = {INFINITY, -INFINITY};
  const cvs_sample arm[2] = {pair->control, pair->treatment};
  cvs_joint *joint = NULL;
  cvs_status status = cvs_joint_make(prior, (cvs_joint_arms_given){arm, 2, false}, &joint, error);
  if (status != CVS_OK)
    return status;
  cvs_beta_law common;
  status = cvs_beta_law_make(&joint->pooled, nowhere, &common, error);
  if (status == CVS_OK) {
    const double ln_factor = joint->ln_evidence + log(common.scale);
    *out = (cvs_bayes_factor){fmin(exp(ln_factor), DBL_MAX), ln_factor};
  }
  cvs_beta_law_free(&common);
  cvs_joint_free(joint);
  return status;
}

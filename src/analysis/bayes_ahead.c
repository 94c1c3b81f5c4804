/* The chance that the planned end will show significance, from here. */
#include "analysis/bayes_run.h"

#include "base/error.h"

#include <math.h>

static void note(cvs_bayes_group *out, cvs_finding_code code, double value) {
  cvs_bayes_note(out, &(cvs_finding){.code = code, .field = "comparisons", .arm = SIZE_MAX, .value = {value}});
}

/* Visitors of an arm at the end: its share of the plan, and never fewer than it has. */
static uint64_t visitors_at_end(const cvs_arm_result *arm, uint64_t planned) {
  const uint64_t share = (uint64_t)llround(arm->share * (double)planned);
  return share > arm->sample.visitors ? share : arm->sample.visitors;
}

/* As `test` will judge by default: Dunnett's level where there are several treatments. */
static cvs_status find_level(const cvs_bayes_run *run, const cvs_bayes_group *group, cvs_level *level,
                             cvs_error *error) {
  const cvs_test_group *frame = &group->frame;
  const uint64_t planned = run->options->planned;
  double *factor = cvs_arena_alloc(&run->frame->arena, (group->pair_count + 1) * sizeof *factor);
  double z = 0;
  if (factor == NULL)
    return cvs_fail_memory(error);
  if (group->pair_count < 2)
    return cvs_level_from_alpha(run->options->alpha, CVS_TWO_SIDED, level, error);
  const double control = (double)visitors_at_end(&frame->arm[frame->control], planned);
  for (size_t i = 0; i < group->pair_count; i++) {
    const double treatment = (double)visitors_at_end(&frame->arm[group->pair[i].treatment], planned);
    factor[i] = sqrt(treatment / (control + treatment));
  }
  const cvs_many_to_one arms = {factor, group->pair_count, CVS_TWO_SIDED};
  const cvs_status status = cvs_dunnett_critical(run->options->alpha, &arms, &z, error);
  return status == CVS_OK ? cvs_level_from_z(z, CVS_TWO_SIDED, level, error) : status;
}

static cvs_status predict(const cvs_bayes_run *run, const cvs_bayes_group *group, const cvs_level *level,
                          cvs_bayes_pair *pair, cvs_error *error) {
  const cvs_arm_result *control = &group->frame.arm[group->frame.control];
  const cvs_arm_result *treatment = &group->frame.arm[pair->treatment];
  const cvs_bayes_outlook outlook = {.prior = {run->options->prior, run->options->prior},
                                     .now = {control->sample, treatment->sample},
                                     .planned_control = visitors_at_end(control, run->options->planned),
                                     .planned_treatment = visitors_at_end(treatment, run->options->planned),
                                     .level = *level};
  const cvs_status status = cvs_bayes_predict(&outlook, &pair->end, error);
  pair->has_end = status == CVS_OK;
  return status;
}

cvs_status cvs_bayes_ahead(cvs_bayes_run *run, cvs_bayes_group *out, cvs_bayes_pair *pairs, cvs_error *error) {
  cvs_level level;
  uint64_t now = 0;
  for (size_t i = 0; i < out->frame.arm_count; i++)
    now += out->frame.arm[i].sample.visitors;
  if (run->options->planned == 0 || out->frame.data_broken)
    return CVS_OK;
  if (now >= run->options->planned) {
    note(out, CVS_FINDING_END_REACHED, (double)now);
    return CVS_OK;
  }
  cvs_status status = find_level(run, out, &level, error);
  for (size_t i = 0; i < out->pair_count && status == CVS_OK; i++) {
    cvs_error why = {0};
    if (!pairs[i].exists)
      continue;
    status = predict(run, out, &level, &pairs[i], &why);
    if (status == CVS_ELIMIT) { /* for one pair as for all */
      note(out, CVS_FINDING_NO_PREDICTION, (double)run->options->planned);
      return CVS_OK;
    }
    if (status != CVS_OK)
      return cvs_fail(error, status, "%s", why.message);
  }
  return status;
}

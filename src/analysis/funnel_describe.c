/* Rates from the previous step side by side, and the terms of the overall log lift. They describe: intervals have both
 * ends whatever side is tested. */
#include "analysis/funnel_run.h"

#include "base/error.h"

static cvs_pair pair_at(const cvs_funnel_group *group, size_t treatment, size_t step) {
  return (cvs_pair){.control = cvs_funnel_way(group, group->frame.control, step),
                    .treatment = cvs_funnel_way(group, treatment, step)};
}

static cvs_status measure_effect(const cvs_funnel_run *run, const cvs_pair *pair, cvs_scale scale, cvs_interval *out,
                                 cvs_error *error) {
  const cvs_test_run *frame = run->frame;
  const bool chosen = frame->interval != NULL && frame->interval->has_scale[scale];
  const cvs_method *method = chosen ? frame->interval : cvs_method_find(CVS_KIND_EFFECT, "score");
  cvs_error local = {0};
  const cvs_status status = method->effect(pair, scale, &frame->rate_level, out, &local);
  if (status == CVS_EUNDEF)
    *out = (cvs_interval){0};
  return status == CVS_OK || status == CVS_EUNDEF ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

static cvs_status measure_previous(const cvs_funnel_run *run, const cvs_pair *pair, cvs_funnel_contrast *out,
                                   cvs_error *error) {
  if (pair->control.visitors == 0 || pair->treatment.visitors == 0)
    return CVS_OK;
  const cvs_status status = measure_effect(run, pair, CVS_DIFFERENCE, &out->difference_previous, error);
  return status == CVS_OK ? measure_effect(run, pair, CVS_LIFT, &out->lift_previous, error) : status;
}

/* The steps that all must take, with those who entered before them. */
typedef struct chain {
  size_t count;
  size_t step[CVS_FUNNEL_STEPS_MAX];
  uint64_t control[CVS_FUNNEL_STEPS_MAX + 1];
  uint64_t treatment[CVS_FUNNEL_STEPS_MAX + 1];
} chain;

static void follow_chain(const cvs_funnel_run *run, const cvs_funnel_group *group, size_t treatment, chain *out) {
  const size_t control = group->frame.control;
  out->count = 0;
  out->control[0] = group->frame.arm[control].sample.visitors;
  out->treatment[0] = group->frame.arm[treatment].sample.visitors;
  for (size_t j = 0; j < run->step_count; j++) {
    if (cvs_funnel_is_optional(run, j))
      continue;
    out->step[out->count++] = j;
    out->control[out->count] = group->arm[control].step[j].users;
    out->treatment[out->count] = group->arm[treatment].step[j].users;
  }
}

static void note_missing(cvs_funnel_run *run, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison,
                         const chain *way) {
  const size_t index = (size_t)(comparison->overall - group->frame.comparison);
  for (size_t k = 0; k < way->count; k++)
    if (!comparison->split.term[k].exists) {
      cvs_test_note(run->frame, &(cvs_finding){.code = CVS_FINDING_EMPTY_STEP,
                                               .field = "contribution",
                                               .arm = index,
                                               .value = {(double)way->step[k]}});
      return;
    }
}

static cvs_status describe_counts(const cvs_funnel_run *run, const cvs_funnel_group *group, size_t treatment,
                                  cvs_funnel_contrast *contrast, cvs_error *error) {
  for (size_t j = 0; j < run->step_count; j++) {
    const cvs_pair pair = pair_at(group, treatment, j);
    const cvs_status status = measure_previous(run, &pair, &contrast[j], error);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

static cvs_status describe_young(const cvs_funnel_run *run, const cvs_funnel_censored_pair *pair,
                                 cvs_funnel_contrast *contrast, cvs_error *error) {
  for (size_t j = 0; j < run->step_count; j++) {
    cvs_funnel_censored_test previous;
    cvs_error local = {0};
    const cvs_status status = cvs_funnel_censored_previous(pair, j, &run->frame->rate_level, &previous, &local);
    if (status != CVS_OK && status != CVS_EUNDEF)
      return cvs_fail(error, status, "%s", local.message);
    contrast[j].difference_previous = previous.difference;
    contrast[j].lift_previous = previous.lift;
  }
  return CVS_OK;
}

cvs_status cvs_funnel_describe(cvs_funnel_run *run, const cvs_funnel_group *group, cvs_funnel_comparison *comparison,
                               cvs_funnel_contrast *contrast, cvs_error *error) {
  if (run->options->any_order)
    return CVS_OK;
  const double alpha = run->frame_options.alpha;
  cvs_status status = CVS_OK;
  chain way;
  follow_chain(run, group, comparison->treatment, &way);
  if (run->censored != NULL) {
    const cvs_funnel_censored_pair young = {&run->censored[group->frame.control],
                                            &run->censored[comparison->treatment]};
    status = describe_young(run, &young, contrast, error);
    if (status == CVS_OK)
      status = cvs_funnel_censored_decompose(&young, alpha, &comparison->split, error);
  } else {
    const cvs_funnel_pair pair = {.control = way.control, .treatment = way.treatment, .steps = way.count};
    status = describe_counts(run, group, comparison->treatment, contrast, error);
    if (status == CVS_OK)
      status = cvs_funnel_decompose(&pair, alpha, &comparison->split, error);
  }
  for (size_t k = 0; k < way.count && status == CVS_OK; k++)
    contrast[way.step[k]].term = comparison->split.term[k];
  if (status == CVS_OK && !comparison->split.complete && !group->frame.data_broken)
    note_missing(run, group, comparison, &way);
  return status;
}

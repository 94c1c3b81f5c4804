/* `test`: the run over all groups, and the order of the steps within one. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "base/mem.h"

#include <string.h>

void cvs_test_options_init(cvs_test_options *options) {
  *options = (cvs_test_options){.alpha = 0.05,
                                .alternative = CVS_TWO_SIDED,
                                .method = "auto",
                                .interval = "auto",
                                .rate_interval = "wilson",
                                .adjust = "auto",
                                .margin_scale = CVS_LIFT};
}

void cvs_test_note(cvs_test_run *run, const cvs_finding *finding) {
  cvs_finding *grown =
      cvs_array_grow(run->finding, &run->finding_capacity, run->finding_count + 1, sizeof *run->finding);
  if (grown == NULL) {
    run->failed = true;
    return;
  }
  run->finding = grown;
  run->finding[run->finding_count++] = *finding;
}

cvs_pair cvs_test_pair(const cvs_test_group *group, const cvs_comparison *comparison) {
  return (cvs_pair){.control = group->arm[comparison->control].sample,
                    .treatment = group->arm[comparison->treatment].sample};
}

/* The sample ratio of every group comes first: its p-values are adjusted over the groups. */
cvs_status cvs_test_all_ratios(cvs_test_run *run, cvs_error *error) {
  size_t groups = cvs_dataset_group_count(run->dataset);
  double *p = cvs_calloc(groups, sizeof *p);
  run->srm_p = cvs_calloc(groups, sizeof *run->srm_p);
  if (p == NULL || run->srm_p == NULL) {
    cvs_free(p);
    return cvs_fail_memory(error);
  }
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < groups && status == CVS_OK; i++) {
    cvs_test_group group = {0};
    cvs_arena_reset(&run->arena);
    status = cvs_test_arms(run, i, &group, error);
    if (status == CVS_OK)
      status = cvs_test_sample_ratio(run, &group, error);
    p[i] = group.has_srm ? group.srm.p_value : 1;
  }
  cvs_level unused = run->level;
  cvs_family family = {.count = groups, .p_value = p, .alpha = run->options->alpha};
  if (status == CVS_OK)
    status = cvs_method_find(CVS_KIND_ADJUST, "holm")->adjust(&family, run->srm_p, &unused, error);
  cvs_free(p);
  return status;
}

cvs_status cvs_test_open(const cvs_dataset *dataset, const cvs_test_options *options, cvs_test_check *check,
                         cvs_test_run **out, cvs_error *error) {
  *out = NULL;
  cvs_test_run *run = cvs_calloc(1, sizeof *run);
  if (run == NULL)
    return cvs_fail_memory(error);
  run->dataset = dataset;
  run->options = options;
  cvs_status status = cvs_test_resolve(run, error);
  if (status == CVS_OK)
    status = cvs_test_check_names(run, error);
  if (status == CVS_OK && check != NULL)
    status = check(run, error);
  if (status == CVS_OK)
    status = cvs_test_all_ratios(run, error);
  if (status == CVS_OK)
    *out = run;
  else
    cvs_test_free(run);
  return status;
}

/* Margins are tested on pooled arms. */
static cvs_status check_strata(const cvs_test_run *run, cvs_error *error) {
  cvs_group first;
  cvs_dataset_group(run->dataset, 0, &first);
  if (first.stratum_count > 0 && run->options->aim != CVS_AIM_DIFFERENCE)
    return cvs_fail(error, CVS_EUSAGE, "a margin is tested on all visitors together, expected no --stratify beside it");
  return CVS_OK;
}

static cvs_status check_comparison(const cvs_test_run *run, cvs_error *error) {
  const cvs_status status = check_strata(run, error);
  return status == CVS_OK ? cvs_test_check_two_arms(run->dataset, error) : status;
}

cvs_status cvs_test_new(const cvs_dataset *dataset, const cvs_test_options *options, cvs_test_run **out,
                        cvs_error *error) {
  return cvs_test_open(dataset, options, check_comparison, out, error);
}

static cvs_status measure_rates(const cvs_test_run *run, const cvs_test_group *group, cvs_error *error) {
  for (size_t i = 0; i < group->arm_count; i++) {
    cvs_arm_result *arm = &run->arms[i];
    if (arm->sample.visitors == 0)
      continue;
    cvs_status status = run->rate->rate(&arm->sample, &run->rate_level, &arm->rate, error);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* Tests of all arms together. One that has no answer (nobody converted) is left out. */
static cvs_status test_together(cvs_test_run *run, cvs_test_group *out, cvs_error *error) {
  cvs_sample *arms = cvs_arena_alloc(&run->arena, out->arm_count * sizeof *arms);
  if (arms == NULL)
    return cvs_fail_memory(error);
  size_t count = 0;
  for (size_t i = 0; i < out->arm_count; i++)
    if (out->arm[i].sample.visitors > 0)
      arms[count++] = out->arm[i].sample;
  cvs_error undefined = {0};
  if (count > 2) {
    cvs_status status = cvs_omnibus(arms, count, &out->omnibus, &undefined);
    out->has_omnibus = status == CVS_OK;
  }
  if (run->options->trend && count > 1) {
    cvs_status status = cvs_trend(arms, count, run->options->alternative, &out->trend, &undefined);
    out->has_trend = status == CVS_OK;
  }
  return CVS_OK;
}

static bool count_is_broken(const cvs_test_group *group) {
  size_t visited = 0;
  for (size_t i = 0; i < group->arm_count; i++)
    visited += group->arm[i].sample.visitors > 0;
  return visited < 2 || group->arm[group->control].sample.visitors == 0;
}

cvs_status cvs_test_split(cvs_test_run *run, size_t index, cvs_test_group *out, cvs_error *error) {
  *out = (cvs_test_group){.group = index, .decided = SIZE_MAX, .level = run->level};
  cvs_arena_reset(&run->arena);
  run->finding_count = 0;
  run->strata = NULL;
  cvs_dataset_group(run->dataset, index, &run->data);
  cvs_status status = cvs_test_arms(run, index, out, error);
  if (status == CVS_OK)
    status = cvs_test_sample_ratio(run, out, error);
  out->srm_p_adjusted = run->srm_p[index];
  out->srm_mismatch = out->has_srm && out->srm_p_adjusted < CVS_SRM_ALPHA;
  return status;
}

cvs_status cvs_test_analyse(cvs_test_run *run, size_t index, cvs_test_group *out, cvs_error *error) {
  cvs_status status = cvs_test_split(run, index, out, error);
  if (status == CVS_OK)
    status = measure_rates(run, out, error);
  if (status != CVS_OK)
    return status;
  out->data_broken = count_is_broken(out);
  if (!out->data_broken)
    status = test_together(run, out, error);
  if (status == CVS_OK)
    status = cvs_test_compare(run, out, error);
  out->strata = run->strata;
  out->stratum_count = run->data.stratum_count;
  if (status == CVS_OK)
    status = cvs_test_examine(run, out, error);
  if (status != CVS_OK)
    return status;
  cvs_test_decide(run, out);
  out->finding = run->finding;
  out->finding_count = run->finding_count;
  return run->failed ? cvs_fail_memory(error) : CVS_OK;
}

void cvs_test_free(cvs_test_run *run) {
  if (run == NULL)
    return;
  cvs_free(run->srm_p);
  cvs_free(run->finding);
  cvs_arena_free(&run->arena);
  cvs_free(run);
}

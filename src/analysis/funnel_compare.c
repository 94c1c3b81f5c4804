/* Treatments against the control at every step, from the start: one family of tests, made as `test` makes them.
 *
 * The comparisons of all steps are handed to the analysis of `test` as one group, whose arms are those of the frame
 * once for every step that is tested; then they are read by step. */
#include "analysis/funnel_run.h"

#include "base/error.h"

#include <string.h>

/* The first step is the entry itself where everybody of every arm is at it: nothing is there to test. */
static bool opens_with_entry(const cvs_funnel_group *group) {
  for (size_t i = 0; i < group->frame.arm_count; i++)
    if (group->arm[i].step[0].users != group->frame.arm[i].sample.visitors)
      return false;
  return group->step_count > 1;
}

static void list_arms(const cvs_funnel_group *group, const cvs_funnel_family *f, cvs_arm_result *arms) {
  const size_t count = group->frame.arm_count;
  for (size_t k = 0; k < f->steps; k++)
    for (size_t i = 0; i < count; i++)
      arms[k * count + i] =
          (cvs_arm_result){.name = group->frame.arm[i].name, .sample = cvs_funnel_whole(group, i, f->first + k)};
}

static size_t list_comparisons(const cvs_funnel_group *group, const cvs_funnel_family *f, cvs_comparison *comparisons) {
  const size_t arms = group->frame.arm_count;
  size_t count = 0;
  for (size_t i = 0; i < arms; i++)
    for (size_t k = 0; k < f->steps && i != group->frame.control; k++)
      comparisons[count++] = (cvs_comparison){.control = k * arms + group->frame.control, .treatment = k * arms + i};
  return count;
}

static cvs_status make_family(cvs_funnel_run *run, const cvs_funnel_group *group, cvs_funnel_family *out,
                              cvs_error *error) {
  const size_t arms = group->frame.arm_count;
  *out = (cvs_funnel_family){.first = opens_with_entry(group) ? 1 : 0};
  out->steps = run->step_count - out->first;
  cvs_arm_result *flat = cvs_arena_alloc(&run->frame->arena, (arms * out->steps + 1) * sizeof *flat);
  out->comparison = cvs_arena_alloc(&run->frame->arena, (arms * out->steps + 1) * sizeof *out->comparison);
  if (flat == NULL || out->comparison == NULL)
    return cvs_fail_memory(error);
  list_arms(group, out, flat);
  out->flat = (cvs_test_group){.group = group->frame.group,
                               .control = group->frame.control,
                               .arm = flat,
                               .arm_count = arms * out->steps,
                               .level = group->frame.level,
                               .data_broken = group->frame.data_broken,
                               .comparison = out->comparison};
  out->flat.comparison_count = list_comparisons(group, out, out->comparison);
  return CVS_OK;
}

static const char *place_field(const char *field) {
  static const char *const fields[][2] = {{"p_value", "from_start.p_value"},
                                          {"method", "from_start.method"},
                                          {"difference", "from_start.difference"},
                                          {"lift", "from_start.lift"},
                                          {"odds_ratio", "from_start.odds_ratio"}};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (strcmp(field, fields[i][0]) == 0)
      return fields[i][1];
  return field;
}

/* Findings on the family's comparisons, from `mark` on, are said of treatment and step. */
static void place_findings(cvs_funnel_run *run, const cvs_funnel_family *f, size_t mark) {
  for (size_t i = mark; i < run->frame->finding_count; i++) {
    cvs_finding *finding = &run->frame->finding[i];
    finding->field = place_field(finding->field);
    if (finding->arm != SIZE_MAX)
      finding->arm = finding->arm / f->steps * run->step_count + f->first + finding->arm % f->steps;
  }
}

static cvs_status test_family(cvs_funnel_run *run, const cvs_funnel_group *group, cvs_funnel_family *f,
                              cvs_error *error) {
  const size_t mark = run->frame->finding_count, arms = group->frame.arm_count;
  const cvs_status status = run->censored != NULL ? cvs_funnel_compare_young(run, f, error)
                                                  : cvs_test_compare_listed(run->frame, &f->flat, f->comparison, error);
  if (status != CVS_OK)
    return status;
  for (size_t i = 0; i < f->flat.comparison_count && run->censored == NULL; i++)
    cvs_test_examine_comparison(run->frame, &f->flat, i);
  place_findings(run, f, mark);
  for (size_t i = 0; i < f->flat.comparison_count; i++) {
    f->comparison[i].control %= arms;
    f->comparison[i].treatment %= arms;
  }
  return CVS_OK;
}

/* The comparisons of the last step are those of the frame: what it decides by. */
static cvs_status set_overall(cvs_funnel_run *run, const cvs_funnel_family *f, size_t treatments, cvs_funnel_group *out,
                              cvs_error *error) {
  cvs_comparison *overall = cvs_arena_alloc(&run->frame->arena, (treatments + 1) * sizeof *overall);
  if (overall == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < treatments; i++)
    overall[i] = f->comparison[(i + 1) * f->steps - 1];
  out->frame.comparison = overall;
  out->frame.comparison_count = treatments;
  out->frame.adjust = out->adjust;
  return CVS_OK;
}

static cvs_status read_by_step(cvs_funnel_run *run, const cvs_funnel_family *f, cvs_funnel_group *out,
                               cvs_error *error) {
  const size_t count = out->frame.comparison_count, steps = run->step_count;
  cvs_funnel_comparison *comparisons = cvs_arena_alloc(&run->frame->arena, (count + 1) * sizeof *comparisons);
  cvs_funnel_contrast *contrasts = cvs_arena_alloc(&run->frame->arena, (count * steps + 1) * sizeof *contrasts);
  if (comparisons == NULL || contrasts == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    cvs_funnel_contrast *own = &contrasts[i * steps];
    comparisons[i] = (cvs_funnel_comparison){
        .treatment = out->frame.comparison[i].treatment, .step = own, .overall = &out->frame.comparison[i]};
    for (size_t k = 0; k < f->steps; k++)
      own[f->first + k].from_start = &f->comparison[i * f->steps + k];
    const cvs_status status = cvs_funnel_describe(run, out, &comparisons[i], own, error);
    if (status != CVS_OK)
      return status;
  }
  out->comparison = comparisons;
  out->comparison_count = count;
  return CVS_OK;
}

cvs_status cvs_funnel_compare(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  cvs_funnel_family f;
  cvs_status status = make_family(run, out, &f, error);
  if (status == CVS_OK)
    status = test_family(run, out, &f, error);
  out->adjust = f.flat.adjust;
  if (status == CVS_OK)
    status = set_overall(run, &f, f.flat.comparison_count / f.steps, out, error);
  return status == CVS_OK ? read_by_step(run, &f, out, error) : status;
}

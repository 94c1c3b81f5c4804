/* Is the split of the visitors still what was intended? Asked on every day, with one error for all of them. */
#include "analysis/monitor_run.h"

#include "base/error.h"
#include "base/mem.h"

cvs_status cvs_monitor_split(cvs_monitor_case *at, cvs_error *error) {
  cvs_monitor_group *out = at->out;
  cvs_arena *arena = &at->run->frame.arena;
  const size_t cells = at->days.count * out->arm_count;
  at->split = NULL;
  out->srm_assumed = at->run->frame_options.share_count == 0;
  if (at->days.count == 0 || out->arm_count < 2)
    return CVS_OK;
  uint64_t *visitors = cvs_arena_alloc(arena, cells * sizeof *visitors);
  cvs_split_look *looks = cvs_arena_alloc(arena, at->days.count * sizeof *looks);
  if (visitors == NULL || looks == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < cells; i++)
    visitors[i] = at->days.block[i].visitors;
  const cvs_split_history history = {visitors, at->days.share, at->days.count, out->arm_count};
  cvs_split_break broke;
  cvs_status status = cvs_split_sequence(&history, looks, error);
  if (status == CVS_OK)
    status = cvs_split_break_find(&history, &broke, error);
  if (status != CVS_OK)
    return status;
  at->split = looks;
  out->srm_p_value = (cvs_maybe){true, looks[at->days.count - 1].p_value};
  out->break_date = at->days.date[broke.look];
  return CVS_OK;
}

static cvs_status test_groups(cvs_monitor_run *run, double *p, cvs_error *error) {
  const size_t groups = cvs_dataset_group_count(run->dataset);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < groups && status == CVS_OK; i++) {
    cvs_monitor_group group = {0};
    cvs_monitor_case at = {.run = run, .out = &group};
    status = cvs_monitor_frame(&at, i, error);
    p[i] = group.srm_p_value.exists ? group.srm_p_value.value : 1;
  }
  return status;
}

cvs_status cvs_monitor_all_ratios(cvs_monitor_run *run, cvs_error *error) {
  const size_t groups = cvs_dataset_group_count(run->dataset);
  double *p = cvs_calloc(groups, sizeof *p);
  run->srm_p = cvs_calloc(groups, sizeof *run->srm_p);
  if (p == NULL || run->srm_p == NULL) {
    cvs_free(p);
    return cvs_fail_memory(error);
  }
  cvs_status status = test_groups(run, p, error);
  cvs_level unused = run->frame.level;
  const cvs_family family = {.count = groups, .p_value = p, .alpha = CVS_SRM_ALPHA};
  if (status == CVS_OK)
    status = cvs_method_find(CVS_KIND_ADJUST, "holm")->adjust(&family, run->srm_p, &unused, error);
  cvs_free(p);
  return status;
}

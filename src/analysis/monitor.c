/* `monitor`: the run over all groups, and the order of the steps within one. */
#include "analysis/monitor_run.h"

#include "base/error.h"
#include "base/mem.h"

#include <string.h>

/* --- the run --- */

static cvs_status check_change_names(const cvs_monitor_run *run, cvs_error *error) {
  const cvs_monitor_options *options = run->options;
  cvs_test_options named = run->frame_options;
  cvs_test_run frame = run->frame;
  cvs_status status = CVS_OK;
  frame.options = &named;
  for (size_t i = 0; i < options->change_count && status == CVS_OK; i++) {
    named.share = options->change[i].share;
    named.share_count = options->change[i].share_count;
    status = cvs_test_check_names(&frame, error);
  }
  return status;
}

/* The frame is a test's: it knows arms, control and shares. */
static cvs_status make_frame(cvs_monitor_run *run, cvs_error *error) {
  const cvs_monitor_options *options = run->options;
  cvs_test_options_init(&run->frame_options);
  run->frame_options.alpha = cvs_monitor_alpha(options);
  run->frame_options.alternative = cvs_monitor_side(options);
  run->frame_options.control = options->control;
  run->frame_options.share = options->share;
  run->frame_options.share_count = options->share_count;
  run->frame.dataset = run->dataset;
  run->frame.options = &run->frame_options;
  cvs_status status = cvs_monitor_take_plan(run, error);
  if (status == CVS_OK)
    status = cvs_test_resolve(&run->frame, error);
  if (status == CVS_OK)
    status = cvs_test_check_names(&run->frame, error);
  if (status == CVS_OK)
    status = check_change_names(run, error);
  return status == CVS_OK && options->target == 0 ? cvs_test_check_two_arms(run->dataset, error) : status;
}

static cvs_status open_ledger(cvs_monitor_run *run, cvs_error *error) {
  if (run->options->ledger == NULL)
    return CVS_OK;
  const cvs_ledger_terms terms = cvs_monitor_ledger_terms(run);
  return cvs_ledger_open(run->options->ledger, &terms, &run->ledger, error);
}

cvs_status cvs_monitor_new(const cvs_dataset *dataset, const cvs_monitor_options *options, cvs_monitor_run **out,
                           cvs_error *error) {
  *out = NULL;
  cvs_monitor_run *run = cvs_calloc(1, sizeof *run);
  if (run == NULL)
    return cvs_fail_memory(error);
  run->dataset = dataset;
  run->options = options;
  cvs_status status = cvs_monitor_options_check(options, error);
  if (status == CVS_OK)
    status = make_frame(run, error);
  if (status == CVS_OK)
    status = cvs_monitor_all_ratios(run, error);
  if (status == CVS_OK)
    status = open_ledger(run, error);
  if (status == CVS_OK)
    *out = run;
  else
    cvs_monitor_free(run);
  return status;
}

cvs_status cvs_monitor_record(cvs_monitor_run *run, cvs_error *error) {
  if (run->ledger == NULL)
    return CVS_OK;
  const cvs_ledger_terms terms = cvs_monitor_ledger_terms(run);
  return cvs_ledger_save(run->ledger, &terms, error);
}

void cvs_monitor_free(cvs_monitor_run *run) {
  if (run == NULL)
    return;
  cvs_free(run->srm_p);
  cvs_free(run->planned.share);
  cvs_free(run->planned.visitors);
  cvs_free(run->frame.finding);
  cvs_ledger_free(run->ledger);
  cvs_arena_free(&run->frame.arena);
  cvs_free(run);
}

/* --- a group --- */

/* Against the control each other arm, against a target each arm. */
static cvs_status list_treatments(cvs_monitor_case *at, cvs_error *error) {
  cvs_monitor_group *out = at->out;
  at->treatment = cvs_arena_alloc(&at->run->frame.arena, (out->arm_count + 1) * sizeof *at->treatment);
  if (at->treatment == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < out->arm_count; i++)
    if (i != out->control)
      at->treatment[out->comparison_count++].treatment = i;
  return CVS_OK;
}

cvs_status cvs_monitor_frame(cvs_monitor_case *at, size_t index, cvs_error *error) {
  cvs_monitor_run *run = at->run;
  cvs_monitor_group *out = at->out;
  cvs_test_group frame = {.group = index};
  cvs_arena_reset(&run->frame.arena);
  run->frame.finding_count = 0;
  cvs_dataset_group(run->dataset, index, &run->frame.data);
  cvs_status status = cvs_test_arms(&run->frame, index, &frame, error);
  if (status != CVS_OK)
    return status;
  *out = (cvs_monitor_group){.group = index,
                             .control = run->options->target > 0 ? SIZE_MAX : frame.control,
                             .arm_count = frame.arm_count,
                             .arm = frame.arm,
                             .decided = SIZE_MAX};
  status = cvs_monitor_read_days(at, error);
  if (status == CVS_OK)
    status = list_treatments(at, error);
  return status == CVS_OK ? cvs_monitor_split(at, error) : status;
}

/* Tables of each comparison and period, and room for the looks. */
static cvs_status make_room(cvs_monitor_case *at, cvs_error *error) {
  cvs_arena *arena = &at->run->frame.arena;
  const size_t days = at->days.count;
  at->periods = days > 0 ? at->days.period[days - 1] + 1 : 1;
  at->table = cvs_arena_alloc(arena, (at->out->comparison_count * at->periods + 1) * sizeof *at->table);
  at->look = cvs_arena_alloc(arena, (days + 1) * sizeof *at->look);
  at->out->look = at->look;
  at->out->treatment = at->treatment;
  return at->table != NULL && at->look != NULL ? CVS_OK : cvs_fail_memory(error);
}

/* Periods for the reader: shares as intended, and what came in. */
static cvs_status show_periods(cvs_monitor_case *at, cvs_error *error) {
  cvs_monitor_group *out = at->out;
  cvs_arena *arena = &at->run->frame.arena;
  if (at->periods < 2)
    return CVS_OK;
  cvs_monitor_period *periods = cvs_arena_alloc(arena, at->periods * sizeof *periods);
  cvs_sample *arms = cvs_arena_alloc(arena, at->periods * out->arm_count * sizeof *arms);
  if (periods == NULL || arms == NULL)
    return cvs_fail_memory(error);
  for (size_t day = 0; day < at->days.count; day++) {
    const bool opens = day == 0 || at->days.period[day] != at->days.period[day - 1];
    out->period_count += opens;
    cvs_monitor_period *period = &periods[out->period_count - 1];
    cvs_sample *sums = arms + (out->period_count - 1) * out->arm_count;
    if (opens)
      *period = (cvs_monitor_period){
          .first = at->days.date[day], .share = at->days.share + day * out->arm_count, .arm = sums};
    period->last = at->days.date[day];
    for (size_t i = 0; i < out->arm_count; i++) {
      sums[i].visitors += at->days.block[day * out->arm_count + i].visitors;
      sums[i].conversions += at->days.block[day * out->arm_count + i].conversions;
    }
  }
  out->period = periods;
  return CVS_OK;
}

static cvs_status prepare(cvs_monitor_case *at, size_t index, cvs_error *error) {
  cvs_status status = cvs_monitor_frame(at, index, error);
  if (status != CVS_OK)
    return status;
  at->out->srm_p_value.value = at->out->srm_p_value.exists ? at->run->srm_p[index] : 0;
  at->out->srm_mismatch = at->out->srm_p_value.exists && at->out->srm_p_value.value < CVS_SRM_ALPHA;
  status = make_room(at, error);
  if (status == CVS_OK)
    status = show_periods(at, error);
  if (status == CVS_OK)
    status = cvs_monitor_hold_past(at, error);
  if (status == CVS_OK && at->out->comparison_count > 0)
    status = cvs_monitor_make_terms(at->run, at->out->comparison_count, error);
  at->out->terms = at->run->terms;
  return status;
}

static cvs_status run_design(cvs_monitor_case *at, cvs_error *error) {
  if (at->out->comparison_count == 0)
    return CVS_OK;
  switch (at->run->options->design) {
  case CVS_MONITOR_GROUP:
    return cvs_monitor_run_group(at, error);
  case CVS_MONITOR_SPRT:
  case CVS_MONITOR_MAXSPRT:
    return cvs_monitor_run_ratio(at, error);
  default:
    return cvs_monitor_run_anytime(at, error);
  }
}

cvs_status cvs_monitor_analyse(cvs_monitor_run *run, size_t index, cvs_monitor_group *out, cvs_error *error) {
  *out = (cvs_monitor_group){0};
  cvs_monitor_case at = {.run = run, .out = out};
  cvs_status status = prepare(&at, index, error);
  if (status == CVS_OK)
    status = run_design(&at, error);
  if (status == CVS_OK && run->options->compare)
    status = cvs_monitor_compare(&at, error);
  if (status == CVS_OK)
    status = cvs_monitor_examine(&at, error);
  if (status != CVS_OK)
    return status;
  cvs_monitor_decide(&at);
  out->finding = run->frame.finding;
  out->finding_count = run->frame.finding_count;
  status = cvs_monitor_keep(&at, error);
  return status == CVS_OK && run->frame.failed ? cvs_fail_memory(error) : status;
}

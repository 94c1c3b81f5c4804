/* May the test be stopped? One answer for all treatments, and the gates that scripts ask for. */
#include "analysis/monitor_run.h"

static const char *const code_ids[] = {[CVS_MONITOR_CONTINUE] = "continue",
                                       [CVS_MONITOR_STOP_WIN] = "stop-win",
                                       [CVS_MONITOR_STOP_HARM] = "stop-harm",
                                       [CVS_MONITOR_STOP_FUTILITY] = "stop-futility",
                                       [CVS_MONITOR_STOP_INCONCLUSIVE] = "stop-inconclusive",
                                       [CVS_MONITOR_INVALID] = "invalid"};

const char *cvs_monitor_code_id(cvs_monitor_code code) {
  return code_ids[code];
}

static bool is_broken(const cvs_monitor_group *group) {
  size_t visited = 0;
  for (size_t i = 0; i < group->arm_count; i++)
    visited += group->arm[i].sample.visitors > 0;
  if (group->control == SIZE_MAX)
    return visited < 1;
  return visited < 2 || group->arm[group->control].sample.visitors == 0;
}

/* The first win; of one look, that of the highest estimate. */
static size_t find_win(const cvs_monitor_case *at) {
  size_t best = SIZE_MAX;
  double best_estimate = 0;
  for (size_t c = 0; c < at->out->comparison_count; c++) {
    const cvs_monitor_treatment *treatment = &at->treatment[c];
    if (treatment->code != CVS_MONITOR_STOP_WIN)
      continue;
    const double estimate = at->look[treatment->look - 1].comparison[c].difference.estimate;
    const bool first = best == SIZE_MAX || treatment->look < at->treatment[best].look;
    if (first || (treatment->look == at->treatment[best].look && estimate > best_estimate)) {
      best = c;
      best_estimate = estimate;
    }
  }
  return best;
}

/* How the test ended without a win: harm where all do harm; inconclusive where one is; else futile. */
static const cvs_monitor_treatment *find_end(const cvs_monitor_case *at) {
  static const cvs_monitor_code order[] = {CVS_MONITOR_STOP_INCONCLUSIVE, CVS_MONITOR_STOP_FUTILITY,
                                           CVS_MONITOR_STOP_HARM};
  for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
    for (size_t c = 0; c < at->out->comparison_count; c++)
      if (at->treatment[c].code == order[k])
        return &at->treatment[c];
  return NULL;
}

static size_t find_last_stop(const cvs_monitor_case *at) {
  size_t look = 0;
  for (size_t c = 0; c < at->out->comparison_count; c++)
    look = at->treatment[c].look > look ? at->treatment[c].look : look;
  return look;
}

static void set_code(cvs_monitor_case *at) {
  cvs_monitor_group *out = at->out;
  out->decided = find_win(at);
  out->code = CVS_MONITOR_CONTINUE;
  out->reason = CVS_REASON_GOES_ON;
  if (is_broken(out) || out->srm_mismatch) {
    out->code = CVS_MONITOR_INVALID;
    out->reason = is_broken(out) ? CVS_REASON_DATA : CVS_REASON_SPLIT;
    out->decided = SIZE_MAX;
    return;
  }
  const cvs_monitor_treatment *end = find_end(at);
  if (out->decided != SIZE_MAX)
    end = &at->treatment[out->decided];
  else if (cvs_monitor_goes_on(at) || end == NULL)
    return;
  out->code = end->code;
  out->reason = end->reason;
  out->decided_look = out->decided != SIZE_MAX ? end->look : find_last_stop(at);
}

static void set_quality(const cvs_monitor_case *at) {
  const cvs_test_run *frame = &at->run->frame;
  bool bad = cvs_test_input_is_weak(cvs_dataset_input(at->run->dataset)) || is_broken(at->out) || at->revised > 0;
  for (size_t i = 0; i < frame->finding_count; i++)
    bad = bad || frame->finding[i].code == CVS_FINDING_ALLOCATION_CHANGED ||
          frame->finding[i].code == CVS_FINDING_EMPTY_ARM;
  at->out->gate_data_quality = bad ? CVS_YES : CVS_NO;
}

/* A test of `greater` does not look for harm. */
static void set_gates(const cvs_monitor_case *at) {
  cvs_monitor_group *out = at->out;
  bool harm = false, significant = false;
  for (size_t c = 0; c < out->comparison_count; c++) {
    harm = harm || at->treatment[c].code == CVS_MONITOR_STOP_HARM;
    significant = significant || at->treatment[c].code == CVS_MONITOR_STOP_WIN;
  }
  const bool invalid = out->code == CVS_MONITOR_INVALID;
  out->gate_srm = !out->srm_p_value.exists ? CVS_UNKNOWN : out->srm_mismatch ? CVS_YES : CVS_NO;
  out->gate_harm = harm ? CVS_YES : out->terms.alternative == CVS_GREATER ? CVS_UNKNOWN : CVS_NO;
  out->gate_not_significant = invalid || !(significant || harm) ? CVS_YES : CVS_NO;
  out->gate_not_won = out->code == CVS_MONITOR_STOP_WIN ? CVS_NO : CVS_YES;
  out->gate_continue = out->code == CVS_MONITOR_CONTINUE ? CVS_YES : CVS_NO;
}

void cvs_monitor_decide(cvs_monitor_case *at) {
  set_code(at);
  set_gates(at);
  set_quality(at);
}

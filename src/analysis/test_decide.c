/* What follows from the comparisons: a decision and the gates that scripts ask for. */
#include "analysis/test_run.h"

static bool is_won(cvs_verdict verdict) {
  return verdict == CVS_VERDICT_BETTER || verdict == CVS_VERDICT_NONINFERIOR || verdict == CVS_VERDICT_EQUIVALENT;
}

static bool may_ship(const cvs_test_group *group, size_t index) {
  const cvs_comparison *comparison = &group->comparison[index];
  return comparison->control == group->control && is_won(comparison->verdict);
}

static double lift_floor(const cvs_comparison *comparison) {
  const cvs_interval *lift = &comparison->effect[CVS_LIFT];
  return lift->exists && lift->has_lower ? lift->lower : -1;
}

static size_t choose_best(const cvs_test_group *group) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < group->comparison_count; i++)
    if (may_ship(group, i) &&
        (best == SIZE_MAX || lift_floor(&group->comparison[i]) > lift_floor(&group->comparison[best])))
      best = i;
  return best;
}

static bool all_worse(const cvs_test_group *group) {
  size_t against_control = 0;
  for (size_t i = 0; i < group->comparison_count; i++) {
    if (group->comparison[i].control != group->control)
      continue;
    if (group->comparison[i].verdict != CVS_VERDICT_WORSE)
      return false;
    against_control++;
  }
  return against_control > 0;
}

static void set_gates(cvs_test_group *out) {
  bool harm = false;
  bool significant = false;
  bool tested = false;
  for (size_t i = 0; i < out->comparison_count; i++) {
    const cvs_comparison *comparison = &out->comparison[i];
    tested = tested || comparison->has_test;
    bool harmful = comparison->harm || comparison->verdict == CVS_VERDICT_WORSE;
    harm = harm || (comparison->control == out->control && harmful);
    significant = significant || comparison->significant;
  }
  bool invalid = out->decision == CVS_DECIDE_INVALID;
  out->gate_srm = !out->has_srm ? CVS_UNKNOWN : out->srm_mismatch ? CVS_YES : CVS_NO;
  out->gate_harm = !tested ? CVS_UNKNOWN : harm ? CVS_YES : CVS_NO;
  out->gate_not_significant = invalid || !significant ? CVS_YES : CVS_NO;
  out->gate_not_won = out->decision == CVS_DECIDE_SHIP ? CVS_NO : CVS_YES;
}

/* More than one unit in a thousand seen in several arms: assignment or tracking leaks. */
static bool has_leak(const cvs_input_info *input) {
  static const double tolerated = 0.001;
  return (double)input->quality.units_in_several_arms > tolerated * (double)input->quality.units;
}

bool cvs_test_input_is_weak(const cvs_input_info *input) {
  return input->rows_skipped > 0 || input->weak_unit != NULL || has_leak(input);
}

static void set_quality(const cvs_test_run *run, cvs_test_group *out) {
  bool bad = cvs_test_input_is_weak(cvs_dataset_input(run->dataset)) || out->data_broken || out->before_mismatch ||
             out->skips_notable || out->skips_unequal;
  for (size_t i = 0; i < run->finding_count; i++)
    bad =
        bad || run->finding[i].code == CVS_FINDING_ALLOCATION_CHANGED || run->finding[i].code == CVS_FINDING_EMPTY_ARM;
  out->gate_data_quality = bad ? CVS_YES : CVS_NO;
}

void cvs_test_decide(const cvs_test_run *run, cvs_test_group *out) {
  out->decided = choose_best(out);
  if (out->srm_mismatch || out->data_broken || out->skips_unequal)
    out->decision = CVS_DECIDE_INVALID;
  else if (out->decided != SIZE_MAX)
    out->decision = CVS_DECIDE_SHIP;
  else
    out->decision = all_worse(out) ? CVS_DECIDE_KEEP : CVS_DECIDE_INCONCLUSIVE;
  if (out->decision != CVS_DECIDE_SHIP)
    out->decided = SIZE_MAX;
  set_gates(out);
  set_quality(run, out);
}

/* Findings of a group: what a reader of its looks must know. */
#include "analysis/monitor_run.h"

#include "base/error.h"
#include <convstat/plan_file.h>

#include <math.h>
#include <string.h>

/* A change of the split between days is reported below this p-value, as in `test`. */
static const double ALLOCATION_ALPHA = 0.001;
/* Pooled and stratified estimates that differ by more of a standard error than this mislead. */
static const double BIAS_ERRORS = 0.5;
/* A last look this far past the planned end is pointed out. */
static const double END_PASSED = 1.05;

static void note(cvs_monitor_case *at, cvs_finding_code code, const char *field, size_t arm, double value) {
  cvs_test_note(&at->run->frame, &(cvs_finding){.code = code, .field = field, .arm = arm, .value = {value}});
}

/* Of the group as a whole, with two figures. */
static void note_both(cvs_monitor_case *at, cvs_finding_code code, const char *field, double first, double second) {
  cvs_test_note(&at->run->frame,
                &(cvs_finding){.code = code, .field = field, .arm = SIZE_MAX, .value = {first, second}});
}

/* --- days --- */

static size_t count_days_of_one_arm(const cvs_monitor_case *at) {
  size_t count = 0;
  for (size_t day = 0; day < at->days.count; day++) {
    size_t arms = 0;
    for (size_t i = 0; i < at->out->arm_count; i++)
      arms += at->days.block[day * at->out->arm_count + i].visitors > 0;
    count += arms == 1 && at->out->arm_count > 1;
  }
  return count;
}

static void examine_days(cvs_monitor_case *at) {
  const size_t alone = count_days_of_one_arm(at);
  if (at->revised > 0)
    note_both(at, CVS_FINDING_PAST_REVISED, "looks", (double)at->revised, (double)at->revised_date);
  if (at->late > 0)
    note(at, CVS_FINDING_LATE_CONVERSIONS, "looks", SIZE_MAX, (double)at->late);
  if (at->out->days_missing > 0)
    note(at, CVS_FINDING_DAYS_MISSING, "looks", SIZE_MAX, (double)at->out->days_missing);
  if (at->out->days_carried > 0)
    note_both(at, CVS_FINDING_DAYS_MISSING, "looks", (double)at->out->days_carried, 1);
  if (alone > 0)
    note(at, CVS_FINDING_DAYS_OF_ONE_ARM, "looks", SIZE_MAX, (double)alone);
}

/* The split within a period is the same on all of its days; the least p-value of the periods, times their number. */
static cvs_status examine_split(cvs_monitor_case *at, cvs_error *error) {
  const size_t arms = at->out->arm_count, days = at->days.count;
  uint64_t *visitors = cvs_arena_alloc(&at->run->frame.arena, (days * arms + 1) * sizeof *visitors);
  if (visitors == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < days * arms; i++)
    visitors[i] = at->days.block[i].visitors;
  double ln_p = 0, periods = 0;
  for (size_t from = 0, to = 0; from < days; from = to) {
    cvs_chisq_result change;
    cvs_error local = {0};
    while (to < days && at->days.period[to] == at->days.period[from])
      to++;
    const cvs_status status = cvs_split_change_test(visitors + from * arms, to - from, arms, &change, &local);
    if (status != CVS_OK && status != CVS_EUNDEF)
      return cvs_fail(error, status, "%s", local.message);
    ln_p = status == CVS_OK ? fmin(ln_p, change.ln_p_value) : ln_p;
    periods += status == CVS_OK;
  }
  ln_p += log(fmax(periods, 1));
  if (ln_p < log(ALLOCATION_ALPHA))
    note_both(at, CVS_FINDING_ALLOCATION_CHANGED, "arms", exp(ln_p), ln_p);
  return CVS_OK;
}

static void examine_arms(cvs_monitor_case *at) {
  if (at->out->arm_count < 2 && at->out->control != SIZE_MAX)
    note(at, CVS_FINDING_ONE_ARM, "arms", 0, 0);
  for (size_t i = 0; i < at->out->arm_count; i++)
    if (at->out->arm[i].sample.visitors == 0)
      note(at, CVS_FINDING_EMPTY_ARM, "arms", i, 0);
}

/* --- looks --- */

static void examine_looks(cvs_monitor_case *at) {
  const cvs_monitor_group *out = at->out;
  const cvs_saved_plan *plan = at->run->options->plan;
  if (at->run->options->design != CVS_MONITOR_GROUP)
    return;
  if (at->skipped > 0)
    note(at, CVS_FINDING_LOOKS_SKIPPED, "looks", SIZE_MAX, (double)at->skipped);
  if (at->extra > 0)
    note(at, CVS_FINDING_LOOKS_EXTRA, "looks", SIZE_MAX, (double)at->extra);
  if (at->unused > 0)
    note(at, CVS_FINDING_DAYS_AFTER_STOP, "looks", SIZE_MAX, (double)at->unused);
  if (out->look_count > 0 && out->look[out->look_count - 1].information.value > END_PASSED)
    note(at, CVS_FINDING_END_PASSED, "looks", SIZE_MAX, out->look[out->look_count - 1].information.value);
  if (plan != NULL && strcmp(plan->method->id, "score") != 0 && strcmp(plan->method->id, "n-1") != 0)
    note(at, CVS_FINDING_METHOD_REPLACED, "settings", SIZE_MAX, 0);
}

/* --- comparisons --- */

/* All visitors of a comparison in one table. */
static cvs_pair pool(const cvs_monitor_case *at, size_t index) {
  return (cvs_pair){.control = at->out->arm[at->out->control].sample,
                    .treatment = at->out->arm[at->treatment[index].treatment].sample};
}

/* Pooled estimates beside the stratified ones of the last day. */
static void examine_pooled(cvs_monitor_case *at, size_t index) {
  const cvs_pair pair = pool(at, index);
  const cvs_strata_tables all = {.pair = &pair, .count = 1, .inflation = 1}, strata = cvs_monitor_tables(at, index);
  cvs_monitor_treatment *out = &at->treatment[index];
  double difference = 0, lift = 0, stratified = 0, z;
  out->pooled_difference.exists = cvs_strata_estimate(&all, CVS_DIFFERENCE, &difference);
  out->pooled_difference.value = difference;
  out->pooled_lift.exists = cvs_strata_estimate(&all, CVS_LIFT, &lift);
  out->pooled_lift.value = lift;
  if (!out->pooled_difference.exists || !cvs_strata_estimate(&strata, CVS_DIFFERENCE, &stratified))
    return;
  /* How far off the pooled figure is, as the stratified test of it: in standard errors. */
  z = cvs_strata_score_z(&strata, CVS_DIFFERENCE, difference);
  if (fabs(z) > BIAS_ERRORS)
    cvs_test_note(&at->run->frame, &(cvs_finding){.code = CVS_FINDING_POOLED_BIAS,
                                                  .field = "decision.treatments",
                                                  .arm = index,
                                                  .value = {difference, stratified}});
}

/* Both arms have the conversions, and the visitors without one, that an asymptotic sequence waits for. */
static bool has_enough(const cvs_sample *control, const cvs_sample *treatment) {
  const cvs_sample *const arms[] = {control, treatment};
  for (size_t i = 0; i < 2; i++)
    if (arms[i]->conversions < CVS_ANYTIME_COUNT_MIN ||
        arms[i]->visitors - arms[i]->conversions < CVS_ANYTIME_COUNT_MIN)
      return false;
  return true;
}

static void examine_comparison(cvs_monitor_case *at, size_t index) {
  const cvs_monitor_group *out = at->out;
  const cvs_monitor_look *state = out->now != NULL ? out->now : &out->look[out->look_count - 1];
  const cvs_monitor_comparison *last = &state->comparison[index];
  if (out->control == SIZE_MAX || at->days.count == 0)
    return;
  const cvs_pair pair = pool(at, index);
  if (pair.control.visitors == 0 || pair.treatment.visitors == 0)
    return;
  const double expected = cvs_test_expected_min(&pair);
  const bool normal = at->run->options->design == CVS_MONITOR_GROUP;
  if (!last->z.exists)
    note(at, CVS_FINDING_NO_VARIATION, "p_nominal", index, 0);
  else if (normal && expected < CVS_ANYTIME_COUNT_MIN)
    note(at, CVS_FINDING_SMALL_COUNTS, "method", index, expected);
  if (at->run->options->design == CVS_MONITOR_ANYTIME && at->run->options->sequence != CVS_SEQUENCE_EXACT &&
      !has_enough(&pair.control, &pair.treatment))
    note(at, CVS_FINDING_SEQUENCE_WAITS, "looks", index, CVS_ANYTIME_COUNT_MIN);
  if (at->periods > 1)
    examine_pooled(at, index);
}

cvs_status cvs_monitor_examine(cvs_monitor_case *at, cvs_error *error) {
  cvs_test_group frame = {.group = at->out->group};
  cvs_test_examine_input(&at->run->frame, &frame);
  if (at->out->srm_mismatch)
    note_both(at, CVS_FINDING_SRM_MISMATCH, "srm", at->out->srm_p_value.value, (double)at->out->break_date);
  examine_arms(at);
  examine_days(at);
  const cvs_status status = examine_split(at, error);
  if (status != CVS_OK || at->days.count == 0)
    return status;
  examine_looks(at);
  for (size_t c = 0; c < at->out->comparison_count; c++)
    examine_comparison(at, c);
  return CVS_OK;
}

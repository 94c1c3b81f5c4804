/* A saved result of `monitor`, group by group. */
#include "report/saved_monitor.h"

#include "report/monitor_words.h"
#include "report/saved_check.h"

#include <string.h>

const char *const cvs_saved_monitor_codes[CVS_MONITOR_INVALID + 1] = {"continue",      "stop-win",          "stop-harm",
                                                                      "stop-futility", "stop-inconclusive", "invalid"};
static const char *const reasons[] = {
    [CVS_REASON_GOES_ON] = "goes-on", [CVS_REASON_BOUND] = "bound",     [CVS_REASON_BAND] = "band",
    [CVS_REASON_RATIO] = "ratio",     [CVS_REASON_FUTILE] = "futility", [CVS_REASON_MDE_OUT] = "mde-excluded",
    [CVS_REASON_NULL] = "no-effect",  [CVS_REASON_END] = "planned-end", [CVS_REASON_ENDED] = "ended",
    [CVS_REASON_SPLIT] = "srm",       [CVS_REASON_DATA] = "data"};
static const char *const sides[] = {"two-sided", "greater", "less"};

/* --- what was asked --- */

static void take_options(const cvs_saved_result *result, const cvs_json_place *group, cvs_monitor_options *out) {
  static const char *const designs[] = {"anytime", "group-sequential", "sprt", "maxsprt"};
  static const char *const sequences[] = {"exact", "asymptotic", "msprt"};
  static const cvs_bind rows[] = {CVS_BIND_ONE_OF("design", cvs_monitor_options, design, designs),
                                  CVS_BIND_ONE_OF("sequence", cvs_monitor_options, sequence, sequences),
                                  CVS_BIND_ONE_OF("alternative", cvs_monitor_options, alternative, sides),
                                  CVS_BIND(NUMBER, "target", cvs_monitor_options, target)};
  cvs_monitor_options_init(out);
  CVS_BIND_TAKE(group, rows, out);
  out->control = cvs_saved_text(result, "control");
  out->mde = cvs_saved_number(result, "mde");
  out->horizon = cvs_saved_count(result, "horizon");
  out->visitors_max = cvs_saved_count(result, "max_sample_size");
  out->compare = cvs_saved_is(result, "compare", "yes");
  out->ledger = cvs_saved_text(result, "ledger");
}

static void take_terms(cvs_saved_result *result, const cvs_json_place *group, cvs_monitor_group *out) {
  static const cvs_bind sequential_rows[] = {CVS_BIND(SIZE, "looks", cvs_monitor_terms, sequential.looks),
                                             CVS_BIND(NUMBER, "power", cvs_monitor_terms, sequential.power),
                                             CVS_BIND(NUMBER, "alpha", cvs_monitor_terms, sequential.alpha),
                                             CVS_BIND(NUMBER, "drift", cvs_monitor_terms, drift),
                                             CVS_BIND(BOOL, "downward", cvs_monitor_terms, downward)};
  static const cvs_bind rows[] = {CVS_BIND(NUMBER, "alpha", cvs_monitor_terms, alpha),
                                  CVS_BIND(NUMBER, "comparison_alpha", cvs_monitor_terms, comparison_alpha),
                                  CVS_BIND_ONE_OF("alternative", cvs_monitor_terms, alternative, sides),
                                  CVS_BIND_HERE("planned", sequential_rows)};
  const cvs_json_place planned = cvs_json_within(group, "planned"), visitors = cvs_json_within(&planned, "visitors");
  uint64_t *count = cvs_saved_alloc(result, out->arm_count, sizeof *count);
  CVS_BIND_TAKE(group, rows, &out->terms);
  for (size_t i = 0; i < out->arm_count && i < cvs_json_size(&visitors) && count != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&visitors, i);
    count[i] = cvs_json_get_whole(&item, 0, CVS_COUNT_MAX);
  }
  out->terms.visitors = count;
  if (!cvs_json_is_null(&planned))
    cvs_saved_terms(&planned, &out->terms.sequential);
}

/* --- days and periods --- */

static const cvs_bind sample_rows[] = {
    CVS_BIND(COUNT, "visitors", cvs_sample, visitors),
    CVS_BIND(COUNT, "conversions", cvs_sample, conversions),
};

const cvs_sample *cvs_saved_monitor_arms(cvs_saved_result *result, const cvs_json_place *record, size_t count) {
  const cvs_json_place arms = cvs_json_within(record, "arms");
  cvs_sample *sample = cvs_saved_alloc(result, count, sizeof *sample);
  const size_t found = cvs_json_length(&arms, count, count);
  for (size_t i = 0; i < found && sample != NULL; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i);
    CVS_BIND_TAKE(&arm, sample_rows, &sample[i]);
  }
  return sample;
}

static void take_period(cvs_saved_result *result, const cvs_json_place *place, size_t arm_count,
                        cvs_monitor_period *out) {
  static const cvs_bind rows[] = {CVS_BIND(DAY, "first", cvs_monitor_period, first),
                                  CVS_BIND(DAY, "last", cvs_monitor_period, last)};
  const cvs_json_place arms = cvs_json_within(place, "arms");
  double *share = cvs_saved_alloc(result, arm_count, sizeof *share);
  CVS_BIND_TAKE(place, rows, out);
  out->arm = cvs_saved_monitor_arms(result, place, arm_count);
  for (size_t i = 0; i < arm_count && i < cvs_json_size(&arms) && share != NULL; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i), part = cvs_json_within(&arm, "share");
    share[i] = cvs_take_number(&part);
  }
  out->share = share;
}

static void take_periods(cvs_saved_result *result, const cvs_json_place *group, cvs_monitor_group *out) {
  const cvs_json_place list = cvs_json_within(group, "periods");
  const size_t count = cvs_json_size(&list);
  cvs_monitor_period *period = cvs_saved_alloc(result, count, sizeof *period);
  for (size_t i = 0; i < count && period != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i);
    take_period(result, &item, out->arm_count, &period[i]);
  }
  out->period = period;
  out->period_count = period != NULL ? count : 0;
}

/* --- the decision --- */

static const cvs_bind treatment_rows[] = {
    CVS_BIND_ONE_OF("code", cvs_monitor_treatment, code, cvs_saved_monitor_codes),
    CVS_BIND_ONE_OF("rule", cvs_monitor_treatment, reason, reasons),
    CVS_BIND(SIZE, "look", cvs_monitor_treatment, look),
    CVS_BIND_IF(NUMBER, "pooled_difference", cvs_monitor_treatment, pooled_difference.value, pooled_difference.exists),
    CVS_BIND_IF(NUMBER, "pooled_lift", cvs_monitor_treatment, pooled_lift.value, pooled_lift.exists),
};
static const cvs_bind final_rows[] = {
    CVS_BIND(NUMBER, "p_value_adjusted", cvs_monitor_treatment, p_value_adjusted),
    CVS_BIND(NUMBER, "ln_p_value_adjusted", cvs_monitor_treatment, ln_p_value_adjusted),
    CVS_BIND(INTERVAL, "difference_adjusted", cvs_monitor_treatment, difference_adjusted),
    CVS_BIND(INTERVAL, "lift_adjusted", cvs_monitor_treatment, lift_adjusted),
};

static void take_final(const cvs_json_place *group, const char *name, cvs_monitor_treatment *out) {
  const cvs_json_place list = cvs_json_within(group, "final");
  const size_t at = cvs_json_is_null(&list) ? 0 : cvs_saved_find(&list, "treatment", name);
  if (cvs_json_is_null(&list) || at == cvs_json_size(&list))
    return;
  const cvs_json_place item = cvs_json_item(&list, at);
  out->is_final = true;
  CVS_BIND_TAKE(&item, final_rows, out);
}

static void take_treatments(cvs_saved_result *result, const cvs_json_place *group, const cvs_test_group *frame,
                            cvs_monitor_group *out) {
  const cvs_json_place decision = cvs_json_within(group, "decision"), winner = cvs_json_within(&decision, "treatment");
  const cvs_json_place list = cvs_json_within(&decision, "treatments");
  const size_t count = cvs_json_size(&list);
  cvs_monitor_treatment *treatment = cvs_saved_alloc(result, count, sizeof *treatment);
  for (size_t i = 0; i < count && treatment != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i), name = cvs_json_within(&item, "treatment");
    CVS_BIND_TAKE(&item, treatment_rows, &treatment[i]);
    treatment[i].treatment = cvs_saved_arm(frame, &name);
    take_final(group, cvs_json_get_string(&name), &treatment[i]);
    if (!cvs_json_is_null(&winner) && strcmp(cvs_json_get_string(&winner), cvs_json_get_string(&name)) == 0)
      out->decided = i;
  }
  out->treatment = treatment;
  out->comparison_count = treatment != NULL ? count : 0;
}

/* --- the group --- */

static const cvs_bind srm_rows[] = {
    CVS_BIND(BOOL, "assumed", cvs_monitor_group, srm_assumed),
    CVS_BIND_IF(NUMBER, "p_value_adjusted_over_groups", cvs_monitor_group, srm_p_value.value, srm_p_value.exists),
    CVS_BIND(BOOL, "mismatch", cvs_monitor_group, srm_mismatch),
    CVS_BIND(DAY, "break_date", cvs_monitor_group, break_date),
};
static const cvs_bind day_rows[] = {
    CVS_BIND(DAY, "first", cvs_monitor_group, first),
    CVS_BIND(DAY, "last", cvs_monitor_group, last),
    CVS_BIND(SIZE, "with_visitors", cvs_monitor_group, day_count),
    CVS_BIND(SIZE, "missing", cvs_monitor_group, days_missing),
    CVS_BIND(SIZE, "carried", cvs_monitor_group, days_carried),
};
static const cvs_bind decision_rows[] = {
    CVS_BIND_ONE_OF("code", cvs_monitor_group, code, cvs_saved_monitor_codes),
    CVS_BIND_ONE_OF("rule", cvs_monitor_group, reason, reasons),
    CVS_BIND(SIZE, "look", cvs_monitor_group, decided_look),
};
static const cvs_bind gate_rows[] = {
    CVS_BIND(GATE, "srm", cvs_monitor_group, gate_srm),
    CVS_BIND(GATE, "harm", cvs_monitor_group, gate_harm),
    CVS_BIND(GATE, "not-significant", cvs_monitor_group, gate_not_significant),
    CVS_BIND(GATE, "not-won", cvs_monitor_group, gate_not_won),
    CVS_BIND(GATE, "data-quality", cvs_monitor_group, gate_data_quality),
    CVS_BIND(GATE, "continue", cvs_monitor_group, gate_continue),
};
static const cvs_bind group_rows[] = {
    CVS_BIND_HERE("srm", srm_rows),
    CVS_BIND_HERE("days", day_rows),
    CVS_BIND_HERE("decision", decision_rows),
    CVS_BIND_HERE("gates", gate_rows),
};

static void take_frame(const cvs_json_place *group, const cvs_test_group *frame, cvs_monitor_group *out) {
  const cvs_json_place control = cvs_json_within(group, "control");
  out->group = frame->group;
  out->arm = frame->arm;
  out->arm_count = frame->arm_count;
  out->control = cvs_json_is_null(&control) ? SIZE_MAX : frame->control;
  out->finding = frame->finding;
  out->finding_count = frame->finding_count;
  CVS_BIND_TAKE(group, group_rows, out);
}

static void check_whole(const cvs_json_place *group, const cvs_monitor_group *found, bool broken) {
  const cvs_saved_cause cause = {
      .invalid = found->code == CVS_MONITOR_INVALID, .known = found->srm_mismatch, .possible = broken};
  const cvs_json_place arms = cvs_json_within(group, "arms");
  for (size_t i = 0; i < found->arm_count; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i), rate = cvs_json_within(&arm, "rate");
    cvs_saved_check_rate(&rate, found->arm[i].sample.conversions, found->arm[i].sample.visitors);
  }
  cvs_saved_check_cause(group, &cause);
  cvs_saved_check_gate(group, "srm", found->srm_mismatch);
  cvs_saved_check_gate(group, "not-won", found->code != CVS_MONITOR_STOP_WIN);
  cvs_saved_check_gate(group, "continue", found->code == CVS_MONITOR_CONTINUE);
}

static void take_group(cvs_saved_result *result, size_t index, cvs_monitor_options *options, cvs_monitor_group *out) {
  static const char plan; /* stands for a plan that was read; nothing looks into it */
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), place = cvs_json_item(&groups, index);
  cvs_test_group frame = {.group = index};
  *out = (cvs_monitor_group){.decided = SIZE_MAX};
  take_options(result, &place, options);
  if (cvs_saved_has(result, "plan"))
    options->plan = (const struct cvs_saved_plan *)(const void *)&plan;
  cvs_saved_frame(result, &place, index, &frame);
  take_frame(&place, &frame, out);
  take_terms(result, &place, out);
  take_periods(result, &place, out);
  take_treatments(result, &place, &frame, out);
  cvs_saved_monitor_looks(result, &place, out);
  check_whole(&place, out, frame.data_broken);
}

static void take_line(cvs_saved_result *result, size_t index, cvs_saved_line *out) {
  cvs_monitor_options options;
  cvs_monitor_group group;
  take_group(result, index, &options, &group);
  if (group.code == CVS_MONITOR_INVALID || cvs_saved_status(result, NULL) != CVS_OK)
    return;
  const cvs_test_group frame = {.control = group.control};
  const cvs_monitor_scene scene = {.test = {.group = &frame}, .options = &options, .group = &group};
  const size_t topic = cvs_monitor_topic(&group);
  if (topic >= group.comparison_count)
    return;
  out->treatment = group.arm[group.treatment[topic].treatment].name;
  out->lift = cvs_monitor_holds(&scene, topic).effect[CVS_LIFT];
}

static cvs_status report_group(cvs_saved_result *result, size_t index, cvs_report *report, cvs_error *error) {
  cvs_monitor_options options;
  cvs_monitor_group group;
  take_group(result, index, &options, &group);
  const cvs_status status = cvs_saved_status(result, error);
  return status == CVS_OK ? cvs_report_monitor(report, result->dataset, &options, &group, error) : status;
}

const cvs_saved_reader cvs_saved_reader_monitor = {.command = "monitor", .group = report_group, .line = take_line};

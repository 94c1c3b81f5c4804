/* Builds the document of one group of `monitor`: the tree for machines, and the entry that renders it. */
#include "report/build_monitor.h"

#include "base/calendar.h"
#include "base/error.h"
#include "report/build_plan_sequential.h"
#include "report/report.h"

#include <stdint.h>
#include <string.h>

static void add_date(cvs_document *doc, cvs_node *record, const char *name, bool exists, int64_t day) {
  char text[CVS_CALENDAR_TEXT];
  cvs_doc_text(doc, record, name, exists ? cvs_calendar_text(day, text) : NULL);
}

static void add_terms(cvs_document *doc, const cvs_monitor_scene *scene) {
  static const char *const sides[] = {"two-sided", "greater", "less"};
  const cvs_monitor_options *options = scene->options;
  const cvs_monitor_terms *terms = &scene->group->terms;
  const cvs_maybe target = {options->target > 0, options->target};
  cvs_doc_text(doc, doc->root, "design", cvs_monitor_design_id(options->design));
  cvs_doc_text(doc, doc->root, "sequence",
               options->design == CVS_MONITOR_ANYTIME ? cvs_sequence_id(options->sequence) : NULL);
  cvs_doc_number(doc, doc->root, "alpha", CVS_UNIT_NONE, terms->alpha);
  cvs_doc_number(doc, doc->root, "comparison_alpha", CVS_UNIT_NONE, terms->comparison_alpha);
  cvs_doc_text(doc, doc->root, "alternative", sides[terms->alternative]);
  cvs_monitor_add_maybe(doc, doc->root, "target", CVS_UNIT_RATE, &target);
}

/* The terms of a group sequential design, wherever they come from; null for the others. */
static void add_planned(cvs_document *doc, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  const cvs_monitor_terms *terms = &group->terms;
  if (scene->options->design != CVS_MONITOR_GROUP) {
    cvs_doc_null(doc, doc->root, "planned", CVS_UNIT_NONE);
    return;
  }
  cvs_node *planned = cvs_doc_record(doc, doc->root, "planned");
  cvs_build_sequential_terms(doc, planned, &terms->sequential);
  cvs_doc_count(doc, planned, "looks", terms->sequential.looks);
  cvs_doc_number(doc, planned, "power", CVS_UNIT_RATE, terms->sequential.power);
  cvs_doc_number(doc, planned, "drift", CVS_UNIT_STATISTIC, terms->drift);
  cvs_doc_bool(doc, planned, "downward", terms->downward);
  cvs_node *visitors = cvs_doc_list(doc, planned, "visitors");
  for (size_t i = 0; i < group->arm_count && terms->visitors != NULL; i++)
    cvs_doc_count(doc, visitors, NULL, terms->visitors[i]);
}

static void add_split(cvs_document *doc, const cvs_monitor_group *group) {
  const cvs_monitor_look *latest = cvs_monitor_latest(group);
  const cvs_maybe p = {latest != NULL, latest != NULL ? latest->split.p_value : 0};
  cvs_node *srm = cvs_doc_record(doc, doc->root, "srm");
  cvs_doc_bool(doc, srm, "assumed", group->srm_assumed);
  cvs_monitor_add_maybe(doc, srm, "p_value", CVS_UNIT_P, &p);
  cvs_monitor_add_maybe(doc, srm, "p_value_adjusted_over_groups", CVS_UNIT_P, &group->srm_p_value);
  cvs_doc_bool(doc, srm, "mismatch", group->srm_mismatch);
  add_date(doc, srm, "break_date", group->srm_mismatch, group->break_date);
}

static void add_days(cvs_document *doc, const cvs_monitor_group *group) {
  cvs_node *days = cvs_doc_record(doc, doc->root, "days");
  add_date(doc, days, "first", group->day_count > 0, group->first);
  add_date(doc, days, "last", group->day_count > 0, group->last);
  cvs_doc_count(doc, days, "with_visitors", group->day_count);
  cvs_doc_count(doc, days, "missing", group->days_missing);
  cvs_doc_count(doc, days, "carried", group->days_carried);
}

static void add_periods(cvs_document *doc, const cvs_monitor_group *group) {
  cvs_node *list = cvs_doc_list(doc, doc->root, "periods");
  for (size_t i = 0; i < group->period_count; i++) {
    const cvs_monitor_period *period = &group->period[i];
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    add_date(doc, record, "first", true, period->first);
    add_date(doc, record, "last", true, period->last);
    cvs_node *arms = cvs_doc_list(doc, record, "arms");
    for (size_t k = 0; k < group->arm_count; k++) {
      cvs_node *arm = cvs_doc_record(doc, arms, NULL);
      cvs_doc_text(doc, arm, "name", group->arm[k].name);
      cvs_doc_number(doc, arm, "share", CVS_UNIT_RATE, period->share[k]);
      cvs_doc_count(doc, arm, "visitors", period->arm[k].visitors);
      cvs_doc_count(doc, arm, "conversions", period->arm[k].conversions);
    }
  }
}

static void add_looks(cvs_document *doc, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  cvs_node *list = cvs_doc_list(doc, doc->root, "looks");
  for (size_t i = 0; i < group->look_count; i++)
    cvs_build_monitor_look(doc, list, NULL, scene, &group->look[i]);
  if (group->now != NULL)
    cvs_build_monitor_look(doc, doc->root, "now", scene, group->now);
  else
    cvs_doc_null(doc, doc->root, "now", CVS_UNIT_NONE);
}

static void add_next(cvs_document *doc, const cvs_monitor_next *next) {
  if (next == NULL) {
    cvs_doc_null(doc, doc->root, "next", CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, doc->root, "next");
  cvs_doc_count(doc, record, "look", next->look);
  cvs_doc_count(doc, record, "looks", next->looks);
  cvs_doc_number(doc, record, "information", CVS_UNIT_RATE, next->information);
  cvs_doc_count(doc, record, "visitors_total", next->visitors_total);
  add_date(doc, record, "date", next->has_date, next->date);
  cvs_doc_count(doc, record, "visitors_end", next->visitors_end);
  add_date(doc, record, "date_end", next->has_date, next->date_end);
  cvs_doc_number(doc, record, "visitors_a_day", CVS_UNIT_NONE, next->pace);
}

void cvs_build_monitor(cvs_document *doc, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  cvs_build_by(doc, &scene->test);
  cvs_doc_text(doc, doc->root, "control", group->control == SIZE_MAX ? NULL : group->arm[group->control].name);
  add_terms(doc, scene);
  add_planned(doc, scene);
  cvs_build_arms(doc, group->arm, group->arm_count);
  add_split(doc, group);
  add_days(doc, group);
  add_periods(doc, group);
  add_looks(doc, scene);
  add_next(doc, group->next);
  cvs_build_monitor_decision(doc, scene);
}

/* --- the entry --- */

/* The field of a finding as a path from its group. */
static void add_field(cvs_strbuf *out, const cvs_finding *finding) {
  const bool of_arm = strcmp(finding->field, "arms") == 0;
  if (finding->arm == SIZE_MAX)
    cvs_strbuf_add(out, finding->field);
  else
    cvs_strbuf_addf(out, of_arm ? "arms[%zu]" : "decision.treatments[%zu]", finding->arm);
}

static void warn_findings(cvs_report *report, cvs_document *doc, const cvs_monitor_scene *scene) {
  for (size_t i = 0; i < scene->group->finding_count; i++) {
    const cvs_finding *finding = &scene->group->finding[i];
    const bool of_input = strcmp(finding->field, "input") == 0;
    cvs_strbuf message = {0}, field = {0};
    cvs_words_monitor_finding(&message, scene, finding);
    add_field(&field, finding);
    const cvs_warning warning = {.code = cvs_finding_id(finding->code),
                                 .message = cvs_strbuf_text(&message),
                                 .field = cvs_strbuf_text(&field),
                                 .by = of_input ? NULL : cvs_node_child(doc->root, "by"),
                                 .group = of_input ? SIZE_MAX : scene->group->group};
    cvs_report_warn(report, &warning);
    cvs_doc_close_text(doc, &message);
    cvs_doc_close_text(doc, &field);
  }
}

/* The frame for words that speak of arms: a target stands behind them as one more. */
static cvs_test_group make_frame(cvs_document *doc, const cvs_monitor_group *group) {
  cvs_test_group frame = {.group = group->group,
                          .control = group->control,
                          .arm_count = group->arm_count,
                          .arm = group->arm,
                          .srm_assumed = group->srm_assumed,
                          .srm_mismatch = group->srm_mismatch,
                          .srm = {.p_value = group->srm_p_value.value},
                          .srm_p_adjusted = group->srm_p_value.value,
                          .data_broken = group->reason == CVS_REASON_DATA,
                          .decision = group->code == CVS_MONITOR_INVALID ? CVS_DECIDE_INVALID : CVS_DECIDE_INCONCLUSIVE,
                          .decided = SIZE_MAX,
                          .finding_count = group->finding_count,
                          .finding = group->finding};
  cvs_comparison *comparisons =
      cvs_arena_alloc(&doc->arena, (group->comparison_count > 0 ? group->comparison_count : 1) * sizeof *comparisons);
  cvs_arm_result *arms = cvs_arena_alloc(&doc->arena, (group->arm_count + 1) * sizeof *arms);
  if (comparisons == NULL || arms == NULL) {
    doc->failed = true;
    return frame;
  }
  for (size_t i = 0; i < group->arm_count; i++)
    arms[i] = group->arm[i];
  arms[group->arm_count].name = "the target";
  frame.arm = arms;
  frame.control = group->control == SIZE_MAX ? group->arm_count : group->control;
  for (size_t i = 0; i < group->comparison_count; i++)
    comparisons[i] = (cvs_comparison){.control = frame.control, .treatment = group->treatment[i].treatment};
  frame.comparison = comparisons;
  frame.comparison_count = group->comparison_count;
  return frame;
}

cvs_status cvs_report_monitor(cvs_report *report, const cvs_dataset *dataset, const cvs_monitor_options *options,
                              const cvs_monitor_group *group, cvs_error *error) {
  cvs_document *doc = cvs_report_document(report);
  cvs_test_options question;
  cvs_test_options_init(&question);
  const cvs_test_group frame = make_frame(doc, group);
  if (doc->failed)
    return cvs_fail_memory(error);
  const cvs_monitor_scene scene = {
      {dataset, &question, &frame, cvs_report_style_of(report)->quiet, cvs_report_shows_pictures(report)},
      options,
      group};
  cvs_build_monitor(doc, &scene);
  if (cvs_report_shows_rows(report))
    cvs_build_monitor_rows(doc, &scene);
  if (cvs_report_shows_blocks(report))
    cvs_build_monitor_blocks(doc, &scene);
  const cvs_status status = cvs_report_group(report, doc, error);
  if (status == CVS_OK && !doc->failed)
    warn_findings(report, doc, &scene);
  return status == CVS_OK && doc->failed ? cvs_fail_memory(error) : status;
}

/* CSV rows of `plan`, one an arm, or a look and treatment, and the public entries that build and render plans. */
#include "report/build_plan.h"

#include "base/error.h"
#include "report/build_money.h"
#include "report/build_plan_sequential.h"
#include "report/report.h"

#include <string.h>

/* What every row of a plan begins with. */
static void add_head(cvs_row_builder *row) {
  static const char *const effect[] = {"difference", "lift", NULL};
  static const char *const power[] = {"nominal", "achieved", "achieved_by", NULL};
  cvs_row_add(row, "", cvs_row_top(row, "by"));
  cvs_row_add(row, "", cvs_row_top(row, "solved_for"));
  cvs_row_add(row, "", cvs_row_top(row, "solved_by"));
  cvs_row_add(row, "", cvs_row_top(row, "baseline"));
  cvs_row_add(row, "", cvs_row_top(row, "baseline_interval"));
  cvs_row_add_children(row, "effect_", cvs_row_top(row, "effect"), effect);
  cvs_row_add_children(row, "power_", cvs_row_top(row, "power"), power);
}

/* And what it ends with. */
static void add_tail(cvs_row_builder *row) {
  static const char *const plain[] = {"visitors_total",
                                      "method",
                                      "adjust",
                                      "critical_value",
                                      "design_effect",
                                      "best_control_share",
                                      "visitors_total_at_best_share",
                                      "visitors_total_at_equal_split",
                                      NULL};
  static const char *const end[] = {"baseline", "visitors_total", NULL};
  static const char *const duration[] = {"days", "weeks", "end_date", "visitors_per_day", NULL};
  cvs_row_add_children(row, "", row->doc->root, plain);
  cvs_row_add_children(row, "at_lower_", cvs_row_top(row, "at_lower"), end);
  cvs_row_add_children(row, "at_upper_", cvs_row_top(row, "at_upper"), end);
  cvs_row_add_children(row, "duration_", cvs_row_top(row, "duration"), duration);
}

static void add_arm_row(cvs_document *doc, const cvs_plan_view *view, const cvs_node *arm) {
  static const char *const of_arm[] = {"name", "share", "visitors", NULL};
  static const char *const funnel[] = {"step", "run", "visitors_step_test", "visitors_final_test", NULL};
  static const char *const last[] = {"reason", NULL};
  cvs_row_builder row = {.doc = doc};
  add_head(&row);
  cvs_row_add_children(&row, "arm_", arm, of_arm);
  add_tail(&row);
  cvs_row_add_children(&row, "funnel_", cvs_row_top(&row, "funnel"), funnel);
  if (view->entry->profit != NULL)
    cvs_row_add_money_plan(&row);
  cvs_row_add_children(&row, "", doc->root, last);
  cvs_row_end(&row);
}

static void add_look_row(cvs_document *doc, const cvs_look_row *nodes) {
  static const char *const last[] = {"reason", NULL};
  cvs_row_builder row = {.doc = doc};
  add_head(&row);
  cvs_build_look_columns(&row, nodes);
  add_tail(&row);
  cvs_row_add_children(&row, "", doc->root, last);
  cvs_row_end(&row);
}

/* One an arm. */
static void add_arm_rows(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_node *arm = cvs_node_item(cvs_node_child(doc->root, "arms"), 0);
  if (arm == NULL)
    add_arm_row(doc, view, NULL);
  for (; arm != NULL; arm = arm->next)
    add_arm_row(doc, view, arm);
}

/* One a look and treatment. */
static void add_look_rows(cvs_document *doc) {
  const cvs_node *sequential = cvs_node_child(doc->root, "sequential");
  const cvs_node *control = cvs_node_item(cvs_node_child(doc->root, "arms"), 0);
  if (sequential->kind != CVS_NODE_RECORD || control == NULL) {
    add_look_row(doc, &(cvs_look_row){NULL, NULL, NULL});
    return;
  }
  const cvs_node *look = cvs_node_item(cvs_node_child(sequential, "looks"), 0);
  for (; look != NULL; look = look->next)
    for (const cvs_node *treatment = control->next; treatment != NULL; treatment = treatment->next)
      add_look_row(doc, &(cvs_look_row){look, control, treatment});
}

void cvs_build_plan_rows(cvs_document *doc, const cvs_plan_view *view) {
  if (doc->failed)
    return;
  if (view->entry->options->looks != NULL)
    add_look_rows(doc);
  else
    add_arm_rows(doc, view);
}

/* --- warnings --- */

static void warn(cvs_report *report, cvs_document *doc, const cvs_plan_view *view, const cvs_finding *finding) {
  const bool of_input = strcmp(finding->field, "input") == 0;
  cvs_strbuf message = {0};
  cvs_strbuf field = {0};
  cvs_words_plan_finding(&message, view, finding);
  if (view->in_table && !of_input)
    cvs_strbuf_addf(&field, finding->field[0] != '\0' ? "groups[%zu]." : "groups[%zu]", view->group);
  cvs_strbuf_add(&field, finding->field);
  const cvs_warning warning = {.code = cvs_finding_id(finding->code),
                               .message = cvs_strbuf_text(&message),
                               .field = cvs_strbuf_text(&field),
                               .by = of_input ? NULL : cvs_node_child(doc->root, "by"),
                               .group = of_input ? SIZE_MAX : view->group};
  cvs_report_warn(report, &warning);
  cvs_doc_close_text(doc, &message);
  cvs_doc_close_text(doc, &field);
}

/* What is to be known of the input is said with the first plan made of it. */
static void warn_of_input(cvs_report *report, cvs_document *doc, const cvs_plan_view *view) {
  const cvs_input_info *input = view->dataset != NULL && view->group == 0 ? cvs_dataset_input(view->dataset) : NULL;
  cvs_finding finding = {.field = "input", .arm = SIZE_MAX};
  if (input != NULL && input->weak_unit != NULL) {
    finding.code = CVS_FINDING_UNIT_NOT_RANDOMISED;
    warn(report, doc, view, &finding);
  }
  if (input != NULL && input->rows_skipped > 0) {
    finding.code = CVS_FINDING_ROWS_SKIPPED;
    warn(report, doc, view, &finding);
  }
}

static void warn_all(cvs_report *report, cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const cvs_finding no_answer = {.code = CVS_FINDING_NO_ANSWER, .field = "", .arm = SIZE_MAX};
  warn_of_input(report, doc, view);
  if (view->entry->reason != NULL)
    warn(report, doc, view, &no_answer);
  for (size_t i = 0; i < plan->finding_count; i++)
    warn(report, doc, view, &plan->finding[i]);
}

/* --- one plan, and many --- */

static cvs_status write_plan(cvs_report *report, const cvs_plan_view *view, bool with_blocks, cvs_error *error) {
  cvs_document *doc = cvs_report_document(report);
  cvs_build_plan(doc, view);
  if (cvs_report_shows_rows(report))
    cvs_build_plan_rows(doc, view);
  if (with_blocks && cvs_report_shows_blocks(report))
    cvs_build_plan_blocks(doc, view);
  const cvs_status status = cvs_report_group(report, doc, error);
  if (status == CVS_OK && !doc->failed)
    warn_all(report, doc, view);
  return status == CVS_OK && doc->failed ? cvs_fail_memory(error) : status;
}

cvs_status cvs_report_plan(cvs_report *report, const cvs_dataset *dataset, const cvs_plan_entry *entry,
                           cvs_error *error) {
  const cvs_plan_view view = {.dataset = dataset,
                              .entry = entry,
                              .group = entry->group,
                              .explain = cvs_report_style_of(report)->explain,
                              .pictures = cvs_report_shows_pictures(report)};
  return write_plan(report, &view, true, error);
}

/* All plans as one table for people. */
static cvs_status write_table(cvs_report *report, const cvs_dataset *dataset, const cvs_plan_entry *entries,
                              size_t count, cvs_error *error) {
  cvs_document *doc = cvs_report_document(report);
  cvs_build_plan_table(doc, entries, count, cvs_report_style_of(report)->explain);
  if (cvs_report_shows_pictures(report))
    cvs_build_plan_heat(doc, dataset, entries, count);
  return cvs_report_group(report, doc, error);
}

static cvs_status write_each(cvs_report *report, const cvs_dataset *dataset, const cvs_plan_entry *entries,
                             size_t count, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    const cvs_plan_view view = {.dataset = dataset, .entry = &entries[i], .group = i, .in_table = true};
    status = write_plan(report, &view, false, error);
  }
  return status;
}

/* A picture beside shows the table, whatever the report itself does. */
cvs_status cvs_report_plan_table(cvs_report *report, const cvs_dataset *dataset, const cvs_plan_entry *entries,
                                 size_t count, cvs_error *error) {
  cvs_report *beside = cvs_report_take_beside(report);
  cvs_status status = cvs_report_shows_blocks(report) ? write_table(report, dataset, entries, count, error)
                                                      : write_each(report, dataset, entries, count, error);
  if (status == CVS_OK && beside != NULL)
    status = write_table(beside, dataset, entries, count, error);
  cvs_report_draw_beside(report, beside);
  return status;
}

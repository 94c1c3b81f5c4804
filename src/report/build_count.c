/* The document of one group of `count`: arms, steps, days, and the split. */
#include "report/build_count.h"

#include "report/build_test.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/number.h"
#include "report/amount.h"
#include "report/plan_words.h"
#include "report/row_builder.h"

#include <string.h>

/* Users of each step, or null where there are no steps. */
static void add_steps(cvs_document *doc, cvs_node *record, const cvs_count_view *view, const uint64_t *users) {
  if (view->step_count == 0 || users == NULL) {
    cvs_doc_null(doc, record, "steps", CVS_UNIT_NONE);
    return;
  }
  cvs_node *steps = cvs_doc_list(doc, record, "steps");
  for (size_t i = 0; i < view->step_count; i++) {
    cvs_node *step = cvs_doc_record(doc, steps, NULL);
    cvs_doc_text(doc, step, "step", view->step[i]);
    cvs_doc_count(doc, step, "users", users[i]);
  }
}

/* The sum of the values: a number, and its decimals where a double does not have them all. */
static void add_value(cvs_document *doc, cvs_node *record, const cvs_count_view *view, bool whole, size_t at) {
  const double *const value = whole ? view->data.arm_value : view->data.day_value;
  const cvs_amount *const amount = whole ? view->data.arm_amount : view->data.day_amount;
  const char *const *const saved = whole ? view->arm_exact : view->day_exact;
  char shortest[CVS_NUMBER_MAX];
  char exact[CVS_AMOUNT_TEXT_MAX];
  if (value == NULL)
    return;
  cvs_doc_number(doc, record, "value", CVS_UNIT_NONE, value[at]);
  if (saved != NULL && saved[at] != NULL)
    cvs_doc_text(doc, record, "value_exact", saved[at]);
  if (amount == NULL)
    return;
  (void)cvs_print_double(value[at], shortest);
  (void)cvs_amount_print(&amount[at], exact);
  if (strcmp(shortest, exact) != 0)
    cvs_doc_text(doc, record, "value_exact", exact);
}

/* One arm, of the whole group or of a day. */
static void add_arm(cvs_document *doc, cvs_node *list, const cvs_count_view *view, size_t arm, size_t day) {
  const cvs_group *data = &view->data;
  const bool whole = day == SIZE_MAX;
  const size_t at = whole ? arm : day * data->arm_count + arm;
  const cvs_sample *sample = whole ? &data->arm[arm] : &data->day_arm[at];
  const uint64_t *steps = whole ? data->arm_step : data->day_step;
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "name", view->test.group->arm[arm].name);
  cvs_doc_count(doc, record, "visitors", sample->visitors);
  cvs_doc_count(doc, record, "conversions", sample->conversions);
  add_value(doc, record, view, whole, at);
  add_steps(doc, record, view, steps == NULL ? NULL : steps + at * view->step_count);
}

static void add_days(cvs_document *doc, const cvs_count_view *view) {
  if (!view->by_day)
    return;
  cvs_node *days = cvs_doc_list(doc, doc->root, "days");
  for (size_t day = 0; day < view->data.day_count; day++) {
    cvs_strbuf date = {0};
    cvs_node *record = cvs_doc_record(doc, days, NULL);
    cvs_words_date(&date, view->data.day[day]);
    cvs_doc_text(doc, record, "date", cvs_strbuf_text(&date));
    cvs_node *arms = cvs_doc_list(doc, record, "arms");
    for (size_t arm = 0; arm < view->data.arm_count; arm++)
      add_arm(doc, arms, view, arm, day);
    cvs_doc_close_text(doc, &date);
  }
}

static void build_tree(cvs_document *doc, const cvs_count_view *view) {
  cvs_build_by(doc, &view->test);
  cvs_node *arms = cvs_doc_list(doc, doc->root, "arms");
  for (size_t i = 0; i < view->data.arm_count; i++)
    add_arm(doc, arms, view, i, SIZE_MAX);
  add_days(doc, view);
  cvs_build_srm(doc, view->test.group);
  cvs_build_srm_before(doc, view->test.group);
}

/* A leaf that stands in a CSV row alone, under another name than in the tree. */
static void add_leaf(cvs_row_builder *row, const char *prefix, const cvs_node *node, const char *name) {
  cvs_document *const doc = row->doc;
  if (node->kind == CVS_NODE_COUNT)
    cvs_row_add(row, prefix, cvs_doc_count(doc, NULL, name, node->value.count));
  else
    cvs_row_add(row, prefix, cvs_doc_text(doc, NULL, name, node->value.text));
}

/* With all its decimals: counts of parts add up to those of the whole. */
static void add_value_leaf(cvs_row_builder *row, const cvs_node *arm) {
  const cvs_node *const exact = cvs_node_child(arm, "value_exact");
  if (exact != NULL)
    add_leaf(row, "", exact, "value");
  else
    cvs_row_add(row, "", cvs_node_child(arm, "value"));
}

/* by columns, date, variant, visitors, conversions, value, step.NAME ...: what every command reads. */
static void add_row(cvs_document *doc, const cvs_count_view *view, const cvs_node *date, const cvs_node *arm) {
  static const char *const counts[] = {"visitors", "conversions", NULL};
  cvs_row_builder row = {.doc = doc};
  const cvs_node *const steps = cvs_node_child(arm, "steps");
  cvs_row_add(&row, "", cvs_row_top(&row, "by"));
  cvs_row_add(&row, "", date);
  add_leaf(&row, "", cvs_node_child(arm, "name"), "variant");
  cvs_row_add_children(&row, "", arm, counts);
  if (view->data.arm_value != NULL)
    add_value_leaf(&row, arm);
  const cvs_node *step = steps->kind == CVS_NODE_LIST ? steps->value.children.first : NULL;
  for (size_t i = 0; step != NULL; i++, step = step->next)
    add_leaf(&row, "step.", cvs_node_child(step, "users"), view->step[i]);
  cvs_row_end(&row);
}

static void build_rows(cvs_document *doc, const cvs_count_view *view) {
  if (doc->failed)
    return;
  const cvs_node *const days = cvs_node_child(doc->root, "days");
  if (days == NULL) {
    for (const cvs_node *arm = cvs_node_child(doc->root, "arms")->value.children.first; arm != NULL; arm = arm->next)
      add_row(doc, view, NULL, arm);
    return;
  }
  for (const cvs_node *day = days->value.children.first; day != NULL; day = day->next)
    for (const cvs_node *arm = cvs_node_child(day, "arms")->value.children.first; arm != NULL; arm = arm->next)
      add_row(doc, view, cvs_node_child(day, "date"), arm);
}

/* Date, arm, visitors, conversions. */
enum { LEADING_COLUMNS = 4 };
_Static_assert(LEADING_COLUMNS + CVS_STEPS_MAX <= CVS_TABLE_COLUMNS_MAX, "a step would have no column");

/* Titles of the table. */
static size_t name_columns(const cvs_count_view *view, cvs_column *column) {
  size_t count = 0;
  if (view->by_day)
    column[count++] = (cvs_column){"date", CVS_COLUMN_NAME, 0};
  column[count++] = (cvs_column){"", CVS_COLUMN_NAME, 0};
  column[count++] = (cvs_column){"visitors", CVS_COLUMN_VALUE, 0};
  column[count++] = (cvs_column){"conversions", CVS_COLUMN_VALUE, 0};
  for (size_t i = 0; i < view->step_count && i < CVS_STEPS_MAX; i++)
    column[count++] = (cvs_column){view->step[i], CVS_COLUMN_VALUE, 0};
  return count;
}

static void add_table_row(cvs_document *doc, cvs_block *table, const cvs_node *date, const cvs_node *arm) {
  const cvs_node *cells[CVS_TABLE_COLUMNS_MAX] = {0};
  size_t count = 0;
  if (date != NULL)
    cells[count++] = date;
  cells[count++] = cvs_node_child(arm, "name");
  cells[count++] = cvs_node_child(arm, "visitors");
  cells[count++] = cvs_node_child(arm, "conversions");
  const cvs_node *const steps = cvs_node_child(arm, "steps");
  const cvs_node *step = steps->kind == CVS_NODE_LIST ? steps->value.children.first : NULL;
  for (; step != NULL && count < table->column_count; step = step->next)
    cells[count++] = cvs_node_child(step, "users");
  cvs_doc_table_row(doc, table, cells);
}

static void add_table(cvs_document *doc, const cvs_count_view *view) {
  cvs_column column[CVS_TABLE_COLUMNS_MAX];
  const size_t count = name_columns(view, column);
  cvs_block *const table = cvs_doc_table(doc, column, count);
  table->label = "Counts";
  table->continued = true;
  const cvs_node *const days = cvs_node_child(doc->root, "days");
  const cvs_node *day = days == NULL ? NULL : days->value.children.first;
  const cvs_node *arm = cvs_node_child(doc->root, "arms")->value.children.first;
  for (; days == NULL && arm != NULL; arm = arm->next)
    add_table_row(doc, table, NULL, arm);
  for (; day != NULL; day = day->next)
    for (arm = cvs_node_child(day, "arms")->value.children.first; arm != NULL; arm = arm->next)
      add_table_row(doc, table, cvs_node_child(day, "date"), arm);
}

static void build_blocks(cvs_document *doc, const cvs_count_view *view) {
  if (doc->failed)
    return;
  cvs_build_heading(doc, &view->test);
  if (view->test.group->finding_count > 0 || (!view->test.quiet && view->test.group->has_srm)) {
    cvs_block *const checks = cvs_doc_checks(doc, "Checks");
    cvs_build_split_checks(doc, checks, &view->test);
    if (view->test.group->has_srm)
      cvs_doc_explain(doc, checks, cvs_method_find(CVS_KIND_OTHER, "srm"));
  }
  add_table(doc, view);
}

cvs_status cvs_report_count_view(cvs_report *report, const cvs_count_view *view, cvs_error *error) {
  cvs_document *const doc = cvs_report_document(report);
  build_tree(doc, view);
  if (cvs_report_shows_rows(report))
    build_rows(doc, view);
  if (cvs_report_shows_blocks(report))
    build_blocks(doc, view);
  const cvs_status status = cvs_report_group(report, doc, error);
  if (status == CVS_OK && !doc->failed)
    cvs_warn_findings(report, doc, &view->test);
  return status == CVS_OK && doc->failed ? cvs_fail_memory(error) : status;
}

cvs_status cvs_report_count(cvs_report *report, const cvs_dataset *dataset, const cvs_test_group *group, bool by_day,
                            cvs_error *error) {
  cvs_count_view view = {
      .test = {dataset, NULL, group, cvs_report_style_of(report)->quiet, cvs_report_shows_pictures(report)},
      .step_count = cvs_dataset_step_count(dataset)};
  const char **step = cvs_calloc(view.step_count + 1, sizeof *step);
  if (step == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < view.step_count; i++)
    step[i] = cvs_dataset_step(dataset, i);
  view.step = step;
  cvs_dataset_group(dataset, group->group, &view.data);
  view.by_day = by_day && view.data.day_count > 0;
  const cvs_status status = cvs_report_count_view(report, &view, error);
  cvs_free(step);
  return status;
}

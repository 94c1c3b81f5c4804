/* CSV rows of `test`, one a comparison, and the public entry that builds and renders a group. */
#include "report/build_test.h"

#include "base/error.h"
#include "report/report.h"

#include <string.h>

const cvs_node *cvs_node_child(const cvs_node *record, const char *name) {
  for (const cvs_node *node = record->value.children.first; node != NULL; node = node->next)
    if (strcmp(node->name, name) == 0)
      return node;
  return NULL;
}

const cvs_node *cvs_node_item(const cvs_node *list, size_t index) {
  const cvs_node *node = list->value.children.first;
  for (size_t i = 0; i < index && node != NULL; i++)
    node = node->next;
  return node;
}

enum { PARTS_MAX = 96 };

typedef struct row_builder {
  cvs_row_part part[PARTS_MAX];
  size_t count;
} row_builder;

static void add_part(row_builder *row, const char *prefix, const cvs_node *node) {
  if (node != NULL && row->count < PARTS_MAX)
    row->part[row->count++] = (cvs_row_part){prefix, node};
}

/* Children of a record, but for those named in `without` (space separated). */
static void add_children(row_builder *row, const char *prefix, const cvs_node *record, const char *without) {
  for (const cvs_node *node = record->value.children.first; node != NULL; node = node->next) {
    bool wanted = strstr(without, node->name) == NULL;
    if (wanted && node->kind != CVS_NODE_LIST)
      add_part(row, prefix, node);
  }
}

static const cvs_node *stratum_of(const cvs_document *doc, size_t index) {
  return cvs_node_item(cvs_node_child(cvs_node_child(doc->root, "strata"), "comparisons"), index);
}

/* A column of its own for a test of all arms, whose record may be null in the tree. */
static const cvs_node *leaf_p(cvs_document *doc, const char *name, const double *p) {
  return p != NULL ? cvs_doc_number(doc, NULL, name, CVS_UNIT_P, *p) : cvs_doc_null(doc, NULL, name, CVS_UNIT_P);
}

void cvs_build_test_rows(cvs_document *doc, const cvs_test_view *view) {
  if (doc->failed)
    return;
  const cvs_test_group *group = view->group;
  const cvs_node *arms = cvs_node_child(doc->root, "arms");
  const cvs_node *comparisons = cvs_node_child(doc->root, "comparisons");
  const cvs_node *srm = cvs_node_child(doc->root, "srm");
  bool with_margin = view->options->aim != CVS_AIM_DIFFERENCE;
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_comparison *comparison = &group->comparison[i];
    const cvs_node *record = cvs_node_item(comparisons, i);
    row_builder row = {.count = 0};
    add_part(&row, "", cvs_node_child(doc->root, "by"));
    add_part(&row, "", cvs_node_child(record, "control"));
    add_part(&row, "", cvs_node_child(record, "treatment"));
    add_children(&row, "control_", cvs_node_item(arms, comparison->control), "name");
    add_children(&row, "", cvs_node_item(arms, comparison->treatment), "name");
    add_children(&row, "", record, with_margin ? "treatment control" : "treatment control margin");
    add_part(&row, "", cvs_node_child(doc->root, "adjust"));
    if (group->strata != NULL)
      add_children(&row, "strata_", stratum_of(doc, i), "treatment difference lift odds_ratio");
    add_part(&row, "", leaf_p(doc, "omnibus_p_value", group->has_omnibus ? &group->omnibus.p_value : NULL));
    if (view->options->trend)
      add_part(&row, "", leaf_p(doc, "trend_p_value", group->has_trend ? &group->trend.p_value : NULL));
    add_children(&row, "srm_", srm, "");
    add_children(&row, "decision_", cvs_node_child(doc->root, "decision"), "");
    add_children(&row, "gates_", cvs_node_child(doc->root, "gates"), "");
    cvs_doc_row(doc, row.part, row.count);
  }
}

/* The field of a finding as a path from its group. */
static void add_field(cvs_strbuf *out, const cvs_finding *finding) {
  bool of_arm = strcmp(finding->field, "arms") == 0 && finding->arm != SIZE_MAX;
  if (finding->arm == SIZE_MAX || of_arm)
    cvs_strbuf_add(out, finding->field);
  if (of_arm)
    cvs_strbuf_addf(out, "[%zu]", finding->arm);
  else if (finding->arm != SIZE_MAX)
    cvs_strbuf_addf(out, "comparisons[%zu].%s", finding->arm, finding->field);
}

void cvs_warn_findings(cvs_report *report, cvs_document *doc, const cvs_test_view *view) {
  for (size_t i = 0; i < view->group->finding_count; i++) {
    const cvs_finding *finding = &view->group->finding[i];
    bool of_input = strcmp(finding->field, "input") == 0;
    cvs_strbuf message = {0};
    cvs_strbuf field = {0};
    cvs_words_finding(&message, view, finding);
    add_field(&field, finding);
    cvs_warning warning = {.code = cvs_finding_id(finding->code),
                           .message = cvs_strbuf_text(&message),
                           .field = cvs_strbuf_text(&field),
                           .by = of_input ? NULL : cvs_node_child(doc->root, "by"),
                           .group = of_input ? SIZE_MAX : view->group->group};
    cvs_report_warn(report, &warning);
    cvs_doc_close_text(doc, &message);
    cvs_doc_close_text(doc, &field);
  }
}

cvs_status cvs_report_test(cvs_report *report, const cvs_dataset *dataset, const cvs_test_options *options,
                           const cvs_test_group *group, cvs_error *error) {
  cvs_test_view view = {dataset, options, group, cvs_report_style_of(report)->quiet, cvs_report_shows_pictures(report)};
  cvs_document *doc = cvs_report_document(report);
  cvs_build_test(doc, &view);
  if (cvs_report_shows_rows(report))
    cvs_build_test_rows(doc, &view);
  if (cvs_report_shows_blocks(report))
    cvs_build_test_blocks(doc, &view);
  cvs_status status = cvs_report_group(report, doc, error);
  if (status == CVS_OK && !doc->failed)
    cvs_warn_findings(report, doc, &view);
  return status == CVS_OK && doc->failed ? cvs_fail_memory(error) : status;
}

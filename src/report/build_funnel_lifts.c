/* Tables of `funnel` that compare: lifts from the start by step with their picture, and what each step contributes. */
#include "report/build_funnel.h"

#include <string.h>

static bool is_adjusted(const cvs_funnel_group *group) {
  return group->adjust != NULL && strcmp(group->adjust->id, "none") != 0;
}

/* Adjusted p-values beside intervals that are not adjusted: the title says so. */
static const char *effect_title(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const bool joint = group->comparison[0].overall->simultaneous;
  return cvs_build_interval_title(doc, scene->options->test.alpha,
                                  is_adjusted(group) && !joint ? " unadjusted" : " interval");
}

/* The p-value that decides; where it underflows its logarithm, which prints as the p it stands for. */
static const cvs_node *decisive_p(const cvs_funnel_scene *scene, const cvs_node *start) {
  if (is_adjusted(scene->group))
    return cvs_node_child(start, "p_value_adjusted");
  const cvs_node *p = cvs_node_child(start, "p_value");
  const bool underflow = p->kind == CVS_NODE_NUMBER && !(p->value.number > 0);
  return underflow ? cvs_node_child(start, "ln_p_value") : p;
}

/* Of several treatments each has a line with its name. */
static void add_title(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, const cvs_node *record) {
  const cvs_node *cells[CVS_TABLE_COLUMNS_MAX] = {cvs_node_child(record, "treatment")};
  if (scene->group->comparison_count > 1)
    cvs_doc_table_row(doc, table, cells);
}

static const cvs_node *name_step(cvs_document *doc, const cvs_funnel_scene *scene, const char *step) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, scene->group->comparison_count > 1 ? "  " : "");
  cvs_strbuf_add(&text, step);
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node;
}

static void explain_comparison(cvs_document *doc, cvs_block *table, const cvs_comparison *comparison) {
  cvs_doc_explain(doc, table, comparison->method);
  cvs_doc_explain(doc, table, comparison->interval[CVS_LIFT]);
  cvs_doc_explain(doc, table, comparison->interval[CVS_DIFFERENCE]);
}

/* Lift with its picture, then the difference beneath it without name and p. */
static void add_lifts(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t index) {
  const cvs_funnel_group *group = scene->group;
  const cvs_node *record = cvs_node_item(cvs_node_child(doc->root, "comparisons"), index);
  const cvs_node *steps = cvs_node_child(record, "steps");
  add_title(doc, table, scene, record);
  for (size_t j = 0; j < group->step_count; j++) {
    const cvs_comparison *start = group->comparison[index].step[j].from_start;
    if (start == NULL)
      continue;
    const cvs_node *node = cvs_node_child(cvs_node_item(steps, j), "from_start");
    const cvs_node *lift = cvs_node_child(node, "lift");
    const cvs_node *difference = cvs_node_child(node, "difference");
    const cvs_node *first[] = {name_step(doc, scene, group->step[j]), lift, lift, decisive_p(scene, node), lift};
    const cvs_node *second[] = {NULL, difference, difference, NULL, NULL};
    cvs_doc_table_row(doc, table, first);
    if (start->effect[CVS_DIFFERENCE].exists)
      cvs_doc_table_row(doc, table, second);
    explain_comparison(doc, table, start);
  }
}

static void add_lift_table(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const cvs_column columns[] = {{"from start", CVS_COLUMN_NAME, 0},
                                {"lift", CVS_COLUMN_VALUE, 0},
                                {effect_title(doc, scene), CVS_COLUMN_INTERVAL, 0},
                                {is_adjusted(group) ? "p adj." : "p", CVS_COLUMN_VALUE, 0},
                                {"", CVS_COLUMN_FOREST, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Lift from the start, by step";
  table->secondary = true;
  for (size_t i = 0; i < group->comparison_count; i++)
    add_lifts(doc, table, scene, i);
  cvs_doc_explain(doc, table, group->adjust);
}

/* --- contributions --- */

static bool has_terms(const cvs_funnel_comparison *comparison, size_t steps) {
  size_t count = 0;
  for (size_t j = 0; j < steps; j++)
    count += comparison->step[j].term.exists && !comparison->step[j].term.entry ? 1 : 0;
  return comparison->split.count > 1 && count > 0;
}

/* Steps that everybody reaches or that may be left out contribute nothing. */
static void add_terms(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t index) {
  const cvs_funnel_group *group = scene->group;
  const cvs_funnel_comparison *comparison = &group->comparison[index];
  const cvs_node *record = cvs_node_item(cvs_node_child(doc->root, "comparisons"), index);
  const cvs_node *steps = cvs_node_child(record, "steps");
  add_title(doc, table, scene, record);
  for (size_t j = 0; j < group->step_count; j++) {
    const cvs_node *term = cvs_node_child(cvs_node_item(steps, j), "contribution");
    const bool optional = (scene->options->optional >> j & 1U) != 0;
    if (comparison->step[j].term.entry || optional)
      continue;
    const cvs_node *cells[] = {name_step(doc, scene, group->step[j]), term, term, term};
    cvs_doc_table_row(doc, table, cells);
  }
}

static void add_term_table(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const cvs_column columns[] = {
      {"contribution", CVS_COLUMN_NAME, 0},
      {"to the log lift", CVS_COLUMN_VALUE, 0},
      {cvs_build_interval_title(doc, scene->options->test.alpha, " joint"), CVS_COLUMN_INTERVAL, 0},
      {"", CVS_COLUMN_FOREST, 0}};
  cvs_block *table = NULL;
  for (size_t i = 0; i < group->comparison_count; i++) {
    if (!has_terms(&group->comparison[i], group->step_count))
      continue;
    if (table == NULL)
      table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
    add_terms(doc, table, scene, i);
  }
  if (table == NULL)
    return;
  table->label = "What each step contributes to the lift";
  table->secondary = true;
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "funnel-terms"));
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "same-lift"));
}

void cvs_build_funnel_lifts(cvs_document *doc, const cvs_funnel_scene *scene) {
  if (scene->group->comparison_count == 0)
    return;
  add_lift_table(doc, scene);
  add_term_table(doc, scene);
}

/* Tables of `funnel` on what to do: where it leaks, changes carried through to the end, money by step and arm. */
#include "report/build_funnel.h"

#include "base/utf8.h"
#include "report/format.h"

static const cvs_node *arm_node(const cvs_document *doc, size_t arm) {
  return cvs_node_item(cvs_node_child(doc->root, "arms"), arm);
}

static const cvs_node *take_text(cvs_document *doc, cvs_strbuf *text) {
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(text));
  cvs_doc_close_text(doc, text);
  return node;
}

/* A line with a name alone, above those that belong to it. */
static void add_title(cvs_document *doc, cvs_block *table, const cvs_node *name) {
  const cvs_node *cells[CVS_TABLE_COLUMNS_MAX] = {name};
  cvs_doc_table_row(doc, table, cells);
}

/* --- leaks --- */

/* "where control leaks", in the document's memory; one arm alone needs no name. The name gives way, not the verb: the
 * title has 21 columns beside the others on a screen of 80. */
static const char *leak_title(cvs_document *doc, const cvs_funnel_scene *scene) {
  enum { NAME_COLUMNS = 9 };
  const cvs_funnel_group *group = scene->group;
  cvs_strbuf text = {0}, visible = {0};
  if (group->frame.arm_count == 1)
    return "where it leaks";
  cvs_utf8_add_visible(&visible, group->frame.arm[group->bottleneck.arm].name);
  cvs_strbuf_add(&text, "where ");
  cvs_utf8_add_cut(&text, cvs_strbuf_text(&visible), NAME_COLUMNS, true);
  cvs_strbuf_add(&text, " leaks");
  text.failed = text.failed || visible.failed;
  cvs_strbuf_free(&visible);
  const cvs_node *node = take_text(doc, &text);
  return node->kind == CVS_NODE_TEXT ? node->value.text : "";
}

void cvs_build_funnel_leaks(cvs_document *doc, const cvs_funnel_scene *scene) {
  if (scene->group->bottleneck.reason == CVS_FUNNEL_NOTHING)
    return;
  const cvs_column columns[] = {{leak_title(doc, scene), CVS_COLUMN_NAME, 0},
                                {"step rate", CVS_COLUMN_VALUE, 0},
                                {"could be", CVS_COLUMN_VALUE, 0},
                                {"more per 1,000", CVS_COLUMN_VALUE, 0},
                                {"visitors to test", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  const cvs_node *leak = cvs_node_child(cvs_node_child(doc->root, "bottleneck"), "steps")->value.children.first;
  table->label = "Where it leaks";
  table->secondary = true;
  for (size_t j = 0; leak != NULL; j++, leak = leak->next) {
    if (!(scene->group->bottleneck.leak[j].rate < 1)) /* nobody is lost there */
      continue;
    const cvs_node *cells[] = {cvs_node_child(leak, "step"), cvs_node_child(leak, "rate_from_previous"),
                               cvs_node_child(leak, "target"), cvs_node_child(leak, "conversions_gained_per_1000"),
                               cvs_node_child(leak, "visitors_to_test")};
    cvs_doc_table_row(doc, table, cells);
  }
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "sample-size"));
}

/* --- changes carried through --- */

/* "cart +5%" */
static const cvs_node *name_change(cvs_document *doc, const cvs_funnel_group *group, const cvs_funnel_what_if *change) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, group->step[change->step]);
  cvs_strbuf_add(&text, change->lift < 0 ? " -" : " +");
  cvs_words_given_percent(&text, change->lift);
  return take_text(doc, &text);
}

static void add_change(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t index) {
  const cvs_funnel_group *group = scene->group;
  const cvs_node *name = name_change(doc, group, &group->arm[0].what_if[index]);
  const bool alone = group->frame.arm_count == 1;
  if (!alone)
    add_title(doc, table, name);
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_node *change = cvs_node_item(cvs_node_child(arm_node(doc, i), "what_if"), index);
    const cvs_node *overall = cvs_node_child(change, "overall");
    const cvs_node *cells[] = {alone ? name : cvs_build_funnel_indented(doc, group->frame.arm[i].name),
                               cvs_node_child(change, "rate"), overall, overall,
                               cvs_node_child(change, "conversions_gained_per_1000")};
    cvs_doc_table_row(doc, table, cells);
  }
}

void cvs_build_funnel_changes(cvs_document *doc, const cvs_funnel_scene *scene) {
  if (scene->options->what_if_count == 0 || scene->group->frame.arm_count == 0)
    return;
  const cvs_column columns[] = {
      {"what if", CVS_COLUMN_NAME, 0},
      {"step rate", CVS_COLUMN_VALUE, 0},
      {"overall", CVS_COLUMN_VALUE, 0},
      {cvs_build_interval_title(doc, scene->options->test.alpha, " interval"), CVS_COLUMN_INTERVAL, 0},
      {"more per 1,000", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "What if";
  table->secondary = true;
  for (size_t i = 0; i < scene->options->what_if_count; i++)
    add_change(doc, table, scene, i);
}

/* --- money --- */

static void add_costs(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t step) {
  const cvs_funnel_group *group = scene->group;
  const bool alone = group->frame.arm_count == 1;
  if (!alone)
    add_title(doc, table, cvs_doc_text(doc, NULL, NULL, group->step[step]));
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_node *record = cvs_node_item(cvs_node_child(arm_node(doc, i), "steps"), step);
    const cvs_node *cells[] = {
        alone ? cvs_node_child(record, "step") : cvs_build_funnel_indented(doc, group->frame.arm[i].name),
        cvs_node_child(record, "users"), cvs_node_child(record, "spent"), cvs_node_child(record, "cost_per_user")};
    cvs_doc_table_row(doc, table, cells);
  }
}

static void add_cost_table(cvs_document *doc, const cvs_funnel_scene *scene) {
  static const cvs_column columns[] = {{"cost up to", CVS_COLUMN_NAME, 0},
                                       {"users", CVS_COLUMN_VALUE, 0},
                                       {"spent so far", CVS_COLUMN_VALUE, 0},
                                       {"per user here", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Costs by step";
  table->secondary = true;
  for (size_t j = 0; j < scene->group->step_count; j++)
    add_costs(doc, table, scene, j);
}

void cvs_build_funnel_money(cvs_document *doc, const cvs_funnel_scene *scene) {
  static const cvs_column columns[] = {{"money", CVS_COLUMN_NAME, 0},
                                       {"spent", CVS_COLUMN_VALUE, 0},
                                       {"per conversion", CVS_COLUMN_VALUE, 0},
                                       {"revenue", CVS_COLUMN_VALUE, 0},
                                       {"return", CVS_COLUMN_VALUE, 0}};
  const cvs_funnel_group *group = scene->group;
  const bool any = group->frame.arm_count > 0;
  if (!any || !(group->arm[0].has_spent || group->arm[0].has_value))
    return;
  if (group->arm[0].has_spent)
    add_cost_table(doc, scene);
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Money";
  table->secondary = true;
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_node *arm = arm_node(doc, i);
    const cvs_node *cells[] = {cvs_node_child(arm, "name"), cvs_node_child(arm, "spent"),
                               cvs_node_child(arm, "cost_per_conversion"), cvs_node_child(arm, "revenue"),
                               cvs_node_child(arm, "return_on_cost")};
    cvs_doc_table_row(doc, table, cells);
  }
}

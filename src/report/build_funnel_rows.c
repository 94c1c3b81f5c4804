/* CSV rows of `funnel`, one a treatment and step; a funnel of one arm has one a step, its figures as the control's. */
#include "report/build_funnel.h"

#include "report/row_builder.h"

static const char *const step_names[] = {"users", "lost", "skipped", "uncounted", NULL};
static const char *const rate_names[] = {"rate_from_previous", "rate_from_start", NULL};
static const char *const time_names[] = {"median", "lower_quartile", "upper_quartile", NULL};
static const char *const more_names[] = {"rate_naive", "users_followed", "spent", "cost_per_user", NULL};
static const char *const money_names[] = {"cost_per_conversion", "revenue", "return_on_cost", NULL};
static const char *const change_names[] = {"step", "lift", "rate", NULL};
static const char *const carried_names[] = {"overall", "conversions_gained_per_1000", NULL};
static const char *const p_names[] = {"method",           "statistic",    "p_value", "ln_p_value",
                                      "p_value_adjusted", "p_value_harm", NULL};
static const char *const effect_names[] = {"difference", "lift", "odds_ratio", NULL};
static const char *const previous_names[] = {"difference", "lift", NULL};
static const char *const contribution_names[] = {"contribution", NULL};
static const char *const verdict_names[] = {
    "simultaneous", "agrees", "significant", "verdict", "detectable_lift", "visitors_per_arm_needed", NULL};
static const char *const split_names[] = {"ln_lift", NULL};
static const char *const same_names[] = {"statistic", "df", "p_value", "ln_p_value", NULL};
static const char *const leak_names[] = {"target", "conversions_gained_per_1000", "visitors_to_test",
                                         "visitors_to_test_overall", NULL};
static const char *const srm_names[] = {"assumed", "p_value", "mismatch", NULL};
static const char *const decision_names[] = {"code", "treatment", "reason", NULL};
static const char *const gate_names[] = {"srm", "harm", "not-significant", "not-won", "data-quality", NULL};

static const cvs_node *child(const cvs_node *record, const char *name) {
  return record != NULL && record->kind == CVS_NODE_RECORD ? cvs_node_child(record, name) : NULL;
}

static const cvs_node *item(const cvs_node *list, size_t index) {
  return list != NULL ? cvs_node_item(list, index) : NULL;
}

/* Intervals keep their three columns where there is none. */
static void add_intervals(cvs_row_builder *row, const char *prefix, const cvs_node *record, const char *const *names) {
  static const cvs_interval none = {0};
  for (size_t i = 0; names[i] != NULL; i++) {
    const cvs_node *node = child(record, names[i]);
    cvs_row_add(row, prefix, node != NULL ? node : cvs_doc_interval(row->doc, NULL, names[i], CVS_UNIT_NONE, &none));
  }
}

/* How the columns of one arm begin; those of a change have its number behind it. */
typedef struct arm_prefixes {
  const char *own;
  const char *seconds;
  const char *change;
} arm_prefixes;

/* "what_if_2_", in the document's memory. */
static const char *number_prefix(cvs_document *doc, const char *prefix, size_t number) {
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "%s%zu_", prefix, number);
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node->kind == CVS_NODE_TEXT ? node->value.text : "";
}

/* The changes that were asked for, in their order: the same columns in every row of a run. */
static void add_changes(cvs_row_builder *row, const char *prefix, const cvs_node *arm, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const cvs_node *change = item(child(arm, "what_if"), i);
    const char *numbered = number_prefix(row->doc, prefix, i + 1);
    cvs_row_add_children(row, numbered, change, change_names);
    add_intervals(row, numbered, change, carried_names);
  }
}

static void add_arm(cvs_row_builder *row, const arm_prefixes *prefixes, const cvs_node *arm, size_t step,
                    size_t changes) {
  static const char *const entered[] = {"entered", "users_on_their_way", "users_too_young", NULL};
  const cvs_node *own = item(child(arm, "steps"), step);
  cvs_row_add_children(row, prefixes->own, arm, entered);
  cvs_row_add_children(row, prefixes->own, own, step_names);
  add_intervals(row, prefixes->own, own, rate_names);
  cvs_row_add_children(row, prefixes->seconds, child(own, "seconds_from_previous"), time_names);
  cvs_row_add_children(row, prefixes->own, own, more_names);
  cvs_row_add_children(row, prefixes->own, arm, money_names);
  add_changes(row, prefixes->change, arm, changes);
}

static void add_contrast(cvs_row_builder *row, const cvs_node *comparison, size_t step) {
  const cvs_node *contrast = item(child(comparison, "steps"), step);
  const cvs_node *start = child(contrast, "from_start");
  cvs_row_add_children(row, "from_start_", start, p_names);
  add_intervals(row, "from_start_", start, effect_names);
  cvs_row_add_children(row, "from_start_", start, verdict_names);
  add_intervals(row, "from_previous_", child(contrast, "from_previous"), previous_names);
  add_intervals(row, "", contrast, contribution_names);
  cvs_row_add_children(row, "overall_", child(comparison, "overall"), p_names);
  add_intervals(row, "overall_", child(comparison, "overall"), previous_names);
  cvs_row_add_children(row, "overall_", comparison, split_names);
  cvs_row_add_children(row, "heterogeneity_", child(comparison, "heterogeneity"), same_names);
}

static void add_row(cvs_document *doc, const cvs_funnel_scene *scene, size_t comparison, size_t step) {
  static const arm_prefixes of_control = {"control_", "control_seconds_from_previous_", "control_what_if_"};
  static const arm_prefixes of_treatment = {"", "seconds_from_previous_", "what_if_"};
  static const char *const treatment[] = {"treatment", NULL};
  const cvs_funnel_group *group = scene->group;
  cvs_row_builder row = {.doc = doc};
  const bool any = comparison < group->comparison_count;
  const size_t changes = scene->options->what_if_count;
  const cvs_node *arms = cvs_row_top(&row, "arms");
  const cvs_node *record = any ? item(cvs_row_top(&row, "comparisons"), comparison) : NULL;
  const cvs_node *leak = item(child(cvs_row_top(&row, "bottleneck"), "steps"), step);
  cvs_row_add(&row, "", cvs_row_top(&row, "by"));
  cvs_row_add(&row, "", cvs_row_top(&row, "control"));
  cvs_row_add_children(&row, "", record, treatment);
  cvs_row_add(&row, "", child(leak, "step"));
  add_arm(&row, &of_control, item(arms, group->frame.control), step, changes);
  add_arm(&row, &of_treatment, any ? item(arms, group->comparison[comparison].treatment) : NULL, step, changes);
  add_contrast(&row, record, step);
  cvs_row_add(&row, "", cvs_row_top(&row, "adjust"));
  cvs_row_add_children(&row, "bottleneck_", leak, leak_names);
  cvs_row_add_children(&row, "srm_", cvs_row_top(&row, "srm"), srm_names);
  cvs_row_add_children(&row, "decision_", cvs_row_top(&row, "decision"), decision_names);
  cvs_row_add_children(&row, "gates_", cvs_row_top(&row, "gates"), gate_names);
  cvs_row_end(&row);
}

void cvs_build_funnel_rows(cvs_document *doc, const cvs_funnel_scene *scene) {
  if (doc->failed)
    return;
  const size_t comparisons = scene->group->comparison_count > 0 ? scene->group->comparison_count : 1;
  for (size_t i = 0; i < comparisons; i++)
    for (size_t j = 0; j < scene->group->step_count; j++)
      add_row(doc, scene, i, j);
}

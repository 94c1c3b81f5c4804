/* CSV rows of `monitor`, one a look and treatment. */
#include "report/build_monitor.h"

#include "report/row_builder.h"

#include <stdint.h>

static const char *const look_names[] = {"look", "date", "planned_look", "recorded", NULL};
static const char *const arm_names[] = {"visitors", "conversions", NULL};
static const char *const split_names[] = {"srm_p_value", "srm_ln_p_value", NULL};
static const char *const comparison_names[] = {"z",
                                               "p_nominal",
                                               "ln_p_nominal",
                                               "information",
                                               "bound_upper",
                                               "bound_lower",
                                               "bound_futility",
                                               "alpha_spent",
                                               "p_value_always_valid",
                                               "ln_p_value_always_valid",
                                               "e_value",
                                               "ln_e_value",
                                               "difference",
                                               "lift",
                                               "conditional_power",
                                               "conditional_power_trend",
                                               "predictive_power",
                                               "action",
                                               NULL};
static const char *const reading_names[] = {"fixed", "group_sequential", "anytime", NULL};
static const char *const decision_names[] = {"code", "treatment", "look", "date", "rule", "reason", NULL};
static const char *const gate_names[] = {"srm", "harm", "not-significant", "not-won", "data-quality", "continue", NULL};

/* An interval keeps its three columns where there is none. */
static void add_final(cvs_row_builder *row, const cvs_node *final) {
  static const char *const p_names[] = {"p_value_adjusted", "ln_p_value_adjusted", NULL};
  static const char *const names[] = {"difference_adjusted", "lift_adjusted"};
  static const cvs_interval none = {0};
  cvs_row_add_children(row, "final_", final, p_names);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    cvs_row_add(row, "final_",
                final != NULL ? cvs_node_child(final, names[i])
                              : cvs_doc_interval(row->doc, NULL, names[i], CVS_UNIT_NONE, &none));
}

static void add_row(cvs_document *doc, const cvs_monitor_scene *scene, const cvs_node *look, size_t index) {
  const cvs_monitor_group *group = scene->group;
  const size_t treatment = group->treatment[index].treatment;
  const cvs_node *arms = cvs_node_child(look, "arms");
  const cvs_node *record = cvs_node_item(cvs_node_child(look, "comparisons"), index);
  const cvs_node *final = cvs_node_child(doc->root, "final");
  size_t place = 0; /* in the list of those that are final */
  for (size_t i = 0; i < index; i++)
    place += group->treatment[i].is_final ? 1 : 0;
  cvs_row_builder row = {.doc = doc};
  cvs_row_add(&row, "", cvs_row_top(&row, "by"));
  cvs_row_add_children(&row, "", look, look_names);
  cvs_row_add(&row, "", cvs_row_top(&row, "control"));
  cvs_row_add(&row, "", cvs_node_child(record, "treatment"));
  cvs_row_add_children(&row, "control_", group->control == SIZE_MAX ? NULL : cvs_node_item(arms, group->control),
                       arm_names);
  cvs_row_add_children(&row, "", cvs_node_item(arms, treatment), arm_names);
  cvs_row_add_children(&row, "", look, split_names);
  cvs_row_add_children(&row, "", record, comparison_names);
  if (scene->options->compare)
    cvs_row_add_children(&row, "readings_", cvs_node_child(record, "readings"), reading_names);
  cvs_row_add_children(&row, "decision_", cvs_row_top(&row, "decision"), decision_names);
  add_final(&row, group->treatment[index].is_final ? cvs_node_item(final, place) : NULL);
  cvs_row_add_children(&row, "gates_", cvs_row_top(&row, "gates"), gate_names);
  cvs_row_end(&row);
}

void cvs_build_monitor_rows(cvs_document *doc, const cvs_monitor_scene *scene) {
  if (doc->failed)
    return;
  const cvs_node *now = cvs_node_child(doc->root, "now");
  const cvs_node *look = cvs_node_child(doc->root, "looks")->value.children.first;
  if (look == NULL && now->kind == CVS_NODE_RECORD)
    look = now;
  for (; look != NULL; look = look->next) {
    for (size_t i = 0; i < scene->group->comparison_count; i++)
      add_row(doc, scene, look, i);
    if (look == now)
      return;
  }
}

/* CSV rows of `bayes`, one a comparison. */
#include "report/build_bayes.h"

#include "report/row_builder.h"

static const char *const arm_names[] = {"visitors", "conversions", "rate", "p_best", "expected_loss", NULL};
static const char *const comparison_names[] = {
    "p_better",  "p_worse",      "expected_loss_ship", "expected_loss_keep", "difference", "lift",
    "p_in_rope", "p_above_rope", "bayes_factor_10",    "ln_bayes_factor_10", NULL};
static const char *const end_names[] = {"p_significant_better", "p_significant_worse", NULL};
static const char *const shrunken_names[] = {"p_better", "lift", NULL};
static const char *const prior_names[] = {"alpha", "beta", "from", "lift_sd", "log_odds_sd", "baseline", NULL};
static const char *const srm_names[] = {
    "assumed", "method", "statistic", "df", "p_value", "ln_p_value", "p_value_adjusted_over_groups", "mismatch", NULL};
static const char *const money_names[] = {"decision", "treatment", "profit_ship", "profit_certain", NULL};
static const char *const money_best_names[] = {"days", "profit", "gain", NULL};
static const char *const decision_names[] = {"code", "treatment", "rule", "reason", NULL};
static const char *const gate_names[] = {"srm", "harm", "not-won", "data-quality", "continue", NULL};

void cvs_build_bayes_rows(cvs_document *doc, const cvs_bayes_scene *scene) {
  if (doc->failed)
    return;
  const cvs_bayes_group *group = scene->group;
  const cvs_node *arms = cvs_node_child(doc->root, "arms");
  const cvs_node *comparisons = cvs_node_child(doc->root, "comparisons");
  for (size_t i = 0; i < group->pair_count; i++) {
    cvs_row_builder row = {.doc = doc};
    const cvs_node *record = cvs_node_item(comparisons, i);
    cvs_row_add(&row, "", cvs_row_top(&row, "by"));
    cvs_row_add(&row, "", cvs_node_child(record, "control"));
    cvs_row_add(&row, "", cvs_node_child(record, "treatment"));
    cvs_row_add_children(&row, "control_", cvs_node_item(arms, group->frame.control), arm_names);
    cvs_row_add_children(&row, "", cvs_node_item(arms, group->pair[i].treatment), arm_names);
    cvs_row_add_children(&row, "", record, comparison_names);
    cvs_row_add_children(&row, "at_planned_end_", cvs_node_child(record, "at_planned_end"), end_names);
    cvs_row_add_children(&row, "shrunken_", cvs_node_child(record, "shrunken"), shrunken_names);
    cvs_row_add_children(&row, "prior_", cvs_row_top(&row, "prior"), prior_names);
    cvs_row_add_children(&row, "srm_", cvs_row_top(&row, "srm"), srm_names);
    if (scene->options->money != NULL) {
      const cvs_node *money = cvs_row_top(&row, "money");
      cvs_row_add_children(&row, "money_", money, money_names);
      cvs_row_add_children(&row, "money_best_", money->kind == CVS_NODE_RECORD ? cvs_node_child(money, "best") : NULL,
                           money_best_names);
    }
    cvs_row_add_children(&row, "decision_", cvs_row_top(&row, "decision"), decision_names);
    cvs_row_add_children(&row, "gates_", cvs_row_top(&row, "gates"), gate_names);
    cvs_row_end(&row);
  }
}

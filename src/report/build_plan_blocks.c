/* What a person reads of one plan: the answer, checks, arms, what each week buys, the power for other
 * effects, what to do, one caution, the methods. */
#include "report/build_plan.h"

#include "report/build_money.h"

#include "report/build_plan_sequential.h"
#include "report/format.h"
#include "report/sequential_words.h"

#include <math.h>

static void add_heading(cvs_document *doc, const cvs_plan_view *view) {
  if (view->dataset == NULL || cvs_dataset_by_count(view->dataset) == 0)
    return;
  cvs_strbuf text = {0};
  for (size_t i = 0; i < cvs_dataset_by_count(view->dataset); i++) {
    cvs_strbuf_add(&text, i > 0 ? ", " : "");
    cvs_strbuf_add(&text, cvs_dataset_by_name(view->dataset, i));
    cvs_strbuf_add(&text, " = ");
    cvs_strbuf_add(&text, cvs_dataset_by_value(view->dataset, view->entry->group, i));
  }
  cvs_doc_heading(doc, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static bool is_grave(cvs_finding_code code) {
  return code == CVS_FINDING_OVER_A_YEAR;
}

static void add_verdict(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool none = view->entry->reason != NULL;
  const bool grave = plan->finding_count > 0 && is_grave(plan->finding[0].code);
  cvs_strbuf text = {0};
  cvs_words_plan_verdict(&text, view);
  cvs_doc_verdict(doc,
                  none    ? CVS_TONE_BAD
                  : grave ? CVS_TONE_WARN
                          : CVS_TONE_GOOD,
                  none ? "NO PLAN" : "PLAN", cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

/* "a lift of 10% takes the rate from 3.2% to 3.52% (+0.32 pp)". */
static void check_effect(cvs_document *doc, cvs_block *checks, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const cvs_plan_past *past = view->entry->options->past;
  cvs_strbuf text = {0};
  if (plan->lift == 0 && plan->difference == 0)
    cvs_strbuf_add(&text, "planned for no true effect at a rate of ");
  else {
    cvs_words_planned(&text, view);
    cvs_strbuf_add(&text, " takes the rate from ");
  }
  cvs_format_value(&text, CVS_UNIT_RATE, plan->baseline, -1);
  if (plan->lift != 0 || plan->difference != 0) {
    cvs_strbuf_add(&text, " to ");
    cvs_format_value(&text, CVS_UNIT_RATE, plan->rate_treatment, -1);
    cvs_strbuf_add(&text, " (");
    cvs_format_value(&text, CVS_UNIT_DIFFERENCE, plan->difference, -1);
    cvs_strbuf_add(&text, ")");
  }
  if (past != NULL && past->control != NULL) {
    cvs_strbuf_add(&text, "; the rate is that of ");
    cvs_strbuf_add(&text, past->control);
  }
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

/* "non-inferiority: the treatment may be at most 2% worse". */
static void check_margin(cvs_document *doc, cvs_block *checks, const cvs_plan_options *options) {
  if (options->aim == CVS_AIM_DIFFERENCE)
    return;
  const cvs_unit unit = options->margin_scale == CVS_LIFT ? CVS_UNIT_LIFT : CVS_UNIT_DIFFERENCE;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, options->aim == CVS_AIM_EQUIVALENCE ? "equivalence: between " : "non-inferiority: above ");
  cvs_format_value(&text, unit, options->margin_lower, -1);
  if (options->aim == CVS_AIM_EQUIVALENCE) {
    cvs_strbuf_add(&text, " and ");
    cvs_format_value(&text, unit, options->margin_upper, -1);
  }
  cvs_strbuf_add(&text, " of the control");
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

/* Beside a step that is to be tested, a reader would take the figures below for its own. */
static void check_funnel(cvs_document *doc, cvs_block *checks, const cvs_plan *plan) {
  if (plan->step_count > 0)
    cvs_doc_check(doc, checks, CVS_TONE_GOOD,
                  "this effect, the power, the arms and the weeks are those of a test of the final conversion");
}

static void check_power(cvs_document *doc, cvs_block *checks, const cvs_plan_view *view) {
  cvs_strbuf text = {0};
  cvs_words_plan_power(&text, view);
  cvs_doc_check(doc, checks, cvs_plan_is_short(view->entry->plan) ? CVS_TONE_WARN : CVS_TONE_GOOD,
                cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

/* What the looks cost. */
static void check_looks(cvs_document *doc, cvs_block *checks, const cvs_plan_view *view) {
  if (view->entry->plan->sequential == NULL)
    return;
  cvs_strbuf text = {0};
  cvs_words_plan_looks(&text, view);
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_strbuf_clear(&text);
  cvs_words_plan_treatments(&text, view);
  if (text.length > 0)
    cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static void check_left_over(cvs_document *doc, cvs_block *checks, const cvs_plan_view *view) {
  cvs_strbuf text = {0};
  cvs_words_plan_left_over(&text, view);
  if (text.length > 0)
    cvs_doc_check(doc, checks, CVS_TONE_WARN, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static void check_findings(cvs_document *doc, cvs_block *checks, const cvs_plan_view *view, bool grave) {
  const cvs_plan *plan = view->entry->plan;
  for (size_t i = 0; i < plan->finding_count; i++) {
    const cvs_finding_code code = plan->finding[i].code;
    /* A power that falls short is told where the power is. */
    if (is_grave(code) != grave || code == CVS_FINDING_POWER_FALLS_SHORT)
      continue;
    cvs_strbuf text = {0};
    cvs_words_plan_finding(&text, view, &plan->finding[i]);
    cvs_doc_check(doc, checks, grave ? CVS_TONE_BAD : CVS_TONE_WARN, cvs_strbuf_text(&text));
    cvs_doc_close_text(doc, &text);
  }
}

static void check_input(cvs_document *doc, cvs_block *checks, const cvs_plan_view *view) {
  const cvs_input_info *input = view->dataset != NULL ? cvs_dataset_input(view->dataset) : NULL;
  if (input == NULL || input->weak_unit == NULL)
    return;
  const cvs_finding finding = {.code = CVS_FINDING_UNIT_NOT_RANDOMISED, .field = "input", .arm = SIZE_MAX};
  cvs_strbuf text = {0};
  cvs_words_plan_finding(&text, view, &finding);
  cvs_doc_check(doc, checks, CVS_TONE_WARN, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static void add_checks(cvs_document *doc, const cvs_plan_view *view) {
  cvs_block *checks = cvs_doc_checks(doc, "Checks");
  check_findings(doc, checks, view, true);
  check_effect(doc, checks, view);
  check_margin(doc, checks, view->entry->options);
  check_funnel(doc, checks, view->entry->plan);
  check_power(doc, checks, view);
  check_looks(doc, checks, view);
  check_left_over(doc, checks, view);
  check_findings(doc, checks, view, false);
  check_input(doc, checks, view);
}

static void add_arm_table(cvs_document *doc, const cvs_plan_view *view) {
  static const cvs_column columns[] = {
      {"", CVS_COLUMN_NAME, 0}, {"share", CVS_COLUMN_VALUE, 0}, {"visitors", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Variants";
  const cvs_node *arm = cvs_node_child(doc->root, "arms")->value.children.first;
  for (; arm != NULL; arm = arm->next) {
    const cvs_node *cells[] = {cvs_node_child(arm, "name"), cvs_node_child(arm, "share"),
                               cvs_node_child(arm, "visitors")};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
  cvs_doc_explain(doc, table, cvs_plan_test_method(view));
  cvs_doc_explain(doc, table, cvs_plan_size_method(view));
  cvs_doc_explain(doc, table, view->entry->plan->adjust);
}

/* A year week by week is more than anybody reads: the first weeks, then every so many, and the last. */
static bool is_shown(size_t week, size_t count) {
  enum { ROWS_WANTED = 12, FIRST_WEEKS = 4 };
  const size_t step = (count + ROWS_WANTED - 1) / ROWS_WANTED;
  return week <= FIRST_WEEKS || week % step == 0 || week == count;
}

/* What ends after each week sees. */
static void add_week_table(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_node *list = cvs_node_child(doc->root, "by_week");
  if (list->kind != CVS_NODE_LIST || list->value.children.first == NULL)
    return;
  const bool effects = view->entry->options->aim == CVS_AIM_DIFFERENCE;
  const cvs_plan *plan = view->entry->plan;
  const char *effect = plan->difference < 0 ? "smallest loss found" : "smallest lift found";
  const cvs_column with_effects[] = {{"stop after week", CVS_COLUMN_VALUE, 0},
                                     {"visitors", CVS_COLUMN_VALUE, 0},
                                     {effect, CVS_COLUMN_VALUE, 0},
                                     {"power for the planned one", CVS_COLUMN_BAR, 0}};
  static const cvs_column without[] = {
      {"stop after week", CVS_COLUMN_VALUE, 0}, {"visitors", CVS_COLUMN_VALUE, 0}, {"power", CVS_COLUMN_BAR, 0}};
  cvs_block *table = cvs_doc_table(doc, effects ? with_effects : without, effects ? 4 : 3);
  table->label = "If the test ends early";
  for (const cvs_node *week = list->value.children.first; week != NULL; week = week->next) {
    if (!is_shown((size_t)cvs_node_child(week, "week")->value.count, plan->week_count))
      continue;
    const cvs_node *power = cvs_node_child(week, "power");
    const cvs_node *cells[] = {cvs_node_child(week, "week"), cvs_node_child(week, "visitors_total"),
                               effects ? cvs_node_child(week, "lift") : power, power};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
}

static void add_curve_table(cvs_document *doc, const cvs_plan *plan) {
  const bool rougher = plan->achieved_by == CVS_BY_ENUMERATION && plan->curve_by == CVS_BY_APPROXIMATION;
  const cvs_column columns[] = {{"if the true lift is", CVS_COLUMN_VALUE, 0},
                                {"difference", CVS_COLUMN_VALUE, 0},
                                {rougher ? "power, approximate" : "power at this size", CVS_COLUMN_BAR, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Power by the true lift";
  const cvs_node *point = cvs_node_child(doc->root, "power_curve")->value.children.first;
  for (; point != NULL; point = point->next) {
    const cvs_node *cells[] = {cvs_node_child(point, "lift"), cvs_node_child(point, "difference"),
                               cvs_node_child(point, "power")};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
}

static void add_funnel_table(cvs_document *doc) {
  const cvs_node *funnel = cvs_node_child(doc->root, "funnel");
  if (funnel->kind != CVS_NODE_RECORD)
    return;
  static const cvs_column columns[] = {{"step", CVS_COLUMN_VALUE, 0},
                                       {"reached by", CVS_COLUMN_VALUE, 0},
                                       {"rate", CVS_COLUMN_VALUE, 0},
                                       {"visitors, this step", CVS_COLUMN_VALUE, 0},
                                       {"final conversion", CVS_COLUMN_VALUE, 0},
                                       {"run", CVS_COLUMN_NAME, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Steps of the funnel";
  const cvs_node *step = cvs_node_child(funnel, "steps")->value.children.first;
  for (; step != NULL; step = step->next) {
    const cvs_node *cells[] = {cvs_node_child(step, "step"),
                               cvs_node_child(step, "reach"),
                               cvs_node_child(step, "rate"),
                               cvs_node_child(step, "visitors_step_test"),
                               cvs_node_child(step, "visitors_final_test"),
                               cvs_node_child(step, "run")};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
}

typedef void words_function(cvs_strbuf *out, const cvs_plan_view *view);

/* A paragraph, unless there is nothing to say. */
static void add_paragraph(cvs_document *doc, const cvs_plan_view *view, const char *label, words_function *words) {
  cvs_strbuf text = {0};
  words(&text, view);
  if (text.length > 0)
    cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

void cvs_build_plan_blocks(cvs_document *doc, const cvs_plan_view *view) {
  if (doc->failed)
    return;
  add_heading(doc, view);
  add_verdict(doc, view);
  if (view->entry->reason != NULL)
    return;
  add_checks(doc, view);
  add_arm_table(doc, view);
  add_funnel_table(doc);
  cvs_build_sequential_tables(doc, view);
  add_week_table(doc, view);
  add_curve_table(doc, view->entry->plan);
  cvs_build_plan_pictures(doc, view);
  cvs_build_money_plan_blocks(doc, doc->root, view->entry->profit);
  add_paragraph(doc, view, "What to do", cvs_words_plan_advice);
  add_paragraph(doc, view, "Split", cvs_words_plan_splits);
  add_paragraph(doc, view, "Baseline", cvs_words_plan_ends);
  add_paragraph(doc, view, "Caution", cvs_words_plan_caution);
  add_paragraph(doc, view, "Method", cvs_words_plan_method);
}

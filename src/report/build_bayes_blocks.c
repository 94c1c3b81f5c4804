/* What a person reads of `bayes`: verdict, checks, arms, effects with their picture, the cost of a mistake, what to
 * do, one caution. */
#include "report/build_bayes.h"

#include "report/decision_word.h"
#include "report/format.h"

static bool has_check(const cvs_bayes_scene *scene) {
  return !scene->test.quiet || scene->group->finding_count > 0 || scene->group->frame.finding_count > 0;
}

static void add_checks(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  if (!has_check(scene))
    return;
  cvs_block *checks = cvs_doc_checks(doc, "Checks");
  cvs_build_split_checks(doc, checks, &scene->test);
  for (size_t i = 0; i < group->finding_count; i++) {
    cvs_strbuf text = {0};
    cvs_words_bayes_finding(&text, scene, &group->finding[i]);
    cvs_doc_check(doc, checks, CVS_TONE_WARN, cvs_strbuf_text(&text));
    cvs_doc_close_text(doc, &text);
  }
  if (group->frame.has_srm)
    cvs_doc_explain(doc, checks, cvs_method_find(CVS_KIND_OTHER, "srm"));
}

static void explain_prior(cvs_document *doc, cvs_block *block, const cvs_bayes_scene *scene) {
  if (scene->options->lift_sd <= 0)
    cvs_doc_explain(doc, block, cvs_method_find(CVS_KIND_OTHER, "beta-binomial"));
  if (scene->options->lift_sd > 0 || (scene->options->past != NULL && scene->options->past->has_spread))
    cvs_doc_explain(doc, block, cvs_method_find(CVS_KIND_OTHER, "sceptical-lift"));
}

/* With two arms the chance to be best and its cost stand in the tables of the comparison. Rates are posterior means,
 * not conversions over visitors. */
static void add_arm_table(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  const cvs_column columns[] = {
      {"", CVS_COLUMN_NAME, 0},
      {"visitors", CVS_COLUMN_VALUE, 0},
      {"conversions", CVS_COLUMN_VALUE, 0},
      {frame->arm_count > 2 ? "mean" : "mean rate", CVS_COLUMN_VALUE, 0},
      {cvs_build_interval_title(doc, scene->options->alpha, " interval"), CVS_COLUMN_INTERVAL, 0},
      {"best", CVS_COLUMN_VALUE, 0},
      {"loss", CVS_COLUMN_VALUE, 0}};
  const size_t count = sizeof columns / sizeof columns[0] - (frame->arm_count > 2 ? 0 : 2);
  cvs_block *table = cvs_doc_table(doc, columns, count);
  table->label = "Variants";
  const cvs_node *arms = cvs_node_child(doc->root, "arms");
  for (size_t i = 0; i < frame->arm_count; i++) {
    const cvs_node *arm = cvs_node_item(arms, i), *rate = cvs_node_child(arm, "rate");
    const cvs_node *cells[] = {cvs_node_child(arm, "name"),
                               cvs_node_child(arm, "visitors"),
                               cvs_node_child(arm, "conversions"),
                               rate,
                               rate,
                               cvs_node_child(arm, "p_best"),
                               cvs_node_child(arm, "expected_loss")};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
  explain_prior(doc, table, scene);
}

/* Lift with its picture, then the difference beneath it. */
static void add_effect_table(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_column columns[] = {
      {"", CVS_COLUMN_NAME, 0},
      {"better", CVS_COLUMN_VALUE, 0},
      {"lift", CVS_COLUMN_VALUE, 0},
      {cvs_build_interval_title(doc, scene->options->alpha, " interval"), CVS_COLUMN_INTERVAL, 0},
      {"", CVS_COLUMN_FOREST, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Lift";
  const cvs_node *list = cvs_node_child(doc->root, "comparisons");
  for (size_t i = 0; i < scene->group->pair_count; i++) {
    const cvs_node *record = cvs_node_item(list, i);
    const cvs_node *lift = cvs_node_child(record, "lift"), *difference = cvs_node_child(record, "difference");
    const cvs_node *first[] = {cvs_node_child(record, "treatment"), cvs_node_child(record, "p_better"), lift, lift,
                               lift};
    const cvs_node *second[] = {NULL, NULL, difference, difference, NULL};
    cvs_doc_table_row(doc, table, first);
    cvs_doc_table_row(doc, table, second);
  }
  table->secondary = true;
}

/* What a mistake costs, and what the counts say of no effect. */
static void add_cost_table(cvs_document *doc, const cvs_bayes_scene *scene) {
  const bool has_rope = scene->options->has_rope;
  const bool many = scene->group->pair_count > 1; /* the loss of each among all stands in the arms' table */
  const cvs_column columns[] = {{many ? "loss against control" : "expected loss", CVS_COLUMN_NAME, 0},
                                {"if shipped", CVS_COLUMN_VALUE, 0},
                                {"if kept", CVS_COLUMN_VALUE, 0},
                                {"Bayes factor", CVS_COLUMN_VALUE, 0},
                                {"in region", CVS_COLUMN_VALUE, 0},
                                {"above it", CVS_COLUMN_VALUE, 0}};
  const size_t count = sizeof columns / sizeof columns[0] - (has_rope ? 0 : 2);
  cvs_block *table = cvs_doc_table(doc, columns, count);
  table->label = "What a mistake costs";
  const cvs_node *list = cvs_node_child(doc->root, "comparisons");
  for (size_t i = 0; i < scene->group->pair_count; i++) {
    const cvs_node *record = cvs_node_item(list, i);
    const cvs_node *cells[] = {
        cvs_node_child(record, "treatment"),          cvs_node_child(record, "expected_loss_ship"),
        cvs_node_child(record, "expected_loss_keep"), cvs_node_child(record, "bayes_factor_10"),
        cvs_node_child(record, "p_in_rope"),          cvs_node_child(record, "p_above_rope")};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
  if (scene->options->lift_sd <= 0) /* else of the joint prior itself, against a spread of none */
    cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "bayes-factor"));
}

typedef void words_function(cvs_strbuf *out, const cvs_bayes_scene *scene);

static void add_paragraph(cvs_document *doc, const cvs_bayes_scene *scene, const char *label, words_function *words) {
  cvs_strbuf text = {0};
  words(&text, scene);
  if (text.length > 0)
    cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

/* A finding that is said as the caution stays where the reader asked for warnings alone. */
static void add_caution(cvs_document *doc, const cvs_bayes_scene *scene) {
  cvs_strbuf text = {0};
  cvs_words_bayes_caution(&text, scene);
  cvs_doc_paragraph(doc, "Caution", cvs_strbuf_text(&text))->secondary =
      cvs_words_caution_finding(&scene->group->frame) == NULL;
  cvs_doc_close_text(doc, &text);
}

void cvs_build_bayes_blocks(cvs_document *doc, const cvs_bayes_scene *scene) {
  if (doc->failed)
    return;
  const bool broken = scene->group->frame.data_broken;
  cvs_build_heading(doc, &scene->test);
  cvs_doc_decision(doc, "bayes");
  add_checks(doc, scene);
  add_arm_table(doc, scene);
  if (!broken) {
    add_effect_table(doc, scene);
    cvs_build_bayes_pictures(doc, scene);
    add_cost_table(doc, scene);
    add_paragraph(doc, scene, "Bayes factor", cvs_words_bayes_factor);
    add_paragraph(doc, scene, "Other priors", cvs_words_bayes_views);
    add_paragraph(doc, scene, "Past", cvs_words_bayes_past);
    add_paragraph(doc, scene, "At the end", cvs_words_bayes_end);
  }
  const cvs_money_view money = cvs_bayes_money_view(scene);
  cvs_build_money_blocks(doc, doc->root, &money);
  add_paragraph(doc, scene, "What to do", cvs_words_bayes_advice);
  add_caution(doc, scene);
  if (!broken)
    add_paragraph(doc, scene, "Method", cvs_words_bayes_method);
}

/* What a person reads of `test`: verdict, checks, arms, effects with their picture, what to do, one
 * caution, the methods. */
#include "report/build_test.h"

#include "base/number.h"
#include "report/decision_word.h"
#include "report/format.h"

#include <string.h>

/* "95% interval" for an error of 5 %, in the document's memory. */
const char *cvs_build_interval_title(cvs_document *doc, double alpha, const char *kind) {
  cvs_strbuf title = {0};
  cvs_words_given_percent(&title, 1 - alpha);
  cvs_strbuf_add(&title, kind);
  const char *copy = cvs_arena_copy(&doc->arena, cvs_strbuf_text(&title), title.length);
  doc->failed = doc->failed || copy == NULL;
  cvs_doc_close_text(doc, &title);
  return copy != NULL ? copy : "";
}

void cvs_build_heading(cvs_document *doc, const cvs_test_view *view) {
  cvs_strbuf text = {0};
  size_t columns = cvs_dataset_by_count(view->dataset);
  for (size_t i = 0; i < columns; i++) {
    cvs_strbuf_add(&text, i > 0 ? ", " : "");
    cvs_strbuf_add(&text, cvs_dataset_by_name(view->dataset, i));
    cvs_strbuf_add(&text, " = ");
    cvs_strbuf_add(&text, cvs_dataset_by_value(view->dataset, view->group->group, i));
  }
  if (columns > 0)
    cvs_doc_heading(doc, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

/* "split as assumed: 50,000 and 50,000 (p = 1)" */
void cvs_build_split_check(cvs_document *doc, cvs_block *checks, const cvs_test_group *group) {
  enum { SHOWN = 6 };
  bool empty = false; /* nothing is well where one has nobody */
  for (size_t i = 0; i < group->arm_count; i++)
    empty = empty || group->arm[i].sample.visitors == 0;
  if (!group->has_srm || group->srm_mismatch || empty)
    return;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, group->srm_assumed ? "split as assumed: " : "split as declared: ");
  for (size_t i = 0; i < group->arm_count && i < SHOWN; i++) {
    cvs_strbuf_add(&text, i == 0 ? "" : i + 1 == group->arm_count ? " and " : ", ");
    cvs_format_count(&text, group->arm[i].sample.visitors);
  }
  cvs_strbuf_add(&text, group->arm_count > SHOWN ? ", ... (" : " (");
  cvs_words_split_p(&text, group);
  cvs_strbuf_add(&text, ")");
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static bool has_finding(const cvs_test_group *group, cvs_finding_code code) {
  for (size_t i = 0; i < group->finding_count; i++)
    if (group->finding[i].code == code)
      return true;
  return false;
}

static void check_counts(cvs_document *doc, cvs_block *checks, const cvs_test_group *group) {
  bool large = !group->data_broken && !has_finding(group, CVS_FINDING_SMALL_COUNTS) &&
               !has_finding(group, CVS_FINDING_NO_VARIATION);
  if (!large || group->comparison_count == 0)
    return;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, "counts large enough for the ");
  cvs_strbuf_add(&text, group->comparison[0].method->id);
  cvs_strbuf_add(&text, " test");
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static bool is_of_scale(cvs_finding_code code) {
  return code == CVS_FINDING_NO_INTERVAL || code == CVS_FINDING_NO_ESTIMATE || code == CVS_FINDING_UNBOUNDED_INTERVAL ||
         code == CVS_FINDING_INTERVAL_DISAGREES;
}

/* Findings of scales that repeat each other (lift, then odds ratio; no estimate, so no bound) are
 * said once a comparison; the machine formats keep them all. */
static bool is_repeated(const cvs_test_group *group, size_t index) {
  const cvs_finding *finding = &group->finding[index];
  for (size_t i = 0; i < index && is_of_scale(finding->code); i++) {
    const cvs_finding *earlier = &group->finding[i];
    bool implied = earlier->code == CVS_FINDING_NO_ESTIMATE && finding->code == CVS_FINDING_UNBOUNDED_INTERVAL;
    if (earlier->arm == finding->arm && (earlier->code == finding->code || implied))
      return true;
  }
  return false;
}

static bool is_fatal(cvs_finding_code code) {
  return code == CVS_FINDING_SRM_MISMATCH || code == CVS_FINDING_ONE_ARM || code == CVS_FINDING_EMPTY_ARM;
}

/* Skipped rows are said, with their reasons, at the head; the gravest finding is the caution. */
static bool is_check(const cvs_test_group *group, size_t index) {
  const cvs_finding *finding = &group->finding[index];
  bool elsewhere = finding->code == CVS_FINDING_ROWS_SKIPPED || finding == cvs_words_caution_finding(group);
  return !elsewhere && !is_repeated(group, index);
}

static bool has_check(const cvs_test_view *view) {
  for (size_t i = 0; i < view->group->finding_count; i++)
    if (is_check(view->group, i))
      return true;
  return false;
}

static void check_findings(cvs_document *doc, cvs_block *checks, const cvs_test_view *view, bool fatal) {
  const cvs_test_group *group = view->group;
  for (size_t i = 0; i < group->finding_count; i++) {
    if (is_fatal(group->finding[i].code) != fatal || !is_check(group, i))
      continue;
    cvs_strbuf text = {0};
    cvs_words_finding(&text, view, &group->finding[i]);
    cvs_doc_check(doc, checks, fatal ? CVS_TONE_BAD : CVS_TONE_WARN, cvs_strbuf_text(&text));
    cvs_doc_close_text(doc, &text);
  }
}

void cvs_build_split_checks(cvs_document *doc, cvs_block *checks, const cvs_test_view *view) {
  check_findings(doc, checks, view, true);
  if (!view->quiet)
    cvs_build_split_check(doc, checks, view->group);
  check_findings(doc, checks, view, false);
}

/* What is broken stands before what is well; what is well is left out for a quiet reader. */
static void add_checks(cvs_document *doc, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  if (view->quiet && !has_check(view))
    return;
  cvs_block *checks = cvs_doc_checks(doc, "Checks");
  check_findings(doc, checks, view, true);
  if (!view->quiet) {
    cvs_build_split_check(doc, checks, group);
    check_counts(doc, checks, group);
  }
  check_findings(doc, checks, view, false);
  if (group->has_srm)
    cvs_doc_explain(doc, checks, cvs_method_find(CVS_KIND_OTHER, "srm"));
}

static void add_arm_table(cvs_document *doc, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  const cvs_column columns[] = {
      {"", CVS_COLUMN_NAME, 0},
      {"visitors", CVS_COLUMN_VALUE, 0},
      {"conversions", CVS_COLUMN_VALUE, 0},
      {"rate", CVS_COLUMN_VALUE, 0},
      {cvs_build_interval_title(doc, view->options->alpha, " interval"), CVS_COLUMN_INTERVAL, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Variants";
  const cvs_node *arms = cvs_node_child(doc->root, "arms");
  for (size_t i = 0; i < group->arm_count; i++) {
    const cvs_node *arm = cvs_node_item(arms, i);
    const cvs_node *rate = cvs_node_child(arm, "rate");
    const cvs_node *cells[] = {cvs_node_child(arm, "name"), cvs_node_child(arm, "visitors"),
                               cvs_node_child(arm, "conversions"), rate, rate};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_RATE, view->options->rate_interval));
}

static void explain_comparison(cvs_document *doc, cvs_block *table, const cvs_comparison *comparison) {
  cvs_doc_explain(doc, table, comparison->method);
  for (size_t scale = 0; scale < CVS_SCALES; scale++)
    cvs_doc_explain(doc, table, comparison->interval[scale]);
  if (comparison->has_margin)
    cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "margin-score"));
}

static bool is_adjusted(const cvs_test_group *group) {
  return group->adjust != NULL && strcmp(group->adjust->id, "none") != 0;
}

/* Column title of p: which one it is. */
static const char *p_title(const cvs_test_view *view) {
  if (view->options->aim != CVS_AIM_DIFFERENCE)
    return "p margin";
  return is_adjusted(view->group) ? "p adj." : "p";
}

/* The p-value that decides; where it underflows its logarithm, which prints as the p it stands for. */
static const cvs_node *decisive_p(const cvs_test_view *view, const cvs_node *record) {
  const cvs_node *margin = cvs_node_child(record, "margin");
  const cvs_node *of = margin->kind == CVS_NODE_RECORD ? margin : record;
  if (is_adjusted(view->group))
    return cvs_node_child(of, "p_value_adjusted");
  const cvs_node *p = cvs_node_child(of, "p_value");
  bool underflow = p->kind == CVS_NODE_NUMBER && !(p->value.number > 0);
  return underflow ? cvs_node_child(of, "ln_p_value") : p;
}

static double interval_alpha(const cvs_test_view *view) {
  double alpha = view->options->alpha;
  return view->options->aim == CVS_AIM_EQUIVALENCE ? 2 * alpha : alpha;
}

const cvs_node *cvs_build_pair_label(cvs_document *doc, const cvs_test_view *view, const cvs_node *record) {
  const cvs_node *treatment = cvs_node_child(record, "treatment");
  if (!view->options->all_pairs || doc->failed)
    return treatment;
  cvs_strbuf label = {0};
  cvs_strbuf_add(&label, treatment->value.text);
  cvs_strbuf_add(&label, " / ");
  cvs_strbuf_add(&label, cvs_node_child(record, "control")->value.text);
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&label));
  cvs_doc_close_text(doc, &label);
  return node;
}

/* Adjusted p-values beside intervals that are not adjusted: the title says so. */
static const char *effect_title(cvs_document *doc, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  bool joint = group->comparison_count > 0 && group->comparison[0].simultaneous;
  bool apart = is_adjusted(group) && !joint;
  return cvs_build_interval_title(doc, interval_alpha(view), apart ? " unadjusted" : " interval");
}

/* Lift with its picture, then the difference beneath it without name and p. */
static void add_effect_table(cvs_document *doc, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  const cvs_column columns[] = {{"", CVS_COLUMN_NAME, 0},
                                {"lift", CVS_COLUMN_VALUE, 0},
                                {effect_title(doc, view), CVS_COLUMN_INTERVAL, 0},
                                {p_title(view), CVS_COLUMN_VALUE, 0},
                                {"", CVS_COLUMN_FOREST, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Lift";
  const cvs_node *list = cvs_node_child(doc->root, "comparisons");
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_node *record = cvs_node_item(list, i);
    const cvs_node *lift = cvs_node_child(record, "lift");
    const cvs_node *difference = cvs_node_child(record, "difference");
    const cvs_node *p = decisive_p(view, record);
    const cvs_node *first[] = {cvs_build_pair_label(doc, view, record), lift, lift, p, lift};
    const cvs_node *second[] = {NULL, difference, difference, NULL, NULL};
    cvs_doc_table_row(doc, table, first);
    cvs_doc_table_row(doc, table, second);
    explain_comparison(doc, table, &group->comparison[i]);
  }
  table->secondary = true;
  cvs_doc_explain(doc, table, group->adjust);
}

/* What the arms look like without the strata, beside the stratified result. */
static void add_pooled_table(cvs_document *doc, const cvs_test_view *view) {
  const cvs_column columns[] = {{"pooled", CVS_COLUMN_NAME, 0},
                                {"lift", CVS_COLUMN_VALUE, 0},
                                {effect_title(doc, view), CVS_COLUMN_INTERVAL, 0},
                                {"p", CVS_COLUMN_VALUE, 0},
                                {"", CVS_COLUMN_FOREST, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Lift without the strata";
  const cvs_node *list = cvs_node_child(cvs_node_child(doc->root, "strata"), "comparisons");
  for (size_t i = 0; i < view->group->comparison_count; i++) {
    const cvs_node *record = cvs_node_item(list, i);
    const cvs_node *pooled = cvs_node_child(record, "pooled");
    const cvs_node *lift = cvs_node_child(pooled, "lift");
    const cvs_node *difference = cvs_node_child(pooled, "difference");
    const cvs_node *first[] = {cvs_node_child(record, "treatment"), lift, lift, cvs_node_child(pooled, "p_value"),
                               lift};
    const cvs_node *second[] = {NULL, difference, difference, NULL, NULL};
    cvs_doc_table_row(doc, table, first);
    cvs_doc_table_row(doc, table, second);
    cvs_doc_explain(doc, table, view->group->strata[i].pooled_method);
  }
  table->secondary = true;
}

/* "6 strata of 6 used; is the effect the same in all of them? Breslow-Day p = 0.0021." */
static void add_strata_line(cvs_document *doc, const cvs_test_group *group) {
  cvs_strbuf text = {0};
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_strata_result *result = &group->strata[i].result;
    cvs_strbuf_add(&text, i > 0 ? " " : "");
    if (group->comparison_count > 1) {
      cvs_words_name(&text, group, group->comparison[i].treatment);
      cvs_strbuf_add(&text, ": ");
    }
    cvs_format_count(&text, result->strata_used);
    cvs_strbuf_add(&text, " of ");
    cvs_format_count(&text, group->stratum_count);
    cvs_strbuf_add(&text, " strata used");
    if (result->has_homogeneity) {
      cvs_strbuf_add(&text, "; the same effect in all of them? Breslow-Day p = ");
      cvs_format_p(&text, result->homogeneity.p_value, result->homogeneity.ln_p_value);
    }
    cvs_strbuf_add(&text, ".");
  }
  cvs_block *block = cvs_doc_paragraph(doc, "Strata", cvs_strbuf_text(&text));
  block->secondary = true;
  cvs_doc_explain(doc, block, cvs_method_find(CVS_KIND_OTHER, "breslow-day"));
  cvs_doc_close_text(doc, &text);
}

/* Tests of all arms together, in words. */
static void add_together(cvs_document *doc, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  cvs_strbuf text = {0};
  if (group->has_omnibus) {
    cvs_strbuf_add(&text, "Are all rates equal? p = ");
    cvs_format_p(&text, group->omnibus.p_value, group->omnibus.ln_p_value);
    cvs_strbuf_add(&text, ".");
  }
  if (group->has_trend) {
    cvs_strbuf_add(&text, text.length > 0 ? " Trend over the order of the variants: p = "
                                          : "Trend over the order of the variants: p = ");
    cvs_format_p(&text, group->trend.p_value, group->trend.ln_p_value);
    bool shown = group->trend.p_value < view->options->alpha;
    cvs_strbuf_add(&text, !shown ? "." : group->trend.statistic < 0 ? " (falling)." : " (rising).");
  }
  if (text.length > 0) {
    cvs_block *block = cvs_doc_paragraph(doc, "Together", cvs_strbuf_text(&text));
    block->secondary = true;
    cvs_doc_explain(doc, block, group->has_omnibus ? cvs_method_find(CVS_KIND_OTHER, "omnibus") : NULL);
    cvs_doc_explain(doc, block, group->has_trend ? cvs_method_find(CVS_KIND_OTHER, "trend") : NULL);
  }
  cvs_doc_close_text(doc, &text);
}

/* A finding that is said as the caution stays where the reader asked for warnings alone. */
static void add_caution(cvs_document *doc, const cvs_test_view *view) {
  cvs_strbuf text = {0};
  cvs_words_caution(&text, view);
  cvs_doc_paragraph(doc, "Caution", cvs_strbuf_text(&text))->secondary = cvs_words_caution_finding(view->group) == NULL;
  cvs_doc_close_text(doc, &text);
}

typedef void words_function(cvs_strbuf *out, const cvs_test_view *view);

static void add_paragraph(cvs_document *doc, const cvs_test_view *view, const char *label, words_function *words) {
  cvs_strbuf text = {0};
  words(&text, view);
  cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

void cvs_build_test_blocks(cvs_document *doc, const cvs_test_view *view) {
  if (doc->failed)
    return;
  const cvs_test_group *group = view->group;
  cvs_build_heading(doc, view);
  cvs_doc_decision(doc, "test");
  add_checks(doc, view);
  add_arm_table(doc, view);
  if (!group->data_broken) {
    add_effect_table(doc, view);
    add_together(doc, view);
  }
  cvs_build_test_pictures(doc, view, effect_title(doc, view));
  if (group->strata != NULL) {
    add_pooled_table(doc, view);
    add_strata_line(doc, group);
  }
  add_paragraph(doc, view, "What to do", cvs_words_advice);
  add_caution(doc, view);
  if (!group->data_broken)
    add_paragraph(doc, view, "Method", cvs_words_method);
}

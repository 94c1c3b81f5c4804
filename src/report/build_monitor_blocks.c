/* What a person reads of `monitor`: verdict, checks, arms, effects with their picture, the looks, what to do, one
 * caution. */
#include "report/build_monitor.h"

#include "base/calendar.h"
#include "report/decision_word.h"
#include "report/format.h"

#include <stdint.h>

/* --- checks --- */

static bool is_fatal(cvs_finding_code code) {
  return code == CVS_FINDING_SRM_MISMATCH || code == CVS_FINDING_ONE_ARM || code == CVS_FINDING_EMPTY_ARM;
}

/* Skipped rows are said, with their reasons, at the head; that the split changed by its mismatch. */
static bool is_check(const cvs_monitor_group *group, const cvs_finding *finding) {
  const bool said = finding->code == CVS_FINDING_ALLOCATION_CHANGED && group->srm_mismatch;
  return finding->code != CVS_FINDING_ROWS_SKIPPED && !said;
}

static void check_findings(cvs_document *doc, cvs_block *checks, const cvs_monitor_scene *scene, bool fatal) {
  const cvs_monitor_group *group = scene->group;
  for (size_t i = 0; i < group->finding_count; i++) {
    if (is_fatal(group->finding[i].code) != fatal || !is_check(group, &group->finding[i]))
      continue;
    cvs_strbuf text = {0};
    cvs_words_monitor_finding(&text, scene, &group->finding[i]);
    cvs_doc_check(doc, checks, fatal ? CVS_TONE_BAD : CVS_TONE_WARN, cvs_strbuf_text(&text));
    cvs_doc_close_text(doc, &text);
  }
}

/* "split as assumed at every look: 50,000 and 50,000 (p = 1)" */
static void check_split(cvs_document *doc, cvs_block *checks, const cvs_monitor_group *group) {
  enum { SHOWN = 6 };
  if (!group->srm_p_value.exists || group->srm_mismatch || cvs_monitor_split_moved(group))
    return;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, group->srm_assumed ? "split as assumed on every day: " : "split as declared on every day: ");
  for (size_t i = 0; i < group->arm_count && i < SHOWN; i++) {
    cvs_strbuf_add(&text, i == 0 ? "" : i + 1 == group->arm_count ? " and " : ", ");
    cvs_format_count(&text, group->arm[i].sample.visitors);
  }
  cvs_strbuf_add(&text, group->arm_count > SHOWN ? ", ... (p = " : " (p = ");
  cvs_format_p(&text, group->srm_p_value.value, 0);
  cvs_strbuf_add(&text, ")");
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static void check_days(cvs_document *doc, cvs_block *checks, const cvs_monitor_group *group) {
  if (group->day_count == 0 || group->days_missing > 0 || group->days_carried > 0)
    return;
  cvs_strbuf text = {0};
  cvs_format_count(&text, group->day_count);
  cvs_strbuf_add(&text, group->day_count == 1 ? " day: " : " days without a gap: ");
  cvs_calendar_add(&text, group->first);
  if (group->day_count > 1) {
    cvs_strbuf_add(&text, " to ");
    cvs_calendar_add(&text, group->last);
  }
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static bool has_check(const cvs_monitor_scene *scene) {
  for (size_t i = 0; i < scene->group->finding_count; i++)
    if (is_check(scene->group, &scene->group->finding[i]))
      return true;
  return !scene->test.quiet && scene->group->day_count > 0;
}

static void add_checks(cvs_document *doc, const cvs_monitor_scene *scene) {
  if (!has_check(scene))
    return;
  cvs_block *checks = cvs_doc_checks(doc, "Checks");
  check_findings(doc, checks, scene, true);
  if (!scene->test.quiet) {
    check_split(doc, checks, scene->group);
    check_days(doc, checks, scene->group);
  }
  check_findings(doc, checks, scene, false);
  if (scene->group->srm_p_value.exists)
    cvs_doc_explain(doc, checks, cvs_method_find(CVS_KIND_OTHER, "srm-sequence"));
}

/* --- tables --- */

const char *cvs_monitor_interval_title(cvs_document *doc, const cvs_monitor_scene *scene, const char *kind) {
  return cvs_build_interval_title(doc, scene->group->terms.alpha, kind);
}

static void add_arm_table(cvs_document *doc, const cvs_monitor_scene *scene) {
  static const cvs_column columns[] = {{"", CVS_COLUMN_NAME, 0},
                                       {"visitors", CVS_COLUMN_VALUE, 0},
                                       {"conversions", CVS_COLUMN_VALUE, 0},
                                       {"rate", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Variants";
  const cvs_node *arms = cvs_node_child(doc->root, "arms");
  for (size_t i = 0; i < scene->group->arm_count; i++) {
    const cvs_node *arm = cvs_node_item(arms, i);
    const cvs_node *cells[] = {cvs_node_child(arm, "name"), cvs_node_child(arm, "visitors"),
                               cvs_node_child(arm, "conversions"), cvs_node_child(arm, "rate")};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
}

static const cvs_method *method_of(const cvs_monitor_options *options) {
  static const char *const ids[CVS_MONITOR_DESIGNS] = {NULL, "group-sequential", "sprt", "maxsprt"};
  return options->design == CVS_MONITOR_ANYTIME ? cvs_method_find(CVS_KIND_SEQUENCE, cvs_sequence_id(options->sequence))
                                                : cvs_method_find(CVS_KIND_OTHER, ids[options->design]);
}

static const cvs_node *show_p(cvs_document *doc, const cvs_monitor_scene *scene, size_t index) {
  double p = 0, ln_p = 0;
  if (!cvs_monitor_p(scene, index, &p, &ln_p))
    return cvs_doc_null(doc, NULL, NULL, CVS_UNIT_P);
  return p > 0 ? cvs_doc_number(doc, NULL, NULL, CVS_UNIT_P, p) : cvs_doc_number(doc, NULL, NULL, CVS_UNIT_LN_P, ln_p);
}

/* What stands beside an effect; the second row of a treatment has neither. */
typedef struct effect_row {
  cvs_unit unit;
  const cvs_node *name;
  const cvs_node *p;
  bool bare; /* a test by likelihood ratio: neither interval nor picture */
} effect_row;

/* A row of an effect; an interval without ends is none, and no picture. */
static void add_effect(cvs_document *doc, cvs_block *table, const cvs_interval *effect, const effect_row *row) {
  const bool has_ends = effect->exists && (effect->has_lower || effect->has_upper);
  const cvs_interval ends = has_ends ? *effect : (cvs_interval){0};
  const cvs_node *value = cvs_doc_interval(doc, NULL, NULL, row->unit, effect);
  const cvs_node *interval = cvs_doc_interval(doc, NULL, NULL, row->unit, &ends);
  const cvs_node *cells[] = {row->name, value, interval, row->p, row->name != NULL && has_ends ? interval : NULL};
  const cvs_node *bare[] = {row->name, value, row->p};
  cvs_doc_table_row(doc, table, row->bare ? bare : cells);
}

/* What holds now: lift with its picture, then the difference beneath it. */
static void add_effect_table(cvs_document *doc, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  bool final = false;
  for (size_t i = 0; i < group->comparison_count; i++)
    final = final || group->treatment[i].is_final;
  const cvs_column columns[] = {
      {"", CVS_COLUMN_NAME, 0},
      {"lift", CVS_COLUMN_VALUE, 0},
      {cvs_monitor_interval_title(doc, scene, final ? " adjusted" : " at any look"), CVS_COLUMN_INTERVAL, 0},
      {"p", CVS_COLUMN_VALUE, 0},
      {"", CVS_COLUMN_FOREST, 0}};
  const cvs_column bare_columns[] = {columns[0], columns[1], columns[3]};
  const bool bare = cvs_monitor_is_ratio(scene->options);
  cvs_block *table = bare ? cvs_doc_table(doc, bare_columns, sizeof bare_columns / sizeof bare_columns[0])
                          : cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = final ? "Lift" : "Lift so far";
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_comparison holds = cvs_monitor_holds(scene, i);
    const cvs_node *name = cvs_doc_text(doc, NULL, NULL, group->arm[group->treatment[i].treatment].name);
    const effect_row first = {CVS_UNIT_LIFT, name, show_p(doc, scene, i), bare},
                     second = {CVS_UNIT_DIFFERENCE, NULL, NULL, bare};
    add_effect(doc, table, &holds.effect[CVS_LIFT], &first);
    add_effect(doc, table, &holds.effect[CVS_DIFFERENCE], &second);
  }
  table->secondary = true;
  cvs_doc_explain(doc, table, method_of(scene->options));
}

/* --- paragraphs --- */

typedef void words_function(cvs_strbuf *out, const cvs_monitor_scene *scene);

static void add_paragraph(cvs_document *doc, const cvs_monitor_scene *scene, const char *label, words_function *words) {
  cvs_strbuf text = {0};
  words(&text, scene);
  if (text.length > 0)
    cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

void cvs_build_monitor_blocks(cvs_document *doc, const cvs_monitor_scene *scene) {
  if (doc->failed)
    return;
  const bool broken = scene->group->comparison_count == 0 || cvs_monitor_latest(scene->group) == NULL;
  cvs_build_heading(doc, &scene->test);
  cvs_doc_decision(doc, "monitor");
  add_checks(doc, scene);
  add_arm_table(doc, scene);
  if (!broken) {
    add_effect_table(doc, scene);
    cvs_build_monitor_chart(doc, scene);
    cvs_build_monitor_pictures(doc, scene);
    cvs_build_monitor_look_tables(doc, scene);
    add_paragraph(doc, scene, "Plain test", cvs_words_monitor_compared);
    add_paragraph(doc, scene, "Periods", cvs_words_monitor_periods);
    add_paragraph(doc, scene, "Chances", cvs_words_monitor_chances);
  }
  add_paragraph(doc, scene, "What to do", cvs_words_monitor_advice);
  add_paragraph(doc, scene, "Caution", cvs_words_monitor_caution);
  if (!broken)
    add_paragraph(doc, scene, "Method", cvs_words_monitor_method);
}

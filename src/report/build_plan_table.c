/* Many plans as one table for people: a row each, and below it why a row has no answer. */
#include "report/build_plan.h"

#include "base/mem.h"
#include "report/format.h"

#include <string.h>

static void add_verdict(cvs_document *doc, size_t count, size_t without) {
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "%zu plan%s", count, count == 1 ? "" : "s");
  if (without > 0)
    cvs_strbuf_addf(&text, ", %zu of them without an answer", without);
  cvs_strbuf_add(&text, ".");
  cvs_doc_verdict(doc, without > 0 ? CVS_TONE_WARN : CVS_TONE_GOOD, "PLANS", cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static const cvs_node *make_time(cvs_document *doc, const cvs_plan *plan) {
  cvs_strbuf text = {0};
  if (plan->has_duration)
    cvs_words_time(&text, plan->days);
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, plan->has_duration ? cvs_strbuf_text(&text) : NULL);
  cvs_doc_close_text(doc, &text);
  return node;
}

static const cvs_node *make_number(cvs_document *doc, cvs_unit unit, bool exists, double value) {
  return exists ? cvs_doc_number(doc, NULL, NULL, unit, value) : cvs_doc_null(doc, NULL, NULL, unit);
}

/* Visitors on average if the effect is there; the others are the most that the plan takes. */
static const cvs_node *make_expected(cvs_document *doc, const cvs_plan *plan) {
  if (plan->sequential == NULL || plan->visitors_total == 0)
    return cvs_doc_null(doc, NULL, NULL, CVS_UNIT_COUNT);
  return cvs_doc_count(doc, NULL, NULL, (uint64_t)(plan->sequential->expected_visitors[CVS_TRUTH_WHOLE] + 0.5));
}

static const cvs_node *make_count(cvs_document *doc, bool exists, uint64_t value) {
  return exists ? cvs_doc_count(doc, NULL, NULL, value) : cvs_doc_null(doc, NULL, NULL, CVS_UNIT_COUNT);
}

static bool has_looks(const cvs_plan_entry *entry) {
  return entry->options->looks != NULL;
}

static void add_row(cvs_document *doc, cvs_block *table, const cvs_plan_entry *entry) {
  const cvs_plan *plan = entry->plan;
  const bool solved = entry->reason == NULL;
  const bool known = solved || plan->solved_for != CVS_SOLVED_EFFECT;
  const cvs_node *cells[] = {make_number(doc, CVS_UNIT_RATE, true, plan->baseline),
                             make_number(doc, CVS_UNIT_LIFT, known, plan->lift),
                             make_number(doc, CVS_UNIT_DIFFERENCE, known, plan->difference),
                             make_count(doc, solved, plan->visitors_total),
                             has_looks(entry) ? make_expected(doc, plan)
                                              : make_count(doc, solved, plan->arm[0].visitors),
                             make_number(doc, CVS_UNIT_RATE, solved, plan->power_achieved),
                             make_time(doc, plan)};
  cvs_doc_table_row(doc, table, cells);
}

static bool has_duration(const cvs_plan_entry *entries, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (entries[i].plan->has_duration)
      return true;
  return false;
}

static const char *control_title(const cvs_plan_options *options) {
  if (options->looks != NULL)
    return "on average";
  return options->share_count > 0 ? "in control" : "an arm";
}

/* A sentence, and the rows it is about. */
typedef struct row_note {
  cvs_strbuf text;
  size_t first;
  size_t rows;
} row_note;

typedef struct row_notes {
  row_note *note;
  size_t count;
} row_notes;

/* A sentence once, however many rows it is about. */
static void take_note(row_notes *notes, const cvs_plan_view *view, const cvs_finding *finding) {
  row_note *added = &notes->note[notes->count];
  *added = (row_note){.first = view->group, .rows = 1};
  cvs_words_plan_finding(&added->text, view, finding);
  for (size_t i = 0; i < notes->count; i++)
    if (strcmp(cvs_strbuf_text(&notes->note[i].text), cvs_strbuf_text(&added->text)) == 0) {
      notes->note[i].rows++;
      cvs_strbuf_free(&added->text);
      return;
    }
  notes->count++;
}

static void take_notes(row_notes *notes, const cvs_plan_entry *entries, size_t count) {
  static const cvs_finding no_answer = {.code = CVS_FINDING_NO_ANSWER, .field = "", .arm = SIZE_MAX};
  for (size_t i = 0; i < count; i++) {
    const cvs_plan_view view = {.entry = &entries[i], .group = i, .in_table = true};
    if (entries[i].reason != NULL)
      take_note(notes, &view, &no_answer);
    for (size_t k = 0; k < entries[i].plan->finding_count; k++)
      take_note(notes, &view, &entries[i].plan->finding[k]);
  }
}

/* "baseline 3.00%, lift +10% and 2 rows more: ", in the figures of the row; a lift that is the answer
 * names no row. */
static void name_rows(cvs_strbuf *out, const row_note *note, const cvs_plan_entry *entries, size_t count) {
  const cvs_plan *plan = entries[note->first].plan;
  if (note->rows == count && count > 1) {
    cvs_strbuf_add(out, "every row: ");
    return;
  }
  cvs_strbuf_add(out, "baseline ");
  cvs_format_value(out, CVS_UNIT_RATE, plan->baseline, -1);
  if (entries[note->first].options->effect != 0) {
    const bool lift = entries[note->first].options->effect_scale == CVS_LIFT;
    cvs_strbuf_add(out, lift ? ", lift " : ", difference ");
    cvs_format_value(out, lift ? CVS_UNIT_LIFT : CVS_UNIT_DIFFERENCE, lift ? plan->lift : plan->difference, -1);
  }
  if (note->rows > 1)
    cvs_strbuf_addf(out, " and %zu row%s more", note->rows - 1, note->rows > 2 ? "s" : "");
  cvs_strbuf_add(out, ": ");
}

static void add_checks(cvs_document *doc, const cvs_plan_entry *entries, size_t count) {
  size_t most = 0;
  for (size_t i = 0; i < count; i++)
    most += entries[i].plan->finding_count + (entries[i].reason != NULL);
  if (most == 0)
    return;
  row_notes notes = {.note = cvs_calloc(most, sizeof *notes.note)};
  doc->failed = doc->failed || notes.note == NULL;
  if (notes.note == NULL)
    return;
  take_notes(&notes, entries, count);
  cvs_block *checks = cvs_doc_checks(doc, "Checks");
  for (size_t i = 0; i < notes.count; i++) {
    cvs_strbuf text = {0};
    name_rows(&text, &notes.note[i], entries, count);
    cvs_strbuf_add(&text, cvs_strbuf_text(&notes.note[i].text));
    cvs_doc_check(doc, checks, CVS_TONE_WARN, cvs_strbuf_text(&text));
    cvs_doc_close_text(doc, &text);
    cvs_doc_close_text(doc, &notes.note[i].text);
  }
  cvs_free(notes.note);
}

static void add_paragraphs(cvs_document *doc, const cvs_plan_entry *entries, size_t count, bool explain) {
  size_t first = 0;
  while (first < count && entries[first].reason != NULL)
    first++;
  if (first == count)
    return;
  const cvs_plan_view view = {.entry = &entries[first], .group = first, .in_table = true, .explain = explain};
  cvs_strbuf text = {0};
  cvs_words_plan_method(&text, &view);
  cvs_doc_paragraph(doc, "Method", cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

void cvs_build_plan_table(cvs_document *doc, const cvs_plan_entry *entries, size_t count, bool explain) {
  const cvs_column columns[] = {
      {"baseline", CVS_COLUMN_VALUE, 0},
      {"lift", CVS_COLUMN_VALUE, 0},
      {"difference", CVS_COLUMN_VALUE, 0},
      {count > 0 && has_looks(&entries[0]) ? "visitors at most" : "visitors", CVS_COLUMN_VALUE, 0},
      {count > 0 ? control_title(entries[0].options) : "", CVS_COLUMN_VALUE, 0},
      {"power", CVS_COLUMN_VALUE, 0},
      {"time", CVS_COLUMN_VALUE, 0}};
  const size_t all = sizeof columns / sizeof columns[0];
  size_t without = 0;
  for (size_t i = 0; i < count; i++)
    without += entries[i].reason != NULL;
  add_verdict(doc, count, without);
  add_checks(doc, entries, count);
  cvs_block *table = cvs_doc_table(doc, columns, has_duration(entries, count) ? all : all - 1);
  table->label = "Plans";
  for (size_t i = 0; i < count; i++)
    add_row(doc, table, &entries[i]);
  for (size_t i = 0; i < count; i++) {
    const cvs_plan_view view = {.entry = &entries[i], .group = i, .in_table = true};
    cvs_doc_explain(doc, table, cvs_plan_test_method(&view));
    cvs_doc_explain(doc, table, cvs_plan_size_method(&view));
  }
  add_paragraphs(doc, entries, count, explain);
}

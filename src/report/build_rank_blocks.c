/* What a person reads of a backlog: what to run, the three lists, what to do, one caution. */
#include "report/build_rank.h"

#include "report/build_test.h"
#include "report/format.h"
#include "report/plan_words.h"

#include <math.h>

typedef void words_function(cvs_strbuf *out, const cvs_rank_view *view);

static void add_paragraph(cvs_document *doc, const cvs_rank_view *view, const char *label, words_function *words) {
  cvs_strbuf text = {0};
  words(&text, view);
  cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

static void add_verdict(cvs_document *doc, const cvs_rank_view *view) {
  cvs_strbuf text = {0};
  cvs_words_rank_verdict(&text, view);
  const bool any = view->count > 0 && view->rank[0].choice == CVS_IDEA_TEST;
  cvs_doc_verdict(doc, any ? CVS_TONE_GOOD : CVS_TONE_WARN, "RANK", cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

/* --- checks --- */

typedef void idea_words(cvs_strbuf *out, const cvs_idea_rank *rank);

static void check_idea(cvs_document *doc, cvs_block **checks, idea_words *words, const cvs_idea_rank *rank) {
  cvs_strbuf text = {0};
  if (*checks == NULL)
    *checks = cvs_doc_checks(doc, "Checks");
  words(&text, rank);
  cvs_doc_check(doc, *checks, CVS_TONE_WARN, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static void add_checks(cvs_document *doc, const cvs_rank_view *view) {
  cvs_block *checks = NULL;
  for (size_t i = 0; i < view->count; i++) {
    const cvs_idea_rank *rank = &view->rank[i];
    if (rank->choice != CVS_IDEA_TEST)
      continue;
    if (cvs_rank_conversions(rank) < cvs_rank_conversions_few)
      check_idea(doc, &checks, cvs_words_rank_few, rank);
    if (rank->test_days > CVS_RANK_LONG_DAYS)
      check_idea(doc, &checks, cvs_words_rank_long, rank);
  }
}

/* --- lists --- */

/* "+2% ±5%": two of three such lifts lie there. */
static const cvs_node *make_lift(cvs_document *doc, const cvs_rank_view *view, const cvs_idea_rank *rank) {
  const cvs_money_prospect *prospect = &rank->idea->prospect;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, prospect->lift_mean < 0 ? "-" : prospect->lift_mean > 0 ? "+" : "");
  cvs_words_given_percent(&text, fabs(prospect->lift_mean));
  cvs_strbuf_add(&text, view->unicode ? " \u00B1" : " +/-");
  cvs_words_given_percent(&text, prospect->lift_sd);
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node;
}

static const cvs_node *make_time(cvs_document *doc, const cvs_idea_rank *rank) {
  cvs_strbuf text = {0};
  cvs_words_time(&text, rank->test_days);
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node;
}

static const cvs_node *child(const cvs_node *record, const char *name) {
  return cvs_node_child(record, name);
}

static void add_tests(cvs_document *doc, const cvs_rank_view *view, const cvs_node *idea) {
  static const cvs_column columns[] = {{"to test, best first", CVS_COLUMN_NAME, 0}, {"lift", CVS_COLUMN_VALUE, 0},
                                       {"visitors", CVS_COLUMN_VALUE, 0},           {"time", CVS_COLUMN_VALUE, 0},
                                       {"adds in all", CVS_COLUMN_VALUE, 0},        {"a day", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = NULL;
  for (size_t i = 0; i < view->count; i++, idea = idea->next) {
    if (view->rank[i].choice != CVS_IDEA_TEST)
      continue;
    if (table == NULL) {
      table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
      table->label = "Ideas to test";
      cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "expected-profit"));
    }
    const cvs_node *cells[] = {child(idea, "idea"),
                               make_lift(doc, view, &view->rank[i]),
                               child(child(idea, "test"), "visitors_total"),
                               make_time(doc, &view->rank[i]),
                               child(idea, "gain"),
                               child(idea, "gain_per_day")};
    cvs_doc_table_row(doc, table, cells);
  }
}

/* Ideas that are not tested: what a test would add to the better of shipping and leaving them. */
static void add_others(cvs_document *doc, const cvs_rank_view *view, const cvs_node *idea, cvs_idea_choice choice) {
  const cvs_column columns[] = {{choice == CVS_IDEA_SHIP ? "to ship untested" : "not worth a test", CVS_COLUMN_NAME, 0},
                                {"lift", CVS_COLUMN_VALUE, 0},
                                {"shipped untested", CVS_COLUMN_VALUE, 0},
                                {"best test", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = NULL;
  for (size_t i = 0; i < view->count; i++, idea = idea->next) {
    if (view->rank[i].choice != choice)
      continue;
    if (table == NULL)
      table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
    const cvs_node *test = child(idea, "test");
    const cvs_node *cells[] = {child(idea, "idea"), make_lift(doc, view, &view->rank[i]), child(idea, "profit_ship"),
                               test->kind == CVS_NODE_RECORD ? child(test, "profit") : test};
    cvs_doc_table_row(doc, table, cells);
  }
  if (table == NULL)
    return;
  table->label = choice == CVS_IDEA_SHIP ? "Ideas to ship untested" : "Ideas not worth a test";
  table->secondary = true;
}

void cvs_build_rank_blocks(cvs_document *doc, const cvs_rank_view *view) {
  if (doc->failed)
    return;
  const cvs_node *first = cvs_node_child(doc->root, "ideas")->value.children.first;
  add_verdict(doc, view);
  add_checks(doc, view);
  add_tests(doc, view, first);
  add_others(doc, view, first, CVS_IDEA_SHIP);
  add_others(doc, view, first, CVS_IDEA_DROP);
  add_paragraph(doc, view, "What to do", cvs_words_rank_advice);
  add_paragraph(doc, view, "Caution", cvs_words_rank_caution);
  add_paragraph(doc, view, "Method", cvs_words_rank_method);
}

/* What a choice is worth while a test runs: tree, table and paragraph. */
#include "report/build_money.h"

#include "base/utf8.h"
#include "report/build_test.h"
#include "report/format.h"
#include "report/plan_words.h"

#include <math.h>

static void add_later(cvs_document *doc, cvs_node *parent, const char *name, const cvs_money_later *later) {
  cvs_node *record = cvs_doc_record(doc, parent, name);
  cvs_doc_count(doc, record, "days", later->days);
  cvs_doc_number(doc, record, "profit", CVS_UNIT_MONEY, later->profit);
  cvs_doc_number(doc, record, "gain", CVS_UNIT_MONEY, later->gain);
  cvs_doc_bool(doc, record, "exact", later->exact);
}

static const char *choice_id(cvs_money_choice choice) {
  static const char *const ids[] = {[CVS_MONEY_KEEP] = "keep", [CVS_MONEY_SHIP] = "ship", [CVS_MONEY_TEST] = "test"};
  return ids[choice];
}

void cvs_build_money(cvs_document *doc, cvs_node *parent, const cvs_money_view *view) {
  if (view->money == NULL) {
    cvs_doc_null(doc, parent, "money", CVS_UNIT_NONE);
    return;
  }
  const cvs_money *money = view->money;
  cvs_node *record = cvs_doc_record(doc, parent, "money");
  cvs_doc_text(doc, record, "decision", choice_id(money->choice));
  cvs_doc_text(doc, record, "treatment", view->treatment);
  cvs_doc_number(doc, record, "profit_keep", CVS_UNIT_MONEY, 0);
  cvs_doc_number(doc, record, "profit_ship", CVS_UNIT_MONEY, money->profit_ship);
  cvs_doc_number(doc, record, "profit_certain", CVS_UNIT_MONEY, money->profit_certain);
  cvs_node *list = cvs_doc_list(doc, record, "test_on");
  for (size_t i = 0; i < money->wait_count; i++)
    add_later(doc, list, NULL, &money->wait[i]);
  add_later(doc, record, "best", &money->best);
}

/* --- words --- */

static void add_money(cvs_strbuf *out, double value) {
  cvs_format_value(out, CVS_UNIT_MONEY, value, -1);
}

static void add_now(cvs_strbuf *out, const cvs_money_view *view) {
  if (view->money->profit_ship > 0) {
    cvs_strbuf_add(out, "ship ");
    cvs_utf8_add_visible(out, view->treatment);
  } else {
    cvs_strbuf_add(out, "keep ");
    cvs_utf8_add_visible(out, view->control);
  }
}

static void say_test(cvs_strbuf *out, const cvs_money_view *view) {
  const cvs_money_later *best = &view->money->best;
  cvs_strbuf_add(out, "Test on for ");
  cvs_words_time(out, best->days);
  const bool to_the_end = best->days == view->terms->horizon_days;
  cvs_strbuf_add(out, to_the_end
                          ? ", all of the horizon: the change does not pay, what the test shows meanwhile does, by "
                          : " and choose then: expected to earn ");
  cvs_strbuf_add(out, best->exact ? "" : "about ");
  add_money(out, best->gain);
  cvs_strbuf_add(out, " more than to ");
  add_now(out, view);
  cvs_strbuf_add(out, " now.");
}

static void say_now(cvs_strbuf *out, const cvs_money_view *view) {
  static const double rounds_to_nothing = 0.005; /* in cents */
  const double untold = view->money->profit_certain - fmax(view->money->profit_ship, 0);
  cvs_strbuf_add(out, "Choose now, ");
  add_now(out, view);
  cvs_strbuf_add(out, ": no longer test earns what it costs. To know the true rates would be worth ");
  if (untold < rounds_to_nothing)
    cvs_strbuf_add(out, "next to nothing.");
  else {
    add_money(out, untold);
    cvs_strbuf_add(out, ", and a test tells less.");
  }
}

static bool has_rough(const cvs_money *money) {
  bool rough = !money->best.exact;
  for (size_t i = 0; i < money->wait_count; i++)
    rough = rough || !money->wait[i].exact;
  return rough;
}

void cvs_words_money(cvs_strbuf *out, const cvs_money_view *view) {
  if (view->money->choice == CVS_MONEY_TEST)
    say_test(out, view);
  else
    say_now(out, view);
  cvs_strbuf_add(out, " Profits are expectations over ");
  cvs_words_time(out, view->terms->horizon_days);
  cvs_strbuf_add(out, " of ");
  cvs_format_about(out, view->terms->traffic);
  cvs_strbuf_add(out, " visitors a day, against keeping ");
  cvs_utf8_add_visible(out, view->control);
  cvs_strbuf_add(out, ".");
  if (has_rough(view->money))
    cvs_strbuf_add(out, " \"About\": so many visitors to come are not counted one by one.");
  if (view->bare_arm)
    cvs_strbuf_add(out, " A variant without conversions has its rate from the prior, and the profits with it.");
  if (view->shrunken)
    cvs_strbuf_add(out, " They take the rates as the table has them, not the shrunken lift, and so flatter a winner.");
}

/* --- blocks --- */

typedef struct row_words {
  const char *before;
  const char *name; /* of an arm, or NULL */
  uint64_t days;    /* 0: none */
  bool rough;
} row_words;

static const cvs_node *make_label(cvs_document *doc, const row_words *words) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, words->before);
  cvs_strbuf_add(&text, words->name != NULL ? words->name : "");
  if (words->days > 0)
    cvs_words_time(&text, words->days);
  cvs_strbuf_add(&text, words->rough ? ", about" : "");
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node;
}

static void add_row(cvs_document *doc, cvs_block *table, const row_words *words, const cvs_node *profit,
                    const cvs_node *gain) {
  const cvs_node *cells[] = {make_label(doc, words), profit, gain};
  cvs_doc_table_row(doc, table, cells);
}

static bool is_shown_already(const cvs_money *money) {
  for (size_t i = 0; i < money->wait_count; i++)
    if (money->wait[i].days == money->best.days)
      return true;
  return money->best.days == 0;
}

void cvs_build_money_blocks(cvs_document *doc, const cvs_node *parent, const cvs_money_view *view) {
  static const cvs_column columns[] = {
      {"", CVS_COLUMN_NAME, 0}, {"expected profit", CVS_COLUMN_VALUE, 0}, {"more than now", CVS_COLUMN_VALUE, 0}};
  if (view->money == NULL || doc->failed)
    return;
  const cvs_node *record = cvs_node_child(parent, "money");
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "What each choice is worth";
  const row_words keep = {"keep ", view->control, 0, false}, ship = {"ship ", view->treatment, 0, false};
  add_row(doc, table, &keep, cvs_node_child(record, "profit_keep"), NULL);
  add_row(doc, table, &ship, cvs_node_child(record, "profit_ship"), NULL);
  const cvs_node *later = cvs_node_child(record, "test_on")->value.children.first;
  for (; later != NULL; later = later->next) {
    const row_words words = {"test on for ", NULL, cvs_node_child(later, "days")->value.count,
                             !cvs_node_child(later, "exact")->value.boolean};
    add_row(doc, table, &words, cvs_node_child(later, "profit"), cvs_node_child(later, "gain"));
  }
  const cvs_node *best = cvs_node_child(record, "best");
  const row_words words = {"best, test on for ", NULL, view->money->best.days, !view->money->best.exact};
  if (!is_shown_already(view->money))
    add_row(doc, table, &words, cvs_node_child(best, "profit"), cvs_node_child(best, "gain"));
  table->secondary = true;
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "information-value"));
  cvs_strbuf text = {0};
  cvs_words_money(&text, view);
  cvs_doc_paragraph(doc, "Money", cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

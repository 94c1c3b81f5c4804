/* The sizes of a test by what they are expected to earn: tree, table and paragraph beside a plan. */
#include "report/build_money.h"

#include "base/constants.h"
#include "report/build_test.h"
#include "report/format.h"
#include "report/plan_words.h"

#include <math.h>

const char *const cvs_money_plan_fields[] = {"profit_ship", "profit_certain", NULL};
const char *const cvs_money_size_fields[] = {"visitors_total", "visitors_control", "days", "profit",
                                             "p_ship",         "p_wrong",          NULL};

static void add_size(cvs_document *doc, cvs_node *parent, const char *name, const cvs_money_size *size) {
  cvs_node *record = cvs_doc_record(doc, parent, name);
  cvs_doc_count(doc, record, "visitors_total", size->visitors_total);
  cvs_doc_count(doc, record, "visitors_control", size->visitors_control);
  cvs_doc_number(doc, record, "days", CVS_UNIT_NONE, size->days);
  cvs_doc_number(doc, record, "profit", CVS_UNIT_MONEY, size->profit);
  cvs_doc_number(doc, record, "p_ship", CVS_UNIT_RATE, size->p_ship);
  cvs_doc_number(doc, record, "p_wrong", CVS_UNIT_RATE, size->p_wrong);
}

static void add_terms(cvs_document *doc, cvs_node *record, const cvs_money_prospect *prospect) {
  const cvs_money_terms *terms = &prospect->terms;
  cvs_node *lift = cvs_doc_record(doc, record, "prior_lift");
  cvs_doc_number(doc, lift, "mean", CVS_UNIT_LIFT, prospect->lift_mean);
  cvs_doc_number(doc, lift, "sd", CVS_UNIT_LIFT, prospect->lift_sd);
  cvs_doc_number(doc, record, "traffic", CVS_UNIT_NONE, terms->traffic);
  cvs_doc_count(doc, record, "horizon_days", terms->horizon_days);
  cvs_doc_number(doc, record, "value_per_conversion", CVS_UNIT_MONEY, terms->value_per_conversion);
  cvs_doc_number(doc, record, "cost_of_change", CVS_UNIT_MONEY, terms->cost_of_change);
  cvs_doc_number(doc, record, "cost_of_test", CVS_UNIT_MONEY, prospect->cost_of_test);
  cvs_doc_number(doc, record, "cost_of_delay", CVS_UNIT_MONEY, terms->cost_of_delay);
}

void cvs_build_money_plan(cvs_document *doc, cvs_node *parent, const cvs_money_plan *profit) {
  if (profit == NULL) {
    cvs_doc_null(doc, parent, "profit", CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, parent, "profit");
  add_terms(doc, record, &profit->prospect);
  cvs_doc_number(doc, record, "profit_ship", CVS_UNIT_MONEY, profit->untested.profit_ship);
  cvs_doc_number(doc, record, "profit_certain", CVS_UNIT_MONEY, profit->untested.profit_certain);
  add_size(doc, record, "best", &profit->best);
  if (profit->has_planned)
    add_size(doc, record, "planned", &profit->planned);
  else
    cvs_doc_null(doc, record, "planned", CVS_UNIT_NONE);
}

void cvs_row_add_money_plan(cvs_row_builder *row) {
  static const char *const plain[] = {"profit_ship", "profit_certain", NULL};
  static const char *const size[] = {"visitors_total", "visitors_control", "days", "profit", "p_ship", "p_wrong", NULL};
  const cvs_node *profit = cvs_row_top(row, "profit");
  const bool exists = profit->kind == CVS_NODE_RECORD;
  cvs_row_add_children(row, "profit_", profit, plain);
  cvs_row_add_children(row, "profit_best_", exists ? cvs_node_child(profit, "best") : NULL, size);
  cvs_row_add_children(row, "profit_planned_", exists ? cvs_node_child(profit, "planned") : NULL, size);
}

/* --- words --- */

static double find_untested(const cvs_money_plan *profit) {
  return fmax(profit->untested.profit_ship, 0);
}

static void add_earned(cvs_strbuf *out, const cvs_money_prospect *prospect, double value) {
  const double one = prospect->terms.value_per_conversion;
  cvs_format_value(out, CVS_UNIT_MONEY, value, -1);
  if (!(one > 1 || one < 1))
    cvs_strbuf_add(out, " conversions");
}

static void add_size_words(cvs_strbuf *out, const cvs_money_size *size) {
  cvs_format_count(out, size->visitors_total);
  cvs_strbuf_add(out, " visitors (");
  cvs_words_time(out, (uint64_t)fmin(fmax(ceil(size->days), 1), (double)CVS_COUNT_MAX));
  cvs_strbuf_add(out, ")");
}

static void say_no_test(cvs_strbuf *out, const cvs_money_plan *profit) {
  cvs_strbuf_add(out, profit->untested.profit_ship > 0 ? "Ship it untested: no test earns more than it costs."
                                                       : "Leave it: it is not worth a test, nor does the change earn "
                                                         "anything untested.");
}

static void say_test(cvs_strbuf *out, const cvs_money_plan *profit) {
  cvs_strbuf_add(out, "A test of ");
  add_size_words(out, &profit->best);
  const bool costs = profit->prospect.terms.cost_of_change > 0;
  cvs_strbuf_add(out,
                 costs ? ", then the treatment if its lead pays for the change" : ", then the arm that looks better");
  cvs_strbuf_add(out, ", significant or not, is expected to earn most: ");
  add_earned(out, &profit->prospect, profit->best.profit - find_untested(profit));
  cvs_strbuf_add(out, profit->untested.profit_ship > 0 ? " more than to ship it untested" : " more than no test");
  if (profit->has_planned && profit->best.profit > profit->planned.profit) {
    cvs_strbuf_add(out, ", and ");
    add_earned(out, &profit->prospect, profit->best.profit - profit->planned.profit);
    cvs_strbuf_add(out, " more than the size of the plan");
  }
  cvs_strbuf_add(out, ". In ");
  cvs_format_value(out, CVS_UNIT_RATE, profit->best.p_wrong, profit->best.p_wrong < 0.1 ? 1 : 0);
  cvs_strbuf_add(out, " of such tests it picks the lesser arm, mostly where the two are close.");
}

void cvs_words_money_plan(cvs_strbuf *out, const cvs_money_plan *profit) {
  if (cvs_money_plan_pays(profit))
    say_test(out, profit);
  else
    say_no_test(out, profit);
  if (!profit->has_planned && !profit->is_best)
    cvs_strbuf_add(out, " The size of the plan does not end within the horizon.");
  cvs_strbuf_add(out, " Believed before: a lift of ");
  cvs_strbuf_add(out, profit->prospect.lift_mean < 0 ? "-" : "");
  cvs_words_given_percent(out, fabs(profit->prospect.lift_mean));
  cvs_strbuf_add(out, ", give or take ");
  cvs_words_given_percent(out, profit->prospect.lift_sd);
  cvs_strbuf_add(out, "; horizon ");
  cvs_words_time(out, profit->prospect.terms.horizon_days);
  cvs_strbuf_add(out, ".");
}

void cvs_words_money_plan_verdict(cvs_strbuf *out, const cvs_money_plan *profit) {
  if (!cvs_money_plan_pays(profit)) {
    cvs_strbuf_add(out, profit->untested.profit_ship > 0 ? "By expected profit: ship it untested."
                                                         : "By expected profit it is not worth a test.");
    return;
  }
  cvs_strbuf_add(out, "By expected profit: a test of ");
  add_size_words(out, &profit->best);
  cvs_strbuf_add_char(out, '.');
}

void cvs_words_money_plan_advice(cvs_strbuf *out, const cvs_money_plan *profit) {
  if (!cvs_money_plan_pays(profit)) {
    say_no_test(out, profit);
    return;
  }
  cvs_strbuf_add(out, "Test ");
  add_size_words(out, &profit->best);
  cvs_strbuf_add(out, profit->prospect.terms.cost_of_change > 0
                          ? ", then ship the treatment if its lead pays for the change, significant or not."
                          : ", then take the arm that looks better, significant or not.");
  if (!profit->is_best)
    cvs_strbuf_add(out, " Take the size of the plan only where significance must be shown.");
}

void cvs_words_money_plan_caution(cvs_strbuf *out) {
  cvs_strbuf_add(out, "A size by profit is as good as the lifts that are believed before it: let past tests set their "
                      "spread, most teams expect too much. It reckons with one look, at the end.");
}

/* --- blocks --- */

static void add_row(cvs_document *doc, cvs_block *table, const char *label, const cvs_node *record) {
  const bool sized = record->kind == CVS_NODE_RECORD;
  const cvs_node *cells[] = {
      cvs_doc_text(doc, NULL, NULL, label), sized ? cvs_node_child(record, "visitors_total") : NULL,
      sized ? cvs_node_child(record, "profit") : record, sized ? cvs_node_child(record, "p_wrong") : NULL};
  cvs_doc_table_row(doc, table, cells);
}

void cvs_build_money_plan_blocks(cvs_document *doc, const cvs_node *parent, const cvs_money_plan *profit) {
  static const cvs_column columns[] = {{"", CVS_COLUMN_NAME, 0},
                                       {"visitors", CVS_COLUMN_VALUE, 0},
                                       {"expected profit", CVS_COLUMN_VALUE, 0},
                                       {"picks the lesser arm", CVS_COLUMN_BAR, 0}};
  if (profit == NULL || doc->failed)
    return;
  const cvs_node *record = cvs_node_child(parent, "profit");
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "What the test is worth";
  add_row(doc, table, "ship untested", cvs_node_child(record, "profit_ship"));
  if (cvs_money_plan_pays(profit))
    add_row(doc, table, "size that earns most", cvs_node_child(record, "best"));
  if (profit->has_planned)
    add_row(doc, table, "size of the plan", cvs_node_child(record, "planned"));
  table->secondary = true;
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "expected-profit"));
  cvs_strbuf text = {0};
  cvs_words_money_plan(&text, profit);
  cvs_doc_paragraph(doc, "Profit", cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

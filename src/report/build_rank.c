/* Builds the document of a ranked backlog: head, tree, CSV rows and warnings. */
#include "report/build_rank.h"

#include "base/error.h"
#include "report/build_test.h"
#include "report/report.h"
#include "report/row_builder.h"

#include <stdint.h>

/* --- head --- */

static void add_columns(cvs_document *doc, cvs_node *input, const cvs_ideas_info *info) {
  cvs_node *columns = cvs_doc_list(doc, input, "columns");
  for (size_t i = 0; i < info->file_count; i++) {
    cvs_node *file = cvs_doc_record(doc, columns, NULL);
    cvs_doc_text(doc, file, "file", info->file[i].name);
    cvs_node *roles = cvs_doc_record(doc, file, "roles");
    for (size_t k = 0; k < info->file[i].column_count; k++)
      cvs_doc_text(doc, roles, info->file[i].column[k].role, info->file[i].column[k].column);
  }
}

static void add_input(cvs_document *doc, const cvs_ideas_info *info) {
  cvs_node *input = cvs_doc_record(doc, doc->root, "input");
  cvs_node *files = cvs_doc_list(doc, input, "files");
  for (size_t i = 0; i < info->file_count; i++)
    cvs_doc_text(doc, files, NULL, info->file[i].name);
  cvs_doc_text(doc, input, "shape", "ideas");
  cvs_doc_count(doc, input, "rows", info->rows);
  cvs_doc_count(doc, input, "rows_skipped", info->rows_skipped);
  add_columns(doc, input, info);
  cvs_node *quality = cvs_doc_record(doc, input, "quality");
  cvs_node *skipped = cvs_doc_record(doc, quality, "rows_skipped");
  for (size_t i = 0; i < info->reason_count; i++)
    cvs_doc_count(doc, skipped, info->reason[i].reason, info->reason[i].rows);
}

/* "ideas.csv: baseline = rate, traffic = daily visitors". */
static void add_file_block(cvs_document *doc, const cvs_ideas_file *file, const char *label) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, file->name);
  for (size_t i = 0; i < file->column_count; i++)
    cvs_strbuf_addf(&text, "%s%s = %s", i == 0 ? ": " : ", ", file->column[i].role, file->column[i].column);
  cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text))->secondary = true;
  cvs_doc_close_text(doc, &text);
}

static void add_skipped_block(cvs_document *doc, const cvs_ideas_info *info) {
  cvs_strbuf text = {0};
  cvs_words_rank_skipped(&text, info);
  cvs_doc_check(doc, cvs_doc_checks(doc, "Skipped"), CVS_TONE_WARN, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

cvs_status cvs_report_begin_ideas(cvs_report *report, const cvs_ideas *ideas, const cvs_setting *settings,
                                  size_t setting_count, cvs_error *error) {
  const cvs_ideas_info *info = cvs_ideas_input(ideas);
  cvs_document *head = cvs_report_document(report);
  add_input(head, info);
  cvs_build_settings(head, settings, setting_count);
  if (info->rows_skipped > 0)
    add_skipped_block(head, info);
  for (size_t i = 0; i < info->file_count; i++)
    add_file_block(head, &info->file[i], i == 0 ? "Input" : "");
  return cvs_report_head(report, head, error);
}

/* --- tree --- */

static const char *choice_id(cvs_idea_choice choice) {
  static const char *const ids[] = {[CVS_IDEA_TEST] = "test", [CVS_IDEA_SHIP] = "ship", [CVS_IDEA_DROP] = "drop"};
  return ids[choice];
}

static void add_prospect(cvs_document *doc, cvs_node *record, const cvs_money_prospect *prospect) {
  const cvs_money_terms *terms = &prospect->terms;
  cvs_doc_number(doc, record, "baseline", CVS_UNIT_RATE, prospect->baseline);
  cvs_node *lift = cvs_doc_record(doc, record, "lift");
  cvs_doc_number(doc, lift, "mean", CVS_UNIT_LIFT, prospect->lift_mean);
  cvs_doc_number(doc, lift, "sd", CVS_UNIT_LIFT, prospect->lift_sd);
  cvs_doc_number(doc, record, "traffic", CVS_UNIT_NONE, terms->traffic);
  cvs_doc_number(doc, record, "traffic_share", CVS_UNIT_RATE, terms->traffic_share);
  cvs_doc_number(doc, record, "value_per_conversion", CVS_UNIT_MONEY, terms->value_per_conversion);
  cvs_doc_number(doc, record, "cost_of_change", CVS_UNIT_MONEY, terms->cost_of_change);
  cvs_doc_number(doc, record, "cost_of_test", CVS_UNIT_MONEY, prospect->cost_of_test);
  cvs_doc_number(doc, record, "cost_of_delay", CVS_UNIT_MONEY, terms->cost_of_delay);
  cvs_doc_count(doc, record, "horizon_days", terms->horizon_days);
}

static void add_test(cvs_document *doc, cvs_node *record, const cvs_idea_rank *rank) {
  if (!rank->has_test) {
    cvs_doc_null(doc, record, "test", CVS_UNIT_MONEY);
    return;
  }
  cvs_node *test = cvs_doc_record(doc, record, "test");
  cvs_doc_count(doc, test, "visitors_total", rank->test.visitors_total);
  cvs_doc_count(doc, test, "visitors_control", rank->test.visitors_control);
  cvs_doc_count(doc, test, "days", rank->test_days);
  cvs_doc_number(doc, test, "profit", CVS_UNIT_MONEY, rank->test.profit);
  cvs_doc_number(doc, test, "p_ship", CVS_UNIT_RATE, rank->test.p_ship);
  cvs_doc_number(doc, test, "p_wrong", CVS_UNIT_RATE, rank->test.p_wrong);
}

static void add_money(cvs_document *doc, cvs_node *record, const char *name, bool exists, double value) {
  if (exists)
    cvs_doc_number(doc, record, name, CVS_UNIT_MONEY, value);
  else
    cvs_doc_null(doc, record, name, CVS_UNIT_MONEY);
}

static void add_idea(cvs_document *doc, cvs_node *list, const cvs_idea_rank *rank, size_t place) {
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_count(doc, record, "rank", place + 1);
  cvs_doc_text(doc, record, "idea", rank->idea->name);
  cvs_doc_text(doc, record, "decision", choice_id(rank->choice));
  add_prospect(doc, record, &rank->idea->prospect);
  cvs_doc_number(doc, record, "profit_ship", CVS_UNIT_MONEY, rank->profit_ship);
  add_test(doc, record, rank);
  add_money(doc, record, "gain", rank->has_test, rank->gain);
  add_money(doc, record, "gain_per_day", rank->has_test, rank->gain_per_day);
  if (rank->visitors_classical > 0)
    cvs_doc_count(doc, record, "visitors_classical", rank->visitors_classical);
  else
    cvs_doc_null(doc, record, "visitors_classical", CVS_UNIT_COUNT);
}

static void add_rows(cvs_document *doc) {
  static const char *const before[] = {"rank", "idea", "decision", "baseline", NULL};
  static const char *const lift[] = {"mean", "sd", NULL};
  static const char *const terms[] = {"traffic",        "traffic_share", "value_per_conversion",
                                      "cost_of_change", "cost_of_test",  "cost_of_delay",
                                      "horizon_days",   "profit_ship",   NULL};
  static const char *const test[] = {"visitors_total", "visitors_control", "days", "profit", "p_ship", "p_wrong", NULL};
  static const char *const after[] = {"gain", "gain_per_day", "visitors_classical", NULL};
  const cvs_node *idea = doc->failed ? NULL : cvs_node_child(doc->root, "ideas")->value.children.first;
  for (; idea != NULL; idea = idea->next) {
    cvs_row_builder row = {.doc = doc};
    cvs_row_add_children(&row, "", idea, before);
    cvs_row_add_children(&row, "lift_", cvs_node_child(idea, "lift"), lift);
    cvs_row_add_children(&row, "", idea, terms);
    cvs_row_add_children(&row, "test_", cvs_node_child(idea, "test"), test);
    cvs_row_add_children(&row, "", idea, after);
    cvs_row_end(&row);
  }
}

/* --- warnings --- */

static void warn(cvs_report *report, cvs_document *doc, cvs_finding_code code, cvs_strbuf *message, size_t place) {
  cvs_strbuf field = {0};
  if (place == SIZE_MAX)
    cvs_strbuf_add(&field, "input");
  else
    cvs_strbuf_addf(&field, "ideas[%zu].test", place);
  const cvs_warning warning = {.code = cvs_finding_id(code),
                               .message = cvs_strbuf_text(message),
                               .field = cvs_strbuf_text(&field),
                               .group = place == SIZE_MAX ? SIZE_MAX : 0};
  cvs_report_warn(report, &warning);
  doc->failed = doc->failed || message->failed || field.failed;
  cvs_strbuf_free(&field);
  cvs_strbuf_free(message);
}

static void warn_all(cvs_report *report, cvs_document *doc, const cvs_rank_view *view) {
  const cvs_ideas_info *info = cvs_ideas_input(view->ideas);
  cvs_strbuf text = {0};
  if (info->rows_skipped > 0) {
    cvs_words_rank_skipped(&text, info);
    warn(report, doc, CVS_FINDING_ROWS_SKIPPED, &text, SIZE_MAX);
  }
  for (size_t i = 0; i < view->count; i++) {
    const cvs_idea_rank *rank = &view->rank[i];
    if (rank->choice != CVS_IDEA_TEST)
      continue;
    if (cvs_rank_conversions(rank) < cvs_rank_conversions_few) {
      cvs_words_rank_few(&text, rank);
      warn(report, doc, CVS_FINDING_FEW_CONVERSIONS, &text, i);
    }
    if (rank->test_days > CVS_RANK_LONG_DAYS) {
      cvs_words_rank_long(&text, rank);
      warn(report, doc, CVS_FINDING_OVER_A_YEAR, &text, i);
    }
  }
}

cvs_status cvs_report_rank(cvs_report *report, const cvs_ideas *ideas, const cvs_idea_rank *rank, cvs_error *error) {
  const cvs_report_style *style = cvs_report_style_of(report);
  const cvs_rank_view view = {ideas, rank, cvs_ideas_count(ideas), style->explain, style->unicode};
  cvs_document *doc = cvs_report_document(report);
  cvs_doc_record(doc, doc->root, "by");
  cvs_node *list = cvs_doc_list(doc, doc->root, "ideas");
  for (size_t i = 0; i < view.count; i++)
    add_idea(doc, list, &rank[i], i);
  if (cvs_report_shows_rows(report))
    add_rows(doc);
  if (cvs_report_shows_blocks(report))
    cvs_build_rank_blocks(doc, &view);
  const cvs_status status = cvs_report_group(report, doc, error);
  if (status == CVS_OK && !doc->failed)
    warn_all(report, doc, &view);
  return status == CVS_OK && doc->failed ? cvs_fail_memory(error) : status;
}

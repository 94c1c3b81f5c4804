/* A saved ranking of ideas. */
#include <convstat/recall.h>
#include "report/saved.h"

/* --- the input --- */

static void take_file(cvs_saved_result *result, const cvs_json_place *place, cvs_ideas_file *out) {
  const cvs_json_place file = cvs_json_within(place, "file"), roles = cvs_json_within(place, "roles");
  cvs_ideas_column *column = cvs_saved_alloc(result, cvs_json_size(&roles), sizeof *column);
  cvs_json_place role;
  void *cursor = NULL;
  out->name = cvs_json_get_string(&file);
  while (column != NULL && cvs_json_next(&roles, &cursor, &role))
    column[out->column_count++] = (cvs_ideas_column){.role = role.key, .column = cvs_json_get_string(&role)};
  out->column = column;
}

static void take_info(cvs_saved_result *result, cvs_ideas_info *out) {
  static const cvs_bind rows[] = {CVS_BIND(COUNT, "rows", cvs_ideas_info, rows),
                                  CVS_BIND(COUNT, "rows_skipped", cvs_ideas_info, rows_skipped)};
  const cvs_json_place root = cvs_json_root(result->document), input = cvs_json_within(&root, "input");
  const cvs_json_place columns = cvs_json_within(&input, "columns"), quality = cvs_json_within(&input, "quality");
  const size_t count = cvs_json_size(&columns);
  cvs_ideas_file *file = cvs_saved_alloc(result, count, sizeof *file);
  CVS_BIND_TAKE(&input, rows, out);
  for (size_t i = 0; i < count && file != NULL; i++) {
    const cvs_json_place column = cvs_json_item(&columns, i);
    take_file(result, &column, &file[i]);
  }
  out->file = file;
  out->file_count = file != NULL ? count : 0;
  cvs_saved_reasons(result, &quality, &out->reason, &out->reason_count);
}

/* --- the ideas --- */

/* An idea and what became of it. */
typedef struct saved_idea {
  cvs_idea idea;
  cvs_idea_rank rank;
} saved_idea;

static const char *const choices[] = {"test", "ship", "drop"};
static const cvs_bind lift_rows[] = {
    CVS_BIND(NUMBER, "mean", saved_idea, idea.prospect.lift_mean),
    CVS_BIND(NUMBER, "sd", saved_idea, idea.prospect.lift_sd),
};
static const cvs_bind test_rows[] = {
    CVS_BIND(COUNT, "visitors_total", saved_idea, rank.test.visitors_total),
    CVS_BIND(COUNT, "visitors_control", saved_idea, rank.test.visitors_control),
    CVS_BIND(COUNT, "days", saved_idea, rank.test_days),
    CVS_BIND(NUMBER, "profit", saved_idea, rank.test.profit),
    CVS_BIND(NUMBER, "p_ship", saved_idea, rank.test.p_ship),
    CVS_BIND(NUMBER, "p_wrong", saved_idea, rank.test.p_wrong),
};
static const cvs_bind idea_rows[] = {
    CVS_BIND(TEXT, "idea", saved_idea, idea.name),
    CVS_BIND_ONE_OF("decision", saved_idea, rank.choice, choices),
    CVS_BIND(NUMBER, "baseline", saved_idea, idea.prospect.baseline),
    CVS_BIND_HERE("lift", lift_rows),
    CVS_BIND(NUMBER, "traffic", saved_idea, idea.prospect.terms.traffic),
    CVS_BIND(NUMBER, "traffic_share", saved_idea, idea.prospect.terms.traffic_share),
    CVS_BIND(NUMBER, "value_per_conversion", saved_idea, idea.prospect.terms.value_per_conversion),
    CVS_BIND(NUMBER, "cost_of_change", saved_idea, idea.prospect.terms.cost_of_change),
    CVS_BIND(NUMBER, "cost_of_test", saved_idea, idea.prospect.cost_of_test),
    CVS_BIND(NUMBER, "cost_of_delay", saved_idea, idea.prospect.terms.cost_of_delay),
    CVS_BIND(COUNT, "horizon_days", saved_idea, idea.prospect.terms.horizon_days),
    CVS_BIND(NUMBER, "profit_ship", saved_idea, rank.profit_ship),
    CVS_BIND_HERE_IF("test", saved_idea, rank.has_test, test_rows),
    CVS_BIND(NUMBER, "gain", saved_idea, rank.gain),
    CVS_BIND(NUMBER, "gain_per_day", saved_idea, rank.gain_per_day),
    CVS_BIND(COUNT, "visitors_classical", saved_idea, rank.visitors_classical),
};

static cvs_idea_rank *take_ideas(cvs_saved_result *result, const cvs_json_place *list, size_t count) {
  saved_idea *saved = cvs_saved_alloc(result, count, sizeof *saved);
  cvs_idea_rank *rank = cvs_saved_alloc(result, count, sizeof *rank);
  for (size_t i = 0; i < count && rank != NULL; i++) {
    const cvs_json_place item = cvs_json_item(list, i);
    CVS_BIND_TAKE(&item, idea_rows, &saved[i]);
    rank[i] = saved[i].rank;
    rank[i].idea = &saved[i].idea;
  }
  return rank;
}

static cvs_status report_ideas(cvs_saved_result *result, cvs_report *report, cvs_error *error) {
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), group = cvs_json_item(&groups, 0);
  const cvs_json_place list = cvs_json_within(&group, "ideas");
  const size_t count = cvs_json_size(&list);
  cvs_ideas_info info = {.file_count = 0};
  cvs_ideas *ideas = NULL;
  take_info(result, &info);
  const cvs_idea_rank *rank = take_ideas(result, &list, count);
  cvs_status status = cvs_saved_status(result, error);
  if (status == CVS_OK)
    status = cvs_ideas_recall(&info, count, &ideas, error);
  if (status == CVS_OK)
    status = cvs_report_begin_ideas(report, ideas, result->setting, result->setting_count, error);
  if (status == CVS_OK)
    status = cvs_report_rank(report, ideas, rank, error);
  cvs_ideas_free(ideas);
  return status;
}

const cvs_saved_reader cvs_saved_reader_rank = {.command = "rank", .own_head = true, .begin = report_ideas};

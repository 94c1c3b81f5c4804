/* What a person reads of the looks of a plan: the bounds, their picture, and where the test stops. */
#include "report/build_plan_sequential.h"

#include "report/build_test.h"

enum { COLUMNS_MAX = 8 };

/* A table in the making, whose columns depend on what the plan has. */
typedef struct look_table {
  cvs_column column[COLUMNS_MAX];
  const char *field[COLUMNS_MAX]; /* of a look */
  size_t count;
} look_table;

static void add_column(look_table *table, const char *title, const char *field, cvs_column_kind kind) {
  table->column[table->count] = (cvs_column){title, kind, 0};
  table->field[table->count++] = field;
}

static cvs_block *add_table(cvs_document *doc, const look_table *table) {
  cvs_block *block = cvs_doc_table(doc, table->column, table->count);
  const cvs_node *sequential = cvs_node_child(doc->root, "sequential");
  const cvs_node *look = cvs_node_child(sequential, "looks")->value.children.first;
  for (; look != NULL; look = look->next) {
    const cvs_node *cells[COLUMNS_MAX];
    for (size_t i = 0; i < table->count; i++)
      cells[i] = cvs_node_child(look, table->field[i]);
    cvs_doc_table_row(doc, block, cells);
  }
  block->secondary = true;
  return block;
}

static void add_bound_table(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const cvs_plan_sequential *sequential = plan->sequential;
  const bool two_sided = sequential->design.bounds.has_lower;
  look_table table = {.count = 0};
  add_column(&table, "look", "look", CVS_COLUMN_VALUE);
  add_column(&table, "visitors", "visitors_total", CVS_COLUMN_VALUE);
  if (plan->has_duration)
    add_column(&table, plan->has_end ? "date" : "day", plan->has_end ? "date" : "day",
               plan->has_end ? CVS_COLUMN_NAME : CVS_COLUMN_VALUE);
  if (two_sided || !sequential->downward)
    add_column(&table, "win: z from", "z_upper", CVS_COLUMN_VALUE);
  if (two_sided || sequential->downward)
    add_column(&table, two_sided ? "harm: z to" : "found: z to", "z_lower", CVS_COLUMN_VALUE);
  if (sequential->design.bounds.has_futility)
    add_column(&table, sequential->downward ? "give up: z from" : "give up: z to", "z_futility", CVS_COLUMN_VALUE);
  add_column(&table, sequential->downward ? "lift to" : "lift from", "lift_at_bound", CVS_COLUMN_VALUE);
  cvs_block *block = add_table(doc, &table);
  block->label = "Bounds of the looks";
  cvs_doc_explain(doc, block, cvs_method_find(CVS_KIND_OTHER, "group-sequential"));
}

/* Where z decides nothing yet: beyond the ends of each line the test stops. */
static void add_picture(cvs_document *doc, const cvs_plan_sequential *sequential) {
  static const cvs_column columns[] = {
      {"look", CVS_COLUMN_VALUE, 0}, {"z decides nothing in", CVS_COLUMN_INTERVAL, 0}, {"", CVS_COLUMN_FOREST, 0}};
  const cvs_sequential_bounds *bounds = &sequential->design.bounds;
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "Where the looks decide nothing";
  for (size_t i = 0; i < bounds->looks; i++) {
    const cvs_sequential_look *look = &bounds->look[i];
    const double far = bounds->has_futility ? look->z_futility : look->z_lower;
    const bool closed = bounds->has_futility || bounds->has_lower;
    const bool down = sequential->downward;
    const cvs_interval gap = {.exists = true,
                              .has_lower = down || closed,
                              .lower = down ? -look->z_upper : far,
                              .has_upper = !down || closed,
                              .upper = down ? -far : look->z_upper};
    const cvs_node *shown = cvs_doc_interval(doc, NULL, NULL, CVS_UNIT_STATISTIC, &gap);
    const cvs_node *cells[] = {cvs_doc_count(doc, NULL, NULL, i + 1), shown, shown};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
}

static void add_stop_table(cvs_document *doc, const cvs_plan_sequential *sequential) {
  look_table table = {.count = 0};
  add_column(&table, "look", "look", CVS_COLUMN_VALUE);
  add_column(&table, "one-sided p", "p_nominal", CVS_COLUMN_VALUE);
  add_column(&table, "alpha spent", "alpha_spent", CVS_COLUMN_VALUE);
  if (sequential->design.bounds.has_futility)
    add_column(&table, "beta spent", "beta_spent", CVS_COLUMN_VALUE);
  add_column(&table, "stops: no effect", "stop_probability_h0", CVS_COLUMN_BAR);
  add_column(&table, "half", "stop_probability_half", CVS_COLUMN_BAR);
  add_column(&table, "whole", "stop_probability_h1", CVS_COLUMN_BAR);
  add_table(doc, &table)->label = "When the test stops";
}

/* What it costs, for each of the three truths. */
static void add_truth_table(cvs_document *doc, const cvs_plan_view *view) {
  static const char *const truths[CVS_TRUTHS] = {"no effect", "half of the planned one", "all of the planned one"};
  static const char *const names[CVS_TRUTHS] = {"h0", "half", "h1"};
  const cvs_plan_sequential *sequential = view->entry->plan->sequential;
  const cvs_sequential_design *design = &sequential->design;
  const double power[CVS_TRUTHS] = {design->h0.power, design->half.power, design->h1.power};
  const char *found = sequential->downward ? "ends as found" : "ends as a win";
  const bool timed = view->entry->plan->has_duration;
  const cvs_column columns[] = {{"if there is really", CVS_COLUMN_NAME, 0},
                                {"visitors on average", CVS_COLUMN_VALUE, 0},
                                {timed ? "days on average" : found, timed ? CVS_COLUMN_VALUE : CVS_COLUMN_BAR, 0},
                                {found, CVS_COLUMN_BAR, 0}};
  cvs_block *table = cvs_doc_table(doc, columns, timed ? 4 : 3);
  table->label = "How the test ends";
  const cvs_node *record = cvs_node_child(doc->root, "sequential");
  const cvs_node *days = cvs_node_child(record, "expected_days");
  for (size_t i = 0; i < CVS_TRUTHS; i++) {
    const uint64_t visitors = (uint64_t)(sequential->expected_visitors[i] + 0.5);
    const cvs_node *share = cvs_doc_number(doc, NULL, NULL, CVS_UNIT_RATE, power[i]);
    const cvs_node *cells[] = {cvs_doc_text(doc, NULL, NULL, truths[i]), cvs_doc_count(doc, NULL, NULL, visitors),
                               timed ? cvs_node_child(days, names[i]) : share, share};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
}

void cvs_build_sequential_tables(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan_sequential *sequential = view->entry->plan->sequential;
  if (sequential == NULL || doc->failed)
    return;
  add_bound_table(doc, view);
  if (!view->pictures) /* else the bounds are drawn over the visitors (build_plan_pictures.c) */
    add_picture(doc, sequential);
  add_stop_table(doc, sequential);
  add_truth_table(doc, view);
}

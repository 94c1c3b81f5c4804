/* The newest looks of `monitor` as a table, and what other readers would have said at them. */
#include "report/build_monitor.h"

#include "base/calendar.h"
#include "report/format.h"

#include <stdint.h>
#include <string.h>

/* Rows of a table of looks; of more the newest are shown. */
enum { ROWS_SHOWN = 10, COLUMNS_MAX = 12, YEAR = 4 };

/* Where a column's cells stand in the tree. */
typedef enum place { OF_LOOK, OF_COMPARISON, OF_READINGS } place;
typedef struct look_column {
  const char *title;
  const char *field;
  cvs_column_kind kind;
  place of;
  bool optional; /* no column where it is null at all looks */
} look_column;

typedef struct look_table {
  const look_column *column;
  size_t count;
} look_table;

static const look_column anytime_columns[] = {{"look", "look", CVS_COLUMN_VALUE, OF_LOOK, false},
                                              {"date", "date", CVS_COLUMN_NAME, OF_LOOK, false},
                                              {"lift", "lift", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                              {"band", "lift", CVS_COLUMN_INTERVAL, OF_COMPARISON, false},
                                              {"p", "p_value_always_valid", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                              {"e-value", "e_value", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                              {"says", "action", CVS_COLUMN_NAME, OF_COMPARISON, false}};
static const look_column group_columns[] = {{"look", "look", CVS_COLUMN_VALUE, OF_LOOK, false},
                                            {"date", "date", CVS_COLUMN_NAME, OF_LOOK, false},
                                            {"reached", "information", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                            {"z", "z", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                            {"win", "bound_upper", CVS_COLUMN_VALUE, OF_COMPARISON, true},
                                            {"harm", "bound_lower", CVS_COLUMN_VALUE, OF_COMPARISON, true},
                                            {"give up", "bound_futility", CVS_COLUMN_VALUE, OF_COMPARISON, true},
                                            {"spent", "alpha_spent", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                            {"says", "action", CVS_COLUMN_NAME, OF_COMPARISON, false}};
static const look_column ratio_columns[] = {{"look", "look", CVS_COLUMN_VALUE, OF_LOOK, false},
                                            {"date", "date", CVS_COLUMN_NAME, OF_LOOK, false},
                                            {"lift", "lift", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                            {"log ratio", "ln_e_value", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                            {"upper", "bound_upper", CVS_COLUMN_VALUE, OF_COMPARISON, true},
                                            {"lower", "bound_lower", CVS_COLUMN_VALUE, OF_COMPARISON, true},
                                            {"says", "action", CVS_COLUMN_NAME, OF_COMPARISON, false}};
static const look_column reader_columns[] = {{"look", "look", CVS_COLUMN_VALUE, OF_LOOK, false},
                                             {"date", "date", CVS_COLUMN_NAME, OF_LOOK, false},
                                             {"plain p", "p_nominal", CVS_COLUMN_VALUE, OF_COMPARISON, false},
                                             {"plain test", "fixed", CVS_COLUMN_NAME, OF_READINGS, false},
                                             {"planned looks", "group_sequential", CVS_COLUMN_NAME, OF_READINGS, false},
                                             {"anytime band", "anytime", CVS_COLUMN_NAME, OF_READINGS, false}};

static const cvs_node *find_cell(const look_column *column, const cvs_node *look, size_t comparison) {
  if (column->of == OF_LOOK)
    return cvs_node_child(look, column->field);
  const cvs_node *record = cvs_node_item(cvs_node_child(look, "comparisons"), comparison);
  return cvs_node_child(column->of == OF_READINGS ? cvs_node_child(record, "readings") : record, column->field);
}

static bool is_empty(const cvs_monitor_scene *scene, const look_column *column, const cvs_node *looks) {
  for (const cvs_node *look = looks->value.children.first; look != NULL; look = look->next)
    for (size_t i = 0; i < scene->group->comparison_count; i++)
      if (find_cell(column, look, i)->kind != CVS_NODE_NULL)
        return false;
  return true;
}

/* The columns that have anything to show; several treatments have a name. */
static size_t choose_columns(const cvs_monitor_scene *scene, const look_table *table, const cvs_node *looks,
                             look_column out[COLUMNS_MAX]) {
  static const look_column name = {"", "treatment", CVS_COLUMN_NAME, OF_COMPARISON, false};
  size_t count = 0;
  if (scene->group->comparison_count > 1)
    out[count++] = name;
  for (size_t i = 0; i < table->count; i++)
    if (!table->column[i].optional || !is_empty(scene, &table->column[i], looks))
      out[count++] = table->column[i];
  return count;
}

/* "2025" where all looks are of that year, else "": dates of several treatments then go without it, so that they and
 * the codes are whole at 80 columns. */
static const char *find_year(cvs_document *doc, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  char first[CVS_CALENDAR_TEXT], last[CVS_CALENDAR_TEXT];
  cvs_calendar_text(group->look[0].date, first);
  cvs_calendar_text(group->look[group->look_count - 1].date, last);
  if (group->comparison_count < 2 || strncmp(first, last, YEAR) != 0)
    return "";
  const char *copy = cvs_arena_copy(&doc->arena, first, YEAR);
  doc->failed = doc->failed || copy == NULL;
  return copy != NULL ? copy : "";
}

/* A date without its year, "2025-03-06" as "03-06". */
static const cvs_node *show_day(cvs_document *doc, const cvs_node *date) {
  return cvs_doc_text(doc, NULL, NULL, date->value.text + YEAR + 1);
}

/* Looks whose treatments fit into the rows, one at least. */
static size_t count_shown(const cvs_monitor_scene *scene) {
  const size_t looks = scene->group->look_count, treatments = scene->group->comparison_count;
  const size_t room = treatments < ROWS_SHOWN ? ROWS_SHOWN / treatments : 1;
  return looks < room ? looks : room;
}

static cvs_block *add_table(cvs_document *doc, const cvs_monitor_scene *scene, const look_table *table) {
  const cvs_node *looks = cvs_node_child(doc->root, "looks");
  look_column source[COLUMNS_MAX];
  cvs_column columns[COLUMNS_MAX];
  const size_t count = choose_columns(scene, table, looks, source);
  const char *year = find_year(doc, scene);
  size_t dated = COLUMNS_MAX; /* the column of dates without their year */
  for (size_t i = 0; i < count; i++) {
    const bool is_date = *year != '\0' && strcmp(source[i].field, "date") == 0;
    columns[i] = (cvs_column){is_date ? year : source[i].title, source[i].kind, 0};
    dated = is_date ? i : dated;
  }
  cvs_block *block = cvs_doc_table(doc, columns, count);
  const size_t first = scene->group->look_count - count_shown(scene);
  size_t index = 0;
  for (const cvs_node *look = looks->value.children.first; look != NULL; look = look->next, index++)
    for (size_t k = 0; k < scene->group->comparison_count && index >= first; k++) {
      const cvs_node *cells[COLUMNS_MAX];
      for (size_t i = 0; i < count; i++)
        cells[i] = i == dated ? show_day(doc, find_cell(&source[i], look, k)) : find_cell(&source[i], look, k);
      cvs_doc_table_row(doc, block, cells);
    }
  block->secondary = true;
  return block;
}

static void add_note(cvs_document *doc, const cvs_monitor_scene *scene) {
  const size_t looks = scene->group->look_count, shown = count_shown(scene);
  cvs_strbuf text = {0};
  if (shown < looks) {
    cvs_strbuf_add(&text, shown == 1 ? "the last one of " : "the last ");
    if (shown > 1)
      cvs_strbuf_addf(&text, "%zu of ", shown);
    cvs_format_count(&text, looks);
    cvs_strbuf_add(&text, " are listed; -f csv and -f json have them all");
    cvs_doc_paragraph(doc, "Looks", cvs_strbuf_text(&text))->secondary = true;
  }
  cvs_doc_close_text(doc, &text);
}

/* "stop-win 2024-06-09" or "continue"; `skip` characters of the date are left out. */
static const cvs_node *show_first(cvs_document *doc, const cvs_node *record, size_t skip) {
  const cvs_node *date = cvs_node_child(record, "date");
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, cvs_node_child(record, "code")->value.text);
  if (date->kind == CVS_NODE_TEXT) {
    cvs_strbuf_add_char(&text, ' ');
    cvs_strbuf_add(&text, date->value.text + skip);
  }
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node;
}

static void add_first_stops(cvs_document *doc, const cvs_monitor_scene *scene) {
  static const cvs_column columns[] = {{"first word of", CVS_COLUMN_NAME, 0},
                                       {"plain test", CVS_COLUMN_NAME, 0},
                                       {"planned looks", CVS_COLUMN_NAME, 0},
                                       {"anytime band", CVS_COLUMN_NAME, 0}};
  const cvs_node *list = cvs_node_child(cvs_node_child(doc->root, "compare"), "first_stops");
  const size_t skip = *find_year(doc, scene) != '\0' ? YEAR + 1 : 0;
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  table->label = "When each way of looking stops";
  for (size_t i = 0; i < scene->group->comparison_count && !doc->failed; i++) {
    const cvs_node *stops = cvs_node_item(list, i);
    const cvs_node *cells[] = {cvs_node_child(stops, "treatment"),
                               show_first(doc, cvs_node_child(stops, "fixed"), skip),
                               show_first(doc, cvs_node_child(stops, "group_sequential"), skip),
                               show_first(doc, cvs_node_child(stops, "anytime"), skip)};
    cvs_doc_table_row(doc, table, cells);
  }
  table->secondary = true;
}

void cvs_build_monitor_look_tables(cvs_document *doc, const cvs_monitor_scene *scene) {
  static const look_table by_design[CVS_MONITOR_DESIGNS] = {
      {anytime_columns, sizeof anytime_columns / sizeof anytime_columns[0]},
      {group_columns, sizeof group_columns / sizeof group_columns[0]},
      {ratio_columns, sizeof ratio_columns / sizeof ratio_columns[0]},
      {ratio_columns, sizeof ratio_columns / sizeof ratio_columns[0]}};
  static const look_table readers = {reader_columns, sizeof reader_columns / sizeof reader_columns[0]};
  if (doc->failed || scene->group->look_count == 0 || scene->group->comparison_count == 0)
    return;
  add_table(doc, scene, &by_design[scene->options->design])->label = "Look by look";
  if (scene->group->compared != NULL && scene->group->look[0].readings != NULL) {
    add_table(doc, scene, &readers)->label = "Three ways of looking";
    add_first_stops(doc, scene);
  }
  add_note(doc, scene);
}

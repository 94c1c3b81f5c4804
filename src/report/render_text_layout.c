/* Where the columns of a table stand on a terminal: how wide they are, who gives way, and what stands beneath. */
#include "report/render_text_layout.h"

#include "base/utf8.h"

#include <math.h>

/* Spaces between columns, from roomy to none to spare, and how far names may be cut with each:
 * names of twenty columns can still be told apart. */
enum { GAP = 3, NAME_BESIDE_FOREST = 20 };
static const struct {
  size_t gap;
  size_t name_least;
} squeeze[] = {{GAP, NAME_BESIDE_FOREST}, {2, NAME_BESIDE_FOREST}, {2, 8}, {1, 8}};

/* A bar's columns, and those of the widest percentage behind it. */
enum { BAR_COLUMNS = 20, PERCENT_COLUMNS = 4 };

/* Of a continued table: a date is never cut, so no name is cut below its ten columns; and how narrow titles may be
 * wrapped for names to stay whole. */
enum { DATE_COLUMNS = 10, TITLE_LEAST = 16 };

static bool is_name(const cvs_node *cell) {
  return cell && cell->kind == CVS_NODE_TEXT;
}

/* "██████████░░░░░░░░░░  50%". */
static void add_bar(cvs_text_layout *plan, size_t column, const cvs_node *cell) {
  const double share = cell->kind == CVS_NODE_NUMBER ? fmin(fmax(cell->value.number, 0), 1) : 0;
  const size_t filled = (size_t)lround(share * (double)plan->bar);
  cvs_strbuf percent = {0};
  cvs_cell_add(&percent, CVS_COLUMN_BAR, cell, &plan->scale[column]);
  cvs_strbuf_add_repeat(&plan->cell, plan->page->unicode ? "█" : "#", filled);
  cvs_strbuf_add_repeat(&plan->cell, plan->page->unicode ? "░" : ".", plan->bar - filled);
  const size_t room = PERCENT_COLUMNS + (plan->bar > 0 ? 1 : 0);
  cvs_strbuf_add_repeat(&plan->cell, " ", percent.length < room ? room - percent.length : 0);
  cvs_strbuf_add(&plan->cell, cvs_strbuf_text(&percent));
  plan->failed |= percent.failed;
  cvs_strbuf_free(&percent);
}

size_t cvs_text_layout_cell(cvs_text_layout *plan, size_t column, const cvs_node *cell) {
  cvs_strbuf_clear(&plan->cell);
  if (is_name(cell))
    cvs_utf8_add_visible(&plan->cell, cell->value.text);
  else if (cell && plan->table->column[column].kind == CVS_COLUMN_BAR)
    add_bar(plan, column, cell);
  else
    cvs_cell_add(&plan->cell, plan->table->column[column].kind, cell, &plan->scale[column]);
  plan->failed |= plan->cell.failed;
  return cvs_utf8_width(cvs_strbuf_text(&plan->cell));
}

size_t cvs_text_layout_title(cvs_text_layout *plan, size_t column) {
  cvs_strbuf_clear(&plan->cell);
  cvs_utf8_add_visible(&plan->cell, plan->table->column[column].title);
  plan->failed |= plan->cell.failed;
  return cvs_utf8_width(cvs_strbuf_text(&plan->cell));
}

/* The widest of a column's cells. */
static size_t measure_cells(cvs_text_layout *plan, size_t column) {
  size_t widest = 0;
  for (const cvs_table_row *row = plan->table->first_row; row; row = row->next) {
    const size_t width = cvs_text_layout_cell(plan, column, row->cell[column]);
    widest = width > widest ? width : widest;
  }
  return widest;
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

static void measure_column(cvs_text_layout *plan, size_t column) {
  const cvs_column *described = &plan->table->column[column];
  plan->scale[column] = cvs_column_scale_of(plan->table, column);
  plan->width[column] = 0;
  if (described->kind == CVS_COLUMN_FOREST)
    return;
  plan->width[column] = larger(cvs_text_layout_title(plan, column), measure_cells(plan, column));
  if (described->kind == CVS_COLUMN_NAME && plan->width[column] > plan->page->columns)
    plan->width[column] = plan->page->columns;
}

static bool is_in_part(const cvs_text_layout *plan, size_t column) {
  return column < plan->leading || (column >= plan->begin && column < plan->end);
}

/* Columns of the screen that the table, or its part, takes without its forest. */
static size_t measure_table(const cvs_text_layout *plan) {
  size_t total = 0;
  size_t shown = 0;
  for (size_t i = 0; i < plan->table->column_count; i++) {
    if (plan->table->column[i].kind == CVS_COLUMN_FOREST || !is_in_part(plan, i))
      continue;
    total += plan->width[i] + (shown++ > 0 ? plan->gap : 0);
  }
  return total;
}

/* Cuts the widest names, none below `least`, until the table takes `wanted` columns or no more can
 * be cut. Ends: each turn takes one column from the widest, which is no wider than the screen. */
static void cut_names(cvs_text_layout *plan, size_t wanted, size_t least) {
  least = plan->table->continued ? larger(least, DATE_COLUMNS) : least;
  for (size_t total = measure_table(plan); total > wanted; total = measure_table(plan)) {
    size_t *widest = NULL;
    for (size_t i = 0; i < plan->table->column_count; i++)
      if (plan->table->column[i].kind == CVS_COLUMN_NAME && plan->width[i] > least &&
          (!widest || plan->width[i] > *widest))
        widest = &plan->width[i];
    if (!widest)
      return;
    --*widest;
  }
}

static void plan_forest(cvs_text_layout *plan, size_t column) {
  size_t kept[CVS_TABLE_COLUMNS_MAX] = {0};
  for (size_t i = 0; i < plan->table->column_count; i++)
    kept[i] = plan->width[i];
  const size_t columns = plan->page->columns;
  cut_names(plan, columns - CVS_FOREST_MIN - plan->gap, NAME_BESIDE_FOREST);
  const size_t taken = measure_table(plan) + plan->gap;
  plan->has_forest = taken < columns && cvs_forest_plan(&plan->forest, plan->table, column, columns - taken);
  for (size_t i = 0; i < plan->table->column_count && !plan->has_forest; i++)
    plan->width[i] = kept[i];
}

static void measure_columns(cvs_text_layout *plan, size_t gap, size_t bar) {
  plan->gap = gap;
  plan->bar = bar;
  for (size_t i = 0; i < plan->table->column_count; i++)
    measure_column(plan, i);
}

/* Bars are worth more than roomy columns and long names; where they find no room even so, their numbers remain. */
static void plan_bars(cvs_text_layout *plan) {
  bool any = false;
  for (size_t i = 0; i < plan->table->column_count; i++)
    any = any || plan->table->column[i].kind == CVS_COLUMN_BAR;
  for (size_t i = 0; i < 2 && any && measure_table(plan) > plan->page->columns; i++) {
    plan->gap = squeeze[i].gap;
    cut_names(plan, plan->page->columns, squeeze[i].name_least);
  }
  if (any && measure_table(plan) > plan->page->columns)
    measure_columns(plan, GAP, 0);
}

void cvs_text_layout_part(cvs_text_layout *plan, size_t begin) {
  plan->begin = begin;
  plan->end = begin + 1;
  while (plan->end < plan->table->column_count) {
    plan->end++;
    if (measure_table(plan) <= plan->page->columns)
      continue;
    plan->end--;
    return;
  }
}

/* The widest line of a title that is wrapped to `room`. */
static size_t measure_wrapped(cvs_text_layout *plan, size_t column, size_t room) {
  size_t widest = 0;
  (void)cvs_text_layout_title(plan, column);
  for (const char *rest = cvs_strbuf_text(&plan->cell); *rest;) {
    const size_t length = cvs_text_piece(rest, room);
    widest = larger(widest, cvs_utf8_width(rest) - cvs_utf8_width(rest + length));
    rest += length;
  }
  return widest;
}

/* The part of the widest column alone. */
static void begin_widest(cvs_text_layout *plan) {
  plan->begin = plan->leading;
  for (size_t i = plan->leading; i < plan->table->column_count; i++)
    plan->begin = plan->width[i] > plan->width[plan->begin] ? i : plan->begin;
  plan->end = plan->begin + 1;
}

/* Makes room for the widest column beside whole names: titles are wrapped, and the names are cut where that is not
 * enough. */
static void fit_widest(cvs_text_layout *plan) {
  const size_t columns = plan->page->columns;
  begin_widest(plan);
  if (measure_table(plan) <= columns)
    return;
  const size_t names = measure_table(plan) - plan->width[plan->begin];
  const size_t room = larger(columns > names ? columns - names : 0, TITLE_LEAST);
  plan->wraps = true;
  for (size_t i = plan->leading; i < plan->table->column_count; i++)
    if (plan->width[i] > room)
      plan->width[i] = larger(measure_wrapped(plan, i, room), measure_cells(plan, i));
  begin_widest(plan);
  cut_names(plan, columns, 0);
}

/* Names stay whole, and what finds no room beside them stands beneath. */
static void plan_parts(cvs_text_layout *plan) {
  plan->gap = 2;
  if (measure_table(plan) <= plan->page->columns)
    return;
  while (plan->leading < plan->table->column_count && plan->table->column[plan->leading].kind == CVS_COLUMN_NAME)
    plan->leading++;
  if (plan->leading == 0 || plan->leading == plan->table->column_count)
    return;
  fit_widest(plan);
  cvs_text_layout_part(plan, plan->leading);
}

void cvs_text_layout_make(cvs_text_layout *plan) {
  plan->end = plan->table->column_count;
  measure_columns(plan, GAP, BAR_COLUMNS);
  if (plan->table->continued && measure_table(plan) > plan->page->columns)
    plan_parts(plan);
  plan_bars(plan);
  for (size_t i = 0; i < plan->table->column_count; i++)
    if (plan->table->column[i].kind == CVS_COLUMN_FOREST)
      plan_forest(plan, i);
  for (size_t i = 0; i < sizeof squeeze / sizeof *squeeze && measure_table(plan) > plan->page->columns; i++) {
    plan->gap = squeeze[i].gap;
    cut_names(plan, plan->page->columns, squeeze[i].name_least);
  }
}

bool cvs_text_layout_shows(const cvs_text_layout *plan, size_t column) {
  return is_in_part(plan, column) && (plan->table->column[column].kind != CVS_COLUMN_FOREST || plan->has_forest);
}

/* A table for a terminal: two passes over the cells, one for widths and one that writes. */
#include "report/render_text_table.h"

#include "base/utf8.h"
#include "report/cell.h"
#include "report/forest.h"

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

typedef struct layout {
  const cvs_text_page *page;
  const cvs_block *table;
  cvs_column_scale scale[CVS_TABLE_COLUMNS_MAX];
  size_t width[CVS_TABLE_COLUMNS_MAX];
  size_t gap;
  size_t bar; /* columns of a bar; 0: there is no room for it */
  cvs_forest forest;
  bool has_forest;
  cvs_strbuf cell; /* one cell's text at a time */
  bool failed;     /* a cell's text did not fit in memory */
} layout;

static bool is_name(const cvs_node *cell) {
  return cell && cell->kind == CVS_NODE_TEXT;
}

/* "██████████░░░░░░░░░░  50%". */
static void add_bar(layout *plan, size_t column, const cvs_node *cell) {
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

/* Puts the text of a cell into `cell`, not yet cut; returns its width. */
static size_t measure_cell(layout *plan, size_t column, const cvs_node *cell) {
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

static void measure_column(layout *plan, size_t column) {
  const cvs_column *described = &plan->table->column[column];
  plan->scale[column] = cvs_column_scale_of(plan->table, column);
  plan->width[column] = 0;
  if (described->kind == CVS_COLUMN_FOREST)
    return;
  plan->width[column] = cvs_utf8_width(described->title);
  for (const cvs_table_row *row = plan->table->first_row; row; row = row->next) {
    const size_t width = measure_cell(plan, column, row->cell[column]);
    if (width > plan->width[column])
      plan->width[column] = width;
  }
  if (described->kind == CVS_COLUMN_NAME && plan->width[column] > plan->page->columns)
    plan->width[column] = plan->page->columns;
}

/* Columns of the screen that the table takes without its forest. */
static size_t measure_table(const layout *plan) {
  size_t total = 0;
  size_t shown = 0;
  for (size_t i = 0; i < plan->table->column_count; i++) {
    if (plan->table->column[i].kind == CVS_COLUMN_FOREST)
      continue;
    total += plan->width[i] + (shown++ > 0 ? plan->gap : 0);
  }
  return total;
}

/* Cuts the widest names, none below `least`, until the table takes `wanted` columns or no more can
 * be cut. Ends: each turn takes one column from the widest, which is no wider than the screen. */
static void cut_names(layout *plan, size_t wanted, size_t least) {
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

static void plan_forest(layout *plan, size_t column) {
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

static void measure_columns(layout *plan, size_t gap, size_t bar) {
  plan->gap = gap;
  plan->bar = bar;
  for (size_t i = 0; i < plan->table->column_count; i++)
    measure_column(plan, i);
}

/* Bars are worth more than roomy columns and long names; where they find no room even so, their numbers remain. */
static void plan_bars(layout *plan) {
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

static void plan_layout(layout *plan) {
  measure_columns(plan, GAP, BAR_COLUMNS);
  plan_bars(plan);
  for (size_t i = 0; i < plan->table->column_count; i++)
    if (plan->table->column[i].kind == CVS_COLUMN_FOREST)
      plan_forest(plan, i);
  for (size_t i = 0; i < sizeof squeeze / sizeof *squeeze && measure_table(plan) > plan->page->columns; i++) {
    plan->gap = squeeze[i].gap;
    cut_names(plan, plan->page->columns, squeeze[i].name_least);
  }
}

static void pad(cvs_strbuf *out, size_t width, size_t taken) {
  if (taken < width)
    cvs_strbuf_add_repeat(out, " ", width - taken);
}

/* Adds a title or cell of `taken` columns at its side of the column. */
static void add_aligned(cvs_strbuf *out, const layout *plan, size_t column, const char *text, size_t taken) {
  const bool right = plan->table->column[column].kind == CVS_COLUMN_VALUE;
  if (right)
    pad(out, plan->width[column], taken);
  if (taken > plan->width[column])
    cvs_text_add_name(out, plan->page, text, plan->width[column]);
  else
    cvs_text_add_name(out, plan->page, text, 0);
  if (!right)
    pad(out, plan->width[column], taken);
}

static void add_titles(cvs_strbuf *out, layout *plan) {
  for (size_t i = 0; i < plan->table->column_count; i++) {
    const cvs_column *column = &plan->table->column[i];
    if (column->kind == CVS_COLUMN_FOREST && !plan->has_forest)
      continue;
    if (i > 0)
      cvs_strbuf_add_repeat(out, " ", plan->gap);
    if (column->kind == CVS_COLUMN_FOREST)
      cvs_forest_add_axis(out, &plan->forest);
    else
      add_aligned(out, plan, i, column->title, cvs_utf8_width(column->title));
  }
  cvs_text_end_line(out);
}

static void add_row(cvs_strbuf *out, layout *plan, const cvs_table_row *row) {
  for (size_t i = 0; i < plan->table->column_count; i++) {
    const bool forest = plan->table->column[i].kind == CVS_COLUMN_FOREST;
    if (forest && !plan->has_forest)
      continue;
    if (i > 0)
      cvs_strbuf_add_repeat(out, " ", plan->gap);
    if (forest) {
      cvs_forest_add_row(out, &plan->forest, row->cell[i], plan->page->unicode);
      continue;
    }
    const size_t width = measure_cell(plan, i, row->cell[i]);
    const char *text = is_name(row->cell[i]) ? row->cell[i]->value.text : cvs_strbuf_text(&plan->cell);
    add_aligned(out, plan, i, text, width);
  }
  cvs_text_end_line(out);
}

void cvs_text_add_table(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *table) {
  layout plan = {.page = page, .table = table};
  plan_layout(&plan);
  add_titles(out, &plan);
  for (const cvs_table_row *row = table->first_row; row; row = row->next)
    add_row(out, &plan, row);
  out->failed |= plan.failed || plan.forest.failed;
  cvs_strbuf_free(&plan.cell);
}

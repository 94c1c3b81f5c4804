/* A table for a terminal: two passes over the cells, one for widths (render_text_layout.c) and one that writes. */
#include "report/render_text_table.h"

#include "base/utf8.h"
#include "report/render_text_layout.h"

static bool is_name(const cvs_node *cell) {
  return cell && cell->kind == CVS_NODE_TEXT;
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

static void pad(cvs_strbuf *out, size_t width, size_t taken) {
  if (taken < width)
    cvs_strbuf_add_repeat(out, " ", width - taken);
}

/* Adds a title or cell of `taken` columns at its side of the column. */
static void add_aligned(cvs_strbuf *out, const cvs_text_layout *plan, size_t column, const char *text, size_t taken) {
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

/* Lines that a column's title takes. */
static size_t count_title_lines(cvs_text_layout *plan, size_t column) {
  size_t lines = 1;
  if (!plan->wraps || cvs_text_layout_title(plan, column) <= plan->width[column])
    return lines;
  const char *rest = cvs_strbuf_text(&plan->cell);
  for (rest += cvs_text_piece(rest, plan->width[column]); *rest; lines++)
    rest += cvs_text_piece(rest, plan->width[column]);
  return lines;
}

/* Adds one of a title's lines, counted from 0; nothing stands above the first one. */
static void add_title_line(cvs_strbuf *out, cvs_text_layout *plan, size_t column, size_t line) {
  const size_t whole = cvs_text_layout_title(plan, column);
  const char *rest = cvs_strbuf_text(&plan->cell);
  if (!plan->wraps) {
    add_aligned(out, plan, column, rest, whole);
    return;
  }
  for (size_t i = 0; i < line; i++)
    rest += cvs_text_piece(rest, plan->width[column]);
  cvs_strbuf piece = {0};
  cvs_strbuf_add_bytes(&piece, rest, cvs_text_piece(rest, plan->width[column]));
  add_aligned(out, plan, column, cvs_strbuf_text(&piece), cvs_utf8_width(cvs_strbuf_text(&piece)));
  out->failed |= piece.failed;
  cvs_strbuf_free(&piece);
}

/* Titles of several lines stand upon their columns. */
static void add_titles(cvs_strbuf *out, cvs_text_layout *plan) {
  size_t lines = 1;
  for (size_t i = 0; i < plan->table->column_count; i++)
    lines = cvs_text_layout_shows(plan, i) ? larger(lines, count_title_lines(plan, i)) : lines;
  for (size_t line = 0; line < lines; line++) {
    for (size_t i = 0; i < plan->table->column_count; i++) {
      if (!cvs_text_layout_shows(plan, i))
        continue;
      if (i > 0)
        cvs_strbuf_add_repeat(out, " ", plan->gap);
      const size_t above = lines - count_title_lines(plan, i);
      if (plan->table->column[i].kind == CVS_COLUMN_FOREST)
        cvs_forest_add_axis(out, &plan->forest);
      else if (line < above)
        cvs_strbuf_add_repeat(out, " ", plan->width[i]);
      else
        add_title_line(out, plan, i, line - above);
    }
    cvs_text_end_line(out);
  }
}

static void add_row(cvs_strbuf *out, cvs_text_layout *plan, const cvs_table_row *row) {
  for (size_t i = 0; i < plan->table->column_count; i++) {
    const bool forest = plan->table->column[i].kind == CVS_COLUMN_FOREST;
    if (!cvs_text_layout_shows(plan, i))
      continue;
    if (i > 0)
      cvs_strbuf_add_repeat(out, " ", plan->gap);
    if (forest) {
      cvs_forest_add_row(out, &plan->forest, row->cell[i], plan->page->unicode);
      continue;
    }
    const size_t width = cvs_text_layout_cell(plan, i, row->cell[i]);
    const char *text = is_name(row->cell[i]) ? row->cell[i]->value.text : cvs_strbuf_text(&plan->cell);
    add_aligned(out, plan, i, text, width);
  }
  cvs_text_end_line(out);
}

static void add_part(cvs_strbuf *out, cvs_text_layout *plan) {
  add_titles(out, plan);
  for (const cvs_table_row *row = plan->table->first_row; row; row = row->next)
    add_row(out, plan, row);
}

void cvs_text_add_table(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *table) {
  cvs_text_layout plan = {.page = page, .table = table};
  cvs_text_layout_make(&plan);
  add_part(out, &plan);
  while (plan.end < table->column_count) {
    cvs_text_layout_part(&plan, plan.end);
    cvs_strbuf_add_char(out, '\n');
    add_part(out, &plan);
  }
  out->failed |= plan.failed || plan.forest.failed;
  cvs_strbuf_free(&plan.cell);
}

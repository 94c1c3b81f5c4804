/* A table of a document in a page. */
#include "report/html_table.h"

#include "base/map.h"
#include "report/html_page.h"
#include "report/html_text.h"

#include <string.h>

static bool is_text(const cvs_node *cell) {
  return cell != NULL && cell->kind == CVS_NODE_TEXT;
}

/* "visitors, conversions, rate": for a table without a label. */
static void add_made_caption(cvs_strbuf *out, const cvs_block *table) {
  const char *mark = "";
  for (size_t i = 0; i < table->column_count; i++) {
    if (table->column[i].title[0] == '\0')
      continue;
    cvs_strbuf_add(out, mark);
    cvs_strbuf_add(out, table->column[i].title);
    mark = ", ";
  }
}

static bool is_shown(const cvs_column *column) {
  return column->kind != CVS_COLUMN_FOREST;
}

bool cvs_html_is_group_title(const cvs_block *table, const cvs_table_row *row) {
  for (size_t i = 1; i < table->column_count; i++)
    if (row->cell[i] != NULL)
      return false;
  return is_text(row->cell[0]);
}

static bool has_groups(const cvs_block *table) {
  for (const cvs_table_row *row = table->first_row; row != NULL; row = row->next)
    if (row->next != NULL && cvs_html_is_group_title(table, row))
      return true;
  return false;
}

/* Numbers stand under each other on the right, words on the left: a class of the table says so once for all its cells.
 * "f k1": figures, but for words in the last column; nothing where all are words. "g": rows have titles above them. */
static void add_kind(cvs_strbuf *out, const cvs_block *table) {
  cvs_strbuf words = {0};
  size_t figures = 0;
  for (size_t i = table->column_count - 1, place = 0; i > 0; i--) {
    if (!is_shown(&table->column[i]))
      continue;
    place++;
    if (table->column[i].kind == CVS_COLUMN_NAME)
      cvs_strbuf_addf(&words, " k%zu", place);
    else
      figures++;
  }
  if (figures > 0) {
    cvs_strbuf_add_char(out, 'f');
    cvs_strbuf_add(out, cvs_strbuf_text(&words));
  }
  if (has_groups(table))
    cvs_strbuf_add(out, out->length > 0 ? " g" : "g");
  out->failed |= words.failed;
  cvs_strbuf_free(&words);
}

static void open_table(cvs_strbuf *out, const cvs_block *table, size_t number) {
  cvs_strbuf caption = {0};
  cvs_strbuf kind = {0};
  const bool labelled = table->label != NULL && table->label[0] != '\0';
  if (labelled)
    cvs_strbuf_add(&caption, table->label);
  else
    add_made_caption(&caption, table);
  add_kind(&kind, table);
  cvs_html_open_table(out, cvs_strbuf_text(&caption), labelled, cvs_strbuf_text(&kind), number);
  out->failed |= caption.failed || kind.failed;
  cvs_strbuf_free(&kind);
  cvs_strbuf_free(&caption);
}

static void add_titles(cvs_strbuf *out, const cvs_block *table) {
  cvs_strbuf_add(out, "<thead><tr>");
  for (size_t i = 0; i < table->column_count; i++) {
    const cvs_column *column = &table->column[i];
    if (!is_shown(column))
      continue;
    if (column->title[0] == '\0') {
      cvs_strbuf_add(out, "<td></td>");
      continue;
    }
    cvs_strbuf_add(out, "<th scope=\"col\">");
    cvs_html_add_text(out, column->title);
    cvs_strbuf_add(out, "</th>");
  }
  cvs_strbuf_add(out, "</tr></thead>\n<tbody>\n");
}

/* How many rows a name stands for: its own and those behind it that have none. */
static size_t count_rows(const cvs_table_row *row) {
  size_t count = 1;
  for (const cvs_table_row *next = row->next; next != NULL && next->cell[0] == NULL; next = next->next)
    count++;
  return count;
}

static void add_share(cvs_strbuf *out, const cvs_node *cell) {
  if (cell->kind != CVS_NODE_NUMBER)
    return;
  const double share = cell->value.number > 0 ? cell->value.number : 0;
  const unsigned percent = share < 1 ? (unsigned)(100 * share + 0.5) : 100;
  cvs_strbuf_addf(out, "<span class=\"bar\"><i style=\"width:%u%%\"></i></span>", percent);
}

void cvs_html_add_cell(cvs_strbuf *out, cvs_column_kind kind, const cvs_node *cell, const cvs_column_scale *scale) {
  if (cell == NULL)
    return;
  if (is_text(cell)) {
    cvs_html_add_name(out, cell->value.text + strspn(cell->value.text, " ")); /* a browser shows no indentation */
    return;
  }
  cvs_strbuf figure = {0};
  if (kind == CVS_COLUMN_BAR)
    add_share(out, cell);
  cvs_cell_add(&figure, kind, cell, scale);
  if (kind == CVS_COLUMN_BAR)
    cvs_strbuf_add(out, "<span class=\"share\">");
  cvs_html_add_escaped(out, cvs_strbuf_text(&figure)); /* "<1%" */
  if (kind == CVS_COLUMN_BAR)
    cvs_strbuf_add(out, "</span>");
  out->failed |= figure.failed;
  cvs_strbuf_free(&figure);
}

/* The first column says what its row is about. */
static void add_row_head(cvs_strbuf *out, const cvs_block *table, const cvs_table_row *row,
                         const cvs_column_scale *scale) {
  const size_t rows = count_rows(row);
  cvs_strbuf_add(out, "<th scope=\"row\"");
  if (rows > 1)
    cvs_strbuf_addf(out, " rowspan=\"%zu\"", rows);
  cvs_strbuf_add_char(out, '>');
  cvs_html_add_cell(out, table->column[0].kind, row->cell[0], scale);
  cvs_strbuf_add(out, "</th>");
}

/* A title of rows spans the table, and begins a group of rows: it is about no other. */
static void add_group_title(cvs_strbuf *out, const cvs_block *table, const cvs_table_row *row) {
  size_t shown = 0;
  for (size_t i = 0; i < table->column_count; i++)
    shown += is_shown(&table->column[i]) ? 1 : 0;
  cvs_strbuf_add(out, row != table->first_row ? "</tbody>\n<tbody>\n" : "");
  cvs_strbuf_addf(out, "<tr><th scope=\"rowgroup\" colspan=\"%zu\">", shown);
  cvs_html_add_cell(out, CVS_COLUMN_NAME, row->cell[0], NULL);
  cvs_strbuf_add(out, "</th></tr>\n");
}

static void add_row(cvs_strbuf *out, const cvs_block *table, const cvs_table_row *row, const cvs_column_scale *scale) {
  const bool leads = row->cell[0] != NULL || row == table->first_row;
  cvs_strbuf_add(out, leads ? "<tr>" : "<tr class=\"more\">");
  if (leads)
    add_row_head(out, table, row, &scale[0]);
  for (size_t i = 1; i < table->column_count; i++) {
    const cvs_column *column = &table->column[i];
    if (!is_shown(column))
      continue;
    cvs_strbuf_add(out, "<td>");
    cvs_html_add_cell(out, column->kind, row->cell[i], &scale[i]);
    cvs_strbuf_add(out, "</td>");
  }
  cvs_strbuf_add(out, "</tr>\n");
}

void cvs_html_add_table(cvs_strbuf *out, const cvs_block *table, size_t number) {
  cvs_column_scale scale[CVS_TABLE_COLUMNS_MAX];
  for (size_t i = 0; i < table->column_count; i++)
    scale[i] = cvs_column_scale_of(table, i);
  open_table(out, table, number);
  add_titles(out, table);
  for (const cvs_table_row *row = table->first_row; row != NULL; row = row->next)
    if (row->next != NULL && cvs_html_is_group_title(table, row))
      add_group_title(out, table, row);
    else
      add_row(out, table, row, scale);
  cvs_strbuf_add(out, "</tbody>\n");
  cvs_html_close_table(out);
}

/* --- names that were cut --- */

static cvs_status keep_long_names(cvs_strbuf *out, cvs_map *names, const cvs_block *table) {
  uint32_t index = 0;
  bool added = false;
  cvs_status status = CVS_OK;
  for (const cvs_table_row *row = table->first_row; row != NULL; row = row->next)
    for (size_t i = 0; i < table->column_count && status == CVS_OK; i++) {
      const cvs_node *cell = row->cell[i];
      if (is_text(cell) && cvs_html_cuts_name(out, cell->value.text))
        status = cvs_map_intern(names, cell->value.text, strlen(cell->value.text), &index, &added);
    }
  return status;
}

static void add_names(cvs_strbuf *out, const cvs_map *names) {
  size_t length = 0;
  cvs_strbuf_add(out, "<details><summary>Long names in full</summary>\n<ul>\n");
  for (uint32_t i = 0; i < cvs_map_count(names); i++) {
    cvs_strbuf_add(out, "<li>");
    cvs_html_add_whole_name(out, cvs_map_key(names, i, &length));
    cvs_strbuf_add(out, "</li>\n");
  }
  cvs_strbuf_add(out, "</ul></details>\n");
}

static bool has_long_name(cvs_strbuf *out, const cvs_block *block) {
  if (block->kind != CVS_BLOCK_TABLE)
    return false;
  for (const cvs_table_row *row = block->first_row; row != NULL; row = row->next)
    for (size_t i = 0; i < block->column_count; i++)
      if (is_text(row->cell[i]) && cvs_html_cuts_name(out, row->cell[i]->value.text))
        return true;
  return false;
}

/* The first block with a long name, or NULL: most documents have none and need no map. */
static const cvs_block *find_long_name(cvs_strbuf *out, const cvs_document *doc) {
  const cvs_block *block = doc->first_block;
  while (block != NULL && !has_long_name(out, block))
    block = block->next;
  return block;
}

void cvs_html_add_long_names(cvs_strbuf *out, const cvs_document *doc, const char *heading) {
  const cvs_block *first = find_long_name(out, doc);
  if (first == NULL && heading == NULL)
    return;
  cvs_map *names = NULL;
  uint32_t index = 0;
  bool added = false;
  cvs_status status = cvs_map_new(&names);
  if (status == CVS_OK && heading != NULL)
    status = cvs_map_intern(names, heading, strlen(heading), &index, &added);
  for (const cvs_block *block = first; block != NULL && status == CVS_OK; block = block->next)
    if (block->kind == CVS_BLOCK_TABLE)
      status = keep_long_names(out, names, block);
  if (status == CVS_OK)
    add_names(out, names);
  out->failed |= status != CVS_OK;
  cvs_map_free(names);
}

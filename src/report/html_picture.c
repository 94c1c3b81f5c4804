/* Pictures of a document in a page, and the figures behind them. */
#include "report/html_picture.h"

#include "base/calendar.h"
#include "base/number.h"
#include "report/build_test.h"
#include "report/cell.h"
#include "report/format.h"
#include "report/html_page.h"
#include "report/html_table.h"
#include "report/html_text.h"
#include "report/svg.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Units of a drawing: on a desk a little larger than it is drawn, on a phone a little smaller, and readable in both. */
static const double PICTURE_WIDTH = 380;

void cvs_html_add_picture(cvs_strbuf *out, cvs_page *page, const cvs_picture *picture) {
  if (!cvs_picture_shows(picture))
    return;
  char id[CVS_NUMBER_MAX + 2] = "p";
  cvs_print_u64(++page->pictures, id + 1);
  const cvs_svg_style style = {.id = id, .width = PICTURE_WIDTH};
  cvs_strbuf drawing = {0};
  const double width = cvs_svg_add_picture(&drawing, picture, &style).width;
  const bool wide = width > PICTURE_WIDTH;
  cvs_strbuf_add(out, wide ? "<figure class=\"wide\"" : "<figure>");
  if (wide) { /* it scrolls by itself where the screen is narrow, as a table does */
    cvs_strbuf_addf(out, " style=\"--width:%dpx\" role=\"region\" tabindex=\"0\" aria-label=\"Picture %zu: ",
                    (int)ceil(width), page->pictures);
    cvs_html_add_escaped(out, picture->title);
    cvs_strbuf_add(out, "\">");
  }
  cvs_strbuf_add_bytes(out, cvs_strbuf_text(&drawing), drawing.length);
  cvs_strbuf_add(out, "</figure>\n");
  out->failed |= drawing.failed;
  cvs_strbuf_free(&drawing);
}

/* --- which figures stand where --- */

/* The same node, or the same count: a table of many plans counts in trees of its own. */
static bool is_same(const cvs_node *a, const cvs_node *b) {
  if (a == b || a == NULL || a->kind != b->kind)
    return a == b;
  return a->kind == CVS_NODE_COUNT && a->value.count == b->value.count;
}

static bool table_has(const cvs_block *table, const cvs_node *node) {
  for (const cvs_table_row *row = table->first_row; row != NULL; row = row->next)
    for (size_t i = 0; i < table->column_count; i++)
      if (is_same(row->cell[i], node))
        return true;
  return false;
}

static bool picture_has(const cvs_picture *picture, const cvs_node *node) {
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next)
      if (point->value == node)
        return true;
  return false;
}

static bool is_tabled(const cvs_document *doc, const cvs_node *node) {
  for (const cvs_block *block = doc->first_block; block != NULL; block = block->next)
    if (block->kind == CVS_BLOCK_TABLE && table_has(block, node))
      return true;
  return false;
}

static bool is_drawn(const cvs_document *doc, const cvs_node *node) {
  for (const cvs_block *block = doc->first_block; block != NULL; block = block->next)
    if (block->kind == CVS_BLOCK_PICTURE && picture_has(block->picture, node))
      return true;
  return false;
}

/* What is drawn without a figure of the tree is a curve (a density), but for what happened on days. */
static bool has_figure(const cvs_picture *picture, const cvs_picture_point *point) {
  return point->value != NULL || picture->x.dates;
}

static bool needs_table(const cvs_document *doc, const cvs_picture *picture) {
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next)
      if (has_figure(picture, point) && cvs_point_interval(point).exists &&
          (point->value == NULL || !is_tabled(doc, point->value)))
        return true;
  return false;
}

/* --- the figures of a picture --- */

/* The figure of a point; one that has only been drawn is in the unit of its axis. */
static void add_cell(cvs_strbuf *out, cvs_column_kind kind, const cvs_picture *picture,
                     const cvs_picture_point *point) {
  const cvs_unit unit = picture->kind == CVS_PICTURE_LINES ? picture->y.unit : picture->x.unit;
  const cvs_node drawn = {.kind = CVS_NODE_INTERVAL, .unit = unit, .value.interval = point->drawn};
  cvs_column_scale scale;
  for (size_t i = 0; i < CVS_UNITS; i++)
    scale.decimals[i] = -1;
  cvs_strbuf_add(out, "<td>");
  cvs_html_add_cell(out, kind, point->value != NULL ? point->value : &drawn, &scale);
  cvs_strbuf_add(out, "</td>");
}

/* What stands before the figures of a point: its row's name, or its place on the x axis. */
static void add_place(cvs_strbuf *out, const cvs_picture *picture, const cvs_picture_point *point) {
  cvs_strbuf_add(out, "<th scope=\"row\">");
  if (picture->kind != CVS_PICTURE_LINES)
    cvs_html_add_name(out, point->label);
  else if (picture->x.dates)
    cvs_calendar_add(out, (int64_t)point->x);
  else
    cvs_format_value(out, picture->x.unit, point->x, -1);
  cvs_strbuf_add(out, "</th>");
}

static bool has_intervals(const cvs_picture *picture) {
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next)
      if (point->value != NULL && point->value->kind == CVS_NODE_INTERVAL)
        return true;
  return false;
}

static void add_points(cvs_strbuf *out, const cvs_picture *picture, const cvs_picture_series *series, bool intervals) {
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
    if (!has_figure(picture, point) || !cvs_point_interval(point).exists)
      continue; /* what is not there has no row */
    cvs_strbuf_add(out, "<tr>");
    add_place(out, picture, point);
    if (picture->count > 1) {
      cvs_strbuf_add(out, "<td>");
      cvs_html_add_name(out, series->name);
      cvs_strbuf_add(out, "</td>");
    }
    add_cell(out, CVS_COLUMN_VALUE, picture, point);
    if (intervals)
      add_cell(out, CVS_COLUMN_INTERVAL, picture, point);
    cvs_strbuf_add(out, "</tr>\n");
  }
}

static void add_title(cvs_strbuf *out, const char *title) {
  const char *shown = title != NULL ? title : "";
  cvs_strbuf_add(out, shown[0] == '\0' ? "<td>" : "<th scope=\"col\">");
  cvs_html_add_text(out, shown);
  cvs_strbuf_add(out, shown[0] == '\0' ? "</td>" : "</th>");
}

void cvs_html_add_figures(cvs_strbuf *out, cvs_page *page, const cvs_document *doc, const cvs_picture *picture) {
  if (!cvs_picture_shows(picture) || !needs_table(doc, picture))
    return;
  const bool lines = picture->kind == CVS_PICTURE_LINES;
  const bool intervals = has_intervals(picture);
  cvs_strbuf_add(out, "<details><summary>Figures of the picture: ");
  cvs_html_add_text(out, picture->title);
  if (picture->count == 1 && picture->first->name != NULL && picture->first->name[0] != '\0') {
    cvs_strbuf_add(out, ", ");
    cvs_html_add_name(out, picture->first->name);
  }
  cvs_strbuf_add(out, "</summary>\n");
  const char *kind = picture->count == 1 ? "f" : intervals ? "f k3" : "f k2"; /* of many, each row names its series */
  cvs_html_open_table(out, picture->title, false, kind, ++page->tables);
  cvs_strbuf_add(out, "<thead><tr>");
  add_title(out, lines ? picture->x.title : picture->y.title);
  if (picture->count > 1)
    add_title(out, "");
  add_title(out, lines ? picture->y.title : picture->x.title);
  if (intervals)
    add_title(out, "interval");
  cvs_strbuf_add(out, "</tr></thead>\n<tbody>\n");
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    add_points(out, picture, series, intervals);
  cvs_strbuf_add(out, "</tbody>\n");
  cvs_html_close_table(out);
  cvs_strbuf_add(out, "</details>\n");
}

/* --- the picture of a table --- */

static size_t find_forest(const cvs_block *table) {
  for (size_t i = 0; i < table->column_count; i++)
    if (table->column[i].kind == CVS_COLUMN_FOREST)
      return i;
  return table->column_count;
}

static const cvs_node *first_drawn(const cvs_block *table, size_t forest) {
  for (const cvs_table_row *row = table->first_row; row != NULL; row = row->next)
    if (row->cell[forest] != NULL && row->cell[forest]->kind == CVS_NODE_INTERVAL)
      return row->cell[forest];
  return NULL;
}

/* "lift, 95% interval": the titles of the columns that show the same figures. */
static void add_forest_title(cvs_strbuf *out, const cvs_block *table, size_t forest) {
  const char *mark = "";
  for (const cvs_table_row *row = table->first_row; row != NULL; row = row->next) {
    if (row->cell[forest] == NULL)
      continue;
    for (size_t i = 0; i < table->column_count; i++) {
      if (i == forest || row->cell[i] != row->cell[forest] || table->column[i].title[0] == '\0')
        continue;
      cvs_strbuf_add(out, mark);
      cvs_strbuf_add(out, table->column[i].title);
      mark = ", ";
    }
    return;
  }
}

/* "product", or "green, product" under a title. */
static void add_forest_label(cvs_strbuf *out, const cvs_block *table, const cvs_table_row *row, const char *title) {
  const cvs_column_scale scale = cvs_column_scale_of(table, 0);
  cvs_strbuf name = {0};
  cvs_strbuf_add(out, title);
  cvs_strbuf_add(out, title[0] != '\0' ? ", " : "");
  cvs_cell_add(&name, table->column[0].kind, row->cell[0], &scale);
  const char *text = cvs_strbuf_text(&name);
  cvs_strbuf_add(out, text + strspn(text, " ")); /* indented beneath its title */
  out->failed |= name.failed;
  cvs_strbuf_free(&name);
}

/* Which arm of the document has this name; SIZE_MAX where none has. */
static size_t find_arm(const cvs_document *doc, const char *name) {
  const cvs_node *arms = cvs_node_child(doc->root, "arms");
  size_t index = 0;
  for (const cvs_node *arm = arms != NULL ? arms->value.children.first : NULL; arm != NULL; arm = arm->next, index++)
    if (cvs_node_child(arm, "name") != NULL && strcmp(cvs_node_child(arm, "name")->value.text, name) == 0)
      return index;
  return SIZE_MAX;
}

/* The only treatment of a document; SIZE_MAX where there are several. */
static size_t find_only_arm(const cvs_document *doc) {
  const cvs_node *list = cvs_node_child(doc->root, "comparisons");
  if (list == NULL || list->value.children.first == NULL || list->value.children.first->next != NULL)
    return SIZE_MAX;
  return find_arm(doc, cvs_node_child(list->value.children.first, "treatment")->value.text);
}

/* The rows of a table: those of a treatment follow a line with its name, or bear it. An arm has its colour and marker
 * as in all pictures. */
typedef struct forest {
  const cvs_document *doc;
  const cvs_block *table;
  size_t column;
  const char *title; /* "" before the first */
  size_t arm;
} forest;

static void add_forest_row(cvs_document *drawn, cvs_picture *picture, const forest *at, const cvs_table_row *row) {
  const cvs_node *name = row->cell[0];
  const size_t own = name != NULL && name->kind == CVS_NODE_TEXT ? find_arm(at->doc, name->value.text) : SIZE_MAX;
  const size_t arm = own != SIZE_MAX ? own : at->arm;
  cvs_picture_series *series = cvs_doc_series(drawn, picture, CVS_SERIES_INTERVALS, "");
  cvs_strbuf label = {0};
  add_forest_label(&label, at->table, row, at->title);
  if (series != NULL)
    series->tint = arm != SIZE_MAX ? arm : 0;
  const cvs_picture_point point = {.label = cvs_strbuf_text(&label), .value = row->cell[at->column]};
  cvs_doc_point(drawn, series, &point);
  drawn->failed |= label.failed;
  cvs_strbuf_free(&label);
}

static void add_forest_rows(cvs_document *drawn, cvs_picture *picture, forest *at) {
  for (const cvs_table_row *row = at->table->first_row; row != NULL; row = row->next) {
    if (cvs_html_is_group_title(at->table, row)) {
      at->title = row->cell[0]->value.text;
      at->arm = find_arm(at->doc, at->title);
    } else if (row->cell[at->column] != NULL) {
      add_forest_row(drawn, picture, at, row);
    }
  }
}

const cvs_picture *cvs_html_picture_of(cvs_page *page, const cvs_document *doc, const cvs_block *table) {
  const size_t column = find_forest(table);
  const cvs_node *first = column < table->column_count ? first_drawn(table, column) : NULL;
  if (first == NULL || is_drawn(doc, first))
    return NULL;
  cvs_document *drawn = &page->drawn;
  cvs_document_reset(drawn);
  cvs_strbuf title = {0};
  add_forest_title(&title, table, column);
  const bool labelled = table->label != NULL && table->label[0] != '\0';
  cvs_picture *picture = cvs_doc_picture(
      drawn, &(cvs_picture){.kind = CVS_PICTURE_ROWS,
                            .id = "forest",
                            .title = labelled ? table->label : cvs_strbuf_text(&title),
                            .description = "The intervals of the table, drawn on one axis.",
                            .x = {.title = labelled ? cvs_doc_copy_text(drawn, cvs_strbuf_text(&title)) : NULL,
                                  .unit = first->unit,
                                  .has_origin = true,
                                  .origin = table->column[column].origin},
                            .y = {.title = table->column[0].title}});
  cvs_doc_close_text(drawn, &title);
  forest rows = {.doc = doc, .table = table, .column = column, .title = "", .arm = find_only_arm(doc)};
  add_forest_rows(drawn, picture, &rows);
  return drawn->failed ? NULL : picture;
}

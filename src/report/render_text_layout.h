/* Where the columns of a table stand on a terminal. */
#ifndef CVS_REPORT_RENDER_TEXT_LAYOUT_H
#define CVS_REPORT_RENDER_TEXT_LAYOUT_H

#include "report/cell.h"
#include "report/forest.h"
#include "report/text_page.h"

/* Set page and table, zero the rest; the text in `cell` is the caller's to free. */
typedef struct cvs_text_layout {
  const cvs_text_page *page;
  const cvs_block *table;
  cvs_column_scale scale[CVS_TABLE_COLUMNS_MAX];
  size_t width[CVS_TABLE_COLUMNS_MAX];
  size_t gap;
  size_t bar; /* columns of a bar; 0: there is no room for it */
  cvs_forest forest;
  bool has_forest;
  size_t leading; /* columns that stand in every part of a continued table */
  size_t begin;   /* the part that is written: the leading columns and [begin, end) */
  size_t end;
  bool wraps;      /* titles that are wider than their columns take several lines */
  cvs_strbuf cell; /* one cell's text at a time */
  bool failed;     /* a cell's text did not fit in memory */
} cvs_text_layout;

/* Finds the widths of all columns, and the first part. */
void cvs_text_layout_make(cvs_text_layout *plan);
/* The part with the columns from `begin` on, as many as find room; one at least. */
void cvs_text_layout_part(cvs_text_layout *plan, size_t begin);
/* Whether the column stands in this part. */
bool cvs_text_layout_shows(const cvs_text_layout *plan, size_t column);

/* Puts the text of a cell into `cell`, not yet cut; returns its width. */
size_t cvs_text_layout_cell(cvs_text_layout *plan, size_t column, const cvs_node *cell);
/* Puts a title into `cell`, control characters made visible; returns its width. */
size_t cvs_text_layout_title(cvs_text_layout *plan, size_t column);

#endif

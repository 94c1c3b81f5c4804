/* A table of a document in a page. */
#ifndef CVS_REPORT_HTML_TABLE_H
#define CVS_REPORT_HTML_TABLE_H

#include "base/strbuf.h"
#include "report/cell.h"
#include "report/document.h"

/* Adds the table but for what its forest column draws. Its caption is its label, else made of its columns' titles.
 *   number  of the table within the page */
void cvs_html_add_table(cvs_strbuf *out, const cvs_block *table, size_t number);

/* Whether a row has a name and nothing else: it says what the rows behind it are about. */
bool cvs_html_is_group_title(const cvs_block *table, const cvs_table_row *row);

/* Adds what a cell shows: a name, cut where it is long, or a figure. */
void cvs_html_add_cell(cvs_strbuf *out, cvs_column_kind kind, const cvs_node *cell, const cvs_column_scale *scale);

/* Adds the names that tables of the document have cut, whole and each once, folded; nothing where there are none.
 *   heading  stands before them where it was cut, else NULL */
void cvs_html_add_long_names(cvs_strbuf *out, const cvs_document *doc, const char *heading);

#endif

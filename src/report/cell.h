/* What a cell of a table shows, in every format that has tables for people. */
#ifndef CVS_REPORT_CELL_H
#define CVS_REPORT_CELL_H

#include "base/strbuf.h"
#include "report/document.h"

/* Decimals of a column's intervals by unit, the same in all rows; -1 where it has none. */
typedef struct cvs_column_scale {
  int decimals[CVS_UNITS];
} cvs_column_scale;

cvs_column_scale cvs_column_scale_of(const cvs_block *table, size_t column);

/* Adds what a column of this kind shows of a cell: nothing for NULL, "-" for what does not exist.
 * Text is added as it is: the format makes it safe. Nothing is shown of CVS_COLUMN_FOREST, and of
 * CVS_COLUMN_BAR the percentage. */
void cvs_cell_add(cvs_strbuf *out, cvs_column_kind kind, const cvs_node *cell, const cvs_column_scale *scale);

#endif

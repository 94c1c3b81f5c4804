/* The picture of a table's intervals: one axis for all rows, a whisker each.
 *
 *   -2%   0    +2%   +4%   +6%
 *    ├────┼─────●─────────┤          ASCII: |---+----o--------|
 */
#ifndef CVS_REPORT_FOREST_H
#define CVS_REPORT_FOREST_H

#include "base/strbuf.h"
#include "report/document.h"

enum { CVS_FOREST_MIN = 20, CVS_FOREST_MAX = 40 };

typedef struct cvs_forest {
  cvs_unit unit;
  double origin;    /* where the effect is none */
  double low, high; /* ends of the axis, in the unit of the nodes */
  double step;      /* from tick to tick */
  size_t width;     /* columns, CVS_FOREST_MIN to CVS_FOREST_MAX */
  bool failed;      /* no memory */
} cvs_forest;

/* Plans the axis of a table's forest column; false where no row has anything to draw. */
bool cvs_forest_plan(cvs_forest *forest, const cvs_block *table, size_t column, size_t width);
/* Adds the ticks' labels: `width` columns. */
void cvs_forest_add_axis(cvs_strbuf *out, cvs_forest *forest);
/* Adds the whisker of a cell; spaces for NULL. An end that is open or beyond the axis is < or >. */
void cvs_forest_add_row(cvs_strbuf *out, const cvs_forest *forest, const cvs_node *cell, bool unicode);

#endif

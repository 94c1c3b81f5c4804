/* What the figures of a picture ask of its axis. */
#ifndef CVS_REPORT_EXTENT_H
#define CVS_REPORT_EXTENT_H

#include "report/document.h"

/* Begins as cvs_extent_none. */
typedef struct cvs_extent {
  double low, high;                   /* of all ends that exist, estimates and values */
  double estimate_low, estimate_high; /* of estimates and values */
  double ln_width;                    /* sum of the logarithms of the widths */
  size_t widths;
  bool found; /* an interval was added */
} cvs_extent;

cvs_extent cvs_extent_none(void);
/* A value that the axis must reach: where the effect is none. */
void cvs_extent_add(cvs_extent *extent, double value);
/* An interval that exists. An open end is drawn as far from the estimate (or from `origin`) as the other end is. */
void cvs_extent_add_interval(cvs_extent *extent, const cvs_interval *interval, double origin);
/* One row that knows next to nothing must not press the others into a dot: the axis reaches three typical (geometric
 * mean) widths beyond the outermost estimates. A row alone is never cut. */
void cvs_extent_limit(cvs_extent *extent);

#endif

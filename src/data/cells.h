/* Counts by group, variant, stratum and day, found by hashing. */
#ifndef CVS_DATA_CELLS_H
#define CVS_DATA_CELLS_H

#include <convstat/sample.h>
#include <stddef.h>

typedef struct cvs_cell {
  uint32_t group;
  uint32_t variant;
  uint32_t stratum; /* 0 where there are none */
  uint32_t day;     /* index of the date, 0 where there are none */
  cvs_sample sample;
} cvs_cell;

/* Zero-initialise ({0}); cvs_cells_free returns it to that state. */
typedef struct cvs_cells {
  cvs_cell *cell; /* in order of first appearance */
  size_t count;
  size_t capacity;
  uint32_t *slot; /* [slot_count] index of a cell + 1; 0: free */
  size_t slot_count;
} cvs_cells;

void cvs_cells_free(cvs_cells *cells);

/* Adds the sample to the cell with its four keys.
 * Errors: CVS_ENOMEM; CVS_ELIMIT above 2^32 - 2 cells, CVS_EDATA where visitors add up to more than
 * 2^53 - 1 (no message: the caller knows the names). */
CVS_WARN_UNUSED cvs_status cvs_cells_add(cvs_cells *cells, const cvs_cell *more);

/* *sum += more. Errors: CVS_EDATA where visitors would go beyond 2^53 - 1; *sum is then unchanged. */
CVS_WARN_UNUSED cvs_status cvs_sample_add(cvs_sample *sum, const cvs_sample *more);

#endif

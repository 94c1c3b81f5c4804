/* What is counted, by group, variant, stratum and day, found by hashing. */
#ifndef CVS_DATA_CELLS_H
#define CVS_DATA_CELLS_H

#include <convstat/sample.h>
#include <stdbool.h>
#include <stddef.h>

/* A sum of amounts in millionths: it cannot overflow within 2^53 of them. */
__extension__ typedef __int128 cvs_amount_sum;

typedef struct cvs_cell {
  uint32_t group;
  uint32_t variant;
  uint32_t stratum; /* 0 where there are none */
  uint32_t day;     /* index of the date, 0 where there are none */
  cvs_sample sample;
  uint64_t before; /* units first seen here, left out ones included */
  uint64_t young;  /* of them, left out as too young */
  uint64_t open;   /* of them, counted, and not young, whose window was open to the end */
  bool is_stray;   /* rows name it, and all of them are of units that are counted in other groups */
  cvs_amount_sum value;
} cvs_cell;

/* Zero-initialise ({0}), then set step_count and has_skipped; cvs_cells_free returns it to that state. */
typedef struct cvs_cells {
  cvs_cell *cell; /* in order of first appearance */
  size_t count;
  size_t capacity;
  uint32_t *slot; /* [slot_count] index of a cell + 1; 0: free */
  size_t slot_count;
  size_t step_count;
  bool has_skipped; /* units that skipped a step are counted too */
  uint64_t *step;   /* [count x cvs_cells_width] see cvs_steps_count */
  size_t step_capacity;
} cvs_cells;

/* Figures of one cell's steps. */
static inline size_t cvs_cells_width(const cvs_cells *cells) {
  return cells->has_skipped ? 3 * cells->step_count : cells->step_count;
}

void cvs_cells_free(cvs_cells *cells);
/* Empties it, keeping its memory. */
void cvs_cells_clear(cvs_cells *cells);

/* The number of the cell with the four keys of `keys`; an empty one is added where there is none. The pointers into
 * `cells` are good until the next one is added. Errors: CVS_ENOMEM; CVS_ELIMIT above 2^32 - 2 cells. */
CVS_WARN_UNUSED cvs_status cvs_cells_find(cvs_cells *cells, const cvs_cell *keys, uint32_t *number);

/* Adds sample, before, young, open and value to the cell with the four keys of `more`, and `step` [cvs_cells_width]
 * (NULL: none) to its steps. Errors: those of cvs_cells_find; CVS_EDATA where visitors add up to more than 2^53 - 1,
 * nothing is added then (no message: the caller knows the names). */
CVS_WARN_UNUSED cvs_status cvs_cells_add(cvs_cells *cells, const cvs_cell *more, const uint64_t *step);

/* *sum += more. Errors: CVS_EDATA where visitors would go beyond 2^53 - 1; *sum is then unchanged. */
CVS_WARN_UNUSED cvs_status cvs_sample_add(cvs_sample *sum, const cvs_sample *more);

#endif

/* What one block comes to, in numbers of the thread that has read it: cells, rows of units, words met. */
#ifndef CVS_DATA_BATCH_H
#define CVS_DATA_BATCH_H

#include "data/cells.h"
#include "data/days.h"
#include "data/problem.h"
#include "data/unit_rows.h"
#include "data/vocabulary.h"

/* Cells met lately, before the table of all. Keys in pairs: they are compared as they lie in registers. */
enum { CVS_CELLS_NEAR = 256 };
typedef struct cvs_cell_near {
  uint64_t group_variant;
  uint64_t stratum_day;
  uint32_t number;
} cvs_cell_near;

/* Variants met lately, and their cells where there are no other keys. */
enum { CVS_VARIANTS_NEAR_BITS = 6, CVS_VARIANTS_NEAR = 1 << CVS_VARIANTS_NEAR_BITS };
typedef struct cvs_variant_near {
  uint64_t head;   /* up to eight bytes: the whole name */
  uint32_t length; /* 0: free */
  uint32_t cell;
} cvs_variant_near;

/* What columns of steps of users have been seen to say, a bit a step: 0 or 1, times, nothing. */
typedef struct cvs_step_kinds {
  uint32_t marks;
  uint32_t times;
  uint32_t empty;
} cvs_step_kinds;

struct cvs_row_reader;

/* Zero-initialise ({0}). */
typedef struct cvs_batch {
  struct cvs_row_reader *reader; /* whose numbers these are */
  cvs_cells cells;
  cvs_cell_near near[CVS_CELLS_NEAR];
  cvs_variant_near near_variant[CVS_VARIANTS_NEAR];
  cvs_days days;      /* of the cells; lines as the block knew them */
  cvs_date last_date; /* of the row before */
  uint32_t last_day;
  bool has_last_day;
  cvs_unit_rows *units; /* NULL: rows are counted in the cells */
  uint32_t *global;     /* [cells.count] numbers of the cells in the whole input */
  size_t global_capacity;
  cvs_words_met events; /* those that the reader calls so */
  cvs_words_met *where; /* [where_count] */
  size_t where_count;
  uint64_t line; /* that its lines were counted from */
  uint64_t rows;
  cvs_step_kinds steps;  /* while these are settled */
  uint64_t elsewhere;    /* rows that --where has left out */
  uint64_t tiny_amounts; /* that are not 0 and count as 0 */
  int64_t last_time;     /* of its rows; INT64_MIN: none has one */
  uint64_t skipped[CVS_SKIPS];
} cvs_batch;

/* `form` NULL: rows are not of units. Errors: CVS_ENOMEM; cvs_batch_free in any case. */
CVS_WARN_UNUSED cvs_status cvs_batch_init(cvs_batch *batch, size_t step_count, size_t where_count,
                                          const cvs_unit_form *form);
void cvs_batch_free(cvs_batch *batch);
/* Empties it for another block. */
void cvs_batch_begin(cvs_batch *batch, struct cvs_row_reader *reader, uint64_t line);

/* The number of the cell with these four keys, where the near ones do not have it. Errors: those of cvs_cells_find. */
CVS_WARN_UNUSED cvs_status cvs_batch_find_far(cvs_batch *batch, const cvs_cell *keys, uint32_t *number);

static inline void cvs_batch_see_time(cvs_batch *batch, int64_t time) {
  if (time > batch->last_time)
    batch->last_time = time;
}

/* Where a cell is, if it is near: small odd factors spread neighbours. */
static inline cvs_cell_near *cvs_batch_near(cvs_batch *batch, const cvs_cell *keys) {
  return &batch->near[(keys->group * 7 + keys->variant + keys->stratum * 31 + keys->day * 5) % CVS_CELLS_NEAR];
}

/* Where a variant of up to eight bytes is, if it is near. */
static inline cvs_variant_near *cvs_batch_near_variant(cvs_batch *batch, uint64_t head) {
  return &batch->near_variant[head * UINT64_C(0x9E3779B97F4A7C15) >> (64 - CVS_VARIANTS_NEAR_BITS)];
}

/* The number of the cell with these four keys. Errors: those of cvs_cells_find. */
static inline cvs_status cvs_batch_find_cell(cvs_batch *batch, const cvs_cell *keys, uint32_t *number) {
  const cvs_cell_near *const near = cvs_batch_near(batch, keys);
  if (near->group_variant != ((uint64_t)keys->group << 32 | keys->variant) ||
      near->stratum_day != ((uint64_t)keys->stratum << 32 | keys->day))
    return cvs_batch_find_far(batch, keys, number);
  *number = near->number;
  return CVS_OK;
}

#endif

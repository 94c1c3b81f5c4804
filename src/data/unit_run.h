/* Rows of units as they lie in memory and on disk: what unit_rows.h makes and units.h takes in. */
#ifndef CVS_DATA_UNIT_RUN_H
#define CVS_DATA_UNIT_RUN_H

#include "base/mem.h"
#include "data/unit_key.h"

typedef struct cvs_unit_stored {
  cvs_unit_key key; /* a long name: its place among the bytes of the run */
  uint32_t cell;
  uint8_t kind;
  uint8_t step;   /* 1 + number of the step that it is, 0: none */
  uint8_t part;   /* the top byte of the hash */
  int64_t more[]; /* time, value, mask of steps, times of steps: those that the form has */
} cvs_unit_stored;

/* The mask of a step by its number from 1 on; 0: of none. */
static inline uint32_t cvs_unit_step_mask(uint8_t step) {
  return step ? UINT32_C(1) << (step - 1) : 0;
}

static inline size_t cvs_unit_stored_size(const cvs_unit_form *form) {
  return sizeof(cvs_unit_stored) +
         ((size_t)form->has_time + form->has_value + form->has_steps + form->time_count) * sizeof(int64_t);
}

/* Bytes that its name takes beside the row; 0: none. */
static inline size_t cvs_unit_stored_name_length(const cvs_unit_stored *row) {
  return cvs_unit_key_is_long(&row->key) ? cvs_unit_key_length(&row->key) : 0;
}

/* Rows of one part, in the order of the file. All borrowed. */
typedef struct cvs_unit_run {
  const char *rows; /* [count] cvs_unit_stored, cvs_unit_stored_size of the form apart */
  size_t count;
  const char *names;      /* bytes of long names */
  const uint32_t *global; /* of cells; NULL: they are */
} cvs_unit_run;

static inline const cvs_unit_stored *cvs_unit_run_row(const cvs_unit_run *run, size_t row_size, size_t index) {
  return (const void *)(run->rows + index * row_size);
}

/* Sends for the rows of a run, as far as so many bytes go. */
enum { CVS_UNIT_AHEAD_MAX = 4096 };
static inline void cvs_unit_run_send_for(const cvs_unit_run *run, size_t row_size) {
  const size_t size = run->count * row_size;
  for (size_t at = 0; at < size && at < CVS_UNIT_AHEAD_MAX; at += CVS_CACHE_LINE)
    __builtin_prefetch(run->rows + at);
}

/* The rows of a part, once they are dealt. */
cvs_unit_run cvs_unit_rows_part(const cvs_unit_rows *rows, unsigned part);

#endif

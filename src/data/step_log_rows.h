/* Inside a log of the times of steps: how rows lie in it. */
#ifndef CVS_DATA_STEP_LOG_ROWS_H
#define CVS_DATA_STEP_LOG_ROWS_H

#include "data/step_log.h"
#include "data/unit_file.h"
#include "data/unit_store.h"

/* Words of a row: its cell, its time of entry (INT64_MIN: that of the first step), then the times of the steps
 * (INT64_MIN: not reached, or not known). */
enum { CVS_LOG_CELL, CVS_LOG_ENTERED, CVS_LOG_STEPS };

/* Rows on disk, side by side. */
typedef struct cvs_log_extent {
  uint64_t at;
  size_t rows;
} cvs_log_extent;

/* The rows of a part: first those on disk, then those in memory. */
typedef struct cvs_log_part {
  cvs_unit_list rows;
  cvs_log_extent *extent;
  size_t extent_count;
  size_t extent_capacity;
} cvs_log_part;

struct cvs_step_log {
  cvs_steps_options steps;
  bool enters_at_step;
  uint64_t memory;
  const char *directory;
  size_t words; /* of a row */
  cvs_unit_store *store;
  struct cvs_log_disk *disk; /* shared by the threads */
  cvs_log_part part[CVS_PARTS];
  int64_t last_time;
  uint32_t *group; /* [cell_count] */
  uint32_t *variant;
  uint32_t *arm;
  size_t cell_count;
  size_t arm_count;
  const uint32_t *arm_start; /* [groups + 1] borrowed from the summary */
  size_t *count;             /* [arm_count] rows, */
  bool is_counted;           /* once they are */
  size_t first;              /* arms [first, end) are held */
  size_t end;
  int64_t *row; /* of these arms, one behind the other */
  size_t *next; /* [arm_count] where the next row of an arm goes, in rows */
  double *seconds;
  double *followed;
  double horizon[CVS_STEPS_MAX];
};

/* NULL while everything is in memory. */
const cvs_unit_file *cvs_step_log_file(const cvs_step_log *log);

static inline size_t cvs_log_row_size(const cvs_step_log *log) {
  return log->words * sizeof(int64_t);
}

#endif

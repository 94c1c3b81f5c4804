/* Times of the steps of units, arm by arm. */
#include "data/step_log.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/step_log_rows.h"
#include "data/steps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_MICROS 1e6

/* Rows that are held at a time where an arm has no more, and rows that are read from disk at a time. */
enum { HELD_MIN = 1 << 10, HELD_MAX = 1 << 20, READ_ROWS = 1 << 10 };

/* --- every row --- */

typedef void visit_fn(cvs_step_log *log, const int64_t *row);

static cvs_status visit_extent(cvs_step_log *log, const cvs_log_extent *extent, visit_fn *visit, cvs_error *error) {
  const size_t size = cvs_log_row_size(log);
  int64_t *rows = cvs_malloc(READ_ROWS * size);
  if (rows == NULL)
    return cvs_fail_memory(error);
  cvs_status status = CVS_OK;
  for (size_t done = 0; done < extent->rows && status == CVS_OK;) {
    const size_t now = extent->rows - done < READ_ROWS ? extent->rows - done : READ_ROWS;
    status = cvs_unit_file_read(cvs_step_log_file(log), extent->at + done * size, rows, now * size, error);
    for (size_t i = 0; i < now && status == CVS_OK; i++)
      visit(log, rows + i * log->words);
    done += now;
  }
  cvs_free(rows);
  return status;
}

static cvs_status visit_all(cvs_step_log *log, visit_fn *visit, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t p = 0; p < CVS_PARTS && status == CVS_OK; p++) {
    const cvs_log_part *part = &log->part[p];
    for (size_t i = 0; i < part->extent_count && status == CVS_OK; i++)
      status = visit_extent(log, &part->extent[i], visit, error);
    for (size_t i = 0; i < part->rows.count && status == CVS_OK; i++)
      visit(log, cvs_unit_list_at(&part->rows, i));
  }
  return status;
}

static uint32_t arm_of(const cvs_step_log *log, const int64_t *row) {
  return log->arm[row[CVS_LOG_CELL]];
}

/* --- arms --- */

/* The arm of a cell: variants ascend within a group. */
static uint32_t find_arm(const cvs_summary *summary, uint32_t group, uint32_t variant) {
  uint32_t low = summary->arm_start[group], high = summary->arm_start[group + 1];
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (summary->variant[middle] <= variant)
      low = middle;
    else
      high = middle;
  }
  return low;
}

cvs_status cvs_step_log_index(cvs_step_log *log, const cvs_summary *summary) {
  log->arm_start = summary->arm_start;
  log->arm_count = summary->arm_start[summary->group_count];
  log->arm = cvs_calloc(log->cell_count + 1, sizeof *log->arm);
  log->count = cvs_calloc(log->arm_count + 1, sizeof *log->count);
  log->next = cvs_calloc(log->arm_count + 1, sizeof *log->next);
  if (log->arm == NULL || log->count == NULL || log->next == NULL)
    return CVS_ENOMEM;
  for (size_t i = 0; i < log->cell_count; i++)
    if (log->group[i] < summary->group_count)
      log->arm[i] = find_arm(summary, log->group[i], log->variant[i]);
  return CVS_OK;
}

static void count_row(cvs_step_log *log, const int64_t *row) {
  log->count[arm_of(log, row)]++;
}

/* The row of an arm that is held, with its words in the place of its cell: whoever sorts needs them. */
static void place_row(cvs_step_log *log, const int64_t *row) {
  const uint32_t arm = arm_of(log, row);
  if (arm < log->first || arm >= log->end)
    return;
  int64_t *to = log->row + log->next[arm]++ * log->words;
  memcpy(to, row, cvs_log_row_size(log));
  to[0] = (int64_t)log->words;
}

/* As many arms from `first` on as there is room for, one at least; returns their rows. */
static size_t choose_arms(cvs_step_log *log, size_t first) {
  const uint64_t fit = log->memory / cvs_log_row_size(log);
  const size_t most = fit < HELD_MIN ? HELD_MIN : fit > HELD_MAX ? HELD_MAX : (size_t)fit;
  size_t rows = 0;
  log->first = log->end = first;
  while (log->end < log->arm_count && (log->end == first || rows + log->count[log->end] <= most)) {
    log->next[log->end] = rows;
    rows += log->count[log->end++];
  }
  return rows;
}

static cvs_status hold_from(cvs_step_log *log, size_t first, cvs_error *error) {
  const size_t rows = choose_arms(log, first);
  cvs_free(log->row);
  log->row = cvs_malloc((rows + 1) * cvs_log_row_size(log));
  return log->row == NULL ? cvs_fail_memory(error) : visit_all(log, place_row, error);
}

/* The rows of an arm, one behind the other. */
static cvs_status hold(cvs_step_log *log, size_t arm, int64_t **out, cvs_error *error) {
  cvs_status status = CVS_OK;
  if (!log->is_counted)
    status = visit_all(log, count_row, error);
  if (status != CVS_OK)
    return status;
  log->is_counted = true;
  if (log->row == NULL || arm < log->first || arm >= log->end)
    status = hold_from(log, arm, error);
  if (status == CVS_OK)
    *out = log->row + (log->next[arm] - log->count[arm]) * log->words;
  return status;
}

/* --- quartiles --- */

/* Seconds to a step from the one before it; false where one of them is not known. */
static bool find_seconds(const cvs_step_log *log, const int64_t *row, size_t step, double *out) {
  const size_t before = cvs_steps_before(&log->steps, step);
  const int64_t to = row[CVS_LOG_STEPS + step];
  const int64_t from = before == SIZE_MAX ? row[CVS_LOG_ENTERED] : row[CVS_LOG_STEPS + before];
  *out = from < to ? (double)((uint64_t)to - (uint64_t)from) / SECOND_MICROS : 0;
  return to != INT64_MIN && from != INT64_MIN;
}

static cvs_status summarise_arm(cvs_step_log *log, size_t arm, double *scratch, cvs_step_seconds *out,
                                cvs_error *error) {
  int64_t *row = NULL;
  cvs_status status = hold(log, arm, &row, error);
  for (size_t step = 0; step < log->steps.count && status == CVS_OK; step++) {
    size_t known = 0;
    for (size_t i = 0; i < log->count[arm]; i++)
      known += find_seconds(log, row + i * log->words, step, &scratch[known]) ? 1 : 0;
    out[step] = (cvs_step_seconds){.units = known};
    if (known > 0)
      status = cvs_quartiles_of(scratch, known, &out[step].seconds, error);
  }
  return status;
}

cvs_status cvs_step_log_seconds(cvs_step_log *log, cvs_step_seconds *out, cvs_error *error) {
  size_t capacity = 0;
  double *scratch = NULL;
  int64_t *row = NULL;
  cvs_status status = log->arm_count > 0 ? hold(log, 0, &row, error) : CVS_OK;
  for (size_t arm = 0; arm < log->arm_count && status == CVS_OK; arm++) {
    double *grown = cvs_array_grow(scratch, &capacity, log->count[arm] + 1, sizeof *grown);
    if (grown == NULL) {
      status = cvs_fail_memory(error);
      break;
    }
    scratch = grown;
    status = summarise_arm(log, arm, scratch, out + arm * log->steps.count, error);
  }
  cvs_free(scratch);
  return status;
}

/* --- units that are followed --- */

int64_t cvs_steps_horizon(const cvs_steps_options *steps, bool enters_at_step, size_t step) {
  int64_t windows = 1, horizon = 0;
  if (steps->window_from_previous && !steps->any_order)
    windows = (int64_t)step + (enters_at_step ? 0 : 1);
  windows = windows < 1 ? 1 : windows;
  return __builtin_mul_overflow(steps->window, windows, &horizon) ? INT64_MAX : horizon;
}

/* By the words of the row from the entry on. */
static int compare_rows(const void *a, const void *b) {
  const int64_t *left = a, *right = b;
  for (int64_t i = CVS_LOG_ENTERED; i < left[0]; i++)
    if (left[i] != right[i])
      return left[i] < right[i] ? -1 : 1;
  return 0;
}

/* Steps never lie before the entry or the step before: rows of users may say so all the same. */
static void follow_unit(const cvs_step_log *log, const int64_t *row, double *seconds, double *followed) {
  const int64_t entered = row[CVS_LOG_ENTERED] != INT64_MIN ? row[CVS_LOG_ENTERED] : row[CVS_LOG_STEPS];
  double least = 0;
  *followed = log->last_time > entered ? (double)((uint64_t)log->last_time - (uint64_t)entered) / SECOND_MICROS : 0;
  for (size_t i = 0; i < log->steps.count; i++) {
    const int64_t time = row[CVS_LOG_STEPS + i];
    if (time > entered)
      least = fmax(least, (double)((uint64_t)time - (uint64_t)entered) / SECOND_MICROS);
    seconds[i] = time == INT64_MIN ? (double)INFINITY : least;
  }
}

static cvs_status make_room(cvs_step_log *log, size_t units, cvs_error *error) {
  cvs_free(log->seconds);
  cvs_free(log->followed);
  log->seconds = cvs_malloc((units * log->steps.count + 1) * sizeof *log->seconds);
  log->followed = cvs_malloc((units + 1) * sizeof *log->followed);
  return log->seconds == NULL || log->followed == NULL ? cvs_fail_memory(error) : CVS_OK;
}

cvs_status cvs_step_log_times(cvs_step_log *log, size_t arm, cvs_funnel_times *out, cvs_error *error) {
  int64_t *row = NULL;
  *out = (cvs_funnel_times){0};
  cvs_status status = hold(log, arm, &row, error);
  const size_t units = log->count[arm], steps = log->steps.count;
  if (status == CVS_OK)
    status = make_room(log, units, error);
  if (status != CVS_OK)
    return status;
  qsort(row, units, cvs_log_row_size(log), compare_rows);
  for (size_t i = 0; i < units; i++)
    follow_unit(log, row + i * log->words, log->seconds + i * steps, &log->followed[i]);
  for (size_t i = 0; i < steps; i++)
    log->horizon[i] = (double)cvs_steps_horizon(&log->steps, log->enters_at_step, i) / SECOND_MICROS;
  *out = (cvs_funnel_times){log->seconds, log->followed, log->horizon, units, steps};
  return CVS_OK;
}

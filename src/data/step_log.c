/* Times of the steps of units, kept while units are counted. */
#include "data/step_log.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/step_log_rows.h"

#include <pthread.h>

/* Rows of a chunk: parts of few units take little, and what goes to disk goes in pieces of several KiB. */
enum { CHUNK_ROWS = 256 };

/* The file, made by the first thread that needs it. */
typedef struct cvs_log_disk {
  pthread_mutex_t lock;
  cvs_unit_file *file;
  cvs_error problem;
} cvs_log_disk;

static cvs_log_disk *new_disk(void) {
  cvs_log_disk *disk = cvs_calloc(1, sizeof *disk);
  if (disk != NULL && pthread_mutex_init(&disk->lock, NULL) != 0) {
    cvs_free(disk);
    disk = NULL;
  }
  return disk;
}

cvs_status cvs_step_log_new(const cvs_step_log_terms *terms, cvs_step_log **out, cvs_error *error) {
  *out = NULL;
  cvs_step_log *log = cvs_calloc(1, sizeof *log);
  if (log == NULL)
    return cvs_fail_memory(error);
  log->steps = *terms->steps;
  log->enters_at_step = terms->enters_at_step;
  log->memory = terms->memory;
  log->directory = terms->directory;
  log->words = CVS_LOG_STEPS + terms->steps->count;
  log->disk = new_disk();
  for (size_t i = 0; i < CVS_PARTS; i++)
    log->part[i].rows.item_size = cvs_log_row_size(log);
  if (log->disk == NULL || cvs_unit_store_new(CHUNK_ROWS * cvs_log_row_size(log), false, &log->store) != CVS_OK) {
    cvs_step_log_free(log);
    return cvs_fail_memory(error);
  }
  *out = log;
  return CVS_OK;
}

void cvs_step_log_free(cvs_step_log *log) {
  if (log == NULL)
    return;
  for (size_t i = 0; i < CVS_PARTS && log->store != NULL; i++) {
    cvs_unit_list_clear(&log->part[i].rows, log->store);
    cvs_free(log->part[i].extent);
  }
  if (log->disk != NULL) {
    cvs_unit_file_free(log->disk->file);
    (void)pthread_mutex_destroy(&log->disk->lock);
  }
  cvs_free(log->disk);
  cvs_unit_store_free(log->store);
  cvs_free(log->group);
  cvs_free(log->variant);
  cvs_free(log->arm);
  cvs_free(log->count);
  cvs_free(log->next);
  cvs_free(log->row);
  cvs_free(log->seconds);
  cvs_free(log->followed);
  cvs_free(log);
}

const cvs_unit_file *cvs_step_log_file(const cvs_step_log *log) {
  return log->disk->file;
}

const cvs_error *cvs_step_log_problem(const cvs_step_log *log) {
  return &log->disk->problem;
}

/* --- to disk --- */

static cvs_status make_file(cvs_step_log *log) {
  cvs_log_disk *disk = log->disk;
  (void)pthread_mutex_lock(&disk->lock);
  const cvs_status status =
      disk->file == NULL ? cvs_unit_file_new(log->directory, &disk->file, &disk->problem) : CVS_OK;
  (void)pthread_mutex_unlock(&disk->lock);
  return status;
}

/* Several threads may fail; one of them is told. */
static cvs_status keep_problem(cvs_log_disk *disk, cvs_status status, const cvs_error *problem) {
  (void)pthread_mutex_lock(&disk->lock);
  if (disk->problem.message[0] == '\0')
    disk->problem = *problem;
  (void)pthread_mutex_unlock(&disk->lock);
  return status;
}

static cvs_status write_rows(cvs_step_log *log, const cvs_unit_list *rows, uint64_t at) {
  cvs_error problem = {0};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < rows->count && status == CVS_OK;) {
    const size_t beside = cvs_unit_list_beside(rows, i);
    status = cvs_unit_file_write(log->disk->file, at + i * rows->item_size, cvs_unit_list_at(rows, i),
                                 beside * rows->item_size, &problem);
    i += beside;
  }
  return status == CVS_OK ? CVS_OK : keep_problem(log->disk, status, &problem);
}

static cvs_status spill(cvs_step_log *log, cvs_log_part *part) {
  cvs_log_extent *grown = cvs_array_grow(part->extent, &part->extent_capacity, part->extent_count + 1, sizeof *grown);
  if (grown == NULL)
    return CVS_ENOMEM;
  part->extent = grown;
  cvs_status status = make_file(log);
  if (status != CVS_OK)
    return status;
  const cvs_log_extent extent = {cvs_unit_file_reserve(log->disk->file, part->rows.count * part->rows.item_size),
                                 part->rows.count};
  status = write_rows(log, &part->rows, extent.at);
  part->extent[part->extent_count++] = extent;
  cvs_unit_list_clear(&part->rows, log->store);
  return status;
}

/* --- units --- */

cvs_status cvs_step_log_add(cvs_step_log *log, unsigned part, const cvs_unit *unit, int64_t entered) {
  cvs_unit_list *rows = &log->part[part].rows;
  cvs_status status = CVS_OK;
  const bool is_full = rows->chunk_count > 0 && rows->count == rows->chunk_count << rows->shift;
  if (is_full && cvs_unit_store_used(log->store) > log->memory)
    status = spill(log, &log->part[part]);
  if (status == CVS_OK)
    status = cvs_unit_list_reserve(rows, log->store, 1);
  if (status != CVS_OK)
    return status;
  int64_t *row = cvs_unit_list_at(rows, rows->count++);
  row[CVS_LOG_CELL] = unit->cell;
  row[CVS_LOG_ENTERED] = entered;
  for (size_t i = 0; i < log->steps.count; i++)
    row[CVS_LOG_STEPS + i] = unit->step_time[i];
  return CVS_OK;
}

cvs_status cvs_step_log_close(cvs_step_log *log, const cvs_cells *cells, int64_t last_time) {
  log->last_time = last_time;
  log->cell_count = cells->count;
  log->group = cvs_calloc(cells->count + 1, sizeof *log->group);
  log->variant = cvs_calloc(cells->count + 1, sizeof *log->variant);
  if (log->group == NULL || log->variant == NULL)
    return CVS_ENOMEM;
  for (size_t i = 0; i < cells->count; i++) {
    log->group[i] = cells->cell[i].group;
    log->variant[i] = cells->cell[i].variant;
  }
  return CVS_OK;
}

void cvs_step_log_renumber(cvs_step_log *log, const uint32_t *group) {
  for (size_t i = 0; i < log->cell_count; i++)
    log->group[i] = group[log->group[i]];
}

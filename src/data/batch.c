/* What one block comes to, in numbers of the thread that has read it. */
#include "data/batch.h"
#include "base/mem.h"
#include "data/rows.h"
#include <string.h>

cvs_status cvs_batch_init(cvs_batch *batch, size_t step_count, size_t where_count, const cvs_unit_form *form) {
  *batch = (cvs_batch){.cells = {.step_count = step_count}};
  if (where_count > 0) {
    batch->where = cvs_calloc(where_count, sizeof *batch->where);
    if (batch->where == NULL)
      return CVS_ENOMEM;
  }
  batch->where_count = where_count;
  return form == NULL ? CVS_OK : cvs_unit_rows_new(form, &batch->units);
}

void cvs_batch_free(cvs_batch *batch) {
  cvs_cells_free(&batch->cells);
  cvs_days_free(&batch->days);
  cvs_unit_rows_free(batch->units);
  cvs_free(batch->global);
  cvs_words_met_free(&batch->events);
  for (size_t i = 0; i < batch->where_count; i++)
    cvs_words_met_free(&batch->where[i]);
  cvs_free(batch->where);
}

void cvs_batch_begin(cvs_batch *batch, struct cvs_row_reader *reader, uint64_t line) {
  batch->reader = reader;
  batch->line = line;
  cvs_cells_clear(&batch->cells);
  memset(batch->near, 0xFF, sizeof batch->near); /* there is no variant 2^32 - 1 */
  memset(batch->near_variant, 0, sizeof batch->near_variant);
  if (batch->days.map != NULL)
    cvs_days_free(&batch->days);
  batch->has_last_day = false;
  if (batch->units != NULL)
    cvs_unit_rows_begin(batch->units, &reader->desk);
  batch->events.count = 0;
  for (size_t i = 0; i < batch->where_count; i++)
    batch->where[i].count = 0;
  batch->rows = 0;
  batch->elsewhere = 0;
  batch->steps = (cvs_step_kinds){0};
  batch->last_time = INT64_MIN;
  memset(batch->skipped, 0, sizeof batch->skipped);
}

cvs_status cvs_batch_find_far(cvs_batch *batch, const cvs_cell *keys, uint32_t *number) {
  const cvs_status status = cvs_cells_find(&batch->cells, keys, number);
  if (status == CVS_OK)
    *cvs_batch_near(batch, keys) = (cvs_cell_near){(uint64_t)keys->group << 32 | keys->variant,
                                                   (uint64_t)keys->stratum << 32 | keys->day, *number};
  return status;
}

/* A row of a log: an event of a unit, at its time. */
#include "data/rows.h"

/* What the event means: the goal, a step, the exposure, or nothing. */
static cvs_status read_event(cvs_row *row, cvs_unit_row *unit) {
  const cvs_wants *const wants = row->plan->wants;
  uint32_t word = CVS_NO_NAME;
  const cvs_status status = cvs_vocabulary_find(&row->reader->events, row->field[row->plan->at.role[CVS_ROLE_EVENT]],
                                                &row->batch->events, &word);
  if (status != CVS_OK)
    return cvs_row_fail_memory(row, status);
  if (word < wants->event.count) {
    unit->kind = wants->event.kind[word];
    unit->step = wants->event.step[word];
  }
  return CVS_OK;
}

/* The cell of a row whose variant is known. */
static cvs_status read_cell(cvs_row *row, cvs_unit_row *unit) {
  const bool is_known = row->plan->at.role[CVS_ROLE_VARIANT] != CVS_NO_COLUMN || row->plan->wants->variant_is_file;
  const cvs_field variant = cvs_row_variant(row);
  unit->cell = CVS_UNIT_NO_CELL;
  if (!is_known || variant.length == 0)
    return CVS_OK;
  row->cell = (cvs_cell){.group = 0};
  cvs_status status = cvs_row_read_keys(row, variant);
  if (status != CVS_OK)
    return status;
  status = cvs_batch_find_cell(row->batch, &row->cell, &unit->cell);
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

cvs_status cvs_row_event(cvs_row *row) {
  cvs_unit_row unit = {.kind = 0};
  cvs_status status = cvs_row_read_time(row, row->plan->at.day, &unit.time);
  if (status == CVS_OK)
    status = cvs_row_check_user(row);
  if (status == CVS_OK)
    status = read_event(row, &unit);
  if (status == CVS_OK && row->plan->at.role[CVS_ROLE_VALUE] != CVS_NO_COLUMN)
    status = cvs_row_read_amount(row, &unit.value);
  if (status == CVS_OK)
    status = read_cell(row, &unit);
  return status == CVS_OK ? cvs_row_add_unit(row, &unit) : status;
}

cvs_status cvs_row_list_event(cvs_row *row) {
  cvs_unit_row unit = {.kind = 0};
  return read_event(row, &unit);
}

/* A row of users: a randomised unit and what has become of it; or its assignment to a variant. */
#include "data/rows.h"
#include "data/steps.h"

static cvs_status read_converted(cvs_row *row, bool *converted) {
  const size_t at = row->plan->at.role[CVS_ROLE_CONVERTED];
  *converted = false;
  if (at == CVS_NO_COLUMN)
    return CVS_OK;
  if (row->plan->schema.converted != NULL)
    return cvs_row_match_converted(row, converted);
  const cvs_field field = row->field[at];
  if (cvs_read_yes_no(field, converted))
    return CVS_OK;
  uint64_t count = 0; /* 1.0, as tables with gaps are exported */
  const cvs_number_fault fault = cvs_read_count(field.text, field.length, &row->plan->numbers, &count);
  *converted = count == 1;
  return fault == CVS_NUMBER_FINE && count <= 1
             ? CVS_OK
             : cvs_row_fail(row, at, CVS_SKIP_NUMBER,
                            "0 or 1, true or false (t, f), yes or no (y, n), or --converted COL=VALUE");
}

/* A row that is a unit of its own. */
static cvs_status count_here(cvs_row *row, const cvs_unit_row *unit) {
  cvs_batch *const batch = row->batch;
  const cvs_steps_options *const steps = &row->plan->wants->options->steps;
  const size_t by_step = row->plan->conversion_step;
  uint32_t number = 0;
  const cvs_status status = cvs_batch_find_cell(batch, &row->cell, &number);
  if (status != CVS_OK)
    return cvs_row_fail_memory(row, status);
  cvs_cell *const cell = &batch->cells.cell[number];
  cell->sample.visitors++; /* as many as there are before any is left out: see accept.c */
  if (unit->value != 0)
    cell->value += unit->value;
  if (by_step == CVS_NO_COLUMN)
    cell->sample.conversions += (unit->kind & CVS_UNIT_CONVERTED) != 0 ? 1 : 0;
  if (steps->count == 0)
    return CVS_OK;
  const uint32_t reached = cvs_steps_reached(steps, unit->steps);
  const uint32_t skipped = cvs_steps_skipped(steps, unit->seen);
  cvs_steps_count(steps, reached, skipped, 1, batch->cells.step + number * cvs_cells_width(&batch->cells));
  if (by_step != CVS_NO_COLUMN)
    cell->sample.conversions += cvs_steps_has(steps, reached, by_step) ? 1 : 0;
  return CVS_OK;
}

/* What the row says of its unit, but for its key and cell. */
static cvs_status read_values(cvs_row *row, cvs_unit_row *unit, int64_t step_time[CVS_STEPS_MAX]) {
  const cvs_file_plan *const plan = row->plan;
  bool converted = false;
  cvs_status status = read_converted(row, &converted);
  unit->kind = converted ? CVS_UNIT_CONVERTED : 0;
  if (status == CVS_OK && plan->has_units && plan->at.day != CVS_NO_COLUMN)
    status = cvs_row_read_time(row, plan->at.day, &unit->time);
  if (status == CVS_OK && plan->schema.step_count > 0)
    status = cvs_row_read_steps(row, unit, step_time);
  if (status == CVS_OK && plan->at.role[CVS_ROLE_VALUE] != CVS_NO_COLUMN)
    status = cvs_row_read_amount(row, &unit->value);
  return status == CVS_OK && !plan->has_units ? cvs_row_read_day(row) : status;
}

/* A row of units has one mask: where the steps that were seen are others than those that count, a second row tells
 * them. */
static cvs_status add_unit(cvs_row *row, cvs_unit_row *unit) {
  const bool is_apart = unit->seen != unit->steps;
  unit->kind |= is_apart ? CVS_UNIT_SEEN_APART : 0;
  cvs_status status = cvs_row_add_unit(row, unit);
  if (status != CVS_OK || !is_apart)
    return status;
  unit->kind = CVS_UNIT_SEEN;
  unit->steps = unit->seen;
  status = cvs_unit_rows_add(row->batch->units, unit); /* under the same key, also where that is only a number */
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

cvs_status cvs_row_user(cvs_row *row) {
  const cvs_status counted = row->plan->is_plain ? cvs_row_count_plainly(row) : CVS_EDATA;
  if (counted == CVS_OK || counted == CVS_ENOMEM)
    return counted == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, counted);
  const cvs_file_plan *const plan = row->plan;
  const cvs_field variant = cvs_row_variant(row);
  int64_t step_time[CVS_STEPS_MAX];
  cvs_unit_row unit = {.time = INT64_MIN};
  row->cell = (cvs_cell){.group = 0};
  if (variant.length == 0 && plan->schema.is_assigned_by_log)
    return CVS_OK;
  if (variant.length == 0)
    return cvs_row_fail(row, plan->at.role[CVS_ROLE_VARIANT], CVS_SKIP_VARIANT, "the name of a variant");
  cvs_status status = plan->has_units ? cvs_row_check_user(row) : CVS_OK;
  if (status == CVS_OK)
    status = read_values(row, &unit, step_time);
  if (status == CVS_OK)
    status = cvs_row_read_keys(row, variant);
  if (status != CVS_OK)
    return status;
  if (!plan->has_units)
    return count_here(row, &unit);
  if (plan->schema.is_assignments)
    unit.kind = CVS_UNIT_ASSIGNMENT;
  status = cvs_batch_find_cell(row->batch, &row->cell, &unit.cell);
  return status == CVS_OK ? add_unit(row, &unit) : cvs_row_fail_memory(row, status);
}

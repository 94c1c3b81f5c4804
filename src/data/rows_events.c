/* A row of a log: an event of a unit, at its time. */
#include "data/rows.h"

/* Events without a time are at one moment, which comes after all that are known: an assignment is before it. */
static const int64_t unknown_time = INT64_MAX;

/* What the event means: the goal, a step, the exposure, or nothing. */
static cvs_status read_event(cvs_row *row, cvs_unit_row *unit) {
  const cvs_wants *const wants = row->plan->wants;
  const size_t at = row->plan->at.role[CVS_ROLE_EVENT];
  const cvs_field event = at == CVS_NO_COLUMN ? row->plan->event : row->field[at];
  uint32_t word = CVS_NO_NAME;
  const cvs_status status = cvs_vocabulary_find(&row->reader->events, event, &row->batch->events, &word);
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
  const bool is_assigned = row->plan->wants->options->assignments != NULL;
  const cvs_field variant = cvs_row_variant(row);
  unit->cell = CVS_UNIT_NO_CELL;
  if (is_assigned || variant.length == 0)
    return CVS_OK;
  row->cell = (cvs_cell){.group = 0};
  cvs_status status = cvs_row_read_keys(row, variant);
  if (status != CVS_OK)
    return status;
  status = cvs_batch_find_cell(row->batch, &row->cell, &unit->cell);
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

static cvs_status read_time(cvs_row *row, int64_t *out) {
  const size_t at = row->plan->at.day;
  *out = unknown_time;
  if (at == CVS_NO_COLUMN)
    return CVS_OK;
  const cvs_status status = cvs_row_read_time(row, at, out);
  if (status == CVS_OK)
    cvs_batch_see_time(row->batch, *out);
  return status;
}

cvs_status cvs_row_event(cvs_row *row) {
  cvs_unit_row unit = {.kind = 0};
  cvs_status status = read_time(row, &unit.time);
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

/* What is looked at of an event. */
typedef struct event_fields {
  cvs_field time; /* .text NULL: not known */
  cvs_field user;
  cvs_field event;
  cvs_field variant; /* empty: not known here */
  cvs_field value;   /* .text NULL: not asked for */
} event_fields;

static inline event_fields find_fields(const cvs_file_plan *plan, const cvs_split_ready *ready,
                                       const uint32_t *before) {
  const size_t *const role = plan->schema.role;
  event_fields found = {.user = cvs_split_field_at(ready->base, before, role[CVS_ROLE_USER]), .event = plan->event};
  if (plan->schema.day != CVS_NO_COLUMN)
    found.time = cvs_split_field_at(ready->base, before, plan->schema.day);
  if (plan->at.role[CVS_ROLE_EVENT] != CVS_NO_COLUMN)
    found.event = cvs_split_field_at(ready->base, before, role[CVS_ROLE_EVENT]);
  if (plan->at.role[CVS_ROLE_VARIANT] != CVS_NO_COLUMN)
    found.variant = cvs_split_field_at(ready->base, before, role[CVS_ROLE_VARIANT]);
  else if (plan->wants->options->assignments == NULL)
    found.variant = plan->variant;
  if (plan->at.role[CVS_ROLE_VALUE] != CVS_NO_COLUMN)
    found.value = cvs_split_field_at(ready->base, before, role[CVS_ROLE_VALUE]);
  return found;
}

/* Takes an event as most are. Errors: CVS_ENOMEM; any other says that it asks for a closer look: nothing has been done
 * that the other way would not do again. */
static inline cvs_status take_event(cvs_row_reader *reader, cvs_batch *batch, const event_fields *field) {
  const cvs_wants *const wants = reader->plan->wants;
  cvs_unit_row unit = {.key = field->user.text, .key_length = field->user.length, .cell = CVS_UNIT_NO_CELL};
  uint32_t word = CVS_NO_NAME;
  const bool has_time = field->time.text != NULL;
  unit.time = unknown_time;
  if (field->user.length == 0 ||
      (has_time && cvs_read_time(&reader->clock, field->time.text, field->time.length, &unit.time) != CVS_TIME_FINE))
    return CVS_EDATA;
  if (field->value.text != NULL &&
      cvs_read_amount(field->value.text, field->value.length, &reader->plan->numbers, &unit.value) != CVS_NUMBER_FINE)
    return CVS_EDATA;
  cvs_status status = cvs_vocabulary_find(&reader->events, field->event, &batch->events, &word);
  if (word < wants->event.count) {
    unit.kind = wants->event.kind[word];
    unit.step = wants->event.step[word];
  }
  if (status == CVS_OK && field->variant.length > 0)
    status = cvs_row_find_cell(reader, batch, field->variant, &unit.cell);
  if (status != CVS_OK)
    return status;
  if (has_time)
    cvs_batch_see_time(batch, unit.time);
  return cvs_unit_rows_add(batch->units, &unit);
}

cvs_status cvs_rows_take_events(cvs_row_reader *reader, cvs_batch *batch) {
  const cvs_split_ready ready = cvs_splitter_ready(reader->splitter);
  const uint32_t *before = ready.before;
  cvs_status status = CVS_OK;
  size_t count = 0;
  for (; count < ready.count; count++, before += ready.width) {
    const event_fields field = find_fields(reader->plan, &ready, before);
    status = take_event(reader, batch, &field);
    if (status != CVS_OK)
      break;
  }
  return cvs_rows_end_taking(reader, batch, count, status);
}

/* A row of a log: an event of a unit, at its time. */
#include "data/rows.h"
#include "data/unit_run.h"

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

/* Where to look for what is asked of an event: columns of the file, CVS_NO_COLUMN: nowhere. */
typedef struct event_columns {
  size_t time;
  size_t user;
  size_t event;
  size_t variant;
  size_t value;
  cvs_field same_event;   /* of all, where no column says it */
  cvs_field same_variant; /* the same; empty: not known here */
} event_columns;

static event_columns find_columns(const cvs_file_plan *plan) {
  const size_t *const role = plan->schema.role;
  const size_t *const asked = plan->at.role;
  const bool is_assigned = plan->wants->options->assignments != NULL;
  event_columns at = {.time = plan->schema.day, .user = role[CVS_ROLE_USER], .same_event = plan->event};
  at.event = asked[CVS_ROLE_EVENT] != CVS_NO_COLUMN ? role[CVS_ROLE_EVENT] : CVS_NO_COLUMN;
  at.variant = asked[CVS_ROLE_VARIANT] != CVS_NO_COLUMN ? role[CVS_ROLE_VARIANT] : CVS_NO_COLUMN;
  at.value = asked[CVS_ROLE_VALUE] != CVS_NO_COLUMN ? role[CVS_ROLE_VALUE] : CVS_NO_COLUMN;
  if (!is_assigned)
    at.same_variant = plan->variant;
  return at;
}

/* Takes an event as most are. Errors: CVS_ENOMEM; any other says that it asks for a closer look: nothing has been done
 * that the other way would not do again. */
static inline cvs_status take_event(cvs_row_reader *reader, cvs_batch *batch, const event_columns *at, const char *base,
                                    const uint32_t *before) {
  const cvs_wants *const wants = reader->plan->wants;
  const bool has_time = at->time != CVS_NO_COLUMN, has_value = at->value != CVS_NO_COLUMN;
  const cvs_field user = cvs_split_field_at(base, before, at->user);
  int64_t time = unknown_time, value = 0;
  uint32_t word = CVS_NO_NAME, cell = CVS_UNIT_NO_CELL;
  if (user.length == 0)
    return CVS_EDATA;
  if (has_time) {
    const cvs_field text = cvs_split_field_at(base, before, at->time);
    if (cvs_read_time(&reader->clock, text.text, text.length, &time) != CVS_TIME_FINE)
      return CVS_EDATA;
  }
  if (has_value) {
    const cvs_field text = cvs_split_field_at(base, before, at->value);
    if (cvs_read_amount_quickly(text.text, text.length, &reader->plan->numbers, &value) != CVS_NUMBER_FINE)
      return CVS_EDATA;
  }
  const cvs_field event = at->event != CVS_NO_COLUMN ? cvs_split_field_at(base, before, at->event) : at->same_event;
  const cvs_field variant =
      at->variant != CVS_NO_COLUMN ? cvs_split_field_at(base, before, at->variant) : at->same_variant;
  cvs_status status = cvs_vocabulary_find(&reader->events, event, &batch->events, &word);
  if (status == CVS_OK && variant.length > 0)
    status = cvs_row_find_cell(reader, batch, variant, &cell);
  if (status != CVS_OK)
    return status;
  cvs_unit_stored *const unit = cvs_unit_rows_next(batch->units, user.text, user.length);
  if (unit == NULL)
    return CVS_ENOMEM;
  const bool is_asked = word < wants->event.count;
  unit->cell = cell;
  unit->kind = is_asked ? wants->event.kind[word] : 0;
  unit->step = is_asked ? wants->event.step[word] : 0;
  unit->more[0] = time;
  if (reader->plan->form.has_value)
    unit->more[1] = value;
  if (has_time)
    cvs_batch_see_time(batch, time);
  return CVS_OK;
}

cvs_status cvs_rows_take_events(cvs_row_reader *reader, cvs_batch *batch) {
  const event_columns at = find_columns(reader->plan);
  const cvs_split_ready ready = cvs_splitter_ready(reader->splitter);
  const uint32_t *before = ready.before;
  cvs_status status = CVS_OK;
  size_t count = 0;
  for (; count < ready.count; count++, before += ready.width) {
    status = take_event(reader, batch, &at, ready.base, before);
    if (status != CVS_OK)
      break;
  }
  return cvs_rows_end_taking(reader, batch, count, status);
}

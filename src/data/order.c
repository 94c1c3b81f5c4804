/* What must be known of a file before its rows are read: whether day or month comes first in its moments, as a unit's
 * rows are put in the order of time while they come; and which columns of steps of users say 0 and 1, as an empty field
 * is a missing value there, and "not reached" among times. */
#include "base/error.h"
#include "base/mem.h"
#include "data/intake.h"

enum { SAMPLE_SIZE = 1 << 20 };

/* What the first rows say. */
typedef struct sample {
  cvs_days days;
  cvs_step_kinds steps;
  bool is_all; /* there are no others */
} sample;

static bool has_steps(const cvs_file_plan *plan) {
  return plan->schema.shape == CVS_SHAPE_USERS && plan->schema.step_count > 0;
}

static bool has_moments(const cvs_file_plan *plan) {
  return plan->has_units && plan->at.day != CVS_NO_COLUMN && plan->dates.format == NULL;
}

static cvs_status look(const cvs_file_plan *plan, cvs_text *text, sample *out, cvs_error *error) {
  const char *begin = NULL;
  size_t length = 0;
  cvs_row_reader reader;
  cvs_batch *batch = cvs_calloc(1, sizeof *batch);
  cvs_status status = cvs_text_peek(text, SAMPLE_SIZE, &begin, &length, error);
  out->is_all = length < SAMPLE_SIZE;
  if (status != CVS_OK || begin == NULL || batch == NULL) {
    cvs_free(batch);
    return batch == NULL ? cvs_fail_memory(error) : status;
  }
  status = cvs_row_reader_init(&reader, plan);
  if (status == CVS_OK)
    status = cvs_batch_init(batch, 0, plan->wants->where.column_count, NULL);
  if (status == CVS_OK) {
    cvs_batch_begin(batch, &reader, cvs_text_line(text));
    cvs_splitter_begin(reader.splitter, begin, length, cvs_text_line(text), out->is_all);
    status = cvs_rows_read(&reader, batch, error);
  } else {
    status = cvs_fail_memory(error);
  }
  out->days = batch->days;
  out->steps = batch->steps;
  batch->days = (cvs_days){0};
  cvs_batch_free(batch);
  cvs_row_reader_free(&reader);
  cvs_free(batch);
  return status;
}

static bool is_open(const cvs_days *days) {
  return days->open.line > 0 && days->day_first.line == 0 && days->month_first.line == 0;
}

/* Mask of the steps of which nothing is said. */
static uint32_t find_unsaid(const cvs_file_plan *plan, const cvs_step_kinds *seen) {
  const uint32_t all = (uint32_t)((UINT64_C(1) << plan->schema.step_count) - 1);
  return has_steps(plan) ? all & ~(seen->marks | seen->times) : 0;
}

static cvs_day_order order_of(const cvs_days *days) {
  if (days->month_first.line > 0)
    return CVS_ORDER_MONTH_FIRST;
  return days->day_first.line > 0 ? CVS_ORDER_DAY_FIRST : CVS_ORDER_OPEN;
}

static const char *name_column(const cvs_file_plan *plan) {
  return plan->column[plan->schema.day != CVS_NO_COLUMN ? plan->schema.day : plan->schema.step[0]];
}

/* All rows of the text, for their dates alone. */
static cvs_status look_at_all(cvs_intake *intake, cvs_text *text, const cvs_file_plan *plan, cvs_error *error) {
  cvs_dataset *const dataset = intake->dataset;
  const cvs_days kept = dataset->days;
  const uint64_t rows = dataset->info.rows;
  const uint64_t elsewhere = intake->elsewhere;
  uint64_t skipped[CVS_SKIPS];
  for (int i = 0; i < CVS_SKIPS; i++)
    skipped[i] = dataset->skipped[i];
  dataset->days = (cvs_days){0};
  cvs_status status = cvs_intake_run(intake, text, plan, error);
  if (status == CVS_OK)
    status = cvs_days_settle(&dataset->days, plan->source, name_column(plan), error);
  intake->order_found = order_of(&dataset->days);
  cvs_days_free(&dataset->days);
  dataset->days = kept;
  dataset->info.rows = rows;
  intake->elsewhere = elsewhere;
  for (int i = 0; i < CVS_SKIPS; i++)
    dataset->skipped[i] = skipped[i];
  return status;
}

/* What one file says of a step holds for all: where one has 0 and 1 (and none a time), nobody may be without either. */
static cvs_status settle_steps(cvs_intake *intake, cvs_file_plan *plan, cvs_error *error) {
  char column[CVS_SHOWN_MAX];
  char other[CVS_SHOWN_MAX];
  cvs_step_kinds *const all = &intake->steps_said;
  const cvs_step_kinds *const own = &intake->steps_seen;
  const uint32_t empty = own->empty & ~(own->marks | own->times);
  all->marks |= own->marks;
  all->times |= own->times;
  plan->marked_steps = all->marks & ~all->times;
  for (size_t i = 0; i < plan->schema.step_count && has_steps(plan); i++) {
    if ((plan->marked_steps & all->empty) >> i & 1U)
      return cvs_fail_at(error, CVS_EDATA, plan->source, 0,
                         "column %s says 0 and 1 here and is empty in %s, expected 0 or 1 in all files (in a column of "
                         "times, empty is \"not reached\")",
                         cvs_show_value(column, plan->column[plan->schema.step[i]]),
                         cvs_show_value(other, intake->empty_in[i]));
    if ((empty & ~all->empty) >> i & 1U)
      intake->empty_in[i] = intake->dataset->file[intake->dataset->info.file_count - 1].name;
  }
  all->empty |= empty;
  return CVS_OK;
}

cvs_status cvs_intake_settle_order(cvs_intake *intake, cvs_text *text, cvs_file_plan *plan, bool *taken,
                                   cvs_error *error) {
  sample first = {.is_all = true};
  *taken = false;
  plan->order = CVS_ORDER_OPEN;
  if (!has_moments(plan) && !has_steps(plan))
    return CVS_OK;
  plan->is_settling = true;
  cvs_status status = look(plan, text, &first, error);
  intake->order_found = order_of(&first.days);
  intake->steps_seen = first.steps;
  const uint32_t unsaid = first.is_all ? 0 : find_unsaid(plan, &first.steps);
  *taken = status == CVS_OK && (is_open(&first.days) || unsaid != 0) && cvs_text_can_rewind(text);
  if (*taken)
    status = look_at_all(intake, text, plan, error);
  else if (status == CVS_OK)
    status = cvs_days_settle(&first.days, plan->source, name_column(plan), error);
  plan->order = intake->order_found;
  if (status == CVS_OK)
    status = settle_steps(intake, plan, error);
  plan->unsaid_steps = *taken ? 0 : unsaid;
  plan->is_settling = false;
  cvs_days_free(&first.days);
  return status;
}

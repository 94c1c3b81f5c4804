/* A row of counts: a variant's visitors and conversions, perhaps of a day and a segment. */
#include "base/error.h"
#include "data/rows.h"
#include <stdio.h>
#include <string.h>

/* The values of a row beside its keys. */
typedef struct counts {
  cvs_sample sample;
  uint64_t step[CVS_STEPS_MAX];
  int64_t value;
} counts;

static cvs_status read_count(cvs_row *row, size_t at, uint64_t *out) {
  const cvs_field field = row->field[at];
  const cvs_number_fault fault = cvs_read_count(field.text, field.length, &row->plan->numbers, out);
  return fault == CVS_NUMBER_FINE ? CVS_OK : cvs_row_fail(row, at, CVS_SKIP_NUMBER, cvs_number_expected(fault));
}

/* A row of visitors who all converted or all did not: with a value of its own, else yes or no. */
static cvs_status read_converted(cvs_row *row, counts *out) {
  const size_t at = row->plan->at.role[CVS_ROLE_CONVERTED];
  const char *const wanted = row->plan->schema.converted;
  const cvs_field field = row->field[at];
  bool converted = wanted != NULL && strlen(wanted) == field.length && memcmp(wanted, field.text, field.length) == 0;
  if (wanted == NULL && !cvs_read_yes_no(field, &converted))
    return cvs_row_fail(row, at, CVS_SKIP_NUMBER, "0 or 1, true or false, yes or no, or --converted COL=VALUE");
  out->sample.conversions = converted ? out->sample.visitors : 0;
  return CVS_OK;
}

static cvs_status check_at_most_visitors(cvs_row *row, size_t at, uint64_t count, uint64_t visitors) {
  if (count <= visitors)
    return CVS_OK;
  char name[CVS_SHOWN_MAX];
  char expected[CVS_SHOWN_MAX + CVS_SHOWN_MAX];
  const cvs_file_plan *const plan = row->plan;
  (void)snprintf(expected, sizeof expected, "at most the %llu of column %s", (unsigned long long)visitors,
                 cvs_show_value(name, plan->column[plan->schema.role[CVS_ROLE_VISITORS]]));
  return cvs_row_fail(row, at, CVS_SKIP_CONVERSIONS, expected);
}

static cvs_status read_steps(cvs_row *row, counts *out) {
  const cvs_file_plan *const plan = row->plan;
  for (size_t i = 0; i < plan->schema.step_count; i++) {
    cvs_status status = read_count(row, plan->at.step[i], &out->step[i]);
    if (status == CVS_OK)
      status = check_at_most_visitors(row, plan->at.step[i], out->step[i], out->sample.visitors);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* Conversions have a column; or visitors all converted or did not; or the last step is the conversion. */
static cvs_status read_conversions(cvs_row *row, counts *out) {
  const size_t conversions = row->plan->at.role[CVS_ROLE_CONVERSIONS];
  if (row->plan->at.role[CVS_ROLE_CONVERTED] != CVS_NO_COLUMN)
    return read_converted(row, out);
  if (conversions == CVS_NO_COLUMN)
    return CVS_OK;
  const cvs_status status = read_count(row, conversions, &out->sample.conversions);
  return status == CVS_OK ? check_at_most_visitors(row, conversions, out->sample.conversions, out->sample.visitors)
                          : status;
}

/* The values of a row, none of them kept yet. */
static cvs_status read_values(cvs_row *row, counts *out) {
  const cvs_positions *const at = &row->plan->at;
  const size_t steps = row->plan->schema.step_count;
  cvs_status status = CVS_OK;
  if (cvs_row_variant(row).length == 0)
    status = cvs_row_fail(row, at->role[CVS_ROLE_VARIANT], CVS_SKIP_VARIANT, "the name of a variant");
  if (status == CVS_OK)
    status = read_count(row, at->role[CVS_ROLE_VISITORS], &out->sample.visitors);
  if (status == CVS_OK)
    status = read_conversions(row, out);
  if (status == CVS_OK)
    status = read_steps(row, out);
  if (status == CVS_OK && at->role[CVS_ROLE_CONVERSIONS] == CVS_NO_COLUMN &&
      at->role[CVS_ROLE_CONVERTED] == CVS_NO_COLUMN && steps > 0)
    out->sample.conversions = out->step[steps - 1];
  if (status == CVS_OK)
    status = cvs_row_read_amount(row, &out->value);
  return status == CVS_OK ? cvs_row_read_day(row) : status;
}

cvs_status cvs_row_count(cvs_row *row) {
  counts read = {.value = 0};
  row->cell = (cvs_cell){.group = 0};
  cvs_status status = read_values(row, &read);
  if (status == CVS_OK)
    status = cvs_row_read_keys(row, cvs_row_variant(row));
  if (status != CVS_OK)
    return status;
  row->cell.sample = read.sample;
  row->cell.value = read.value;
  status = cvs_cells_add(&row->batch->cells, &row->cell, read.step);
  if (status == CVS_EDATA)
    return cvs_row_fail(row, row->plan->at.role[CVS_ROLE_VISITORS], CVS_SKIP_NUMBER,
                        "at most 9007199254740991 (2^53 - 1) in all rows of a variant together");
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

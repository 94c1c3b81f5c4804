/* A row of counts: a variant's visitors and conversions, perhaps of a day and a segment. */
#include "base/error.h"
#include "data/rows.h"
#include "data/steps.h"
#include <stdio.h>

/* The values of a row beside its keys. */
typedef struct counts {
  cvs_sample sample;
  uint64_t step[CVS_STEPS_MAX];
  cvs_amount_sum value;
} counts;

/* What a visitor may have brought, in size: a user's amounts add up to less than 2^63 millionths, so count writes no
 * more. 2^53 visitors of it fit a sum. */
static const cvs_amount_sum visitor_most = (cvs_amount_sum)CVS_AMOUNT_ONE * INT64_C(10000000000000);

static cvs_status read_count(cvs_row *row, size_t at, uint64_t *out) {
  const cvs_field field = row->field[at];
  const cvs_number_fault fault = cvs_read_count(field.text, field.length, &row->plan->numbers, out);
  if (fault == CVS_NUMBER_FINE)
    return CVS_OK;
  return cvs_row_fail(row, at, field.length == 0 ? CVS_SKIP_MISSING : CVS_SKIP_NUMBER, cvs_number_expected(fault));
}

/* A row of visitors who all converted or all did not: with a value of its own, else yes or no. */
static cvs_status read_converted(cvs_row *row, counts *out) {
  const size_t at = row->plan->at.role[CVS_ROLE_CONVERTED];
  const bool by_value = row->plan->schema.converted != NULL;
  bool converted = false;
  const cvs_status status = by_value ? cvs_row_match_converted(row, &converted) : CVS_OK;
  if (status != CVS_OK)
    return status;
  if (!by_value && !cvs_read_yes_no(row->field[at], &converted))
    return cvs_row_fail(row, at, CVS_SKIP_NUMBER,
                        "0 or 1, true or false (t, f), yes or no (y, n), or --converted COL=VALUE");
  out->sample.conversions = converted ? out->sample.visitors : 0;
  return CVS_OK;
}

/* Conversions above visitors are a bad record. A step above them tells what its column is, and not of one row alone:
 * to skip such rows would choose them by their outcome. */
static cvs_status check_at_most_visitors(cvs_row *row, size_t at, uint64_t count, uint64_t visitors) {
  if (count <= visitors)
    return CVS_OK;
  char name[CVS_SHOWN_MAX];
  char expected[CVS_SHOWN_MAX + CVS_SHOWN_MAX];
  const cvs_file_plan *const plan = row->plan;
  const size_t visitors_at = plan->schema.role[CVS_ROLE_VISITORS];
  const size_t column = visitors_at == CVS_NO_COLUMN ? plan->schema.step[0] : visitors_at;
  const bool is_step = at != plan->at.role[CVS_ROLE_CONVERSIONS];
  const bool any_order = is_step && plan->wants->options->steps.any_order;
  (void)snprintf(expected, sizeof expected, "at most the %llu of column %s%s", (unsigned long long)visitors,
                 cvs_show_value(name, plan->column[column]),
                 any_order ? ", or --visitors COL where another says who entered, or --where to leave the row out"
                           : "");
  return cvs_row_fail(row, at, is_step ? CVS_SKIP_NONE : CVS_SKIP_CONVERSIONS, expected);
}

/* In order a step has some of the users of the step before it, or of the last one that may not be left out. */
static cvs_status check_order(cvs_row *row, const counts *read, size_t step) {
  const cvs_file_plan *const plan = row->plan;
  const cvs_read_options *const options = plan->wants->options;
  const cvs_steps_options *const steps = &options->steps;
  const bool is_asked = steps->count > 0 || options->first_step_enters; /* else columns are carried as they are */
  const size_t before = cvs_steps_before(steps, step);
  if (!is_asked || steps->any_order || before == SIZE_MAX || read->step[step] <= read->step[before])
    return CVS_OK;
  char name[CVS_SHOWN_MAX];
  char expected[CVS_SHOWN_MAX + CVS_SHOWN_MAX];
  (void)snprintf(expected, sizeof expected, "at most the %llu of column %s, the step before it, or --order any",
                 (unsigned long long)read->step[before], cvs_show_value(name, plan->column[plan->schema.step[before]]));
  return cvs_row_fail(row, plan->at.step[step], CVS_SKIP_NONE, expected);
}

/* What was not counted is not nobody. */
static cvs_status read_step(cvs_row *row, counts *out, size_t step) {
  const size_t at = row->plan->at.step[step];
  if (row->field[at].length == 0)
    return cvs_row_fail(row, at, CVS_SKIP_MISSING,
                        "a count, or --on-error skip or --where to leave out rows whose outcome is not known");
  return read_count(row, at, &out->step[step]);
}

/* Steps first, as without a column of visitors these are the users of the first step. Then overlapping steps may be
 * above it in a row: overlap.c looks at their sums. */
static cvs_status read_steps(cvs_row *row, counts *out) {
  const cvs_file_plan *const plan = row->plan;
  const size_t count = plan->schema.step_count;
  const bool has_visitors = plan->at.role[CVS_ROLE_VISITORS] != CVS_NO_COLUMN;
  for (size_t i = 0; i < count; i++) {
    cvs_status status = read_step(row, out, i);
    if (i == 0 && !has_visitors)
      out->sample.visitors = out->step[0];
    if (status == CVS_OK)
      status = check_order(row, out, i);
    if (status == CVS_OK && (has_visitors || (i + 1 == count && !plan->wants->options->steps.any_order)))
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

/* The sum of what the visitors of the row brought. */
static cvs_status read_value(cvs_row *row, counts *out) {
  const size_t at = row->plan->at.role[CVS_ROLE_VALUE];
  if (at == CVS_NO_COLUMN)
    return CVS_OK;
  const cvs_field field = row->field[at];
  const cvs_amount_sum most = visitor_most * (cvs_amount_sum)(out->sample.visitors > 0 ? out->sample.visitors : 1);
  const cvs_number_fault fault = cvs_read_amount_sum(field.text, field.length, &row->plan->numbers, &out->value);
  const bool is_read = fault == CVS_NUMBER_FINE || fault == CVS_NUMBER_TINY;
  row->batch->tiny_amounts += fault == CVS_NUMBER_TINY ? 1 : 0;
  if (is_read && out->value >= -most && out->value <= most)
    return CVS_OK;
  return cvs_row_fail(row, at, CVS_SKIP_NUMBER,
                      is_read || fault == CVS_NUMBER_LARGE ? "at most 10^13 a visitor, in size"
                      : fault == CVS_NUMBER_AMBIGUOUS      ? cvs_number_expected(fault)
                                                           : "a number");
}

/* The values of a row, none of them kept yet. */
static cvs_status read_values(cvs_row *row, counts *out) {
  const cvs_positions *const at = &row->plan->at;
  const size_t steps = row->plan->schema.step_count;
  cvs_status status = CVS_OK;
  if (cvs_row_variant(row).length == 0)
    status = cvs_row_fail(row, at->role[CVS_ROLE_VARIANT], CVS_SKIP_VARIANT, "the name of a variant");
  const bool has_visitors = at->role[CVS_ROLE_VISITORS] != CVS_NO_COLUMN;
  if (status == CVS_OK && has_visitors)
    status = read_count(row, at->role[CVS_ROLE_VISITORS], &out->sample.visitors);
  if (status == CVS_OK && has_visitors)
    status = read_conversions(row, out);
  if (status == CVS_OK)
    status = read_steps(row, out);
  if (status == CVS_OK && !has_visitors)
    status = read_conversions(row, out);
  if (status == CVS_OK && at->role[CVS_ROLE_CONVERSIONS] == CVS_NO_COLUMN &&
      at->role[CVS_ROLE_CONVERTED] == CVS_NO_COLUMN && steps > 0)
    out->sample.conversions = out->step[steps - 1];
  if (status == CVS_OK)
    status = read_value(row, out);
  return status == CVS_OK ? cvs_row_read_day(row) : status;
}

/* The field that the visitors come from. */
static size_t visitors_position(const cvs_row *row) {
  const size_t visitors = row->plan->at.role[CVS_ROLE_VISITORS];
  return visitors == CVS_NO_COLUMN ? row->plan->at.step[0] : visitors;
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
    return cvs_row_fail(row, visitors_position(row), CVS_SKIP_NUMBER,
                        "at most 9007199254740991 (2^53 - 1) in all rows of a variant together");
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

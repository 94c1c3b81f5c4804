/* Rows of users of whom nothing is asked but name, variant, conversion and amount: most of what is counted, and the
 * shortest way to it. What is not as plain as that goes the way of all rows. */
#include "data/rows.h"
#include "data/unit_run.h"

/* What is looked at of a row. */
typedef struct plain_row {
  cvs_field variant;
  cvs_field converted;
  cvs_field value; /* .text NULL: not asked for */
  cvs_field user;  /* the same: each row is a unit */
} plain_row;

cvs_status cvs_row_find_cell_far(cvs_row_reader *reader, cvs_batch *batch, cvs_field variant, uint32_t *number) {
  cvs_cell keys = {.group = 0};
  cvs_status status = cvs_names_find(&reader->variants, variant, &keys.variant);
  if (status == CVS_OK)
    status = cvs_batch_find_cell(batch, &keys, number);
  if (status != CVS_OK || variant.length > sizeof(uint64_t))
    return status;
  const uint64_t head = cvs_name_head(variant);
  *cvs_batch_near_variant(batch, head) = (cvs_variant_near){head, (uint32_t)variant.length, *number};
  return CVS_OK;
}

static inline void count_in_cell(cvs_cell *cell, bool converted, int64_t amount) {
  cell->sample.visitors++;
  cell->sample.conversions += converted ? 1 : 0;
  if (amount != 0)
    cell->value += amount;
}

/* What it says. */
typedef struct plain_values {
  uint32_t cell;
  bool converted;
  int64_t amount;
} plain_values;

/* Plain users have no time that anybody asks for. */
static inline cvs_status add_row(cvs_batch *batch, cvs_field user, const plain_values *says, bool has_value) {
  cvs_unit_stored *const unit = cvs_unit_rows_next(batch->units, user.text, user.length);
  if (unit == NULL)
    return CVS_ENOMEM;
  unit->cell = says->cell;
  unit->kind = says->converted ? CVS_UNIT_CONVERTED : 0;
  unit->step = 0;
  if (has_value)
    unit->more[0] = says->amount;
  return CVS_OK;
}

/* The row into its cell, or among the rows of units. Errors: CVS_ENOMEM; any other says that the row is not so plain,
 * or wrong, and that nothing is done. */
static inline cvs_status count_row(cvs_row_reader *reader, cvs_batch *batch, const plain_row *row) {
  plain_values says = {.amount = 0};
  if (row->variant.length == 0 || row->converted.length != 1 || (*row->converted.text | 1) != '1' ||
      (row->user.text != NULL && row->user.length == 0))
    return CVS_EDATA;
  if (row->value.text != NULL && cvs_read_amount_quickly(row->value.text, row->value.length, &reader->plan->numbers,
                                                         &says.amount) != CVS_NUMBER_FINE)
    return CVS_EDATA;
  const cvs_status status = cvs_row_find_cell(reader, batch, row->variant, &says.cell);
  if (status != CVS_OK)
    return status;
  says.converted = *row->converted.text == '1';
  if (row->user.text != NULL)
    return add_row(batch, row->user, &says, reader->plan->form.has_value);
  count_in_cell(&batch->cells.cell[says.cell], says.converted, says.amount);
  return CVS_OK;
}

cvs_status cvs_row_count_plainly(cvs_row *row) {
  const cvs_positions *const at = &row->plan->at;
  plain_row plain = {.variant = row->field[at->role[CVS_ROLE_VARIANT]],
                     .converted = row->field[at->role[CVS_ROLE_CONVERTED]]};
  if (at->role[CVS_ROLE_VALUE] != CVS_NO_COLUMN)
    plain.value = row->field[at->role[CVS_ROLE_VALUE]];
  if (row->plan->has_units)
    plain.user = row->field[at->role[CVS_ROLE_USER]];
  return count_row(row->reader, row->batch, &plain);
}

cvs_status cvs_rows_count_plainly(cvs_row_reader *reader, cvs_batch *batch) {
  const cvs_schema *const schema = &reader->plan->schema;
  const bool has_value = reader->plan->at.role[CVS_ROLE_VALUE] != CVS_NO_COLUMN;
  const cvs_split_ready ready = cvs_splitter_ready(reader->splitter);
  const uint32_t *before = ready.before;
  cvs_status status = CVS_OK;
  size_t count = 0;
  for (; count < ready.count; count++, before += ready.width) {
    plain_row row = {.variant = cvs_split_field_at(ready.base, before, schema->role[CVS_ROLE_VARIANT]),
                     .converted = cvs_split_field_at(ready.base, before, schema->role[CVS_ROLE_CONVERTED])};
    if (has_value)
      row.value = cvs_split_field_at(ready.base, before, schema->role[CVS_ROLE_VALUE]);
    if (reader->plan->has_units)
      row.user = cvs_split_field_at(ready.base, before, schema->role[CVS_ROLE_USER]);
    status = count_row(reader, batch, &row);
    if (status != CVS_OK)
      break;
  }
  return cvs_rows_end_taking(reader, batch, count, status);
}

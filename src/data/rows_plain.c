/* Rows of users of whom nothing is asked but variant, conversion and amount, each row a unit: most of what is counted,
 * and the shortest way to it. What is not as plain as that goes the way of all rows. */
#include "data/rows.h"

/* What is looked at of a row. */
typedef struct plain_row {
  cvs_field variant;
  cvs_field converted;
  cvs_field value;
} plain_row;

/* The cell of a variant; false where it fails, which the other way then tells. */
static bool find_cell(cvs_row_reader *reader, cvs_batch *batch, cvs_field variant, uint32_t *number) {
  cvs_cell keys = {.group = 0};
  return cvs_names_find(&reader->variants, variant, &keys.variant) == CVS_OK &&
         cvs_batch_find_cell(batch, &keys, number) == CVS_OK;
}

/* The same for a short name, which is then near. */
static bool find_cell_far(cvs_row_reader *reader, cvs_batch *batch, cvs_field variant, uint64_t head) {
  uint32_t number = 0;
  if (!find_cell(reader, batch, variant, &number))
    return false;
  *cvs_batch_near_variant(batch, head) = (cvs_variant_near){head, (uint32_t)variant.length, number};
  return true;
}

static inline bool find_cell_near(cvs_row_reader *reader, cvs_batch *batch, cvs_field variant, uint32_t *number) {
  if (variant.length > sizeof(uint64_t))
    return find_cell(reader, batch, variant, number);
  const uint64_t head = cvs_name_head(variant);
  const cvs_variant_near *const near = cvs_batch_near_variant(batch, head);
  if ((near->head != head || near->length != variant.length) && !find_cell_far(reader, batch, variant, head))
    return false;
  *number = near->cell;
  return true;
}

/* The row into its cell; false where it is not so plain, or something is wrong with it. */
static inline bool count_row(cvs_row_reader *reader, cvs_batch *batch, const plain_row *row) {
  int64_t amount = 0;
  uint32_t number = 0;
  if (row->variant.length == 0 || row->converted.length != 1 || (*row->converted.text | 1) != '1')
    return false;
  if (row->value.text != NULL &&
      cvs_read_amount(row->value.text, row->value.length, &reader->plan->numbers, &amount) != CVS_NUMBER_FINE)
    return false;
  if (!find_cell_near(reader, batch, row->variant, &number))
    return false;
  cvs_cell *const cell = &batch->cells.cell[number];
  cell->sample.visitors++;
  cell->sample.conversions += *row->converted.text == '1' ? 1 : 0;
  if (amount != 0)
    cell->value += amount;
  return true;
}

bool cvs_row_count_plainly(cvs_row *row) {
  const cvs_positions *const at = &row->plan->at;
  const size_t value = at->role[CVS_ROLE_VALUE];
  const plain_row plain = {
      .variant = row->field[at->role[CVS_ROLE_VARIANT]],
      .converted = row->field[at->role[CVS_ROLE_CONVERTED]],
      .value = value == CVS_NO_COLUMN ? (cvs_field){NULL, 0} : row->field[value],
  };
  return count_row(row->reader, row->batch, &plain);
}

void cvs_rows_count_plainly(cvs_row_reader *reader, cvs_batch *batch) {
  const cvs_schema *const schema = &reader->plan->schema;
  const bool has_value = reader->plan->at.role[CVS_ROLE_VALUE] != CVS_NO_COLUMN;
  const cvs_split_ready ready = cvs_splitter_ready(reader->splitter);
  const uint32_t *before = ready.before;
  size_t count = 0;
  for (; count < ready.count; count++, before += ready.width) {
    plain_row row = {.variant = cvs_split_field_at(ready.base, before, schema->role[CVS_ROLE_VARIANT]),
                     .converted = cvs_split_field_at(ready.base, before, schema->role[CVS_ROLE_CONVERTED])};
    if (has_value)
      row.value = cvs_split_field_at(ready.base, before, schema->role[CVS_ROLE_VALUE]);
    if (!count_row(reader, batch, &row))
      break;
  }
  if (count == 0)
    return;
  cvs_splitter_take_ready(reader->splitter, count);
  batch->rows += count;
}

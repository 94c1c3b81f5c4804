/* Rows of units from one block, dealt to the parts they belong to.
 *
 * Rows are written one behind the other, and only their numbers are dealt: memory that is filled in its order costs a
 * quarter of memory that is filled at random, and who folds a part can send for its rows early enough. */
#include "data/unit_rows.h"

#include "base/mem.h"
#include "data/blocks.h"
#include "data/unit_run.h"

#include <assert.h>

/* The top byte of a hash chooses the part. */
enum { PART_SHIFT = 56 };
_Static_assert(CVS_PARTS == 1 << (64 - PART_SHIFT), "a part for each top byte");

struct cvs_unit_rows {
  cvs_unit_form form;
  size_t row_size;
  char *row; /* [count] of row_size */
  size_t count;
  size_t row_capacity;
  char *name; /* bytes of long names */
  size_t name_length;
  size_t name_capacity;
  cvs_unit_dealt *dealt; /* [count] by parts */
  size_t dealt_capacity;
  size_t begin[CVS_PARTS + 1]; /* of each part in `dealt`; before the deal: [part + 1] counts its rows */
  const uint32_t *global;
  bool is_dealt;
};

cvs_status cvs_unit_rows_new(const cvs_unit_form *form, cvs_unit_rows **out) {
  cvs_unit_rows *rows = cvs_calloc(1, sizeof *rows);
  *out = rows;
  if (!rows)
    return CVS_ENOMEM;
  rows->form = *form;
  rows->row_size = cvs_unit_stored_size(form);
  return CVS_OK;
}

void cvs_unit_rows_free(cvs_unit_rows *rows) {
  if (!rows)
    return;
  cvs_free(rows->row);
  cvs_free(rows->name);
  cvs_free(rows->dealt);
  cvs_free(rows);
}

void cvs_unit_rows_clear(cvs_unit_rows *rows) {
  rows->count = 0;
  rows->name_length = 0;
  rows->global = NULL;
  rows->is_dealt = false;
  memset(rows->begin, 0, sizeof rows->begin);
}

static cvs_status make_room(cvs_unit_rows *rows) {
  if (rows->count == UINT32_MAX)
    return CVS_ENOMEM; /* a block of 4 billion rows is none that could be held */
  char *row = cvs_array_grow(rows->row, &rows->row_capacity, rows->count + 1, rows->row_size);
  if (!row)
    return CVS_ENOMEM;
  rows->row = row;
  return CVS_OK;
}

/* Keeps a long name; its key says where. */
static cvs_status keep_name(cvs_unit_rows *rows, const cvs_unit_row *row, cvs_unit_key *key) {
  char *name = cvs_array_grow(rows->name, &rows->name_capacity, rows->name_length + row->key_length, 1);
  if (!name)
    return CVS_ENOMEM;
  rows->name = name;
  memcpy(name + rows->name_length, row->key, row->key_length);
  *key = (cvs_unit_key){{rows->name_length, CVS_UNIT_KEY_LONG + row->key_length}};
  rows->name_length += row->key_length;
  return CVS_OK;
}

static uint32_t mask_of(const cvs_unit_row *row) {
  return row->steps | (row->step ? UINT32_C(1) << (row->step - 1) : 0);
}

static void store(cvs_unit_rows *rows, const cvs_unit_row *row, cvs_unit_key key, uint64_t hash) {
  cvs_unit_stored *stored = (void *)(rows->row + rows->count * rows->row_size);
  stored->key = key;
  stored->hash = (uint32_t)hash;
  stored->cell = row->cell;
  stored->steps = mask_of(row);
  stored->kind = row->kind;
  stored->part = (uint8_t)(hash >> PART_SHIFT);
  if (rows->form.has_time)
    stored->more[0] = row->time;
  if (rows->form.has_value)
    stored->more[rows->form.has_time] = row->value;
  if (rows->form.time_count > 0)
    memcpy(&stored->more[(size_t)rows->form.has_time + rows->form.has_value], row->step_time,
           rows->form.time_count * sizeof *row->step_time);
  rows->begin[stored->part + 1]++;
  rows->count++;
}

cvs_status cvs_unit_rows_add(cvs_unit_rows *rows, const cvs_unit_row *row) {
  assert(!rows->is_dealt);
  if (rows->count >= rows->row_capacity && make_room(rows) != CVS_OK)
    return CVS_ENOMEM;
  cvs_unit_key key;
  if (row->key_length <= CVS_UNIT_KEY_INLINE) {
    key = cvs_unit_key_inline(row->key, row->key_length);
    store(rows, row, key, cvs_unit_key_hash(&key));
    return CVS_OK;
  }
  if (keep_name(rows, row, &key) != CVS_OK)
    return CVS_ENOMEM;
  store(rows, row, key, cvs_unit_name_hash(row->key, row->key_length));
  return CVS_OK;
}

/* A counting sort: [part + 1] holds counts, then where the next row of the part goes, then where the part ends. */
cvs_status cvs_unit_rows_deal(cvs_unit_rows *rows) {
  cvs_unit_dealt *dealt = cvs_array_grow(rows->dealt, &rows->dealt_capacity, rows->count, sizeof *dealt);
  if (!dealt)
    return CVS_ENOMEM;
  rows->dealt = dealt;
  size_t before = 0;
  for (size_t part = 0; part < CVS_PARTS; part++) {
    const size_t count = rows->begin[part + 1];
    rows->begin[part + 1] = before;
    before += count;
  }
  for (size_t i = 0; i < rows->count; i++) {
    const cvs_unit_stored *stored = (const void *)(rows->row + i * rows->row_size);
    dealt[rows->begin[stored->part + 1]++] = (cvs_unit_dealt){(uint32_t)i, stored->hash};
  }
  rows->is_dealt = true;
  return CVS_OK;
}

void cvs_unit_rows_translate(cvs_unit_rows *rows, const uint32_t *global) {
  rows->global = global;
}

cvs_unit_run cvs_unit_rows_part(const cvs_unit_rows *rows, unsigned part) {
  assert(rows->is_dealt);
  return (cvs_unit_run){.rows = rows->row,
                        .count = rows->begin[part + 1] - rows->begin[part],
                        .dealt = rows->dealt + rows->begin[part],
                        .names = rows->name,
                        .global = rows->global};
}

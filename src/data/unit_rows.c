/* Rows of units from one block, dealt to the parts they belong to.
 *
 * Rows are written one behind the other on the desk of their thread, which stays in its cache, and are copied from
 * there part by part: so whoever folds a part reads its rows in the order in which they lie. */
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
  cvs_unit_desk *desk; /* holds [count] rows until they are dealt */
  size_t count;
  char *name; /* bytes of long names */
  size_t name_length;
  size_t name_capacity;
  char *dealt; /* [count] of row_size, by parts; begins on a cache line */
  char *dealt_memory;
  size_t dealt_capacity;       /* bytes of that */
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
  cvs_free(rows->name);
  cvs_free(rows->dealt_memory);
  cvs_free(rows);
}

void cvs_unit_desk_free(cvs_unit_desk *desk) {
  cvs_free(desk->rows);
  *desk = (cvs_unit_desk){0};
}

void cvs_unit_rows_begin(cvs_unit_rows *rows, cvs_unit_desk *desk) {
  rows->desk = desk;
  rows->count = 0;
  rows->name_length = 0;
  rows->global = NULL;
  rows->is_dealt = false;
  memset(rows->begin, 0, sizeof rows->begin);
}

/* Room for another row on the desk. */
static cvs_status make_room(const cvs_unit_rows *rows) {
  cvs_unit_desk *desk = rows->desk;
  char *grown = cvs_array_grow(desk->rows, &desk->size, (rows->count + 1) * rows->row_size, 1);
  if (!grown)
    return CVS_ENOMEM;
  desk->rows = grown;
  return CVS_OK;
}

/* Keeps a long name and says where. */
static cvs_status keep_name(cvs_unit_rows *rows, const char *key, size_t length, uint64_t *place) {
  char *name = cvs_array_grow(rows->name, &rows->name_capacity, rows->name_length + length, 1);
  if (!name)
    return CVS_ENOMEM;
  rows->name = name;
  memcpy(name + rows->name_length, key, length);
  *place = rows->name_length;
  rows->name_length += length;
  return CVS_OK;
}

cvs_unit_stored *cvs_unit_rows_next(cvs_unit_rows *rows, const char *key, size_t key_length) {
  assert(rows->desk && !rows->is_dealt && key_length <= CVS_UNIT_NAME_MAX);
  if ((rows->count + 1) * rows->row_size > rows->desk->size && make_room(rows) != CVS_OK)
    return NULL;
  cvs_unit_stored *stored = (void *)(rows->desk->rows + rows->count * rows->row_size);
  uint64_t hash;
  if (key_length <= CVS_UNIT_KEY_INLINE) {
    stored->key = cvs_unit_key_inline(key, key_length);
    hash = cvs_unit_key_hash(&stored->key);
  } else {
    uint64_t place = 0;
    if (keep_name(rows, key, key_length, &place) != CVS_OK)
      return NULL;
    hash = cvs_unit_name_hash(key, key_length);
    stored->key = cvs_unit_key_long(place, key_length, hash);
  }
  stored->part = (uint8_t)(hash >> PART_SHIFT);
  rows->begin[stored->part + 1]++;
  rows->count++;
  return stored;
}

cvs_status cvs_unit_rows_add(cvs_unit_rows *rows, const cvs_unit_row *row) {
  cvs_unit_stored *stored = cvs_unit_rows_next(rows, row->key, row->key_length);
  if (!stored)
    return CVS_ENOMEM;
  const cvs_unit_form *form = &rows->form;
  stored->cell = row->cell;
  stored->kind = row->kind;
  stored->step = row->step;
  int64_t *more = stored->more;
  if (form->has_time)
    *more++ = row->time;
  if (form->has_value)
    *more++ = row->value;
  if (form->has_steps)
    *more++ = row->steps;
  if (form->time_count > 0)
    memcpy(more, row->step_time, form->time_count * sizeof *row->step_time);
  return CVS_OK;
}

/* Copies rows to where their parts begin, which moves on. Inlined where row_size is known: copies are then moves. */
static inline __attribute__((always_inline)) void copy_rows(cvs_unit_rows *rows, size_t row_size) {
  const char *from = rows->desk->rows;
  for (size_t i = 0; i < rows->count; i++, from += row_size) {
    const cvs_unit_stored *stored = (const void *)from;
    char *to = rows->dealt + rows->begin[stored->part + 1]++ * row_size;
    memcpy(to, from, row_size);
    __builtin_prefetch(to + CVS_CACHE_LINE, 1);
  }
}

static void copy_all(cvs_unit_rows *rows) {
  enum { BARE = sizeof(cvs_unit_stored), ONE = sizeof(int64_t) };
  switch (rows->row_size) {
  case BARE:
    copy_rows(rows, BARE);
    return;
  case BARE + ONE:
    copy_rows(rows, BARE + ONE);
    return;
  default:
    copy_rows(rows, rows->row_size);
  }
}

/* A counting sort: [part + 1] holds counts, then where the next row of the part goes, then where the part ends. */
cvs_status cvs_unit_rows_deal(cvs_unit_rows *rows) {
  char *memory =
      cvs_array_grow(rows->dealt_memory, &rows->dealt_capacity, rows->count * rows->row_size + CVS_CACHE_LINE, 1);
  if (!memory)
    return CVS_ENOMEM;
  rows->dealt_memory = memory;
  rows->dealt = memory + (CVS_CACHE_LINE - (uintptr_t)memory % CVS_CACHE_LINE) % CVS_CACHE_LINE;
  size_t before = 0;
  for (size_t part = 0; part < CVS_PARTS; part++) {
    const size_t count = rows->begin[part + 1];
    rows->begin[part + 1] = before;
    before += count;
  }
  copy_all(rows);
  rows->is_dealt = true;
  return CVS_OK;
}

void cvs_unit_rows_translate(cvs_unit_rows *rows, const uint32_t *global) {
  rows->global = global;
}

cvs_unit_run cvs_unit_rows_part(const cvs_unit_rows *rows, unsigned part) {
  assert(rows->is_dealt);
  return (cvs_unit_run){.rows = rows->dealt + rows->begin[part] * rows->row_size,
                        .count = rows->begin[part + 1] - rows->begin[part],
                        .names = rows->name,
                        .global = rows->global};
}

/* Rows of one part that wait for their table.
 *
 * A row, packed: a byte of flags and the length of a short name; its kind; one more than its cell, seven bits a byte,
 * the lowest first; its step, if it has one; what its form has more; of a long name the second word of its key; the
 * bytes of the name. */
#include "data/unit_held.h"

#include "base/mem.h"

enum { LENGTH = 15, HAS_STEP = 16, IS_LONG = 32 };
_Static_assert((int)CVS_UNIT_KEY_INLINE <= (int)LENGTH, "the length of every short name fits");
/* Bytes of a row beside `more` and a long name: a row at least; and at most, as far as one writes. */
enum { CELL_BITS = 7, CELL_GOES_ON = 128, ROW_MIN = 3, ROW_MAX = 3 + (31 + CELL_BITS) / CELL_BITS + 16 };

struct cvs_unit_sheet {
  uint32_t used; /* bytes of `row` */
  uint32_t rows;
  char row[];
};

static size_t more_of(size_t row_size) {
  return row_size - sizeof(cvs_unit_stored);
}

static cvs_status add_sheet(cvs_unit_held *held, cvs_unit_store *store) {
  cvs_unit_sheet **sheets = cvs_array_grow(held->sheet, &held->capacity, held->count + 1, sizeof(*sheets));
  if (!sheets)
    return CVS_ENOMEM;
  held->sheet = sheets;
  cvs_unit_sheet *sheet = cvs_unit_store_take(store, cvs_unit_store_chunk_size(store));
  if (!sheet)
    return CVS_ENOMEM;
  sheet->used = sheet->rows = 0;
  held->sheet[held->count++] = sheet;
  return CVS_OK;
}

/* --- one row --- */

static inline char *pack_cell(char *to, uint32_t cell) {
  uint32_t left = cell + 1; /* none: 0 */
  for (; left >= CELL_GOES_ON; left >>= CELL_BITS)
    *to++ = (char)(unsigned char)(left | CELL_GOES_ON);
  *to++ = (char)left;
  return to;
}

static inline const unsigned char *unpack_cell(const unsigned char *from, uint32_t *cell) {
  uint32_t found = *from % CELL_GOES_ON;
  for (unsigned shift = CELL_BITS; *from++ >= CELL_GOES_ON; shift += CELL_BITS)
    found |= (uint32_t)(*from % CELL_GOES_ON) << shift;
  *cell = found - 1;
  return from;
}

static inline char *pack_long_name(char *to, const cvs_unit_key *key, const char *names) {
  const size_t length = cvs_unit_key_length(key);
  memcpy(to, &key->word[1], sizeof key->word[1]);
  memcpy(to + sizeof key->word[1], names + key->word[0], length);
  return to + sizeof key->word[1] + length;
}

/* What is written behind the name is written over. */
static inline char *pack_short_name(char *to, const cvs_unit_key *key, size_t length) {
  cvs_unit_key_store(key, to);
  return to + length;
}

static inline char *pack(char *to, const cvs_unit_run *run, const cvs_unit_stored *row, size_t more) {
  const bool is_long = cvs_unit_key_is_long(&row->key);
  const size_t length = is_long ? 0 : (size_t)(row->key.word[1] >> CVS_UNIT_KEY_LENGTH_SHIFT);
  *to++ = (char)(length | (row->step ? HAS_STEP : 0) | (is_long ? IS_LONG : 0));
  *to++ = (char)row->kind;
  to = pack_cell(to, run->global && row->cell != CVS_UNIT_NO_CELL ? run->global[row->cell] : row->cell);
  if (row->step)
    *to++ = (char)row->step;
  memcpy(to, row->more, more);
  to += more;
  return is_long ? pack_long_name(to, &row->key, run->names) : pack_short_name(to, &row->key, length);
}

/* Where the names of long ones go, and how many bytes are there. */
typedef struct name_room {
  char *name;
  size_t used;
} name_room;

static inline const char *unpack_long_name(cvs_unit_key *key, const char *from, name_room *names) {
  memcpy(&key->word[1], from, sizeof key->word[1]);
  const size_t length = cvs_unit_key_length(key);
  memcpy(names->name + names->used, from + sizeof key->word[1], length);
  key->word[0] = names->used;
  names->used += length;
  return from + sizeof key->word[1] + length;
}

static inline const char *unpack(cvs_unit_stored *row, const char *from, size_t more, name_room *names) {
  const unsigned char *byte = (const void *)from;
  const unsigned head = *byte++;
  row->kind = *byte++;
  byte = unpack_cell(byte, &row->cell);
  row->step = head & HAS_STEP ? *byte++ : 0;
  row->part = 0; /* nobody asks any more */
  memcpy(row->more, byte, more);
  from = (const char *)byte + more;
  if (head & IS_LONG)
    return unpack_long_name(&row->key, from, names);
  row->key = cvs_unit_key_load(from, head & LENGTH);
  return from + (head & LENGTH);
}

/* --- many --- */

static inline bool fits(const cvs_unit_stored *row) {
  return cvs_unit_stored_name_length(row) <= CVS_UNIT_HELD_NAME_MAX;
}

/* Inlined where row_size is known: copies are then moves. */
static inline __attribute__((always_inline)) cvs_status
add_rows(cvs_unit_held *held, cvs_unit_store *store, const cvs_unit_run *run, size_t row_size, size_t *taken) {
  const size_t room = cvs_unit_store_chunk_size(store) - sizeof(cvs_unit_sheet);
  cvs_unit_sheet *sheet = held->count > 0 ? held->sheet[held->count - 1] : NULL;
  for (*taken = 0; *taken < run->count; ++*taken) {
    const cvs_unit_stored *row = cvs_unit_run_row(run, row_size, *taken);
    if (!fits(row))
      return CVS_OK;
    const size_t needed = ROW_MAX + more_of(row_size) + cvs_unit_stored_name_length(row);
    if (!sheet || sheet->used + needed > room) {
      if (add_sheet(held, store) != CVS_OK)
        return CVS_ENOMEM;
      sheet = held->sheet[held->count - 1];
    }
    char *end = pack(sheet->row + sheet->used, run, row, more_of(row_size));
    __builtin_prefetch(end + CVS_CACHE_LINE, 1);
    sheet->used = (uint32_t)(end - sheet->row);
    sheet->rows++;
    held->rows++;
  }
  return CVS_OK;
}

cvs_status cvs_unit_held_add(cvs_unit_held *held, cvs_unit_store *store, const cvs_unit_run *run, size_t row_size,
                             size_t *taken) {
  enum { BARE = sizeof(cvs_unit_stored) };
  return row_size == BARE ? add_rows(held, store, run, BARE, taken) : add_rows(held, store, run, row_size, taken);
}

/* The rows of a sheet where each is as short as can be, and behind them names, which are no more than the sheet. */
size_t cvs_unit_held_room(const cvs_unit_store *store, size_t row_size) {
  const size_t chunk = cvs_unit_store_chunk_size(store);
  return chunk / (ROW_MIN + more_of(row_size)) * row_size + chunk;
}

static inline __attribute__((always_inline)) void read_rows(const cvs_unit_sheet *sheet, size_t row_size, char *rows,
                                                            name_room *names) {
  const char *from = sheet->row;
  for (size_t i = 0; i < sheet->rows; i++)
    from = unpack((void *)(rows + i * row_size), from, more_of(row_size), names);
}

cvs_unit_run cvs_unit_held_read(const cvs_unit_sheet *sheet, size_t row_size, char *room) {
  enum { BARE = sizeof(cvs_unit_stored) };
  name_room names = {.name = room + sheet->rows * row_size};
  if (row_size == BARE)
    read_rows(sheet, BARE, room, &names);
  else
    read_rows(sheet, row_size, room, &names);
  return (cvs_unit_run){.rows = room, .count = sheet->rows, .names = names.name};
}

void cvs_unit_held_clear(cvs_unit_held *held, cvs_unit_store *store) {
  for (size_t i = 0; i < held->count; i++)
    cvs_unit_store_give(store, held->sheet[i], cvs_unit_store_chunk_size(store));
  cvs_free(held->sheet);
  *held = (cvs_unit_held){0};
}

size_t cvs_unit_held_size(const cvs_unit_held *held, const cvs_unit_store *store) {
  return held->count * cvs_unit_store_chunk_size(store);
}

/* Units by their exact names. */
#include "data/unit_table.h"

#include "base/mem.h"

/* A table starts with 2^FIRST_BITS slots, twice a batch, and is kept at most 3/4 full. */
enum { FIRST_BITS = 7, BITS_MAX = 31 };

/* Up to so many bits it grows fourfold: each time, all units are given slots anew. Larger ones double, to save memory.
 */
enum { FOURFOLD_BITS_MAX = 15 };

cvs_unit_table cvs_unit_table_new(cvs_unit_store *store, const cvs_unit_entry *blank, size_t entry_size) {
  return (cvs_unit_table){.store = store, .blank = blank, .entries.item_size = entry_size};
}

/* --- slots --- */

static size_t count_segments(cvs_unit_slots of) {
  return of.segment ? (size_t)1 << (of.bits - of.segment_bits) : 0;
}

/* Bytes of a segment: one of several is a whole chunk. */
static size_t segment_size(const cvs_unit_store *store, cvs_unit_slots of) {
  return of.bits > of.segment_bits ? cvs_unit_store_chunk_size(store) : sizeof(uint32_t) << of.bits;
}

static void free_slots(cvs_unit_store *store, cvs_unit_slots old) {
  for (size_t i = 0; i < count_segments(old); i++)
    cvs_unit_store_give(store, old.segment[i], segment_size(store, old));
  cvs_free(old.segment);
}

/* Empty ones; .segment NULL: out of memory. */
static cvs_unit_slots new_slots(cvs_unit_store *store, unsigned bits) {
  cvs_unit_slots made = {.bits = bits, .segment_bits = bits};
  while (sizeof(uint32_t) << made.segment_bits > cvs_unit_store_chunk_size(store))
    made.segment_bits--;
  made.segment = cvs_calloc((size_t)1 << (bits - made.segment_bits), sizeof *made.segment);
  bool good = made.segment;
  for (size_t i = 0; good && i < count_segments(made); i++) {
    made.segment[i] = cvs_unit_store_take(store, segment_size(store, made));
    good = made.segment[i];
    if (good)
      memset(made.segment[i], 0, sizeof(uint32_t) << made.segment_bits);
  }
  if (!good) {
    free_slots(store, made);
    made.segment = NULL;
  }
  return made;
}

static size_t slot_bytes(const cvs_unit_table *table) {
  return count_segments(table->slots) * segment_size(table->store, table->slots);
}

/* --- the table --- */

size_t cvs_unit_table_size(const cvs_unit_table *table) {
  return cvs_unit_list_size(&table->entries, table->store) + slot_bytes(table) + table->name_capacity;
}

void cvs_unit_table_clear(cvs_unit_table *table) {
  cvs_unit_list_clear(&table->entries, table->store);
  free_slots(table->store, table->slots);
  cvs_unit_store_discount(table->store, table->name_capacity);
  cvs_free(table->name);
  *table = cvs_unit_table_new(table->store, table->blank, table->entries.item_size);
}

static cvs_status make_slots(cvs_unit_table *table, unsigned bits) {
  if (bits > BITS_MAX)
    return CVS_ELIMIT;
  const cvs_unit_slots made = new_slots(table->store, bits);
  if (!made.segment)
    return CVS_ENOMEM;
  free_slots(table->store, table->slots);
  table->slots = made;
  for (size_t i = 0; i < table->entries.count; i++)
    cvs_slot_fill(made, cvs_unit_key_hash_low(&cvs_unit_table_at(table, i)->key), (uint32_t)i);
  return CVS_OK;
}

static unsigned find_bits(const cvs_unit_table *table, size_t units) {
  unsigned bits = table->slots.segment ? table->slots.bits : FIRST_BITS;
  while (bits <= BITS_MAX && units > ((size_t)3 << bits) / 4)
    bits++;
  return bits;
}

static cvs_status make_room(cvs_unit_table *table, size_t more) {
  cvs_status status = cvs_unit_list_reserve(&table->entries, table->store, more);
  const unsigned bits = find_bits(table, table->entries.count + more), had = table->slots.bits;
  if (status != CVS_OK || (table->slots.segment && bits == had))
    return status;
  const bool is_next = table->slots.segment && bits == had + 1 && had <= FOURFOLD_BITS_MAX;
  return make_slots(table, is_next ? bits + 1 : bits);
}

cvs_status cvs_unit_table_expect(cvs_unit_table *table, size_t units) {
  const unsigned bits = find_bits(table, table->entries.count + units);
  return table->slots.segment && bits == table->slots.bits ? CVS_OK : make_slots(table, bits);
}

cvs_status cvs_unit_table_index(cvs_unit_table *table) {
  return make_slots(table, find_bits(table, table->entries.count + CVS_UNIT_BATCH));
}

cvs_status cvs_unit_table_reserve_names(cvs_unit_table *table, size_t more) {
  const size_t before = table->name_capacity;
  char *name = cvs_array_grow(table->name, &table->name_capacity, table->name_length + more, 1);
  if (!name)
    return CVS_ENOMEM;
  table->name = name;
  cvs_unit_store_count(table->store, table->name_capacity - before);
  return CVS_OK;
}

static inline bool is_same(const cvs_unit_table *table, const cvs_unit_key *key, const cvs_unit_lookup *lookup) {
  const cvs_unit_key *wanted = &lookup->row->key;
  if (key->word[1] != wanted->word[1])
    return false;
  if (!cvs_unit_key_is_long(key))
    return key->word[0] == wanted->word[0];
  return memcmp(table->name + key->word[0], lookup->run->names + wanted->word[0], cvs_unit_key_length(key)) == 0;
}

/* A new entry, word by word: it is too small to be worth a call. */
static inline void fill(const cvs_unit_table *table, cvs_unit_entry *entry) {
  const size_t words = (table->entries.item_size - sizeof *entry) / sizeof entry->more[0];
  *entry = *table->blank;
  for (size_t i = 0; i < words; i++)
    entry->more[i] = table->blank->more[i];
}

static cvs_status add_unit(cvs_unit_table *table, cvs_unit_lookup *lookup) {
  cvs_unit_key key = lookup->row->key;
  if (cvs_unit_key_is_long(&key)) {
    const size_t length = cvs_unit_key_length(&key);
    if (cvs_unit_table_reserve_names(table, length) != CVS_OK)
      return CVS_ENOMEM;
    memcpy(table->name + table->name_length, lookup->run->names + key.word[0], length);
    key.word[0] = table->name_length;
    table->name_length += length;
  }
  lookup->unit = (uint32_t)table->entries.count;
  lookup->entry = cvs_unit_table_at(table, table->entries.count++);
  fill(table, lookup->entry);
  lookup->entry->key = key;
  return CVS_OK;
}

/* The slot of the unit, which is then told; or the free one that it would take. */
static inline uint32_t *find(const cvs_unit_table *table, cvs_unit_lookup *lookup) {
  const cvs_unit_slots slots = table->slots;
  const uint32_t mask = cvs_slot_mask(slots), hash = lookup->hash;
  uint32_t at = cvs_slot_first(slots, hash);
  uint32_t *slot = cvs_slot_find(slots, hash, &at);
  while (*slot) { /* ends: some slots are free */
    lookup->unit = (*slot & mask) - 1;
    lookup->entry = cvs_unit_table_at(table, lookup->unit);
    if (is_same(table, &lookup->entry->key, lookup))
      break;
    at = (at + 1) & mask;
    slot = cvs_slot_find(slots, hash, &at);
  }
  return slot;
}

static cvs_status find_or_add(cvs_unit_table *table, cvs_unit_lookup *lookup) {
  const uint32_t mask = cvs_slot_mask(table->slots);
  uint32_t *slot = find(table, lookup);
  if (*slot)
    return CVS_OK;
  const cvs_status status = add_unit(table, lookup);
  if (status == CVS_OK)
    *slot = (lookup->hash & ~mask) | (lookup->unit + 1);
  return status;
}

/* --- many at a time --- */

void cvs_unit_table_send_for_slots(const cvs_unit_table *table, const cvs_unit_lookup *lookup, size_t count) {
  const cvs_unit_slots slots = table->slots;
  for (size_t i = 0; i < count && slots.segment; i++)
    __builtin_prefetch(cvs_slot_at(slots, cvs_slot_first(slots, lookup[i].hash)), 1);
}

/* New ones lie behind those there are, as far as there is room already. */
static void send_for_new(const cvs_unit_table *table, size_t ahead, size_t count) {
  const size_t room = table->entries.chunk_count << table->entries.shift, end = table->entries.count + ahead + count;
  for (size_t i = table->entries.count + ahead; i < end && i < room; i++)
    __builtin_prefetch(cvs_unit_table_at(table, i), 1);
}

size_t cvs_unit_table_send_for_entries(const cvs_unit_table *table, cvs_unit_lookup *lookup, size_t count,
                                       size_t ahead) {
  const cvs_unit_slots slots = table->slots;
  const uint32_t mask = cvs_slot_mask(slots);
  size_t known = 0;
  for (size_t i = 0; i < count && slots.segment; i++) {
    const uint32_t hash = lookup[i].hash;
    uint32_t at = cvs_slot_first(slots, hash);
    const uint32_t found = *cvs_slot_find(slots, hash, &at) & mask;
    if (!found)
      continue;
    lookup[i].unit = found - 1;
    lookup[i].entry = cvs_unit_table_at(table, found - 1);
    __builtin_prefetch(lookup[i].entry, 1);
    known++;
  }
  send_for_new(table, ahead, count - known);
  return count - known;
}

cvs_status cvs_unit_table_resolve(cvs_unit_table *table, cvs_unit_lookup *lookup, size_t count) {
  cvs_status status = make_room(table, count);
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    if (!lookup[i].entry || !is_same(table, &lookup[i].entry->key, &lookup[i]))
      status = find_or_add(table, &lookup[i]);
  return status;
}

/* A set of byte strings: open addressing over an array of keys that live in an arena. */
#include "base/map.h"

#include "base/arena.h"
#include "base/mem.h"

#include <string.h>

/* The table is kept at most 3/4 full; it starts small because most maps hold a few names. */
enum { FIRST_SLOTS = 16 };
static const uint32_t empty_slot = UINT32_MAX;

typedef struct map_key {
  const char *bytes;
  size_t length;
  uint64_t hash;
} map_key;

struct cvs_map {
  cvs_arena arena;
  map_key *key;
  size_t count;
  size_t capacity;
  uint32_t *slot;    /* [slot_count] index of a key or empty_slot */
  size_t slot_count; /* a power of 2 */
};

static uint64_t mix(uint64_t value) {
  /* The finaliser of MurmurHash3 (A. Appleby, public domain): each input bit moves half the output. */
  value ^= value >> 33;
  value *= UINT64_C(0xff51afd7ed558ccd);
  value ^= value >> 33;
  value *= UINT64_C(0xc4ceb9fe1a85ec53);
  return value ^ value >> 33;
}

static uint64_t hash_bytes(const char *bytes, size_t length) {
  uint64_t hash = mix(length);
  size_t done = 0;
  for (; length - done >= sizeof hash; done += sizeof hash) {
    uint64_t word;
    memcpy(&word, bytes + done, sizeof word);
    hash = mix(hash ^ word);
  }
  uint64_t rest = 0;
  if (done < length)
    memcpy(&rest, bytes + done, length - done);
  return mix(hash ^ rest);
}

/* The slot of this key, or the empty slot where it belongs. Ends because a quarter is empty. */
static size_t find_slot(const cvs_map *map, const char *bytes, size_t length, uint64_t hash) {
  const size_t mask = map->slot_count - 1;
  size_t slot = (size_t)hash & mask;
  while (map->slot[slot] != empty_slot) {
    const map_key *key = &map->key[map->slot[slot]];
    if (key->hash == hash && key->length == length && memcmp(key->bytes, bytes, length) == 0)
      return slot;
    slot = (slot + 1) & mask;
  }
  return slot;
}

static uint32_t *make_slots(size_t count) {
  uint32_t *slot = cvs_calloc(count, sizeof *slot);
  if (slot)
    memset(slot, 0xFF, count * sizeof *slot);
  return slot;
}

static cvs_status grow_slots(cvs_map *map) {
  uint32_t *wider = make_slots(map->slot_count * 2);
  if (!wider)
    return CVS_ENOMEM;
  cvs_free(map->slot);
  map->slot = wider;
  map->slot_count *= 2;
  for (size_t i = 0; i < map->count; i++) {
    size_t slot = (size_t)map->key[i].hash & (map->slot_count - 1);
    while (map->slot[slot] != empty_slot)
      slot = (slot + 1) & (map->slot_count - 1);
    map->slot[slot] = (uint32_t)i;
  }
  return CVS_OK;
}

static cvs_status make_room(cvs_map *map) {
  if (map->count >= empty_slot - 1)
    return CVS_ELIMIT;
  map_key *key = cvs_array_grow(map->key, &map->capacity, map->count + 1, sizeof *key);
  if (!key)
    return CVS_ENOMEM;
  map->key = key;
  return (map->count + 1) > map->slot_count / 4 * 3 ? grow_slots(map) : CVS_OK;
}

cvs_status cvs_map_new(cvs_map **out) {
  *out = NULL;
  cvs_map *map = cvs_calloc(1, sizeof *map);
  if (!map)
    return CVS_ENOMEM;
  map->slot_count = FIRST_SLOTS;
  map->slot = make_slots(map->slot_count);
  if (!map->slot) {
    cvs_free(map);
    return CVS_ENOMEM;
  }
  *out = map;
  return CVS_OK;
}

void cvs_map_free(cvs_map *map) {
  if (!map)
    return;
  cvs_arena_free(&map->arena);
  cvs_free(map->key);
  cvs_free(map->slot);
  cvs_free(map);
}

cvs_status cvs_map_intern(cvs_map *map, const char *key, size_t length, uint32_t *index, bool *added) {
  *added = false;
  const uint64_t hash = hash_bytes(key, length);
  size_t slot = find_slot(map, key, length, hash);
  if (map->slot[slot] != empty_slot) {
    *index = map->slot[slot];
    return CVS_OK;
  }
  const cvs_status status = make_room(map);
  if (status != CVS_OK)
    return status;
  const char *copy = cvs_arena_copy(&map->arena, key, length);
  if (!copy)
    return CVS_ENOMEM;
  slot = find_slot(map, key, length, hash); /* the slots may have grown */
  map->slot[slot] = (uint32_t)map->count;
  map->key[map->count] = (map_key){copy, length, hash};
  *index = (uint32_t)map->count++;
  *added = true;
  return CVS_OK;
}

bool cvs_map_find(const cvs_map *map, const char *key, size_t length, uint32_t *index) {
  const size_t slot = find_slot(map, key, length, hash_bytes(key, length));
  if (map->slot[slot] == empty_slot)
    return false;
  *index = map->slot[slot];
  return true;
}

uint32_t cvs_map_count(const cvs_map *map) {
  return (uint32_t)map->count;
}

const char *cvs_map_key(const cvs_map *map, uint32_t index, size_t *length) {
  const map_key *key = &map->key[index];
  if (length)
    *length = key->length;
  return key->bytes;
}

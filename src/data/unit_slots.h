/* Slots of a table of units: open addressing over 32-bit slots, of which a group of four is compared at a time.
 *
 * A slot holds the number of an entry in its lower bits, as many as it takes to number the slots, and bits of the hash
 * in the rest, so that a foreign entry is hardly ever looked at. A search begins at the group that the hash says;
 * within it and behind it, free slots come after those that are taken, for nothing is ever taken out. */
#ifndef CVS_DATA_UNIT_SLOTS_H
#define CVS_DATA_UNIT_SLOTS_H

#include <simde/x86/sse2.h>
#include <stdint.h>

enum { CVS_SLOT_GROUP = 4 };

/* 2^bits slots in segments of 2^segment_bits, each of a group at least. */
typedef struct cvs_unit_slots {
  uint32_t **segment; /* of slots. 0: free; else hash bits above, entry + 1 below */
  unsigned bits;
  unsigned segment_bits;
} cvs_unit_slots;

/* Slots are handed around by value: a store into one can then not be taken for a change of where they are. */
static inline uint32_t *cvs_slot_at(cvs_unit_slots of, uint32_t at) {
  return of.segment[at >> of.segment_bits] + (at & ((UINT32_C(1) << of.segment_bits) - 1));
}

/* The bits of a slot that number an entry. */
static inline uint32_t cvs_slot_mask(cvs_unit_slots of) {
  return (UINT32_C(1) << of.bits) - 1;
}

/* Where the search for a hash begins. */
static inline uint32_t cvs_slot_first(cvs_unit_slots of, uint32_t hash) {
  return hash & cvs_slot_mask(of) & ~(uint32_t)(CVS_SLOT_GROUP - 1);
}

/* Which slots of a group are free: a bit each. */
static inline unsigned cvs_slot_free(const uint32_t *group) {
  const simde__m128i slots = simde_mm_loadu_si128((const simde__m128i *)(const void *)group);
  return (unsigned)simde_mm_movemask_ps(simde_mm_castsi128_ps(simde_mm_cmpeq_epi32(slots, simde_mm_setzero_si128())));
}

/* Which slots of a group have the bits of the hash above the mask, or are free: a bit each. */
static inline unsigned cvs_slot_compare(const uint32_t *group, uint32_t hash, uint32_t mask) {
  const simde__m128i none = simde_mm_setzero_si128();
  const simde__m128i slots = simde_mm_loadu_si128((const simde__m128i *)(const void *)group);
  const simde__m128i differing = simde_mm_xor_si128(slots, simde_mm_set1_epi32((int32_t)hash));
  const simde__m128i above = simde_mm_and_si128(differing, simde_mm_set1_epi32((int32_t)~mask));
  const simde__m128i found = simde_mm_or_si128(simde_mm_cmpeq_epi32(above, none), simde_mm_cmpeq_epi32(slots, none));
  return (unsigned)simde_mm_movemask_ps(simde_mm_castsi128_ps(found));
}

/* The first slot from *at on that has the bits of the hash, or is free; *at says where it is. Ends because some are
 * free. */
static inline uint32_t *cvs_slot_find(cvs_unit_slots of, uint32_t hash, uint32_t *at) {
  const uint32_t mask = cvs_slot_mask(of);
  for (unsigned skipped = *at % CVS_SLOT_GROUP;; skipped = 0) {
    const uint32_t group = *at - skipped;
    const unsigned found = cvs_slot_compare(cvs_slot_at(of, group), hash, mask) >> skipped;
    if (found) {
      *at += (unsigned)__builtin_ctz(found);
      return cvs_slot_at(of, *at);
    }
    *at = (group + CVS_SLOT_GROUP) & mask;
  }
}

/* Takes the first free slot for an entry that is in none. Ends because some are free. */
static inline void cvs_slot_fill(cvs_unit_slots of, uint32_t hash, uint32_t entry) {
  const uint32_t mask = cvs_slot_mask(of);
  uint32_t at = cvs_slot_first(of, hash);
  unsigned vacant = cvs_slot_free(cvs_slot_at(of, at));
  while (!vacant) {
    at = (at + CVS_SLOT_GROUP) & mask;
    vacant = cvs_slot_free(cvs_slot_at(of, at));
  }
  *cvs_slot_at(of, at + (unsigned)__builtin_ctz(vacant)) = (hash & ~mask) | (entry + 1);
}

#endif

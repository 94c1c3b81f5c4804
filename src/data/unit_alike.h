/* Units that have come to the same, counted together until they are given on. */
#ifndef CVS_DATA_UNIT_ALIKE_H
#define CVS_DATA_UNIT_ALIKE_H

#include "data/unit_fold.h"

/* So many units that have come to what this one has. `entry` is borrowed. */
typedef struct cvs_unit_kind {
  const cvs_unit_entry *entry;
  uint64_t word[2]; /* what it has come to */
  uint64_t count;   /* 0: there is none */
} cvs_unit_kind;

/* Zero-initialise ({0}). */
enum { CVS_ALIKE_BITS = 8 };
typedef struct cvs_unit_alike {
  cvs_unit_kind kind[1 << CVS_ALIKE_BITS];
} cvs_unit_alike;

/* True where units may be given together: all that is asked of them is their cell, whether they have converted, and
 * which steps they have reached or skipped. */
static inline bool cvs_unit_may_join(const cvs_unit_terms *terms) {
  return terms->alike && !terms->has_value && !terms->keep_times && terms->window == 0;
}

static inline cvs_unit_kind cvs_unit_kind_of(const cvs_unit_rules *rules, const cvs_unit_entry *entry) {
  const bool has_early = rules->terms.strict && rules->terms.step_count > 0;
  const uint64_t early = has_early ? cvs_unit_early_steps(rules, entry) : 0;
  return (cvs_unit_kind){
      .entry = entry,
      .word = {(uint64_t)entry->cell << 32 | entry->reached, early << 8 | (entry->flags & CVS_UNIT_HAS_CONVERTED)},
      .count = 1};
}

/* Adds a unit that is in one variant alone. Returns the kind that had to make room for it: the caller is to give it on,
 * if there is one. */
static inline cvs_unit_kind cvs_unit_alike_add(cvs_unit_alike *alike, const cvs_unit_rules *rules,
                                               const cvs_unit_entry *entry) {
  const cvs_unit_kind added = cvs_unit_kind_of(rules, entry);
  const uint64_t mixed = (added.word[0] ^ added.word[1] << 16) * UINT64_C(0x9E3779B97F4A7C15); /* see cvs_names_near */
  cvs_unit_kind *kind = &alike->kind[mixed >> (64 - CVS_ALIKE_BITS)];
  if (kind->count > 0 && kind->word[0] == added.word[0] && kind->word[1] == added.word[1]) {
    kind->count++;
    return (cvs_unit_kind){.count = 0};
  }
  const cvs_unit_kind before = *kind;
  *kind = added;
  return before;
}

#endif

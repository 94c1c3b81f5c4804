/* One part of the units: its table in memory, or on disk with the rows that have come since. */
#ifndef CVS_DATA_UNIT_PART_H
#define CVS_DATA_UNIT_PART_H

#include "data/unit_file.h"
#include "data/unit_fold.h"
#include "data/unit_held.h"

/* Rows that were written together: the rows, then the bytes of their long names. */
typedef struct cvs_unit_extent {
  uint64_t at;
  size_t rows;
  size_t names; /* bytes */
} cvs_unit_extent;

/* Some of the cells, a bit each. */
typedef struct cvs_cell_set {
  uint64_t *word; /* [count] */
  size_t count;
} cvs_cell_set;

static inline bool cvs_cell_set_has(const cvs_cell_set *set, uint32_t cell) {
  return cell / 64 < set->count && (set->word[cell / 64] >> cell % 64 & 1) != 0;
}

typedef struct cvs_unit_part {
  cvs_unit_table table;
  cvs_unit_held held; /* rows that are still to be folded, */
  bool folds_at_once; /* and no more of them: some had a name too long to wait */
  cvs_unit_list kept; /* of cvs_unit_fact: all rows so far, where they are collected */
  bool disordered;
  bool on_disk;
  uint64_t at;    /* then: where entries, names and kept rows lie one behind the other, */
  size_t entries; /* how many there are of each, */
  size_t names;
  size_t kept_rows;
  cvs_unit_extent *extent; /* and what has come since */
  size_t extent_count;
  size_t extent_capacity;
  uint64_t rows_before;
  uint64_t rows_of_unassigned;
  uint64_t never_entered;
  uint64_t without_variant;
  uint64_t rows_without_variant;
  uint64_t in_log;
  uint64_t strangers;
  uint64_t rows_of_strangers;
  uint64_t exposed_early;
  uint64_t rows_exposed_early;
  uint64_t duplicate_rows;
  uint64_t units;
  uint64_t in_several;
  cvs_cell_set seen;            /* see cvs_units_saw; these stay in memory */
  cvs_cell_set elsewhere;       /* assignments: cells of other groups than their units' ... */
  bool has_moved;               /* ... as these were known then: some have turned out to be of another one */
  const cvs_unit_entry *failed; /* whose row could not be taken in; NULL: none */
  char apart[64];               /* no cache line has something of two parts: their threads would wait for each other */
} cvs_unit_part;

/* Runs of rows of one part, in the order of the file. Borrowed. */
typedef struct cvs_unit_runs {
  const cvs_unit_run *run;
  size_t count;
} cvs_unit_runs;

/* Takes rows in, into memory. Errors: with a message; CVS_EUNDEF: `disordered` is set. */
CVS_WARN_UNUSED cvs_status cvs_unit_part_fold(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs,
                                              cvs_error *error);
/* The same of rows, and a table, that lie in the processor's cache: nothing is sent for. */
CVS_WARN_UNUSED cvs_status cvs_unit_part_fold_near(cvs_unit_part *part, const cvs_unit_rules *rules,
                                                   const cvs_unit_run *run, cvs_error *error);
/* Lets rows wait in memory until they are folded together, and does that; and bytes that the table takes at most for
 * those that wait. unit_part_hold.c. */
CVS_WARN_UNUSED cvs_status cvs_unit_part_hold(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs,
                                              cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_unit_part_fold_held(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_error *error);
size_t cvs_unit_part_size_of_held(const cvs_unit_part *part, const cvs_unit_rules *rules);
/* Sorts what was kept and plays it through. Errors: as above. */
CVS_WARN_UNUSED cvs_status cvs_unit_part_replay(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_error *error);
void cvs_unit_part_clear(cvs_unit_part *part);

/* Bytes of memory it takes, and those it takes at most once it is back from disk. */
size_t cvs_unit_part_size(const cvs_unit_part *part);
size_t cvs_unit_part_size_from_disk(const cvs_unit_part *part, const cvs_unit_rules *rules);

/* To disk, with all it has; further rows, with it on disk; and back. unit_spill.c. */
CVS_WARN_UNUSED cvs_status cvs_unit_part_spill(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_file *file,
                                               cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_unit_part_append(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_file *file,
                                                cvs_unit_runs runs, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_unit_part_load(cvs_unit_part *part, const cvs_unit_rules *rules,
                                              const cvs_unit_file *file, cvs_error *error);

#endif

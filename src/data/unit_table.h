/* Units by their exact names: one part's table, in the order in which the units came.
 *
 * Slots (unit_slots.h) are found by lower bits of the hash, parts by upper ones; a table that grows is filled in the
 * order in which the units came, which has nothing to do with their slots. (Filling one linear-probe table in the order
 * of another's slots piles them up: quadratic time.) */
#ifndef CVS_DATA_UNIT_TABLE_H
#define CVS_DATA_UNIT_TABLE_H

#include "data/unit_run.h"
#include "data/unit_slots.h"
#include "data/unit_store.h"

/* What is kept of a unit; unit_fold.h says what of `more`. */
typedef struct cvs_unit_entry {
  cvs_unit_key key; /* a long name: its place in `name` of the table */
  uint32_t cell;
  uint32_t rows;
  uint32_t reached;
  uint8_t flags;
  int64_t more[];
} cvs_unit_entry;

typedef struct cvs_unit_table {
  cvs_unit_store *store;
  const cvs_unit_entry *blank; /* a new entry but for its key */
  cvs_unit_list entries;       /* of cvs_unit_entry */
  cvs_unit_slots slots;
  char *name; /* bytes of long names */
  size_t name_length;
  size_t name_capacity;
} cvs_unit_table;

/* An empty one, which takes no memory. `blank` is borrowed, entry_size bytes. */
cvs_unit_table cvs_unit_table_new(cvs_unit_store *store, const cvs_unit_entry *blank, size_t entry_size);
/* Gives its memory back and leaves it empty. */
void cvs_unit_table_clear(cvs_unit_table *table);

/* Bytes of memory it takes. */
size_t cvs_unit_table_size(const cvs_unit_table *table);

static inline cvs_unit_entry *cvs_unit_table_at(const cvs_unit_table *table, size_t index) {
  return cvs_unit_list_at(&table->entries, index);
}

/* A row to be looked up, and what is found. */
typedef struct cvs_unit_lookup {
  const cvs_unit_stored *row;
  const cvs_unit_run *run;
  cvs_unit_entry *entry; /* that the row seems to be of, NULL: none does; once it is resolved, that it is of */
  uint32_t unit;         /* its number, where it is not NULL */
  uint32_t hash;         /* of the row's key: cvs_unit_key_hash_low */
} cvs_unit_lookup;

/* Rows are looked up this many at a time. */
enum { CVS_UNIT_BATCH = 64 };

/* Finds the units of up to CVS_UNIT_BATCH rows; new ones are added.
 * Errors: CVS_ENOMEM; CVS_ELIMIT above 2^31 units. */
CVS_WARN_UNUSED cvs_status cvs_unit_table_resolve(cvs_unit_table *table, cvs_unit_lookup *lookup, size_t count);
/* Slots for so many more units, at one go. Errors: as above. */
CVS_WARN_UNUSED cvs_status cvs_unit_table_expect(cvs_unit_table *table, size_t units);
/* Before the first, so that the memory it needs is on its way while others are looked up: first the slots, then, once
 * these have had time to come, the entries behind them, which says what units the rows seem to be of. Of units that
 * seem to be new the memory to come is sent for, behind that of `ahead` others; returns how many these are. Nothing is
 * wrong where the table has changed since. */
void cvs_unit_table_send_for_slots(const cvs_unit_table *table, const cvs_unit_lookup *lookup, size_t count);
size_t cvs_unit_table_send_for_entries(const cvs_unit_table *table, cvs_unit_lookup *lookup, size_t count,
                                       size_t ahead);
/* Room for names of so many bytes, for whoever reads them from a file. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_unit_table_reserve_names(cvs_unit_table *table, size_t more);
/* Makes slots for the entries that stand there already. Errors: as above. */
CVS_WARN_UNUSED cvs_status cvs_unit_table_index(cvs_unit_table *table);

#endif

/* Memory of tables of units: chunks of one size, out of large blocks, shared by threads, and counted. */
#ifndef CVS_DATA_UNIT_STORE_H
#define CVS_DATA_UNIT_STORE_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cvs_unit_store cvs_unit_store;

/* Chunks lie on large pages as base/pages.h has it; `revisited`: at any price, as what is in them is come back to.
 * Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_unit_store_new(size_t chunk_size, bool revisited, cvs_unit_store **out);
void cvs_unit_store_free(cvs_unit_store *store);
size_t cvs_unit_store_chunk_size(const cvs_unit_store *store);
/* Memory of at most a chunk, not zeroed. NULL: out of memory. (Nothing is larger than a chunk, so that whatever comes
 * back serves for whatever comes next, and the system is asked for no more than the tables take.) */
void *cvs_unit_store_take(cvs_unit_store *store, size_t size);
void cvs_unit_store_give(cvs_unit_store *store, void *memory, size_t size);
/* Counts memory that is taken elsewhere for the same tables. */
void cvs_unit_store_count(cvs_unit_store *store, size_t bytes);
void cvs_unit_store_discount(cvs_unit_store *store, size_t bytes);
/* Bytes taken now, and the most there have been. */
uint64_t cvs_unit_store_used(const cvs_unit_store *store);
uint64_t cvs_unit_store_peak(const cvs_unit_store *store);

/* A growing list of items, in chunks of a store: items stay where they are. Zero-initialise but for `item_size`, a
 * multiple of 8. One thread at a time. */
typedef struct cvs_unit_list {
  char **chunk;
  size_t chunk_count;
  size_t chunk_capacity;
  size_t count;
  size_t item_size;
  unsigned shift; /* 2^shift items a chunk */
} cvs_unit_list;

/* Room for `more` items behind those there are. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_unit_list_reserve(cvs_unit_list *list, cvs_unit_store *store, size_t more);
/* Gives all memory back to the store. */
void cvs_unit_list_clear(cvs_unit_list *list, cvs_unit_store *store);
/* Bytes of its chunks. */
size_t cvs_unit_list_size(const cvs_unit_list *list, const cvs_unit_store *store);

static inline void *cvs_unit_list_at(const cvs_unit_list *list, size_t index) {
  return list->chunk[index >> list->shift] + (index & (((size_t)1 << list->shift) - 1)) * list->item_size;
}

/* Items that lie side by side from `index` on, `index` included. */
static inline size_t cvs_unit_list_beside(const cvs_unit_list *list, size_t index) {
  const size_t in_chunk = ((size_t)1 << list->shift) - (index & (((size_t)1 << list->shift) - 1));
  return in_chunk < list->count - index ? in_chunk : list->count - index;
}

#endif

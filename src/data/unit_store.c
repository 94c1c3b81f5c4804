/* Memory of tables of units. */
#include "data/unit_store.h"

#include "base/mem.h"
#include "base/pages.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

/* Bytes of a block. The first is no larger than what every part of a small input takes, and lies on small pages: what
 * is not touched takes no memory. */
enum { FIRST_BLOCK_CHUNKS = 256, BLOCK = 32 << 20 };

typedef struct free_chunk {
  struct free_chunk *next;
} free_chunk;

struct cvs_unit_store {
  pthread_mutex_t lock; /* of all but the counts */
  size_t chunk_size;
  free_chunk *given_back;
  char *fresh; /* what is left of the last block */
  size_t fresh_count;
  cvs_pages pages;
  char **block;
  size_t block_count;
  size_t block_capacity;
  _Atomic uint64_t used;
  _Atomic uint64_t peak;
};

cvs_status cvs_unit_store_new(size_t chunk_size, bool revisited, cvs_unit_store **out) {
  *out = NULL;
  cvs_unit_store *store = cvs_calloc(1, sizeof *store);
  if (!store)
    return CVS_ENOMEM;
  if (pthread_mutex_init(&store->lock, NULL) != 0) {
    cvs_free(store);
    return CVS_ENOMEM;
  }
  store->chunk_size = chunk_size;
  store->pages.at_any_price = revisited;
  *out = store;
  return CVS_OK;
}

void cvs_unit_store_free(cvs_unit_store *store) {
  if (!store)
    return;
  for (size_t i = 0; i < store->block_count; i++)
    cvs_free(store->block[i]);
  cvs_free(store->block);
  (void)pthread_mutex_destroy(&store->lock);
  cvs_free(store);
}

void cvs_unit_store_count(cvs_unit_store *store, size_t bytes) {
  const uint64_t used = atomic_fetch_add(&store->used, bytes) + bytes;
  uint64_t peak = atomic_load(&store->peak);
  while (used > peak && !atomic_compare_exchange_weak(&store->peak, &peak, used))
    ; /* ends: another thread has raised it each time */
}

void cvs_unit_store_discount(cvs_unit_store *store, size_t bytes) {
  (void)atomic_fetch_sub(&store->used, bytes);
}

uint64_t cvs_unit_store_used(const cvs_unit_store *store) {
  return atomic_load(&store->used);
}

uint64_t cvs_unit_store_peak(const cvs_unit_store *store) {
  return atomic_load(&store->peak);
}

size_t cvs_unit_store_chunk_size(const cvs_unit_store *store) {
  return store->chunk_size;
}

static cvs_status add_block(cvs_unit_store *store) {
  char **blocks = cvs_array_grow(store->block, &store->block_capacity, store->block_count + 1, sizeof *blocks);
  if (!blocks)
    return CVS_ENOMEM;
  store->block = blocks;
  const size_t chunks = store->block_count == 0 ? FIRST_BLOCK_CHUNKS : BLOCK / store->chunk_size + 1;
  const size_t size = chunks * store->chunk_size + CVS_CACHE_LINE;
  char *block = cvs_malloc(size);
  if (!block)
    return CVS_ENOMEM;
  store->block[store->block_count++] = block;
  store->fresh = block + (CVS_CACHE_LINE - (uintptr_t)block % CVS_CACHE_LINE) % CVS_CACHE_LINE;
  store->fresh_count = chunks;
  if (store->block_count > 1)
    cvs_pages_begin(&store->pages, block, size);
  return CVS_OK;
}

/* The lock is held. */
static void *take_chunk(cvs_unit_store *store) {
  free_chunk *chunk = store->given_back;
  if (chunk) {
    store->given_back = chunk->next;
    return chunk;
  }
  if (store->fresh_count == 0 && add_block(store) != CVS_OK)
    return NULL;
  char *fresh = store->fresh;
  store->fresh += store->chunk_size;
  store->fresh_count--;
  cvs_pages_reach(&store->pages, store->fresh);
  return fresh;
}

void *cvs_unit_store_take(cvs_unit_store *store, size_t size) {
  void *memory = NULL;
  assert(size <= store->chunk_size);
  if (size < store->chunk_size) {
    memory = cvs_malloc(size);
  } else {
    pthread_mutex_lock(&store->lock);
    memory = take_chunk(store);
    pthread_mutex_unlock(&store->lock);
  }
  if (memory)
    cvs_unit_store_count(store, size);
  return memory;
}

void cvs_unit_store_give(cvs_unit_store *store, void *memory, size_t size) {
  if (!memory)
    return;
  cvs_unit_store_discount(store, size);
  if (size < store->chunk_size) {
    cvs_free(memory);
    return;
  }
  free_chunk *chunk = memory;
  pthread_mutex_lock(&store->lock);
  chunk->next = store->given_back;
  store->given_back = chunk;
  pthread_mutex_unlock(&store->lock);
}

static cvs_status add_chunk(cvs_unit_list *list, cvs_unit_store *store) {
  char **chunks = cvs_array_grow(list->chunk, &list->chunk_capacity, list->chunk_count + 1, sizeof *chunks);
  if (!chunks)
    return CVS_ENOMEM;
  list->chunk = chunks;
  char *chunk = cvs_unit_store_take(store, store->chunk_size);
  if (!chunk)
    return CVS_ENOMEM;
  list->chunk[list->chunk_count++] = chunk;
  return CVS_OK;
}

static unsigned find_shift(size_t chunk_size, size_t item_size) {
  unsigned shift = 0;
  while (item_size << (shift + 1) <= chunk_size)
    shift++;
  return shift;
}

cvs_status cvs_unit_list_reserve(cvs_unit_list *list, cvs_unit_store *store, size_t more) {
  if (list->chunk_count == 0)
    list->shift = find_shift(store->chunk_size, list->item_size);
  cvs_status status = CVS_OK;
  while (status == CVS_OK && list->chunk_count << list->shift < list->count + more)
    status = add_chunk(list, store);
  return status;
}

void cvs_unit_list_clear(cvs_unit_list *list, cvs_unit_store *store) {
  for (size_t i = 0; i < list->chunk_count; i++)
    cvs_unit_store_give(store, list->chunk[i], store->chunk_size);
  cvs_free(list->chunk);
  *list = (cvs_unit_list){.item_size = list->item_size};
}

size_t cvs_unit_list_size(const cvs_unit_list *list, const cvs_unit_store *store) {
  return list->chunk_count * store->chunk_size;
}

/* All allocation of the library. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>

/* An array starts with this many items: most of ours hold a few arms or columns. */
enum { FIRST_ITEMS = 8 };

void *cvs_malloc(size_t size) {
  return malloc(size ? size : 1);
}

void *cvs_calloc(size_t count, size_t size) {
  if (size && count > PTRDIFF_MAX / size)
    return NULL;
  return calloc(count && size ? count : 1, count && size ? size : 1);
}

void *cvs_realloc(void *old, size_t size) {
  return realloc(old, size ? size : 1);
}

void cvs_free(void *memory) {
  free(memory);
}

void *cvs_array_grow(void *array, size_t *capacity, size_t wanted, size_t item_size) {
  if (array && wanted <= *capacity)
    return array;
  const size_t items_max = PTRDIFF_MAX / (item_size ? item_size : 1);
  if (wanted > items_max)
    return NULL;
  size_t items = *capacity < FIRST_ITEMS ? FIRST_ITEMS : *capacity + *capacity / 2;
  if (items < wanted)
    items = wanted;
  if (items > items_max)
    items = items_max;
  void *grown = cvs_realloc(array, items * item_size);
  if (grown)
    *capacity = items;
  return grown;
}

/* All allocation of the library. tests/fault fails the k-th call by wrapping malloc and realloc. */
#ifndef CVS_BASE_MEM_H
#define CVS_BASE_MEM_H

#include <stddef.h>

/* Bytes that memory is fetched by, nearly everywhere: what lies on one line comes at once. */
enum { CVS_CACHE_LINE = 64 };

/* NULL on failure or overflow of count * size; never for size 0. Calloc zeroes. */
void *cvs_malloc(size_t size);
void *cvs_calloc(size_t count, size_t size);
void *cvs_realloc(void *old, size_t size);
void cvs_free(void *memory);

/* Room for at least `wanted` items in an array that grows by half; returns the array, or NULL and
 * leaves the old one alone. *capacity is in items. */
void *cvs_array_grow(void *array, size_t *capacity, size_t wanted, size_t item_size);

#endif

/* Memory that is freed together. Zero-initialise ({0}); cvs_arena_free returns it to that state. */
#ifndef CVS_BASE_ARENA_H
#define CVS_BASE_ARENA_H

#include <stddef.h>

typedef struct cvs_arena_block cvs_arena_block;
typedef struct cvs_arena {
  cvs_arena_block *first;
  cvs_arena_block *current;
  size_t used; /* bytes taken in `current` */
} cvs_arena;

void *cvs_arena_alloc(cvs_arena *arena, size_t size); /* aligned for any type, zeroed; NULL on failure */
char *cvs_arena_copy(cvs_arena *arena, const char *text, size_t length); /* adds a terminating 0 */
void cvs_arena_reset(cvs_arena *arena);                                  /* keeps the blocks for reuse */
void cvs_arena_free(cvs_arena *arena);

#endif

/* Memory that is freed together: a list of blocks, each twice as large as the one before. */
#include "base/arena.h"

#include "base/mem.h"

#include <stdint.h>
#include <string.h>

/* A block is a page less malloc's own header at first, and stops doubling at 1 MiB. */
enum { FIRST_BLOCK = 4096 - 64, LARGEST_BLOCK = 1 << 20 };

struct cvs_arena_block {
  cvs_arena_block *next;
  size_t size;         /* bytes of `bytes` */
  max_align_t bytes[]; /* aligned for any type */
};

static size_t round_up(size_t size) {
  const size_t step = sizeof(max_align_t) < 16 ? 16 : _Alignof(max_align_t);
  return (size + step - 1) / step * step;
}

static size_t next_block_size(const cvs_arena *arena, size_t wanted) {
  size_t size = FIRST_BLOCK;
  if (arena->current)
    size = arena->current->size >= LARGEST_BLOCK / 2 ? LARGEST_BLOCK : 2 * arena->current->size;
  return size < wanted ? wanted : size;
}

/* Makes `current` a block with room for `size` bytes: a later one that a reset has kept, or a new one. */
static cvs_arena_block *find_block(cvs_arena *arena, size_t size) {
  cvs_arena_block *kept = arena->current ? arena->current->next : NULL;
  if (!kept || kept->size < size) {
    const size_t block_size = next_block_size(arena, size);
    cvs_arena_block *made = cvs_malloc(sizeof *made + block_size);
    if (!made)
      return NULL;
    made->size = block_size;
    made->next = kept;
    if (arena->current)
      arena->current->next = made;
    else
      arena->first = made;
    kept = made;
  }
  arena->current = kept;
  arena->used = 0;
  return kept;
}

void *cvs_arena_alloc(cvs_arena *arena, size_t size) {
  if (size > PTRDIFF_MAX / 2)
    return NULL;
  const size_t taken = round_up(size ? size : 1);
  cvs_arena_block *block = arena->current;
  if (!block || block->size - arena->used < taken) {
    block = find_block(arena, taken);
    if (!block)
      return NULL;
  }
  void *memory = (char *)block->bytes + arena->used;
  arena->used += taken;
  return memset(memory, 0, taken);
}

char *cvs_arena_copy(cvs_arena *arena, const char *text, size_t length) {
  if (length == SIZE_MAX)
    return NULL;
  char *copy = cvs_arena_alloc(arena, length + 1);
  if (copy && length)
    memcpy(copy, text, length);
  return copy;
}

void cvs_arena_reset(cvs_arena *arena) {
  arena->current = arena->first;
  arena->used = 0;
}

void cvs_arena_free(cvs_arena *arena) {
  cvs_arena_block *block = arena->first;
  while (block) {
    cvs_arena_block *next = block->next;
    cvs_free(block);
    block = next;
  }
  *arena = (cvs_arena){0};
}

/* Memory that is freed together. */
#include "base/arena.h"

#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void memory_is_zeroed_and_aligned(void **state) {
  (void)state;
  cvs_arena arena = {0};

  for (size_t size = 0; size < 3000; size += 7) {
    unsigned char *memory = cvs_arena_alloc(&arena, size);
    assert_non_null(memory);
    assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
    for (size_t i = 0; i < size; i++)
      assert_int_equal(memory[i], 0);
    memset(memory, 0xAA, size);
  }
  cvs_arena_free(&arena);
}

static void pieces_do_not_overlap(void **state) {
  (void)state;
  cvs_arena arena = {0};
  int *piece[500];

  for (int i = 0; i < 500; i++) {
    piece[i] = cvs_arena_alloc(&arena, 400);
    for (int j = 0; j < 100; j++)
      piece[i][j] = i;
  }

  for (int i = 0; i < 500; i++)
    for (int j = 0; j < 100; j++)
      assert_int_equal(piece[i][j], i);
  cvs_arena_free(&arena);
}

static void a_copy_ends_in_0(void **state) {
  (void)state;
  cvs_arena arena = {0};

  assert_string_equal(cvs_arena_copy(&arena, "hello world", 5), "hello");
  assert_string_equal(cvs_arena_copy(&arena, NULL, 0), "");
  cvs_arena_free(&arena);
}

static void a_reset_reuses_its_blocks(void **state) {
  (void)state;
  cvs_arena arena = {0};
  char *first = cvs_arena_alloc(&arena, 3000);
  char *second = cvs_arena_alloc(&arena, 3000);
  memset(first, 1, 3000);

  cvs_arena_reset(&arena);
  char *again = cvs_arena_alloc(&arena, 3000);

  assert_ptr_equal(again, first);
  assert_int_equal(again[2999], 0);
  assert_ptr_equal(cvs_arena_alloc(&arena, 3000), second);
  cvs_arena_free(&arena);
}

static void large_pieces_get_blocks_of_their_own(void **state) {
  (void)state;
  cvs_arena arena = {0};

  char *small = cvs_arena_alloc(&arena, 10);
  char *large = cvs_arena_alloc(&arena, 10000000);
  assert_non_null(large);
  large[9999999] = 1;
  cvs_arena_reset(&arena);

  assert_ptr_equal(cvs_arena_alloc(&arena, 10), small);
  assert_ptr_equal(cvs_arena_alloc(&arena, 10000000), large);
  assert_null(cvs_arena_alloc(&arena, SIZE_MAX - 8));
  assert_null(cvs_arena_copy(&arena, "x", SIZE_MAX));
  cvs_arena_free(&arena);
}

static void a_freed_arena_starts_anew(void **state) {
  (void)state;
  cvs_arena arena = {0};
  assert_non_null(cvs_arena_alloc(&arena, 10));

  cvs_arena_free(&arena);

  assert_null(arena.first);
  assert_non_null(cvs_arena_alloc(&arena, 10));
  cvs_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed_and_aligned),
      cmocka_unit_test(pieces_do_not_overlap),
      cmocka_unit_test(a_copy_ends_in_0),
      cmocka_unit_test(a_reset_reuses_its_blocks),
      cmocka_unit_test(large_pieces_get_blocks_of_their_own),
      cmocka_unit_test(a_freed_arena_starts_anew),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

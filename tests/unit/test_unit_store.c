/* Chunks of memory and the lists that lie in them. */
#include "data/unit_store.h"

#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { CHUNK = 4096, LINE = 64 };

static cvs_unit_store *new_store(void) {
  cvs_unit_store *store = NULL;
  assert_int_equal(cvs_unit_store_new(CHUNK, false, &store), CVS_OK);
  return store;
}

static void memory_is_counted_while_it_is_held_and_its_peak_is_remembered(void **state) {
  (void)state;
  cvs_unit_store *store = new_store();

  char *small = cvs_unit_store_take(store, 100);
  char *chunk = cvs_unit_store_take(store, CHUNK);
  cvs_unit_store_count(store, 11);

  assert_true(small && chunk);
  assert_int_equal(cvs_unit_store_used(store), 100 + CHUNK + 11);
  cvs_unit_store_give(store, small, 100);
  cvs_unit_store_give(store, chunk, CHUNK);
  cvs_unit_store_discount(store, 11);
  assert_int_equal(cvs_unit_store_used(store), 0);
  assert_int_equal(cvs_unit_store_peak(store), 100 + CHUNK + 11);
  cvs_unit_store_free(store);
}

/* More chunks than the first two blocks have: nothing overlaps, each begins a cache line. */
static void chunks_do_not_overlap_and_begin_cache_lines(void **state) {
  (void)state;
  enum { CHUNKS = 10000 };
  static char *chunk[CHUNKS];
  cvs_unit_store *store = new_store();

  for (size_t i = 0; i < CHUNKS; i++) {
    chunk[i] = cvs_unit_store_take(store, CHUNK);
    assert_non_null(chunk[i]);
    assert_int_equal((uintptr_t)chunk[i] % LINE, 0);
    memset(chunk[i], (int)(i % 127), CHUNK);
  }

  for (size_t i = 0; i < CHUNKS; i++)
    for (size_t at = 0; at < CHUNK; at++)
      if (chunk[i][at] != (char)(i % 127))
        fail_msg("byte %zu of chunk %zu was overwritten", at, i);
  cvs_unit_store_free(store);
}

static void chunks_that_come_back_are_given_again(void **state) {
  (void)state;
  cvs_unit_store *store = new_store();
  void *first = cvs_unit_store_take(store, CHUNK), *second = cvs_unit_store_take(store, CHUNK);

  cvs_unit_store_give(store, first, CHUNK);
  cvs_unit_store_give(store, second, CHUNK);
  const void *third = cvs_unit_store_take(store, CHUNK), *fourth = cvs_unit_store_take(store, CHUNK);

  assert_true((third == first && fourth == second) || (third == second && fourth == first));
  cvs_unit_store_free(store);
}

static void items_of_a_list_stay_where_they_are(void **state) {
  (void)state;
  cvs_unit_store *store = new_store();
  cvs_unit_list list = {.item_size = 24};
  assert_int_equal(cvs_unit_list_reserve(&list, store, 1), CVS_OK);
  const int64_t *first = cvs_unit_list_at(&list, 0);

  for (int64_t i = 0; i < 1000; i++) {
    assert_int_equal(cvs_unit_list_reserve(&list, store, 1), CVS_OK);
    int64_t *item = cvs_unit_list_at(&list, list.count++);
    item[0] = i;
    item[2] = -i;
  }

  assert_ptr_equal(first, cvs_unit_list_at(&list, 0));
  size_t together = 0;
  for (size_t i = 0; i < list.count; i += cvs_unit_list_beside(&list, i)) {
    const int64_t *item = cvs_unit_list_at(&list, i);
    for (size_t j = 0; j < cvs_unit_list_beside(&list, i); j++, together++) {
      assert_int_equal(item[3 * j], together);
      assert_int_equal(item[3 * j + 2], -(int64_t)together);
    }
  }
  assert_int_equal(together, 1000);
  assert_int_equal(cvs_unit_list_size(&list, store), 8 * CHUNK); /* 128 items of 24 bytes in a chunk */
  cvs_unit_list_clear(&list, store);
  assert_int_equal(cvs_unit_store_used(store), 0);
  assert_int_equal(list.count, 0);
  cvs_unit_store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_counted_while_it_is_held_and_its_peak_is_remembered),
      cmocka_unit_test(chunks_do_not_overlap_and_begin_cache_lines),
      cmocka_unit_test(chunks_that_come_back_are_given_again),
      cmocka_unit_test(items_of_a_list_stay_where_they_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Allocation: sizes that overflow, sizes of nothing, arrays that grow. */
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void nothing_is_still_memory(void **state) {
  (void)state;

  void *a = cvs_malloc(0);
  void *b = cvs_calloc(0, 8);
  void *c = cvs_realloc(NULL, 0);

  assert_non_null(a);
  assert_non_null(b);
  assert_non_null(c);
  cvs_free(a);
  cvs_free(b);
  cvs_free(c);
  cvs_free(NULL);
}

static void a_product_that_overflows_is_refused(void **state) {
  (void)state;
  size_t capacity = 0;

  assert_null(cvs_calloc(SIZE_MAX / 2, 4));
  assert_null(cvs_array_grow(NULL, &capacity, SIZE_MAX / 4, 8));
  assert_int_equal(capacity, 0);
}

static void calloc_zeroes(void **state) {
  (void)state;

  unsigned char *bytes = cvs_calloc(100, 1);

  assert_non_null(bytes);
  for (int i = 0; i < 100; i++)
    assert_int_equal(bytes[i], 0);
  cvs_free(bytes);
}

static void an_array_grows_by_half_and_keeps_its_items(void **state) {
  (void)state;
  size_t capacity = 0;
  int *items = NULL;
  int moves = 0;

  for (int i = 0; i < 100000; i++) {
    const size_t before = capacity;
    items = cvs_array_grow(items, &capacity, (size_t)i + 1, sizeof *items);
    assert_non_null(items);
    moves += capacity != before;
    items[i] = i;
  }

  for (int i = 0; i < 100000; i++)
    assert_int_equal(items[i], i);
  assert_true(capacity >= 100000 && capacity < 160000);
  assert_true(moves < 30);
  cvs_free(items);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_still_memory),
      cmocka_unit_test(a_product_that_overflows_is_refused),
      cmocka_unit_test(calloc_zeroes),
      cmocka_unit_test(an_array_grows_by_half_and_keeps_its_items),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

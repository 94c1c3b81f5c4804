/* Large pages: where they are tried, and for how long they are given up after slow ones. */
#include "base/pages.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { PAGE = CVS_LARGE_PAGE };

/* Blocks that begin anywhere, in pieces of any size: all they say about a page, they say before it is filled. */
static void what_is_filled_stays(void **state) {
  (void)state;
  const size_t sizes[] = {1, PAGE, PAGE + 1, 5 * (size_t)PAGE + 77}, pieces[] = {4093, PAGE - 1, 3 * (size_t)PAGE};
  for (size_t i = 0; i < 2 * sizeof sizes / sizeof sizes[0] * sizeof pieces / sizeof pieces[0]; i++) {
    const size_t size = sizes[i / 2 % 4], piece = pieces[i / 8];
    cvs_pages pages = {.at_any_price = i % 2};
    unsigned char *block = cvs_malloc(size);
    assert_non_null(block);

    cvs_pages_begin(&pages, block, size);
    for (size_t at = 0; at < size; at++) {
      if (at % piece == 0)
        cvs_pages_reach(&pages, block + (at + piece < size ? at + piece : size));
      block[at] = (unsigned char)(at % 251);
    }

    for (size_t at = 0; at < size; at++)
      if (block[at] != at % 251)
        fail_msg("byte %zu of %zu was lost", at, size);
    cvs_free(block);
  }
}

/* Each page of the block that lies wholly in it is looked at once, when it is reached. */
static void pages_are_reached_one_by_one(void **state) {
  (void)state;
  cvs_pages pages = {.declined = 5, .patience = 5};
  char *block = cvs_malloc(4 * (size_t)PAGE);
  assert_non_null(block);
  char *first = block + (PAGE - (uintptr_t)block % PAGE) % PAGE;

  cvs_pages_begin(&pages, block, 4 * (size_t)PAGE);
  cvs_pages_reach(&pages, first);
  assert_int_equal(pages.declined, 5);
  cvs_pages_reach(&pages, first + 1);
  assert_int_equal(pages.declined, 4);
  cvs_pages_reach(&pages, first + PAGE);
  assert_int_equal(pages.declined, 4);
  cvs_pages_reach(&pages, block + 4 * (size_t)PAGE);
  const size_t whole = (size_t)(block + 4 * (size_t)PAGE - first) / PAGE;
  assert_int_equal(pages.declined, 5 - whole);
  cvs_free(block);
}

static size_t count_declined(cvs_pages *pages) {
  size_t count = 0;
  while (!cvs_pages_try(pages))
    count++;
  return count;
}

static void slow_pages_are_tried_less_and_less_often_and_quick_ones_always(void **state) {
  (void)state;
  const size_t declined[] = {1, 2, 4, 8, 16, 32, 64, 64, 64};
  cvs_pages pages = {.next = NULL};
  assert_int_equal(count_declined(&pages), 0);

  for (size_t i = 0; i < sizeof declined / sizeof declined[0]; i++) {
    cvs_pages_learn(&pages, 0.006);
    assert_int_equal(count_declined(&pages), declined[i]);
  }
  cvs_pages_learn(&pages, 0.0001);
  assert_int_equal(count_declined(&pages), 0);
  cvs_pages_learn(&pages, 0.006);
  assert_int_equal(count_declined(&pages), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_filled_stays),
      cmocka_unit_test(pages_are_reached_one_by_one),
      cmocka_unit_test(slow_pages_are_tried_less_and_less_often_and_quick_ones_always),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Texts with numbers: by first appearance, near or far, whatever their length. */
#include "data/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

enum { ROOM = 64 };

/* A field as the splitter gives it: something else stands behind it. */
static uint32_t find(cvs_names *names, const char *text, size_t length) {
  char padded[ROOM + CVS_FIELD_PADDING];
  uint32_t number = CVS_NO_NAME;
  memset(padded, '#', sizeof padded);
  memcpy(padded, text, length);
  assert_int_equal(cvs_names_find(names, (cvs_field){padded, length}, &number), CVS_OK);
  return number;
}

static void texts_have_numbers_in_order_of_first_appearance(void **state) {
  (void)state;
  /* alike in their first eight bytes, their lengths, or all but the last byte */
  static const char *const texts[] = {"",          "a",          "b",         "ab",          "abc",        "abcd",
                                      "abcdefg",   "abcdefgh",   "abcdefghi", "abcdefghj",   "Xbcdefghi",  "aa",
                                      "abcdefgh#", "abcdefghi#", "abcdefg#",  "treatment-1", "treatment-2"};
  enum { COUNT = sizeof texts / sizeof texts[0] };
  cvs_names names;
  assert_int_equal(cvs_names_init(&names, UINT32_MAX), CVS_OK);

  for (int round = 0; round < 3; round++)
    for (uint32_t i = 0; i < COUNT; i++)
      assert_int_equal(find(&names, texts[i], strlen(texts[i])), i);

  assert_int_equal(cvs_names_count(&names), COUNT);
  for (uint32_t i = 0; i < COUNT; i++)
    assert_string_equal(cvs_names_text(&names, i, NULL), texts[i]);
  cvs_names_free(&names);
}

static void more_texts_than_are_near_keep_their_numbers(void **state) {
  (void)state;
  enum { COUNT = 5000 };
  cvs_names names;
  assert_int_equal(cvs_names_init(&names, UINT32_MAX), CVS_OK);

  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < COUNT; i++) {
      char text[ROOM];
      const int length = snprintf(text, sizeof text, "name %u", i * 7919);
      assert_int_equal(find(&names, text, (size_t)length), i);
    }

  cvs_names_free(&names);
}

static void texts_beyond_the_limit_have_no_number(void **state) {
  (void)state;
  cvs_names names;
  assert_int_equal(cvs_names_init(&names, 2), CVS_OK);

  assert_int_equal(find(&names, "a", 1), 0);
  assert_int_equal(find(&names, "b", 1), 1);
  assert_int_equal(find(&names, "c", 1), CVS_NO_NAME);
  assert_int_equal(find(&names, "b", 1), 1);
  assert_int_equal(find(&names, "c", 1), CVS_NO_NAME);

  cvs_names_free(&names);
}

static void a_text_from_anywhere_is_found_near_afterwards(void **state) {
  (void)state;
  cvs_names names;
  uint32_t number = CVS_NO_NAME;
  assert_int_equal(cvs_names_init(&names, UINT32_MAX), CVS_OK);

  assert_int_equal(cvs_names_add(&names, (cvs_field){"ab", 2}, &number), CVS_OK);

  assert_int_equal(number, 0);
  assert_int_equal(find(&names, "ab", 2), 0);
  assert_int_equal(find(&names, "abc", 3), 1);
  cvs_names_free(&names);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_have_numbers_in_order_of_first_appearance),
      cmocka_unit_test(more_texts_than_are_near_keep_their_numbers),
      cmocka_unit_test(texts_beyond_the_limit_have_no_number),
      cmocka_unit_test(a_text_from_anywhere_is_found_near_afterwards),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

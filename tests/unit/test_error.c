/* Filling a cvs_error: the first failure wins, texts are cut at characters. */
#include "base/error.h"

#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void the_first_failure_wins(void **state) {
  (void)state;
  cvs_error error = {0};

  const cvs_status first = cvs_fail_at(&error, CVS_EDATA, "a.csv", 7, "conversions (%d) above visitors (%d)", 5, 4);
  const cvs_status second = cvs_fail(&error, CVS_EIO, "later");

  assert_int_equal(first, CVS_EDATA);
  assert_int_equal(second, CVS_EIO);
  assert_int_equal(error.status, CVS_EDATA);
  assert_int_equal(error.line, 7);
  assert_string_equal(error.source, "a.csv");
  assert_string_equal(error.message, "conversions (5) above visitors (4)");
}

static void nowhere_to_write_is_allowed(void **state) {
  (void)state;

  assert_int_equal(cvs_fail(NULL, CVS_EINVAL, "x"), CVS_EINVAL);
  assert_int_equal(cvs_fail_at(NULL, CVS_EDATA, NULL, 0, "x"), CVS_EDATA);
  assert_int_equal(cvs_fail_memory(NULL), CVS_ENOMEM);
}

static void a_missing_source_is_empty(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(cvs_fail_at(&error, CVS_EIO, NULL, 0, "x"), CVS_EIO);

  assert_string_equal(error.source, "");
}

static void long_texts_are_cut_between_characters(void **state) {
  (void)state;
  char text[2001];
  cvs_error error = {0};
  /* "x" and then two-byte letters: the limits fall inside one */
  memset(text, 0, sizeof text);
  text[0] = 'x';
  for (size_t i = 1; i + 2 < sizeof text; i += 2)
    memcpy(text + i, "\xC3\xA9", 2);

  assert_int_equal(cvs_fail_at(&error, CVS_EDATA, text, 0, "%s", text), CVS_EDATA);

  assert_int_equal(strlen(error.source), CVS_ERROR_SOURCE_MAX - 1);
  assert_int_equal(strlen(error.message), CVS_ERROR_MESSAGE_MAX - 1);
  assert_memory_equal(error.source, text, CVS_ERROR_SOURCE_MAX - 1);
  assert_int_equal((unsigned char)error.message[CVS_ERROR_MESSAGE_MAX - 2], 0xA9);
}

static void half_a_character_is_dropped(void **state) {
  (void)state;
  char text[2001];
  cvs_error error = {0};
  memset(text, 0, sizeof text);
  for (size_t i = 0; i + 2 < sizeof text; i += 2)
    memcpy(text + i, "\xC3\xA9", 2);

  assert_int_equal(cvs_fail_at(&error, CVS_EDATA, text, 0, "%s", text), CVS_EDATA);

  assert_int_equal(strlen(error.source), CVS_ERROR_SOURCE_MAX - 2);
  assert_int_equal(strlen(error.message), CVS_ERROR_MESSAGE_MAX - 2);
}

static void memory_has_one_sentence(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(cvs_fail_memory(&error), CVS_ENOMEM);

  assert_string_equal(error.message, "out of memory");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_failure_wins),      cmocka_unit_test(nowhere_to_write_is_allowed),
      cmocka_unit_test(a_missing_source_is_empty),   cmocka_unit_test(long_texts_are_cut_between_characters),
      cmocka_unit_test(half_a_character_is_dropped), cmocka_unit_test(memory_has_one_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

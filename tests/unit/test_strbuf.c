/* A growing string. */
#include "base/strbuf.h"

#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void an_empty_string_is_readable(void **state) {
  (void)state;
  cvs_strbuf buf = {0};

  cvs_strbuf_add(&buf, "");

  assert_string_equal(cvs_strbuf_text(&buf), "");
  cvs_strbuf_clear(&buf);
  cvs_strbuf_free(&buf);
}

static void pieces_are_joined(void **state) {
  (void)state;
  cvs_strbuf buf = {0};

  cvs_strbuf_add(&buf, "ab");
  cvs_strbuf_add_char(&buf, 'c');
  cvs_strbuf_add_bytes(&buf, "defg", 2);
  cvs_strbuf_add_repeat(&buf, "<>", 3);
  cvs_strbuf_addf(&buf, "%d:%s", 42, "x");

  assert_string_equal(buf.text, "abcde<><><>42:x");
  assert_int_equal(buf.length, strlen(buf.text));
  assert_false(buf.failed);
  cvs_strbuf_free(&buf);
}

static void it_grows_to_any_length(void **state) {
  (void)state;
  cvs_strbuf buf = {0};

  for (int i = 0; i < 100000; i++)
    cvs_strbuf_addf(&buf, "%05d", i);

  assert_int_equal(buf.length, 500000);
  assert_memory_equal(buf.text + 499995, "99999", 6);
  cvs_strbuf_free(&buf);
}

static void a_format_may_fill_the_buffer_exactly(void **state) {
  (void)state;

  for (int length = 0; length < 100; length++) {
    cvs_strbuf buf = {0};
    cvs_strbuf_addf(&buf, "%*s", length, "");
    assert_int_equal(buf.length, length);
    assert_int_equal(strlen(cvs_strbuf_text(&buf)), length);
    cvs_strbuf_free(&buf);
  }
}

static void failure_is_sticky_until_cleared(void **state) {
  (void)state;
  cvs_strbuf buf = {0};
  cvs_strbuf_add(&buf, "kept");

  cvs_strbuf_add_repeat(&buf, "0123456789", SIZE_MAX / 5);
  cvs_strbuf_add(&buf, "ignored");

  assert_true(buf.failed);
  assert_string_equal(cvs_strbuf_text(&buf), "kept");
  cvs_strbuf_clear(&buf);
  cvs_strbuf_add(&buf, "new");
  assert_false(buf.failed);
  assert_string_equal(cvs_strbuf_text(&buf), "new");
  cvs_strbuf_free(&buf);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_string_is_readable),     cmocka_unit_test(pieces_are_joined),
      cmocka_unit_test(it_grows_to_any_length),          cmocka_unit_test(a_format_may_fill_the_buffer_exactly),
      cmocka_unit_test(failure_is_sticky_until_cleared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

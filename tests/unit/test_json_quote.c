/* A text as JSON has it. */
#include "base/json_quote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void check_quote(const char *text, const char *want) {
  cvs_strbuf out = {0};
  cvs_json_quote(&out, text);
  assert_string_equal(cvs_strbuf_text(&out), want);
  cvs_strbuf_free(&out);
}

static void text_stands_in_quotes(void **state) {
  (void)state;

  check_quote("", "\"\"");
  check_quote("gr\xC3\xBCn", "\"gr\xC3\xBCn\"");
}

static void escapes_are_those_of_rfc_8259(void **state) {
  (void)state;

  check_quote("a\"b\\c", "\"a\\\"b\\\\c\"");
  check_quote("\n\t\r\b\f", "\"\\n\\t\\r\\b\\f\"");
  check_quote("\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"");
}

/* The byte used to stand there as it was, which no reader of JSON takes. */
static void bytes_that_are_no_utf8_are_shown_as_text_shows_them(void **state) {
  (void)state;

  check_quote("b\xFF.csv", "\"b\\\\xFF.csv\"");
  check_quote("\xC3", "\"\\\\xC3\"");
  check_quote("\xED\xA0\x80\"", "\"\\\\xED\\\\xA0\\\\x80\\\"\""); /* half a surrogate pair */
  check_quote("gr\xC3\xBCn\xFE\n\xFF", "\"gr\xC3\xBCn\\\\xFE\\n\\\\xFF\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_stands_in_quotes),
      cmocka_unit_test(escapes_are_those_of_rfc_8259),
      cmocka_unit_test(bytes_that_are_no_utf8_are_shown_as_text_shows_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

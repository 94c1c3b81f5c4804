/* Names in one text, with quotes and without. */
#include "base/quoted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void check(const char *text, const char *stops, const char *want, const char *rest) {
  cvs_arena arena = {0};

  const char *const end = cvs_quoted_end(text, stops);

  assert_non_null(end);
  assert_string_equal(end, rest);
  assert_string_equal(cvs_quoted_copy(&arena, text, end), want);
  cvs_arena_free(&arena);
}

static void a_name_ends_before_a_stop_or_with_the_text(void **state) {
  (void)state;
  check("a,b", ",", "a", ",b");
  check("a|b,c", ",|", "a", "|b,c");
  check("a b", ",", "a b", "");
  check("", ",", "", "");
  check("5\" disc,b", ",", "5\" disc", ",b"); /* a quote inside a name is one of its letters */
}

static void quotes_keep_stops_and_two_of_them_are_one(void **state) {
  (void)state;
  check("\"a,b\",c", ",", "a,b", ",c");
  check("\"say \"\"hi\"\"\"", ",", "say \"hi\"", "");
  check("\"\"=x", "=", "", "=x");
  check("\"a\"b", ",", "a", "b"); /* what comes behind the quote is the caller's to judge */
}

static void a_quote_without_an_end_is_told(void **state) {
  (void)state;
  assert_null(cvs_quoted_end("\"a,b", ","));
  assert_null(cvs_quoted_end("\"a\"\"", ","));
  assert_null(cvs_quoted_end("\"", ","));
}

static void a_name_is_written_so_that_it_reads_back(void **state) {
  (void)state;
  static const char *const name[] = {"plain", "a,b", "\"quoted\"", "a|b", "5\" disc", ""};
  static const char *const typed[] = {"plain", "\"a,b\"", "\"\"\"quoted\"\"\"", "\"a|b\"", "5\" disc", ""};
  for (size_t i = 0; i < sizeof name / sizeof name[0]; i++) {
    cvs_strbuf out = {0};

    cvs_quoted_add(&out, name[i], ",|");

    assert_string_equal(cvs_strbuf_text(&out), typed[i]);
    check(typed[i], ",|", name[i], "");
    cvs_strbuf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_name_ends_before_a_stop_or_with_the_text),
      cmocka_unit_test(quotes_keep_stops_and_two_of_them_are_one),
      cmocka_unit_test(a_quote_without_an_end_is_told),
      cmocka_unit_test(a_name_is_written_so_that_it_reads_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

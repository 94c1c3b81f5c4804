/* Plain text in 80 columns. */
#include "cli/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t longest_line(const char *text) {
  size_t longest = 0;
  while (*text) {
    const size_t length = strcspn(text, "\n");
    longest = length > longest ? length : longest;
    text += length + (text[length] == '\n');
  }
  return longest;
}

static void text_is_broken_between_words_at_80_columns(void **state) {
  (void)state;
  cvs_strbuf text = {0};
  cvs_strbuf out = {0};
  cvs_strbuf_add_repeat(&text, "nineteen characters ", 20);

  cvs_layout_wrap(&out, cvs_strbuf_text(&text), 0, 4);

  assert_true(longest_line(cvs_strbuf_text(&out)) <= 80);
  assert_null(strstr(cvs_strbuf_text(&out), " \n"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "\n    "));
  cvs_strbuf_free(&text);
  cvs_strbuf_free(&out);
}

static void a_line_of_exactly_80_columns_is_kept_whole(void **state) {
  (void)state;
  char word[78 + 1];
  memset(word, 'x', sizeof word - 1);
  word[sizeof word - 1] = '\0';
  cvs_strbuf text = {0};
  cvs_strbuf out = {0};
  cvs_strbuf_addf(&text, "a %s b", word);

  cvs_layout_wrap(&out, cvs_strbuf_text(&text), 0, 0);

  assert_int_equal(longest_line(cvs_strbuf_text(&out)), 80);
  assert_non_null(strstr(cvs_strbuf_text(&out), "\nb\n"));
  cvs_strbuf_free(&text);
  cvs_strbuf_free(&out);
}

static void text_begins_beside_a_short_heading_and_below_a_long_one(void **state) {
  (void)state;
  cvs_strbuf beside = {0};
  cvs_strbuf below = {0};

  cvs_layout_wrap(&beside, "text", 4, 6);
  cvs_layout_wrap(&below, "text", 5, 6);

  assert_string_equal(cvs_strbuf_text(&beside), "  text\n");
  assert_string_equal(cvs_strbuf_text(&below), "\n      text\n");
  cvs_strbuf_free(&beside);
  cvs_strbuf_free(&below);
}

static void a_newline_begins_a_paragraph(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  cvs_layout_wrap(&out, "one two\nthree", 0, 2);

  assert_string_equal(cvs_strbuf_text(&out), "  one two\n\n  three\n");
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_is_broken_between_words_at_80_columns),
      cmocka_unit_test(a_line_of_exactly_80_columns_is_kept_whole),
      cmocka_unit_test(text_begins_beside_a_short_heading_and_below_a_long_one),
      cmocka_unit_test(a_newline_begins_a_paragraph),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

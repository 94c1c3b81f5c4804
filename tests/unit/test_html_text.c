/* Text of others in a page stays text. */
#include "report/html_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef void add_function(cvs_strbuf *out, const char *text);

static void expect(add_function *add, const char *text, const char *wanted) {
  cvs_strbuf out = {0};

  add(&out, text);

  assert_false(out.failed);
  assert_string_equal(cvs_strbuf_text(&out), wanted);
  cvs_strbuf_free(&out);
}

static void markup_and_quotes_are_escaped(void **state) {
  (void)state;
  expect(cvs_html_add_escaped, "<b a=\"1\" c='2'>&amp;</b>", "&lt;b a=&quot;1&quot; c='2'&gt;&amp;amp;&lt;/b&gt;");
  expect(cvs_html_add_text, "a < b & c", "a &lt; b &amp; c");
}

static void what_acts_instead_of_showing_is_written_out(void **state) {
  (void)state;
  expect(cvs_html_add_escaped, "a\nb\x07", "a\\x0Ab\\x07");
  expect(cvs_html_add_escaped, "\u202Elive\u202C", "\\u{202E}live\\u{202C}");
  expect(cvs_html_add_escaped, "\u2066\u2069", "\\u{2066}\\u{2069}");
}

/* XML 1.0 refuses U+FFFE and U+FFFF; HTML calls all noncharacters an error. */
static void characters_that_html_forbids_are_written_out(void **state) {
  (void)state;
  expect(cvs_html_add_escaped, "\uFFFE\uFFFF", "\\u{FFFE}\\u{FFFF}");
  expect(cvs_html_add_escaped, "\uFDD0\U0001FFFE", "\\u{FDD0}\\u{1FFFE}");
  expect(cvs_html_add_escaped, "\uFFFD", "\uFFFD");
}

static void right_to_left_words_of_a_sentence_are_isolated(void **state) {
  (void)state;
  expect(cvs_html_add_text, "ship כפתור ירוק. Now", "ship <bdi>כפתור ירוק</bdi>. Now");
  expect(cvs_html_add_text, "כפתור", "<bdi>כפתור</bdi>");
  expect(cvs_html_add_text, "keep  two spaces", "keep  two spaces");
}

/* A bracket of the name itself used to be left outside, on the wrong side of it. */
static void a_bracket_that_the_name_opened_stays_with_it(void **state) {
  (void)state;
  expect(cvs_html_add_text, "ship כפתור (חדש). Now", "ship <bdi>כפתור (חדש)</bdi>. Now");
  expect(cvs_html_add_text, "(green, חדש) won", "(green, <bdi>חדש</bdi>) won");
}

static void a_name_is_isolated_and_cut(void **state) {
  (void)state;
  char name[200];
  memset(name, 'x', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  cvs_strbuf out = {0};

  cvs_html_add_name(&out, name);

  assert_int_equal(out.length, strlen("<bdi>") + CVS_HTML_NAME - 1 + strlen("…") + strlen("</bdi>")); /* the dots */
  assert_true(cvs_html_cuts_name(&out, name));
  assert_false(cvs_html_cuts_name(&out, "green"));
  assert_false(out.failed);
  cvs_strbuf_free(&out);
  expect(cvs_html_add_name, "grün", "<bdi>grün</bdi>");
  expect(cvs_html_add_name, "כפתור", "<bdi>כפתור</bdi>");
}

/* Nothing in it has a direction of its own that could turn what stands beside it. */
static void a_name_of_plain_ascii_needs_no_element(void **state) {
  (void)state;
  expect(cvs_html_add_name, "<green>", "&lt;green&gt;");
  expect(cvs_html_add_name, "  2024-01 (new)!", "  2024-01 (new)!");
  expect(cvs_html_add_name, "", "");
  expect(cvs_html_add_name, "100% כפתור", "<bdi>100% כפתור</bdi>");
  expect(cvs_html_add_name, "12 \u0663", "<bdi>12 \u0663</bdi>"); /* a digit of Arabic */
}

/* "3.0e-5" once broke behind its hyphen on a phone. */
static void a_number_with_an_exponent_is_kept_in_one_line(void **state) {
  (void)state;
  expect(cvs_html_add_text, "better (adjusted p = 3.0e-5); no.",
         "better (adjusted p = <span class=\"e\">3.0e-5</span>); no.");
  expect(cvs_html_add_text, "1e-300 and 2.5e-25",
         "<span class=\"e\">1e-300</span> and <span class=\"e\">2.5e-25</span>");
  expect(cvs_html_add_text, "one-page, e-mail, size-5, 3e-, e-5", "one-page, e-mail, size-5, 3e-, e-5");
  expect(cvs_html_add_text, "כפתור (p = 3.0e-5)", "<bdi>כפתור</bdi> (p = <span class=\"e\">3.0e-5</span>)");
}

static void a_heading_says_whether_it_was_cut(void **state) {
  (void)state;
  char text[200];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  cvs_strbuf out = {0};

  assert_true(cvs_html_add_heading(&out, text));
  assert_int_equal(out.length, CVS_HTML_HEADING - 1 + strlen("…"));
  cvs_strbuf_clear(&out);
  assert_false(cvs_html_add_heading(&out, "device = mobile"));

  assert_string_equal(cvs_strbuf_text(&out), "device = mobile");
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(markup_and_quotes_are_escaped),
      cmocka_unit_test(what_acts_instead_of_showing_is_written_out),
      cmocka_unit_test(characters_that_html_forbids_are_written_out),
      cmocka_unit_test(right_to_left_words_of_a_sentence_are_isolated),
      cmocka_unit_test(a_bracket_that_the_name_opened_stays_with_it),
      cmocka_unit_test(a_name_is_isolated_and_cut),
      cmocka_unit_test(a_name_of_plain_ascii_needs_no_element),
      cmocka_unit_test(a_number_with_an_exponent_is_kept_in_one_line),
      cmocka_unit_test(a_heading_says_whether_it_was_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Text of pictures: widths, cutting, direction, escaping. */
#include "report/svg_text.h"

#include "support/assert_close.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Advances of DejaVu Sans 2.37 (units of 2048 an em): W 2025, i 569, 0 1303, space 651. */
static void latin_text_is_as_wide_as_in_dejavu_sans(void **state) {
  (void)state;

  assert_close(cvs_svg_text_width("W", 2048), 2025, 1e-3);
  assert_close(cvs_svg_text_width("i0 ", 2048), 569 + 1303 + 651, 1e-3);
  assert_close(cvs_svg_text_width("", 12), 0, 0);
}

/* An ideograph of any font is an em wide; marks that combine take no room. */
static void wide_characters_take_an_em_and_marks_nothing(void **state) {
  (void)state;

  assert_true(cvs_svg_text_width("\u540d", 12) >= 12);
  assert_close(cvs_svg_text_width("e\u0301", 12), cvs_svg_text_width("e", 12), 1e-15);
}

static void long_text_is_cut_in_its_middle_to_its_room(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  const double width = cvs_svg_add_fitted(&out, "a name that is much too long", 12, 60);

  assert_true(width <= 60);
  assert_true(strlen(cvs_strbuf_text(&out)) > strlen("\u2026"));
  assert_memory_equal(cvs_strbuf_text(&out), "a na", 4);
  assert_non_null(strstr(cvs_strbuf_text(&out), "\u2026"));
  assert_string_equal(out.text + out.length - strlen("ng"), "ng");
  cvs_strbuf_free(&out);
}

/* Three arms were once "homepage hero bann..." each. */
static void names_that_differ_at_their_ends_differ_when_they_are_cut(void **state) {
  (void)state;
  cvs_strbuf first = {0}, second = {0};

  (void)cvs_svg_add_fitted(&first, "homepage hero banner redesign A", 12, 110);
  (void)cvs_svg_add_fitted(&second, "homepage hero banner redesign B", 12, 110);

  assert_string_not_equal(cvs_strbuf_text(&first), cvs_strbuf_text(&second));
  cvs_strbuf_free(&first);
  cvs_strbuf_free(&second);
}

static void a_cut_never_parts_a_letter_from_its_marks(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  (void)cvs_svg_add_fitted(&out, "aaaaaaaaaaaaaaaae\u0301e\u0301e\u0301e\u0301", 12, 60);

  assert_null(strstr(cvs_strbuf_text(&out), "\u2026\u0301"));
  cvs_strbuf_free(&out);
}

static void a_line_of_words_ends_at_a_space(void **state) {
  (void)state;
  const double room = cvs_svg_text_width("What the rates", 14) + 0.01;

  assert_int_equal(cvs_svg_text_line("What the rates may be", 14, room), strlen("What the rates"));
  assert_int_equal(cvs_svg_text_line("What the rates may be", 14, room - 1), strlen("What the"));
  assert_int_equal(cvs_svg_text_line("What", 14, room), strlen("What"));
  assert_int_equal(cvs_svg_text_line("a-word-that-is-longer-than-its-line and more", 14, 20),
                   strlen("a-word-that-is-longer-than-its-line"));
}

static void text_that_fits_stays_as_it_is(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  const double width = cvs_svg_add_fitted(&out, "control", 12, 100);

  assert_string_equal(cvs_strbuf_text(&out), "control");
  assert_close(width, cvs_svg_text_width("control", 12), 1e-15);
  cvs_strbuf_free(&out);
}

static void the_first_letter_says_the_direction(void **state) {
  (void)state;

  assert_true(cvs_svg_starts_rtl("\u05db\u05e4\u05ea\u05d5\u05e8 (v2)"));
  assert_true(cvs_svg_starts_rtl("2 \u05db"));
  assert_false(cvs_svg_starts_rtl("green \u05db"));
  assert_false(cvs_svg_starts_rtl("\u0417\u0435\u043b \u05db"));
  assert_false(cvs_svg_starts_rtl("12%"));
}

static void markup_and_what_acts_instead_of_showing_become_text(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  cvs_svg_add_escaped(&out, "<b a=\"1\">&'\u202E\a\uFFFE");

  assert_string_equal(cvs_strbuf_text(&out), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;\\u{202E}\\x07\\u{FFFE}");
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(latin_text_is_as_wide_as_in_dejavu_sans),
      cmocka_unit_test(wide_characters_take_an_em_and_marks_nothing),
      cmocka_unit_test(long_text_is_cut_in_its_middle_to_its_room),
      cmocka_unit_test(names_that_differ_at_their_ends_differ_when_they_are_cut),
      cmocka_unit_test(a_cut_never_parts_a_letter_from_its_marks),
      cmocka_unit_test(a_line_of_words_ends_at_a_space),
      cmocka_unit_test(text_that_fits_stays_as_it_is),
      cmocka_unit_test(the_first_letter_says_the_direction),
      cmocka_unit_test(markup_and_what_acts_instead_of_showing_become_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

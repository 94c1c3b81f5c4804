/* UTF-8 text: validity, width, cutting, making visible, folding. */
#include "base/utf8.h"

#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void assert_valid(const char *bytes) {
  size_t bad = 0;
  assert_true(cvs_utf8_valid(bytes, strlen(bytes), &bad));
}

static void assert_bad_at(const char *bytes, size_t length, size_t want) {
  size_t bad = SIZE_MAX;
  assert_false(cvs_utf8_valid(bytes, length, &bad));
  assert_int_equal(bad, want);
}

static void valid_text_is_accepted(void **state) {
  (void)state;

  assert_valid("");
  assert_valid("only ascii, longer than one word of eight bytes");
  assert_valid("Кнопка зелёная, כפתור ירוק, 緑のボタン, 🟢 and ascii again");
  assert_valid("\xF4\x8F\xBF\xBF"); /* the last character */
}

static void the_first_wrong_byte_is_named(void **state) {
  (void)state;

  assert_bad_at("abcdefgh\xFFz", 10, 8);
  assert_bad_at("caf\xE9", 4, 3);              /* Latin-1 */
  assert_bad_at("\xC0\xAF", 2, 0);             /* overlong */
  assert_bad_at("ab\xED\xA0\x80", 5, 2);       /* a surrogate */
  assert_bad_at("\xF4\x90\x80\x80", 4, 0);     /* beyond the last */
  assert_bad_at("12345678\xE2\x82", 10, 8);    /* cut off */
  assert_bad_at("\xC3\xA9\xC3\xA9\x80", 5, 4); /* a lone continuation */
}

static void where_the_wrong_byte_is_need_not_be_asked(void **state) {
  (void)state;

  assert_false(cvs_utf8_valid("caf\xE9", 4, NULL));
  assert_true(cvs_utf8_valid("café", 5, NULL));
}

/* True where no character of the text is -1 to cvs_utf8_next, which asks utf8proc. */
static bool has_only_characters(const char *text) {
  int32_t code = 0;
  while (cvs_utf8_next(&text, &code))
    if (code < 0)
      return false;
  return true;
}

static void sequences_are_judged_as_utf8proc_judges_them(void **state) {
  (void)state;
  static const char later[] = "\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC2";
  size_t wrong = 0;
  for (unsigned lead = 0x80; lead <= 0xFF; lead++)
    for (unsigned second = 1; second <= 0xFF; second++)
      for (size_t i = 0; i < (sizeof later - 1) * sizeof later; i++) {
        const char text[] = {(char)lead, (char)second, later[i / sizeof later], later[i % sizeof later], '\0'};
        size_t bad = 0;
        wrong += cvs_utf8_valid(text, strlen(text), &bad) != has_only_characters(text) ? 1 : 0;
      }

  assert_int_equal(wrong, 0);
}

static void width_counts_columns(void **state) {
  (void)state;

  assert_int_equal(cvs_utf8_width(""), 0);
  assert_int_equal(cvs_utf8_width("green"), 5);
  assert_int_equal(cvs_utf8_width("зелёная"), 7);
  assert_int_equal(cvs_utf8_width("緑色"), 4);
  assert_int_equal(cvs_utf8_width("e\u0301"), 1);          /* combining acute */
  assert_int_equal(cvs_utf8_width("\u2067ירוק\u2069"), 4); /* bidi isolates */
  assert_int_equal(cvs_utf8_width("a\xFF"), 2);
}

static void assert_cut(const char *text, size_t columns, bool ascii, const char *want) {
  cvs_strbuf out = {0};
  cvs_utf8_add_cut(&out, text, columns, ascii);
  assert_string_equal(cvs_strbuf_text(&out), want);
  assert_true(cvs_utf8_width(cvs_strbuf_text(&out)) <= columns);
  cvs_strbuf_free(&out);
}

static void long_text_ends_in_an_ellipsis(void **state) {
  (void)state;

  assert_cut("control", 7, false, "control");
  assert_cut("control", 6, false, "contr…");
  assert_cut("control", 6, true, "con...");
  assert_cut("control", 2, true, "..");
  assert_cut("control", 1, false, "…");
  assert_cut("control", 0, false, "");
  assert_cut("緑色の", 4, false, "緑…"); /* half a wide character does not fit */
  assert_cut("ae\u0301io", 3, false, "ae\u0301…");
}

static void assert_visible(const char *text, const char *want) {
  cvs_strbuf out = {0};
  cvs_utf8_add_visible(&out, text);
  assert_string_equal(cvs_strbuf_text(&out), want);
  cvs_strbuf_free(&out);
}

/* U+FFFE used to go into SVG, which XML forbids, and into HTML as something else. */
static void what_is_no_character_is_shown_as_its_number(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  cvs_utf8_add_visible(&out, "a\xEF\xBF\xBE"
                             "b\xEF\xBF\xBF\xEF\xB7\x90");

  assert_string_equal(cvs_strbuf_text(&out), "a\\u{FFFE}b\\u{FFFF}\\u{FDD0}");
  cvs_strbuf_free(&out);
}

static void what_acts_is_made_visible(void **state) {
  (void)state;

  assert_visible("plain зелёная ירוק 緑", "plain зелёная ירוק 緑");
  assert_visible("\x1B[31mred", "\\x1B[31mred");
  assert_visible("a\nb\tc\x7F", "a\\x0Ab\\x09c\\x7F");
  assert_visible("\xC2\x85", "\\u{0085}");
  assert_visible("abc\u202Edef", "abc\\u{202E}def");
  assert_visible("\u200F\u2066", "\\u{200F}\\u{2066}");
  assert_visible("a\u2028b\uFEFF", "a\\u{2028}b\\u{FEFF}");
  assert_visible("\xFF\xE9", "\\xFF\\xE9");
  assert_visible("می\u200Cخواهم", "می\u200Cخواهم"); /* spelled with a joiner */
}

static void right_to_left_letters_are_found(void **state) {
  (void)state;

  assert_true(cvs_utf8_is_rtl("green ירוק"));
  assert_true(cvs_utf8_is_rtl("أخضر"));
  assert_false(cvs_utf8_is_rtl("green зелёная 緑 123"));
  assert_false(cvs_utf8_is_rtl("marks only \u200F"));
  assert_false(cvs_utf8_is_rtl(""));
}

static void assert_folds(const char *text, const char *want) {
  cvs_strbuf out = {0};
  cvs_utf8_add_folded(&out, text, strlen(text));
  assert_string_equal(cvs_strbuf_text(&out), want);
  cvs_strbuf_free(&out);
}

static void spellings_of_one_name_fold_together(void **state) {
  (void)state;

  assert_folds("Total_Users", "total_users");
  assert_folds("  total - users ", "total_users");
  assert_folds("TOTAL\u00A0USERS", "total_users");
  assert_folds("Straße", "strasse");
  assert_folds("ЗЕЛЁНАЯ", "зеле\u0308ная");
  assert_folds("CAFÉ", "cafe\u0301");
  assert_folds("cafe\u0301", "cafe\u0301");
  assert_folds("_-_ ", "");
  assert_folds("a\xFF"
               "B",
               "a\xFF"
               "b");
}

static void characters_are_taken_one_by_one(void **state) {
  (void)state;
  const char *text = "aé\xFF";
  int32_t code = 0;

  assert_true(cvs_utf8_next(&text, &code));
  assert_int_equal(code, 'a');
  assert_true(cvs_utf8_next(&text, &code));
  assert_int_equal(code, 0xE9);
  assert_true(cvs_utf8_next(&text, &code));
  assert_int_equal(code, -1);
  assert_false(cvs_utf8_next(&text, &code));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(valid_text_is_accepted),
      cmocka_unit_test(the_first_wrong_byte_is_named),
      cmocka_unit_test(where_the_wrong_byte_is_need_not_be_asked),
      cmocka_unit_test(sequences_are_judged_as_utf8proc_judges_them),
      cmocka_unit_test(width_counts_columns),
      cmocka_unit_test(long_text_ends_in_an_ellipsis),
      cmocka_unit_test(what_is_no_character_is_shown_as_its_number),
      cmocka_unit_test(what_acts_is_made_visible),
      cmocka_unit_test(right_to_left_letters_are_found),
      cmocka_unit_test(spellings_of_one_name_fold_together),
      cmocka_unit_test(characters_are_taken_one_by_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Values as messages show them. */
#include "data/problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void check_shown(const char *text, const char *want) {
  char shown[CVS_SHOWN_MAX];
  assert_string_equal(cvs_show_value(shown, text), want);
}

static void values_are_quoted_with_what_acts_on_a_terminal_made_visible(void **state) {
  (void)state;
  check_shown("", "\"\"");
  check_shown("grün", "\"grün\"");
  check_shown("a\tb\n\x1b[0m", "\"a\\x09b\\x0A\\x1B[0m\"");
  check_shown("\u202Eabc", "\"\\u{202E}abc\"");
  check_shown("\xFF", "\"\\xFF\"");
}

static void long_values_are_cut_to_sixty_columns(void **state) {
  (void)state;
  char text[500];
  char want[CVS_SHOWN_MAX] = "\"";
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  memset(want + 1, 'x', CVS_SHOWN_COLUMNS - 1);
  strcat(want, "…\"");

  check_shown(text, want);
}

static void a_value_of_many_marks_never_ends_in_half_a_character(void **state) {
  (void)state;
  char text[601] = "";
  char shown[CVS_SHOWN_MAX];
  for (size_t i = 0; i < 200; i++)
    memcpy(text + 3 * i, "\u20D7", 4); /* a combining arrow takes no column */

  cvs_show_value(shown, text);

  assert_int_equal(strlen(shown) % 3, 1); /* the quote and whole characters of three bytes */
  assert_true(strlen(shown) > CVS_SHOWN_MAX - 5);
}

static void lists_show_the_first_eight_and_count_the_rest(void **state) {
  (void)state;
  static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
  char shown[CVS_SHOWN_LIST_MAX];

  assert_string_equal(cvs_show_list(shown, names, 2), "\"a\", \"b\"");
  assert_string_equal(cvs_show_list(shown, names, 10),
                      "\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\" and 2 more");
}

static void every_reason_has_a_word_of_its_own(void **state) {
  (void)state;
  for (int a = 0; a < CVS_SKIPS; a++)
    for (int b = 0; b < a; b++)
      assert_string_not_equal(cvs_skip_word((cvs_skip)a), cvs_skip_word((cvs_skip)b));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_quoted_with_what_acts_on_a_terminal_made_visible),
      cmocka_unit_test(long_values_are_cut_to_sixty_columns),
      cmocka_unit_test(a_value_of_many_marks_never_ends_in_half_a_character),
      cmocka_unit_test(lists_show_the_first_eight_and_count_the_rest),
      cmocka_unit_test(every_reason_has_a_word_of_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

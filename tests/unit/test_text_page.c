/* Running text: wrapping, names in sentences, colour. */
#include "report/text_page.h"
#include "support/sample_document.h"

static const cvs_text_page narrow = {.columns = 40, .text_columns = 40, .unicode = true};

static void expect_wrapped(const char *text, const char *lines) {
  cvs_strbuf out = {0};
  cvs_strbuf_add(&out, "Caution  ");
  cvs_text_add_wrapped(&out, &narrow, 9, 9, text);
  assert_string_equal(cvs_strbuf_text(&out), lines);
  cvs_strbuf_free(&out);
}

static void lines_break_between_words_and_hang(void **state) {
  (void)state;

  expect_wrapped("This p-value counts for one look at the data.", "Caution  This p-value counts for one\n"
                                                                  "         look at the data.\n");
}

static void a_line_may_be_filled_to_its_last_column(void **state) {
  (void)state;

  expect_wrapped("1234567890 1234567890 123456789 1", "Caution  1234567890 1234567890 123456789\n"
                                                      "         1\n");
}

static void an_equation_stays_on_one_line(void **state) {
  (void)state;

  expect_wrapped("the split was as it should (p = 0.271)", "Caution  the split was as it should\n"
                                                           "         (p = 0.271)\n");
}

static void empty_text_leaves_the_label_alone(void **state) {
  (void)state;

  expect_wrapped("", "Caution\n");
  expect_wrapped("   ", "Caution\n");
}

static void a_word_longer_than_a_line_is_cut(void **state) {
  (void)state;

  expect_wrapped("an_experiment_name_that_no_line_can_hold wins", "Caution  an_experiment_name_that_no_lin…\n"
                                                                  "         wins\n");
}

static void control_characters_in_a_sentence_are_shown(void **state) {
  (void)state;

  expect_wrapped("a\033[2Jb\tc", "Caution  a\\x1B[2Jb\\x09c\n");
}

static void right_to_left_words_are_isolated_together_without_the_full_stop(void **state) {
  (void)state;

  expect_wrapped("keep כפתור ירוק.", "Caution  keep \xE2\x81\xA8כפתור ירוק\xE2\x81\xA9.\n");
  expect_wrapped("keep ירוק 2 on", "Caution  keep \xE2\x81\xA8ירוק\xE2\x81\xA9 2 on\n");
}

static void an_isolate_ends_with_its_line(void **state) {
  (void)state;

  expect_wrapped("a sentence that ends with כפתור ירוק",
                 "Caution  a sentence that ends with \xE2\x81\xA8כפתור\xE2\x81\xA9\n"
                 "         \xE2\x81\xA8ירוק\xE2\x81\xA9\n");
}

static void ascii_pages_get_no_isolates(void **state) {
  (void)state;
  const cvs_text_page ascii = {.columns = 40, .text_columns = 40};
  cvs_strbuf out = {0};

  cvs_text_add_name(&out, &ascii, "ירוק", 0);

  assert_string_equal(cvs_strbuf_text(&out), "ירוק");
  cvs_strbuf_free(&out);
}

static void widths_of_screens_are_kept_within_reason(void **state) {
  (void)state;

  const cvs_text_page usual = cvs_text_page_of(&(cvs_report_style){.columns = 0});
  const cvs_text_page tiny = cvs_text_page_of(&(cvs_report_style){.columns = 3});
  const cvs_text_page wide = cvs_text_page_of(&(cvs_report_style){.columns = 240});

  assert_int_equal(usual.columns, 80);
  assert_int_equal(tiny.columns, 40);
  assert_int_equal(wide.columns, 240);
  assert_int_equal(wide.text_columns, 100);
}

static void bold_is_left_out_where_there_is_no_colour(void **state) {
  (void)state;
  const cvs_text_page color = {.columns = 80, .text_columns = 80, .color = true};
  cvs_strbuf out = {0};

  cvs_text_add_bold(&out, &narrow, CVS_TONE_BAD, "FAIL");
  cvs_text_add_bold(&out, &color, CVS_TONE_BAD, "FAIL");

  assert_string_equal(cvs_strbuf_text(&out), "FAIL\033[1;31mFAIL\033[0m");
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_break_between_words_and_hang),
      cmocka_unit_test(a_line_may_be_filled_to_its_last_column),
      cmocka_unit_test(an_equation_stays_on_one_line),
      cmocka_unit_test(empty_text_leaves_the_label_alone),
      cmocka_unit_test(a_word_longer_than_a_line_is_cut),
      cmocka_unit_test(control_characters_in_a_sentence_are_shown),
      cmocka_unit_test(right_to_left_words_are_isolated_together_without_the_full_stop),
      cmocka_unit_test(an_isolate_ends_with_its_line),
      cmocka_unit_test(ascii_pages_get_no_isolates),
      cmocka_unit_test(widths_of_screens_are_kept_within_reason),
      cmocka_unit_test(bold_is_left_out_where_there_is_no_colour),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

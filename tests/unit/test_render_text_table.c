/* Tables for a terminal: who gives way where there is no room. */
#include "report/render_text_table.h"
#include "support/sample_document.h"

static const cvs_column columns[] = {{"", CVS_COLUMN_NAME, 0},
                                     {"lift", CVS_COLUMN_VALUE, 0},
                                     {"95% interval", CVS_COLUMN_INTERVAL, 0},
                                     {"", CVS_COLUMN_FOREST, 0}};

static void add_row(cvs_document *doc, cvs_block *table, const char *name, const cvs_interval *lift) {
  const cvs_node *label = cvs_doc_text(doc, doc->root, "treatment", name);
  const cvs_node *interval = cvs_doc_interval(doc, doc->root, "lift", CVS_UNIT_LIFT, lift);
  const cvs_node *const cells[] = {label, interval, interval, interval};
  cvs_doc_table_row(doc, table, cells);
}

/* A table of one row with this name on a screen of so many columns; the caller frees `out`. */
static void draw(cvs_strbuf *out, const char *name, size_t screen, bool unicode) {
  const cvs_report_style style = {.columns = screen, .unicode = unicode};
  const cvs_text_page page = cvs_text_page_of(&style);
  const cvs_interval lift = make_interval(0.021, -0.016, 0.059);
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, columns, 4);
  add_row(&doc, table, name, &lift);
  cvs_text_add_table(out, &page, table);
  assert_false(out->failed || doc.failed);
  cvs_document_free(&doc);
}

static void the_picture_goes_before_a_name_is_cut_short(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw(&out, "a name of twenty-six chars", 60, true);

  assert_string_equal(cvs_strbuf_text(&out), "                              lift   95% interval\n"
                                             "a name of twenty-six chars   +2.1%   [-1.6%, +5.9%]\n");
  cvs_strbuf_free(&out);
}

static void a_name_is_cut_to_twenty_columns_for_the_picture(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw(&out, "a name of twenty-six chars", 68, true);

  assert_non_null(strstr(cvs_strbuf_text(&out), "a name of twenty-si…   +2.1%   [-1.6%, +5.9%]"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "●"));
  cvs_strbuf_free(&out);
}

static void numbers_are_never_cut(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw(&out, "a name of so many letters that a screen of forty has no room", 40, false);

  assert_string_equal(cvs_strbuf_text(&out), "                    lift  95% interval\n"
                                             "a name of so m...  +2.1%  [-1.6%, +5.9%]\n");
  cvs_strbuf_free(&out);
}

static void control_characters_of_a_name_are_shown_not_sent(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw(&out, "red\033[31m\n", 80, true);

  assert_null(strchr(cvs_strbuf_text(&out), '\033'));
  assert_non_null(strstr(cvs_strbuf_text(&out), "red\\x1B[31m\\x0A   +2.1%"));
  cvs_strbuf_free(&out);
}

static void a_right_to_left_name_is_isolated(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw(&out, "ירוק", 80, true);

  assert_non_null(strstr(cvs_strbuf_text(&out), "\xE2\x81\xA8ירוק\xE2\x81\xA9   +2.1%   ["));
  cvs_strbuf_free(&out);
}

static void wide_characters_take_two_columns(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw(&out, "緑", 40, true);

  assert_string_equal(cvs_strbuf_text(&out), "      lift   95% interval\n"
                                             "緑   +2.1%   [-1.6%, +5.9%]\n");
  cvs_strbuf_free(&out);
}

static void all_rows_share_the_decimals_of_a_column(void **state) {
  (void)state;
  const cvs_report_style style = {.columns = 40};
  const cvs_text_page page = cvs_text_page_of(&style);
  const cvs_interval narrow = make_interval(0.021, -0.016, 0.059);
  const cvs_interval wide = make_interval(1.5, -0.25, 12.5);
  const cvs_interval none = {0};
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, columns, 3);
  add_row(&doc, table, "a", &narrow);
  add_row(&doc, table, "b", &wide);
  add_row(&doc, table, "c", &none);
  cvs_strbuf out = {0};

  cvs_text_add_table(&out, &page, table);

  assert_string_equal(cvs_strbuf_text(&out), "       lift   95% interval\n"
                                             "a     +2.1%   [-1.6%, +5.9%]\n"
                                             "b   +150.0%   [-25.0%, +1,250.0%]\n"
                                             "c         -   -\n");
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

static void a_bar_fills_with_the_number_and_gives_way_before_it(void **state) {
  (void)state;
  static const cvs_column bars[] = {{"stop after this week", CVS_COLUMN_VALUE, 0}, {"power", CVS_COLUMN_BAR, 0}};
  const cvs_report_style wide = {.columns = 80};
  const cvs_report_style narrow = {.columns = 40};
  const cvs_text_page page = cvs_text_page_of(&wide);
  const cvs_text_page small = cvs_text_page_of(&narrow);
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, bars, 2);
  const cvs_node *const half[] = {cvs_doc_count(&doc, doc.root, "week", 1),
                                  cvs_doc_number(&doc, doc.root, "power", CVS_UNIT_RATE, 0.5)};
  const cvs_node *const all[] = {cvs_doc_count(&doc, doc.root, "week", 2),
                                 cvs_doc_number(&doc, doc.root, "power", CVS_UNIT_RATE, 1)};
  cvs_doc_table_row(&doc, table, half);
  cvs_doc_table_row(&doc, table, all);
  cvs_strbuf drawn = {0};
  cvs_strbuf told = {0};

  cvs_text_add_table(&drawn, &page, table);
  cvs_text_add_table(&told, &small, table);

  assert_string_equal(cvs_strbuf_text(&drawn), "stop after this week   power\n"
                                               "                   1   ##########..........  50%\n"
                                               "                   2   #################### 100%\n");
  assert_string_equal(cvs_strbuf_text(&told), "stop after this week   power\n"
                                              "                   1    50%\n"
                                              "                   2   100%\n");
  cvs_strbuf_free(&drawn);
  cvs_strbuf_free(&told);
  cvs_document_free(&doc);
}

/* Without cutting, the table would be three columns too wide; it used to lose its bars. */
static void long_names_are_cut_before_bars_give_way(void **state) {
  (void)state;
  static const cvs_column bars[] = {{"", CVS_COLUMN_NAME, 0}, {"share", CVS_COLUMN_BAR, 0}};
  const cvs_report_style style = {.columns = 50};
  const cvs_text_page page = cvs_text_page_of(&style);
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, bars, 2);
  const cvs_node *const cells[] = {cvs_doc_text(&doc, doc.root, "step", "payment-confirmation-page"),
                                   cvs_doc_number(&doc, doc.root, "share", CVS_UNIT_RATE, 0.5)};
  cvs_doc_table_row(&doc, table, cells);
  cvs_strbuf drawn = {0};

  cvs_text_add_table(&drawn, &page, table);

  const char *row = strchr(cvs_strbuf_text(&drawn), '\n');
  assert_non_null(row);
  assert_non_null(strstr(row, "##########..........  50%\n"));
  assert_int_equal(strncmp(row, "\npayment-confirm", sizeof "\npayment-confirm" - 1), 0);
  assert_null(strstr(row, "page"));
  cvs_strbuf_free(&drawn);
  cvs_document_free(&doc);
}

/* Days of two arms with a step of a long name, on a screen of 40 columns; the caller frees `out`. */
static void draw_days(cvs_strbuf *out, bool continued) {
  static const cvs_column days[] = {{"date", CVS_COLUMN_NAME, 0},
                                    {"", CVS_COLUMN_NAME, 0},
                                    {"visitors", CVS_COLUMN_VALUE, 0},
                                    {"opened_the_checkout_page", CVS_COLUMN_VALUE, 0},
                                    {"paid", CVS_COLUMN_VALUE, 0}};
  static const char *const arms[] = {"control", "the-new-checkout"};
  const cvs_report_style style = {.columns = 40};
  const cvs_text_page page = cvs_text_page_of(&style);
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, days, 5);
  table->continued = continued;
  for (size_t i = 0; i < 2; i++) {
    const cvs_node *const cells[] = {
        cvs_doc_text(&doc, doc.root, "date", "2024-08-31"), cvs_doc_text(&doc, doc.root, "name", arms[i]),
        cvs_doc_count(&doc, doc.root, "visitors", 1200), cvs_doc_count(&doc, doc.root, "opened", 300),
        cvs_doc_count(&doc, doc.root, "paid", 40)};
    cvs_doc_table_row(&doc, table, cells);
  }

  cvs_text_add_table(out, &page, table);

  assert_false(out->failed || doc.failed);
  cvs_document_free(&doc);
}

static void a_continued_table_breaks_before_a_date_or_a_title_is_cut(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw_days(&out, true);

  assert_string_equal(cvs_strbuf_text(&out), "date                       visitors\n"
                                             "2024-08-31  control           1,200\n"
                                             "2024-08-31  the-new-ch...     1,200\n"
                                             "\n"
                                             "                             opened_the_\n"
                                             "date                       checkout_page\n"
                                             "2024-08-31  control                  300\n"
                                             "2024-08-31  the-new-ch...            300\n"
                                             "\n"
                                             "date                       paid\n"
                                             "2024-08-31  control          40\n"
                                             "2024-08-31  the-new-ch...    40\n");
  cvs_strbuf_free(&out);
}

static void a_table_that_is_not_continued_stays_one(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  draw_days(&out, false);

  assert_null(strstr(cvs_strbuf_text(&out), "\n\n"));
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_picture_goes_before_a_name_is_cut_short),
      cmocka_unit_test(a_name_is_cut_to_twenty_columns_for_the_picture),
      cmocka_unit_test(numbers_are_never_cut),
      cmocka_unit_test(control_characters_of_a_name_are_shown_not_sent),
      cmocka_unit_test(a_right_to_left_name_is_isolated),
      cmocka_unit_test(wide_characters_take_two_columns),
      cmocka_unit_test(all_rows_share_the_decimals_of_a_column),
      cmocka_unit_test(a_bar_fills_with_the_number_and_gives_way_before_it),
      cmocka_unit_test(long_names_are_cut_before_bars_give_way),
      cmocka_unit_test(a_continued_table_breaks_before_a_date_or_a_title_is_cut),
      cmocka_unit_test(a_table_that_is_not_continued_stays_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Pictures of a document in a page, and the figures behind them. */
#include "report/html_picture.h"

#include "support/sample_document.h"

static const cvs_block *find_table(const cvs_document *doc, size_t index) {
  for (const cvs_block *block = doc->first_block; block != NULL; block = block->next)
    if (block->kind == CVS_BLOCK_TABLE && index-- == 0)
      return block;
  fail_msg("no such table");
  return NULL;
}

/* A picture of two days whose figures are of the tree where `tabled`, else numbers of its own. */
static cvs_picture *add_days(cvs_document *doc, bool dates) {
  cvs_picture *picture = cvs_doc_picture(doc, &(cvs_picture){.kind = CVS_PICTURE_LINES,
                                                             .id = "days",
                                                             .title = "Rates by day",
                                                             .description = "d",
                                                             .x = {.title = "day", .dates = dates},
                                                             .y = {.title = "rate", .unit = CVS_UNIT_RATE}});
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_LINE, "green");
  for (int day = 0; day < 2; day++) {
    const cvs_interval rate = {.exists = true, .has_estimate = true, .estimate = 0.1 + 0.01 * day};
    cvs_doc_point(doc, series, &(cvs_picture_point){.x = 20000 + day, .drawn = rate});
  }
  return picture;
}

static void a_forest_column_becomes_a_picture(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_page page = {0};
  build_sample(&doc, "green");

  assert_null(cvs_html_picture_of(&page, &doc, find_table(&doc, 0)));
  const cvs_picture *picture = cvs_html_picture_of(&page, &doc, find_table(&doc, 1));

  assert_non_null(picture);
  assert_string_equal(picture->title, "lift, 95% interval");
  assert_int_equal(picture->first->count, 1);
  assert_string_equal(picture->first->first->label, "green");
  cvs_document_free(&page.drawn);
  cvs_document_free(&doc);
}

/* The steps of one treatment and of the next used to look alike. */
static void rows_under_a_title_say_whose_they_are(void **state) {
  (void)state;
  static const cvs_column columns[] = {
      {"step", CVS_COLUMN_NAME, 0}, {"lift", CVS_COLUMN_VALUE, 0}, {"", CVS_COLUMN_FOREST, 0}};
  const cvs_interval lift = make_interval(0.02, 0.01, 0.03);
  cvs_document doc = {0};
  cvs_page page = {0};
  cvs_document_reset(&doc);
  cvs_node *arm = cvs_doc_record(&doc, cvs_doc_list(&doc, doc.root, "arms"), NULL);
  const cvs_node *name = cvs_doc_text(&doc, arm, "name", "green");
  const cvs_node *interval = cvs_doc_interval(&doc, doc.root, "lift", CVS_UNIT_LIFT, &lift);
  cvs_block *table = cvs_doc_table(&doc, columns, 3);
  cvs_doc_table_row(&doc, table, (const cvs_node *const[]){name, NULL, NULL});
  cvs_doc_table_row(&doc, table,
                    (const cvs_node *const[]){cvs_doc_text(&doc, doc.root, "b", "cart"), interval, interval});

  const cvs_picture *picture = cvs_html_picture_of(&page, &doc, table);

  assert_non_null(picture);
  assert_string_equal(picture->first->first->label, "green, cart");
  assert_int_equal(picture->first->tint, 0); /* of the first arm */
  cvs_document_free(&page.drawn);
  cvs_document_free(&doc);
}

/* Rows "product, cart, product, cart" were once all of the control's colour, and named no treatment. */
static void a_forest_names_its_treatments_and_gives_each_its_look(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_page page = {0};
  cvs_document_reset(&doc);
  cvs_node *arms = cvs_doc_list(&doc, doc.root, "arms");
  static const char *const names[] = {"control", "green", "blue"};
  for (size_t i = 0; i < 3; i++)
    cvs_doc_text(&doc, cvs_doc_record(&doc, arms, NULL), "name", names[i]);
  static const cvs_column columns[] = {{"step", CVS_COLUMN_NAME, 0}, {"", CVS_COLUMN_FOREST, 0}};
  cvs_block *table = cvs_doc_table(&doc, columns, 2);
  const cvs_interval lift = {.exists = true, .has_estimate = true, .estimate = 0.1};
  for (size_t i = 1; i < 3; i++) {
    const cvs_node *title[] = {cvs_doc_text(&doc, NULL, NULL, names[i]), NULL};
    const cvs_node *row[] = {cvs_doc_text(&doc, NULL, NULL, "cart"),
                             cvs_doc_interval(&doc, NULL, NULL, CVS_UNIT_LIFT, &lift)};
    cvs_doc_table_row(&doc, table, title);
    cvs_doc_table_row(&doc, table, row);
  }

  const cvs_picture *picture = cvs_html_picture_of(&page, &doc, table);

  assert_non_null(picture);
  assert_int_equal(picture->count, 2);
  assert_non_null(strstr(picture->first->first->label, "green"));
  assert_non_null(strstr(picture->last->first->label, "blue"));
  assert_int_equal(picture->first->tint, 1);
  assert_int_equal(picture->last->tint, 2);
  cvs_document_free(&page.drawn);
  cvs_document_free(&doc);
}

static void what_the_document_draws_is_not_drawn_twice(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_page page = {0};
  build_sample(&doc, "green");
  const cvs_node *lift = find_table(&doc, 1)->first_row->cell[4];
  cvs_picture *picture = cvs_doc_picture(
      &doc, &(cvs_picture){.kind = CVS_PICTURE_ROWS, .id = "lift", .title = "Lift", .description = "d"});
  cvs_doc_point(&doc, cvs_doc_series(&doc, picture, CVS_SERIES_INTERVALS, ""),
                &(cvs_picture_point){.label = "green", .value = lift});

  assert_null(cvs_html_picture_of(&page, &doc, find_table(&doc, 1)));

  cvs_strbuf out = {0};
  cvs_html_add_figures(&out, &page, &doc, picture); /* the table has them */
  assert_int_equal(out.length, 0);
  cvs_strbuf_free(&out);
  cvs_document_free(&page.drawn);
  cvs_document_free(&doc);
}

/* A bar of nobody left and a step that was not counted used to bring the whole table behind the picture again. */
static void a_point_without_a_figure_asks_for_no_table(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_page page = {0};
  cvs_strbuf out = {0};
  build_sample(&doc, "green");
  cvs_picture *picture = cvs_doc_picture(
      &doc, &(cvs_picture){.kind = CVS_PICTURE_ROWS, .id = "lift", .title = "Lift", .description = "d"});
  cvs_picture_series *series = cvs_doc_series(&doc, picture, CVS_SERIES_INTERVALS, "");
  const cvs_node *none = cvs_doc_interval(&doc, doc.root, "none", CVS_UNIT_LIFT, &(cvs_interval){0});
  cvs_doc_point(&doc, series, &(cvs_picture_point){.label = "green", .value = find_table(&doc, 1)->first_row->cell[4]});
  cvs_doc_point(&doc, series, &(cvs_picture_point){.label = "none", .value = none});

  cvs_html_add_figures(&out, &page, &doc, picture);

  assert_int_equal(out.length, 0);
  const cvs_interval untold = make_interval(0.3, 0.2, 0.4);
  const cvs_node *more = cvs_doc_interval(&doc, doc.root, "more", CVS_UNIT_LIFT, &untold);
  cvs_doc_point(&doc, series, &(cvs_picture_point){.label = "more", .value = more});
  cvs_html_add_figures(&out, &page, &doc, picture);
  assert_non_null(strstr(cvs_strbuf_text(&out), "<tr><th scope=\"row\">more</th>"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

static void pictures_of_a_page_have_ids_of_their_own(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_page page = {0};
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  const cvs_picture *picture = add_days(&doc, true);

  cvs_html_add_picture(&out, &page, picture);
  cvs_html_add_picture(&out, &page, picture);

  assert_non_null(strstr(cvs_strbuf_text(&out), "<figure><svg"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "aria-labelledby=\"p1-t p1-d\""));
  assert_non_null(strstr(cvs_strbuf_text(&out), "aria-labelledby=\"p2-t p2-d\""));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

/* 2024-10-04 is day 20000 since 1970-01-01. */
static void rates_of_days_have_their_table_and_a_curve_has_none(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_page page = {0};
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);

  cvs_html_add_figures(&out, &page, &doc, add_days(&doc, false));
  assert_int_equal(out.length, 0);
  cvs_html_add_figures(&out, &page, &doc, add_days(&doc, true));

  const char *text = cvs_strbuf_text(&out);
  assert_non_null(strstr(text, "<summary>Figures of the picture: Rates by day, green</summary>"));
  assert_non_null(strstr(text, "<th scope=\"col\">day</th><th scope=\"col\">rate</th>"));
  assert_non_null(strstr(text, "<tr><th scope=\"row\">2024-10-04</th><td>10.0%</td></tr>"));
  assert_non_null(strstr(text, "<tr><th scope=\"row\">2024-10-05</th><td>11.0%</td></tr>"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_forest_column_becomes_a_picture),
      cmocka_unit_test(a_forest_names_its_treatments_and_gives_each_its_look),
      cmocka_unit_test(rows_under_a_title_say_whose_they_are),
      cmocka_unit_test(what_the_document_draws_is_not_drawn_twice),
      cmocka_unit_test(a_point_without_a_figure_asks_for_no_table),
      cmocka_unit_test(pictures_of_a_page_have_ids_of_their_own),
      cmocka_unit_test(rates_of_days_have_their_table_and_a_curve_has_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

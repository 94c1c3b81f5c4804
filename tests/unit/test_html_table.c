/* Tables of a document in a page. */
#include "report/html_table.h"

#include "support/sample_document.h"

static cvs_block *find_table(const cvs_document *doc, size_t index) {
  for (cvs_block *block = doc->first_block; block != NULL; block = block->next)
    if (block->kind == CVS_BLOCK_TABLE && index-- == 0)
      return block;
  fail_msg("no such table");
  return NULL;
}

static void rows_and_columns_have_heads_and_the_table_says_where_numbers_stand(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_strbuf out = {0};
  build_sample(&doc, "green");

  cvs_html_add_table(&out, find_table(&doc, 0), 1);

  assert_non_null(strstr(cvs_strbuf_text(&out),
                         "<table class=\"f\">\n"
                         "<caption class=\"aside\">visitors, conversions, rate, 95% interval</caption>\n"
                         "<thead><tr><td></td><th scope=\"col\">visitors</th>"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "<tr><th scope=\"row\">green</th><td>50,000</td>"
                                                "<td>5,105</td><td>10.21%</td>"
                                                "<td>[9.95%, 10.48%]</td></tr>\n"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

static void a_name_stands_for_the_rows_behind_it_that_have_none(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_strbuf out = {0};
  build_sample(&doc, "green");

  cvs_html_add_table(&out, find_table(&doc, 1), 2);

  assert_non_null(strstr(cvs_strbuf_text(&out), "<tr><th scope=\"row\" rowspan=\"2\">green</th><td>+2.1%</td>"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "<tr class=\"more\"><td>+0.21 pp</td>"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

static void a_label_is_the_caption(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_strbuf out = {0};
  build_sample(&doc, "green");
  find_table(&doc, 0)->label = "Variants";

  cvs_html_add_table(&out, find_table(&doc, 0), 1);

  assert_non_null(strstr(cvs_strbuf_text(&out),
                         "aria-label=\"Table 1: Variants\"><table class=\"f\">\n<caption>Variants</caption>"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

static void add_texts(cvs_document *doc, cvs_block *table, const char *const *texts, size_t count) {
  const cvs_node *cells[CVS_TABLE_COLUMNS_MAX] = {NULL};
  for (size_t i = 0; i < count; i++)
    cells[i] = texts[i] != NULL ? cvs_doc_text(doc, NULL, NULL, texts[i]) : NULL;
  cvs_doc_table_row(doc, table, cells);
}

static void a_column_of_words_is_counted_from_the_end(void **state) {
  (void)state;
  static const cvs_column columns[] = {{"look", CVS_COLUMN_VALUE, 0},
                                       {"date", CVS_COLUMN_NAME, 0},
                                       {"lift", CVS_COLUMN_VALUE, 0},
                                       {"", CVS_COLUMN_FOREST, 0},
                                       {"says", CVS_COLUMN_NAME, 0}};
  cvs_document doc = {0};
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, columns, 5);
  add_texts(&doc, table, (const char *const[]){"1", "2024-06-03", "2%", NULL, "continue"}, 5);

  cvs_html_add_table(&out, table, 1);

  assert_non_null(strstr(cvs_strbuf_text(&out), "<table class=\"f k1 k3\">"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

static void a_table_of_words_alone_has_no_class(void **state) {
  (void)state;
  static const cvs_column columns[] = {{"setting", CVS_COLUMN_NAME, 0}, {"value", CVS_COLUMN_NAME, 0}};
  cvs_document doc = {0};
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, columns, 2);
  add_texts(&doc, table, (const char *const[]){"alpha", "0.05"}, 2);

  cvs_html_add_table(&out, table, 1);

  assert_non_null(strstr(cvs_strbuf_text(&out), "<table>\n"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "<tr><th scope=\"row\">alpha</th><td>0.05</td></tr>\n"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

/* "entered", "control", "green", "cart" used to look alike, and a reader that reads aloud took them for rows of one
 * kind. */
static void a_title_of_rows_heads_its_own_rows_and_no_others(void **state) {
  (void)state;
  static const cvs_column columns[] = {
      {"step", CVS_COLUMN_NAME, 0}, {"users", CVS_COLUMN_VALUE, 0}, {"rate", CVS_COLUMN_VALUE, 0}};
  cvs_document doc = {0};
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, columns, 3);
  add_texts(&doc, table, (const char *const[]){"entered", NULL, NULL}, 3);
  add_texts(&doc, table, (const char *const[]){"  control", "10", "100%"}, 3);
  add_texts(&doc, table, (const char *const[]){"cart", NULL, NULL}, 3);
  add_texts(&doc, table, (const char *const[]){"  control", "5", "50%"}, 3);

  cvs_html_add_table(&out, table, 1);

  assert_non_null(strstr(cvs_strbuf_text(&out), "<table class=\"f g\">"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"3\">entered</th></tr>\n"
                                                "<tr><th scope=\"row\">control</th><td>10</td><td>100%</td></tr>\n"
                                                "</tbody>\n<tbody>\n"
                                                "<tr><th scope=\"rowgroup\" colspan=\"3\">cart</th></tr>\n"
                                                "<tr><th scope=\"row\">control</th><td>5</td><td>50%</td></tr>\n"
                                                "</tbody>\n</table>"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

/* "<1%" was added as it is: the page was no XML, and a browser may have taken it for an element. */
static void a_share_is_a_bar_and_its_percentage_escaped(void **state) {
  (void)state;
  const cvs_column_scale scale = {.decimals = {0}};
  const cvs_node small = {.kind = CVS_NODE_NUMBER, .unit = CVS_UNIT_RATE, .value.number = 0.001};
  const cvs_node half = {.kind = CVS_NODE_NUMBER, .unit = CVS_UNIT_RATE, .value.number = 0.5};
  cvs_strbuf out = {0};

  cvs_html_add_cell(&out, CVS_COLUMN_BAR, &small, &scale);
  cvs_html_add_cell(&out, CVS_COLUMN_BAR, &half, &scale);

  assert_string_equal(cvs_strbuf_text(&out),
                      "<span class=\"bar\"><i style=\"width:0%\"></i></span><span class=\"share\">&lt;1%</span>"
                      "<span class=\"bar\"><i style=\"width:50%\"></i></span><span class=\"share\">50%</span>");
  cvs_strbuf_free(&out);
}

static void long_names_are_there_in_full_once(void **state) {
  (void)state;
  char name[100];
  memset(name, 'x', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  cvs_document doc = {0};
  cvs_strbuf out = {0};
  build_sample(&doc, name); /* stands in both tables */

  cvs_html_add_long_names(&out, &doc, NULL);

  const char *first = strstr(cvs_strbuf_text(&out), name);
  assert_non_null(first);
  assert_null(strstr(first + 1, name));
  cvs_strbuf_clear(&out);
  build_sample(&doc, "green");
  cvs_html_add_long_names(&out, &doc, NULL);
  assert_int_equal(out.length, 0);
  cvs_html_add_long_names(&out, &doc, "device = long");
  assert_non_null(strstr(cvs_strbuf_text(&out), "<li>device = long</li>"));
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_and_columns_have_heads_and_the_table_says_where_numbers_stand),
      cmocka_unit_test(a_column_of_words_is_counted_from_the_end),
      cmocka_unit_test(a_table_of_words_alone_has_no_class),
      cmocka_unit_test(a_title_of_rows_heads_its_own_rows_and_no_others),
      cmocka_unit_test(a_name_stands_for_the_rows_behind_it_that_have_none),
      cmocka_unit_test(a_label_is_the_caption),
      cmocka_unit_test(a_share_is_a_bar_and_its_percentage_escaped),
      cmocka_unit_test(long_names_are_there_in_full_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

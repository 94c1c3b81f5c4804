/* What a cell of a table shows. */
#include "report/cell.h"
#include "support/sample_document.h"

static const cvs_column columns[] = {{"", CVS_COLUMN_VALUE, 0}};

/* What a cell shows in a table of its own. */
static void expect_cell(cvs_document *doc, cvs_column_kind kind, const cvs_node *cell, const char *text) {
  cvs_block *table = cvs_doc_table(doc, columns, 1);
  cvs_doc_table_row(doc, table, &cell);
  const cvs_column_scale scale = cvs_column_scale_of(table, 0);
  cvs_strbuf out = {0};
  cvs_cell_add(&out, kind, cell, &scale);
  assert_string_equal(cvs_strbuf_text(&out), text);
  cvs_strbuf_free(&out);
}

static void every_kind_of_node_has_its_words(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_interval rate = make_interval(0.1021, 0.0995, 0.1048);

  expect_cell(&doc, CVS_COLUMN_VALUE, NULL, "");
  expect_cell(&doc, CVS_COLUMN_VALUE, cvs_doc_null(&doc, doc.root, "a", CVS_UNIT_P), "-");
  expect_cell(&doc, CVS_COLUMN_VALUE, cvs_doc_bool(&doc, doc.root, "b", true), "yes");
  expect_cell(&doc, CVS_COLUMN_VALUE, cvs_doc_count(&doc, doc.root, "c", 50000), "50,000");
  expect_cell(&doc, CVS_COLUMN_VALUE, cvs_doc_text(&doc, doc.root, "d", "score"), "score");
  const cvs_node *interval = cvs_doc_interval(&doc, doc.root, "e", CVS_UNIT_RATE, &rate);
  expect_cell(&doc, CVS_COLUMN_VALUE, interval, "10.21%");
  expect_cell(&doc, CVS_COLUMN_INTERVAL, interval, "[9.95%, 10.48%]");
  expect_cell(&doc, CVS_COLUMN_FOREST, interval, "");
  cvs_document_free(&doc);
}

static void a_p_value_that_underflows_is_told_from_the_logarithm_behind_it(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_node *p_value = cvs_doc_number(&doc, doc.root, "p_value", CVS_UNIT_P, 0);
  cvs_doc_number(&doc, doc.root, "ln_p_value", CVS_UNIT_LN_P, -1000);
  const cvs_node *alone = cvs_doc_number(&doc, doc.root, "p_value_adjusted", CVS_UNIT_P, 0);

  /* exp(-1000) = 5.0759588975e-435 */
  expect_cell(&doc, CVS_COLUMN_VALUE, p_value, "5.1e-435");
  expect_cell(&doc, CVS_COLUMN_VALUE, alone, "<1e-300");
  expect_cell(&doc, CVS_COLUMN_VALUE, p_value->next, "5.1e-435");
  cvs_document_free(&doc);
}

static void an_estimate_that_does_not_exist_is_a_dash(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_interval lift = make_interval(0, 0.1, 0.3);
  lift.has_estimate = false;

  const cvs_node *node = cvs_doc_interval(&doc, doc.root, "lift", CVS_UNIT_LIFT, &lift);

  expect_cell(&doc, CVS_COLUMN_VALUE, node, "-");
  expect_cell(&doc, CVS_COLUMN_INTERVAL, node, "[+10%, +30%]");
  cvs_document_free(&doc);
}

static void one_exact_row_does_not_fill_the_others_with_digits(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_interval coarse = make_interval(0.1, -0.2, 0.4);
  const cvs_interval exact = make_interval(0.1, 0.0999999, 0.1000001);
  cvs_block *table = cvs_doc_table(&doc, columns, 1);
  const cvs_node *const first = cvs_doc_interval(&doc, doc.root, "a", CVS_UNIT_LIFT, &coarse);
  const cvs_node *const second = cvs_doc_interval(&doc, doc.root, "b", CVS_UNIT_LIFT, &exact);
  cvs_doc_table_row(&doc, table, &first);
  cvs_doc_table_row(&doc, table, &second);

  const cvs_column_scale scale = cvs_column_scale_of(table, 0);

  /* 60 % wide asks for 0 decimals, 0.00002 % wide for 6. */
  assert_int_equal(scale.decimals[CVS_UNIT_LIFT], 2);
  assert_int_equal(scale.decimals[CVS_UNIT_RATE], -1);
  cvs_document_free(&doc);
}

static void effects_of_a_column_have_the_same_decimals(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, columns, 1);
  const cvs_node *const large = cvs_doc_number(&doc, doc.root, "a", CVS_UNIT_LIFT, 0.2);
  const cvs_node *const small = cvs_doc_number(&doc, doc.root, "b", CVS_UNIT_LIFT, 0.025);
  cvs_doc_table_row(&doc, table, &large);
  cvs_doc_table_row(&doc, table, &small);

  const cvs_column_scale scale = cvs_column_scale_of(table, 0);

  /* two significant digits of 2.5 % */
  assert_int_equal(scale.decimals[CVS_UNIT_LIFT], 1);
  cvs_document_free(&doc);
}

static void a_bars_percentage_is_never_0_or_100_of_what_is_neither(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *want;
  } rows[] = {{0, "0%"}, {0.0001, "<1%"}, {0.012, "1%"}, {0.5, "50%"}, {0.994, "99%"}, {0.999, ">99%"}, {1, "100%"}};
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_column_scale scale = {{0}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const cvs_node *const cell = cvs_doc_number(&doc, doc.root, "power", CVS_UNIT_RATE, rows[i].value);
    cvs_strbuf text = {0};

    cvs_cell_add(&text, CVS_COLUMN_BAR, cell, &scale);

    assert_string_equal(cvs_strbuf_text(&text), rows[i].want);
    cvs_strbuf_free(&text);
  }
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_kind_of_node_has_its_words),
      cmocka_unit_test(a_p_value_that_underflows_is_told_from_the_logarithm_behind_it),
      cmocka_unit_test(an_estimate_that_does_not_exist_is_a_dash),
      cmocka_unit_test(one_exact_row_does_not_fill_the_others_with_digits),
      cmocka_unit_test(effects_of_a_column_have_the_same_decimals),
      cmocka_unit_test(a_bars_percentage_is_never_0_or_100_of_what_is_neither),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

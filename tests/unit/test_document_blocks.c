/* The blocks of a document. */
#include "support/sample_document.h"

static void blocks_stand_in_the_order_they_were_added(void **state) {
  (void)state;
  cvs_document doc = {0};

  build_sample(&doc, "green");

  static const cvs_block_kind order[] = {CVS_BLOCK_VERDICT,   CVS_BLOCK_CHECKS,    CVS_BLOCK_TABLE,    CVS_BLOCK_TABLE,
                                         CVS_BLOCK_PARAGRAPH, CVS_BLOCK_PARAGRAPH, CVS_BLOCK_PARAGRAPH};
  const cvs_block *block = doc.first_block;
  for (size_t i = 0; i < sizeof order / sizeof *order; i++, block = block->next)
    assert_int_equal(block->kind, order[i]);
  assert_null(block);
  cvs_document_free(&doc);
}

static void a_table_points_at_the_nodes_of_the_tree(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_column column = {"visitors", CVS_COLUMN_VALUE, 0};
  const cvs_node *node = cvs_doc_count(&doc, doc.root, "visitors", 50000);

  cvs_block *table = cvs_doc_table(&doc, &column, 1);
  cvs_doc_table_row(&doc, table, &node);

  assert_ptr_equal(table->first_row->cell[0], node);
  assert_string_equal(table->column[0].title, "visitors");
  cvs_document_free(&doc);
}

static void a_method_is_explained_once_and_none_is_ignored(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_method score = {.id = "score"};
  const cvs_method wilson = {.id = "wilson"};
  cvs_block *block = cvs_doc_paragraph(&doc, "Method", "");

  cvs_doc_explain(&doc, block, &score);
  cvs_doc_explain(&doc, block, NULL);
  cvs_doc_explain(&doc, block, &wilson);
  cvs_doc_explain(&doc, block, &score);

  assert_int_equal(block->method_count, 2);
  assert_ptr_equal(block->method[0], &score);
  assert_ptr_equal(block->method[1], &wilson);
  cvs_document_free(&doc);
}

static void after_a_failure_adders_do_no_harm(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  doc.failed = true;
  const cvs_column column = {"visitors", CVS_COLUMN_VALUE, 0};
  const cvs_node *cell = NULL;

  cvs_block *table = cvs_doc_table(&doc, &column, 1);
  table->secondary = true;
  cvs_doc_table_row(&doc, table, &cell);
  cvs_doc_check(&doc, cvs_doc_checks(&doc, "Checks"), CVS_TONE_GOOD, "fine");
  cvs_doc_verdict(&doc, CVS_TONE_GOOD, "SHIP", "it");
  cvs_doc_heading(&doc, "device = mobile");

  assert_null(doc.first_block);
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_stand_in_the_order_they_were_added),
      cmocka_unit_test(a_table_points_at_the_nodes_of_the_tree),
      cmocka_unit_test(a_method_is_explained_once_and_none_is_ignored),
      cmocka_unit_test(after_a_failure_adders_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Rows of CSV have the same columns whatever is null. */
#include "report/row_builder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char *const names[] = {"a", "b", NULL};

static void children_come_in_the_order_of_the_names(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_node *record = cvs_doc_record(&doc, doc.root, "record");
  cvs_doc_count(&doc, record, "b", 2);
  cvs_doc_count(&doc, record, "a", 1);
  cvs_row_builder row = {.doc = &doc};

  cvs_row_add_children(&row, "x_", cvs_row_top(&row, "record"), names);

  assert_int_equal(row.count, 2);
  assert_int_equal(row.part[0].node->value.count, 1);
  assert_int_equal(row.part[1].node->value.count, 2);
  assert_string_equal(row.part[1].prefix, "x_");
  cvs_document_free(&doc);
}

static void what_is_not_there_is_null_under_its_name(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_doc_null(&doc, doc.root, "record", CVS_UNIT_NONE);
  cvs_row_builder row = {.doc = &doc};

  cvs_row_add_children(&row, "", cvs_row_top(&row, "record"), names);
  cvs_row_add_children(&row, "", NULL, names);
  cvs_row_add(&row, "", NULL);
  cvs_row_end(&row);

  assert_int_equal(row.count, 4);
  for (size_t i = 0; i < row.count; i++) {
    assert_int_equal(row.part[i].node->kind, CVS_NODE_NULL);
    assert_string_equal(row.part[i].node->name, names[i % 2]);
  }
  assert_int_equal(doc.first_row->part_count, 4);
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(children_come_in_the_order_of_the_names),
      cmocka_unit_test(what_is_not_there_is_null_under_its_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

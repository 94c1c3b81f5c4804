/* The tree of a document: what is added stands there in order, and what is no number is null. */
#include "support/sample_document.h"

#include <math.h>

static void keeps_the_order_of_members(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  cvs_doc_count(&doc, doc.root, "visitors", 7);
  cvs_doc_text(&doc, doc.root, "name", "green");
  cvs_doc_bool(&doc, doc.root, "significant", true);

  const cvs_node *node = doc.root->value.children.first;
  assert_string_equal(node->name, "visitors");
  assert_int_equal(node->value.count, 7);
  assert_string_equal(node->next->value.text, "green");
  assert_true(node->next->next->value.boolean);
  assert_null(node->next->next->next);
  cvs_document_free(&doc);
}

static void copies_text(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  char name[] = "green";

  const cvs_node *node = cvs_doc_text(&doc, doc.root, "name", name);
  name[0] = 'G';

  assert_string_equal(node->value.text, "green");
  cvs_document_free(&doc);
}

static void a_number_that_is_not_finite_is_null(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  const cvs_node *undefined = cvs_doc_number(&doc, doc.root, "p_value", CVS_UNIT_P, NAN);
  const cvs_node *infinite = cvs_doc_number(&doc, doc.root, "ln_p_value", CVS_UNIT_LN_P, -INFINITY);

  assert_int_equal(undefined->kind, CVS_NODE_NULL);
  assert_int_equal(infinite->kind, CVS_NODE_NULL);
  assert_int_equal(infinite->unit, CVS_UNIT_LN_P);
  cvs_document_free(&doc);
}

static void an_infinite_end_of_an_interval_is_open(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_interval interval = make_interval(0.1, -0.2, INFINITY);

  const cvs_node *node = cvs_doc_interval(&doc, doc.root, "lift", CVS_UNIT_LIFT, &interval);

  assert_true(node->value.interval.has_lower);
  assert_false(node->value.interval.has_upper);
  cvs_document_free(&doc);
}

static void an_interval_that_does_not_exist_has_no_ends(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_interval interval = make_interval(0.1, -0.2, 0.4);
  interval.exists = false;

  const cvs_node *node = cvs_doc_interval(&doc, doc.root, "lift", CVS_UNIT_LIFT, &interval);

  assert_false(node->value.interval.has_estimate);
  assert_false(node->value.interval.has_lower);
  assert_false(node->value.interval.has_upper);
  cvs_document_free(&doc);
}

static void a_reset_empties_everything(void **state) {
  (void)state;
  cvs_document doc = {0};
  build_sample(&doc, "green");

  cvs_document_reset(&doc);

  assert_null(doc.root->value.children.first);
  assert_null(doc.first_block);
  assert_null(doc.first_row);
  assert_false(doc.failed);
  cvs_document_free(&doc);
}

static void after_a_failure_adders_do_no_harm(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  doc.failed = true;

  cvs_node *record = cvs_doc_record(&doc, doc.root, "srm");
  const cvs_node *number = cvs_doc_number(&doc, record, "p_value", CVS_UNIT_P, 0.5);
  cvs_doc_text(&doc, record, "name", "green");
  cvs_doc_row(&doc, NULL, 0);

  assert_non_null(number);
  assert_null(doc.root->value.children.first);
  assert_null(doc.first_row);
  assert_true(doc.failed);
  cvs_document_free(&doc);
}

static void rows_stand_in_order_and_copy_their_parts(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_row_part part = {"control_", doc.root};

  cvs_doc_row(&doc, &part, 1);
  part.prefix = "";
  cvs_doc_row(&doc, &part, 1);

  assert_string_equal(doc.first_row->part[0].prefix, "control_");
  assert_string_equal(doc.first_row->next->part[0].prefix, "");
  assert_null(doc.first_row->next->next);
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_the_order_of_members),
      cmocka_unit_test(copies_text),
      cmocka_unit_test(a_number_that_is_not_finite_is_null),
      cmocka_unit_test(an_infinite_end_of_an_interval_is_open),
      cmocka_unit_test(an_interval_that_does_not_exist_has_no_ends),
      cmocka_unit_test(a_reset_empties_everything),
      cmocka_unit_test(after_a_failure_adders_do_no_harm),
      cmocka_unit_test(rows_stand_in_order_and_copy_their_parts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* CSV: one header, quotes where RFC 4180 asks for them, nothing else touched. */
#include "support/sample_document.h"

static const cvs_report_style style = {0};

/* A document with one row of one record; the record is returned to be filled. */
static cvs_node *begin_row(cvs_document *doc, const char *prefix) {
  cvs_document_reset(doc);
  const cvs_row_part part = {prefix, doc->root};
  cvs_doc_row(doc, &part, 1);
  return doc->root;
}

static void names_columns_by_path_and_leaves_lists_out(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_node *row = begin_row(&doc, "control_");
  const cvs_interval lift = make_interval(0.021, -0.016, 0.059);
  cvs_doc_interval(&doc, row, "lift", CVS_UNIT_LIFT, &lift);
  cvs_node *used = cvs_doc_record(&doc, row, "interval_method");
  cvs_doc_text(&doc, used, "lift", "score");
  cvs_doc_number(&doc, cvs_doc_list(&doc, row, "expected"), NULL, CVS_UNIT_RATE, 0.5);
  cvs_doc_bool(&doc, row, "significant", false);

  const char *text = render_group(&context, "csv", &style, &doc);

  assert_string_equal(text, "control_lift_estimate,control_lift_lower,control_lift_upper,"
                            "control_interval_method_lift,control_significant\n"
                            "0.021,-0.016,0.059,score,false\n");
  free_rendering(&context, &doc);
}

static void a_part_may_be_a_leaf_or_a_record_within_another(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_document_reset(&doc);
  const cvs_node *by = cvs_doc_record(&doc, doc.root, "by");
  cvs_doc_text(&doc, doc.root->value.children.first, "device", "mobile");
  cvs_node *comparison = cvs_doc_record(&doc, cvs_doc_list(&doc, doc.root, "comparisons"), NULL);
  const cvs_node *visitors = cvs_doc_count(&doc, comparison, "visitors", 7);
  cvs_node *margin = cvs_doc_record(&doc, comparison, "margin");
  cvs_doc_number(&doc, margin, "lower", CVS_UNIT_LIFT, -0.02);
  const cvs_row_part parts[] = {{"", by}, {"control_", visitors}, {"", margin}};
  cvs_doc_row(&doc, parts, 3);

  const char *text = render_group(&context, "csv", &style, &doc);

  assert_string_equal(text, "device,control_visitors,margin_lower\nmobile,7,-0.02\n");
  free_rendering(&context, &doc);
}

static void null_is_empty_and_an_interval_keeps_its_three_columns(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_node *row = begin_row(&doc, "");
  const cvs_interval none = {0};
  cvs_interval open = make_interval(0.5, 0.25, 0);
  open.has_upper = false;
  cvs_doc_interval(&doc, row, "lift", CVS_UNIT_LIFT, &none);
  cvs_doc_null(&doc, row, "p_value", CVS_UNIT_P);
  cvs_doc_interval(&doc, row, "difference", CVS_UNIT_DIFFERENCE, &open);

  const char *text = render_group(&context, "csv", &style, &doc);

  assert_string_equal(strchr(text, '\n'), "\n,,,,0.5,0.25,\n");
  free_rendering(&context, &doc);
}

static void text_is_quoted_only_where_it_must_be(void **state) {
  (void)state;
  static const struct {
    const char *name;
    const char *field;
  } cases[] = {
      {"green", "green"}, {"a,b", "\"a,b\""}, {"say \"hi\"", "\"say \"\"hi\"\"\""}, {"two\nlines", "\"two\nlines\""},
      {"=1+1", "=1+1"},   {"-5", "-5"},       {" padded ", "\" padded \""},         {"semi;colon", "semi;colon"},
      {"ירוק", "ירוק"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cvs_document doc = {0};
    cvs_render_context context;
    cvs_doc_text(&doc, begin_row(&doc, ""), "name", cases[i].name);

    const char *text = render_group(&context, "csv", &style, &doc);

    assert_memory_equal(text, "name\n", 5);
    assert_memory_equal(text + 5, cases[i].field, strlen(cases[i].field));
    assert_string_equal(text + 5 + strlen(cases[i].field), "\n");
    free_rendering(&context, &doc);
  }
}

static void the_header_stands_once_before_all_groups(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_doc_count(&doc, begin_row(&doc, ""), "visitors", 1);
  cvs_render_context context = {.style = &style, .command = "test"};
  const cvs_renderer *renderer = cvs_renderer_find("csv");

  renderer->group(&context, &doc);
  context.groups++;
  renderer->group(&context, &doc);

  assert_string_equal(cvs_strbuf_text(&context.scratch), "visitors\n1\n1\n");
  free_rendering(&context, &doc);
}

static void a_by_column_named_like_an_output_column_is_a_usage_error(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_document_reset(&doc);
  cvs_node *by = cvs_doc_record(&doc, doc.root, "by");
  cvs_node *comparison = cvs_doc_record(&doc, doc.root, "comparison");
  const cvs_interval lift = make_interval(0.021, -0.016, 0.059);
  cvs_doc_text(&doc, by, "lift_lower", "mobile");
  cvs_doc_interval(&doc, comparison, "lift", CVS_UNIT_LIFT, &lift);
  const cvs_row_part parts[] = {{"", by}, {"", comparison}};
  cvs_doc_row(&doc, parts, 2);

  render_group(&context, "csv", &style, &doc);

  assert_int_equal(context.failure.status, CVS_EUSAGE);
  assert_string_equal(context.failure.message, "column \"lift_lower\" of --by has the name of a column of the CSV "
                                               "output, rename it or use another format");
  free_rendering(&context, &doc);
}

static void a_by_column_without_a_name_has_an_empty_title(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_node *row = begin_row(&doc, "");
  cvs_doc_text(&doc, row, "country", "BR");
  cvs_doc_text(&doc, row, "", "mobile");

  const char *text = render_group(&context, "csv", &style, &doc);

  assert_string_equal(text, "country,\nBR,mobile\n");
  free_rendering(&context, &doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_columns_by_path_and_leaves_lists_out),
      cmocka_unit_test(a_part_may_be_a_leaf_or_a_record_within_another),
      cmocka_unit_test(null_is_empty_and_an_interval_keeps_its_three_columns),
      cmocka_unit_test(text_is_quoted_only_where_it_must_be),
      cmocka_unit_test(the_header_stands_once_before_all_groups),
      cmocka_unit_test(a_by_column_named_like_an_output_column_is_a_usage_error),
      cmocka_unit_test(a_by_column_without_a_name_has_an_empty_title),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* JSON of documents: what is null, what stands on one line, and that it is JSON at all. */
#include "support/sample_document.h"

static const cvs_report_style style = {0};

static void shows_a_group_indented_with_intervals_on_one_line(void **state) {
  (void)state;
  rendering r;

  const char *text = render_sample(&r, "json", &style, "green");

  const char *want = "\n    {\n"
                     "      \"by\": {},\n"
                     "      \"arms\": [\n"
                     "        {\n"
                     "          \"name\": \"control\",\n"
                     "          \"visitors\": 50000,\n"
                     "          \"conversions\": 5000,\n"
                     "          \"rate\": {\"estimate\": 0.1, \"lower\": 0.0974, \"upper\": 0.1027}\n"
                     "        },\n";
  assert_memory_equal(text, want, strlen(want));
  assert_non_null(strstr(text, "\"p_value\": 0.271,\n          \"ln_p_value\": -1.3056,\n"));
  end_rendering(&r);
}

static void what_does_not_exist_is_null(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_document_reset(&doc);
  cvs_interval open = make_interval(0.021, -0.016, 0);
  open.has_upper = false;
  const cvs_interval none = {0};
  cvs_doc_interval(&doc, doc.root, "lift", CVS_UNIT_LIFT, &open);
  cvs_doc_interval(&doc, doc.root, "odds_ratio", CVS_UNIT_RATIO, &none);
  cvs_doc_null(&doc, doc.root, "srm", CVS_UNIT_NONE);

  const char *text = render_group(&context, "json", &style, &doc);

  assert_string_equal(text, "\n    {\n"
                            "      \"lift\": {\"estimate\": 0.021, \"lower\": -0.016, \"upper\": null},\n"
                            "      \"odds_ratio\": null,\n"
                            "      \"srm\": null\n"
                            "    }");
  free_rendering(&context, &doc);
}

static void short_records_and_lists_of_values_stand_on_one_line(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_document_reset(&doc);
  cvs_node *expected = cvs_doc_list(&doc, doc.root, "expected");
  cvs_doc_number(&doc, expected, NULL, CVS_UNIT_RATE, 0.5);
  cvs_doc_number(&doc, expected, NULL, CVS_UNIT_RATE, 0.5);
  cvs_node *gates = cvs_doc_record(&doc, doc.root, "gates");
  cvs_doc_bool(&doc, gates, "srm", false);
  cvs_doc_null(&doc, gates, "harm", CVS_UNIT_NONE);

  const char *text = render_group(&context, "json", &style, &doc);

  assert_string_equal(text, "\n    {\n"
                            "      \"expected\": [0.5, 0.5],\n"
                            "      \"gates\": {\"srm\": false, \"harm\": null}\n"
                            "    }");
  free_rendering(&context, &doc);
}

static void groups_are_parted_by_commas(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_render_context context = {.style = &style, .command = "test"};
  const cvs_renderer *renderer = cvs_renderer_find("json");

  renderer->group(&context, &doc);
  context.groups++;
  renderer->group(&context, &doc);

  assert_string_equal(cvs_strbuf_text(&context.scratch), "\n    {},\n    {}");
  free_rendering(&context, &doc);
}

static void a_warning_names_its_group_or_none(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_node *by = cvs_doc_record(&doc, doc.root, "by");
  cvs_doc_text(&doc, by, "device", "mobile");
  const cvs_warning of_group = {"srm-mismatch", "the split is broken", "srm", by, 0};
  const cvs_warning of_input = {"rows-skipped", "3 rows", "", NULL, SIZE_MAX};
  cvs_render_context context = {.style = &style, .command = "test"};
  const cvs_renderer *renderer = cvs_renderer_find("json");

  renderer->warning(&context, &of_group);
  context.warning_count++;
  renderer->warning(&context, &of_input);

  assert_string_equal(cvs_strbuf_text(&context.scratch), "\n    {\n"
                                                         "      \"code\": \"srm-mismatch\",\n"
                                                         "      \"message\": \"the split is broken\",\n"
                                                         "      \"group\": {\"device\": \"mobile\"},\n"
                                                         "      \"field\": \"srm\"\n"
                                                         "    },\n"
                                                         "    {\n"
                                                         "      \"code\": \"rows-skipped\",\n"
                                                         "      \"message\": \"3 rows\",\n"
                                                         "      \"group\": null,\n"
                                                         "      \"field\": \"\"\n"
                                                         "    }");
  free_rendering(&context, &doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shows_a_group_indented_with_intervals_on_one_line),
      cmocka_unit_test(what_does_not_exist_is_null),
      cmocka_unit_test(short_records_and_lists_of_values_stand_on_one_line),
      cmocka_unit_test(groups_are_parted_by_commas),
      cmocka_unit_test(a_warning_names_its_group_or_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

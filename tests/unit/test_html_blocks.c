/* The blocks of a document in a page. */
#include "report/html_blocks.h"

#include "support/sample_document.h"

static const char *add_all(cvs_strbuf *out, cvs_render_context *context, const cvs_document *doc, bool quiet) {
  static const cvs_report_style loud = {0}, silent = {.quiet = true};
  *context = (cvs_render_context){.style = quiet ? &silent : &loud, .command = "test"};
  cvs_strbuf_clear(out);
  cvs_html_add_blocks(out, context, doc, CVS_HTML_ALL, 2);
  assert_false(out->failed);
  return cvs_strbuf_text(out);
}

static void blocks_stand_in_the_order_in_which_they_are_read(void **state) {
  (void)state;
  static const char *const order[] = {
      "class=\"verdict plain\"", "<h2>Checks</h2>",     "Table 1: visitors", "<svg",
      "Table 2: lift",           "<dt>What to do</dt>", "<dt>Caution</dt>",  "<dt>Method</dt>"};
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_strbuf out = {0};
  build_sample(&doc, "green");

  const char *text = add_all(&out, &context, &doc, false);

  for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
    text = strstr(text, order[i]);
    assert_non_null(text);
  }
  cvs_strbuf_free(&out);
  free_rendering(&context, &doc);
}

static void paragraphs_in_a_row_are_one_list(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  cvs_doc_paragraph(&doc, "Input", "a.csv");
  cvs_doc_paragraph(&doc, "", "3 users");

  const char *text = add_all(&out, &context, &doc, false);

  assert_string_equal(text, "<dl class=\"part\">\n<dt>Input</dt><dd>a.csv</dd>\n<dd>3 users</dd>\n</dl>\n");
  cvs_strbuf_free(&out);
  free_rendering(&context, &doc);
}

static void a_block_for_text_gives_way_to_the_one_for_pages(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  cvs_doc_paragraph(&doc, "Terminal", "bars")->medium = CVS_MEDIUM_TEXT;
  cvs_doc_paragraph(&doc, "Page", "figures")->medium = CVS_MEDIUM_PAGE;

  const char *text = add_all(&out, &context, &doc, false);

  assert_string_equal(text, "<dl class=\"part\">\n<dt>Page</dt><dd>figures</dd>\n</dl>\n");
  cvs_strbuf_free(&out);
  free_rendering(&context, &doc);
}

/* The page has the methods: to send its reader to an option of the program would be of no use. */
static void the_hint_at_explain_is_left_out(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  cvs_doc_paragraph(&doc, "Method", "score test" CVS_EXPLAIN_MORE);

  const char *text = add_all(&out, &context, &doc, false);

  assert_non_null(strstr(text, "<dd>score test</dd>"));
  cvs_strbuf_free(&out);
  free_rendering(&context, &doc);
}

static void a_method_is_explained_once_however_often_it_is_named(void **state) {
  (void)state;
  const cvs_method wilson = {.title = "Wilson", .formula = "a < b", .citation = "Wilson (1927)"};
  const cvs_method score = {.title = "score", .formula = "z", .citation = "Pearson (1900)"};
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_strbuf out = {0};
  cvs_document_reset(&doc);
  cvs_doc_explain(&doc, cvs_doc_paragraph(&doc, "A", "a"), &wilson);
  cvs_block *both = cvs_doc_paragraph(&doc, "B", "b");
  cvs_doc_explain(&doc, both, &wilson);
  cvs_doc_explain(&doc, both, &score);

  const char *text = add_all(&out, &context, &doc, false);

  assert_non_null(
      strstr(text, "<dd>b<p class=\"how\">Computed by <a href=\"#m1\">Wilson</a>; <a href=\"#m2\">score</a></p>"));
  cvs_strbuf_clear(&out);
  cvs_html_add_methods(&out, &context.page);
  assert_non_null(strstr(cvs_strbuf_text(&out), "<dt id=\"m1\">Wilson</dt><dd>a &lt; b</dd>"
                                                "<dd class=\"source\">Wilson (1927).</dd>\n<dt id=\"m2\">score</dt>"));
  cvs_strbuf_free(&out);
  free_rendering(&context, &doc);
}

static void all_methods_of_the_registry_find_room(void **state) {
  (void)state;
  size_t count = 0;

  (void)cvs_methods(&count);

  assert_true(count <= CVS_PAGE_METHODS);
}

static void quiet_leaves_secondary_blocks_out(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_strbuf out = {0};
  build_sample(&doc, "green");

  const char *text = add_all(&out, &context, &doc, true);

  assert_null(strstr(text, "Checks"));
  assert_non_null(strstr(text, "INCONCLUSIVE"));
  cvs_strbuf_free(&out);
  free_rendering(&context, &doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_stand_in_the_order_in_which_they_are_read),
      cmocka_unit_test(paragraphs_in_a_row_are_one_list),
      cmocka_unit_test(a_block_for_text_gives_way_to_the_one_for_pages),
      cmocka_unit_test(the_hint_at_explain_is_left_out),
      cmocka_unit_test(a_method_is_explained_once_however_often_it_is_named),
      cmocka_unit_test(all_methods_of_the_registry_find_room),
      cmocka_unit_test(quiet_leaves_secondary_blocks_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

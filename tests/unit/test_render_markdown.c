/* Markdown: GitHub's tables, and names that cannot turn into markup. */
#include "support/sample_document.h"

static void shows_tables_without_pictures(void **state) {
  (void)state;
  const cvs_report_style style = {.unicode = true};
  rendering r;

  const char *text = render_sample(&r, "markdown", &style, "green");

  assert_string_equal(
      text,
      "**INCONCLUSIVE** green may be anywhere from 1.6% worse to 5.9% better than control.\n"
      "\n"
      "**Checks**\n"
      "\n"
      "- ok: split as assumed: 50,000 and 50,000 (p = 1)\n"
      "- ok: counts large enough for the score test\n"
      "\n"
      "|  | visitors | conversions | rate | 95% interval |\n"
      "| --- | ---: | ---: | ---: | --- |\n"
      "| control | 50,000 | 5,000 | 10.00% | [9.74%, 10.27%] |\n"
      "| green | 50,000 | 5,105 | 10.21% | [9.95%, 10.48%] |\n"
      "\n"
      "|  | lift | 95% interval | p |\n"
      "| --- | ---: | --- | ---: |\n"
      "| green | +2.1% | [-1.6%, +5.9%] | 0.271 |\n"
      "|  | +0.21 pp | [-0.16, +0.58] pp |  |\n"
      "\n"
      "**What to do** At this size a lift of 5.4% is found 8 times in 10. If 5% matters, a new test needs 57,800 "
      "visitors an arm (convstat plan); keep control until then.\n"
      "\n"
      "**Caution** This p-value counts for one look. Do not extend the test until it wins: to look as you go, use "
      "convstat monitor.\n"
      "\n"
      "**Method** score test (Pearson chi-square), score intervals; --explain for more\n");
  end_rendering(&r);
}

static void markup_in_a_name_is_escaped(void **state) {
  (void)state;
  const cvs_report_style style = {0};
  rendering r;

  const char *text = render_sample(&r, "markdown", &style, "a|b_c*<i>[x](y)`\n");

  assert_non_null(strstr(text, "\n| a\\|b\\_c\\*\\<i\\>\\[x\\](y)\\`\\\\x0A | 50,000 | 5,105 |"));
  end_rendering(&r);
}

static void quiet_leaves_secondary_blocks_out(void **state) {
  (void)state;
  const cvs_report_style style = {.quiet = true};
  rendering r;

  const char *text = render_sample(&r, "markdown", &style, "green");

  assert_null(strstr(text, "Checks"));
  end_rendering(&r);
}

static void explain_lists_methods_under_their_block(void **state) {
  (void)state;
  const cvs_report_style style = {.explain = true};
  const cvs_method wilson = {.title = "Wilson score", .formula = "a * b", .citation = "Wilson (1927), JASA 22"};
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_document_reset(&doc);
  cvs_doc_heading(&doc, "device = mobile");
  cvs_doc_explain(&doc, cvs_doc_paragraph(&doc, "Method", "Wilson"), &wilson);

  const char *text = render_group(&context, "markdown", &style, &doc);

  assert_string_equal(text, "## device = mobile\n"
                            "\n"
                            "**Method** Wilson\n"
                            "\n"
                            "- *Wilson score*: a \\* b. Wilson (1927), JASA 22.\n");
  free_rendering(&context, &doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shows_tables_without_pictures),
      cmocka_unit_test(markup_in_a_name_is_escaped),
      cmocka_unit_test(quiet_leaves_secondary_blocks_out),
      cmocka_unit_test(explain_lists_methods_under_their_block),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

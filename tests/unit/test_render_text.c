/* Text: the manual's example screen, and what quiet, colour, ASCII and --explain change. */
#include "support/sample_document.h"

static const char SCREEN[] = "INCONCLUSIVE  green may be anywhere from 1.6% worse to 5.9% better than control.\n"
                             "\n"
                             "Checks      ok  split as assumed: 50,000 and 50,000 (p = 1)\n"
                             "            ok  counts large enough for the score test\n"
                             "\n"
                             "          visitors   conversions     rate   95% interval\n"
                             "control     50,000         5,000   10.00%   [9.74%, 10.27%]\n"
                             "green       50,000         5,105   10.21%   [9.95%, 10.48%]\n"
                             "\n"
                             "            lift   95% interval            p   -2%     0      +2%     +4%    +6%\n"
                             "green      +2.1%   [-1.6%, +5.9%]      0.271     ├─────┼───────●───────────────┤\n"
                             "        +0.21 pp   [-0.16, +0.58] pp\n"
                             "\n"
                             "What to do  At this size a lift of 5.4% is found 8 times in 10. If 5% matters, a\n"
                             "            new test needs 57,800 visitors an arm (convstat plan); keep control\n"
                             "            until then.\n"
                             "Caution     This p-value counts for one look. Do not extend the test until it\n"
                             "            wins: to look as you go, use convstat monitor.\n"
                             "Method      score test (Pearson chi-square), score intervals; --explain for more\n";

static void shows_the_screen_of_the_manual(void **state) {
  (void)state;
  const cvs_report_style style = {.unicode = true};
  rendering r;

  const char *text = render_sample(&r, "text", &style, "green");

  assert_string_equal(text, SCREEN);
  end_rendering(&r);
}

static void ascii_pictures_need_no_unicode(void **state) {
  (void)state;
  const cvs_report_style style = {0};
  rendering r;

  const char *text = render_sample(&r, "text", &style, "green");

  assert_non_null(strstr(text, "0.271     |-----+-------o---------------|\n"));
  for (const char *at = text; *at; at++)
    assert_true((unsigned char)*at < 0x80);
  end_rendering(&r);
}

static void quiet_leaves_secondary_blocks_out(void **state) {
  (void)state;
  const cvs_report_style style = {.quiet = true};
  rendering r;

  const char *text = render_sample(&r, "text", &style, "green");

  assert_null(strstr(text, "Checks"));
  assert_non_null(strstr(text, "than control.\n\n          visitors"));
  end_rendering(&r);
}

static void colour_adds_to_the_words_and_changes_none(void **state) {
  (void)state;
  const cvs_report_style style = {.unicode = true, .color = true};
  rendering r;

  const char *text = render_sample(&r, "text", &style, "green");

  char plain[sizeof SCREEN] = "";
  size_t length = 0;
  for (const char *at = text; *at; at++) {
    if (*at == '\033') /* as far as the 'm' that ends it */
      at += strcspn(at, "m");
    else if (length + 1 < sizeof plain)
      plain[length++] = *at;
  }
  assert_string_equal(plain, SCREEN);
  assert_non_null(strstr(text, "\033[1;32mok\033[0m  split"));
  assert_non_null(strstr(text, "\033[1mINCONCLUSIVE\033[0m  green"));
  end_rendering(&r);
}

static void a_narrow_screen_is_never_exceeded(void **state) {
  (void)state;
  for (size_t columns = 60; columns <= 120; columns += 5) {
    const cvs_report_style style = {.columns = columns};
    rendering r;

    const char *text = render_sample(
        &r, "text", &style, "a-name-that-is-much-longer-than-anything-a-table-has-room-for-but-still-has-to-be-shown");

    for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
      assert_true(strcspn(line, "\n") <= columns);
    end_rendering(&r);
  }
}

static void groups_are_told_apart_by_a_heading(void **state) {
  (void)state;
  const cvs_report_style style = {.unicode = true, .columns = 40};
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_doc_heading(&doc, "device = mobile");
  cvs_doc_verdict(&doc, CVS_TONE_GOOD, "SHIP", "green is better.");
  cvs_render_context context = {.style = &style, .command = "test", .last_block = -1};
  const cvs_renderer *renderer = cvs_renderer_find("text");

  renderer->group(&context, &doc);
  context.groups++;
  renderer->group(&context, &doc);

  const char *group = "── device = mobile ─────────────────────\n"
                      "SHIP        green is better.\n";
  const char *text = cvs_strbuf_text(&context.scratch);
  assert_memory_equal(text, group, strlen(group));
  assert_int_equal(text[strlen(group)], '\n');
  assert_string_equal(text + strlen(group) + 1, group);
  free_rendering(&context, &doc);
}

static void explain_names_formula_and_source_under_the_table(void **state) {
  (void)state;
  const cvs_report_style style = {.unicode = true, .explain = true};
  const cvs_method wilson = {
      .title = "Wilson score", .formula = "centre +- half", .citation = "Wilson (1927), JASA 22"};
  const cvs_column column = {"rate", CVS_COLUMN_VALUE, 0};
  const cvs_interval rate = make_interval(0.1, 0.0974, 0.1027);
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_document_reset(&doc);
  cvs_block *table = cvs_doc_table(&doc, &column, 1);
  const cvs_node *cell = cvs_doc_interval(&doc, doc.root, "rate", CVS_UNIT_RATE, &rate);
  cvs_doc_table_row(&doc, table, &cell);
  cvs_doc_explain(&doc, table, &wilson);

  const char *text = render_group(&context, "text", &style, &doc);

  assert_string_equal(text, "  rate\n"
                            "10.00%\n"
                            "  Wilson score — centre +- half. Wilson (1927), JASA 22.\n");
  free_rendering(&context, &doc);
}

static void the_marks_of_checks_line_up(void **state) {
  (void)state;
  const cvs_report_style style = {0};
  cvs_document doc = {0};
  cvs_render_context context;
  cvs_document_reset(&doc);
  cvs_block *checks = cvs_doc_checks(&doc, "Checks");
  cvs_doc_check(&doc, checks, CVS_TONE_BAD, "the split is broken");
  cvs_doc_check(&doc, checks, CVS_TONE_WARN, "counts are small");
  cvs_doc_check(&doc, checks, CVS_TONE_GOOD, "rows");

  const char *text = render_group(&context, "text", &style, &doc);

  assert_string_equal(text, "Checks      FAIL  the split is broken\n"
                            "            note  counts are small\n"
                            "            ok    rows\n");
  free_rendering(&context, &doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shows_the_screen_of_the_manual),
      cmocka_unit_test(ascii_pictures_need_no_unicode),
      cmocka_unit_test(quiet_leaves_secondary_blocks_out),
      cmocka_unit_test(colour_adds_to_the_words_and_changes_none),
      cmocka_unit_test(a_narrow_screen_is_never_exceeded),
      cmocka_unit_test(groups_are_told_apart_by_a_heading),
      cmocka_unit_test(explain_names_formula_and_source_under_the_table),
      cmocka_unit_test(the_marks_of_checks_line_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

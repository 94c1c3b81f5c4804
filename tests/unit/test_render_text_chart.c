/* The chart of looks: an axis of round steps, intervals that narrow, bounds, and the stop. */
#include "report/render_text_chart.h"

#include "base/utf8.h"
#include "support/sample_document.h"
#include <string.h>

enum { LINES_MAX = 20 };

/* A rendered chart, line by line. */
typedef struct chart_text {
  cvs_document doc;
  cvs_block *chart;
  cvs_strbuf out;
  char *line[LINES_MAX];
  size_t lines;
} chart_text;

static void begin(chart_text *text) {
  memset(text, 0, sizeof *text);
  cvs_document_reset(&text->doc);
  text->chart = cvs_doc_chart(&text->doc, "Lift");
}

static void add_interval(chart_text *text, double estimate, double lower, double upper, const char *mark) {
  const cvs_interval interval = make_interval(estimate, lower, upper);
  const cvs_chart_point point = {.label = "2024-06-03",
                                 .value =
                                     cvs_doc_interval(&text->doc, text->doc.root, "lift", CVS_UNIT_LIFT, &interval),
                                 .mark = mark};
  cvs_doc_chart_point(&text->doc, text->chart, &point);
}

static void render(chart_text *text, size_t columns, bool unicode) {
  const cvs_report_style style = {.columns = columns, .unicode = unicode};
  const cvs_text_page page = cvs_text_page_of(&style);
  cvs_text_add_chart(&text->out, &page, text->chart);
  assert_false(text->out.failed);
  for (char *line = text->out.text ? strtok(text->out.text, "\n") : NULL; line; line = strtok(NULL, "\n")) {
    assert_true(text->lines < LINES_MAX);
    assert_true(cvs_utf8_width(line) <= columns);
    text->line[text->lines++] = line;
  }
}

static void end(chart_text *text) {
  cvs_strbuf_free(&text->out);
  cvs_document_free(&text->doc);
}

static void an_interval_that_narrows_stands_over_the_line_of_no_effect(void **state) {
  (void)state;
  chart_text text;
  begin(&text);
  add_interval(&text, 0.00, -0.40, 0.40, NULL);
  add_interval(&text, 0.05, -0.20, 0.30, NULL);
  add_interval(&text, 0.10, -0.05, 0.25, NULL);
  add_interval(&text, 0.12, 0.02, 0.22, "stop: win");

  render(&text, 80, false);

  /* The later two make the axis: -5 % to +25 % in steps of 5 %. The first is cut at both ends; the last one ends above
   * the line, although 2 % is nearer to 0 than to 5 %. */
  static const char *const lines[] = {"Lift",
                                      "     |    ^       ^       |",
                                      "+20% |    |       |       |       |",
                                      "     |    |       |       |       |",
                                      "+10% |    |       |       o       o",
                                      "     |    |       o       |       |",
                                      "   0 +----o-------+-------+-----------",
                                      "     |    v       v       |",
                                      "      2024-06-03            2024-06-03",
                                      "                                  ^ stop: win"};
  assert_int_equal(text.lines, sizeof lines / sizeof lines[0]);
  for (size_t i = 0; i < text.lines; i++)
    assert_string_equal(text.line[i], lines[i]);
  end(&text);
}

static void bounds_and_dots_are_drawn_at_their_rows(void **state) {
  (void)state;
  chart_text text;
  begin(&text);
  cvs_node *root = text.doc.root;
  for (int i = 0; i < 2; i++) {
    const cvs_chart_point point = {.label = "d",
                                   .value = cvs_doc_number(&text.doc, root, "z", CVS_UNIT_STATISTIC, 1),
                                   .bound = {cvs_doc_number(&text.doc, root, "u", CVS_UNIT_STATISTIC, 3),
                                             cvs_doc_number(&text.doc, root, "l", CVS_UNIT_STATISTIC, -3),
                                             cvs_doc_number(&text.doc, root, "f", CVS_UNIT_STATISTIC, -1)}};
    cvs_doc_chart_point(&text.doc, text.chart, &point);
  }

  render(&text, 40, false);

  /* Steps of a half: the title, thirteen rows, the times. */
  assert_int_equal(text.lines, 1 + 13 + 1);
  assert_string_equal(text.line[1], " 3.0 |    =       =");
  assert_string_equal(text.line[5], " 1.0 |    o       o");
  assert_string_equal(text.line[7], "   0 +----------------");
  assert_string_equal(text.line[9], "-1.0 |    ~       ~");
  assert_string_equal(text.line[13], "-3.0 |    =       =");
  end(&text);
}

static void a_thousand_looks_are_thinned_out_but_the_stop_is_shown(void **state) {
  (void)state;
  chart_text text;
  begin(&text);
  for (int i = 0; i < 1000; i++)
    add_interval(&text, 0, -1.0 / (1 + i), 1.0 / (1 + i), i == 700 ? "stop: futility" : NULL);

  render(&text, 80, true);

  assert_true(text.lines <= 16);
  assert_non_null(strstr(text.line[text.lines - 1], "▲ stop: futility"));
  end(&text);
}

static void an_open_end_is_an_arrow_beyond_the_estimate(void **state) {
  (void)state;
  chart_text text;
  begin(&text);
  cvs_interval interval = make_interval(0.2, 0.1, 0);
  interval.has_upper = false;
  const cvs_chart_point point = {.label = "d",
                                 .value = cvs_doc_interval(&text.doc, text.doc.root, "lift", CVS_UNIT_LIFT, &interval)};
  cvs_doc_chart_point(&text.doc, text.chart, &point);

  render(&text, 40, false);

  /* As far above the estimate of 20 % as the other end is below it. */
  assert_string_equal(text.line[1], "+30% |    ^");
  assert_string_equal(text.line[3], "+20% |    o");
  assert_string_equal(text.line[5], "+10% |    |");
  assert_string_equal(text.line[6], "     |");
  end(&text);
}

static void what_cannot_be_drawn_leaves_no_chart(void **state) {
  (void)state;
  chart_text text;
  begin(&text);
  add_interval(&text, 0, 0, 0, NULL);

  render(&text, 80, true);

  assert_int_equal(text.lines, 0);
  end(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_interval_that_narrows_stands_over_the_line_of_no_effect),
      cmocka_unit_test(bounds_and_dots_are_drawn_at_their_rows),
      cmocka_unit_test(a_thousand_looks_are_thinned_out_but_the_stop_is_shown),
      cmocka_unit_test(an_open_end_is_an_arrow_beyond_the_estimate),
      cmocka_unit_test(what_cannot_be_drawn_leaves_no_chart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

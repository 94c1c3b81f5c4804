/* Pictures as SVG: the element around a drawing, names from right to left, what a file begins with. */
#include "report/svg.h"

#include "support/assert_close.h"
#include "support/picture_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_picture lifts = {.kind = CVS_PICTURE_ROWS,
                                  .id = "lift",
                                  .title = "Lift",
                                  .description = "Lifts, a row a treatment.",
                                  .x = {.title = "lift", .unit = CVS_UNIT_LIFT, .has_origin = true}};

static void add_row(drawn *it, const char *label, cvs_interval lift) {
  cvs_picture_series *series = cvs_doc_series(&it->doc, it->picture, CVS_SERIES_INTERVALS, NULL);
  const cvs_picture_point point = {.label = label, .drawn = lift};
  cvs_doc_point(&it->doc, series, &point);
}

static void a_picture_in_a_page_has_a_name_a_description_and_no_size(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &lifts);
  add_row(&it, "green", interval_of(0.02, -0.01, 0.05));

  const char *svg = drawn_svg(&it);

  assert_memory_equal(svg, "<svg class=\"cvs-picture\" viewBox=\"0 0 640 ", 41);
  assert_non_null(strstr(svg, "role=\"img\" aria-labelledby=\"p1-t p1-d\"><title id=\"p1-t\">Lift</title>"
                              "<desc id=\"p1-d\">Lifts, a row a treatment. green +2.0% [-1.0%, +5.0%].</desc>"));
  assert_null(strstr(svg, " width=\"640\""));
  drawn_end(&it);
}

static void a_part_of_a_file_has_its_place_and_size(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &lifts);
  add_row(&it, "green", interval_of(0.02, -0.01, 0.05));
  const cvs_svg_style style = {.id = "p1", .width = 500, .placed = true, .top = 70};

  const cvs_svg_size size = cvs_svg_add_picture(&it.svg, it.picture, &style);

  assert_non_null(strstr(cvs_strbuf_text(&it.svg), " y=\"70\" width=\"500\" height=\""));
  assert_close(size.width, 500, 0);
  assert_true(size.height > 60);
  drawn_end(&it);
}

static void a_picture_without_figures_is_not_drawn(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &lifts);
  add_row(&it, "green", (cvs_interval){0});

  const char *svg = drawn_svg(&it);

  assert_string_equal(svg, "");
  drawn_end(&it);
}

static void a_name_from_right_to_left_keeps_its_place_and_its_order(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &lifts);
  add_row(&it, "\u05db\u05e4\u05ea\u05d5\u05e8 (v2)", interval_of(0.02, -0.01, 0.05));

  const char *svg = drawn_svg(&it);

  /* right aligned: from right to left that is the start */
  assert_non_null(
      strstr(svg, " direction=\"rtl\" unicode-bidi=\"isolate\">\u05db\u05e4\u05ea\u05d5\u05e8 (v2)</text>"));
  assert_null(strstr(svg, " e\" x="));
  assert_null(strstr(svg, "class=\"e\" x=\"10"));
  drawn_end(&it);
}

static void a_long_hostile_name_is_cut_escaped_and_whole_in_its_title(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &lifts);
  add_row(&it, "</text><script>alert('a name without any end')</script>\u202E", interval_of(0.02, -0.01, 0.05));

  const char *svg = drawn_svg(&it);

  assert_null(strstr(svg, "<script"));
  assert_null(strstr(svg, "\u202E"));
  assert_non_null(strstr(svg, "<title>&lt;/text&gt;&lt;script&gt;alert(&#39;a name without any end&#39;)"
                              "&lt;/script&gt;\\u{202E}</title>&lt;/text&gt;"));
  assert_non_null(strstr(svg, "\u2026"));
  drawn_end(&it);
}

static void two_rows_are_a_small_picture(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &lifts);
  add_row(&it, "green", interval_of(0.02, -0.01, 0.05));
  add_row(&it, "blue", interval_of(-0.02, -0.05, 0.01));

  (void)drawn_svg(&it);
  const cvs_svg_size size = {640, 100};
  cvs_svg_begin_file(&it.svg, &size);

  assert_true(it.svg.length < 6 * 1024);
  drawn_end(&it);
}

static void a_file_begins_with_its_size_and_its_paper(void **state) {
  (void)state;
  cvs_strbuf out = {0};
  const cvs_svg_size size = {640, 123.45};

  cvs_svg_begin_file(&out, &size);

  assert_memory_equal(cvs_strbuf_text(&out),
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"123.5\" "
                      "viewBox=\"0 0 640 123.5\"><style>",
                      95);
  assert_non_null(strstr(cvs_strbuf_text(&out), "<rect class=\"p\" width=\"100%\" height=\"100%\"/>"));
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_picture_in_a_page_has_a_name_a_description_and_no_size),
      cmocka_unit_test(a_part_of_a_file_has_its_place_and_size),
      cmocka_unit_test(a_picture_without_figures_is_not_drawn),
      cmocka_unit_test(a_name_from_right_to_left_keeps_its_place_and_its_order),
      cmocka_unit_test(a_long_hostile_name_is_cut_escaped_and_whole_in_its_title),
      cmocka_unit_test(two_rows_are_a_small_picture),
      cmocka_unit_test(a_file_begins_with_its_size_and_its_paper),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

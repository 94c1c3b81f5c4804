/* Rows with intervals: figures beside them, open ends, names that take their part and no more. */
#include "report/svg_draw.h"

#include "support/picture_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_picture rates = {.kind = CVS_PICTURE_ROWS,
                                  .id = "rates",
                                  .title = "Rates",
                                  .description = "Rates.",
                                  .x = {.title = "rate", .unit = CVS_UNIT_RATE}};

static void add_row(drawn *it, const char *label, cvs_interval rate) {
  cvs_picture_series *series = cvs_doc_series(&it->doc, it->picture, CVS_SERIES_INTERVALS, NULL);
  const cvs_picture_point point = {.label = label, .drawn = rate};
  cvs_doc_point(&it->doc, series, &point);
}

static void a_row_says_its_figures_with_the_decimals_that_all_rows_share(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &rates);
  add_row(&it, "control", interval_of(0.1, 0.0974, 0.1027));
  add_row(&it, "green", interval_of(0.1021, 0.0995, 0.1048));

  const char *svg = drawn_svg(&it);

  assert_non_null(strstr(svg, ">10.00% [9.74%, 10.27%]</text>"));
  assert_non_null(strstr(svg, ">10.21% [9.95%, 10.48%]</text>"));
  drawn_end(&it);
}

static void arms_differ_in_marker_and_colour(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &rates);
  add_row(&it, "control", interval_of(0.1, 0.0974, 0.1027));
  add_row(&it, "green", interval_of(0.1021, 0.0995, 0.1048));

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, "<g class=\"s1\">"), 1);
  assert_int_equal(drawn_count(&it, "<g class=\"s2\">"), 1);
  assert_int_equal(drawn_count(&it, "a4 4 0 1 0 8 0"), 1); /* circle */
  assert_int_equal(drawn_count(&it, "h7.4v7.4h-7.4"), 1);  /* square */
  drawn_end(&it);
}

/* Each row once had a group and two paths of its own: a third of the picture. */
static void rows_of_one_colour_share_their_paths(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &rates);
  cvs_picture_series *series = cvs_doc_series(&it.doc, it.picture, CVS_SERIES_INTERVALS, "");
  for (size_t i = 0; i < 3; i++)
    cvs_doc_point(&it.doc, series, &(cvs_picture_point){.label = "a", .drawn = interval_of(0.1, 0.09, 0.11)});

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, "<g class=\"s1\">"), 1);
  assert_int_equal(drawn_count(&it, "<path class=\"l\""), 1);
  assert_int_equal(drawn_count(&it, "a4 4 0 1 0 8 0"), 3);
  drawn_end(&it);
}

static void a_row_without_an_estimate_says_so(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &rates);
  add_row(&it, "control", interval_of(0.1, 0.0974, 0.1027));
  add_row(&it, "empty", (cvs_interval){0});

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, ">no estimate</text>"), 1);
  assert_int_equal(drawn_count(&it, "<g class=\"s2\">"), 0);
  drawn_end(&it);
}

/* A cap is an upright stroke of 10, an arrow two slanting ones: back by 5, and down by 5 twice. */
static void an_open_end_is_an_arrow(void **state) {
  (void)state;
  drawn it;
  cvs_interval open = interval_of(0.1, 0.09, 0);
  open.has_upper = false;
  drawn_begin(&it, &rates);
  add_row(&it, "control", open);

  const char *path = strstr(drawn_svg(&it), "<path class=\"l\"");

  assert_non_null(path);
  const char *end = strstr(path, "\"/>");
  const char *cap = strchr(path, 'V'), *arrow = strstr(path, "l5 5-5 5\"");
  assert_true(cap != NULL && cap < end);
  assert_true(arrow != NULL && arrow + strlen("l5 5-5 5") == end);
  assert_non_null(strstr(it.svg.text, ">10.0% [9.0%, no limit)</text>"));
  drawn_end(&it);
}

static void in_a_narrow_picture_words_stand_above_the_whiskers(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &rates);
  add_row(&it, "a variant with a name", interval_of(0.1, 0.0974, 0.1027));
  const cvs_svg_style wide = {.id = "p1", .width = 640}, narrow = {.id = "p1", .width = 340};

  const cvs_svg_size beside = cvs_svg_add_picture(&it.svg, it.picture, &wide);
  const cvs_svg_size above = cvs_svg_add_picture(&it.svg, it.picture, &narrow);

  assert_true(above.height > beside.height);
  assert_int_equal(drawn_count(&it, ">a variant with a name</text>"), 2);
  drawn_end(&it);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_says_its_figures_with_the_decimals_that_all_rows_share),
      cmocka_unit_test(arms_differ_in_marker_and_colour),
      cmocka_unit_test(rows_of_one_colour_share_their_paths),
      cmocka_unit_test(a_row_without_an_estimate_says_so),
      cmocka_unit_test(an_open_end_is_an_arrow),
      cmocka_unit_test(in_a_narrow_picture_words_stand_above_the_whiskers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

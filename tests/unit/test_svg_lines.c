/* Pictures of lines: markers where there is room, bands where there is not, bounds, marks, shades. */
#include "report/svg_lines.h"

#include "support/picture_fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_picture looks = {.kind = CVS_PICTURE_LINES,
                                  .id = "looks",
                                  .title = "Looks",
                                  .description = "Looks.",
                                  .x = {.title = "day", .dates = true},
                                  .y = {.title = "lift", .unit = CVS_UNIT_LIFT, .has_origin = true}};

/* Days from 2024-06-03; intervals of the same width around 5 %. */
static cvs_picture_series *add_days(drawn *it, cvs_series_kind kind, const char *name, size_t days) {
  cvs_picture_series *series = cvs_doc_series(&it->doc, it->picture, kind, name);
  for (size_t i = 0; i < days; i++) {
    const cvs_picture_point point = {.x = 19877 + (double)i, .drawn = interval_of(0.05, 0.01, 0.09)};
    cvs_doc_point(&it->doc, series, &point);
  }
  return series;
}

static const char marker_of_the_first_series[] = "a4 4 0 1 0 8 0";
static const char whiskers[] = "<path class=\"l\"", band[] = "<path class=\"b\"";

static void a_few_intervals_have_a_marker_and_a_whisker_each(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  add_days(&it, CVS_SERIES_INTERVALS, NULL, 7);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, marker_of_the_first_series), 7);
  assert_int_equal(drawn_count(&it, whiskers), 1);
  assert_int_equal(drawn_count(&it, band), 0);
  drawn_end(&it);
}

static void many_intervals_are_a_band_and_a_line(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  add_days(&it, CVS_SERIES_INTERVALS, NULL, 90);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, marker_of_the_first_series), 0);
  assert_int_equal(drawn_count(&it, band), 1);
  assert_int_equal(drawn_count(&it, whiskers), 1); /* the line of the estimates */
  drawn_end(&it);
}

/* A band of constant width: each point is written from the one before, so that 39 steps to the right, one down and 39
 * to the left come back to where it began. */
static void a_band_goes_forth_along_the_upper_ends_and_back_along_the_lower(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  add_days(&it, CVS_SERIES_INTERVALS, NULL, 40);

  const char *path = strstr(drawn_svg(&it), band);
  const char *steps = path != NULL ? strchr(strstr(path, " d=\""), 'l') : NULL;

  assert_non_null(steps);
  double x = 0, y = 0, farthest = 0;
  size_t count = 0;
  for (char *at = (char *)(uintptr_t)(steps + 1); *at != 'z'; count++) {
    x += strtod(at, &at);
    y += strtod(at, &at);
    farthest = x > farthest ? x : farthest;
  }
  assert_int_equal(count, 2 * 40 - 1);
  assert_true(farthest > 400);
  assert_true(x < 0.05 && x > -0.05);
  assert_true(y > 100); /* y grows downwards */
  drawn_end(&it);
}

static void a_day_without_a_figure_lifts_the_pen(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  cvs_picture_series *series = add_days(&it, CVS_SERIES_LINE, NULL, 5);
  series->first->next->next->drawn = (cvs_interval){0};

  const char *path = strstr(drawn_svg(&it), "<path class=\"l\" d=\"");

  assert_non_null(path);
  const char *end = strstr(path, "\"/>");
  size_t begun = 0;
  for (const char *at = path; at < end; at++)
    begun += *at == 'M';
  assert_int_equal(begun, 2);
  drawn_end(&it);
}

static void early_intervals_that_know_nothing_do_not_press_the_later_ones_flat(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  cvs_picture_series *series = add_days(&it, CVS_SERIES_INTERVALS, NULL, 6);
  series->first->drawn = interval_of(0.05, -0.9, 40);

  const char *svg = drawn_svg(&it);

  assert_null(strstr(svg, ">+4,000%<"));
  assert_non_null(strstr(svg, ">+8%<"));
  drawn_end(&it);
}

/* A band whose lower end was below 0 for a while once lay on the line of no effect, and never seemed to cross it. */
static void the_axis_shows_where_a_band_crosses_no_effect(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  cvs_picture_series *series = add_days(&it, CVS_SERIES_INTERVALS, NULL, 40);
  series->first->drawn = interval_of(0.05, -0.9, 40);
  series->first->next->drawn = interval_of(0.05, -0.002, 0.1);

  const cvs_extent range = cvs_svg_range_y(it.picture);

  assert_true(range.low <= -0.2 * 0.09);
  assert_true(range.low > -0.1);
  assert_true(range.high < 0.2);
  drawn_end(&it);
}

static void a_triangle_stands_where_a_band_goes_on_beyond_the_plot(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  cvs_picture_series *series = add_days(&it, CVS_SERIES_INTERVALS, NULL, 40);
  (void)drawn_svg(&it);
  assert_int_equal(drawn_count(&it, "-7z"), 0);
  assert_int_equal(drawn_count(&it, " 7z"), 0);

  series->first->drawn = interval_of(0.05, -0.9, 40);
  series->first->next->drawn = interval_of(0.05, -0.8, 30);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, "l5-7 5 7z"), 1); /* one for both days, that points up */
  assert_int_equal(drawn_count(&it, "l5 7 5-7z"), 1);
  drawn_end(&it);
}

static void a_smooth_line_goes_through_its_points_and_never_beyond(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  cvs_picture_series *series = add_days(&it, CVS_SERIES_LINE, NULL, 4);
  series->smooth = true;
  series->first->drawn.estimate = 0;
  series->first->next->drawn.estimate = 0;

  const char *path = strstr(drawn_svg(&it), "<path class=\"l\" d=\"");

  assert_non_null(path);
  const char *curve = strchr(path, 'C');
  assert_non_null(curve);
  /* between two points of the same height it is level: both handles have that height */
  double y[4] = {0};
  sscanf(path, "<path class=\"l\" d=\"M %*f,%lfC %*f,%lf %*f,%lf %*f,%lf", &y[0], &y[1], &y[2], &y[3]);
  assert_true(y[0] > 0);
  for (size_t i = 1; i < 4; i++)
    assert_true(y[i] - y[0] < 0.01 && y[0] - y[i] < 0.01);
  drawn_end(&it);
}

/* Arms 1 and 6 once looked alike: five dashes, six colours. */
static void twelve_lines_have_twelve_dashes_and_markers_of_their_own(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  for (size_t i = 0; i < 12; i++)
    add_days(&it, CVS_SERIES_LINE, NULL, 40);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, "stroke-dasharray"), 11);
  assert_int_equal(drawn_count(&it, "stroke-dasharray=\"7 3\""), 1);
  assert_true(drawn_count(&it, marker_of_the_first_series) >= 5);
  assert_true(drawn_count(&it, marker_of_the_first_series) <= 20); /* few of 40 */
  drawn_end(&it);
}

static void a_stop_has_its_line_and_its_words(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  add_days(&it, CVS_SERIES_INTERVALS, "green", 7);
  const cvs_picture_mark stop = {.at = 19880, .text = "stop: win"};
  cvs_doc_mark(&it.doc, it.picture, &stop);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, ">stop: win</text>"), 1);
  assert_int_equal(drawn_count(&it, "<path class=\"u\""), 1);
  assert_int_equal(drawn_count(&it, ">green</text>"), 1);
  drawn_end(&it);
}

/* Colour is never alone: two lines differ in dash as well, and a bound in both. */
static void lines_differ_in_more_than_colour(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  add_days(&it, CVS_SERIES_LINE, "a", 40);
  add_days(&it, CVS_SERIES_LINE, "b", 40);
  add_days(&it, CVS_SERIES_BOUND, "bound", 40);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, "stroke-dasharray=\"7 3\""), 2); /* of b, and in the legend */
  assert_int_equal(drawn_count(&it, "<path class=\"u\""), 2);
  drawn_end(&it);
}

static void a_shade_ends_on_the_line_of_zero(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &looks);
  add_days(&it, CVS_SERIES_AREA, NULL, 3);

  const char *path = strstr(drawn_svg(&it), "<path class=\"d\" d=\"M");

  assert_non_null(path);
  double first = 0, y = 0, last = 0;
  assert_int_equal(sscanf(path, "<path class=\"d\" d=\"M%*f %lfl%*f%lf", &first, &y), 2);
  assert_true(y < 0); /* up from the line */
  const char *end = strchr(path, '>');
  while (end[-1] != ' ' && end[-1] != '-')
    end--;
  last = strtod(end, NULL);
  assert_true(last + y < 0.05 && last + y > -0.05); /* and down to it */
  assert_int_equal(drawn_count(&it, marker_of_the_first_series), 0);
  drawn_end(&it);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_few_intervals_have_a_marker_and_a_whisker_each),
      cmocka_unit_test(many_intervals_are_a_band_and_a_line),
      cmocka_unit_test(a_band_goes_forth_along_the_upper_ends_and_back_along_the_lower),
      cmocka_unit_test(a_day_without_a_figure_lifts_the_pen),
      cmocka_unit_test(early_intervals_that_know_nothing_do_not_press_the_later_ones_flat),
      cmocka_unit_test(the_axis_shows_where_a_band_crosses_no_effect),
      cmocka_unit_test(a_triangle_stands_where_a_band_goes_on_beyond_the_plot),
      cmocka_unit_test(a_smooth_line_goes_through_its_points_and_never_beyond),
      cmocka_unit_test(twelve_lines_have_twelve_dashes_and_markers_of_their_own),
      cmocka_unit_test(a_stop_has_its_line_and_its_words),
      cmocka_unit_test(lines_differ_in_more_than_colour),
      cmocka_unit_test(a_shade_ends_on_the_line_of_zero),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

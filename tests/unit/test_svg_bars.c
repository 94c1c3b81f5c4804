/* Bars by step and arm. */
#include "report/svg_draw.h"

#include "support/assert_close.h"
#include "support/picture_fixture.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_picture funnel = {.kind = CVS_PICTURE_BARS,
                                   .id = "funnel",
                                   .title = "Funnel",
                                   .description = "Funnel.",
                                   .x = {.title = "share", .unit = CVS_UNIT_RATE}};

static void add_arm(drawn *it, const char *name, double view, double purchase) {
  cvs_picture_series *series = cvs_doc_series(&it->doc, it->picture, CVS_SERIES_LINE, name);
  const cvs_picture_point first = {.label = "view", .drawn = value_of(view), .note = "1,000 users"};
  const cvs_picture_point last = {.label = "purchase", .drawn = value_of(purchase)};
  cvs_doc_point(&it->doc, series, &first);
  cvs_doc_point(&it->doc, series, &last);
}

/* Width of bar `index`, series by series; signs of the legend are bars too, 13 wide, and come first. */
static double bar_width(const char *svg, size_t index) {
  double left = 0, top = 0, right = 0, bottom = 0, back = 0;
  for (const char *at = strchr(svg, 'M'); at != NULL; at = strchr(at + 1, 'M'))
    if (sscanf(at, "M%lf %lfH%lfV%lfH%lf", &left, &top, &right, &bottom, &back) == 5 && index-- == 0) {
      assert_close(back, left, 0);
      assert_true(bottom > top);
      return right - left;
    }
  fail_msg("no such bar");
  return 0;
}

static void bars_are_as_long_as_their_rates(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &funnel);
  add_arm(&it, "control", 0.8, 0.2);
  add_arm(&it, "green", 0.6, 0.4);

  const char *svg = drawn_svg(&it);
  const double whole = bar_width(svg, 2) / 0.8; /* places are rounded to tenths */

  assert_close(bar_width(svg, 3) / whole, 0.2, 2e-3);
  assert_close(bar_width(svg, 4) / whole, 0.6, 2e-3);
  assert_close(bar_width(svg, 5) / whole, 0.4, 2e-3);
  drawn_end(&it);
}

static void a_step_is_named_once_and_its_figures_stand_at_the_bars(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &funnel);
  add_arm(&it, "control", 0.8, 0.2);
  add_arm(&it, "green", 0.6, 0.4);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, ">view</text>"), 1);
  assert_int_equal(drawn_count(&it, ">80.0% · 1,000 users</text>"), 1);
  assert_int_equal(drawn_count(&it, ">20.0%</text>"), 1);
  assert_int_equal(drawn_count(&it, ">control</text>"), 1);
  drawn_end(&it);
}

/* On a phone bars once had a third of the width, and the picture scrolled. */
static void in_a_narrow_picture_bars_have_most_of_the_width_and_words_stand_above(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &funnel);
  add_arm(&it, "control", 1, 0.2);
  add_arm(&it, "green", 1, 0.4);
  it.picture->first->first->note = "15,350 users, 71.1% lost";
  const cvs_svg_style style = {.id = "p1", .width = 380};

  const cvs_svg_size size = cvs_svg_add_picture(&it.svg, it.picture, &style);

  assert_close(size.width, 380, 0);
  assert_true(bar_width(cvs_strbuf_text(&it.svg), 2) > 0.8 * 380);
  assert_int_equal(drawn_count(&it, ">view</text>"), 1);
  drawn_end(&it);
}

/* All bars once left room for the longest figures of any, which made every funnel of two lines a bar. */
static void figures_of_short_bars_do_not_shorten_the_long_one(void **state) {
  (void)state;
  drawn it;
  const cvs_picture bars = {.kind = CVS_PICTURE_BARS, .id = "funnel", .title = "t", .x = {.unit = CVS_UNIT_RATE}};
  drawn_begin(&it, &bars);
  cvs_picture_series *series = cvs_doc_series(&it.doc, it.picture, CVS_SERIES_LINE, "a");
  const cvs_picture_point all = {.label = "entered", .drawn = value_of(1), .note = "1,000 users"};
  const cvs_picture_point few = {
      .label = "pay", .drawn = value_of(0.05), .note = "50 users, 95.0% lost since a step of a long name, of entry"};
  cvs_doc_point(&it.doc, series, &all);
  cvs_doc_point(&it.doc, series, &few);

  (void)drawn_svg(&it);

  /* names stand at the left of their bars, not above them in muted letters */
  assert_int_equal(drawn_count(&it, "<text class=\"m\" x=\"10\""), 0);
  assert_int_equal(drawn_count(&it, ">pay<"), 1);
  drawn_end(&it);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(figures_of_short_bars_do_not_shorten_the_long_one),
      cmocka_unit_test(bars_are_as_long_as_their_rates),
      cmocka_unit_test(in_a_narrow_picture_bars_have_most_of_the_width_and_words_stand_above),
      cmocka_unit_test(a_step_is_named_once_and_its_figures_stand_at_the_bars),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

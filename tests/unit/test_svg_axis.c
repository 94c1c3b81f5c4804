/* Ticks of pictures: round steps, as many decimals as the step needs, labels apart and within. */
#include "report/svg_axis.h"

#include "support/assert_close.h"
#include "support/svg_labels.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_extent extent_of(double low, double high) {
  cvs_extent extent = cvs_extent_none();
  cvs_extent_add(&extent, low);
  cvs_extent_add(&extent, high);
  return extent;
}

/* The labels of a level axis between `low` and `high` over 400 units, by commas. */
static void draw_labels(const cvs_picture_axis *axis, double low, double high, cvs_strbuf *out) {
  static svg_labels labels;
  cvs_svg_canvas canvas = {.id = "p", .width = 500};
  const cvs_svg_box plot = {50, 0, 450, 100};
  const double place[] = {50, 450};
  const cvs_extent extent = extent_of(low, high);
  const cvs_svg_scale scale = cvs_svg_plan_level(axis, &extent, place, canvas.width, true);
  cvs_svg_draw_level(&canvas, &scale, &plot);
  cvs_strbuf svg = {0};
  cvs_strbuf_addf(&svg, "<svg viewBox=\"0 0 500 200\">%s</svg>", cvs_strbuf_text(&canvas.body));
  assert_true(svg_labels_read(cvs_strbuf_text(&svg), &labels));
  assert_null(svg_labels_problem(&labels));
  for (size_t i = 0; i < labels.count; i++)
    cvs_strbuf_addf(out, "%s%s", i > 0 ? "," : "", labels.label[i].text);
  cvs_strbuf_free(&canvas.body);
  cvs_strbuf_free(&svg);
}

static void check_ticks(const cvs_picture_axis *axis, double low, double high, const char *want) {
  cvs_strbuf got = {0};
  draw_labels(axis, low, high, &got);
  assert_string_equal(cvs_strbuf_text(&got), want);
  cvs_strbuf_free(&got);
}

static void lifts_have_signs_and_whole_percents_where_the_step_is_whole(void **state) {
  (void)state;
  const cvs_picture_axis axis = {.unit = CVS_UNIT_LIFT};

  check_ticks(&axis, -0.031, 0.049, "-4%,-3%,-2%,-1%,0,+1%,+2%,+3%,+4%,+5%");
}

static void labels_have_as_many_decimals_as_the_step_needs(void **state) {
  (void)state;
  const cvs_picture_axis axis = {.unit = CVS_UNIT_RATE};

  check_ticks(&axis, 0.0982, 0.1046, "9.8%,9.9%,10.0%,10.1%,10.2%,10.3%,10.4%,10.5%");
  check_ticks(&axis, 0.00010002, 0.00010009, "0.010002%,0.010004%,0.010006%,0.010008%,0.010010%");
}

/* Nobody loses more than all, and no rate is above 100 %. */
static void ends_stay_within_what_the_unit_can_be(void **state) {
  (void)state;
  const cvs_picture_axis lift = {.unit = CVS_UNIT_LIFT}, rate = {.unit = CVS_UNIT_RATE};

  check_ticks(&lift, -0.99, 3.9, "-100%,0,+100%,+200%,+300%,+400%");
  check_ticks(&rate, 0.01, 0.99, "0,20%,40%,60%,80%,100%");
}

static void counts_come_in_whole_numbers(void **state) {
  (void)state;
  const cvs_picture_axis axis = {.unit = CVS_UNIT_COUNT};

  check_ticks(&axis, 0, 2, "0,1,2");
  check_ticks(&axis, 0, 2.1e12, "0,2,000,000,000,000,4,000,000,000,000");
}

/* 2024-06-03 is day 19877: (2024 - 1970) * 365 + 13 leap days + 154. */
static void days_are_stepped_by_weeks_from_the_first_one(void **state) {
  (void)state;
  const cvs_picture_axis axis = {.dates = true};

  check_ticks(&axis, 19877, 19877 + 27, "2024-06-03,2024-06-10,2024-06-17,2024-06-24");
  check_ticks(&axis, 19877, 19879, "2024-06-03,2024-06-04,2024-06-05");
}

static void a_single_value_gets_an_axis_around_it(void **state) {
  (void)state;
  const cvs_picture_axis axis = {.unit = CVS_UNIT_RATE};
  const double place[] = {0, 400};
  const cvs_extent extent = extent_of(0.1, 0.1);

  const cvs_svg_scale scale = cvs_svg_plan_level(&axis, &extent, place, 400, true);

  assert_true(scale.low < 0.1 && 0.1 < scale.high);
  assert_close(cvs_svg_at(&scale, scale.low), 0, 0);
  assert_close(cvs_svg_at(&scale, scale.high), 400, 0);
}

static void an_upright_scale_grows_upwards_and_ends_in_ticks(void **state) {
  (void)state;
  const cvs_picture_axis axis = {.unit = CVS_UNIT_LIFT};
  const cvs_extent extent = extent_of(-0.07, 0.18);

  const cvs_svg_scale scale = cvs_svg_plan_upright(&axis, &extent, 300, 100);

  assert_close(scale.low, -0.1, 1e-12);
  assert_close(scale.high, 0.2, 1e-12);
  assert_close(scale.step, 0.05, 1e-12);
  assert_close(cvs_svg_at(&scale, 0.05), 200, 1e-12);
  assert_close(cvs_svg_at_or_end(&scale, 7), 100, 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lifts_have_signs_and_whole_percents_where_the_step_is_whole),
      cmocka_unit_test(labels_have_as_many_decimals_as_the_step_needs),
      cmocka_unit_test(ends_stay_within_what_the_unit_can_be),
      cmocka_unit_test(counts_come_in_whole_numbers),
      cmocka_unit_test(days_are_stepped_by_weeks_from_the_first_one),
      cmocka_unit_test(a_single_value_gets_an_axis_around_it),
      cmocka_unit_test(an_upright_scale_grows_upwards_and_ends_in_ticks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

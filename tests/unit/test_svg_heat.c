/* A table as a heat map. */
#include "report/svg_draw.h"

#include "support/assert_close.h"
#include "support/picture_fixture.h"

#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_picture sizes = {.kind = CVS_PICTURE_HEAT,
                                  .id = "table",
                                  .title = "Visitors",
                                  .description = "Visitors.",
                                  .x = {.title = "lift", .unit = CVS_UNIT_COUNT},
                                  .y = {.title = "baseline"}};

static void add_row(drawn *it, const char *name, const double *visitors, size_t count) {
  cvs_picture_series *series = cvs_doc_series(&it->doc, it->picture, CVS_SERIES_LINE, name);
  for (size_t i = 0; i < count; i++) {
    const cvs_picture_point point = {.label = i == 0 ? "+5%" : "+10%",
                                     .drawn = visitors[i] > 0 ? value_of(visitors[i]) : (cvs_interval){0}};
    cvs_doc_point(&it->doc, series, &point);
  }
}

static double opacity_of(const char *svg, size_t index) {
  const char *at = svg;
  for (size_t i = 0; i <= index; i++) {
    at = strstr(at + 1, "fill-opacity=\"");
    assert_non_null(at);
  }
  return strtod(at + strlen("fill-opacity=\""), NULL);
}

/* 100, 1,000 and 10,000 are evenly apart in the logarithm. */
static void darker_cells_have_larger_figures_evenly_in_the_logarithm(void **state) {
  (void)state;
  const double first[] = {10000, 1000}, second[] = {1000, 100};
  drawn it;
  drawn_begin(&it, &sizes);
  add_row(&it, "1%", first, 2);
  add_row(&it, "5%", second, 2);

  const char *svg = drawn_svg(&it);

  assert_true(opacity_of(svg, 0) > opacity_of(svg, 1));
  assert_close(opacity_of(svg, 1), opacity_of(svg, 2), 0);
  assert_close(opacity_of(svg, 0) - opacity_of(svg, 1), opacity_of(svg, 2) - opacity_of(svg, 3), 0.06);
  assert_non_null(strstr(svg, ">10,000</text>"));
  drawn_end(&it);
}

static void a_cell_without_an_answer_is_a_dash(void **state) {
  (void)state;
  const double row[] = {1000, 0};
  drawn it;
  drawn_begin(&it, &sizes);
  add_row(&it, "1%", row, 2);

  (void)drawn_svg(&it);

  assert_int_equal(drawn_count(&it, ">-</text>"), 1);
  assert_int_equal(drawn_count(&it, "fill-opacity"), 1);
  drawn_end(&it);
}

static void figures_too_wide_for_their_cells_make_the_picture_wider(void **state) {
  (void)state;
  enum { COLUMNS = 30 };
  double row[COLUMNS];
  for (size_t i = 0; i < COLUMNS; i++)
    row[i] = 1e9;
  drawn it;
  drawn_begin(&it, &sizes);
  add_row(&it, "1%", row, COLUMNS);
  const cvs_svg_style style = {.id = "p1"};

  const cvs_svg_size size = cvs_svg_add_picture(&it.svg, it.picture, &style);

  assert_true(size.width > CVS_SVG_WIDTH);
  assert_int_equal(drawn_count(&it, ">1,000,000,000</text>"), COLUMNS);
  drawn_end(&it);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(darker_cells_have_larger_figures_evenly_in_the_logarithm),
      cmocka_unit_test(a_cell_without_an_answer_is_a_dash),
      cmocka_unit_test(figures_too_wide_for_their_cells_make_the_picture_wider),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The picture of intervals: nice ticks, one axis, arrows where an end is open or off the axis. */
#include "report/forest.h"
#include "base/utf8.h"
#include "support/assert_close.h"
#include "support/sample_document.h"

static const cvs_column column = {"", CVS_COLUMN_FOREST, 0};

/* A document with one forest column and these rows. */
static cvs_block *build(cvs_document *doc, const cvs_interval *rows, size_t count) {
  cvs_document_reset(doc);
  cvs_block *table = cvs_doc_table(doc, &column, 1);
  for (size_t i = 0; i < count; i++) {
    const cvs_node *cell = cvs_doc_interval(doc, doc->root, "lift", CVS_UNIT_LIFT, &rows[i]);
    cvs_doc_table_row(doc, table, &cell);
  }
  return table;
}

static void expect_row(const cvs_forest *forest, const cvs_table_row *row, bool unicode, const char *picture) {
  cvs_strbuf out = {0};
  cvs_forest_add_row(&out, forest, row->cell[0], unicode);
  assert_string_equal(cvs_strbuf_text(&out), picture);
  assert_int_equal(cvs_utf8_width(picture), forest->width);
  cvs_strbuf_free(&out);
}

static void expect_axis(cvs_forest *forest, const char *labels) {
  cvs_strbuf out = {0};
  cvs_forest_add_axis(&out, forest);
  assert_string_equal(cvs_strbuf_text(&out), labels);
  cvs_strbuf_free(&out);
}

static void ticks_are_round_and_enclose_the_interval(void **state) {
  (void)state;
  const cvs_interval row = make_interval(0.021, -0.016, 0.059);
  cvs_document doc = {0};
  cvs_forest forest;

  assert_true(cvs_forest_plan(&forest, build(&doc, &row, 1), 0, 33));

  /* -2 % to +6 % over 33 columns: four columns a percent, so 0 stands in column 8. */
  expect_axis(&forest, "-2%     0      +2%     +4%    +6%");
  expect_row(&forest, doc.first_block->first_row, true, "  ├─────┼───────●───────────────┤");
  expect_row(&forest, doc.first_block->first_row, false, "  |-----+-------o---------------|");
  cvs_document_free(&doc);
}

static void an_interval_beside_no_effect_shows_both(void **state) {
  (void)state;
  const cvs_interval row = make_interval(0.04, 0.02, 0.06);
  cvs_document doc = {0};
  cvs_forest forest;

  assert_true(cvs_forest_plan(&forest, build(&doc, &row, 1), 0, 31));

  expect_axis(&forest, "0        +2%       +4%      +6%");
  expect_row(&forest, doc.first_block->first_row, false, "|         |---------o---------|");
  cvs_document_free(&doc);
}

static void an_open_end_is_an_arrow(void **state) {
  (void)state;
  cvs_interval rows[2] = {make_interval(0.02, -0.02, 0.06), make_interval(0.02, -0.02, 0.06)};
  rows[0].has_upper = false;
  rows[1].has_lower = false;
  cvs_document doc = {0};
  cvs_forest forest;

  assert_true(cvs_forest_plan(&forest, build(&doc, rows, 2), 0, 33));

  expect_row(&forest, doc.first_block->first_row, false, "|-------+-------o--------------->");
  expect_row(&forest, doc.first_block->first_row->next, false, "<-------+-------o---------------|");
  cvs_document_free(&doc);
}

static void an_open_end_leaves_room_beyond_no_effect(void **state) {
  (void)state;
  cvs_interval row = make_interval(0, -0.2, 0);
  row.has_estimate = row.has_upper = false;
  cvs_document doc = {0};
  cvs_forest forest;

  assert_true(cvs_forest_plan(&forest, build(&doc, &row, 1), 0, 33));

  expect_axis(&forest, "-20%  -10%      0     +10%   +20%");
  expect_row(&forest, doc.first_block->first_row, false, "|---------------+--------------->");
  cvs_document_free(&doc);
}

static void a_row_that_knows_little_runs_off_the_axis(void **state) {
  (void)state;
  const cvs_interval rows[] = {make_interval(0.02, 0.01, 0.03), make_interval(0.02, 0.01, 0.03),
                               make_interval(0.02, 0.01, 0.03), make_interval(0, -9, 9)};
  cvs_document doc = {0};
  cvs_forest forest;

  assert_true(cvs_forest_plan(&forest, build(&doc, rows, 4), 0, 41));

  assert_true(forest.high < 1);
  cvs_strbuf out = {0};
  cvs_forest_add_row(&out, &forest, doc.first_block->last_row->cell[0], false);
  assert_int_equal(out.text[0], '<');
  assert_int_equal(out.text[forest.width - 1], '>');
  assert_int_equal(forest.width, CVS_FOREST_MAX);
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

static void nothing_to_draw_and_no_room_are_no_picture(void **state) {
  (void)state;
  const cvs_interval none = {0};
  const cvs_interval row = make_interval(0.021, -0.016, 0.059);
  cvs_document doc = {0};
  cvs_forest forest;

  assert_false(cvs_forest_plan(&forest, build(&doc, &none, 1), 0, 40));
  assert_false(cvs_forest_plan(&forest, build(&doc, NULL, 0), 0, 40));
  assert_false(cvs_forest_plan(&forest, build(&doc, &row, 1), 0, CVS_FOREST_MIN - 1));
  cvs_document_free(&doc);
}

static void every_scale_from_tiny_to_huge_has_an_axis(void **state) {
  (void)state;
  for (double size = 1e-9; size < 1e9; size *= 3.7) {
    const cvs_interval row = make_interval(size, 0.13 * size, 2.1 * size);
    cvs_document doc = {0};
    cvs_forest forest;

    assert_true(cvs_forest_plan(&forest, build(&doc, &row, 1), 0, 40));

    assert_true(forest.low <= 0 && forest.high >= 2.1 * size);
    cvs_document_free(&doc);
  }
}

static void a_lift_axis_ends_at_minus_100_percent(void **state) {
  (void)state;
  const cvs_interval row = make_interval(0.8, -0.4, 3.2);
  cvs_document doc = {0};
  cvs_forest forest;

  assert_true(cvs_forest_plan(&forest, build(&doc, &row, 1), 0, 26));

  /* -100 % to +400 % over 26 columns: five columns for 100 %, so 0 stands in column 5. */
  assert_close(forest.low, -1, 0);
  expect_axis(&forest, "     0       +200%   +400%");
  expect_row(&forest, doc.first_block->first_row, false, "   |-+---o-----------|    ");
  cvs_document_free(&doc);
}

static void an_empty_cell_is_blank_and_a_missing_interval_shows_no_effect_alone(void **state) {
  (void)state;
  const cvs_interval rows[] = {make_interval(0.02, -0.02, 0.06), {.exists = false}};
  cvs_document doc = {0};
  cvs_forest forest;

  assert_true(cvs_forest_plan(&forest, build(&doc, rows, 2), 0, 33));

  expect_row(&forest, doc.first_block->first_row->next, false, "        |                        ");
  cvs_strbuf out = {0};
  cvs_forest_add_row(&out, &forest, NULL, false);
  assert_int_equal(strspn(cvs_strbuf_text(&out), " "), 33);
  cvs_strbuf_free(&out);
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ticks_are_round_and_enclose_the_interval),
      cmocka_unit_test(an_interval_beside_no_effect_shows_both),
      cmocka_unit_test(an_open_end_is_an_arrow),
      cmocka_unit_test(an_open_end_leaves_room_beyond_no_effect),
      cmocka_unit_test(a_row_that_knows_little_runs_off_the_axis),
      cmocka_unit_test(nothing_to_draw_and_no_room_are_no_picture),
      cmocka_unit_test(every_scale_from_tiny_to_huge_has_an_axis),
      cmocka_unit_test(a_lift_axis_ends_at_minus_100_percent),
      cmocka_unit_test(an_empty_cell_is_blank_and_a_missing_interval_shows_no_effect_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

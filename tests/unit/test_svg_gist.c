/* What a picture says, in words: for who cannot see it. */
#include "report/svg_draw.h"

#include "support/picture_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_picture rows = {
    .kind = CVS_PICTURE_ROWS, .id = "lift", .title = "Lift", .description = "Lifts.", .x = {.unit = CVS_UNIT_LIFT}};
static const cvs_picture lines = {.kind = CVS_PICTURE_LINES,
                                  .id = "looks",
                                  .title = "Looks",
                                  .description = "Looks.",
                                  .x = {.dates = true},
                                  .y = {.unit = CVS_UNIT_LIFT}};

static const char *say(drawn *it) {
  cvs_strbuf_clear(&it->svg);
  cvs_svg_add_gist(&it->svg, it->picture);
  return cvs_strbuf_text(&it->svg);
}

static void add_point(drawn *it, cvs_picture_series *series, const cvs_picture_point *point) {
  cvs_doc_point(&it->doc, series, point);
}

static void rows_are_told_with_their_intervals_and_names_are_escaped(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &rows);
  cvs_picture_series *series = cvs_doc_series(&it.doc, it.picture, CVS_SERIES_INTERVALS, NULL);
  add_point(&it, series, &(cvs_picture_point){.label = "green", .drawn = interval_of(0.02, -0.01, 0.05)});
  add_point(&it, series, &(cvs_picture_point){.label = "none"});
  add_point(&it, series, &(cvs_picture_point){.label = "<b>", .drawn = interval_of(0.1, 0.05, 0.15)});

  const char *text = say(&it);

  assert_string_equal(text, " green +2.0% [-1.0%, +5.0%]; &lt;b&gt; +10% [+5%, +15%].");
  drawn_end(&it);
}

/* Two treatments once had the same description. */
static void a_line_is_told_by_its_name_its_end_and_its_stop(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &lines);
  cvs_picture_series *series = cvs_doc_series(&it.doc, it.picture, CVS_SERIES_INTERVALS, "green");
  add_point(&it, series, &(cvs_picture_point){.x = 20000, .drawn = interval_of(0.3, -0.2, 0.9)});
  add_point(&it, series, &(cvs_picture_point){.x = 20001, .drawn = interval_of(0.02, -0.01, 0.05)});
  const cvs_picture_mark stop = {.at = 20000, .text = "stop: win"};
  cvs_doc_mark(&it.doc, it.picture, &stop);

  const char *text = say(&it);

  /* 2024-10-04 is day 20000 since 1970-01-01 */
  assert_string_equal(text, " green ends at +2.0% [-1.0%, +5.0%]. stop: win on 2024-10-04.");
  drawn_end(&it);
}

static void of_many_rows_a_few_are_told(void **state) {
  (void)state;
  drawn it;
  drawn_begin(&it, &rows);
  cvs_picture_series *series = cvs_doc_series(&it.doc, it.picture, CVS_SERIES_INTERVALS, NULL);
  for (size_t i = 0; i < 50; i++)
    add_point(&it, series, &(cvs_picture_point){.label = "green", .drawn = interval_of(0.02, -0.01, 0.05)});

  (void)say(&it);

  assert_int_equal(drawn_count(&it, "green"), 6);
  drawn_end(&it);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_told_with_their_intervals_and_names_are_escaped),
      cmocka_unit_test(a_line_is_told_by_its_name_its_end_and_its_stop),
      cmocka_unit_test(of_many_rows_a_few_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

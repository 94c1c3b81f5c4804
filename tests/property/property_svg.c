/* Laws of pictures: whatever is drawn, labels stand apart and within, and the file is small. */
#include "report/svg.h"

#include "num/num.h"
#include "support/picture_draw.h"
#include "support/svg_labels.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { CASES = 400 };
static const uint64_t SEED = 20;

static void check_labels(cvs_document *doc, cvs_rng *rng, cvs_picture_kind kind, double width) {
  static svg_labels labels;
  cvs_document_reset(doc);
  const cvs_picture *picture = picture_draw(doc, rng, kind);
  cvs_strbuf svg = {0};
  const cvs_svg_style style = {.id = "p1", .width = width};
  assert_non_null(picture);

  const cvs_svg_size size = cvs_svg_add_picture(&svg, picture, &style);

  if (cvs_picture_shows(picture)) {
    assert_true(svg_labels_read(cvs_strbuf_text(&svg), &labels));
    const char *problem = svg_labels_problem(&labels);
    if (problem != NULL)
      fail_msg("kind %d, width %g: %s", (int)kind, width, problem);
    assert_true(labels.count >= 2);
    assert_true(size.height > 0 && size.width >= width);
  }
  assert_false(svg.failed);
  cvs_strbuf_free(&svg);
}

static void check_kind(cvs_picture_kind kind) {
  static const double widths[] = {320, 480, 640, 720};
  cvs_document doc = {0};
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED + (uint64_t)kind, &rng), CVS_OK);
  for (size_t i = 0; i < CASES; i++)
    check_labels(&doc, rng, kind, widths[i % (sizeof widths / sizeof widths[0])]);
  cvs_rng_free(rng);
  cvs_document_free(&doc);
}

static void labels_of_rows_never_overlap_or_leave_the_picture(void **state) {
  (void)state;
  check_kind(CVS_PICTURE_ROWS);
}

static void labels_of_lines_never_overlap_or_leave_the_picture(void **state) {
  (void)state;
  check_kind(CVS_PICTURE_LINES);
}

static void labels_of_bars_never_overlap_or_leave_the_picture(void **state) {
  (void)state;
  check_kind(CVS_PICTURE_BARS);
}

static void labels_of_heat_maps_never_overlap_or_leave_the_picture(void **state) {
  (void)state;
  check_kind(CVS_PICTURE_HEAT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_of_rows_never_overlap_or_leave_the_picture),
      cmocka_unit_test(labels_of_lines_never_overlap_or_leave_the_picture),
      cmocka_unit_test(labels_of_bars_never_overlap_or_leave_the_picture),
      cmocka_unit_test(labels_of_heat_maps_never_overlap_or_leave_the_picture),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Pictures made at random. */
#include "support/picture_draw.h"

#include <math.h>
#include <stdio.h>

enum { SERIES_MAX = 8, POINTS_MAX = 40, ROWS_MAX = 9, NAME_MAX = 64 };

static const char *draw_name(cvs_rng *rng) {
  static const char *const names[] = {"control",
                                      "A",
                                      "the variant with the very long name that nobody wanted to type twice",
                                      "<script>alert(\"1\")</script>",
                                      "כפתור ירוק (v2)",
                                      "زر أخضر",
                                      "名前がとても長いボタンの変種その二",
                                      "a\u202Eb\ac",
                                      "Зелёная кнопка & co",
                                      "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"};
  return names[cvs_rng_below(rng, sizeof names / sizeof names[0])];
}

static cvs_unit draw_unit(cvs_rng *rng) {
  static const cvs_unit units[] = {CVS_UNIT_LIFT, CVS_UNIT_RATE, CVS_UNIT_DIFFERENCE, CVS_UNIT_COUNT,
                                   CVS_UNIT_STATISTIC};
  return units[cvs_rng_below(rng, sizeof units / sizeof units[0])];
}

/* From 1e-7 to 1e9, either sign where the unit has one. */
static double draw_value(cvs_rng *rng, cvs_unit unit, double scale) {
  const double value = scale * cvs_rng_normal(rng);
  if (unit == CVS_UNIT_RATE)
    return fmin(fabs(value), 1);
  if (unit == CVS_UNIT_COUNT)
    return floor(fabs(value));
  return unit == CVS_UNIT_LIFT || unit == CVS_UNIT_DIFFERENCE ? fmax(value, -1) : value;
}

static cvs_interval draw_interval(cvs_rng *rng, cvs_unit unit, double scale) {
  const double middle = draw_value(rng, unit, scale), other = draw_value(rng, unit, scale);
  cvs_interval out = {.estimate = middle,
                      .lower = fmin(middle, other),
                      .upper = fmax(middle, draw_value(rng, unit, scale)),
                      .has_estimate = true,
                      .has_lower = cvs_rng_below(rng, 9) > 0,
                      .has_upper = cvs_rng_below(rng, 9) > 0,
                      .exists = true};
  return cvs_rng_below(rng, 12) > 0 ? out : (cvs_interval){0};
}

/* What holds for all points of a picture. */
typedef struct subject {
  cvs_picture_kind kind;
  cvs_unit unit;
  double scale;
  double first_x;
  size_t points;
} subject;

static void add_point(cvs_document *doc, cvs_rng *rng, cvs_picture_series *series, const subject *of, size_t index) {
  char label[NAME_MAX];
  (void)snprintf(label, sizeof label, "%.40s", draw_name(rng));
  const cvs_picture_point point = {.label = label,
                                   .x = of->first_x + (double)index * (1 + (double)cvs_rng_below(rng, 2)),
                                   .drawn = draw_interval(rng, of->unit, of->scale),
                                   .note = cvs_rng_below(rng, 4) == 0 ? "1,234 users, 58.0% lost" : NULL};
  cvs_doc_point(doc, series, &point);
}

static void add_marks(cvs_document *doc, cvs_rng *rng, cvs_picture *picture, const subject *of) {
  for (uint64_t i = cvs_rng_below(rng, 3); i > 0; i--) {
    const bool level = cvs_rng_below(rng, 2) == 0;
    const double at = level ? draw_value(rng, of->unit, of->scale) : of->first_x + (double)cvs_rng_below(rng, 9);
    const cvs_picture_mark mark = {.level = level, .at = at, .text = level ? "that matters" : "stop: inconclusive"};
    cvs_doc_mark(doc, picture, &mark);
  }
}

cvs_picture *picture_draw(cvs_document *doc, cvs_rng *rng, cvs_picture_kind kind) {
  const bool dates = cvs_rng_below(rng, 2) == 0;
  const bool lines = kind == CVS_PICTURE_LINES;
  subject of = {.kind = kind, .unit = draw_unit(rng), .scale = pow(10, 16 * cvs_rng_uniform(rng) - 7)};
  of.first_x = dates ? 19000 + (double)cvs_rng_below(rng, 1000) : cvs_rng_uniform(rng);
  of.points = 1 + cvs_rng_below(rng, lines ? POINTS_MAX : ROWS_MAX);
  if (of.unit == CVS_UNIT_STATISTIC)
    of.scale = 3;
  const cvs_picture_axis figures = {.title = "a figure, 95% interval", .unit = of.unit, .has_origin = dates};
  const cvs_picture_axis places = {.title = "day", .unit = CVS_UNIT_COUNT, .dates = dates};
  const cvs_picture picture = {.kind = kind,
                               .id = "drawn",
                               .title = "A picture that was made at random",
                               .description = "Nothing of it means anything.",
                               .x = lines ? places : figures,
                               .y = lines ? figures : (cvs_picture_axis){.title = "baseline"}};
  cvs_picture *out = cvs_doc_picture(doc, &picture);
  const uint64_t count = 1 + cvs_rng_below(rng, SERIES_MAX);
  for (uint64_t i = 0; i < count; i++) {
    cvs_picture_series *series =
        cvs_doc_series(doc, out, (cvs_series_kind)cvs_rng_below(rng, CVS_SERIES_AREA + 1), draw_name(rng));
    for (size_t k = 0; k < of.points; k++)
      add_point(doc, rng, series, &of, k);
  }
  if (lines)
    add_marks(doc, rng, out, &of);
  return out;
}

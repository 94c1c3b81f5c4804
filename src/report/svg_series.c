/* The series of a picture of lines: lines, bands, whiskers, shaded areas. */
#include "report/svg_lines.h"

#include <math.h>
#include <string.h>

/* Half the width of the ends of a whisker. */
static const double CAP = 4;

static double place_x(const cvs_svg_field *field, const cvs_picture_point *point) {
  return cvs_svg_at(&field->x, point->x);
}

static bool has_estimate(const cvs_picture_point *point) {
  const cvs_interval interval = cvs_point_interval(point);
  return interval.exists && interval.has_estimate;
}

static bool has_ends(const cvs_picture_point *point) {
  const cvs_interval interval = cvs_point_interval(point);
  return interval.exists && (interval.has_lower || interval.has_upper);
}

/* --- lines --- */

/* Points in a row, pen lifted where one has no estimate. */
static void add_line(cvs_strbuf *out, const cvs_svg_field *field, const cvs_picture_series *series) {
  cvs_svg_pen pen = {.out = out};
  bool down = false;
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
    const bool exists = has_estimate(point);
    if (exists) {
      const double y = cvs_svg_at(&field->y, cvs_point_interval(point).estimate);
      (down ? cvs_svg_pen_line : cvs_svg_pen_move)(&pen, place_x(field, point), y);
    }
    down = exists;
  }
}

static void draw_line(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series) {
  cvs_strbuf *out = &canvas->body;
  const bool bound = series->kind == CVS_SERIES_BOUND;
  cvs_strbuf_addf(out, "<path class=\"%s\"", bound ? "u" : "l");
  if (cvs_svg_has_dash(field->picture, series))
    cvs_svg_add_dash(out, series->tint);
  cvs_strbuf_add(out, " d=\"");
  if (series->smooth)
    cvs_svg_add_smooth(out, field, series);
  else
    add_line(out, field, series);
  cvs_strbuf_add(out, "\"/>");
}

/* --- shaded areas --- */

typedef struct place {
  double x, y;
} place;

/* Forth along the upper ends, back along the lower ones: of points `first` to before `end`. */
static void add_band(cvs_strbuf *out, const cvs_svg_field *field, const cvs_picture_point *first,
                     const cvs_picture_point *end) {
  cvs_strbuf lower = {0};
  cvs_svg_pen pen = {.out = out};
  for (const cvs_picture_point *point = first; point != end; point = point->next) {
    const cvs_interval interval = cvs_point_interval(point);
    const cvs_svg_ends ends = cvs_svg_ends_of(&field->y, &interval);
    const place back = {place_x(field, point), ends.lower};
    (point == first ? cvs_svg_pen_move : cvs_svg_pen_line)(&pen, back.x, ends.upper);
    cvs_strbuf_add_bytes(&lower, (const char *)&back, sizeof back);
  }
  for (size_t left = lower.length / sizeof(place); left > 0; left--) {
    place back;
    memcpy(&back, lower.text + (left - 1) * sizeof back, sizeof back);
    cvs_svg_pen_line(&pen, back.x, back.y);
  }
  cvs_strbuf_add_char(out, 'z');
  out->failed |= lower.failed;
  cvs_strbuf_free(&lower);
}

static void draw_bands(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series) {
  cvs_strbuf *out = &canvas->body;
  const cvs_picture_point *point = series->first;
  cvs_strbuf_add(out, "<path class=\"b\" d=\"");
  while (point != NULL) {
    const cvs_picture_point *first = point;
    while (point != NULL && has_ends(point))
      point = point->next;
    if (first != point)
      add_band(out, field, first, point);
    else
      point = point->next;
  }
  cvs_strbuf_add(out, "\"/>");
}

/* Up from 0, along the estimates, down to 0; its upper edge is its line. */
static void draw_area(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series) {
  cvs_strbuf *out = &canvas->body;
  cvs_svg_pen pen = {.out = out};
  const double base = cvs_svg_at_or_end(&field->y, 0);
  cvs_strbuf_add(out, "<path class=\"d\" d=\"");
  cvs_svg_pen_move(&pen, place_x(field, series->first), base);
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next)
    if (has_estimate(point))
      cvs_svg_pen_line(&pen, place_x(field, point), cvs_svg_at(&field->y, cvs_point_interval(point).estimate));
  cvs_svg_pen_line(&pen, place_x(field, series->last), base);
  cvs_strbuf_add(out, "\"/>");
}

/* --- whiskers --- */

/* The end of a whisker, from the left: a cap, or an arrow that points to where `back` does not. */
static void add_end(cvs_svg_pen *pen, double x, double y, double back) {
  if (fabs(back) > 0) {
    cvs_svg_pen_line(pen, x, y);
    cvs_svg_pen_line(pen, x + CAP, y + back);
    return;
  }
  cvs_svg_pen_level(pen, x + CAP);
}

static void add_whisker(cvs_strbuf *out, double x, const cvs_svg_ends *ends) {
  const double lower_back = ends->lower_open ? -CAP : 0, upper_back = ends->upper_open ? CAP : 0;
  cvs_svg_pen pen = {.out = out};
  cvs_svg_pen_move(&pen, x - CAP, ends->lower + lower_back);
  add_end(&pen, x, ends->lower, lower_back);
  cvs_svg_pen_jump(&pen, x, ends->lower);
  cvs_svg_pen_upright(&pen, ends->upper);
  cvs_svg_pen_jump(&pen, x - CAP, ends->upper + upper_back);
  add_end(&pen, x, ends->upper, upper_back);
}

static void draw_whiskers(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series) {
  cvs_strbuf *out = &canvas->body;
  cvs_strbuf_add(out, "<path class=\"l\" d=\"");
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
    const cvs_interval interval = cvs_point_interval(point);
    if (!has_ends(point))
      continue;
    const cvs_svg_ends ends = cvs_svg_ends_of(&field->y, &interval);
    add_whisker(out, place_x(field, point), &ends);
  }
  cvs_strbuf_add(out, "\"/>");
}

void cvs_svg_draw_series(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series) {
  cvs_svg_begin_series(canvas, series->tint);
  if (series->kind == CVS_SERIES_AREA) {
    draw_area(canvas, field, series);
  } else if (series->kind == CVS_SERIES_INTERVALS && cvs_svg_has_markers(series)) {
    draw_whiskers(canvas, field, series);
  } else {
    if (series->kind == CVS_SERIES_INTERVALS)
      draw_bands(canvas, field, series);
    draw_line(canvas, field, series);
  }
  cvs_svg_end_group(canvas);
}

/* Of many points a few have a marker, those of each series elsewhere: colour is never alone. */
static bool is_marked(const cvs_picture_series *series, size_t index) {
  enum { SPARSE = 6 };
  if (cvs_svg_has_markers(series))
    return true;
  const size_t pace = series->count / SPARSE;
  return index % pace == (pace / 2 + series->tint * pace / SPARSE) % pace;
}

void cvs_svg_draw_series_markers(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series) {
  cvs_strbuf *out = &canvas->body;
  const cvs_svg_scale *scale = &field->y;
  if (!cvs_svg_has_markers(series) && !cvs_svg_has_dash(field->picture, series))
    return;
  size_t index = 0;
  cvs_svg_begin_series(canvas, series->tint);
  cvs_strbuf_add(out, "<path class=\"f\" d=\"");
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next, index++) {
    const double value = cvs_point_interval(point).estimate;
    if (is_marked(series, index) && has_estimate(point) && value >= scale->low && value <= scale->high)
      cvs_svg_add_marker(out, series->tint, place_x(field, point), cvs_svg_at(scale, value));
  }
  cvs_strbuf_add(out, "\"/>");
  cvs_svg_end_group(canvas);
}

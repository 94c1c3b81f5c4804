/* Where lines and bands leave their plot: a triangle at its edge that points outwards, one for each stretch. */
#include "report/svg_lines.h"

/* Of a triangle: half its width, its height. */
static const double HALF = 5;
static const double HEIGHT = 7;

/* An edge of the plot and the ends of intervals that may lie beyond it. */
typedef struct edge {
  const cvs_svg_field *field;
  const cvs_picture_series *series;
  bool upper;
} edge;

static bool is_band(const cvs_picture_series *series) {
  return series->kind == CVS_SERIES_INTERVALS && !cvs_svg_has_markers(series);
}

static bool is_cut(const edge *at, const cvs_picture_point *point) {
  const cvs_interval interval = cvs_point_interval(point);
  const cvs_svg_scale *scale = &at->field->y;
  if (!interval.exists)
    return false;
  if (is_band(at->series) && (interval.has_lower || interval.has_upper)) {
    const cvs_svg_ends ends = cvs_svg_ends_of(scale, &interval);
    return at->upper ? ends.upper_open : ends.lower_open;
  }
  return interval.has_estimate && (at->upper ? interval.estimate > scale->high : interval.estimate < scale->low);
}

static void add_triangle(cvs_strbuf *out, const edge *at, double x) {
  const cvs_svg_box *plot = &at->field->plot;
  const double tip = at->upper ? plot->top : plot->bottom, back = at->upper ? tip + HEIGHT : tip - HEIGHT;
  cvs_svg_pen pen = {.out = out};
  cvs_svg_pen_move(&pen, x - HALF, back);
  cvs_svg_pen_line(&pen, x, tip);
  cvs_svg_pen_line(&pen, x + HALF, back);
  cvs_strbuf_add_char(out, 'z');
}

/* In the middle of each stretch of points that lie beyond the edge. */
static void add_triangles(cvs_strbuf *out, const edge *at) {
  const cvs_picture_point *first = NULL, *last = NULL;
  for (const cvs_picture_point *point = at->series->first; point != NULL; point = point->next) {
    const bool cut = is_cut(at, point);
    if (cut) {
      first = first == NULL ? point : first;
      last = point;
    }
    if (first == NULL || (cut && point->next != NULL))
      continue;
    add_triangle(out, at, cvs_svg_at(&at->field->x, (first->x + last->x) / 2));
    first = NULL;
  }
}

void cvs_svg_draw_cuts(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series) {
  const edge top = {field, series, true}, bottom = {field, series, false};
  cvs_strbuf path = {0};
  if (series->kind == CVS_SERIES_AREA || (series->kind == CVS_SERIES_INTERVALS && !is_band(series)))
    return;
  add_triangles(&path, &top);
  add_triangles(&path, &bottom);
  if (path.length > 0) {
    cvs_svg_begin_series(canvas, series->tint);
    cvs_strbuf_addf(&canvas->body, "<path class=\"%s\" d=\"%s\"/>", series->kind == CVS_SERIES_BOUND ? "v" : "f",
                    cvs_strbuf_text(&path));
    cvs_svg_end_group(canvas);
  }
  canvas->body.failed |= path.failed;
  cvs_strbuf_free(&path);
}

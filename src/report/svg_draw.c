/* What drawings of several kinds share: the legend, ends of intervals. */
#include "report/svg_draw.h"

#include <math.h>
#include <string.h>

/* A sign of the legend and the gaps around it. */
static const double SIGN_WIDTH = 26;
static const double SIGN_GAP = 6;
static const double ENTRY_GAP = 18;

cvs_svg_ends cvs_svg_ends_of(const cvs_svg_scale *scale, const cvs_interval *interval) {
  const double slack = (scale->high - scale->low) * 1e-9; /* a hair beyond the end is the end */
  cvs_svg_ends ends = {.lower_open = !interval->has_lower || interval->lower < scale->low - slack,
                       .upper_open = !interval->has_upper || interval->upper > scale->high + slack};
  ends.lower = cvs_svg_at_or_end(scale, ends.lower_open ? scale->low : interval->lower);
  ends.upper = cvs_svg_at_or_end(scale, ends.upper_open ? scale->high : interval->upper);
  return ends;
}

bool cvs_svg_has_markers(const cvs_picture_series *series) {
  enum { MARKERS_MAX = 31 }; /* a month but one, 9 apart in the narrowest picture */
  return series->count <= MARKERS_MAX && series->kind != CVS_SERIES_AREA && series->kind != CVS_SERIES_BOUND;
}

bool cvs_svg_has_dash(const cvs_picture *picture, const cvs_picture_series *series) {
  size_t lines = 0;
  for (const cvs_picture_series *each = picture->first; each != NULL; each = each->next)
    lines += each->kind == CVS_SERIES_LINE ? 1 : 0;
  return lines > 1 && series->kind == CVS_SERIES_LINE;
}

cvs_unit cvs_svg_unit_of(const cvs_picture_point *point, const cvs_picture_axis *axis) {
  return point->value != NULL && point->value->unit != CVS_UNIT_NONE ? point->value->unit : axis->unit;
}

/* --- legend --- */

static void draw_line_sign(cvs_svg_canvas *canvas, const cvs_picture *picture, const cvs_picture_series *series,
                           double x) {
  const double y = canvas->height - CVS_SVG_TEXT_MIDDLE;
  cvs_strbuf *out = &canvas->body;
  const bool bound = series->kind == CVS_SERIES_BOUND;
  cvs_strbuf_addf(out, "<path class=\"%s\"", bound ? "u" : "l");
  if (cvs_svg_has_dash(picture, series))
    cvs_svg_add_dash(out, series->tint);
  cvs_strbuf_add(out, " d=\"");
  cvs_svg_pen pen = {.out = out};
  cvs_svg_pen_move(&pen, x, y);
  cvs_svg_pen_level(&pen, x + SIGN_WIDTH);
  cvs_strbuf_add(out, "\"/>");
  if (cvs_svg_has_markers(series) || cvs_svg_has_dash(picture, series))
    cvs_svg_draw_marker(canvas, series->tint, x + SIGN_WIDTH / 2, y);
}

static void draw_sign(cvs_svg_canvas *canvas, const cvs_picture *picture, const cvs_picture_series *series, double x) {
  const double y = canvas->height - CVS_SVG_TEXT_MIDDLE;
  const double half = 5; /* of a patch's height */
  const cvs_svg_box patch = {x, y - half, x + SIGN_WIDTH, y + half};
  cvs_svg_begin_series(canvas, series->tint);
  if (picture->kind == CVS_PICTURE_BARS) {
    const cvs_svg_box bar = {x + SIGN_WIDTH / 2, patch.top, patch.right, patch.bottom};
    cvs_strbuf_add(&canvas->body, "<path class=\"f\" d=\"");
    cvs_svg_add_marker(&canvas->body, series->tint, x + half, y);
    cvs_svg_add_box(&canvas->body, &bar);
    cvs_strbuf_add(&canvas->body, "\"/>");
  } else if (series->kind == CVS_SERIES_AREA) {
    cvs_svg_draw_box(canvas, "b", &patch);
  } else {
    draw_line_sign(canvas, picture, series, x);
  }
  cvs_svg_end_group(canvas);
}

static bool is_named(const cvs_picture_series *series) {
  return series->name != NULL && series->name[0] != '\0';
}

/* The words of an entry, from the height of the canvas down: what is longer than a line goes on in the next. */
static void draw_entry_words(cvs_svg_canvas *canvas, const char *name, double x, double room) {
  enum { LINES_MAX = 3 };
  for (size_t line = 1; *name != '\0'; line++) {
    const size_t fits = cvs_svg_text_line(name, CVS_SVG_TEXT_SIZE, room);
    const size_t length = line < LINES_MAX ? fits : strlen(name);
    cvs_strbuf words = {0};
    cvs_strbuf_add_bytes(&words, name, length);
    const cvs_svg_label label = {.text = cvs_strbuf_text(&words),
                                 .x = x,
                                 .y = canvas->height,
                                 .room = room,
                                 .anchor = CVS_ANCHOR_START,
                                 .kind = ""};
    cvs_svg_draw_text(canvas, &label);
    canvas->body.failed |= words.failed;
    cvs_strbuf_free(&words);
    name += length;
    name += *name == ' ' ? 1 : 0;
    canvas->height += *name != '\0' ? CVS_SVG_LINE : 0;
  }
}

void cvs_svg_draw_legend(cvs_svg_canvas *canvas, const cvs_picture *picture) {
  double x = CVS_SVG_MARGIN;
  bool any = false;
  const double right = canvas->width - CVS_SVG_MARGIN;
  const double room_most = right - CVS_SVG_MARGIN - SIGN_WIDTH - SIGN_GAP;
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next) {
    if (!is_named(series))
      continue;
    const double room = fmin(cvs_svg_text_width(series->name, CVS_SVG_TEXT_SIZE), room_most);
    const double entry = SIGN_WIDTH + SIGN_GAP + room;
    if (!any || x + entry > right) {
      canvas->height += CVS_SVG_LINE + (any ? 2 : 4);
      x = CVS_SVG_MARGIN;
    }
    any = true;
    draw_sign(canvas, picture, series, x);
    draw_entry_words(canvas, series->name, x + SIGN_WIDTH + SIGN_GAP, room);
    x += entry + ENTRY_GAP;
  }
  if (any)
    canvas->height += CVS_SVG_GAP;
}

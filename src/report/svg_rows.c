/* Rows with intervals: a name, a whisker, the figures. */
#include "report/svg_draw.h"

#include "report/format.h"

#include <math.h>

/* Heights of a row, of one among many, and of one whose words stand above its whisker. */
static const double ROW = 26;
static const double ROW_OF_MANY = 20;
static const double ROW_STACKED = 42;
static const double STACKED_PLOT = 20; /* beneath the words */
enum { MANY = 12 };
/* A plot narrower than this part of the picture has its words above the whiskers. */
static const double LEAST_PLOT = 0.36;
/* Names have this much beside the figures, and take this part at most. */
static const double LEAST_NAME = 60;
static const double MOST_NAME = 0.3;
/* Half the height of the ends of a whisker, and of an arrow. */
static const double CAP = 5;

/* What the rows need, and where they stand. */
typedef struct table {
  const cvs_picture *picture;
  int decimals; /* of all figures; -1: by each */
  double names, figures;
  size_t count;
  bool stacked;
  double row;
  cvs_svg_scale scale;
  cvs_svg_box plot;
} table;

/* --- figures --- */

/* "+2.1% [-1.6%, +5.9%]", and what stands beside it. */
static void add_figures(cvs_strbuf *out, const table *rows, const cvs_picture_point *point) {
  const cvs_interval interval = cvs_point_interval(point);
  const cvs_unit unit = cvs_svg_unit_of(point, &rows->picture->x);
  cvs_strbuf_clear(out);
  if (interval.has_estimate)
    cvs_format_value(out, unit, interval.estimate, rows->decimals);
  if (interval.has_lower || interval.has_upper) {
    cvs_strbuf_add(out, interval.has_estimate ? " " : "");
    cvs_format_interval(out, unit, &interval, rows->decimals);
  }
  if (!interval.exists)
    cvs_strbuf_add(out, "no estimate");
  if (point->note != NULL && point->note[0] != '\0') {
    cvs_strbuf_add(out, " · ");
    cvs_strbuf_add(out, point->note);
  }
}

/* Decimals that all rows share: those of the most exact one, but at most two more than the coarsest needs. */
static int find_decimals(const cvs_picture *picture) {
  enum { EXTRA_MAX = 2 };
  int most = -1, least = -1;
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      const cvs_interval interval = cvs_point_interval(point);
      const int decimals = cvs_interval_decimals(cvs_svg_unit_of(point, &picture->x), &interval);
      most = decimals > most ? decimals : most;
      least = decimals >= 0 && (least < 0 || decimals < least) ? decimals : least;
    }
  return most > least + EXTRA_MAX ? least + EXTRA_MAX : most;
}

static cvs_extent measure(table *rows, bool *failed) {
  cvs_strbuf figures = {0};
  const cvs_picture_axis *axis = &rows->picture->x;
  cvs_extent extent = cvs_extent_none();
  if (axis->has_origin)
    cvs_extent_add(&extent, axis->origin);
  for (const cvs_picture_series *series = rows->picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      const cvs_interval interval = cvs_point_interval(point);
      if (interval.exists)
        cvs_extent_add_interval(&extent, &interval, axis->origin);
      add_figures(&figures, rows, point);
      rows->figures = fmax(rows->figures, cvs_svg_text_width(cvs_strbuf_text(&figures), CVS_SVG_TEXT_SIZE));
      rows->names = fmax(rows->names, cvs_svg_text_width(point->label, CVS_SVG_TEXT_SIZE));
      rows->count++;
      *failed = *failed || figures.failed;
    }
  cvs_strbuf_free(&figures);
  cvs_extent_limit(&extent);
  return extent;
}

/* --- layout --- */

static void plan(table *rows, cvs_svg_canvas *canvas) {
  const cvs_extent extent = measure(rows, &canvas->body.failed);
  canvas->width = fmax(canvas->width, 2 * CVS_SVG_MARGIN + LEAST_NAME + CVS_SVG_GAP + rows->figures);
  const double width = canvas->width;
  rows->names = fmin(rows->names, MOST_NAME * width);
  rows->plot = (cvs_svg_box){.left = CVS_SVG_MARGIN + rows->names + 2 * CVS_SVG_GAP,
                             .top = canvas->height + CVS_SVG_GAP,
                             .right = width - CVS_SVG_MARGIN - rows->figures - 2 * CVS_SVG_GAP};
  rows->stacked = rows->plot.right - rows->plot.left < LEAST_PLOT * width;
  if (rows->stacked) {
    rows->plot.left = CVS_SVG_MARGIN + CVS_SVG_GAP;
    rows->plot.right = width - CVS_SVG_MARGIN - CVS_SVG_GAP;
  }
  rows->row = rows->stacked ? ROW_STACKED : rows->count > MANY ? ROW_OF_MANY : ROW;
  rows->plot.bottom = rows->plot.top + (double)rows->count * rows->row;
  const double place[] = {rows->plot.left, rows->plot.right};
  rows->scale = cvs_svg_plan_level(&rows->picture->x, &extent, place, width, true);
}

/* --- drawing --- */

/* Ends of whiskers, and markers, of rows in one colour. */
typedef struct signs {
  cvs_strbuf whiskers;
  cvs_strbuf markers;
  size_t tint;
} signs;

/* The end of a whisker, from above: a cap, or an arrow that points to where `back` does not. */
static void add_end(cvs_svg_pen *pen, double x, double y, double back) {
  if (fabs(back) > 0) {
    cvs_svg_pen_line(pen, x, y);
    cvs_svg_pen_line(pen, x + back, y + CAP);
    return;
  }
  cvs_svg_pen_upright(pen, y + CAP);
}

static void add_whisker(cvs_strbuf *out, const table *rows, const cvs_interval *interval, double y) {
  const cvs_svg_ends ends = cvs_svg_ends_of(&rows->scale, interval);
  const double lower_back = ends.lower_open ? CAP : 0, upper_back = ends.upper_open ? -CAP : 0;
  cvs_svg_pen pen = {.out = out};
  cvs_svg_pen_move(&pen, ends.lower + lower_back, y - CAP);
  add_end(&pen, ends.lower, y, lower_back);
  cvs_svg_pen_jump(&pen, ends.lower, y);
  cvs_svg_pen_level(&pen, ends.upper);
  cvs_svg_pen_jump(&pen, ends.upper + upper_back, y - CAP);
  add_end(&pen, ends.upper, y, upper_back);
}

/* Draws what was gathered, and begins again. */
static void draw_signs(cvs_svg_canvas *canvas, signs *of) {
  cvs_strbuf *out = &canvas->body;
  if (of->whiskers.length + of->markers.length > 0) {
    cvs_svg_begin_series(canvas, of->tint);
    if (of->whiskers.length > 0)
      cvs_strbuf_addf(out, "<path class=\"l\" d=\"%s\"/>", cvs_strbuf_text(&of->whiskers));
    if (of->markers.length > 0)
      cvs_strbuf_addf(out, "<path class=\"f\" d=\"%s\"/>", cvs_strbuf_text(&of->markers));
    cvs_svg_end_group(canvas);
  }
  out->failed |= of->whiskers.failed || of->markers.failed;
  cvs_strbuf_clear(&of->whiskers);
  cvs_strbuf_clear(&of->markers);
}

static void draw_words(cvs_svg_canvas *canvas, const table *rows, const cvs_picture_point *point, double base) {
  cvs_strbuf figures = {0};
  add_figures(&figures, rows, point);
  const double right = canvas->width - CVS_SVG_MARGIN;
  const double room = rows->stacked ? right - CVS_SVG_MARGIN - rows->figures - CVS_SVG_GAP : rows->names;
  const cvs_svg_label label = {.text = point->label,
                               .x = rows->stacked ? CVS_SVG_MARGIN : CVS_SVG_MARGIN + rows->names,
                               .y = base,
                               .room = room,
                               .anchor = rows->stacked ? CVS_ANCHOR_START : CVS_ANCHOR_END,
                               .kind = ""};
  const cvs_svg_label values = {.text = cvs_strbuf_text(&figures),
                                .x = right,
                                .y = base,
                                .room = rows->figures,
                                .anchor = CVS_ANCHOR_END,
                                .kind = ""};
  cvs_svg_draw_text(canvas, &label);
  cvs_svg_draw_text(canvas, &values);
  canvas->body.failed |= figures.failed;
  cvs_strbuf_free(&figures);
}

/* Rows of the same colour that follow each other share their paths. */
static void draw_row(cvs_svg_canvas *canvas, const table *rows, signs *drawn, const cvs_picture_point *point,
                     double top) {
  const cvs_interval interval = cvs_point_interval(point);
  const double y = rows->stacked ? top + ROW_STACKED - STACKED_PLOT / 2 - 1 : top + rows->row / 2;
  draw_words(canvas, rows, point, rows->stacked ? top + CVS_SVG_LINE : y + CVS_SVG_TEXT_MIDDLE);
  if (!interval.exists)
    return;
  if (interval.has_lower || interval.has_upper)
    add_whisker(&drawn->whiskers, rows, &interval, y);
  if (interval.has_estimate && interval.estimate >= rows->scale.low && interval.estimate <= rows->scale.high)
    cvs_svg_add_marker(&drawn->markers, drawn->tint, cvs_svg_at(&rows->scale, interval.estimate), y);
}

/* Lines never run through words: above a whisker they leave these free. */
static void draw_axis(cvs_svg_canvas *canvas, const table *rows) {
  const cvs_svg_box *plot = &rows->plot;
  if (!rows->stacked) {
    cvs_svg_draw_level(canvas, &rows->scale, plot);
    return;
  }
  const double bottom = plot->top + rows->row;
  const cvs_svg_box first = {plot->left, bottom - STACKED_PLOT, plot->right, bottom};
  cvs_svg_draw_level_rows(canvas, &rows->scale, &first, rows->count, rows->row);
  cvs_svg_draw_level_words(canvas, &rows->scale, plot);
}

void cvs_svg_draw_rows(cvs_svg_canvas *canvas, const cvs_picture *picture) {
  table rows = {.picture = picture, .decimals = find_decimals(picture)};
  cvs_svg_draw_legend(canvas, picture);
  plan(&rows, canvas);
  double top = rows.plot.top;
  signs drawn = {0};
  draw_axis(canvas, &rows);
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next) {
    if (series->tint != drawn.tint)
      draw_signs(canvas, &drawn);
    drawn.tint = series->tint;
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      draw_row(canvas, &rows, &drawn, point, top);
      top += rows.row;
    }
  }
  draw_signs(canvas, &drawn);
  cvs_strbuf_free(&drawn.whiskers);
  cvs_strbuf_free(&drawn.markers);
}

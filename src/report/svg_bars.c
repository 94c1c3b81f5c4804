/* Bars by step and arm: how many are left, and how many went. */
#include "report/svg_draw.h"

#include "report/format.h"

#include <math.h>

static const double BAR = 14;
static const double PITCH = 18;   /* from bar to bar */
static const double BETWEEN = 12; /* from step to step */
static const double SIGN = 14;    /* of the marker before a bar */
static const double MOST_NAME = 0.26;
/* Bars have this part of the width at least; else names and figures stand above them, a line each. */
static const double LEAST_PLOT = 0.45;
static const double SLIM_BAR = 10;
static const double TICK = 4;

typedef struct board {
  const cvs_picture *picture;
  double names, figures;
  size_t rows;
  bool stacked;
  cvs_svg_scale scale;
  cvs_svg_box plot;
} board;

static const cvs_picture_point *find_point(const cvs_picture_series *series, size_t row) {
  const cvs_picture_point *point = series->first;
  for (size_t i = 0; i < row && point != NULL; i++)
    point = point->next;
  return point;
}

/* "10.2% · 5,105 users" */
static void add_figures(cvs_strbuf *out, const board *bars, const cvs_picture_point *point) {
  const cvs_interval interval = cvs_point_interval(point);
  cvs_strbuf_clear(out);
  if (interval.has_estimate)
    cvs_format_value(out, cvs_svg_unit_of(point, &bars->picture->x), interval.estimate, -1);
  if (point->note == NULL || point->note[0] == '\0')
    return;
  cvs_strbuf_add(out, out->length > 0 ? " · " : "");
  cvs_strbuf_add(out, point->note);
}

static cvs_extent measure(board *bars, bool *failed) {
  cvs_strbuf figures = {0};
  cvs_extent extent = cvs_extent_none();
  cvs_extent_add(&extent, 0);
  for (const cvs_picture_series *series = bars->picture->first; series != NULL; series = series->next) {
    bars->rows = series->count > bars->rows ? series->count : bars->rows;
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      const cvs_interval interval = cvs_point_interval(point);
      if (interval.has_estimate)
        cvs_extent_add(&extent, interval.estimate);
      add_figures(&figures, bars, point);
      bars->figures = fmax(bars->figures, cvs_svg_text_width(cvs_strbuf_text(&figures), CVS_SVG_TEXT_SIZE));
      bars->names = fmax(bars->names, cvs_svg_text_width(point->label, CVS_SVG_TEXT_SIZE));
      *failed = *failed || figures.failed;
    }
  }
  cvs_strbuf_free(&figures);
  return extent;
}

/* From bar to bar. */
static double pitch(const board *bars) {
  return bars->stacked ? CVS_SVG_LINE + SLIM_BAR + CVS_SVG_TEXT_MIDDLE : PITCH;
}

static double row_height(const board *bars) {
  return (double)bars->picture->count * pitch(bars) + BETWEEN + (bars->stacked ? CVS_SVG_LINE : 0);
}

/* How wide the plot may be for each bar to have its figures behind its end, left of `right`: long bars of a funnel have
 * short ones. Where the axis does not begin at 0 all of it may be a bar. */
static double fit_plot(const board *bars, const cvs_extent *extent, double right, bool *failed) {
  cvs_strbuf figures = {0};
  const bool from_zero = extent->low >= 0 && extent->high > 0;
  const double all = right - bars->plot.left;
  double width = all;
  for (const cvs_picture_series *series = bars->picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      const cvs_interval interval = cvs_point_interval(point);
      add_figures(&figures, bars, point);
      const double room = all - CVS_SVG_GAP - cvs_svg_text_width(cvs_strbuf_text(&figures), CVS_SVG_TEXT_SIZE);
      const double part = !from_zero ? 1 : interval.has_estimate ? interval.estimate / extent->high : 0;
      width = part > 0 ? fmin(width, room / part) : room < 0 ? 0 : width;
      *failed = *failed || figures.failed;
    }
  cvs_strbuf_free(&figures);
  return width;
}

static void plan(board *bars, cvs_svg_canvas *canvas) {
  const cvs_extent extent = measure(bars, &canvas->body.failed);
  bars->names = fmin(bars->names, MOST_NAME * canvas->width);
  bars->plot = (cvs_svg_box){.left = CVS_SVG_MARGIN + bars->names + CVS_SVG_GAP + SIGN,
                             .top = canvas->height + CVS_SVG_GAP,
                             .right = canvas->width - CVS_SVG_MARGIN};
  bars->plot.right = bars->plot.left + fit_plot(bars, &extent, bars->plot.right, &canvas->body.failed);
  bars->stacked = bars->plot.right - bars->plot.left < LEAST_PLOT * canvas->width;
  if (bars->stacked) {
    bars->plot.left = CVS_SVG_MARGIN + SIGN;
    canvas->width = fmax(canvas->width, bars->plot.left + CVS_SVG_MARGIN + bars->figures);
    bars->plot.right = canvas->width - CVS_SVG_MARGIN;
    bars->names = canvas->width - 2 * CVS_SVG_MARGIN;
  }
  bars->plot.bottom = bars->plot.top + (double)bars->rows * row_height(bars);
  const double place[] = {bars->plot.left, bars->plot.right};
  bars->scale = cvs_svg_plan_level(&bars->picture->x, &extent, place, canvas->width, true);
}

static cvs_svg_box place_bar(const board *bars, const cvs_picture_point *point, double top) {
  const cvs_interval interval = cvs_point_interval(point);
  const double end = cvs_svg_at(&bars->scale, interval.has_estimate ? interval.estimate : 0);
  const double upper = bars->stacked ? top + CVS_SVG_LINE : top;
  return (cvs_svg_box){bars->plot.left, upper, end, upper + (bars->stacked ? SLIM_BAR : BAR)};
}

/* Figures stand at the end of their bar, or above it. */
static void draw_figures(cvs_svg_canvas *canvas, const board *bars, const cvs_picture_point *point,
                         const cvs_svg_box *bar) {
  cvs_strbuf figures = {0};
  add_figures(&figures, bars, point);
  const cvs_svg_label words = {.text = cvs_strbuf_text(&figures),
                               .x = bars->stacked ? bar->left : bar->right + CVS_SVG_GAP,
                               .y = bars->stacked ? bar->top - CVS_SVG_TEXT_MIDDLE
                                                  : (bar->top + bar->bottom) / 2 + CVS_SVG_TEXT_MIDDLE,
                               .room = bars->figures,
                               .anchor = CVS_ANCHOR_START,
                               .kind = ""};
  cvs_svg_draw_text(canvas, &words);
  canvas->body.failed |= figures.failed;
  cvs_strbuf_free(&figures);
}

/* Top of the bar of series `index` in a row that begins at `top`. */
static double bar_top(const board *bars, double top, size_t index) {
  return top + (bars->stacked ? CVS_SVG_LINE + CVS_SVG_TEXT_MIDDLE : BETWEEN / 2) + (double)index * pitch(bars);
}

/* The bars of a series, each behind its marker, as one path. */
static void draw_bars(cvs_svg_canvas *canvas, const board *bars, const cvs_picture_series *series, size_t index) {
  cvs_strbuf *out = &canvas->body;
  double top = bar_top(bars, bars->plot.top, index);
  if (series->count == 0)
    return;
  cvs_svg_begin_series(canvas, series->tint);
  cvs_strbuf_add(out, "<path class=\"f\" d=\"");
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next, top += row_height(bars)) {
    const cvs_svg_box bar = place_bar(bars, point, top);
    cvs_svg_add_marker(out, series->tint, bars->plot.left - SIGN / 2, (bar.top + bar.bottom) / 2);
    cvs_svg_add_box(out, &bar);
  }
  cvs_strbuf_add(out, "\"/>");
  cvs_svg_end_group(canvas);
}

/* A step is named at the left of its bars, in their middle, or above them. */
static void draw_name(cvs_svg_canvas *canvas, const board *bars, const char *name, double top) {
  const double middle = top + row_height(bars) / 2 + CVS_SVG_TEXT_MIDDLE - (PITCH - BAR) / 2;
  const cvs_svg_label label = {.text = name,
                               .x = bars->stacked ? CVS_SVG_MARGIN : CVS_SVG_MARGIN + bars->names,
                               .y = bars->stacked ? top + CVS_SVG_LINE : middle,
                               .room = bars->names,
                               .anchor = bars->stacked ? CVS_ANCHOR_START : CVS_ANCHOR_END,
                               .kind = bars->stacked ? "m" : ""};
  cvs_svg_draw_text(canvas, &label);
}

/* The words of a row. */
static void draw_row(cvs_svg_canvas *canvas, const board *bars, size_t row, double top) {
  const cvs_picture_point *named = NULL;
  size_t index = 0;
  for (const cvs_picture_series *series = bars->picture->first; series != NULL; series = series->next, index++) {
    const cvs_picture_point *point = find_point(series, row);
    if (point == NULL)
      continue;
    const cvs_svg_box bar = place_bar(bars, point, bar_top(bars, top, index));
    draw_figures(canvas, bars, point, &bar);
    named = named == NULL ? point : named;
  }
  if (named != NULL)
    draw_name(canvas, bars, named->label, top);
}

/* Figures stand in the plot: its lines are ticks at its foot. */
static void draw_axis(cvs_svg_canvas *canvas, const board *bars) {
  const cvs_svg_box *plot = &bars->plot;
  const cvs_svg_box foot = {plot->left, plot->bottom, plot->right, plot->bottom + TICK};
  const cvs_svg_box line = {plot->left, plot->bottom, plot->right, plot->bottom};
  cvs_svg_draw_level_lines(canvas, &bars->scale, &foot);
  cvs_svg_draw_line(canvas, "g", &line);
  cvs_svg_draw_level_words(canvas, &bars->scale, plot);
}

void cvs_svg_draw_bars(cvs_svg_canvas *canvas, const cvs_picture *picture) {
  board bars = {.picture = picture};
  cvs_svg_draw_legend(canvas, picture);
  plan(&bars, canvas);
  draw_axis(canvas, &bars);
  size_t index = 0;
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    draw_bars(canvas, &bars, series, index++);
  for (size_t row = 0; row < bars.rows; row++)
    draw_row(canvas, &bars, row, bars.plot.top + (double)row * row_height(&bars));
}

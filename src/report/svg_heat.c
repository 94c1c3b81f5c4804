/* A table as a heat map: darker is more, and the number stands in each cell. */
#include "report/svg_draw.h"

#include "base/number.h"
#include "report/format.h"

#include <math.h>

static const double CELL_HEIGHT = 26;
static const double CELL_WIDTH_LEAST = 44;
static const double MOST_NAME = 0.3;
/* Opacity of the least and of the largest figure; ink has its contrast on both. */
static const double FAINT = 0.06;
static const double STRONG = 0.45;

typedef struct map {
  const cvs_picture *picture;
  double names, cell;
  size_t columns;
  double ln_low, ln_high; /* of the figures, all positive */
  cvs_svg_box plot;
} map;

static bool has_figure(const cvs_picture_point *point) {
  const cvs_interval interval = cvs_point_interval(point);
  return interval.exists && interval.has_estimate;
}

static void add_figure(cvs_strbuf *out, const map *heat, const cvs_picture_point *point) {
  cvs_strbuf_clear(out);
  const cvs_unit unit = cvs_svg_unit_of(point, &heat->picture->x);
  const bool whole = unit == CVS_UNIT_COUNT;
  if (has_figure(point))
    cvs_format_value(out, unit, cvs_point_interval(point).estimate, whole ? 0 : -1);
  else
    cvs_strbuf_add_char(out, '-');
}

static void measure_point(map *heat, const cvs_picture_point *point, cvs_strbuf *text) {
  const cvs_interval interval = cvs_point_interval(point);
  add_figure(text, heat, point);
  heat->cell = fmax(heat->cell, cvs_svg_text_width(cvs_strbuf_text(text), CVS_SVG_TEXT_SIZE));
  heat->cell = fmax(heat->cell, cvs_svg_text_width(point->label, CVS_SVG_TEXT_SIZE));
  if (!has_figure(point) || !(interval.estimate > 0))
    return;
  heat->ln_low = fmin(heat->ln_low, log(interval.estimate));
  heat->ln_high = fmax(heat->ln_high, log(interval.estimate));
}

static void measure(map *heat, bool *failed) {
  cvs_strbuf text = {0};
  heat->names = heat->picture->y.title != NULL ? cvs_svg_text_width(heat->picture->y.title, CVS_SVG_TEXT_SIZE) : 0;
  heat->ln_low = INFINITY;
  heat->ln_high = -INFINITY;
  for (const cvs_picture_series *series = heat->picture->first; series != NULL; series = series->next) {
    heat->columns = series->count > heat->columns ? series->count : heat->columns;
    heat->names = fmax(heat->names, cvs_svg_text_width(series->name, CVS_SVG_TEXT_SIZE));
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      measure_point(heat, point, &text);
      *failed = *failed || text.failed;
    }
  }
  cvs_strbuf_free(&text);
}

/* Cells fill the width; where their figures need more the picture becomes wider. */
static void plan(map *heat, cvs_svg_canvas *canvas) {
  measure(heat, &canvas->body.failed);
  heat->names = fmin(heat->names, MOST_NAME * canvas->width);
  heat->plot.left = CVS_SVG_MARGIN + heat->names + CVS_SVG_GAP;
  const double columns = fmax((double)heat->columns, 1);
  const double room = (canvas->width - CVS_SVG_MARGIN - heat->plot.left) / columns;
  heat->cell = fmax(fmax(heat->cell + CVS_SVG_GAP, CELL_WIDTH_LEAST), room);
  heat->plot.right = heat->plot.left + columns * heat->cell;
  heat->plot.top = canvas->height + 2 * CVS_SVG_LINE + CVS_SVG_GAP;
  heat->plot.bottom = heat->plot.top + (double)heat->picture->count * CELL_HEIGHT;
  canvas->width = fmax(canvas->width, heat->plot.right + CVS_SVG_MARGIN);
}

static void draw_shade(cvs_svg_canvas *canvas, const map *heat, double value, const cvs_svg_box *cell) {
  const double span = heat->ln_high - heat->ln_low;
  const double part = span > 0 && value > 0 ? (log(value) - heat->ln_low) / span : 0;
  char opacity[CVS_FIXED_MAX];
  cvs_print_fixed(FAINT + part * (STRONG - FAINT), 2, opacity);
  cvs_strbuf_addf(&canvas->body, "<g fill-opacity=\"%s\">", opacity);
  cvs_svg_draw_box(canvas, "h", cell);
  cvs_svg_end_group(canvas);
}

static void draw_cell(cvs_svg_canvas *canvas, const map *heat, const cvs_picture_point *point, const double at[2]) {
  const double gap = 1;
  const cvs_svg_box cell = {at[0] + gap, at[1] + gap, at[0] + heat->cell - gap, at[1] + CELL_HEIGHT - gap};
  cvs_strbuf text = {0};
  add_figure(&text, heat, point);
  if (has_figure(point))
    draw_shade(canvas, heat, cvs_point_interval(point).estimate, &cell);
  const cvs_svg_label label = {.text = cvs_strbuf_text(&text),
                               .x = at[0] + heat->cell / 2,
                               .y = at[1] + CELL_HEIGHT / 2 + CVS_SVG_TEXT_MIDDLE,
                               .room = heat->cell,
                               .anchor = CVS_ANCHOR_MIDDLE,
                               .kind = ""};
  cvs_svg_draw_text(canvas, &label);
  canvas->body.failed |= text.failed;
  cvs_strbuf_free(&text);
}

static void draw_titles(cvs_svg_canvas *canvas, const map *heat) {
  const cvs_picture *picture = heat->picture;
  const cvs_svg_label across = {.text = picture->x.title != NULL ? picture->x.title : "",
                                .x = heat->plot.left + CVS_SVG_GAP,
                                .y = canvas->height + CVS_SVG_LINE,
                                .room = canvas->width - CVS_SVG_MARGIN - heat->plot.left - CVS_SVG_GAP,
                                .anchor = CVS_ANCHOR_START,
                                .kind = "m"};
  const cvs_svg_label down = {.text = picture->y.title != NULL ? picture->y.title : "",
                              .x = CVS_SVG_MARGIN,
                              .y = heat->plot.top - CVS_SVG_GAP,
                              .room = heat->plot.left - CVS_SVG_MARGIN,
                              .anchor = CVS_ANCHOR_START,
                              .kind = "m"};
  cvs_svg_draw_text(canvas, &across);
  cvs_svg_draw_text(canvas, &down);
}

static void draw_column_labels(cvs_svg_canvas *canvas, const map *heat) {
  double x = heat->plot.left;
  for (const cvs_picture_point *point = heat->picture->first->first; point != NULL; point = point->next) {
    const cvs_svg_label label = {.text = point->label,
                                 .x = x + heat->cell / 2,
                                 .y = heat->plot.top - CVS_SVG_GAP,
                                 .room = heat->cell,
                                 .anchor = CVS_ANCHOR_MIDDLE,
                                 .kind = "m"};
    cvs_svg_draw_text(canvas, &label);
    x += heat->cell;
  }
}

static void draw_series(cvs_svg_canvas *canvas, const map *heat, const cvs_picture_series *series, double top) {
  const cvs_svg_label label = {.text = series->name,
                               .x = CVS_SVG_MARGIN + heat->names,
                               .y = top + CELL_HEIGHT / 2 + CVS_SVG_TEXT_MIDDLE,
                               .room = heat->names,
                               .anchor = CVS_ANCHOR_END,
                               .kind = "m"};
  double at[] = {heat->plot.left, top};
  cvs_svg_draw_text(canvas, &label);
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
    draw_cell(canvas, heat, point, at);
    at[0] += heat->cell;
  }
}

void cvs_svg_draw_heat(cvs_svg_canvas *canvas, const cvs_picture *picture) {
  map heat = {.picture = picture};
  plan(&heat, canvas);
  draw_titles(canvas, &heat);
  draw_column_labels(canvas, &heat);
  double top = heat.plot.top;
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next) {
    draw_series(canvas, &heat, series, top);
    top += CELL_HEIGHT;
  }
  canvas->height = heat.plot.bottom + CVS_SVG_GAP;
}

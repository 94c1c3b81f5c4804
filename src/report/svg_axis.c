/* The axes of pictures. */
#include "report/svg_axis.h"

#include "base/calendar.h"
#include "report/axis.h"

#include <math.h>

/* Between two labels, and between labels and the plot. */
static const double LABEL_APART = 12;
static const double LABEL_GAP = 6;
/* Base line of the labels beneath a plot: the lowest label of an upright axis reaches 7 below it. */
static const double BENEATH = 19;
/* Upright ticks stand this far apart at least. */
static const double TICK_APART = 28;
/* Ticks at most, whatever the steps; steps tried from a tenth of the span up; doublings of weeks. */
enum { TICKS_MAX = 24, PARTS = 10, STEPS_TRIED = 14, DATE_STEPS_TRIED = 40 };

double cvs_svg_at(const cvs_svg_scale *scale, double value) {
  return scale->from + (value - scale->low) / (scale->high - scale->low) * (scale->to - scale->from);
}

double cvs_svg_at_or_end(const cvs_svg_scale *scale, double value) {
  return cvs_svg_at(scale, fmin(fmax(value, scale->low), scale->high));
}

/* --- ticks --- */

/* Tick `index` of a scale; false past the last. */
static bool find_tick(const cvs_svg_scale *scale, int index, double *value) {
  const double first = scale->axis->dates ? scale->low : ceil(scale->low / scale->step - CVS_TICK_SLACK) * scale->step;
  *value = first + index * scale->step;
  return index < TICKS_MAX && *value <= scale->high + CVS_TICK_SLACK * scale->step;
}

static void add_label(cvs_strbuf *out, const cvs_svg_scale *scale, double value) {
  cvs_strbuf_clear(out);
  if (scale->axis->dates)
    cvs_calendar_add(out, (int64_t)value);
  else
    cvs_axis_add_label(out, scale->axis->unit, value, scale->step);
}

/* Where the middle of a label may stand: within the drawing. */
static double place_label(double at, double width, double right) {
  const double edge = 2;
  return fmax(fmin(at, right - edge - width / 2), edge + width / 2);
}

static bool labels_fit(cvs_svg_scale *scale, double right) {
  cvs_strbuf label = {0};
  double value = 0, free_from = -LABEL_APART;
  bool fits = (scale->high - scale->low) / scale->step < TICKS_MAX - 1;
  for (int i = 0; fits && find_tick(scale, i, &value); i++) {
    add_label(&label, scale, value);
    scale->failed |= label.failed; /* which the next clearing forgets */
    const double width = cvs_svg_text_width(cvs_strbuf_text(&label), CVS_SVG_TEXT_SIZE);
    const double middle = place_label(cvs_svg_at(scale, value), width, right);
    fits = middle - width / 2 >= free_from + LABEL_APART;
    free_from = middle + width / 2;
  }
  cvs_strbuf_free(&label);
  return fits;
}

/* --- planning --- */

/* A span that is none, or that doubles cannot tell from none, is widened around its value. */
static void give_width(const cvs_picture_axis *axis, double *low, double *high) {
  static const double least_part = 1e-9, wider_part = 0.1, wider_zero = 0.01;
  if (!(*low <= *high))
    *low = *high = axis->has_origin ? axis->origin : 0;
  const double size = fmax(fabs(*low), fabs(*high));
  if (*high - *low > least_part * size)
    return;
  const double wider =
      axis->dates || axis->unit == CVS_UNIT_COUNT ? fmax(1, floor(size * least_part)) : wider_part * size;
  *low -= wider > 0 ? wider : wider_zero;
  *high += wider > 0 ? wider : wider_zero;
}

static cvs_svg_scale begin_scale(const cvs_picture_axis *axis, const cvs_extent *extent) {
  cvs_svg_scale scale = {.axis = axis, .low = extent->low, .high = extent->high};
  give_width(axis, &scale.low, &scale.high);
  return scale;
}

/* Ends at ticks, but not beyond what the unit can be. */
static void round_ends(cvs_svg_scale *scale, double low, double high) {
  const cvs_unit unit = scale->axis->unit;
  scale->low = fmax(cvs_axis_round_out(low, scale->step, false), fmin(cvs_axis_least(unit), low));
  scale->high = fmin(cvs_axis_round_out(high, scale->step, true), fmax(cvs_axis_most(unit), high));
}

/* Days, weeks, and doublings of four of them. */
static double date_step(int index) {
  static const double steps[] = {1, 2, 7, 14};
  enum { STEPS = sizeof steps / sizeof steps[0] };
  return index < STEPS ? steps[index] : ldexp(steps[STEPS - 1], index - STEPS + 1);
}

static void plan_dates(cvs_svg_scale *scale, double right) {
  for (int index = 0; index < DATE_STEPS_TRIED; index++) {
    scale->step = date_step(index);
    if (labels_fit(scale, right))
      return;
  }
}

/* The first step worth trying; people and other counts do not come in parts. */
static int first_step(const cvs_picture_axis *axis, double span) {
  const int first = cvs_axis_index(span / PARTS);
  return axis->unit == CVS_UNIT_COUNT && first < 0 ? 0 : first;
}

cvs_svg_scale cvs_svg_plan_level(const cvs_picture_axis *axis, const cvs_extent *extent, const double place[2],
                                 double right, bool round) {
  cvs_svg_scale scale = begin_scale(axis, extent);
  scale.from = place[0];
  scale.to = place[1];
  if (axis->dates) {
    plan_dates(&scale, right);
    return scale;
  }
  const double low = scale.low, high = scale.high;
  const int first = first_step(axis, high - low);
  for (int index = first; index < first + STEPS_TRIED; index++) {
    scale.step = cvs_axis_step(index);
    if (round)
      round_ends(&scale, low, high);
    if (axis->bare || labels_fit(&scale, right))
      break;
  }
  return scale;
}

cvs_svg_scale cvs_svg_plan_upright(const cvs_picture_axis *axis, const cvs_extent *extent, double bottom, double top) {
  cvs_svg_scale scale = begin_scale(axis, extent);
  scale.from = bottom;
  scale.to = top;
  const double low = scale.low, high = scale.high;
  const int first = first_step(axis, high - low);
  for (int index = first; index < first + STEPS_TRIED; index++) {
    scale.step = cvs_axis_step(index);
    round_ends(&scale, low, high);
    if ((bottom - top) * scale.step / (scale.high - scale.low) >= TICK_APART)
      break;
  }
  return scale;
}

double cvs_svg_labels_width(const cvs_svg_scale *scale, bool *failed) {
  cvs_strbuf label = {0};
  double value = 0, widest = 0;
  for (int i = 0; !scale->axis->bare && find_tick(scale, i, &value); i++) {
    add_label(&label, scale, value);
    *failed = *failed || label.failed;
    widest = fmax(widest, cvs_svg_text_width(cvs_strbuf_text(&label), CVS_SVG_TEXT_SIZE));
  }
  cvs_strbuf_free(&label);
  return widest;
}

/* --- drawing --- */

static bool has_origin_line(const cvs_svg_scale *scale) {
  const cvs_picture_axis *axis = scale->axis;
  return axis->has_origin && axis->origin >= scale->low && axis->origin <= scale->high;
}

static void draw_level_tick(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot, double value) {
  cvs_strbuf label = {0};
  const double x = cvs_svg_at(scale, value);
  add_label(&label, scale, value);
  const double width = cvs_svg_text_width(cvs_strbuf_text(&label), CVS_SVG_TEXT_SIZE);
  const cvs_svg_label words = {.text = cvs_strbuf_text(&label),
                               .x = place_label(x, width, canvas->width),
                               .y = plot->bottom + BENEATH,
                               .room = canvas->width,
                               .anchor = CVS_ANCHOR_MIDDLE,
                               .kind = "m"};
  cvs_svg_draw_text(canvas, &words);
  canvas->body.failed |= label.failed;
  cvs_strbuf_free(&label);
}

/* A line across at each tick; `attributes` of its path, or "". */
static void draw_tick_lines(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot,
                            const char *attributes) {
  double value = 0;
  cvs_strbuf *out = &canvas->body;
  cvs_svg_pen pen = {.out = out};
  cvs_strbuf_addf(out, "<path class=\"g\"%s d=\"", attributes);
  for (int i = 0; !scale->axis->bare && find_tick(scale, i, &value); i++) {
    cvs_svg_pen_move(&pen, cvs_svg_at(scale, value), plot->top);
    cvs_svg_pen_upright(&pen, plot->bottom);
  }
  cvs_strbuf_add(out, "\"/>");
}

void cvs_svg_draw_level_lines(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot) {
  draw_tick_lines(canvas, scale, plot, "");
  if (!has_origin_line(scale))
    return;
  const double x = cvs_svg_at(scale, scale->axis->origin);
  const cvs_svg_box line = {x, plot->top, x, plot->bottom};
  cvs_svg_draw_line(canvas, "o", &line);
}

/* A line through all rows, dashed: seen in each, not between them. That of the origin has dashes of its own. */
void cvs_svg_draw_level_rows(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *first, size_t rows,
                             double pitch) {
  cvs_strbuf *out = &canvas->body;
  cvs_strbuf dashes = {0};
  const double height = first->bottom - first->top;
  const cvs_svg_box all = {first->left, first->top, first->right, first->bottom + (double)(rows - 1) * pitch};
  cvs_strbuf_add(&dashes, rows > 1 ? " stroke-dasharray=\"" : "");
  if (rows > 1) {
    cvs_svg_add_number(&dashes, height);
    cvs_strbuf_add_char(&dashes, ' ');
    cvs_svg_add_number(&dashes, pitch - height);
    cvs_strbuf_add_char(&dashes, '"');
  }
  draw_tick_lines(canvas, scale, &all, cvs_strbuf_text(&dashes));
  out->failed |= dashes.failed;
  cvs_strbuf_free(&dashes);
  if (!has_origin_line(scale))
    return;
  cvs_svg_pen pen = {.out = out};
  const double x = cvs_svg_at(scale, scale->axis->origin);
  cvs_strbuf_add(out, "<path class=\"o\" d=\"");
  for (size_t i = 0; i < rows; i++) {
    (i == 0 ? cvs_svg_pen_move : cvs_svg_pen_jump)(&pen, x, first->top + (double)i * pitch);
    cvs_svg_pen_upright(&pen, first->bottom + (double)i * pitch);
  }
  cvs_strbuf_add(out, "\"/>");
}

void cvs_svg_draw_level(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot) {
  cvs_svg_draw_level_lines(canvas, scale, plot);
  cvs_svg_draw_level_words(canvas, scale, plot);
}

void cvs_svg_draw_level_words(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot) {
  double value = 0;
  canvas->height = plot->bottom;
  canvas->body.failed |= scale->failed;
  for (int i = 0; !scale->axis->bare && find_tick(scale, i, &value); i++)
    draw_level_tick(canvas, scale, plot, value);
  if (!scale->axis->bare)
    canvas->height += BENEATH + LABEL_GAP;
  if (scale->axis->title == NULL)
    return;
  canvas->height += CVS_SVG_LINE;
  const double width = cvs_svg_text_width(scale->axis->title, CVS_SVG_TEXT_SIZE);
  const cvs_svg_label title = {.text = scale->axis->title,
                               .x = place_label((plot->left + plot->right) / 2, width, canvas->width),
                               .y = canvas->height - CVS_SVG_TEXT_MIDDLE,
                               .room = canvas->width,
                               .anchor = CVS_ANCHOR_MIDDLE,
                               .kind = "m"};
  cvs_svg_draw_text(canvas, &title);
}

static void draw_upright_tick(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot,
                              double value) {
  cvs_strbuf label = {0};
  const double y = cvs_svg_at(scale, value);
  add_label(&label, scale, value);
  const cvs_svg_label words = {.text = cvs_strbuf_text(&label),
                               .x = plot->left - LABEL_GAP,
                               .y = y + CVS_SVG_TEXT_MIDDLE,
                               .room = plot->left,
                               .anchor = CVS_ANCHOR_END,
                               .kind = "m"};
  cvs_svg_draw_text(canvas, &words);
  canvas->body.failed |= label.failed;
  cvs_strbuf_free(&label);
}

void cvs_svg_draw_upright(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot) {
  double value = 0;
  cvs_strbuf *out = &canvas->body;
  cvs_svg_pen pen = {.out = out};
  out->failed |= scale->failed;
  cvs_strbuf_add(out, "<path class=\"g\" d=\"");
  for (int i = 0; !scale->axis->bare && find_tick(scale, i, &value); i++) {
    cvs_svg_pen_move(&pen, plot->left, cvs_svg_at(scale, value));
    cvs_svg_pen_level(&pen, plot->right);
  }
  cvs_strbuf_add(out, "\"/>");
  for (int i = 0; !scale->axis->bare && find_tick(scale, i, &value); i++)
    draw_upright_tick(canvas, scale, plot, value);
  if (!has_origin_line(scale))
    return;
  const double y = cvs_svg_at(scale, scale->axis->origin);
  const cvs_svg_box line = {plot->left, y, plot->right, y};
  cvs_svg_draw_line(canvas, "o", &line);
}

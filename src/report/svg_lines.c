/* Pictures of lines: looks, days, power, densities. */
#include "report/svg_lines.h"

#include <math.h>

/* Height of a plot by its width, and its limits. */
static const double HEIGHT_PART = 0.42;
static const double HEIGHT_LEAST = 180;
static const double HEIGHT_MOST = 320;
/* Words of a level mark take this part of the width at most. */
static const double MOST_WORDS = 0.25;
/* A line of words above the plot. */
static const double LANE = 16;
/* Between these and the topmost label of the axis. */
static const double LANE_GAP = 6;

/* --- layout --- */

static size_t count_marks(const cvs_picture *picture, bool level, double *widest) {
  size_t count = 0;
  for (const cvs_picture_mark *mark = picture->first_mark; mark != NULL; mark = mark->next)
    if (mark->level == level) {
      *widest = fmax(*widest, cvs_svg_text_width(mark->text, CVS_SVG_TEXT_SIZE));
      count++;
    }
  return count;
}

/* Above the plot stand the title of the upright axis and the words of upright marks, a line each; to the right those
 * of level ones. */
static void plan(cvs_svg_field *field, cvs_svg_canvas *canvas) {
  const cvs_picture *picture = field->picture;
  double upright_words = 0, level_words = 0;
  const size_t lanes = count_marks(picture, false, &upright_words) + (picture->y.title != NULL ? 1 : 0);
  const size_t levels = count_marks(picture, true, &level_words);
  const double height = fmin(fmax(HEIGHT_PART * canvas->width, HEIGHT_LEAST), HEIGHT_MOST);
  const cvs_extent x = cvs_svg_range_x(picture), y = cvs_svg_range_y(picture);
  cvs_svg_box *plot = &field->plot;
  plot->top = canvas->height + CVS_SVG_GAP + (double)lanes * LANE + (lanes > 0 ? LANE_GAP : 0);
  plot->bottom = plot->top + height;
  plot->right = canvas->width - CVS_SVG_MARGIN - CVS_SVG_GAP;
  if (levels > 0)
    plot->right -= fmin(level_words, MOST_WORDS * canvas->width);
  field->y = cvs_svg_plan_upright(&picture->y, &y, plot->bottom, plot->top);
  const double labels = cvs_svg_labels_width(&field->y, &canvas->body.failed);
  plot->left = CVS_SVG_MARGIN + labels + (labels > 0 ? CVS_SVG_GAP : 0);
  /* a marker at an end has room for its half */
  const double place[] = {plot->left + CVS_SVG_GAP, plot->right - CVS_SVG_GAP};
  field->x = cvs_svg_plan_level(&picture->x, &x, place, canvas->width, false);
}

/* --- marks --- */

/* Words of a line across start at it, or end at it where the right half would cut them. */
static void draw_upright_mark(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_mark *mark,
                              double base) {
  const double x = cvs_svg_at_or_end(&field->x, mark->at);
  const bool right = x < canvas->width / 2;
  const bool lowest = base + LANE > field->plot.top; /* else the words of others stand beneath */
  const cvs_svg_box line = {x, lowest ? base - CVS_SVG_TEXT_MIDDLE : field->plot.top - LANE_GAP, x, field->plot.bottom};
  const cvs_svg_label words = {.text = mark->text,
                               .x = right ? x + CVS_SVG_TEXT_MIDDLE : x - CVS_SVG_TEXT_MIDDLE,
                               .y = base,
                               .room = (right ? canvas->width - x : x) - CVS_SVG_MARGIN,
                               .anchor = right ? CVS_ANCHOR_START : CVS_ANCHOR_END,
                               .kind = ""};
  cvs_svg_draw_line(canvas, "u", &line);
  cvs_svg_draw_text(canvas, &words);
}

static size_t count_levels(const cvs_picture_mark *first) {
  size_t count = 0;
  for (const cvs_picture_mark *mark = first; mark != NULL; mark = mark->next)
    count += mark->level ? 1 : 0;
  return count;
}

/* Words of level lines keep apart from each other, from the top down, and above the labels beneath the plot. */
static void draw_level_mark(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_mark *mark,
                            double *free_from) {
  const double y = cvs_svg_at_or_end(&field->y, mark->at);
  const cvs_svg_box line = {field->plot.left, y, field->plot.right, y};
  const double lowest = field->plot.bottom - CVS_SVG_TEXT_MIDDLE - (double)count_levels(mark->next) * CVS_SVG_LINE;
  const double base = fmax(fmin(y + CVS_SVG_TEXT_MIDDLE, lowest), *free_from);
  const cvs_svg_label words = {.text = mark->text,
                               .x = field->plot.right + CVS_SVG_TEXT_MIDDLE,
                               .y = base,
                               .room = canvas->width - field->plot.right - CVS_SVG_TEXT_MIDDLE,
                               .anchor = CVS_ANCHOR_START,
                               .kind = ""};
  *free_from = base + CVS_SVG_LINE;
  cvs_svg_draw_line(canvas, "u", &line);
  cvs_svg_draw_text(canvas, &words);
}

/* `base` is that of the first line of words. */
static void draw_marks(cvs_svg_canvas *canvas, const cvs_svg_field *field, double base) {
  double free_from = field->plot.top;
  for (const cvs_picture_mark *mark = field->picture->first_mark; mark != NULL; mark = mark->next) {
    if (mark->level) {
      draw_level_mark(canvas, field, mark, &free_from);
    } else {
      draw_upright_mark(canvas, field, mark, base);
      base += LANE;
    }
  }
}

/* --- drawing --- */

static void draw_upright_title(cvs_svg_canvas *canvas, const cvs_picture_axis *axis) {
  if (axis->title == NULL)
    return;
  const cvs_svg_label title = {.text = axis->title,
                               .x = CVS_SVG_MARGIN,
                               .y = canvas->height + LANE,
                               .room = canvas->width - 2 * CVS_SVG_MARGIN,
                               .anchor = CVS_ANCHOR_START,
                               .kind = "m"};
  cvs_svg_draw_text(canvas, &title);
}

/* Opens a group that shows nothing beyond the plot. */
static void begin_clip(cvs_svg_canvas *canvas, const cvs_svg_box *plot) {
  cvs_strbuf_addf(&canvas->body, "<clipPath id=\"%s-c\">", canvas->id);
  const double stroke = 1; /* half of a line at the edge */
  const cvs_svg_box seen = {plot->left, plot->top - stroke, plot->right, plot->bottom + stroke};
  cvs_svg_draw_box(canvas, "", &seen);
  cvs_strbuf_addf(&canvas->body, "</clipPath><g clip-path=\"url(#%s-c)\">", canvas->id);
}

void cvs_svg_draw_lines(cvs_svg_canvas *canvas, const cvs_picture *picture) {
  cvs_svg_field field = {.picture = picture};
  cvs_svg_draw_legend(canvas, picture);
  plan(&field, canvas);
  const double words = canvas->height + LANE + (picture->y.title != NULL ? LANE : 0);
  draw_upright_title(canvas, &picture->y);
  cvs_svg_draw_upright(canvas, &field.y, &field.plot);
  cvs_svg_draw_level(canvas, &field.x, &field.plot);
  draw_marks(canvas, &field, words);
  begin_clip(canvas, &field.plot);
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    if (series->count > 0)
      cvs_svg_draw_series(canvas, &field, series);
  cvs_svg_end_group(canvas);
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next) {
    cvs_svg_draw_cuts(canvas, &field, series);
    cvs_svg_draw_series_markers(canvas, &field, series);
  }
}

/* What a picture says, in words. */
#include "report/svg_draw.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "report/format.h"

/* Rows and series that are told; a table has the rest. */
enum { TOLD_MAX = 6 };

static bool is_named(const char *name) {
  return name != NULL && name[0] != '\0';
}

static void add_name(cvs_strbuf *out, const char *name) {
  enum { COLUMNS = 40 };
  cvs_utf8_add_cut(out, name, COLUMNS, false);
}

/* "+2.1% [-1.6%, +5.9%]" */
static void add_figure(cvs_strbuf *out, const cvs_picture_point *point, const cvs_picture_axis *axis) {
  const cvs_interval interval = cvs_point_interval(point);
  const cvs_unit unit = cvs_svg_unit_of(point, axis);
  const int decimals = cvs_interval_decimals(unit, &interval);
  if (interval.has_estimate)
    cvs_format_value(out, unit, interval.estimate, decimals);
  if (interval.has_lower || interval.has_upper) {
    cvs_strbuf_add(out, interval.has_estimate ? " " : "");
    cvs_format_interval(out, unit, &interval, decimals);
  }
}

/* " green +2.1% [-1.6%, +5.9%];": each row. */
static void add_rows(cvs_strbuf *out, const cvs_picture *picture) {
  size_t told = 0;
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL && told < TOLD_MAX; point = point->next) {
      if (!cvs_point_interval(point).exists)
        continue;
      cvs_strbuf_add(out, told++ > 0 ? "; " : " ");
      add_name(out, point->label);
      cvs_strbuf_add_char(out, ' ');
      add_figure(out, point, &picture->x);
    }
  cvs_strbuf_add(out, told > 0 ? "." : "");
}

static const cvs_picture_point *find_last(const cvs_picture_series *series) {
  const cvs_picture_point *last = NULL;
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next)
    if (cvs_point_interval(point).exists)
      last = point;
  return last;
}

/* Where it ends; of a shade its name says all. */
static void add_end(cvs_strbuf *out, const cvs_picture *picture, const cvs_picture_series *series) {
  const cvs_picture_point *last = find_last(series);
  const bool lines = picture->kind == CVS_PICTURE_LINES;
  add_name(out, series->name);
  if (series->kind == CVS_SERIES_AREA || picture->y.bare || last == NULL)
    return;
  cvs_strbuf_add(out, lines ? " ends at " : ", ");
  if (!lines) {
    add_name(out, last->label);
    cvs_strbuf_add(out, ": ");
  }
  add_figure(out, last, lines ? &picture->y : &picture->x);
}

static void add_ends(cvs_strbuf *out, const cvs_picture *picture) {
  size_t told = 0;
  for (const cvs_picture_series *series = picture->first; series != NULL && told < TOLD_MAX; series = series->next) {
    if (!is_named(series->name))
      continue;
    cvs_strbuf_add(out, told++ > 0 ? "; " : " ");
    add_end(out, picture, series);
  }
  cvs_strbuf_add(out, told > 0 ? "." : "");
}

static void add_marks(cvs_strbuf *out, const cvs_picture *picture) {
  for (const cvs_picture_mark *mark = picture->first_mark; mark != NULL; mark = mark->next) {
    cvs_strbuf_addf(out, " %s", mark->text);
    if (!mark->level && picture->x.dates) {
      cvs_strbuf_add(out, " on ");
      cvs_calendar_add(out, (int64_t)mark->at);
    }
    cvs_strbuf_add_char(out, '.');
  }
}

void cvs_svg_add_gist(cvs_strbuf *out, const cvs_picture *picture) {
  cvs_strbuf text = {0};
  if (picture->kind == CVS_PICTURE_ROWS)
    add_rows(&text, picture);
  else if (picture->kind != CVS_PICTURE_HEAT)
    add_ends(&text, picture);
  add_marks(&text, picture);
  cvs_svg_add_escaped(out, cvs_strbuf_text(&text));
  out->failed |= text.failed;
  cvs_strbuf_free(&text);
}

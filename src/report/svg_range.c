/* What the points of a picture of lines ask of its axes. */
#include "report/svg_lines.h"

#include <math.h>

/* The bounds of a plan with looks are all worth seeing. */
enum { FEW_BOUNDS = 10 };
/* Of many intervals the last three quarters make the axis. */
enum { EARLY = 4 };
/* Estimates of the looks before reach this part of the span beyond it at most, and a side of the origin that an
 * interval only touches is this part of it. */
static const double EARLY_PART = 0.5;
static const double OTHER_SIDE_PART = 0.2;

cvs_extent cvs_svg_range_x(const cvs_picture *picture) {
  cvs_extent extent = cvs_extent_none();
  if (picture->x.has_origin)
    cvs_extent_add(&extent, picture->x.origin);
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next)
      cvs_extent_add(&extent, point->x);
  return extent;
}

static size_t count_early(const cvs_picture_series *series) {
  if (series->kind == CVS_SERIES_LINE || series->kind == CVS_SERIES_AREA ||
      (series->kind == CVS_SERIES_BOUND && series->count <= FEW_BOUNDS))
    return 0;
  size_t drawn = 0;
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next)
    drawn += cvs_point_interval(point).exists ? 1 : 0;
  return drawn / EARLY;
}

static void add_series(cvs_extent *extent, cvs_extent *early, const cvs_picture_series *series, double origin) {
  const size_t skipped = count_early(series);
  size_t index = 0;
  for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
    const cvs_interval interval = cvs_point_interval(point);
    if (!interval.exists)
      continue;
    if (index++ >= skipped)
      cvs_extent_add_interval(extent, &interval, origin);
    else if (series->kind == CVS_SERIES_INTERVALS && interval.has_estimate)
      cvs_extent_add(early, interval.estimate);
  }
}

/* Which sides of the origin intervals reach. */
static void find_sides(const cvs_picture *picture, bool *below, bool *above) {
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      const cvs_interval interval = cvs_point_interval(point);
      if (series->kind != CVS_SERIES_INTERVALS || !interval.exists)
        continue;
      *below = *below || !interval.has_lower || interval.lower < picture->y.origin;
      *above = *above || !interval.has_upper || interval.upper > picture->y.origin;
    }
}

static void show_crossing(cvs_extent *extent, const cvs_picture *picture) {
  bool below = false, above = false;
  const double beyond = OTHER_SIDE_PART * (extent->high - extent->low);
  find_sides(picture, &below, &above);
  if (below)
    extent->low = fmin(extent->low, picture->y.origin - beyond);
  if (above)
    extent->high = fmax(extent->high, picture->y.origin + beyond);
}

cvs_extent cvs_svg_range_y(const cvs_picture *picture) {
  cvs_extent extent = cvs_extent_none(), early = cvs_extent_none();
  if (picture->y.has_origin)
    cvs_extent_add(&extent, picture->y.origin);
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    add_series(&extent, &early, series, picture->y.origin);
  for (const cvs_picture_mark *mark = picture->first_mark; mark != NULL; mark = mark->next)
    if (mark->level)
      cvs_extent_add(&extent, mark->at);
  if (!(extent.low <= extent.high))
    return extent;
  const double reach = EARLY_PART * (extent.high - extent.low);
  extent.low = fmin(extent.low, fmax(early.low, extent.low - reach));
  extent.high = fmax(extent.high, fmin(early.high, extent.high + reach));
  if (picture->y.has_origin)
    show_crossing(&extent, picture);
  return extent;
}

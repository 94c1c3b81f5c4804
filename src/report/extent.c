/* What the figures of a picture ask of its axis. */
#include "report/extent.h"

#include <math.h>

static void widen(double *low, double *high, double value) {
  *low = fmin(*low, value);
  *high = fmax(*high, value);
}

static void widen_both(cvs_extent *extent, double value) {
  widen(&extent->low, &extent->high, value);
  widen(&extent->estimate_low, &extent->estimate_high, value);
}

static void add_open_end(cvs_extent *extent, const cvs_interval *interval, double origin) {
  const double middle = interval->has_estimate ? interval->estimate : origin;
  if (interval->has_lower && !interval->has_upper)
    widen(&extent->low, &extent->high, fmax(middle, interval->lower) + fabs(middle - interval->lower));
  if (interval->has_upper && !interval->has_lower)
    widen(&extent->low, &extent->high, fmin(middle, interval->upper) - fabs(interval->upper - middle));
}

cvs_extent cvs_extent_none(void) {
  return (cvs_extent){.low = INFINITY, .high = -INFINITY, .estimate_low = INFINITY, .estimate_high = -INFINITY};
}

void cvs_extent_add(cvs_extent *extent, double value) {
  widen_both(extent, value);
}

void cvs_extent_add_interval(cvs_extent *extent, const cvs_interval *interval, double origin) {
  extent->found = true;
  add_open_end(extent, interval, origin);
  if (interval->has_lower)
    widen(&extent->low, &extent->high, interval->lower);
  if (interval->has_upper)
    widen(&extent->low, &extent->high, interval->upper);
  if (interval->has_estimate)
    widen_both(extent, interval->estimate);
  if (interval->has_lower && interval->has_upper && interval->upper > interval->lower) {
    extent->ln_width += log(interval->upper - interval->lower);
    extent->widths++;
  }
}

void cvs_extent_limit(cvs_extent *extent) {
  static const double widths_beyond = 3;
  if (extent->widths == 0 || !(extent->estimate_low <= extent->estimate_high))
    return;
  const double reach = widths_beyond * exp(extent->ln_width / (double)extent->widths);
  extent->low = fmax(extent->low, extent->estimate_low - reach);
  extent->high = fmin(extent->high, extent->estimate_high + reach);
}

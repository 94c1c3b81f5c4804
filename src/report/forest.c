/* The picture of a table's intervals. */
#include "report/forest.h"

#include "report/axis.h"

#include <math.h>
#include <string.h>

/* What the rows of the column ask of the axis. */
typedef struct extent {
  double low, high;                   /* all ends that exist, estimates and the origin */
  double estimate_low, estimate_high; /* estimates and the origin */
  double ln_width;                    /* sum of the logarithms of the widths */
  size_t widths;
  cvs_unit unit;
  bool found;
} extent;

static void widen(double *low, double *high, double value) {
  *low = fmin(*low, value);
  *high = fmax(*high, value);
}

/* An open end is drawn as far from the estimate (or from no effect) as the other end is. */
static void add_open_end(extent *all, const cvs_interval *interval, double origin) {
  const double middle = interval->has_estimate ? interval->estimate : origin;
  if (interval->has_lower && !interval->has_upper)
    widen(&all->low, &all->high, fmax(middle, interval->lower) + fabs(middle - interval->lower));
  if (interval->has_upper && !interval->has_lower)
    widen(&all->low, &all->high, fmin(middle, interval->upper) - fabs(interval->upper - middle));
}

static void add_interval(extent *all, const cvs_interval *interval, double origin) {
  all->found = true;
  add_open_end(all, interval, origin);
  if (interval->has_lower)
    widen(&all->low, &all->high, interval->lower);
  if (interval->has_upper)
    widen(&all->low, &all->high, interval->upper);
  if (interval->has_estimate) {
    widen(&all->low, &all->high, interval->estimate);
    widen(&all->estimate_low, &all->estimate_high, interval->estimate);
  }
  if (interval->has_lower && interval->has_upper && interval->upper > interval->lower) {
    all->ln_width += log(interval->upper - interval->lower);
    all->widths++;
  }
}

static extent find_extent(const cvs_block *table, size_t column) {
  const double origin = table->column[column].origin;
  extent all = {.low = origin, .high = origin, .estimate_low = origin, .estimate_high = origin};
  for (const cvs_table_row *row = table->first_row; row; row = row->next) {
    const cvs_node *cell = row->cell[column];
    if (!cell || cell->kind != CVS_NODE_INTERVAL || !cell->value.interval.exists)
      continue;
    all.unit = cell->unit;
    add_interval(&all, &cell->value.interval, origin);
  }
  return all;
}

/* One row that knows next to nothing must not press the others into a dot: the axis reaches this
 * many typical (geometric mean) widths beyond the outermost estimates. A row alone is never cut. */
static const double WIDTHS_BEYOND = 3;

static void limit_extent(extent *all) {
  if (all->widths == 0)
    return;
  const double reach = WIDTHS_BEYOND * exp(all->ln_width / (double)all->widths);
  all->low = fmax(all->low, all->estimate_low - reach);
  all->high = fmin(all->high, all->estimate_high + reach);
}

static double round_out(double value, double step, bool up) {
  const double steps = value / step;
  return (up ? ceil(steps - CVS_TICK_SLACK) : floor(steps + CVS_TICK_SLACK)) * step;
}

static size_t position_of(const cvs_forest *forest, double value) {
  const double share = (value - forest->low) / (forest->high - forest->low);
  return (size_t)lround(fmin(fmax(share, 0), 1) * (double)(forest->width - 1));
}

/* Writes the labels over `line`, spaces first; false where two would touch. A step gives at most
 * width / 2 ticks, or it is refused before. */
static bool place_labels(cvs_forest *forest, char *line) {
  memset(line, ' ', forest->width);
  const double first = ceil(forest->low / forest->step - CVS_TICK_SLACK);
  const double last = floor(forest->high / forest->step + CVS_TICK_SLACK);
  cvs_strbuf label = {0};
  size_t free_from = 0;
  bool fits = last - first <= (double)forest->width / 2;
  for (double i = first; i <= last && fits; i++) {
    const double value = i * forest->step;
    cvs_strbuf_clear(&label);
    cvs_axis_add_label(&label, forest->unit, value, forest->step);
    forest->failed |= label.failed;
    const size_t at = position_of(forest, value);
    const size_t half = label.length / 2;
    size_t start = at > half ? at - half : 0;
    if (label.length <= forest->width && start + label.length > forest->width)
      start = forest->width - label.length;
    fits = start >= free_from && start + label.length <= forest->width;
    if (fits && label.length > 0)
      memcpy(line + start, label.text, label.length);
    free_from = start + label.length + 2;
  }
  cvs_strbuf_free(&label);
  return fits;
}

enum { STEPS_TRIED = 9 };

/* What the unit cannot go below: nobody loses more than all conversions. */
static double least_of(cvs_unit unit) {
  if (unit == CVS_UNIT_LIFT || unit == CVS_UNIT_DIFFERENCE)
    return -1;
  return unit == CVS_UNIT_RATE || unit == CVS_UNIT_RATIO ? 0 : -INFINITY;
}

bool cvs_forest_plan(cvs_forest *forest, const cvs_block *table, size_t column, size_t width) {
  extent all = find_extent(table, column);
  limit_extent(&all);
  const double span = all.high - all.low;
  if (!all.found || !(span > 0) || !isfinite(span) || width < CVS_FOREST_MIN)
    return false;
  *forest = (cvs_forest){.unit = all.unit, .origin = table->column[column].origin};
  forest->width = width < CVS_FOREST_MAX ? width : CVS_FOREST_MAX;
  /* The finest step whose labels fit, from about a twentieth of the span up. */
  const int first = cvs_axis_index(span / 20);
  char line[CVS_FOREST_MAX];
  for (int index = first; index < first + STEPS_TRIED; index++) {
    forest->step = cvs_axis_step(index);
    forest->low = fmax(round_out(all.low, forest->step, false), fmin(least_of(all.unit), all.low));
    forest->high = round_out(all.high, forest->step, true);
    if (place_labels(forest, line))
      return true;
  }
  return false;
}

void cvs_forest_add_axis(cvs_strbuf *out, cvs_forest *forest) {
  char line[CVS_FOREST_MAX];
  (void)place_labels(forest, line);
  cvs_strbuf_add_bytes(out, line, forest->width);
}

/* What stands in one column of a whisker. */
typedef enum glyph { BLANK, LINE, LEFT, RIGHT, ESTIMATE, ORIGIN, CROSSING, BEYOND_LEFT, BEYOND_RIGHT, GLYPHS } glyph;

static const char *const glyphs[2][GLYPHS] = {
    {" ", "-", "|", "|", "o", "|", "+", "<", ">"},
    {" ", "─", "├", "┤", "●", "│", "┼", "<", ">"},
};

static void draw(const cvs_forest *forest, const cvs_interval *interval, glyph *line) {
  const size_t origin = position_of(forest, forest->origin);
  line[origin] = ORIGIN;
  if (!interval->exists)
    return;
  const double slack = CVS_TICK_SLACK * forest->step;
  const bool beyond_left = !interval->has_lower || interval->lower < forest->low - slack;
  const bool beyond_right = !interval->has_upper || interval->upper > forest->high + slack;
  const size_t left = beyond_left ? 0 : position_of(forest, interval->lower);
  const size_t right = beyond_right ? forest->width - 1 : position_of(forest, interval->upper);
  for (size_t i = left; i <= right; i++)
    line[i] = i == origin ? CROSSING : LINE;
  line[left] = beyond_left ? BEYOND_LEFT : LEFT;
  line[right] = beyond_right ? BEYOND_RIGHT : RIGHT;
  if (interval->has_estimate)
    line[position_of(forest, interval->estimate)] = ESTIMATE;
}

void cvs_forest_add_row(cvs_strbuf *out, const cvs_forest *forest, const cvs_node *cell, bool unicode) {
  glyph line[CVS_FOREST_MAX] = {BLANK};
  if (cell && cell->kind == CVS_NODE_INTERVAL)
    draw(forest, &cell->value.interval, line);
  for (size_t i = 0; i < forest->width; i++)
    cvs_strbuf_add(out, glyphs[unicode][line[i]]);
}

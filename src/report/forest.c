/* The picture of a table's intervals. */
#include "report/forest.h"

#include "report/axis.h"
#include "report/extent.h"

#include <math.h>
#include <string.h>

/* What the rows of the column ask of the axis. */
static cvs_extent find_extent(const cvs_block *table, size_t column, cvs_unit *unit) {
  const double origin = table->column[column].origin;
  cvs_extent all = cvs_extent_none();
  cvs_extent_add(&all, origin);
  for (const cvs_table_row *row = table->first_row; row; row = row->next) {
    const cvs_node *cell = row->cell[column];
    if (!cell || cell->kind != CVS_NODE_INTERVAL || !cell->value.interval.exists)
      continue;
    *unit = cell->unit;
    cvs_extent_add_interval(&all, &cell->value.interval, origin);
  }
  return all;
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

bool cvs_forest_plan(cvs_forest *forest, const cvs_block *table, size_t column, size_t width) {
  cvs_unit unit = CVS_UNIT_NONE;
  cvs_extent all = find_extent(table, column, &unit);
  cvs_extent_limit(&all);
  const double span = all.high - all.low;
  if (!all.found || !(span > 0) || !isfinite(span) || width < CVS_FOREST_MIN)
    return false;
  *forest = (cvs_forest){.unit = unit, .origin = table->column[column].origin};
  forest->width = width < CVS_FOREST_MAX ? width : CVS_FOREST_MAX;
  /* The finest step whose labels fit, from about a twentieth of the span up. */
  const int first = cvs_axis_index(span / 20);
  char line[CVS_FOREST_MAX];
  for (int index = first; index < first + STEPS_TRIED; index++) {
    forest->step = cvs_axis_step(index);
    forest->low = fmax(cvs_axis_round_out(all.low, forest->step, false), fmin(cvs_axis_least(unit), all.low));
    forest->high = cvs_axis_round_out(all.high, forest->step, true);
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

/* A chart for a terminal: an axis whose rows are round steps, then a column a point. */
#include "report/render_text_chart.h"

#include "base/utf8.h"
#include "report/axis.h"

#include <math.h>

/* Rows of the picture beside the row of 0; columns, and the most from point to point. */
enum { ROWS_MAX = 12, COLUMNS_MAX = 120, COLUMNS_MIN = 10, STRIDE_MAX = 8 };

typedef enum glyph { BLANK, BODY, TOP, BOTTOM, ABOVE, BELOW, ESTIMATE, ZERO, CROSSING, BOUND, THIRD, GLYPHS } glyph;

static const char *const glyphs[2][GLYPHS] = {
    {" ", "|", "|", "|", "^", "v", "o", "-", "+", "=", "~"},
    {" ", "│", "┬", "┴", "↑", "↓", "●", "─", "┼", "═", "┄"},
};

/* The picture: row 0 is `top` steps above 0. */
typedef struct picture {
  const cvs_text_page *page;
  const cvs_block *chart;
  cvs_unit unit;
  size_t points;
  size_t columns;
  size_t stride;
  double step;
  int top, bottom;    /* rows above and below 0, in steps: top >= 0 >= bottom */
  size_t label_width; /* of the widest tick */
  glyph cell[ROWS_MAX + 2][COLUMNS_MAX];
  const cvs_chart_point *first, *last, *marked;
  size_t marked_column;
  bool failed; /* no memory for a label */
} picture;

/* --- the axis --- */

static void widen(double extent[2], double value) {
  extent[0] = fmin(extent[0], value);
  extent[1] = fmax(extent[1], value);
}

/* An open end is drawn as far from the estimate as the other one is. */
static void widen_by_interval(double extent[2], const cvs_interval *interval) {
  if (interval->has_lower)
    widen(extent, interval->lower);
  if (interval->has_upper)
    widen(extent, interval->upper);
  if (!interval->has_estimate)
    return;
  widen(extent, interval->estimate);
  if (interval->has_lower && !interval->has_upper)
    widen(extent, 2 * interval->estimate - interval->lower);
  if (interval->has_upper && !interval->has_lower)
    widen(extent, 2 * interval->estimate - interval->upper);
}

static void widen_by_point(double extent[2], const cvs_chart_point *point) {
  if (point->value->kind == CVS_NODE_NUMBER)
    widen(extent, point->value->value.number);
  if (point->value->kind == CVS_NODE_INTERVAL)
    widen_by_interval(extent, &point->value->value.interval);
  for (size_t i = 0; i < CVS_CHART_BOUNDS; i++)
    if (point->bound[i] && point->bound[i]->kind == CVS_NODE_NUMBER)
      widen(extent, point->bound[i]->value.number);
}

static bool can_be_drawn(const cvs_chart_point *point) {
  return point->value->kind == CVS_NODE_NUMBER ||
         (point->value->kind == CVS_NODE_INTERVAL && point->value->value.interval.exists);
}

/* Early intervals know next to nothing and would press all others flat: the later half makes the axis, and what goes
 * beyond it is an arrow. */
static void find_extent(const picture *plan, double extent[2]) {
  size_t drawn = 0, index = 0;
  for (const cvs_chart_point *point = plan->chart->first_point; point; point = point->next)
    drawn += can_be_drawn(point) ? 1 : 0;
  for (const cvs_chart_point *point = plan->chart->first_point; point; point = point->next)
    if (can_be_drawn(point) && index++ >= drawn / 2)
      widen_by_point(extent, point);
}

/* The finest round step that needs no more rows than there are. */
static bool plan_rows(picture *plan) {
  enum { STEPS_TRIED = 12 };
  double extent[2] = {0, 0};
  find_extent(plan, extent);
  const double span = extent[1] - extent[0];
  if (!(span > 0) || !isfinite(span))
    return false;
  const int first = cvs_axis_index(span / ROWS_MAX);
  for (int index = first; index < first + STEPS_TRIED; index++) {
    plan->step = cvs_axis_step(index);
    plan->top = (int)ceil(extent[1] / plan->step - CVS_TICK_SLACK);
    plan->bottom = (int)floor(extent[0] / plan->step + CVS_TICK_SLACK);
    if (plan->top - plan->bottom <= ROWS_MAX)
      return true;
  }
  return false;
}

/* Every second row has its number, counted from 0. */
static bool has_label(int row) {
  return row % 2 == 0;
}

static void plan_labels(picture *plan, cvs_strbuf *text) {
  for (int row = plan->bottom; row <= plan->top; row++) {
    cvs_strbuf_clear(text);
    cvs_axis_add_label(text, plan->unit, row * plan->step, plan->step);
    if (has_label(row) && text->length > plan->label_width)
      plan->label_width = text->length;
    plan->failed |= text->failed; /* which the next clearing forgets */
  }
}

/* --- columns --- */

static void plan_columns(picture *plan) {
  const size_t taken = plan->label_width + 2; /* a space and the axis */
  const size_t room = plan->page->columns > taken + COLUMNS_MIN ? plan->page->columns - taken : COLUMNS_MIN;
  plan->columns = room < COLUMNS_MAX ? room : COLUMNS_MAX;
  plan->stride = plan->columns / plan->points;
  if (plan->stride > STRIDE_MAX)
    plan->stride = STRIDE_MAX;
  if (plan->stride > 0)
    plan->columns = plan->stride * plan->points;
}

/* Where a point stands; several share a column where there are more points than columns. */
static size_t column_of(const picture *plan, size_t index) {
  if (plan->stride > 0)
    return index * plan->stride + plan->stride / 2;
  return (size_t)((double)index / (double)(plan->points - 1) * (double)(plan->columns - 1));
}

/* The row of a value, in steps from 0. Away from 0, however little, is never the row of 0. */
static int row_of(const picture *plan, double value, bool apart) {
  const double steps = fmin(fmax(value / plan->step, plan->bottom - 1), plan->top + 1);
  const int row = (int)lround(steps);
  if (row == 0 && apart && value != 0)
    return value > 0 ? 1 : -1;
  return row;
}

static void put(picture *plan, int row, size_t column, glyph mark) {
  if (row >= plan->bottom && row <= plan->top)
    plan->cell[plan->top - row][column] = mark;
}

static void draw_interval(picture *plan, size_t column, const cvs_interval *interval) {
  if (!interval->exists)
    return;
  if (!interval->has_lower && !interval->has_upper) { /* nothing but an estimate */
    if (interval->has_estimate)
      put(plan, row_of(plan, interval->estimate, false), column, ESTIMATE);
    return;
  }
  const bool above = interval->has_lower && interval->lower > 0, below = interval->has_upper && interval->upper < 0;
  const bool apart = above || below;
  const int high = interval->has_upper ? row_of(plan, interval->upper, apart) : plan->top + 1;
  const int low = interval->has_lower ? row_of(plan, interval->lower, apart) : plan->bottom - 1;
  for (int row = low > plan->bottom ? low : plan->bottom; row <= high && row <= plan->top; row++)
    put(plan, row, column, row == 0 ? CROSSING : BODY);
  if (high != 0)
    put(plan, high > plan->top ? plan->top : high, column, high > plan->top ? ABOVE : TOP);
  if (low != 0 && low != high)
    put(plan, low < plan->bottom ? plan->bottom : low, column, low < plan->bottom ? BELOW : BOTTOM);
  if (interval->has_estimate)
    put(plan, row_of(plan, interval->estimate, apart), column, ESTIMATE);
}

static void draw_point(picture *plan, size_t column, const cvs_chart_point *point) {
  for (int row = plan->bottom; row <= plan->top; row++)
    put(plan, row, column, row == 0 ? ZERO : BLANK);
  for (size_t i = 0; i < CVS_CHART_BOUNDS; i++)
    if (point->bound[i] && point->bound[i]->kind == CVS_NODE_NUMBER)
      put(plan, row_of(plan, point->bound[i]->value.number, false), column, i == CVS_CHART_THIRD ? THIRD : BOUND);
  if (point->value->kind == CVS_NODE_INTERVAL)
    draw_interval(plan, column, &point->value->value.interval);
  if (point->value->kind == CVS_NODE_NUMBER)
    put(plan, row_of(plan, point->value->value.number, false), column, ESTIMATE);
}

static void draw_points(picture *plan) {
  for (size_t column = 0; column < plan->columns; column++)
    put(plan, 0, column, ZERO);
  size_t index = 0;
  for (const cvs_chart_point *point = plan->chart->first_point; point; point = point->next, index++) {
    const size_t column = column_of(plan, index);
    const bool is_taken = plan->marked && plan->marked != point && column == plan->marked_column;
    plan->last = point;
    if (!plan->marked && point->mark) {
      plan->marked = point;
      plan->marked_column = column;
    }
    if (!is_taken)
      draw_point(plan, column, point);
  }
}

/* --- text --- */

static void add_rows(cvs_strbuf *out, const picture *plan, cvs_strbuf *label) {
  const bool unicode = plan->page->unicode;
  for (int row = plan->top; row >= plan->bottom; row--) {
    cvs_strbuf_clear(label);
    if (has_label(row))
      cvs_axis_add_label(label, plan->unit, row * plan->step, plan->step);
    cvs_strbuf_add_repeat(out, " ", plan->label_width - label->length);
    cvs_strbuf_add(out, cvs_strbuf_text(label));
    out->failed |= label->failed;
    cvs_strbuf_add_char(out, ' ');
    cvs_strbuf_add(out, !unicode ? (row == 0 ? "+" : "|") : row == 0 ? "┼" : has_label(row) ? "┤" : "│");
    for (size_t column = 0; column < plan->columns; column++)
      cvs_strbuf_add(out, glyphs[unicode][plan->cell[plan->top - row][column]]);
    cvs_text_end_line(out);
  }
}

/* The first label at the left, the last one at the right, if both have room. */
static void add_times(cvs_strbuf *out, const picture *plan) {
  const size_t left = cvs_utf8_width(plan->first->label), right = cvs_utf8_width(plan->last->label);
  cvs_strbuf_add_repeat(out, " ", plan->label_width + 2);
  cvs_strbuf_add(out, plan->first->label);
  if (plan->points > 1) {
    const bool fits = left + right + 2 <= plan->columns;
    cvs_strbuf_add_repeat(out, " ", fits ? plan->columns - left - right : 2);
    cvs_strbuf_add(out, plan->last->label);
  }
  cvs_text_end_line(out);
}

/* "▲ stop: win" under its point; to the left of the arrow where the right has no room. */
static void add_mark(cvs_strbuf *out, const picture *plan) {
  if (!plan->marked)
    return;
  const char *arrow = plan->page->unicode ? "▲" : "^";
  const size_t at = plan->label_width + 2 + plan->marked_column;
  const size_t width = cvs_utf8_width(plan->marked->mark) + 1;
  const bool to_left = at + width >= plan->page->columns && at > width;
  cvs_strbuf_add_repeat(out, " ", to_left ? at - width : at);
  cvs_strbuf_add(out, to_left ? plan->marked->mark : arrow);
  cvs_strbuf_add_char(out, ' ');
  cvs_strbuf_add(out, to_left ? arrow : plan->marked->mark);
  cvs_text_end_line(out);
}

static void count_points(picture *plan) {
  plan->first = plan->chart->first_point;
  for (const cvs_chart_point *point = plan->first; point; point = point->next) {
    plan->points++;
    if (point->value->kind != CVS_NODE_NULL)
      plan->unit = point->value->unit;
  }
}

bool cvs_text_chart_shows(const cvs_block *chart) {
  picture plan = {.chart = chart};
  count_points(&plan);
  return plan.points > 0 && plan_rows(&plan);
}

void cvs_text_add_chart(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *chart) {
  picture plan = {.page = page, .chart = chart};
  cvs_strbuf label = {0};
  count_points(&plan);
  if (plan.points > 0 && plan_rows(&plan)) {
    plan_labels(&plan, &label);
    plan_columns(&plan);
    draw_points(&plan);
    cvs_text_add_wrapped(out, page, 0, 0, chart->text);
    add_rows(out, &plan, &label);
    add_times(out, &plan);
    add_mark(out, &plan);
  }
  out->failed |= plan.failed || label.failed;
  cvs_strbuf_free(&label);
}

/* What a cell of a table shows. */
#include "report/cell.h"

#include "report/format.h"

#include <math.h>

/* One row far more exact than the others does not fill their digits with noise: this many
 * decimals more than the coarsest row needs are shown. */
enum { EXTRA_DECIMALS_MAX = 2 };

/* Effects of one column are read against each other: as many decimals as show two significant digits
 * of the smallest. */
static void scale_effects(const cvs_block *table, size_t column, cvs_column_scale *scale) {
  for (const cvs_table_row *row = table->first_row; row; row = row->next) {
    const cvs_node *cell = row->cell[column];
    const bool effect = cell && (cell->unit == CVS_UNIT_LIFT || cell->unit == CVS_UNIT_DIFFERENCE);
    if (!effect || cell->kind != CVS_NODE_NUMBER)
      continue;
    const int decimals = cvs_format_decimals(100 * fabs(cell->value.number));
    if (decimals > scale->decimals[cell->unit])
      scale->decimals[cell->unit] = decimals;
  }
}

cvs_column_scale cvs_column_scale_of(const cvs_block *table, size_t column) {
  cvs_column_scale scale;
  int least[CVS_UNITS];
  for (size_t unit = 0; unit < CVS_UNITS; unit++)
    scale.decimals[unit] = least[unit] = -1;
  for (const cvs_table_row *row = table->first_row; row; row = row->next) {
    const cvs_node *cell = row->cell[column];
    if (!cell || cell->kind != CVS_NODE_INTERVAL)
      continue;
    const int decimals = cvs_interval_decimals(cell->unit, &cell->value.interval);
    if (decimals < 0)
      continue;
    if (decimals > scale.decimals[cell->unit])
      scale.decimals[cell->unit] = decimals;
    if (least[cell->unit] < 0 || decimals < least[cell->unit])
      least[cell->unit] = decimals;
  }
  for (size_t unit = 0; unit < CVS_UNITS; unit++)
    if (scale.decimals[unit] > least[unit] + EXTRA_DECIMALS_MAX)
      scale.decimals[unit] = least[unit] + EXTRA_DECIMALS_MAX;
  scale_effects(table, column, &scale);
  return scale;
}

/* A p-value is followed by its logarithm in every record that has both. */
static double find_ln_p(const cvs_node *cell) {
  const cvs_node *next = cell->next;
  return next && next->kind == CVS_NODE_NUMBER && next->unit == CVS_UNIT_LN_P ? next->value.number : 0;
}

static void add_number(cvs_strbuf *out, const cvs_node *cell, const cvs_column_scale *scale) {
  if (cell->unit == CVS_UNIT_P)
    cvs_format_p(out, cell->value.number, find_ln_p(cell));
  else if (cell->unit == CVS_UNIT_LN_P)
    cvs_format_p(out, exp(cell->value.number), cell->value.number); /* people read p-values */
  else
    cvs_format_value(out, cell->unit, cell->value.number, scale->decimals[cell->unit]);
}

static void add_interval(cvs_strbuf *out, cvs_column_kind kind, const cvs_node *cell, const cvs_column_scale *scale) {
  const cvs_interval *interval = &cell->value.interval;
  if (kind == CVS_COLUMN_INTERVAL)
    cvs_format_interval(out, cell->unit, interval, scale->decimals[cell->unit]);
  else if (interval->has_estimate)
    cvs_format_value(out, cell->unit, interval->estimate, scale->decimals[cell->unit]);
  else
    cvs_strbuf_add_char(out, '-');
}

/* "80%": whole percents, and never 0% or 100% of what is neither. */
static void add_percent(cvs_strbuf *out, double value) {
  static const double rounds_to_none = 0.005;
  if (value > 0 && value < rounds_to_none)
    cvs_strbuf_add(out, "<1%");
  else if (value < 1 && value >= 1 - rounds_to_none)
    cvs_strbuf_add(out, ">99%");
  else
    cvs_format_value(out, CVS_UNIT_RATE, value, 0);
}

void cvs_cell_add(cvs_strbuf *out, cvs_column_kind kind, const cvs_node *cell, const cvs_column_scale *scale) {
  if (!cell || kind == CVS_COLUMN_FOREST)
    return;
  switch (cell->kind) {
  case CVS_NODE_TEXT:
    cvs_strbuf_add(out, cell->value.text);
    return;
  case CVS_NODE_BOOL:
    cvs_strbuf_add(out, cell->value.boolean ? "yes" : "no");
    return;
  case CVS_NODE_COUNT:
    cvs_format_count(out, cell->value.count);
    return;
  case CVS_NODE_NUMBER:
    if (kind == CVS_COLUMN_BAR)
      add_percent(out, cell->value.number);
    else
      add_number(out, cell, scale);
    return;
  case CVS_NODE_INTERVAL:
    add_interval(out, kind, cell, scale);
    return;
  default:
    cvs_strbuf_add_char(out, '-');
  }
}

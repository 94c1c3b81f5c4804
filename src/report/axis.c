/* Round steps of an axis, and the labels of its ticks. */
#include "report/axis.h"

#include "report/format.h"

#include <math.h>

double cvs_axis_step(int index) {
  static const double factor[] = {1, 2, 5};
  const int power = (int)floor(index / 3.0);
  return factor[index - 3 * power] * pow(10, power);
}

int cvs_axis_index(double span) {
  return (int)floor(3 * log10(span));
}

double cvs_axis_round_out(double value, double step, bool up) {
  const double steps = value / step;
  return (up ? ceil(steps - CVS_TICK_SLACK) : floor(steps + CVS_TICK_SLACK)) * step;
}

double cvs_axis_least(cvs_unit unit) {
  switch (unit) {
  case CVS_UNIT_LIFT:
  case CVS_UNIT_DIFFERENCE:
    return -1;
  case CVS_UNIT_COUNT:
  case CVS_UNIT_RATE:
  case CVS_UNIT_RATIO:
  case CVS_UNIT_P:
  case CVS_UNIT_CHANCE:
  case CVS_UNIT_LOSS:
    return 0;
  default:
    return -INFINITY;
  }
}

double cvs_axis_most(cvs_unit unit) {
  const bool is_part = unit == CVS_UNIT_RATE || unit == CVS_UNIT_CHANCE || unit == CVS_UNIT_P;
  return is_part || unit == CVS_UNIT_DIFFERENCE || unit == CVS_UNIT_LOSS ? 1 : INFINITY;
}

void cvs_axis_add_label(cvs_strbuf *out, cvs_unit unit, double value, double step) {
  if (fabs(value) < step / 2) {
    cvs_strbuf_add_char(out, '0');
    return;
  }
  const bool percent = unit == CVS_UNIT_LIFT || unit == CVS_UNIT_RATE || unit == CVS_UNIT_DIFFERENCE;
  const double shown = step * (percent ? 100 : 1);
  const int decimals = (int)-floor(log10(shown * (1 + CVS_TICK_SLACK)));
  cvs_format_value(out, unit, value, decimals > 0 ? decimals : 0);
}

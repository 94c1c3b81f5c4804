/* What the axes of pictures share: round steps and the labels of their ticks. */
#ifndef CVS_REPORT_AXIS_H
#define CVS_REPORT_AXIS_H

#include "base/strbuf.h"
#include "report/document.h"

/* 0.06 / 0.02 is not always 3: a hair beyond a tick, in steps, is the tick. */
#define CVS_TICK_SLACK 1e-9

/* Steps in ascending order: 1, 2, 5 times each power of ten; index 0 is 1. */
double cvs_axis_step(int index);
/* Index of the step at or right below a span > 0, or one less. */
int cvs_axis_index(double span);
/* The step at or beyond a value, `up` above it or below. */
double cvs_axis_round_out(double value, double step, bool up);
/* What the unit cannot go below or above (nobody loses more than all conversions); infinite where it has no limit. */
double cvs_axis_least(cvs_unit unit);
double cvs_axis_most(cvs_unit unit);
/* Adds "+2%", "0": a tick's number with the decimals of the step. */
void cvs_axis_add_label(cvs_strbuf *out, cvs_unit unit, double value, double step);

#endif

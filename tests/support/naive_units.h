/* What units come to, worked out as plainly as can be: one user after the other, their rows sorted and looped over. */
#ifndef CVS_TESTS_SUPPORT_NAIVE_UNITS_H
#define CVS_TESTS_SUPPORT_NAIVE_UNITS_H

#include "data/units.h"

enum { NAIVE_ROWS_MAX = 256 };

typedef struct naive_row {
  const char *name;
  size_t length;
  uint32_t cell; /* of the whole input; CVS_UNIT_NO_CELL */
  uint8_t kind;
  uint32_t steps; /* mask */
  int64_t time;
  int64_t value;
} naive_row;

typedef struct naive_unit {
  const char *name;
  size_t length;
  cvs_unit unit; /* step_time: below */
  int64_t step_time[CVS_STEPS_MAX];
} naive_unit;

typedef struct naive_result {
  naive_unit unit[NAIVE_ROWS_MAX]; /* those that have entered, by first appearance of their name in the file */
  size_t count;
  cvs_units_quality quality; /* without memory and disk */
} naive_result;

/* The time that a row of users says a step was reached at; INT64_MIN: it says none. */
int64_t naive_step_time(const naive_row *row, size_t step);

/* The variant of every cell in these tests. */
uint32_t naive_variant_of(const void *context, uint32_t cell);

/* At most NAIVE_ROWS_MAX rows, in the order of the file. */
void naive_units(const cvs_unit_terms *terms, const naive_row *row, size_t count, naive_result *out);

#endif

/* Times of units in a funnel, out of a row of tests/reference/funnel_curve.csv or made up. Header only. */
#ifndef CVS_TESTS_SUPPORT_FUNNEL_TIMES_H
#define CVS_TESTS_SUPPORT_FUNNEL_TIMES_H

#include "support/reference_table.h"
#include <convstat/funnel.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct funnel_table {
  double at[REFERENCE_LIST_MAX];
  double followed[REFERENCE_LIST_MAX];
  double horizon[CVS_FUNNEL_STEPS_MAX];
  cvs_funnel_times times;
} funnel_table;

static inline void point_times(funnel_table *out, size_t units, size_t steps) {
  out->times = (cvs_funnel_times){.step_seconds = out->at,
                                  .followed_seconds = out->followed,
                                  .horizon_seconds = out->horizon,
                                  .units = units,
                                  .steps = steps};
}

static inline void times_of_row(const reference_table *table, funnel_table *out) {
  const size_t steps = (size_t)reference_number(table, "steps");
  reference_list(table, "at", out->at);
  const size_t units = reference_list(table, "followed", out->followed);
  for (size_t j = 0; j < steps; j++)
    out->horizon[j] = reference_number(table, "window");
  point_times(out, units, steps);
}

static inline cvs_level funnel_level(void) {
  cvs_level level;
  assert_int_equal(cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  return level;
}

static inline void censor(const cvs_funnel_times *times, cvs_funnel_censored *out) {
  const cvs_level level = funnel_level();
  assert_int_equal(cvs_funnel_censor(times, &level, out, NULL), CVS_OK);
}

#endif

/* Times of the steps of units: kept while units are counted, by hand of many threads, in memory and beyond a limit on
 * disk; then shown arm by arm.
 *
 * A unit takes 8 bytes a step and 16 more. What is shown is held in memory a few arms at a time, at least one. */
#ifndef CVS_DATA_STEP_LOG_H
#define CVS_DATA_STEP_LOG_H

#include "data/summarise.h"
#include "data/units.h"

typedef struct cvs_step_log cvs_step_log;

/* Strict steps only.
 *   steps           copied, but for the names
 *   enters_at_step  the first step is the entry: its window has no length
 *   memory          bytes for the log, then for what is shown of it
 *   directory       borrowed until the last unit is added */
typedef struct cvs_step_log_terms {
  const cvs_steps_options *steps;
  bool enters_at_step;
  uint64_t memory;
  const char *directory;
} cvs_step_log_terms;

/* Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_step_log_new(const cvs_step_log_terms *terms, cvs_step_log **out, cvs_error *error);
void cvs_step_log_free(cvs_step_log *log);

/* Adds a unit with its `step_time`; `entered` INT64_MIN: it entered at its first step. Units of one part are added by
 * one thread at a time. Errors: CVS_ENOMEM; CVS_EIO, of which cvs_step_log_problem has the message. */
CVS_WARN_UNUSED cvs_status cvs_step_log_add(cvs_step_log *log, unsigned part, const cvs_unit *unit, int64_t entered);
/* The first failure to write, empty: none. */
const cvs_error *cvs_step_log_problem(const cvs_step_log *log);

/* After the last unit: the cells that units have named, and the last time of the input. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_step_log_close(cvs_step_log *log, const cvs_cells *cells, int64_t last_time);
/* Groups have got other numbers since. */
void cvs_step_log_renumber(cvs_step_log *log, const uint32_t *group);
/* Arms are those of the summary from here on: needed before what is below. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_step_log_index(cvs_step_log *log, const cvs_summary *summary);

/* Quartiles of the seconds from the step before, out[arms x steps]. Errors: CVS_ENOMEM, CVS_EIO. step_log_read.c. */
CVS_WARN_UNUSED cvs_status cvs_step_log_seconds(cvs_step_log *log, cvs_step_seconds *out, cvs_error *error);
/* All units of an arm (of the summary); *out is borrowed until the next call. The order is that of the times: it is
 * the same however units have come. Errors: CVS_ENOMEM, CVS_EIO. step_log_read.c. */
CVS_WARN_UNUSED cvs_status cvs_step_log_times(cvs_step_log *log, size_t arm, cvs_funnel_times *out, cvs_error *error);

/* By when the last step of a unit must have been reached: microseconds from the entry; none: 0. */
int64_t cvs_steps_horizon(const cvs_steps_options *steps, bool enters_at_step, size_t step);

#endif

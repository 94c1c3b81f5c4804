/* What a unit adds to its cell: whether it counts at all, and the times of its steps. */
#include "data/intake.h"
#include "data/steps.h"

/* When the window of the unit has begun: at its entry; in any order, and without a time of entry, at its first step. */
static int64_t find_start(const cvs_intake *intake, const cvs_unit *unit) {
  const cvs_steps_options *const steps = &intake->wants->options->steps;
  int64_t first = INT64_MAX;
  if ((!intake->enters_at_step && unit->entered != INT64_MIN) || !intake->wants->keeps_times)
    return unit->entered;
  for (size_t i = 0; i < steps->count; i++)
    if (unit->step_time[i] != INT64_MIN && unit->step_time[i] < first)
      first = unit->step_time[i];
  return first;
}

/* Has not used its window by the last time of all input. By the entry alone: to leave out the young who have not come
 * through, and keep those who have, would make all rates too high. */
static bool is_young(const cvs_intake *intake, const cvs_unit *unit) {
  if (!intake->dataset->keeps_young && !intake->counts_young)
    return false;
  const cvs_steps_options *const steps = &intake->wants->options->steps;
  const size_t last = steps->count > 0 ? steps->count - 1 : 0;
  const int64_t horizon = cvs_steps_horizon(steps, intake->enters_at_step, last);
  const int64_t start = find_start(intake, unit);
  if (start == INT64_MIN) /* assigned nobody knows when */
    return false;
  return start >= intake->last_time || (uint64_t)intake->last_time - (uint64_t)start < (uint64_t)horizon;
}

/* Has entered early enough, but its window began at a step, and was still open by the last time of all input: what it
 * has not done yet it may still do. Who leaves it out for that chooses users by what they have done. */
static bool has_open_window(const cvs_intake *intake, const cvs_unit *unit) {
  const cvs_steps_options *const steps = &intake->wants->options->steps;
  if (unit->window_began == INT64_MIN || intake->last_time < unit->window_began ||
      (uint64_t)intake->last_time - (uint64_t)unit->window_began >= (uint64_t)steps->window)
    return false;
  for (size_t i = steps->any_order ? 0 : steps->count - 1; i < steps->count; i++)
    if (!cvs_steps_has(steps, unit->reached, i))
      return true;
  return false;
}

/* What the unit adds to its cell; false: it is left out. */
static bool count_unit(const cvs_intake *intake, cvs_cells *cells, uint32_t number, const cvs_unit *unit) {
  const cvs_read_options *const options = intake->wants->options;
  const size_t by_step = intake->conversion_step;
  cvs_cell *const cell = &cells->cell[number];
  if (unit->passed_by) { /* skipped the first step, the first figure behind those who reached one */
    cells->step[number * cvs_cells_width(cells) + cells->step_count] += cells->has_skipped ? unit->count : 0;
    return false;
  }
  cell->before += unit->count;
  if (unit->in_several && options->multiple != CVS_MULTIPLE_FIRST)
    return false;
  if (is_young(intake, unit)) {
    cell->young += unit->count;
    if (!intake->counts_young)
      return false;
  } else if (intake->counts_open && has_open_window(intake, unit)) {
    cell->open += unit->count;
  }
  cell->sample.visitors += unit->count;
  cell->value += unit->value;
  if (by_step == CVS_NO_COLUMN)
    cell->sample.conversions += unit->converted ? unit->count : 0;
  else
    cell->sample.conversions += cvs_steps_has(&options->steps, unit->reached, by_step) ? unit->count : 0;
  if (cells->step_count > 0)
    cvs_steps_count(&options->steps, unit->reached, unit->skipped, unit->count,
                    cells->step + number * cvs_cells_width(cells));
  return true;
}

/* The times of the steps that count. */
static cvs_status log_unit(const cvs_intake *intake, unsigned part, const cvs_unit *unit) {
  const cvs_steps_options *const steps = &intake->wants->options->steps;
  int64_t time[CVS_STEPS_MAX];
  cvs_unit counted = *unit;
  for (size_t i = 0; i < steps->count; i++)
    time[i] = cvs_steps_has(steps, unit->reached, i) ? unit->step_time[i] : INT64_MIN;
  counted.step_time = time;
  const int64_t entered = intake->enters_at_step ? INT64_MIN : unit->entered;
  return cvs_step_log_add(intake->dataset->step_log, part, &counted, entered);
}

bool cvs_intake_has_entered(const cvs_intake *intake, const cvs_unit *unit) {
  return !intake->needs_first_step || (unit->reached & 1) != 0;
}

cvs_status cvs_intake_count_unit(const cvs_intake *intake, cvs_cell_place place, unsigned part, const cvs_unit *unit) {
  const bool counts = count_unit(intake, place.cells, place.number, unit);
  return counts && intake->dataset->step_log != NULL ? log_unit(intake, part, unit) : CVS_OK;
}

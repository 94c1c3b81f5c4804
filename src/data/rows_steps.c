/* Columns of steps of a user: not reached, reached, or reached at a time. */
#include "data/rows.h"
#include "data/steps.h"

/* Digits of the shortest moment that is written without marks: 20240801. */
enum { MOMENT_DIGITS = 8 };

/* What a column of a step says. */
typedef struct step_mark {
  bool reached;
  bool has_time;
  int64_t time;
} step_mark;

/* 0 or 1, in digits or words; false where it is none of them. */
static bool read_yes_no(const cvs_row *row, cvs_field field, bool *reached) {
  uint64_t count = 0;
  if (cvs_read_yes_no(field, reached))
    return true;
  if (field.length >= MOMENT_DIGITS ||
      cvs_read_count(field.text, field.length, &row->plan->numbers, &count) != CVS_NUMBER_FINE || count > 1)
    return false;
  *reached = count == 1;
  return true;
}

void cvs_row_see_steps(cvs_row *row) {
  for (size_t i = 0; i < row->plan->schema.step_count && row->plan->schema.shape == CVS_SHAPE_USERS; i++) {
    const cvs_field field = row->field[row->plan->at.step[i]];
    bool reached = false;
    if (field.length > 0 && read_yes_no(row, field, &reached))
      row->batch->steps.marks |= UINT32_C(1) << i;
    else if (field.length >= MOMENT_DIGITS)
      row->batch->steps.times |= UINT32_C(1) << i;
    else if (field.length == 0)
      row->batch->steps.empty |= UINT32_C(1) << i;
  }
}

/* Nothing says "not reached" among times, and is no answer among 0 and 1: whoever has none would lower the rate. */
static cvs_status read_nothing(cvs_row *row, size_t step) {
  if ((row->plan->marked_steps >> step & 1U) == 0)
    return CVS_OK;
  return cvs_row_fail(row, row->plan->at.step[step], CVS_SKIP_NUMBER,
                      "0 or 1, as in other rows (in a column of times, empty is \"not reached\")");
}

/* The rows before it were taken for a column of times: they were missing values, and none may be skipped for it. */
static cvs_status fail_late_mark(cvs_row *row, size_t step) {
  return cvs_row_fail(row, row->plan->at.step[step], CVS_SKIP_NONE,
                      "a time, as the column is empty in the rows before (of 0 and 1, none may be missing)");
}

static cvs_status read_mark(cvs_row *row, size_t step, step_mark *out) {
  const size_t at = row->plan->at.step[step];
  const cvs_field field = row->field[at];
  *out = (step_mark){.reached = false};
  if (field.length == 0)
    return read_nothing(row, step);
  if (read_yes_no(row, field, &out->reached))
    return (row->plan->unsaid_steps >> step & 1U) == 0 ? CVS_OK : fail_late_mark(row, step);
  out->reached = true;
  out->has_time = true;
  if (field.length < MOMENT_DIGITS)
    return cvs_row_fail(row, at, CVS_SKIP_NUMBER, "0 or 1, true or false (t, f), yes or no (y, n), or a time");
  return cvs_row_read_time(row, at, &out->time);
}

/* A mark for each step, and one in front of them for the entry. */
typedef struct marks {
  const cvs_steps_options *steps;
  step_mark entry;
  step_mark step[CVS_STEPS_MAX];
  uint32_t counted; /* mask of steps that are in time */
} marks;

/* The step before, those left out passed over; the entry before the first. */
static const step_mark *find_previous(const marks *m, size_t step) {
  while (step > 0) {
    step--;
    if ((m->steps->optional >> step & 1U) == 0 || (m->counted >> step & 1U) != 0)
      return &m->step[step];
  }
  return &m->entry;
}

/* In any order the first of all. */
static const step_mark *find_first(const marks *m) {
  const step_mark *first = &m->step[0];
  for (size_t i = 1; i < m->steps->count && m->steps->any_order; i++)
    if (m->step[i].has_time && (!first->has_time || m->step[i].time < first->time))
      first = &m->step[i];
  return first;
}

/* Where the window of a step begins. In any order no step is before another. */
static const step_mark *find_anchor(const marks *m, size_t step) {
  if (m->steps->window_from_previous && step > 0 && !m->steps->any_order)
    return find_previous(m, step);
  return m->steps->window_from_entry && m->entry.has_time ? &m->entry : find_first(m);
}

/* A step's time against those of the steps before: in order, and within the window. What comes before an entry that the
 * window begins at is not within it. */
static bool is_in_time(const marks *m, size_t step) {
  const step_mark *const mark = &m->step[step];
  const step_mark *const previous = find_previous(m, step);
  const step_mark *const anchor = find_anchor(m, step);
  if (!mark->has_time)
    return true;
  if (!m->steps->any_order && step > 0 && previous->has_time && mark->time < previous->time)
    return false;
  if (m->steps->window == 0 || !anchor->has_time || anchor == mark)
    return true;
  if (mark->time < anchor->time)
    return anchor != &m->entry;
  return (uint64_t)mark->time - (uint64_t)anchor->time <= (uint64_t)m->steps->window;
}

/* A step that may be left out is, where one behind it that could come next has come earlier. */
static bool is_left_out(const marks *m, size_t step) {
  const step_mark *const mark = &m->step[step];
  const step_mark *const previous = find_previous(m, step);
  if (m->steps->any_order || !mark->has_time)
    return false;
  for (size_t i = step; i + 1 < m->steps->count && (m->steps->optional >> i & 1U) != 0; i++) {
    const step_mark *const other = &m->step[i + 1];
    if (other->has_time && other->time < mark->time && (!previous->has_time || other->time >= previous->time))
      return true;
  }
  return false;
}

/* --- steps that tell of a gap: the same as of events, in unit_fold_steps.c --- */

/* What the window is counted from at a time, by which steps of `reached` have moved it; NULL: it has not begun. */
static const step_mark *find_begun(const marks *m, uint32_t reached, int64_t time) {
  const step_mark *begun = m->steps->window_from_entry && m->entry.has_time ? &m->entry : NULL;
  for (size_t i = 0; i < m->steps->count; i++) {
    const step_mark *const mark = &m->step[i];
    const bool is_done = (reached >> i & 1U) != 0 && (!mark->has_time || mark->time <= time);
    if (is_done && (begun == NULL || m->steps->window_from_previous))
      begun = mark;
  }
  return begun;
}

/* What a step must not come before; NULL: nothing. */
static const step_mark *find_entry(const cvs_wants *wants, const marks *m) {
  if (m->entry.has_time)
    return m->steps->window_from_entry && m->steps->window > 0 ? &m->entry : NULL;
  return wants->enters_at_step ? &m->step[0] : NULL;
}

/* Reached, or kept from counting by nothing but steps that are to come first. */
static bool is_seen(const cvs_wants *wants, const marks *m, uint32_t reached, size_t step) {
  const step_mark *const mark = &m->step[step];
  if (!mark->reached || !mark->has_time || (reached >> step & 1U) != 0)
    return mark->reached;
  const step_mark *const entry = find_entry(wants, m);
  const step_mark *const begun = find_begun(m, reached, mark->time);
  if (entry != NULL && entry->has_time && mark->time < entry->time)
    return false;
  return m->steps->window == 0 || begun == NULL || !begun->has_time ||
         (uint64_t)mark->time - (uint64_t)begun->time <= (uint64_t)m->steps->window;
}

static uint32_t find_seen(const cvs_wants *wants, const marks *m) {
  const uint32_t reached = cvs_steps_mask(m->steps, cvs_steps_reached(m->steps, m->counted));
  uint32_t seen = 0;
  for (size_t i = 0; i < m->steps->count; i++)
    seen |= is_seen(wants, m, reached, i) ? UINT32_C(1) << i : 0;
  return seen;
}

/* A window is no use without times. Whoever is followed is so from an entry that is known: a column of its own, or the
 * first step (in any order, one of them). */
static cvs_status check_times(cvs_row *row, const marks *m) {
  const size_t *const at = row->plan->at.step;
  bool has_first = false;
  for (size_t i = 0; i < row->plan->schema.step_count; i++) {
    if (m->step[i].reached && !m->step[i].has_time && m->steps->window > 0)
      return cvs_row_fail(row, at[i], CVS_SKIP_TIME, "a time, as a window is asked for");
    has_first = has_first || (m->step[i].reached && (i == 0 || m->steps->any_order));
  }
  if (row->plan->wants->follows && !m->entry.has_time && !has_first)
    return cvs_row_fail(row, at[0], CVS_SKIP_TIME,
                        "the time at which the user has entered, or --time COL that says so");
  return CVS_OK;
}

/* The steps that the row says were reached; one that others are missing before may get them from another row. */
cvs_status cvs_row_read_steps(cvs_row *row, cvs_unit_row *unit, int64_t step_time[CVS_STEPS_MAX]) {
  marks m = {.steps = &row->plan->wants->options->steps, .entry = {true, unit->time != INT64_MIN, unit->time}};
  if (m.entry.has_time)
    cvs_batch_see_time(row->batch, unit->time);
  for (size_t i = 0; i < row->plan->schema.step_count; i++) {
    const cvs_status status = read_mark(row, i, &m.step[i]);
    if (status != CVS_OK)
      return status;
    step_time[i] = m.step[i].has_time ? m.step[i].time : INT64_MIN;
    cvs_batch_see_time(row->batch, step_time[i]);
  }
  for (size_t i = 0; i < row->plan->schema.step_count; i++)
    m.counted |= m.step[i].reached && is_in_time(&m, i) && !is_left_out(&m, i) ? UINT32_C(1) << i : 0;
  unit->steps = m.counted;
  unit->seen = m.steps->any_order ? m.counted : find_seen(row->plan->wants, &m);
  unit->step_time = step_time;
  return check_times(row, &m);
}

/* What units come to, worked out as plainly as can be. */
#include "support/naive_units.h"

#include <string.h>

uint32_t naive_variant_of(const void *context, uint32_t cell) {
  (void)context;
  return cell / 2;
}

int64_t naive_step_time(const naive_row *row, size_t step) {
  return row->time % 3 == 0 || !(row->steps >> step & 1) ? INT64_MIN : 10 * row->time + (int64_t)step;
}

static bool is_same_name(const naive_row *a, const naive_row *b) {
  return a->length == b->length && memcmp(a->name, b->name, a->length) == 0;
}

/* The rows of one user: of events by time, else in the order of the file. */
typedef struct user_rows {
  const naive_row *row[NAIVE_ROWS_MAX];
  size_t count;
} user_rows;

static user_rows list_rows(const cvs_unit_terms *terms, const naive_row *row, size_t count, const naive_row *of) {
  user_rows list = {.count = 0};
  for (size_t i = 0; i < count; i++) {
    if (!is_same_name(&row[i], of))
      continue;
    size_t at = list.count++;
    for (; at > 0 && terms->events && list.row[at - 1]->time > row[i].time; at--)
      list.row[at] = list.row[at - 1];
    list.row[at] = &row[i];
  }
  return list;
}

static bool has_cell(const naive_row *row) {
  return row->cell != CVS_UNIT_NO_CELL;
}

static bool is_elsewhere(const naive_row *row, uint32_t cell) {
  return has_cell(row) && naive_variant_of(NULL, row->cell) != naive_variant_of(NULL, cell);
}

/* --- users --- */

/* Steps without which others were taken that come behind them, and the last of these: `seen` are those that were taken,
 * in time. */
static uint32_t find_skipped(const cvs_unit_terms *terms, uint32_t seen) {
  uint32_t skipped = 0, last = 0;
  for (size_t step = 0; step < terms->step_count; step++)
    for (size_t later = step + 1; later < terms->step_count; later++)
      if (!((seen | terms->optional) >> step & 1) && (seen >> later & 1)) {
        skipped |= UINT32_C(1) << step;
        last = UINT32_C(1) << later;
      }
  return skipped | last;
}

static bool merge_user(const cvs_unit_terms *terms, const user_rows *list, naive_unit *out) {
  const naive_row *first = NULL;
  uint32_t mask = 0;
  for (size_t i = list->count; i > 0; i--)
    if (has_cell(list->row[i - 1]))
      first = list->row[i - 1];
  if (!first)
    return false;
  out->unit = (cvs_unit){.cell = first->cell, .entered = terms->has_time ? first->time : 0, .rows = list->count};
  out->unit.window_began = INT64_MIN;
  for (size_t i = 0; i < list->count; i++) {
    const naive_row *row = list->row[i];
    out->unit.converted = out->unit.converted || (row->kind & CVS_UNIT_CONVERTED);
    out->unit.in_several = out->unit.in_several || is_elsewhere(row, first->cell);
    out->unit.value += terms->has_value ? row->value : 0;
    if (terms->has_time && has_cell(row) && !is_elsewhere(row, first->cell) && row->time < out->unit.entered)
      out->unit.entered = row->time;
    mask |= row->steps;
    for (size_t step = 0; step < terms->step_count; step++) {
      const int64_t time = naive_step_time(row, step);
      if (time != INT64_MIN && (out->step_time[step] == INT64_MIN || time < out->step_time[step]))
        out->step_time[step] = time;
    }
  }
  out->unit.reached = mask;
  if (!terms->strict)
    return true;
  out->unit.skipped = find_skipped(terms, mask);
  out->unit.reached = 0;
  for (size_t step = 0; step < terms->step_count; step++) {
    const uint32_t bit = UINT32_C(1) << step;
    if (!(mask & bit) && !(terms->optional & bit))
      break;
    if (mask & bit)
      out->unit.reached = terms->optional ? out->unit.reached | bit : (uint32_t)step + 1;
  }
  return true;
}

/* --- events --- */

static bool is_assignment(const cvs_unit_terms *terms, const naive_row *row) {
  return terms->assigned && (row->kind & CVS_UNIT_ASSIGNMENT);
}

static const naive_row *find_assignment(const cvs_unit_terms *terms, const user_rows *list) {
  for (size_t i = 0; i < list->count; i++)
    if (is_assignment(terms, list->row[i]) && has_cell(list->row[i]))
      return list->row[i];
  return NULL;
}

static bool is_exposure(const naive_row *row) {
  return row->kind & CVS_UNIT_EXPOSURE;
}

/* The row that the unit enters at, or NULL. */
static const naive_row *find_entry(const cvs_unit_terms *terms, const user_rows *list) {
  const naive_row *assignment = find_assignment(terms, list);
  if (terms->assigned && !terms->by_exposure)
    return assignment;
  for (size_t i = 0; i < list->count; i++) {
    const naive_row *row = list->row[i];
    if (terms->assigned && assignment && !is_assignment(terms, row) && is_exposure(row) &&
        row->time >= assignment->time)
      return row;
    if (!terms->assigned && has_cell(row) && (!terms->by_exposure || is_exposure(row)))
      return row;
  }
  return NULL;
}

/* The first row from `from` on that is this step. */
static const naive_row *find_step(const cvs_unit_terms *terms, const user_rows *list, size_t step, int64_t from) {
  for (size_t i = 0; i < list->count; i++)
    if (!is_assignment(terms, list->row[i]) && list->row[i]->time >= from &&
        (list->row[i]->steps & UINT32_C(1) << step))
      return list->row[i];
  return NULL;
}

/* The time of the first event that stops the unit, from `from` on. */
static int64_t find_stop(const cvs_unit_terms *terms, const user_rows *list, int64_t from) {
  for (size_t i = 0; i < list->count && terms->has_exclusions; i++)
    if (!is_assignment(terms, list->row[i]) && list->row[i]->time >= from && (list->row[i]->kind & CVS_UNIT_EXCLUSION))
      return list->row[i]->time;
  return INT64_MAX;
}

/* The earliest of the steps that may come next, from `step` on to the first that may not be left out; of those of one
 * time, the one that comes first. */
static const naive_row *find_next(const cvs_unit_terms *terms, const user_rows *list, size_t *step, int64_t from) {
  const naive_row *found = NULL;
  const size_t first = *step;
  for (size_t i = first; i < terms->step_count; i++) {
    const naive_row *row = find_step(terms, list, i, from);
    if (row && (!found || row->time < found->time)) {
      found = row;
      *step = i;
    }
    if (!(terms->optional >> i & 1))
      break;
  }
  return found;
}

static void follow_strictly(const cvs_unit_terms *terms, const user_rows *list, naive_unit *out) {
  const int64_t entered = out->unit.entered;
  int64_t from = entered, window_from = entered, stop = INT64_MAX;
  bool is_first = true;
  for (size_t step = 0; step < terms->step_count; step++) {
    const naive_row *row = find_next(terms, list, &step, from);
    const bool has_window = terms->window > 0 && (!is_first || terms->window_from_entry);
    if (!row || row->time > stop || (has_window && row->time - window_from > terms->window))
      return;
    if ((is_first && !terms->window_from_entry) || terms->window_from_previous)
      window_from = row->time;
    if (is_first)
      stop = find_stop(terms, list, row->time);
    is_first = false;
    from = row->time;
    out->step_time[step] = row->time;
    out->unit.window_began = terms->window > 0 ? window_from : INT64_MIN;
    out->unit.reached = terms->optional ? out->unit.reached | UINT32_C(1) << step : out->unit.reached + 1;
  }
}

/* Whether an event at this time is within the window as it is then, and not behind one that stops the unit. */
static bool is_in_time(const cvs_unit_terms *terms, const user_rows *list, const naive_unit *out, int64_t time) {
  int64_t first = INT64_MAX, last = INT64_MIN;
  for (size_t step = 0; step < terms->step_count; step++) {
    const int64_t own = out->step_time[step];
    if (own == INT64_MIN || own > time)
      continue;
    first = own < first ? own : first;
    last = own > last ? own : last;
  }
  const bool any = first != INT64_MAX;
  if (any && time > find_stop(terms, list, first))
    return false;
  if (terms->window == 0 || (!any && !terms->window_from_entry))
    return true;
  const int64_t entered = out->unit.entered;
  const int64_t begun = any && terms->window_from_previous ? last : terms->window_from_entry ? entered : first;
  return time - begun <= terms->window;
}

static uint32_t find_seen(const cvs_unit_terms *terms, const user_rows *list, const naive_unit *out) {
  uint32_t seen = 0;
  for (size_t i = 0; i < list->count; i++)
    if (!is_assignment(terms, list->row[i]) && list->row[i]->time >= out->unit.entered &&
        is_in_time(terms, list, out, list->row[i]->time))
      seen |= list->row[i]->steps;
  return seen;
}

static void follow_freely(const cvs_unit_terms *terms, const user_rows *list, naive_unit *out) {
  int64_t first = INT64_MAX;
  for (size_t step = 0; step < terms->step_count; step++) {
    const naive_row *row = find_step(terms, list, step, out->unit.entered);
    if (row && row->time < first)
      first = row->time;
  }
  const int64_t window_from = terms->window_from_entry ? out->unit.entered : first;
  const int64_t stop = find_stop(terms, list, first);
  for (size_t step = 0; step < terms->step_count; step++) {
    const naive_row *row = find_step(terms, list, step, out->unit.entered);
    if (!row || row->time > stop || (terms->window > 0 && row->time - window_from > terms->window))
      continue;
    out->unit.reached |= UINT32_C(1) << step;
    out->unit.window_began = terms->window > 0 ? window_from : INT64_MIN;
    out->step_time[step] = row->time;
  }
}

static void count_event(const cvs_unit_terms *terms, const naive_row *row, naive_unit *out) {
  const bool in_time = terms->step_count > 0 || terms->window == 0 || row->time - out->unit.entered <= terms->window;
  out->unit.rows++;
  out->unit.converted = out->unit.converted || (in_time && (row->kind & CVS_UNIT_CONVERTED));
  out->unit.value += terms->has_value ? row->value : 0;
  if (!terms->assigned)
    out->unit.in_several = out->unit.in_several || is_elsewhere(row, out->unit.cell);
}

/* Rows of the log, and exposures among them. */
static uint64_t count_log_rows(const cvs_unit_terms *terms, const user_rows *list, uint64_t *exposures) {
  uint64_t rows = 0;
  for (size_t i = 0; i < list->count; i++) {
    const bool counts = terms->events && !is_assignment(terms, list->row[i]);
    rows += counts;
    *exposures += counts && is_exposure(list->row[i]);
  }
  return rows;
}

/* Users of the log, and those whom the assignments keep out of it. */
static void count_log(const cvs_unit_terms *terms, const user_rows *list, bool entered, cvs_units_quality *quality) {
  uint64_t exposures = 0;
  const uint64_t rows = count_log_rows(terms, list, &exposures);
  quality->in_log += rows > 0;
  if (entered || !terms->assigned || !terms->events)
    return;
  const bool is_stranger = find_assignment(terms, list) == NULL;
  quality->strangers += is_stranger && rows > 0;
  quality->rows_of_strangers += is_stranger ? rows : 0;
  quality->exposed_early += !is_stranger && exposures > 0;
  quality->rows_exposed_early += !is_stranger && exposures > 0 ? rows : 0;
}

/* Nobody has a variant where the unit could have entered, though it could have. */
static void count_stranger(const cvs_unit_terms *terms, const user_rows *list, cvs_units_quality *quality) {
  bool could_enter = !terms->by_exposure;
  for (size_t i = 0; i < list->count; i++)
    could_enter = could_enter || is_exposure(list->row[i]);
  quality->never_entered++;
  if (!terms->events || terms->assigned || !could_enter)
    return;
  quality->without_variant++;
  quality->rows_without_variant += list->count;
}

static bool follow_unit(const cvs_unit_terms *terms, const user_rows *list, naive_unit *out,
                        cvs_units_quality *quality) {
  const naive_row *assignment = find_assignment(terms, list), *entry = find_entry(terms, list);
  uint64_t *left_out = entry ? &quality->rows_before_entry : &quality->rows_of_unassigned;
  out->unit = (cvs_unit){.window_began = INT64_MIN};
  if (entry) {
    out->unit.cell = terms->assigned ? assignment->cell : entry->cell;
    out->unit.entered = entry->time;
  }
  for (size_t i = 0; i < list->count; i++) {
    const naive_row *row = list->row[i];
    if (is_assignment(terms, row))
      out->unit.in_several = out->unit.in_several || (entry && is_elsewhere(row, out->unit.cell));
    else if (entry && row->time >= entry->time)
      count_event(terms, row, out);
    else
      (*left_out)++;
  }
  if (entry && terms->strict) {
    follow_strictly(terms, list, out);
    out->unit.skipped = find_skipped(terms, find_seen(terms, list, out));
  } else if (entry)
    follow_freely(terms, list, out);
  return entry;
}

/* --- all --- */

void naive_units(const cvs_unit_terms *terms, const naive_row *row, size_t count, naive_result *out) {
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < count; i++) {
    bool seen = false;
    for (size_t j = 0; j < i; j++)
      seen = seen || is_same_name(&row[i], &row[j]);
    if (seen)
      continue;
    const user_rows list = list_rows(terms, row, count, &row[i]);
    naive_unit *unit = &out->unit[out->count];
    unit->name = row[i].name;
    unit->length = row[i].length;
    for (size_t step = 0; step < CVS_STEPS_MAX; step++)
      unit->step_time[step] = INT64_MIN;
    const bool entered =
        terms->events ? follow_unit(terms, &list, unit, &out->quality) : merge_user(terms, &list, unit);
    count_log(terms, &list, entered, &out->quality);
    if (!entered) {
      count_stranger(terms, &list, &out->quality);
      out->quality.rows_of_unassigned += terms->events ? 0 : list.count;
      continue;
    }
    out->count++;
    out->quality.units++;
    out->quality.in_several_arms += unit->unit.in_several;
    out->quality.duplicate_rows += terms->events ? 0 : list.count - 1;
  }
}

/* Rows of which each is an event of a unit: entry, conversion and steps, in the order of time.
 *
 * Rows of one time count whatever their order in the file. So a unit that has not entered yet remembers together what
 * its rows of the latest time came to (rows in `reached`, conversion, value, steps, cell), and those before that time
 * as a number of rows (`rows`): if it enters at the latest time, they count, else they join those before. After the
 * entry, `latest` and `ties` do the same for the steps: see unit_fold_steps.c.
 *
 * A row that comes too late for its time is no trouble where its being early could change nothing; where it could, the
 * fold fails with CVS_EUNDEF. */
#include "data/unit_fold.h"

/* What the unit enters by. Its assignment counts by its own function. */
static bool enters_by(const cvs_unit_terms *terms, const cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  if (terms->assigned)
    return terms->by_exposure && fact->kind & CVS_UNIT_EXPOSURE && entry->flags & CVS_UNIT_IS_ASSIGNED;
  return fact->cell != CVS_UNIT_NO_CELL && (!terms->by_exposure || fact->kind & CVS_UNIT_EXPOSURE);
}

/* --- entry --- */

/* Enters at the latest time: what was remembered of that time counts, the rows before do not. */
static void enter(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time, uint64_t *before) {
  const cvs_unit_terms *terms = &rules->terms;
  *before += entry->rows;
  entry->rows = entry->reached;
  entry->reached = 0;
  entry->flags |= CVS_UNIT_HAS_ENTERED;
  entry->more[rules->entered] = time;
  if (terms->step_count > 0)
    cvs_unit_begin_steps(rules, entry, time);
}

/* Forgets what is remembered of the latest time but for the number of rows; a later time takes its place. */
static void move_latest(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  entry->rows += entry->reached;
  entry->reached = 0;
  entry->more[rules->latest] = time;
  entry->flags &= (uint8_t) ~(CVS_UNIT_HAS_CONVERTED | CVS_UNIT_WAS_EXPOSED);
  if (terms->has_value)
    entry->more[rules->value] = 0;
  if (terms->step_count > 0)
    entry->more[rules->ties] = 0;
  if (terms->assigned)
    return; /* cell and flag are those of the assignments */
  entry->flags &= (uint8_t)~CVS_UNIT_IN_SEVERAL;
  entry->cell = CVS_UNIT_NO_CELL;
}

/* Which cell a unit is seen in as long as it does not enter. */
static void note_early_cell(const cvs_unit_rules *rules, cvs_unit_entry *entry, uint32_t cell) {
  int64_t *early = &entry->more[rules->early];
  if (cell == CVS_UNIT_NO_CELL || *early == CVS_UNIT_EARLY_SEVERAL)
    return;
  if (*early == CVS_UNIT_NO_CELL)
    *early = cell;
  else if (rules->variant_of(rules->context, cell) != rules->variant_of(rules->context, (uint32_t)*early))
    *early = CVS_UNIT_EARLY_SEVERAL;
}

/* A row ahead of the entry, or the entry itself. */
static cvs_status fold_early(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact,
                             uint64_t *before) {
  const cvs_unit_terms *terms = &rules->terms;
  if (fact->kind & CVS_UNIT_EXPOSURE && (fact->cell == CVS_UNIT_NO_CELL || terms->assigned))
    entry->flags |= CVS_UNIT_WAS_PASSED;
  if (fact->steps > 1)
    entry->flags |= CVS_UNIT_TOOK_STEP;
  if (terms->tells_passers)
    note_early_cell(rules, entry, fact->cell);
  const bool enters = enters_by(terms, entry, fact) && (!terms->assigned || fact->time >= entry->more[rules->entered]);
  if (fact->time < entry->more[rules->latest]) {
    entry->rows++;
    return enters ? CVS_EUNDEF : CVS_OK;
  }
  if (fact->time > entry->more[rules->latest])
    move_latest(rules, entry, fact->time);
  entry->reached++;
  if (terms->step_count > 0)
    entry->more[rules->ties] |= fact->steps;
  if (terms->has_exclusions && fact->kind & CVS_UNIT_EXCLUSION)
    entry->more[rules->stop] = fact->time;
  if (!terms->assigned && cvs_unit_is_elsewhere(rules, entry, fact->cell))
    cvs_unit_note_other(rules, entry, fact->cell, enters);
  if (!terms->assigned && (enters || entry->cell == CVS_UNIT_NO_CELL))
    entry->cell = fact->cell;
  if (fact->kind & CVS_UNIT_EXPOSURE)
    entry->flags |= CVS_UNIT_WAS_EXPOSED;
  const cvs_status status = cvs_unit_note(rules, entry, fact);
  if (status == CVS_OK && enters)
    enter(rules, entry, fact->time, before);
  return status;
}

/* Without steps the window bounds the conversion, from the entry on. */
static cvs_status note_late(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  cvs_unit_fact counted = *fact;
  if (rules->terms.step_count == 0 && !cvs_unit_is_within(&rules->terms, entry->more[rules->entered], fact->time))
    counted.kind &= (uint8_t)~CVS_UNIT_CONVERTED;
  return cvs_unit_note(rules, entry, &counted);
}

/* A row of a unit that has entered. */
static cvs_status fold_late(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact,
                            uint64_t *before) {
  const cvs_unit_terms *terms = &rules->terms;
  if (fact->time < entry->more[rules->entered]) {
    (*before)++;
    return enters_by(terms, entry, fact) ? CVS_EUNDEF : CVS_OK;
  }
  entry->rows++;
  if (!terms->assigned && cvs_unit_is_elsewhere(rules, entry, fact->cell))
    cvs_unit_note_other(rules, entry, fact->cell, false);
  const cvs_status status = note_late(rules, entry, fact);
  const bool matters = fact->steps != 0 || (terms->has_exclusions && fact->kind & CVS_UNIT_EXCLUSION);
  return status == CVS_OK && matters && terms->step_count > 0 ? cvs_unit_follow(rules, entry, fact) : status;
}

/* --- assignment --- */

static cvs_status assign(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact,
                         uint64_t *before) {
  const int64_t latest = entry->more[rules->latest];
  if (latest > fact->time)
    return CVS_EUNDEF; /* rows behind it have been taken for rows before it */
  entry->cell = fact->cell;
  entry->flags |= CVS_UNIT_IS_ASSIGNED;
  entry->more[rules->entered] = fact->time;
  const bool tied = entry->flags & CVS_UNIT_HAS_EVENTS && latest == fact->time;
  if (!tied)
    move_latest(rules, entry, latest);
  if (!rules->terms.by_exposure || (tied && entry->flags & CVS_UNIT_WAS_EXPOSED))
    enter(rules, entry, fact->time, before);
  return CVS_OK;
}

/* A further assignment: the first by time holds. */
static cvs_status assign_again(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  const bool is_first = fact->time < entry->more[rules->entered];
  if (cvs_unit_is_elsewhere(rules, entry, fact->cell))
    cvs_unit_note_other(rules, entry, fact->cell, is_first);
  if (!is_first)
    return CVS_OK;
  if (entry->flags & CVS_UNIT_HAS_EVENTS)
    return CVS_EUNDEF; /* some may have been taken for rows before it */
  entry->cell = fact->cell;
  entry->more[rules->entered] = fact->time;
  if (entry->flags & CVS_UNIT_HAS_ENTERED && rules->terms.step_count > 0)
    cvs_unit_begin_steps(rules, entry, fact->time); /* a window may begin at the entry */
  return CVS_OK;
}

cvs_status cvs_unit_fold_event(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact,
                               uint64_t *before) {
  if (rules->terms.assigned && fact->kind & CVS_UNIT_ASSIGNMENT) {
    if (fact->cell == CVS_UNIT_NO_CELL)
      return CVS_OK;
    return entry->flags & CVS_UNIT_IS_ASSIGNED ? assign_again(rules, entry, fact) : assign(rules, entry, fact, before);
  }
  entry->flags |= CVS_UNIT_HAS_EVENTS;
  const bool entered = entry->flags & CVS_UNIT_HAS_ENTERED;
  if (entry->rows + (uint64_t)(entered ? 0 : entry->reached) >= UINT32_MAX)
    return CVS_ELIMIT;
  return entered ? fold_late(rules, entry, fact, before) : fold_early(rules, entry, fact, before);
}

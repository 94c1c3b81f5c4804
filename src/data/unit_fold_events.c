/* Rows of which each is an event of a unit: entry, conversion and steps, in the order of time.
 *
 * Rows of one time count whatever their order in the file. So a unit that has not entered yet remembers together what
 * its rows of the latest time came to (rows in `reached`, conversion, value, steps, cell), and those before that time
 * as a number of rows (`rows`): if it enters at the latest time, they count, else they join those before. After the
 * entry, `latest` and `ties` do the same for the steps.
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

/* --- steps --- */

/* Both times are those of rows, the later one not before the earlier. */
static bool is_within(const cvs_unit_terms *terms, int64_t from, int64_t to) {
  return terms->window == 0 || (uint64_t)to - (uint64_t)from <= (uint64_t)terms->window;
}

/* Steps at the latest time that follow what is reached: the first of its kind at or after the step before, each. */
static void advance(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  const uint64_t ties = (uint64_t)entry->more[rules->ties];
  while (entry->reached < terms->step_count && ties >> entry->reached & 1) {
    const uint32_t step = entry->reached;
    if (step > 0 && terms->window > 0 && !is_within(terms, entry->more[rules->anchor], time))
      return;
    if (terms->window > 0 && (step == 0 || terms->window_from_previous))
      entry->more[rules->anchor] = time;
    if (terms->keep_times)
      entry->more[rules->times + step] = time;
    entry->reached++;
  }
}

/* A step earlier than others that have been seen: it matters if it is the next one, or makes a step that is reached
 * earlier. Those beyond the next one need the next one before them, which then comes too late itself. */
static bool is_too_late(const cvs_unit_rules *rules, const cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  for (uint32_t step = 0; step <= entry->reached && step < rules->terms.step_count; step++) {
    if (!(fact->steps >> step & 1))
      continue;
    if (step == entry->reached || !rules->terms.keep_times || fact->time < entry->more[rules->times + step])
      return true;
  }
  return false;
}

static cvs_status follow_in_order(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  int64_t *latest = &entry->more[rules->latest], *ties = &entry->more[rules->ties];
  if (fact->time < *latest)
    return is_too_late(rules, entry, fact) ? CVS_EUNDEF : CVS_OK;
  *ties = fact->time > *latest ? fact->steps : *ties | fact->steps;
  *latest = fact->time;
  advance(rules, entry, fact->time);
  return CVS_OK;
}

/* The window begins at the first of the steps that is seen, whichever it is. */
static cvs_status follow_in_any_order(const cvs_unit_rules *rules, cvs_unit_entry *entry, uint32_t steps,
                                      int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  if (terms->window > 0) {
    int64_t *anchor = &entry->more[rules->anchor];
    if (entry->reached == 0)
      *anchor = time;
    if (time < *anchor)
      return CVS_EUNDEF;
    if (!is_within(terms, *anchor, time))
      return CVS_OK;
  }
  entry->reached |= steps;
  for (size_t step = 0; step < terms->step_count && terms->keep_times; step++) {
    int64_t *first = &entry->more[rules->times + step];
    if (steps >> step & 1 && (*first == INT64_MIN || time < *first))
      *first = time;
  }
  return CVS_OK;
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
  if (terms->step_count == 0 || entry->more[rules->ties] == 0)
    return;
  if (terms->strict)
    advance(rules, entry, time);
  else
    (void)follow_in_any_order(rules, entry, (uint32_t)entry->more[rules->ties], time); /* the first: never too late */
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

/* A row ahead of the entry, or the entry itself. */
static cvs_status fold_early(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact,
                             uint64_t *before) {
  const cvs_unit_terms *terms = &rules->terms;
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
  if (!terms->assigned && cvs_unit_is_elsewhere(rules, entry, fact->cell))
    entry->flags |= CVS_UNIT_IN_SEVERAL;
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
  if (rules->terms.step_count == 0 && !is_within(&rules->terms, entry->more[rules->entered], fact->time))
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
    entry->flags |= CVS_UNIT_IN_SEVERAL;
  const cvs_status status = note_late(rules, entry, fact);
  if (status != CVS_OK || fact->steps == 0 || terms->step_count == 0)
    return status;
  return terms->strict ? follow_in_order(rules, entry, fact)
                       : follow_in_any_order(rules, entry, fact->steps, fact->time);
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
  if (cvs_unit_is_elsewhere(rules, entry, fact->cell))
    entry->flags |= CVS_UNIT_IN_SEVERAL;
  if (fact->time >= entry->more[rules->entered])
    return CVS_OK;
  if (entry->flags & CVS_UNIT_HAS_EVENTS)
    return CVS_EUNDEF; /* some may have been taken for rows before it */
  entry->cell = fact->cell;
  entry->more[rules->entered] = fact->time;
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

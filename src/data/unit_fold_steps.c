/* Steps of a unit of events, in the order of time.
 *
 * A step that comes before others that must be first does not count; that it was seen is remembered, to tell of a gap.
 * Steps of one time follow each other whatever their order in the file: `latest` is the time that was seen last, `ties`
 * the steps of it. An event that stops the unit moves `latest` as a step does, and comes after the steps of its time.
 */
#include "data/unit_fold.h"

#include "data/steps.h"

/* The step that may come next; those before it are reached or left out. */
static uint32_t next_step(const cvs_unit_rules *rules, const cvs_unit_entry *entry) {
  return rules->terms.optional != 0 ? cvs_steps_next(entry->reached) : entry->reached;
}

static bool is_reached(const cvs_unit_rules *rules, const cvs_unit_entry *entry, uint32_t step) {
  return rules->terms.optional != 0 ? (entry->reached >> step & 1) != 0 : step < entry->reached;
}

/* True where the time is within the window, if there is one, and not behind an event that stops the unit. One that was
 * seen before the first step has no say. */
static bool may_follow(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  const bool is_first = entry->reached == 0;
  if (terms->window > 0 && (!is_first || terms->window_from_entry) &&
      !cvs_unit_is_within(terms, entry->more[rules->anchor], time))
    return false;
  if (!terms->has_exclusions)
    return true;
  int64_t *stop = &entry->more[rules->stop];
  if (is_first && *stop < time)
    *stop = INT64_MIN;
  return *stop == INT64_MIN || time <= *stop;
}

static void take_step(const cvs_unit_rules *rules, cvs_unit_entry *entry, uint32_t step, int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  const bool begins = entry->reached == 0 && !terms->window_from_entry;
  if (terms->window > 0 && (begins || terms->window_from_previous))
    entry->more[rules->anchor] = time;
  if (terms->keep_times)
    entry->more[rules->times + step] = time;
  entry->reached = terms->optional != 0 ? entry->reached | UINT32_C(1) << step : entry->reached + 1;
}

/* Steps at the latest time that follow what is reached: the first of its kind at or after the step before, each. One
 * that may be left out is not lost where a later one of the same time was read before it. */
static void advance(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time) {
  const uint64_t ties = (uint64_t)entry->more[rules->ties];
  const bool may_skip = rules->terms.optional != 0;
  uint32_t step = may_skip ? (uint32_t)entry->more[rules->passed] : next_step(rules, entry);
  for (; step < rules->terms.step_count; step++) {
    if (may_skip && is_reached(rules, entry, step))
      continue;
    if (ties >> step & 1) {
      if (!may_follow(rules, entry, time))
        return;
      take_step(rules, entry, step, time);
    } else if (!(rules->terms.optional >> step & 1)) {
      return;
    }
  }
}

/* --- steps that come before others that must be first --- */

enum { EARLY = 32 }; /* of the word of ties: bits of the lower half */

/* Nothing keeps an event at this time from counting but the steps that are to come first. Rows may come in any order
 * here, so a time ahead of the window's beginning is within it: what began it was in time itself. */
static bool is_in_time(const cvs_unit_rules *rules, const cvs_unit_entry *entry, int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  const bool begun = terms->window > 0 && (entry->reached != 0 || terms->window_from_entry);
  if (begun && time > entry->more[rules->anchor] && !cvs_unit_is_within(terms, entry->more[rules->anchor], time))
    return false;
  const int64_t stop = terms->has_exclusions && entry->reached != 0 ? entry->more[rules->stop] : INT64_MIN;
  return stop == INT64_MIN || time <= stop;
}

/* Remembers steps that are not reached by an event of theirs: if a step before them never comes, it was skipped. */
static void note_early(const cvs_unit_rules *rules, cvs_unit_entry *entry, uint32_t steps, int64_t time) {
  const bool counts = rules->terms.optional == 0;
  const uint64_t early = counts ? (uint64_t)steps >> entry->reached << entry->reached : steps & ~entry->reached;
  if (early != 0 && is_in_time(rules, entry, time))
    entry->more[rules->ties] |= (int64_t)(early << EARLY);
}

/* A step earlier than others that have been seen: it matters if it could be the next one, was left out, or makes a step
 * that is reached earlier. Those beyond the next one need the next one before them, which then comes too late itself.
 */
static bool is_too_late(const cvs_unit_rules *rules, const cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  const uint32_t next = next_step(rules, entry);
  for (uint32_t step = 0; step < rules->terms.step_count; step++) {
    const bool seen = fact->steps >> step & 1;
    if (seen &&
        (!is_reached(rules, entry, step) || !rules->terms.keep_times || fact->time < entry->more[rules->times + step]))
      return true;
    if (step >= next && !(rules->terms.optional >> step & 1))
      return false;
  }
  return false;
}

static bool is_stop(const cvs_unit_rules *rules, const cvs_unit_fact *fact) {
  return rules->terms.has_exclusions && fact->kind & CVS_UNIT_EXCLUSION;
}

/* The first of its kind from the first step on; before it the latest, as one at the time of the first step counts. */
static void note_stop(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time) {
  int64_t *stop = &entry->more[rules->stop];
  if (entry->reached == 0 || *stop == INT64_MIN)
    *stop = time;
}

/* One that comes too late is no trouble before the first step, which is still to come, nor behind another one. */
static cvs_status note_late_stop(const cvs_unit_rules *rules, const cvs_unit_entry *entry, int64_t time) {
  const int64_t stop = entry->more[rules->stop];
  return entry->reached == 0 || (stop != INT64_MIN && stop <= time) ? CVS_OK : CVS_EUNDEF;
}

static cvs_status follow_in_order(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  int64_t *latest = &entry->more[rules->latest], *ties = &entry->more[rules->ties];
  const bool stops = is_stop(rules, fact);
  if (fact->time < *latest) {
    if (stops && note_late_stop(rules, entry, fact->time) != CVS_OK)
      return CVS_EUNDEF;
    if (is_too_late(rules, entry, fact))
      return CVS_EUNDEF;
    note_early(rules, entry, fact->steps, fact->time);
    return CVS_OK;
  }
  if (fact->time > *latest) {
    *ties = (int64_t)((uint64_t)*ties >> EARLY << EARLY);
    if (rules->terms.optional != 0)
      entry->more[rules->passed] = cvs_steps_next(entry->reached);
  }
  *ties |= fact->steps;
  *latest = fact->time;
  advance(rules, entry, fact->time);
  note_early(rules, entry, fact->steps, fact->time);
  if (stops)
    note_stop(rules, entry, fact->time);
  return CVS_OK;
}

/* Where something stops a unit, what comes after it must be known when it comes: then all is needed in its order. */
static cvs_status keep_order(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  int64_t *latest = &entry->more[rules->latest];
  const bool stops = is_stop(rules, fact);
  if (fact->time < *latest)
    return fact->steps == 0 ? note_late_stop(rules, entry, fact->time) : CVS_EUNDEF;
  *latest = fact->time;
  if (stops)
    note_stop(rules, entry, fact->time);
  return CVS_OK;
}

/* The window begins at the first of the steps that is seen, whichever it is, or at the entry. */
static cvs_status follow_in_any_order(const cvs_unit_rules *rules, cvs_unit_entry *entry, uint32_t steps,
                                      int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  if (terms->window > 0 && entry->reached == 0 && !terms->window_from_entry)
    entry->more[rules->anchor] = time;
  if (terms->window > 0 && time < entry->more[rules->anchor])
    return CVS_EUNDEF;
  if (!may_follow(rules, entry, time))
    return CVS_OK;
  entry->reached |= steps;
  for (size_t step = 0; step < terms->step_count && terms->keep_times; step++) {
    int64_t *first = &entry->more[rules->times + step];
    if (steps >> step & 1 && (*first == INT64_MIN || time < *first))
      *first = time;
  }
  return CVS_OK;
}

void cvs_unit_begin_steps(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time) {
  const cvs_unit_terms *terms = &rules->terms;
  if (terms->window > 0 && terms->window_from_entry)
    entry->more[rules->anchor] = time;
  if (entry->more[rules->ties] == 0)
    return;
  if (terms->strict) {
    advance(rules, entry, time);
    note_early(rules, entry, (uint32_t)entry->more[rules->ties], time);
  } else
    (void)follow_in_any_order(rules, entry, (uint32_t)entry->more[rules->ties], time); /* the first: never too late */
}

cvs_status cvs_unit_follow(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  if (rules->terms.strict)
    return follow_in_order(rules, entry, fact);
  const cvs_status status = rules->terms.has_exclusions ? keep_order(rules, entry, fact) : CVS_OK;
  if (status != CVS_OK || fact->steps == 0)
    return status;
  return follow_in_any_order(rules, entry, fact->steps, fact->time);
}

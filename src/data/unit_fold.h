/* What rows make of a unit, one row after the other. */
#ifndef CVS_DATA_UNIT_FOLD_H
#define CVS_DATA_UNIT_FOLD_H

#include "data/unit_table.h"
#include "data/units.h"

/* What a row says, without the unit's name. */
typedef struct cvs_unit_fact {
  int64_t time;
  int64_t value;
  uint32_t cell;
  uint32_t steps;
  uint32_t unit; /* number in its part's table */
  uint8_t kind;
} cvs_unit_fact;

/* The rules of a run, and where entries keep what they need for them. Places are indices of `more`. */
typedef struct cvs_unit_rules {
  cvs_unit_terms terms;
  uint32_t (*variant_of)(const void *context, uint32_t cell);
  const void *context;
  cvs_unit_form form; /* of rows, as the terms ask for it */
  size_t row_size;
  size_t entry_size;
  cvs_unit_entry *blank;
  unsigned entered; /* time of entry; before it, of the assignment */
  unsigned latest;  /* the latest time of which all rows are remembered together: see unit_fold_events.c */
  unsigned ties;    /* events: mask of the steps seen at that time; in its upper half, where steps are strict, of those
                       that were seen when others were to come first (users: of all that were seen in time) */
  unsigned anchor;  /* the time that a window begins at */
  unsigned stop;    /* where events are excluded: the first such time at or after the first step; before that step, the
                       latest. INT64_MIN: none */
  unsigned passed;  /* where steps may be left out: how many had been passed before the latest time */
  unsigned value;
  unsigned other; /* a cell of another variant that the unit was seen in */
  unsigned early; /* where tells_passers: before the entry, the first cell that was seen; CVS_UNIT_NO_CELL: none, and
                     CVS_UNIT_EARLY_SEVERAL: cells of several variants */
  unsigned times; /* [step_count] */
} cvs_unit_rules;

/* Copies the terms and lays out entries. Errors: CVS_ENOMEM; CVS_EINVAL for events without times, more than
 * CVS_STEPS_MAX steps, or a negative window. */
CVS_WARN_UNUSED cvs_status cvs_unit_rules_set(cvs_unit_rules *rules, const cvs_unit_terms *terms);
void cvs_unit_rules_free(cvs_unit_rules *rules);
/* Bytes of a table of so many units at most, but for long names. */
static inline size_t cvs_unit_rules_table_size(const cvs_unit_rules *rules, size_t units) {
  const size_t slots = 7; /* a unit, while they grow: 4 / 0.75, and a quarter of it */
  return units * (rules->entry_size + slots * sizeof(uint32_t));
}

enum { CVS_UNIT_EARLY_SEVERAL = -1 };

/* Flags of an entry. */
enum {
  CVS_UNIT_HAS_ENTERED = 1,
  CVS_UNIT_HAS_CONVERTED = 2,
  CVS_UNIT_IN_SEVERAL = 4,
  CVS_UNIT_IS_ASSIGNED = 8,
  CVS_UNIT_WAS_EXPOSED = 16, /* at the latest time, before its assignment */
  CVS_UNIT_HAS_EVENTS = 32,
  CVS_UNIT_TOOK_STEP = 128, /* events, before their unit's entry: a step behind the first */
  CVS_UNIT_WAS_PASSED = 64  /* an exposure before its entry named no variant, or came before the assignment */
};

/* One more row, of users or of events. `step_time`: where the rules keep times. `before` counts rows of events ahead of
 * their unit's entry.
 * Errors: CVS_EUNDEF: the row comes too late for its time; CVS_EDATA: values add up beyond an int64_t; CVS_ELIMIT: more
 * than 2^32 - 1 rows of one unit. No message. */
CVS_WARN_UNUSED cvs_status cvs_unit_fold_user(const cvs_unit_rules *rules, cvs_unit_entry *entry,
                                              const cvs_unit_fact *fact, const int64_t *step_time);
CVS_WARN_UNUSED cvs_status cvs_unit_fold_event(const cvs_unit_rules *rules, cvs_unit_entry *entry,
                                               const cvs_unit_fact *fact, uint64_t *before);

/* What both are made of: the converted flag and the value; whether a cell belongs to another variant than the unit's.
 */
static inline cvs_status cvs_unit_note(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  if (fact->kind & CVS_UNIT_CONVERTED)
    entry->flags |= CVS_UNIT_HAS_CONVERTED;
  if (rules->terms.has_value &&
      __builtin_add_overflow(entry->more[rules->value], fact->value, &entry->more[rules->value]))
    return CVS_EDATA;
  return CVS_OK;
}

/* Was seen in another variant than its cell's: in that of `cell`, which becomes its own where it moves there. One of
 * the others is kept where anybody asks. */
static inline void cvs_unit_note_other(const cvs_unit_rules *rules, cvs_unit_entry *entry, uint32_t cell, bool moves) {
  if (rules->terms.keep_other && (moves || !(entry->flags & CVS_UNIT_IN_SEVERAL)))
    entry->more[rules->other] = moves ? entry->cell : cell;
  entry->flags |= CVS_UNIT_IN_SEVERAL;
}

static inline bool cvs_unit_is_elsewhere(const cvs_unit_rules *rules, const cvs_unit_entry *entry, uint32_t cell) {
  return cell != entry->cell && cell != CVS_UNIT_NO_CELL && entry->cell != CVS_UNIT_NO_CELL &&
         rules->variant_of(rules->context, cell) != rules->variant_of(rules->context, entry->cell);
}

/* Both times are those of rows, the later one not before the earlier. */
static inline bool cvs_unit_is_within(const cvs_unit_terms *terms, int64_t from, int64_t to) {
  return terms->window == 0 || (uint64_t)to - (uint64_t)from <= (uint64_t)terms->window;
}

/* Strict: mask of the steps that were seen, in time, when others were to come first. */
static inline uint32_t cvs_unit_early_steps(const cvs_unit_rules *rules, const cvs_unit_entry *entry) {
  return (uint32_t)((uint64_t)entry->more[rules->ties] >> 32);
}

/* The steps that are remembered of the time at which a unit enters. Rules with steps. unit_fold_steps.c. */
void cvs_unit_begin_steps(const cvs_unit_rules *rules, cvs_unit_entry *entry, int64_t time);

/* --- what happens to most events, without a jump --- */

/* The few rules that plain events need, by value: what is written to entries can then not be taken for a change of
 * them. */
typedef struct cvs_unit_plain {
  bool is_possible; /* strict steps, of which none may be left out, and all that counts is their order */
  bool has_value;
  bool keep_times;
  unsigned entered; /* places, as the rules have them */
  unsigned latest;
  unsigned ties;
  unsigned value;
  unsigned times;
} cvs_unit_plain;

static inline cvs_unit_plain cvs_unit_plain_of(const cvs_unit_rules *rules) {
  const cvs_unit_terms *terms = &rules->terms;
  return (cvs_unit_plain){.is_possible = terms->strict && terms->step_count > 0 && terms->optional == 0 &&
                                         terms->window == 0 && !terms->has_exclusions,
                          .has_value = terms->has_value,
                          .keep_times = terms->keep_times,
                          .entered = rules->entered,
                          .latest = rules->latest,
                          .ties = rules->ties,
                          .value = rules->value,
                          .times = rules->times};
}

/* What cvs_unit_fold_event does with an event that is one step of a unit that has entered, not before that, later than
 * all before, and of no other cell. False: it is not such a one, and nothing is done. */
static inline bool cvs_unit_fold_plainly(cvs_unit_plain plain, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  const uint64_t step = fact->steps;
  const bool is_one_step = step != 0 && (step & (step - 1)) == 0;
  const bool is_own = fact->cell == entry->cell || fact->cell == CVS_UNIT_NO_CELL;
  if (!plain.is_possible || !(entry->flags & CVS_UNIT_HAS_ENTERED) || fact->time <= entry->more[plain.latest] ||
      fact->time < entry->more[plain.entered] || !is_one_step || !is_own || fact->kind & CVS_UNIT_ASSIGNMENT ||
      entry->rows == UINT32_MAX)
    return false;
  int64_t value = 0;
  if (plain.has_value && __builtin_add_overflow(entry->more[plain.value], fact->value, &value))
    return false;
  const uint64_t seen_early = (uint64_t)entry->more[plain.ties] >> 32;
  const uint32_t next = entry->reached, is_next = (uint32_t)(step >> next & 1), reached = next + is_next;
  const uint64_t early = step >> reached << reached;
  if (plain.keep_times && is_next)
    entry->more[plain.times + next] = fact->time;
  if (plain.has_value)
    entry->more[plain.value] = value;
  entry->rows++;
  entry->flags |= (uint8_t)(CVS_UNIT_HAS_EVENTS | (fact->kind & CVS_UNIT_CONVERTED ? CVS_UNIT_HAS_CONVERTED : 0));
  entry->reached = reached;
  entry->more[plain.ties] = (int64_t)((seen_early | early) << 32 | step);
  entry->more[plain.latest] = fact->time;
  return true;
}

/* A step, or an event that stops a unit, behind the entry. Errors: CVS_EUNDEF: it comes too late for its time. */
CVS_WARN_UNUSED cvs_status cvs_unit_follow(const cvs_unit_rules *rules, cvs_unit_entry *entry,
                                           const cvs_unit_fact *fact);

/* What the entry comes to. `unit->step_time` is borrowed from it. */
void cvs_unit_conclude(const cvs_unit_rules *rules, const cvs_unit_entry *entry, cvs_unit *unit);

#endif

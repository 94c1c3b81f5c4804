/* Rows of which each is a user: those of one user are merged; and what an entry is laid out like. */
#include "data/unit_fold.h"

#include "base/mem.h"
#include "data/steps.h"

/* An entry that ends just before a cache line does is made to fill it: then none lies on two lines. */
enum { WORD = sizeof(int64_t) };

static bool is_in_domain(const cvs_unit_terms *terms) {
  return terms->step_count <= CVS_STEPS_MAX && terms->window >= 0 && (!terms->events || terms->has_time);
}

static unsigned take_words(unsigned *used, bool needed, size_t count) {
  const unsigned place = *used;
  *used += needed ? (unsigned)count : 0;
  return place;
}

static size_t lay_out(cvs_unit_rules *rules) {
  const cvs_unit_terms *terms = &rules->terms;
  const bool follows = terms->events && terms->step_count > 0;

  unsigned used = 0;
  rules->entered = take_words(&used, terms->has_time, 1);
  rules->latest = take_words(&used, terms->events, 1);
  rules->ties = take_words(&used, follows || (terms->strict && terms->step_count > 0), 1);
  rules->anchor = take_words(&used, follows && terms->window > 0, 1);
  rules->stop = take_words(&used, follows && terms->has_exclusions, 1);
  rules->passed = take_words(&used, follows && terms->optional != 0, 1);
  rules->value = take_words(&used, terms->has_value, 1);
  rules->other = take_words(&used, terms->keep_other, 1);
  rules->early = take_words(&used, terms->tells_passers, 1);
  rules->times = take_words(&used, terms->keep_times, terms->step_count);
  const size_t size = sizeof(cvs_unit_entry) + used * WORD;
  return size % CVS_CACHE_LINE == CVS_CACHE_LINE - WORD ? size + WORD : size;
}

static void fill_blank(cvs_unit_rules *rules) {
  const cvs_unit_terms *terms = &rules->terms;
  cvs_unit_entry *blank = rules->blank;
  blank->cell = CVS_UNIT_NO_CELL;
  if (terms->has_time)
    blank->more[rules->entered] = INT64_MIN;
  if (terms->events)
    blank->more[rules->latest] = INT64_MIN;
  if (terms->events && terms->step_count > 0 && terms->has_exclusions)
    blank->more[rules->stop] = INT64_MIN;
  if (terms->tells_passers)
    blank->more[rules->early] = CVS_UNIT_NO_CELL;
  for (size_t i = 0; i < terms->step_count && terms->keep_times; i++)
    blank->more[rules->times + i] = INT64_MIN;
}

cvs_status cvs_unit_rules_set(cvs_unit_rules *rules, const cvs_unit_terms *terms) {
  *rules = (cvs_unit_rules){.terms = *terms};
  if (!is_in_domain(terms))
    return CVS_EINVAL;
  rules->terms.collect = terms->collect && terms->events; /* users may come in any order anyway */
  rules->terms.has_exclusions = terms->has_exclusions && terms->events && terms->step_count > 0;
  rules->form = cvs_unit_form_of(&rules->terms);
  rules->row_size = cvs_unit_stored_size(&rules->form);
  rules->entry_size = lay_out(rules);
  rules->blank = cvs_calloc(1, rules->entry_size);
  if (!rules->blank)
    return CVS_ENOMEM;
  fill_blank(rules);
  return CVS_OK;
}

void cvs_unit_rules_free(cvs_unit_rules *rules) {
  cvs_free(rules->blank);
  rules->blank = NULL;
}

/* The earliest time that is known. */
static void join_entry(int64_t *entered, int64_t time) {
  if (*entered == INT64_MIN || (time < *entered && time != INT64_MIN))
    *entered = time;
}

/* The cell is that of the first row in the file that has one: with days asked for or not, the same units are counted
 * in the same arms. They have entered at the earliest of their rows there. */
static void choose_cell(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  if (cvs_unit_is_elsewhere(rules, entry, fact->cell)) {
    cvs_unit_note_other(rules, entry, fact->cell, false);
    return;
  }
  if (entry->cell == CVS_UNIT_NO_CELL) {
    entry->cell = fact->cell;
    entry->flags |= CVS_UNIT_HAS_ENTERED;
  }
  if (rules->terms.has_time)
    join_entry(&entry->more[rules->entered], fact->time);
}

/* The earliest time of each step, over all rows that say that it was reached. */
static void join_times(const cvs_unit_rules *rules, cvs_unit_entry *entry, uint32_t steps, const int64_t *step_time) {
  for (size_t i = 0; i < rules->terms.step_count; i++) {
    int64_t *own = &entry->more[rules->times + i];
    if (steps >> i & 1 && step_time[i] != INT64_MIN && (*own == INT64_MIN || step_time[i] < *own))
      *own = step_time[i];
  }
}

cvs_status cvs_unit_fold_user(const cvs_unit_rules *rules, cvs_unit_entry *entry, const cvs_unit_fact *fact,
                              const int64_t *step_time) {
  const bool has_gaps = rules->terms.strict && rules->terms.step_count > 0;
  if (has_gaps && !(fact->kind & CVS_UNIT_SEEN_APART))
    entry->more[rules->ties] |= (int64_t)((uint64_t)fact->steps << 32);
  if (fact->kind & CVS_UNIT_SEEN)
    return CVS_OK;
  if (entry->rows == UINT32_MAX)
    return CVS_ELIMIT;
  entry->rows++;
  entry->reached |= fact->steps;
  if (rules->terms.keep_times)
    join_times(rules, entry, fact->steps, step_time);
  if (fact->cell != CVS_UNIT_NO_CELL)
    choose_cell(rules, entry, fact);
  return cvs_unit_note(rules, entry, fact);
}

static cvs_steps_options steps_of(const cvs_unit_terms *terms) {
  return (cvs_steps_options){.count = terms->step_count, .any_order = !terms->strict, .optional = terms->optional};
}

/* Steps that events were taken through, or those that rows of users say, in their order: where some came too early to
 * count, there may be a gap before them. */
static void end_steps(const cvs_unit_rules *rules, const cvs_unit_entry *entry, cvs_unit *unit) {
  const cvs_unit_terms *terms = &rules->terms;
  const cvs_steps_options steps = steps_of(terms);
  unit->reached = terms->events ? entry->reached : cvs_steps_reached(&steps, entry->reached);
  const uint32_t early = terms->strict && terms->step_count > 0 ? cvs_unit_early_steps(rules, entry) : 0;
  if (early == 0)
    return;
  unit->skipped = cvs_steps_skipped(&steps, cvs_steps_mask(&steps, unit->reached) | early);
}

void cvs_unit_conclude(const cvs_unit_rules *rules, const cvs_unit_entry *entry, cvs_unit *unit) {
  const cvs_unit_terms *terms = &rules->terms;
  *unit = (cvs_unit){.cell = entry->cell,
                     .in_several = entry->flags & CVS_UNIT_IN_SEVERAL,
                     .converted = entry->flags & CVS_UNIT_HAS_CONVERTED,
                     .rows = entry->rows};
  end_steps(rules, entry, unit);
  if (terms->has_value)
    unit->value = entry->more[rules->value];
  if (terms->has_time)
    unit->entered = entry->more[rules->entered];
  if (terms->keep_other)
    unit->other = (uint32_t)entry->more[rules->other];
  unit->window_began = INT64_MIN;
  if (terms->events && terms->step_count > 0 && terms->window > 0 && entry->reached > 0)
    unit->window_began = entry->more[rules->anchor];
  if (terms->keep_times && terms->step_count > 0)
    unit->step_time = &entry->more[rules->times];
}

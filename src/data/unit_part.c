/* One part of the units, in memory. */
#include "data/unit_part.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/problem.h"
#include "data/unit_sort.h"
#include <string.h>

/* --- failures --- */

static const char *show_failed(const cvs_unit_part *part, char shown[CVS_SHOWN_MAX]) {
  char room[CVS_UNIT_KEY_INLINE];
  size_t length = 0;
  const char *key = cvs_unit_key_name(&part->failed->key, part->table.name, room, &length);
  return cvs_show_user(shown, key, length);
}

static cvs_status explain(cvs_unit_part *part, cvs_status status, cvs_error *error) {
  char user[CVS_SHOWN_MAX];
  switch (status) {
  case CVS_EUNDEF:
    part->disordered = true;
    return cvs_fail(error, status, "the events of one user do not come in the order of time");
  case CVS_EDATA:
    return cvs_fail(error, status,
                    "the values (--value) of user %s add up to more than 9.2 x 10^12 in size, expected less",
                    show_failed(part, user));
  case CVS_ELIMIT:
    return cvs_fail(error, status, "more than 4,294,967,295 rows of one user, or 500,000,000,000 users");
  case CVS_ENOMEM:
    return cvs_fail_memory(error);
  default:
    return status;
  }
}

/* --- cells that are nobody's own --- */

/* A unit is seen where its rows say as long as nobody knows where it is counted; up to its exposure, where that is its
 * entry, too. Else what it is seen in tells of arms of its own group alone. */
static bool tells_of_arm(const cvs_unit_rules *rules, const cvs_unit_entry *entry, const cvs_unit_fact *fact) {
  const cvs_unit_terms *terms = &rules->terms;
  if (fact->cell == CVS_UNIT_NO_CELL || !(entry->flags & (CVS_UNIT_HAS_ENTERED | CVS_UNIT_IS_ASSIGNED)))
    return fact->cell != CVS_UNIT_NO_CELL;
  if (terms->by_exposure && !terms->assigned && fact->time <= entry->more[rules->entered])
    return true;
  return terms->group_of(rules->context, fact->cell) == terms->group_of(rules->context, entry->cell);
}

static cvs_status add_cell(cvs_cell_set *set, uint32_t cell) {
  const size_t word = cell / 64, had = set->count;
  if (word >= had) {
    uint64_t *grown = cvs_array_grow(set->word, &set->count, word + 1, sizeof *grown);
    if (!grown)
      return CVS_ENOMEM;
    set->word = grown;
    memset(grown + had, 0, (set->count - had) * sizeof *grown);
  }
  set->word[word] |= UINT64_C(1) << cell % 64;
  return CVS_OK;
}

/* An earlier assignment has taken the unit away from this cell. If to another group, nobody knows any more what else
 * had been seen of it there: then all that was seen elsewhere is taken to tell of arms. */
static cvs_status note_move(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_entry *entry,
                            uint32_t before) {
  if (tells_of_arm(rules, entry, &(cvs_unit_fact){.time = INT64_MAX, .cell = before}))
    return add_cell(&part->seen, before);
  part->has_moved = true;
  return add_cell(&part->elsewhere, before);
}

/* After a row: the cell that it names, and the one that was its unit's `before` it, if they are not where it counts. */
static inline cvs_status note_cells(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_entry *entry,
                                    uint32_t before, const cvs_unit_fact *fact) {
  const bool is_own = entry->flags & CVS_UNIT_HAS_ENTERED && entry->cell == fact->cell;
  if (!rules->terms.group_of || (is_own && (before == fact->cell || before == CVS_UNIT_NO_CELL)))
    return CVS_OK;
  const bool is_new = !is_own && !cvs_cell_set_has(&part->seen, fact->cell);
  cvs_status status = CVS_OK;
  if (is_new && tells_of_arm(rules, entry, fact))
    status = add_cell(&part->seen, fact->cell);
  else if (is_new && rules->terms.assigned && fact->cell != CVS_UNIT_NO_CELL)
    status = add_cell(&part->elsewhere, fact->cell);
  const bool moved = before != entry->cell && before != CVS_UNIT_NO_CELL && entry->cell != CVS_UNIT_NO_CELL;
  return status == CVS_OK && moved && rules->terms.assigned ? note_move(part, rules, entry, before) : status;
}

/* --- rows --- */

/* Inlined where the form is known. */
static inline cvs_unit_fact read_fact(const cvs_unit_lookup *lookup, cvs_unit_form form) {
  const cvs_unit_stored *row = lookup->row;
  const uint32_t *global = lookup->run->global;
  const int64_t *more = row->more;
  cvs_unit_fact fact = {.cell = global && row->cell != CVS_UNIT_NO_CELL ? global[row->cell] : row->cell,
                        .steps = cvs_unit_step_mask(row->step),
                        .unit = lookup->unit,
                        .kind = row->kind};
  if (form.has_time)
    fact.time = *more++;
  if (form.has_value)
    fact.value = *more++;
  if (form.has_steps)
    fact.steps |= (uint32_t)*more;
  return fact;
}

static cvs_status fold_event(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_entry *entry,
                             const cvs_unit_fact *fact) {
  const uint32_t before = entry->cell;
  const cvs_status status = cvs_unit_fold_event(rules, entry, fact, &part->rows_before);
  if (status == CVS_OK)
    return note_cells(part, rules, entry, before, fact);
  part->failed = entry;
  return status;
}

static cvs_status fold_events(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_lookup *lookup,
                              size_t count) {
  const cvs_unit_form form = {.has_time = true, .has_value = rules->form.has_value};
  const cvs_unit_plain plain = cvs_unit_plain_of(rules);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    const cvs_unit_fact fact = read_fact(&lookup[i], form);
    if (!cvs_unit_fold_plainly(plain, lookup[i].entry, &fact))
      status = fold_event(part, rules, lookup[i].entry, &fact);
  }
  return status;
}

static cvs_status fold_users(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_lookup *lookup,
                             size_t count) {
  const cvs_unit_form form = rules->form;
  const size_t times = (size_t)form.has_time + form.has_value + form.has_steps;
  const bool has_groups = rules->terms.group_of != NULL; /* read once: entries that are written might be it */
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    const cvs_unit_fact fact = read_fact(&lookup[i], form);
    const uint32_t before = lookup[i].entry->cell;
    status = cvs_unit_fold_user(rules, lookup[i].entry, &fact, &lookup[i].row->more[times]);
    if (status != CVS_OK)
      part->failed = lookup[i].entry;
    else if (has_groups)
      status = note_cells(part, rules, lookup[i].entry, before, &fact);
  }
  return status;
}

static cvs_status keep_facts(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_lookup *lookup,
                             size_t count) {
  const cvs_status status = cvs_unit_list_reserve(&part->kept, part->table.store, count);
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    cvs_unit_fact *kept = cvs_unit_list_at(&part->kept, part->kept.count++);
    *kept = read_fact(&lookup[i], rules->form);
  }
  return status;
}

static cvs_status fold_batch(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_lookup *lookup, size_t count) {
  const cvs_status status = cvs_unit_table_resolve(&part->table, lookup, count);
  if (status != CVS_OK)
    return status;
  if (rules->terms.collect)
    return keep_facts(part, rules, lookup, count);
  return rules->terms.events ? fold_events(part, rules, lookup, count) : fold_users(part, rules, lookup, count);
}

/* Rows on their way into the table. */
typedef struct batch {
  cvs_unit_lookup lookup[CVS_UNIT_BATCH];
  size_t count;
  size_t added; /* units that it seems to add */
} batch;

/* The newest batch is being filled; of the one before, the slots are on their way; of the oldest, the entries. */
enum { BATCHES = 3 };
typedef struct queue {
  batch batch[BATCHES];
  size_t newest;
} queue;

/* Moves each batch on: the oldest goes into the table, and is then filled again. */
static cvs_status move_on(cvs_unit_part *part, const cvs_unit_rules *rules, queue *waiting) {
  const batch *newest = &waiting->batch[waiting->newest];
  batch *middle = &waiting->batch[(waiting->newest + 2) % BATCHES];
  waiting->newest = (waiting->newest + 1) % BATCHES;
  batch *oldest = &waiting->batch[waiting->newest];
  const size_t count = oldest->count;
  oldest->count = 0;
  cvs_unit_table_send_for_slots(&part->table, newest->lookup, newest->count);
  middle->added = cvs_unit_table_send_for_entries(&part->table, middle->lookup, middle->count, oldest->added);
  return count > 0 ? fold_batch(part, rules, oldest->lookup, count) : CVS_OK;
}

static inline void look_up(cvs_unit_lookup *out, const cvs_unit_rules *rules, const cvs_unit_run *run, size_t index) {
  const cvs_unit_stored *row = cvs_unit_run_row(run, rules->row_size, index);
  *out = (cvs_unit_lookup){.row = row, .run = run, .hash = cvs_unit_key_hash_low(&row->key)};
}

static cvs_status add_row(cvs_unit_part *part, const cvs_unit_rules *rules, queue *waiting, const cvs_unit_run *run,
                          size_t index) {
  batch *newest = &waiting->batch[waiting->newest];
  look_up(&newest->lookup[newest->count++], rules, run, index);
  return newest->count == CVS_UNIT_BATCH ? move_on(part, rules, waiting) : CVS_OK;
}

/* Batches go across runs: a part has few rows in each block. */
cvs_status cvs_unit_part_fold(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs, cvs_error *error) {
  queue waiting;
  waiting.newest = 0;
  for (size_t i = 0; i < BATCHES; i++)
    waiting.batch[i].count = waiting.batch[i].added = 0;
  cvs_status status = CVS_OK;
  for (size_t r = 0; r < runs.count && status == CVS_OK; r++) {
    const cvs_unit_run *run = &runs.run[r];
    if (r + 1 < runs.count)
      cvs_unit_run_send_for(run + 1, rules->row_size);
    for (size_t i = 0; i < run->count && status == CVS_OK; i++)
      status = add_row(part, rules, &waiting, run, i);
  }
  for (size_t i = 0; i < BATCHES && status == CVS_OK; i++)
    status = move_on(part, rules, &waiting);
  return explain(part, status, error);
}

cvs_status cvs_unit_part_fold_near(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_run *run,
                                   cvs_error *error) {
  cvs_unit_lookup lookup[CVS_UNIT_BATCH];
  cvs_status status = CVS_OK;
  for (size_t done = 0, count = 0; done < run->count && status == CVS_OK; done += count) {
    count = run->count - done < CVS_UNIT_BATCH ? run->count - done : CVS_UNIT_BATCH;
    for (size_t i = 0; i < count; i++)
      look_up(&lookup[i], rules, run, done + i);
    status = fold_batch(part, rules, lookup, count);
  }
  return explain(part, status, error);
}

/* --- replay --- */

static cvs_status play(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_turn *turn) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < part->kept.count && status == CVS_OK; i++) {
    const cvs_unit_fact *fact = cvs_unit_list_at(&part->kept, turn[i].row);
    status = fold_event(part, rules, cvs_unit_table_at(&part->table, fact->unit), fact);
  }
  return status;
}

cvs_status cvs_unit_part_replay(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_error *error) {
  if (part->kept.count == 0)
    return CVS_OK;
  const size_t size = cvs_unit_sort_size(part->kept.count, part->table.entries.count);
  cvs_unit_turn *turn = NULL;
  cvs_unit_store_count(part->table.store, size);
  cvs_status status = cvs_unit_sort(&part->kept, part->table.entries.count, &turn);
  if (status == CVS_OK)
    status = play(part, rules, turn);
  cvs_free(turn);
  cvs_unit_store_discount(part->table.store, size);
  cvs_unit_list_clear(&part->kept, part->table.store);
  return explain(part, status, error);
}

/* --- memory --- */

void cvs_unit_part_clear(cvs_unit_part *part) {
  cvs_unit_table_clear(&part->table);
  cvs_unit_list_clear(&part->kept, part->table.store);
  cvs_unit_held_clear(&part->held, part->table.store);
}

size_t cvs_unit_part_size(const cvs_unit_part *part) {
  const cvs_unit_store *store = part->table.store;
  return cvs_unit_table_size(&part->table) + cvs_unit_list_size(&part->kept, store) +
         cvs_unit_held_size(&part->held, store);
}

/* One part of the units, in memory. */
#include "data/unit_part.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/unit_sort.h"

/* Bytes of a run that are sent for ahead, at most. */
enum { AHEAD_MAX = 4096 };

/* --- failures --- */

static cvs_status explain(cvs_unit_part *part, cvs_status status, cvs_error *error) {
  switch (status) {
  case CVS_EUNDEF:
    part->disordered = true;
    return cvs_fail(error, status, "the events of one user do not come in the order of time");
  case CVS_EDATA:
    return cvs_fail(error, status, "the values of one user add up to more than can be counted exactly");
  case CVS_ELIMIT:
    return cvs_fail(error, status, "more than 4,294,967,295 rows of one user, or 500,000,000,000 users");
  case CVS_ENOMEM:
    return cvs_fail_memory(error);
  default:
    return status;
  }
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

static cvs_status fold_events(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_lookup *lookup,
                              size_t count) {
  const cvs_unit_form form = {.has_time = true, .has_value = rules->form.has_value};
  const cvs_unit_plain plain = cvs_unit_plain_of(rules);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    const cvs_unit_fact fact = read_fact(&lookup[i], form);
    if (!cvs_unit_fold_plainly(plain, lookup[i].entry, &fact))
      status = cvs_unit_fold_event(rules, lookup[i].entry, &fact, &part->rows_before);
  }
  return status;
}

static cvs_status fold_users(const cvs_unit_rules *rules, const cvs_unit_lookup *lookup, size_t count) {
  const cvs_unit_form form = rules->form;
  const size_t times = (size_t)form.has_time + form.has_value + form.has_steps;
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    const cvs_unit_fact fact = read_fact(&lookup[i], form);
    status = cvs_unit_fold_user(rules, lookup[i].entry, &fact, &lookup[i].row->more[times]);
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
  return rules->terms.events ? fold_events(part, rules, lookup, count) : fold_users(rules, lookup, count);
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

static cvs_status add_row(cvs_unit_part *part, const cvs_unit_rules *rules, queue *waiting, const cvs_unit_run *run,
                          size_t index) {
  batch *newest = &waiting->batch[waiting->newest];
  const cvs_unit_stored *row = cvs_unit_run_row(run, rules->row_size, index);
  newest->lookup[newest->count++] = (cvs_unit_lookup){.row = row, .run = run, .hash = cvs_unit_key_hash_low(&row->key)};
  return newest->count == CVS_UNIT_BATCH ? move_on(part, rules, waiting) : CVS_OK;
}

/* Sends for the rows of a run. */
static void send_for_run(const cvs_unit_run *run, size_t row_size) {
  const size_t size = run->count * row_size;
  for (size_t at = 0; at < size && at < AHEAD_MAX; at += CVS_CACHE_LINE)
    __builtin_prefetch(run->rows + at);
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
      send_for_run(run + 1, rules->row_size);
    for (size_t i = 0; i < run->count && status == CVS_OK; i++)
      status = add_row(part, rules, &waiting, run, i);
  }
  for (size_t i = 0; i < BATCHES && status == CVS_OK; i++)
    status = move_on(part, rules, &waiting);
  return explain(part, status, error);
}

/* --- replay --- */

static cvs_status play(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_turn *turn) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < part->kept.count && status == CVS_OK; i++) {
    const cvs_unit_fact *fact = cvs_unit_list_at(&part->kept, turn[i].row);
    status = cvs_unit_fold_event(rules, cvs_unit_table_at(&part->table, fact->unit), fact, &part->rows_before);
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
}

size_t cvs_unit_part_size(const cvs_unit_part *part) {
  return cvs_unit_table_size(&part->table) + cvs_unit_list_size(&part->kept, part->table.store);
}

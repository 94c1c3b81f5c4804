/* Randomised units after the last row: what each has come to, given on part by part. */
#include "base/error.h"
#include "data/parallel.h"
#include "data/unit_alike.h"
#include "data/units_state.h"

typedef struct finishing {
  cvs_units *units;
  cvs_status (*take)(void *context, unsigned part, const cvs_unit *unit);
  void *context;
  bool from_disk; /* this pass is for parts on disk */
} finishing;

static void count_unit(const cvs_unit_rules *rules, cvs_unit_part *part, const cvs_unit_entry *entry) {
  part->units++;
  part->in_log += (entry->flags & CVS_UNIT_HAS_EVENTS) != 0;
  part->in_several += (entry->flags & CVS_UNIT_IN_SEVERAL) != 0;
  if (!rules->terms.events)
    part->duplicate_rows += entry->rows - 1;
}

/* Of a log beside assignments: has none, or has one that all its exposures came before. */
static void count_unassigned(cvs_unit_part *part, const cvs_unit_entry *entry, uint64_t rows) {
  if (!(entry->flags & CVS_UNIT_HAS_EVENTS))
    return;
  if (!(entry->flags & CVS_UNIT_IS_ASSIGNED)) {
    part->strangers++;
    part->rows_of_strangers += rows;
  } else if (entry->flags & CVS_UNIT_WAS_PASSED) {
    part->exposed_early++;
    part->rows_exposed_early += rows;
  }
}

/* Before the entry of a unit of events, `reached` counts rows as well. */
static void count_stranger(const cvs_unit_rules *rules, cvs_unit_part *part, const cvs_unit_entry *entry) {
  const cvs_unit_terms *terms = &rules->terms;
  const uint64_t rows = entry->rows + (uint64_t)(terms->events ? entry->reached : 0);
  part->rows_of_unassigned += rows;
  part->never_entered++;
  part->in_log += (entry->flags & CVS_UNIT_HAS_EVENTS) != 0;
  if (terms->events && terms->assigned)
    count_unassigned(part, entry, rows);
  if (!terms->events || terms->assigned || (terms->by_exposure && !(entry->flags & CVS_UNIT_WAS_PASSED)))
    return;
  part->without_variant++;
  part->rows_without_variant += rows;
}

/* Would have entered at the first step, and took a later one without it. */
static cvs_status take_passer(const finishing *work, unsigned number, const cvs_unit_entry *entry) {
  const cvs_unit_rules *rules = &work->units->rules;
  const bool passed = rules->terms.tells_passers && (entry->flags & CVS_UNIT_TOOK_STEP) != 0;
  const int64_t cell = passed ? entry->more[rules->early] : CVS_UNIT_NO_CELL;
  if (cell == CVS_UNIT_NO_CELL || cell == CVS_UNIT_EARLY_SEVERAL || entry->flags & CVS_UNIT_WAS_PASSED)
    return CVS_OK;
  return work->take(work->context, number,
                    &(cvs_unit){.cell = (uint32_t)cell,
                                .passed_by = true,
                                .entered = entry->more[rules->latest],
                                .window_began = INT64_MIN,
                                .count = 1});
}

/* So many units of the kind of the first, which has entered. */
static cvs_status take_kind(const finishing *work, unsigned number, const cvs_unit_kind *kind) {
  cvs_unit unit;
  char room[CVS_UNIT_KEY_INLINE];
  cvs_unit_conclude(&work->units->rules, kind->entry, &unit);
  unit.count = kind->count;
  if (unit.in_several)
    unit.name = cvs_unit_key_name(&kind->entry->key, work->units->part[number].table.name, room, &unit.name_length);
  return work->take(work->context, number, &unit);
}

/* Together with those that are like it; by itself where `may_join` is false, or it is in several variants. */
static cvs_status take_entrant(const finishing *work, unsigned number, const cvs_unit_entry *entry, bool may_join,
                               cvs_unit_alike *alike) {
  const cvs_unit_rules *rules = &work->units->rules;
  const bool joins = may_join && !(entry->flags & CVS_UNIT_IN_SEVERAL);
  const cvs_unit_kind kind = joins ? cvs_unit_alike_add(alike, rules, entry) : cvs_unit_kind_of(rules, entry);
  return kind.count > 0 ? take_kind(work, number, &kind) : CVS_OK;
}

static cvs_status take_alike(const finishing *work, unsigned number, const cvs_unit_alike *alike) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < sizeof alike->kind / sizeof *alike->kind && status == CVS_OK; i++)
    if (alike->kind[i].count > 0)
      status = take_kind(work, number, &alike->kind[i]);
  return status;
}

static cvs_status take_units(const finishing *work, unsigned number) {
  const cvs_unit_rules *rules = &work->units->rules;
  cvs_unit_part *part = &work->units->part[number];
  const bool may_join = cvs_unit_may_join(&rules->terms);
  cvs_unit_alike alike = {0};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < part->table.entries.count && status == CVS_OK; i++) {
    const cvs_unit_entry *entry = cvs_unit_table_at(&part->table, i);
    if (!(entry->flags & CVS_UNIT_HAS_ENTERED)) {
      count_stranger(rules, part, entry);
      status = take_passer(work, number, entry);
      continue;
    }
    count_unit(rules, part, entry);
    status = take_entrant(work, number, entry, may_join, &alike);
  }
  return status == CVS_OK ? take_alike(work, number, &alike) : status;
}

static cvs_status finish_part(void *context, size_t index, cvs_error *error) {
  const finishing *work = context;
  cvs_units *units = work->units;
  cvs_unit_part *part = &units->part[index];
  if (part->on_disk != work->from_disk)
    return CVS_OK;
  cvs_status status = part->on_disk ? cvs_unit_part_load(part, &units->rules, units->file, error) : CVS_OK;
  if (status == CVS_OK)
    status = cvs_unit_part_fold_held(part, &units->rules, error);
  if (status == CVS_OK)
    status = cvs_unit_part_replay(part, &units->rules, error);
  if (status == CVS_OK) {
    status = take_units(work, (unsigned)index);
    if (status != CVS_OK)
      (void)cvs_fail(error, status, "%s", status == CVS_ENOMEM ? "out of memory" : "");
  }
  cvs_unit_part_clear(part);
  return status;
}

/* Bytes that a part of this pass takes at most beside what it takes now. */
static size_t size_to_come(const finishing *work, const cvs_unit_part *part) {
  if (part->on_disk != work->from_disk)
    return 0;
  return part->on_disk ? cvs_unit_part_size_from_disk(part, &work->units->rules)
                       : cvs_unit_part_size_of_held(part, &work->units->rules);
}

/* As many as have room under the limit together. */
static unsigned count_workers(const finishing *work, unsigned workers) {
  const cvs_units *units = work->units;
  const uint64_t memory = units->rules.terms.memory, used = cvs_unit_store_used(units->store);
  size_t largest = 1;
  for (size_t i = 0; i < CVS_PARTS; i++) {
    const size_t size = size_to_come(work, &units->part[i]);
    largest = size > largest ? size : largest;
  }
  const uint64_t fit = memory > used ? (memory - used) / largest : 0;
  if (memory == 0 || fit >= workers)
    return workers;
  return fit > 0 ? (unsigned)fit : 1;
}

/* Parts in memory go first: they make room for the others. */
cvs_status cvs_units_finish(cvs_units *units, unsigned workers,
                            cvs_status (*take)(void *context, unsigned part, const cvs_unit *unit), void *context,
                            cvs_error *error) {
  finishing work = {.units = units, .take = take, .context = context};
  cvs_status status = cvs_parallel(count_workers(&work, workers), CVS_PARTS, finish_part, &work, error);
  work.from_disk = true;
  if (status == CVS_OK && units->file)
    status = cvs_parallel(count_workers(&work, workers), CVS_PARTS, finish_part, &work, error);
  return status;
}

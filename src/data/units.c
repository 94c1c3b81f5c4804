/* Randomised units, found by their exact names. */
#include "data/units.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/parallel.h"
#include "data/unit_alike.h"
#include "data/unit_part.h"

/* Entries of one chunk of memory: small enough that 256 parts with a chunk each are little, large enough that a part
 * of many users has few. */
enum { CHUNK_ENTRIES = 256 };

struct cvs_units {
  cvs_unit_rules rules;
  cvs_unit_store *store;
  cvs_unit_file *file; /* NULL while all parts are in memory */
  cvs_unit_part part[CVS_PARTS];
};

static cvs_status set_up(cvs_units *units, const cvs_unit_terms *terms) {
  cvs_status status = cvs_unit_rules_set(&units->rules, terms);
  const size_t chunk = CHUNK_ENTRIES * units->rules.entry_size;
  if (status == CVS_OK)
    status = cvs_unit_store_new(chunk, &units->store);
  for (size_t i = 0; i < CVS_PARTS && status == CVS_OK; i++) {
    cvs_unit_part *part = &units->part[i];
    part->table = cvs_unit_table_new(units->store, units->rules.blank, units->rules.entry_size);
    part->kept.item_size = sizeof(cvs_unit_fact);
  }
  return status;
}

cvs_status cvs_units_new(const cvs_unit_terms *terms, uint32_t (*variant_of)(const void *, uint32_t),
                         const void *context, cvs_units **out, cvs_error *error) {
  *out = NULL;
  cvs_units *units = cvs_calloc(1, sizeof *units);
  if (!units)
    return cvs_fail_memory(error);
  const cvs_status status = set_up(units, terms);
  units->rules.variant_of = variant_of;
  units->rules.context = context;
  if (status == CVS_OK) {
    *out = units;
    return CVS_OK;
  }
  cvs_units_free(units);
  if (status == CVS_ENOMEM)
    return cvs_fail_memory(error);
  return cvs_fail(error, status, "events need times, at most %d steps and a window that is not negative",
                  CVS_STEPS_MAX);
}

void cvs_units_free(cvs_units *units) {
  if (!units)
    return;
  for (size_t i = 0; i < CVS_PARTS && units->store; i++) {
    cvs_unit_part_clear(&units->part[i]);
    cvs_free(units->part[i].extent);
  }
  cvs_unit_file_free(units->file);
  cvs_unit_store_free(units->store);
  cvs_unit_rules_free(&units->rules);
  cvs_free(units);
}

/* --- rounds --- */

/* Runs are looked at this many blocks at a time, so that they need no memory of their own. */
enum { RUNS = 64 };

static cvs_status take_in(cvs_units *units, cvs_unit_part *part, cvs_unit_runs runs, cvs_error *error) {
  return part->on_disk ? cvs_unit_part_append(part, &units->rules, units->file, runs, error)
                       : cvs_unit_part_fold(part, &units->rules, runs, error);
}

cvs_status cvs_units_fold(cvs_units *units, unsigned part, const cvs_unit_rows *const *block, size_t count,
                          cvs_error *error) {
  cvs_unit_run run[RUNS];
  cvs_status status = CVS_OK;
  for (size_t done = 0; done < count && status == CVS_OK;) {
    const size_t now = count - done < RUNS ? count - done : RUNS;
    for (size_t i = 0; i < now; i++)
      run[i] = cvs_unit_rows_part(block[done + i], part);
    status = take_in(units, &units->part[part], (cvs_unit_runs){run, now}, error);
    done += now;
  }
  return status;
}

bool cvs_units_disordered(const cvs_units *units) {
  bool disordered = false;
  for (size_t i = 0; i < CVS_PARTS; i++)
    disordered = disordered || units->part[i].disordered;
  return disordered;
}

static cvs_unit_part *find_largest(cvs_units *units) {
  cvs_unit_part *largest = NULL;
  size_t size = 0;
  for (size_t i = 0; i < CVS_PARTS; i++) {
    const size_t own = cvs_unit_part_size(&units->part[i]);
    if (units->part[i].on_disk || own <= size)
      continue;
    largest = &units->part[i];
    size = own;
  }
  return largest;
}

/* Stays a quarter below the limit: for what a round adds before the next one is settled, most of all where the slots of
 * all parts are doubled in it. */
cvs_status cvs_units_settle(cvs_units *units, cvs_error *error) {
  const uint64_t memory = units->rules.terms.memory, target = memory - memory / 4;
  if (memory == 0)
    return CVS_OK;
  cvs_status status = CVS_OK;
  while (cvs_unit_store_used(units->store) > target && status == CVS_OK) {
    cvs_unit_part *part = find_largest(units);
    if (!part)
      return CVS_OK;
    if (!units->file)
      status = cvs_unit_file_new(units->rules.terms.directory, &units->file, error);
    if (status == CVS_OK)
      status = cvs_unit_part_spill(part, units->file, error);
  }
  return status;
}

/* --- the end --- */

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

/* The unit's name; a short one is written to `room`. */
static void name_unit(const cvs_unit_table *table, const cvs_unit_entry *entry, char room[CVS_UNIT_KEY_INLINE],
                      cvs_unit *unit) {
  const bool is_long = cvs_unit_key_is_long(&entry->key);
  unit->name = is_long ? table->name + entry->key.word[0] : room;
  unit->name_length = is_long ? cvs_unit_key_length(&entry->key) : cvs_unit_key_spell(&entry->key, room);
}

/* Would have entered at the first step, and took a later one without it. */
static cvs_status take_passer(const finishing *work, unsigned number, const cvs_unit_entry *entry) {
  const cvs_unit_rules *rules = &work->units->rules;
  const bool passed = rules->terms.tells_passers && (entry->flags & CVS_UNIT_TOOK_STEP) != 0;
  const bool unclear = (entry->flags & (CVS_UNIT_WAS_PASSED | CVS_UNIT_IN_SEVERAL)) != 0;
  if (!passed || unclear || entry->cell == CVS_UNIT_NO_CELL)
    return CVS_OK;
  return work->take(work->context, number,
                    &(cvs_unit){.cell = entry->cell,
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
    name_unit(&work->units->part[number].table, kind->entry, room, &unit);
  return work->take(work->context, number, &unit);
}

/* One at a time, unless it is like others: then with those. */
static cvs_status take_entrant(const finishing *work, unsigned number, const cvs_unit_entry *entry,
                               cvs_unit_alike *alike) {
  const cvs_unit_rules *rules = &work->units->rules;
  const bool joins = cvs_unit_may_join(&rules->terms) && !(entry->flags & CVS_UNIT_IN_SEVERAL);
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
    status = take_entrant(work, number, entry, &alike);
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
    status = cvs_unit_part_replay(part, &units->rules, error);
  if (status == CVS_OK) {
    status = take_units(work, (unsigned)index);
    if (status != CVS_OK)
      (void)cvs_fail(error, status, "%s", status == CVS_ENOMEM ? "out of memory" : "");
  }
  cvs_unit_part_clear(part);
  return status;
}

/* As many as have room under the limit together. */
static unsigned count_workers(const cvs_units *units, unsigned workers) {
  size_t largest = 1;
  for (size_t i = 0; i < CVS_PARTS; i++) {
    const size_t size = units->part[i].on_disk ? cvs_unit_part_size_from_disk(&units->part[i], &units->rules) : 0;
    largest = size > largest ? size : largest;
  }
  const uint64_t fit = units->rules.terms.memory / largest;
  if (units->rules.terms.memory == 0 || fit >= workers)
    return workers;
  return fit > 0 ? (unsigned)fit : 1;
}

/* Parts in memory go first: they make room for the others. */
cvs_status cvs_units_finish(cvs_units *units, unsigned workers,
                            cvs_status (*take)(void *context, unsigned part, const cvs_unit *unit), void *context,
                            cvs_error *error) {
  finishing work = {.units = units, .take = take, .context = context};
  cvs_status status = cvs_parallel(workers, CVS_PARTS, finish_part, &work, error);
  work.from_disk = true;
  if (status == CVS_OK && units->file)
    status = cvs_parallel(count_workers(units, workers), CVS_PARTS, finish_part, &work, error);
  return status;
}

void cvs_units_get_quality(const cvs_units *units, cvs_units_quality *out) {
  *out = (cvs_units_quality){.memory_peak = cvs_unit_store_peak(units->store),
                             .spilled = units->file ? cvs_unit_file_length(units->file) : 0};
  for (size_t i = 0; i < CVS_PARTS; i++) {
    const cvs_unit_part *part = &units->part[i];
    out->units += part->units;
    out->in_several_arms += part->in_several;
    out->duplicate_rows += part->duplicate_rows;
    out->rows_before_entry += part->rows_before;
    out->rows_of_unassigned += part->rows_of_unassigned;
    out->never_entered += part->never_entered;
    out->without_variant += part->without_variant;
    out->rows_without_variant += part->rows_without_variant;
    out->in_log += part->in_log;
    out->strangers += part->strangers;
    out->rows_of_strangers += part->rows_of_strangers;
    out->exposed_early += part->exposed_early;
    out->rows_exposed_early += part->rows_exposed_early;
  }
}

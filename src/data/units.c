/* Randomised units, found by their exact names. */
#include "data/units.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/units_state.h"

/* Entries of one chunk of memory: small enough that 256 parts with a chunk each are little, large enough that a part
 * of many users has few. */
enum { CHUNK_ENTRIES = 256 };

static cvs_status set_up(cvs_units *units, const cvs_unit_terms *terms) {
  cvs_status status = cvs_unit_rules_set(&units->rules, terms);
  const size_t chunk = CHUNK_ENTRIES * units->rules.entry_size;
  if (status == CVS_OK)
    status = cvs_unit_store_new(chunk, terms->events, &units->store);
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
    cvs_free(units->part[i].seen.word);
    cvs_free(units->part[i].elsewhere.word);
  }
  cvs_unit_file_free(units->file);
  cvs_unit_store_free(units->store);
  cvs_unit_rules_free(&units->rules);
  cvs_free(units);
}

/* --- rounds --- */

/* Runs are looked at this many blocks at a time, so that they need no memory of their own. */
enum { RUNS = 64 };

/* Rows of users wait, packed, as long as they take less memory than their tables would: while users have less than
 * CROWD rows each. How many they have, this part tells, a 256th of all users, whose rows are always folded at once;
 * but not by its first rows. Events do not wait: users have several, and a log that is out of order had better fail
 * early. */
enum { SCOUT = 0, CROWD = 2, SCOUTED_MIN = 1024 };

static bool rows_wait(const cvs_units *units, const cvs_unit_part *part) {
  return !units->rules.terms.events && !units->is_crowded && part != &units->part[SCOUT];
}

/* Where the tables of all rows that wait might not fit beside them, rows wait on, and go to disk as they are once the
 * memory is used up. */
static void look_at_scout(cvs_units *units) {
  const cvs_unit_part *scout = &units->part[SCOUT];
  const uint64_t memory = units->rules.terms.memory;
  const uint64_t tables = (uint64_t)CVS_PARTS * cvs_unit_part_size(scout);
  const bool has_room = memory == 0 || cvs_unit_store_used(units->store) + tables <= memory;
  if (!scout->on_disk && units->scout_rows >= SCOUTED_MIN && units->scout_rows >= CROWD * scout->table.entries.count &&
      has_room)
    units->is_crowded = true;
}

static cvs_status take_in(cvs_units *units, cvs_unit_part *part, cvs_unit_runs runs, cvs_error *error) {
  if (part->on_disk)
    return cvs_unit_part_append(part, &units->rules, units->file, runs, error);
  if (rows_wait(units, part))
    return cvs_unit_part_hold(part, &units->rules, runs, error);
  const cvs_status status = cvs_unit_part_fold_held(part, &units->rules, error);
  return status == CVS_OK ? cvs_unit_part_fold(part, &units->rules, runs, error) : status;
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
    for (size_t i = 0; i < now && part == SCOUT; i++)
      units->scout_rows += run[i].count;
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

/* Looks whether rows are still to wait. Stays a quarter below the limit: for what a round adds before the next one is
 * settled, most of all where the slots of all parts are doubled in it. */
cvs_status cvs_units_settle(cvs_units *units, cvs_error *error) {
  const uint64_t memory = units->rules.terms.memory, target = memory - memory / 4;
  look_at_scout(units);
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
      status = cvs_unit_part_spill(part, &units->rules, units->file, error);
  }
  return status;
}

/* --- what was met --- */

bool cvs_units_saw(const cvs_units *units, uint32_t cell) {
  bool saw = false;
  for (size_t i = 0; i < CVS_PARTS && !saw; i++) {
    const cvs_unit_part *part = &units->part[i];
    saw = cvs_cell_set_has(&part->seen, cell) || (part->has_moved && cvs_cell_set_has(&part->elsewhere, cell));
  }
  return saw;
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

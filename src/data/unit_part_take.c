/* Rows of one part on their way to its table: folded at once, or after a wait.
 *
 * Rows of users wait while nearly each is of a user of its own. Whether that is so is found out from the first rows,
 * and then, as a file may go on in another way, from samples: are their users known already? So rows that wait are
 * never many more than users. Events do not wait: few are of a user of their own, and a log that is out of order had
 * better fail early. */
#include "data/unit_part.h"

#include "base/error.h"
#include "base/mem.h"

/* The first rows to be folded, of 256 parts a million together; and the most that wait, 512 MB together. */
enum { ROWS_FIRST = 4096, BYTES_MAX = 2 << 20 };
/* Of the limit of memory, so little has to be in use that the tables of all that wait, which are three times as large,
 * fit in what is left. Else rows wait on: they go to disk as they are when the memory is used up. */
enum { PART_OF_MEMORY = 4 };
/* A row of every fourth run is looked at. Of so many, one in 16 may be known. */
enum { SAMPLE = 4, LOOKED_AT_MIN = 16, ONE_IN = 16 };
/* Of four rows that were folded, so many are to have been of new users, that others go on waiting. */
enum { NEW_OF_FOUR = 3 };

static bool is_full(const cvs_unit_part *part, const cvs_unit_terms *terms) {
  const cvs_unit_store *store = part->table.store;
  const bool is_first = part->table.entries.count == 0;
  const bool has_room = terms->memory == 0 || cvs_unit_store_used(store) <= terms->memory / PART_OF_MEMORY;
  return has_room &&
         ((is_first && part->held.rows >= ROWS_FIRST) || cvs_unit_held_size(&part->held, store) > BYTES_MAX);
}

static bool are_known(const cvs_unit_part *part) {
  return part->looked_at >= LOOKED_AT_MIN && part->known > part->looked_at / ONE_IN;
}

static void look_at(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs) {
  for (size_t r = 0; r < runs.count && part->table.entries.count > 0; r += SAMPLE) {
    if (runs.run[r].count == 0)
      continue;
    part->looked_at++;
    part->known += cvs_unit_table_has(&part->table, &runs.run[r], cvs_unit_run_row(&runs.run[r], rules->row_size, 0));
  }
}

/* Bytes of a table up to which it is near: the second and third cache of a processor hold that, with its slots. */
enum { NEAR_MAX = 8 << 20 };

static bool is_near(const cvs_unit_part *part, const cvs_unit_rules *rules) {
  return (part->table.entries.count + part->held.rows) * rules->entry_size <= NEAR_MAX;
}

/* Once some are there, the table gets its slots for all: most are of new users. */
static cvs_status fold_sheets(cvs_unit_part *part, const cvs_unit_rules *rules, char *room, cvs_error *error) {
  cvs_unit_table *table = &part->table;
  const bool near = is_near(part, rules);
  cvs_status status = table->entries.count > 0 ? cvs_unit_table_expect(table, part->held.rows) : CVS_OK;
  if (status != CVS_OK)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < part->held.count && status == CVS_OK; i++) {
    const cvs_unit_run run = cvs_unit_held_read(part->held.sheet[i], rules->row_size, room);
    status = near ? cvs_unit_part_fold_near(part, rules, &run, error)
                  : cvs_unit_part_fold(part, rules, (cvs_unit_runs){&run, 1}, error);
  }
  return status;
}

cvs_status cvs_unit_part_fold_held(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_error *error) {
  if (part->held.rows == 0)
    return CVS_OK;
  const size_t rows = part->held.rows, before = part->table.entries.count;
  char *room = cvs_malloc(cvs_unit_held_room(part->table.store, rules->row_size));
  const cvs_status status = room ? fold_sheets(part, rules, room, error) : cvs_fail_memory(error);
  cvs_free(room);
  cvs_unit_held_clear(&part->held, part->table.store);
  part->folds_at_once = part->folds_at_once || part->table.entries.count - before < rows / 4 * NEW_OF_FOUR;
  return status;
}

/* From this row of this run on, at once. */
static cvs_status fold_rest(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs, size_t taken,
                            cvs_error *error) {
  part->folds_at_once = true;
  cvs_status status = cvs_unit_part_fold_held(part, rules, error);
  cvs_unit_run first = runs.run[0];
  first.rows += taken * rules->row_size;
  first.count -= taken;
  if (status == CVS_OK)
    status = cvs_unit_part_fold(part, rules, (cvs_unit_runs){&first, 1}, error);
  return status == CVS_OK ? cvs_unit_part_fold(part, rules, (cvs_unit_runs){runs.run + 1, runs.count - 1}, error)
                          : status;
}

static cvs_status hold(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs, cvs_error *error) {
  for (size_t r = 0; r < runs.count; r++) {
    size_t taken = 0;
    if (r + 1 < runs.count)
      cvs_unit_run_send_for(&runs.run[r + 1], rules->row_size);
    if (cvs_unit_held_add(&part->held, part->table.store, &runs.run[r], rules->row_size, &taken) != CVS_OK)
      return cvs_fail_memory(error);
    if (taken < runs.run[r].count)
      return fold_rest(part, rules, (cvs_unit_runs){runs.run + r, runs.count - r}, taken, error);
  }
  look_at(part, rules, runs);
  part->folds_at_once = are_known(part);
  return part->folds_at_once || is_full(part, &rules->terms) ? cvs_unit_part_fold_held(part, rules, error) : CVS_OK;
}

cvs_status cvs_unit_part_take(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs, cvs_error *error) {
  if (rules->terms.events || part->folds_at_once)
    return cvs_unit_part_fold(part, rules, runs, error);
  return hold(part, rules, runs, error);
}

/* Rows of one part on their way to its table: folded at once, or after a wait. */
#include "data/unit_part.h"

#include "base/error.h"
#include "base/mem.h"

/* Bytes of a table up to which it is near: the second and third cache of a processor hold that, with its slots. */
enum { NEAR_MAX = 8 << 20 };

static bool is_near(const cvs_unit_part *part, const cvs_unit_rules *rules) {
  return (part->table.entries.count + part->held.rows) * rules->entry_size <= NEAR_MAX;
}

/* The table gets its slots for all at one go: rows wait where most are of new users. */
static cvs_status fold_sheets(cvs_unit_part *part, const cvs_unit_rules *rules, char *room, cvs_error *error) {
  cvs_unit_table *table = &part->table;
  const bool near = is_near(part, rules);
  cvs_status status = cvs_unit_table_expect(table, part->held.rows);
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
  char *room = cvs_malloc(cvs_unit_held_room(part->table.store, rules->row_size));
  const cvs_status status = room ? fold_sheets(part, rules, room, error) : cvs_fail_memory(error);
  cvs_free(room);
  cvs_unit_held_clear(&part->held, part->table.store);
  return status;
}

/* From this row of this run on, at once; and so those of later rounds. */
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

cvs_status cvs_unit_part_hold(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_runs runs, cvs_error *error) {
  if (part->folds_at_once)
    return cvs_unit_part_fold(part, rules, runs, error);
  for (size_t r = 0; r < runs.count; r++) {
    size_t taken = 0;
    if (r + 1 < runs.count)
      cvs_unit_run_send_for(&runs.run[r + 1], rules->row_size);
    if (cvs_unit_held_add(&part->held, part->table.store, &runs.run[r], rules->row_size, &taken) != CVS_OK)
      return cvs_fail_memory(error);
    if (taken < runs.run[r].count)
      return fold_rest(part, rules, (cvs_unit_runs){runs.run + r, runs.count - r}, taken, error);
  }
  return CVS_OK;
}

/* Its names take less than its sheets. */
size_t cvs_unit_part_size_of_held(const cvs_unit_part *part, const cvs_unit_rules *rules) {
  return cvs_unit_rules_table_size(rules, part->held.rows) + cvs_unit_held_size(&part->held, part->table.store);
}

/* The k-th allocation fails, for every k a scenario has, on the way of units from rows to counts: see failing.h. */
#include "fault/failing.h"

#include "base/mem.h"
#include "data/unit_part.h"

#include <stdio.h>
#include <string.h>

enum { ROWS = 90, USERS = 40 };

static uint32_t arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell;
}

static cvs_status count_unit(void *context, unsigned part, const cvs_unit *unit) {
  (void)part;
  *(uint64_t *)context += unit->rows;
  return CVS_OK;
}

static cvs_status add_rows(cvs_unit_rows *rows, int64_t from) {
  cvs_status status = CVS_OK;
  for (int64_t i = from; i < from + ROWS && status == CVS_OK; i++) {
    char name[48];
    const int64_t user = i % USERS;
    const int length = snprintf(name, sizeof name, user % 2 ? "u%d" : "a name that is not inline %d", (int)user);
    const cvs_unit_row row = {.key = name, .key_length = (size_t)length, .time = i, .step = (uint8_t)(i % 3)};
    status = cvs_unit_rows_add(rows, &row);
  }
  return status == CVS_OK ? cvs_unit_rows_deal(rows) : status;
}

static cvs_status fold_round(cvs_units *units, const cvs_unit_rows *rows) {
  cvs_status status = CVS_OK;
  for (unsigned part = 0; part < CVS_PARTS && status == CVS_OK; part++)
    status = cvs_units_fold(units, part, &rows, 1, NULL);
  return status == CVS_OK ? cvs_units_settle(units, NULL) : status;
}

/* Two rounds, so that rows meet units that are there already, in memory or on disk. */
static cvs_status count_rows(cvs_units *units, cvs_unit_rows *rows, uint64_t *counted) {
  cvs_unit_desk desk = {0};
  cvs_status status = CVS_OK;
  for (int64_t round = 0; round < 2 && status == CVS_OK; round++) {
    cvs_unit_rows_begin(rows, &desk);
    status = add_rows(rows, round * ROWS);
    if (status == CVS_OK)
      status = fold_round(units, rows);
  }
  cvs_unit_desk_free(&desk);
  cvs_error error = {0};
  if (status == CVS_OK)
    status = cvs_units_finish(units, 1, count_unit, counted, &error);
  return error.status == CVS_OK || error.status == status ? status : CVS_EINVAL;
}

static cvs_status run_terms(const cvs_unit_terms *terms) {
  const cvs_unit_form form = cvs_unit_form_of(terms);
  cvs_unit_rows *rows = NULL;
  cvs_units *units = NULL;
  uint64_t counted = 0;
  cvs_status status = cvs_unit_rows_new(&form, &rows);
  if (status == CVS_OK)
    status = cvs_units_new(terms, arm_of, NULL, &units, NULL);
  if (status == CVS_OK)
    status = count_rows(units, rows, &counted);
  cvs_units_free(units);
  cvs_unit_rows_free(rows);
  return status == CVS_OK && counted != 2 * ROWS ? CVS_EINVAL : status;
}

static cvs_status count_users(void) {
  return run_terms(&(cvs_unit_terms){.has_time = true});
}

static cvs_status count_users_on_disk(void) {
  return run_terms(&(cvs_unit_terms){.has_time = true, .memory = 1});
}

static cvs_status follow_events(void) {
  return run_terms(&(cvs_unit_terms){.events = true, .has_time = true, .step_count = 2, .strict = true});
}

static cvs_status collect_events(void) {
  return run_terms(
      &(cvs_unit_terms){.events = true, .has_time = true, .step_count = 2, .strict = true, .collect = true});
}

static cvs_status collect_events_on_disk(void) {
  return run_terms(&(cvs_unit_terms){
      .events = true, .has_time = true, .step_count = 2, .strict = true, .collect = true, .memory = 1});
}

static cvs_status spill_waiting(const cvs_unit_rules *rules, cvs_unit_part *part, cvs_unit_file *file,
                                const cvs_unit_rows *rows) {
  cvs_status status = CVS_OK;
  for (unsigned i = 0; i < CVS_PARTS && status == CVS_OK; i++) {
    const cvs_unit_run run = cvs_unit_rows_part(rows, i);
    status = cvs_unit_part_hold(part, rules, (cvs_unit_runs){&run, 1}, NULL);
  }
  if (status == CVS_OK)
    status = cvs_unit_part_spill(part, rules, file, NULL);
  return status == CVS_OK ? cvs_unit_part_load(part, rules, file, NULL) : status;
}

/* Rows that wait go to disk as they are. All are taken for one part's. */
static cvs_status spill_rows_that_wait(void) {
  cvs_unit_rules rules = {.row_size = 0};
  cvs_unit_part part = {.held = {0}};
  cvs_unit_store *store = NULL;
  cvs_unit_file *file = NULL;
  cvs_unit_rows *rows = NULL;
  cvs_unit_desk desk = {0};
  cvs_status status = cvs_unit_rules_set(&rules, &(cvs_unit_terms){.has_time = true});
  if (status == CVS_OK)
    status = cvs_unit_store_new(64 * rules.entry_size, false, &store);
  if (status == CVS_OK)
    status = cvs_unit_file_new(NULL, &file, NULL);
  if (status == CVS_OK)
    status = cvs_unit_rows_new(&rules.form, &rows);
  if (status == CVS_OK) {
    part.table = cvs_unit_table_new(store, rules.blank, rules.entry_size);
    cvs_unit_rows_begin(rows, &desk);
    status = add_rows(rows, 0);
  }
  if (status == CVS_OK)
    status = spill_waiting(&rules, &part, file, rows);
  if (status == CVS_OK && part.table.entries.count != USERS)
    status = CVS_EINVAL;
  cvs_unit_rows_free(rows);
  cvs_unit_desk_free(&desk);
  cvs_unit_file_free(file);
  cvs_free(part.extent);
  if (part.table.store)
    cvs_unit_part_clear(&part);
  cvs_unit_store_free(store);
  cvs_unit_rules_free(&rules);
  return status;
}

static const scenario scenarios[] = {
    {"rows that wait go to disk", spill_rows_that_wait},
    {"users are counted in memory", count_users},
    {"users are counted on disk", count_users_on_disk},
    {"events are followed", follow_events},
    {"events are collected", collect_events},
    {"events are collected on disk", collect_events_on_disk},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}

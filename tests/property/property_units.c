/* Units found by the tables of the reader are those of a plain loop over each user's rows: for users and events, all
 * terms, streams and shuffled logs, any number of blocks, rounds and threads, in memory and on disk. */
#include "data/unit_key.h"
#include "data/units.h"
#include "num/num.h"
#include "support/naive_units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { LOGS = 6000, CELLS = 8, NAMES = 12, BLOCKS_MAX = 12, STEPS = 4 };
static const uint64_t SEED = 20240612;

/* --- random logs --- */

/* Names of all lengths around the inline limit; several differ in one byte, in length alone, or by a NUL. */
static const struct name {
  const char *bytes;
  size_t length;
} names[NAMES] = {{"", 0},
                  {"\0", 1},
                  {"u1", 2},
                  {"u1\0", 3},
                  {"user-12", 7},
                  {"user-123", 8},
                  {"user-123-456789", 15},
                  {"user-123-456780", 15},
                  {"user-123-4567890", 16},
                  {"user-123-4567891", 16},
                  {"7b1c2d3e-0f4a-4b5c-8d6e-7f8091a2b3c4", 36},
                  {"7b1c2d3e-0f4a-4b5c-8d6e-7f8091a2b3c5", 36}};

typedef struct log {
  naive_row row[NAIVE_ROWS_MAX];
  size_t count;
  bool ordered; /* the log is in the order of time, behind the assignments */
} log;

static bool draw_bool(cvs_rng *rng) {
  return cvs_rng_below(rng, 2) == 1;
}

/* An event is one step; a row of a user may say several. */
static naive_row draw_row(cvs_rng *rng, const cvs_unit_terms *terms, size_t users, int64_t span) {
  const struct name *name = &names[cvs_rng_below(rng, users)];
  naive_row row = {.name = name->bytes, .length = name->length, .cell = (uint32_t)cvs_rng_below(rng, CELLS)};
  if (cvs_rng_below(rng, 4) == 0)
    row.cell = CVS_UNIT_NO_CELL;
  else if (cvs_rng_below(rng, 4) > 0)
    row.cell = (uint32_t)(name - names) % CELLS; /* mostly their own arm */
  if (cvs_rng_below(rng, 3) == 0)
    row.kind = (uint8_t)cvs_rng_below(rng, 16);
  if (!terms->assigned)
    row.kind &= (uint8_t)~CVS_UNIT_ASSIGNMENT;
  if (draw_bool(rng) && terms->step_count > 0)
    row.steps = (uint32_t)(!terms->events && cvs_rng_below(rng, 6) == 0 ? cvs_rng_below(rng, 1 << STEPS)
                                                                        : UINT32_C(1) << cvs_rng_below(rng, STEPS));
  row.time = (int64_t)cvs_rng_below(rng, (uint64_t)span) - 3;
  row.value = (int64_t)cvs_rng_below(rng, 2001) - 1000;
  return row;
}

/* Assignments are read before the log. */
static int by_time(const void *a, const void *b) {
  const naive_row *x = *(const naive_row *const *)a, *y = *(const naive_row *const *)b;
  const bool is_assignment = x->kind & CVS_UNIT_ASSIGNMENT, other = y->kind & CVS_UNIT_ASSIGNMENT;
  if (is_assignment != other)
    return is_assignment ? -1 : 1;
  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return x < y ? -1 : x > y;
}

static void put_in_order(log *l) {
  static naive_row sorted[NAIVE_ROWS_MAX];
  const naive_row *at[NAIVE_ROWS_MAX] = {NULL};
  for (size_t i = 0; i < l->count; i++)
    at[i] = &l->row[i];
  qsort(at, l->count, sizeof at[0], by_time);
  for (size_t i = 0; i < l->count; i++)
    sorted[i] = *at[i];
  memcpy(l->row, sorted, sizeof sorted);
}

static void draw_log(cvs_rng *rng, const cvs_unit_terms *terms, log *l) {
  const size_t users = 1 + (size_t)cvs_rng_below(rng, NAMES);
  const int64_t span = (int64_t)(draw_bool(rng) ? 8 : 60);
  l->count = (size_t)cvs_rng_below(rng, draw_bool(rng) ? 12 : NAIVE_ROWS_MAX);
  for (size_t i = 0; i < l->count; i++)
    l->row[i] = draw_row(rng, terms, users, span);
  l->ordered = draw_bool(rng);
  if (l->ordered)
    put_in_order(l);
}

static cvs_unit_terms draw_terms(cvs_rng *rng) {
  cvs_unit_terms terms = {.events = cvs_rng_below(rng, 4) > 0,
                          .has_value = draw_bool(rng),
                          .assigned = draw_bool(rng),
                          .by_exposure = draw_bool(rng),
                          .strict = draw_bool(rng),
                          .keep_times = draw_bool(rng),
                          .keep_other = draw_bool(rng),
                          .window_from_previous = draw_bool(rng),
                          .window_from_entry = draw_bool(rng),
                          .has_exclusions = draw_bool(rng),
                          .alike = draw_bool(rng),
                          .collect = draw_bool(rng)};
  terms.has_time = terms.events || draw_bool(rng);
  terms.step_count = cvs_rng_below(rng, 4) == 0 ? 0 : STEPS;
  if (terms.strict && draw_bool(rng))
    terms.optional = (uint32_t)cvs_rng_below(rng, 1 << (STEPS - 1)); /* all but the last */
  terms.window = draw_bool(rng) ? 0 : (int64_t)cvs_rng_below(rng, 20);
  if (cvs_rng_below(rng, 3) == 0)
    terms.memory = draw_bool(rng) ? 1 : 1 + cvs_rng_below(rng, 1 << 20); /* 1: nothing stays */
  return terms;
}

/* --- through the tables --- */

/* Blocks number their cells on their own: block b calls cell c what this says; global[] undoes it. */
static uint32_t rename_cell(uint32_t cell, size_t block) {
  return (cell + (uint32_t)block) % CELLS;
}

typedef struct blocks {
  cvs_unit_rows *rows[BLOCKS_MAX];
  cvs_unit_desk desk;
  uint32_t global[BLOCKS_MAX][CELLS];
  size_t count;
} blocks;

static void add_row(blocks *b, bool events, size_t block, const naive_row *row) {
  int64_t step_time[STEPS];
  const uint32_t single = row->steps & (row->steps - 1) ? 0 : row->steps;
  cvs_unit_row unit = {.key = row->name,
                       .key_length = row->length,
                       .cell = row->cell == CVS_UNIT_NO_CELL ? row->cell : rename_cell(row->cell, block),
                       .kind = row->kind,
                       .steps = row->steps,
                       .time = row->time,
                       .value = row->value,
                       .step_time = step_time};
  for (size_t step = 0; step < STEPS; step++)
    step_time[step] = naive_step_time(row, step);
  for (uint8_t step = 0; step < STEPS && events; step++)
    if (single == UINT32_C(1) << step)
      unit.step = (uint8_t)(step + 1);
  assert_int_equal(cvs_unit_rows_add(b->rows[block], &unit), CVS_OK);
}

static void split_log(cvs_rng *rng, const cvs_unit_terms *terms, const log *l, blocks *b) {
  const cvs_unit_form form = cvs_unit_form_of(terms);
  b->count = 1 + (size_t)cvs_rng_below(rng, BLOCKS_MAX);
  size_t done = 0;
  for (size_t block = 0; block < b->count; block++) {
    assert_int_equal(cvs_unit_rows_new(&form, &b->rows[block]), CVS_OK);
    cvs_unit_rows_begin(b->rows[block], &b->desk);
    const size_t end = block + 1 == b->count ? l->count : done + (size_t)cvs_rng_below(rng, l->count - done + 1);
    for (; done < end; done++)
      add_row(b, terms->events, block, &l->row[done]);
    assert_int_equal(cvs_unit_rows_deal(b->rows[block]), CVS_OK);
    for (uint32_t cell = 0; cell < CELLS; cell++)
      b->global[block][rename_cell(cell, block)] = cell;
    cvs_unit_rows_translate(b->rows[block], b->global[block]);
  }
}

typedef struct taken_unit {
  cvs_unit unit;
  int64_t step_time[CVS_STEPS_MAX];
  bool has_times;
  char name[40];
} taken_unit;

typedef struct taken {
  taken_unit unit[CVS_PARTS][NAMES];
  size_t count[CVS_PARTS];
  size_t step_count;
} taken;

static cvs_status take(void *context, unsigned part, const cvs_unit *unit) {
  taken *t = context;
  if (t->count[part] == NAMES)
    return CVS_EINVAL;
  taken_unit *to = &t->unit[part][t->count[part]++];
  to->unit = *unit;
  to->has_times = unit->step_time;
  if (unit->in_several && unit->name_length <= sizeof to->name)
    memcpy(to->name, unit->name, unit->name_length);
  if (unit->step_time)
    memcpy(to->step_time, unit->step_time, t->step_count * sizeof *unit->step_time);
  return CVS_OK;
}

typedef struct fold_job {
  cvs_units *units;
  const cvs_unit_rows *const *rows;
  size_t count;
} fold_job;

static cvs_status fold_part(void *context, size_t part, cvs_error *error) {
  const fold_job *job = context;
  return cvs_units_fold(job->units, (unsigned)part, job->rows, job->count, error);
}

static cvs_status run_rounds(cvs_rng *rng, cvs_units *units, const blocks *b, unsigned workers) {
  cvs_status status = CVS_OK;
  for (size_t done = 0; done < b->count && status == CVS_OK;) {
    const size_t now = 1 + (size_t)cvs_rng_below(rng, b->count - done);
    fold_job job = {units, (const cvs_unit_rows *const *)b->rows + done, now};
    status = cvs_parallel(workers, CVS_PARTS, fold_part, &job, NULL);
    if (status == CVS_OK)
      status = cvs_units_settle(units, NULL);
    done += now;
  }
  return status;
}

/* --- what must hold --- */

static void assert_same_unit(const cvs_unit_terms *terms, const taken_unit *got, const naive_unit *want) {
  assert_int_equal(got->unit.cell, want->unit.cell);
  assert_int_equal(got->unit.in_several, want->unit.in_several);
  assert_int_equal(got->unit.converted, want->unit.converted);
  assert_int_equal(got->unit.reached, want->unit.reached);
  assert_int_equal(got->unit.skipped, want->unit.skipped);
  assert_int_equal(got->unit.rows, want->unit.rows);
  assert_int_equal(got->unit.value, want->unit.value);
  assert_int_equal(got->unit.entered, want->unit.entered);
  assert_int_equal(got->unit.window_began, want->unit.window_began);
  if (got->unit.in_several) {
    if (terms->keep_other)
      assert_int_not_equal(naive_variant_of(NULL, got->unit.other), naive_variant_of(NULL, got->unit.cell));
    assert_int_equal(got->unit.name_length, want->length);
    assert_memory_equal(got->name, want->name, want->length);
  }
  assert_int_equal(got->has_times, terms->keep_times && terms->step_count > 0);
  for (size_t step = 0; step < terms->step_count && got->has_times; step++)
    assert_int_equal(got->step_time[step], want->step_time[step]);
}

static unsigned part_of(const naive_unit *unit) {
  const cvs_unit_key key =
      unit->length <= CVS_UNIT_KEY_INLINE ? cvs_unit_key_inline(unit->name, unit->length) : (cvs_unit_key){{0, 0}};
  const uint64_t hash =
      unit->length <= CVS_UNIT_KEY_INLINE ? cvs_unit_key_hash(&key) : cvs_unit_name_hash(unit->name, unit->length);
  return (unsigned)(hash >> 56);
}

static void assert_same_units(const cvs_unit_terms *terms, const taken *t, const naive_result *want) {
  size_t seen[CVS_PARTS] = {0};
  for (size_t i = 0; i < want->count; i++) {
    const unsigned part = part_of(&want->unit[i]);
    assert_true(seen[part] < t->count[part]);
    assert_int_equal(t->unit[part][seen[part]].unit.count, 1);
    assert_same_unit(terms, &t->unit[part][seen[part]++], &want->unit[i]);
  }
  assert_memory_equal(seen, t->count, sizeof seen);
}

static bool are_alike(const cvs_unit *a, const cvs_unit *b) {
  return a->cell == b->cell && a->in_several == b->in_several && a->converted == b->converted &&
         a->reached == b->reached && a->skipped == b->skipped;
}

/* Where units may be given together: as many of each kind, and no others. */
static void assert_as_many(const taken *t, const naive_result *want) {
  uint64_t all = 0;
  for (size_t i = 0; i < want->count; i++) {
    const unsigned part = part_of(&want->unit[i]);
    uint64_t expected = 0, given = 0;
    for (size_t j = 0; j < want->count; j++)
      expected += part_of(&want->unit[j]) == part && are_alike(&want->unit[j].unit, &want->unit[i].unit);
    for (size_t j = 0; j < t->count[part]; j++)
      given += are_alike(&t->unit[part][j].unit, &want->unit[i].unit) ? t->unit[part][j].unit.count : 0;
    assert_int_equal(given, expected);
  }
  for (size_t part = 0; part < CVS_PARTS; part++)
    for (size_t i = 0; i < t->count[part]; i++)
      all += t->unit[part][i].unit.count;
  assert_int_equal(all, want->count);
}

static void assert_same(const cvs_unit_terms *terms, const cvs_units *units, const taken *t, const naive_result *want) {
  if (terms->alike)
    assert_as_many(t, want);
  else
    assert_same_units(terms, t, want);
  cvs_units_quality got;
  cvs_units_get_quality(units, &got);
  assert_int_equal(got.units, want->quality.units);
  assert_int_equal(got.in_several_arms, want->quality.in_several_arms);
  assert_int_equal(got.duplicate_rows, want->quality.duplicate_rows);
  assert_int_equal(got.rows_before_entry, want->quality.rows_before_entry);
  assert_int_equal(got.rows_of_unassigned, want->quality.rows_of_unassigned);
  assert_int_equal(got.never_entered, want->quality.never_entered);
  assert_int_equal(got.without_variant, want->quality.without_variant);
  assert_int_equal(got.rows_without_variant, want->quality.rows_without_variant);
  assert_int_equal(got.in_log, want->quality.in_log);
  assert_int_equal(got.strangers, want->quality.strangers);
  assert_int_equal(got.rows_of_strangers, want->quality.rows_of_strangers);
  assert_int_equal(got.exposed_early, want->quality.exposed_early);
  assert_int_equal(got.rows_exposed_early, want->quality.rows_exposed_early);
}

/* How often each thing has happened: a property that is never put to the test proves nothing. */
typedef struct tally {
  unsigned same;
  unsigned disordered;
  unsigned spilled;
  unsigned disordered_at_end;
} tally;

static void check_log(cvs_rng *rng, const cvs_unit_terms *terms, const log *l, tally *met) {
  static naive_result want;
  static taken got;
  const unsigned workers = 1 + (unsigned)cvs_rng_below(rng, 3);
  blocks b = {.count = 0};
  cvs_units *units = NULL;
  split_log(rng, terms, l, &b);
  naive_units(terms, l->row, l->count, &want);
  memset(&got, 0, sizeof got);
  got.step_count = terms->step_count;
  assert_int_equal(cvs_units_new(terms, naive_variant_of, NULL, &units, NULL), CVS_OK);

  cvs_status status = run_rounds(rng, units, &b, workers);
  const bool at_end = status == CVS_OK;
  if (status == CVS_OK)
    status = cvs_units_finish(units, workers, take, &got, NULL);

  assert_int_equal(cvs_units_disordered(units), status == CVS_EUNDEF);
  if (status == CVS_EUNDEF) {
    assert_false(l->ordered || terms->collect || !terms->events);
    met->disordered++;
    met->disordered_at_end += at_end;
  } else {
    assert_int_equal(status, CVS_OK);
    assert_same(terms, units, &got, &want);
    met->same++;
  }
  cvs_units_quality quality;
  cvs_units_get_quality(units, &quality);
  met->spilled += quality.spilled > 0;
  cvs_units_free(units);
  for (size_t i = 0; i < b.count; i++)
    cvs_unit_rows_free(b.rows[i]);
  cvs_unit_desk_free(&b.desk);
}

static void units_are_those_of_a_plain_loop_over_each_user(void **state) {
  (void)state;
  static log l;
  cvs_rng *rng = NULL;
  tally met = {0};
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (int i = 0; i < LOGS; i++) {
    const cvs_unit_terms terms = draw_terms(rng);
    draw_log(rng, &terms, &l);
    check_log(rng, &terms, &l, &met);
  }

  print_message("%u logs the same, %u out of order (%u of them found at the end), %u on disk\n", met.same,
                met.disordered, met.disordered_at_end, met.spilled);
  assert_true(met.same > LOGS / 2);
  assert_true(met.disordered > LOGS / 20);
  assert_true(met.disordered_at_end > 0);
  assert_true(met.spilled > LOGS / 10);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(units_are_those_of_a_plain_loop_over_each_user)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Rows on their way to the table of a part: which wait, and for how long. */
#include "data/unit_part.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Rows that the first fold waits for, as unit_part_take.c has it; and rows of one call. */
enum { FIRST = 4096, RUN = 64, RUNS = 16, CALL = RUN * RUNS };

static uint32_t arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell;
}

typedef struct fixture {
  cvs_unit_rules rules;
  cvs_unit_store *store;
  cvs_unit_part part;
  char *rows; /* [CALL] */
} fixture;

static fixture *new_fixture(const cvs_unit_terms *terms) {
  fixture *f = cvs_calloc(1, sizeof *f);
  assert_non_null(f);
  assert_int_equal(cvs_unit_rules_set(&f->rules, terms), CVS_OK);
  f->rules.variant_of = arm_of;
  assert_int_equal(cvs_unit_store_new(256 * f->rules.entry_size, false, &f->store), CVS_OK);
  f->part.table = cvs_unit_table_new(f->store, f->rules.blank, f->rules.entry_size);
  f->part.kept.item_size = sizeof(cvs_unit_fact);
  f->rows = cvs_calloc(CALL, f->rules.row_size);
  assert_non_null(f->rows);
  return f;
}

static void free_fixture(fixture *f) {
  cvs_unit_part_clear(&f->part);
  assert_int_equal(cvs_unit_store_used(f->store), 0);
  cvs_unit_store_free(f->store);
  cvs_unit_rules_free(&f->rules);
  cvs_free(f->rows);
  cvs_free(f);
}

/* CALL rows of users `from`, `from` + 1 ..., of which there are `users`. */
static void take(fixture *f, size_t from, size_t users) {
  cvs_unit_run run[RUNS];
  for (size_t i = 0; i < CALL; i++) {
    char name[16];
    const int length = snprintf(name, sizeof name, "u%zu", (from + i) % users);
    cvs_unit_stored *row = (void *)(f->rows + i * f->rules.row_size);
    *row = (cvs_unit_stored){.key = cvs_unit_key_inline(name, (size_t)length)};
    if (f->rules.terms.has_time)
      row->more[0] = (int64_t)(from + i);
  }
  for (size_t r = 0; r < RUNS; r++)
    run[r] = (cvs_unit_run){.rows = f->rows + r * RUN * f->rules.row_size, .count = RUN};
  assert_int_equal(cvs_unit_part_take(&f->part, &f->rules, (cvs_unit_runs){run, RUNS}, NULL), CVS_OK);
}

static uint64_t count_rows(const fixture *f) {
  uint64_t rows = f->part.held.rows;
  for (size_t i = 0; i < f->part.table.entries.count; i++)
    rows += cvs_unit_table_at(&f->part.table, i)->rows;
  return rows;
}

static void rows_of_new_users_wait_once_the_first_have_been_looked_at(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});

  for (size_t taken = CALL; taken <= 10 * FIRST; taken += CALL) {
    take(f, taken - CALL, SIZE_MAX);
    assert_int_equal(f->part.table.entries.count, taken < FIRST ? 0 : FIRST);
    assert_int_equal(f->part.held.rows, taken < FIRST ? taken : taken - FIRST);
  }

  assert_false(f->part.folds_at_once);
  assert_int_equal(cvs_unit_part_fold_held(&f->part, &f->rules, NULL), CVS_OK);
  assert_int_equal(f->part.table.entries.count, 10 * FIRST);
  assert_int_equal(count_rows(f), 10 * FIRST);
  free_fixture(f);
}

/* More than a quarter of the first rows are of users that were there: 2,500 users, 1.6 rows each. */
static void rows_of_few_users_do_not_wait(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});

  for (size_t taken = 0; taken < FIRST; taken += CALL)
    take(f, taken, 2500);
  assert_true(f->part.folds_at_once);
  take(f, 0, 2500);

  assert_int_equal(f->part.held.rows, 0);
  assert_int_equal(f->part.table.entries.count, 2500);
  assert_int_equal(count_rows(f), FIRST + CALL);
  free_fixture(f);
}

/* As in a file that has a row of each user for each day. */
static void rows_wait_no_longer_once_their_users_turn_out_to_be_known(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});
  const size_t users = 3 * FIRST;

  size_t taken = 0;
  for (; taken < users; taken += CALL)
    take(f, taken, users);
  assert_int_equal(f->part.held.rows, users - FIRST);
  for (; taken < users + 8 * CALL; taken += CALL)
    take(f, taken, users);

  assert_true(f->part.folds_at_once);
  assert_int_equal(f->part.held.rows, 0);
  assert_int_equal(f->part.table.entries.count, users);
  assert_int_equal(count_rows(f), taken);
  free_fixture(f);
}

/* All that wait are folded once they take 2 MB, a part's share of what may wait. */
static void rows_wait_until_they_take_their_share(void **state) {
  (void)state;
  const size_t share = 2 << 20;
  fixture *f = new_fixture(&(cvs_unit_terms){.has_time = true});
  size_t most = 0;

  for (size_t taken = 0; taken < 60 * FIRST; taken += CALL) {
    take(f, taken, SIZE_MAX);
    const size_t held = cvs_unit_held_size(&f->part.held, f->store);
    most = held > most ? held : most;
  }

  assert_in_range(most, share * 31 / 32, share);
  assert_in_range(f->part.table.entries.count, 2 * FIRST, 59 * FIRST);
  assert_false(f->part.folds_at_once);
  assert_int_equal(count_rows(f), 60 * FIRST);
  free_fixture(f);
}

static void rows_wait_on_where_memory_is_too_short_for_their_table(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.memory = 100000});

  for (size_t taken = 0; taken < 10 * FIRST; taken += CALL)
    take(f, taken, SIZE_MAX);

  assert_int_equal(f->part.table.entries.count, 0);
  assert_int_equal(f->part.held.rows, 10 * FIRST);
  free_fixture(f);
}

static void events_do_not_wait(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.events = true, .has_time = true});

  take(f, 0, SIZE_MAX);

  assert_int_equal(f->part.held.rows, 0);
  assert_int_equal(f->part.table.entries.count, CALL);
  free_fixture(f);
}

/* Rows ahead of it, those behind it, and the row itself: each once, in order. */
static void a_name_too_long_to_wait_ends_the_wait_of_all(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});
  char name[CVS_UNIT_HELD_NAME_MAX + 1];
  memset(name, 'n', sizeof name);
  take(f, 0, SIZE_MAX);
  cvs_unit_stored *row = (void *)(f->rows + 5 * f->rules.row_size);
  for (size_t i = 0; i < 10; i++)
    ((cvs_unit_stored *)(void *)(f->rows + i * f->rules.row_size))->key.word[0] = 1000 + i;
  row->key = cvs_unit_key_long(0, sizeof name, cvs_unit_name_hash(name, sizeof name));
  const cvs_unit_run run[] = {{.rows = f->rows, .count = 8, .names = name},
                              {.rows = f->rows + 8 * f->rules.row_size, .count = 2, .names = name}};

  assert_int_equal(cvs_unit_part_take(&f->part, &f->rules, (cvs_unit_runs){run, 2}, NULL), CVS_OK);

  assert_true(f->part.folds_at_once);
  assert_int_equal(f->part.held.rows, 0);
  assert_int_equal(f->part.table.entries.count, CALL + 10);
  for (size_t i = 0; i < 10; i++) {
    const cvs_unit_entry *entry = cvs_unit_table_at(&f->part.table, CALL + i);
    assert_int_equal(entry->rows, 1);
    assert_int_equal(cvs_unit_key_is_long(&entry->key), i == 5);
    assert_int_equal(entry->key.word[0], i == 5 ? 0 : 1000 + i);
  }
  free_fixture(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_new_users_wait_once_the_first_have_been_looked_at),
      cmocka_unit_test(rows_of_few_users_do_not_wait),
      cmocka_unit_test(rows_wait_no_longer_once_their_users_turn_out_to_be_known),
      cmocka_unit_test(rows_wait_until_they_take_their_share),
      cmocka_unit_test(rows_wait_on_where_memory_is_too_short_for_their_table),
      cmocka_unit_test(events_do_not_wait),
      cmocka_unit_test(a_name_too_long_to_wait_ends_the_wait_of_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

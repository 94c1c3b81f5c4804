/* Rows that wait before they go into the table of their part. */
#include "base/mem.h"
#include "support/part_fixture.h"

#include <stdio.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Rows of one call. */
enum { RUN = 64, RUNS = 16, CALL = RUN * RUNS };

typedef struct fixture {
  part_fixture p;
  char *rows; /* [CALL] */
} fixture;

static fixture *new_fixture(const cvs_unit_terms *terms) {
  fixture *f = cvs_calloc(1, sizeof *f);
  assert_non_null(f);
  part_fixture_begin(&f->p, terms);
  f->rows = cvs_calloc(CALL, f->p.rules.row_size);
  assert_non_null(f->rows);
  return f;
}

static void free_fixture(fixture *f) {
  part_fixture_end(&f->p);
  cvs_free(f->rows);
  cvs_free(f);
}

/* CALL rows of users `from`, `from` + 1 ..., of which there are `users`. */
static void hold(fixture *f, size_t from, size_t users) {
  cvs_unit_run run[RUNS];
  for (size_t i = 0; i < CALL; i++) {
    char name[16];
    const int length = snprintf(name, sizeof name, "u%zu", (from + i) % users);
    cvs_unit_stored *row = (void *)(f->rows + i * f->p.rules.row_size);
    *row = (cvs_unit_stored){.key = cvs_unit_key_inline(name, (size_t)length)};
    if (f->p.rules.terms.has_time)
      row->more[0] = (int64_t)(from + i);
  }
  for (size_t r = 0; r < RUNS; r++)
    run[r] = (cvs_unit_run){.rows = f->rows + r * RUN * f->p.rules.row_size, .count = RUN};
  assert_int_equal(cvs_unit_part_hold(&f->p.part, &f->p.rules, (cvs_unit_runs){run, RUNS}, NULL), CVS_OK);
}

static void assert_rows(const fixture *f, size_t users, size_t rows) {
  const cvs_unit_table *table = &f->p.part.table;
  assert_int_equal(table->entries.count, users);
  for (size_t i = 0; i < users; i++) {
    char name[16];
    const int length = snprintf(name, sizeof name, "u%zu", i);
    const cvs_unit_key key = cvs_unit_key_inline(name, (size_t)length);
    const cvs_unit_entry *entry = cvs_unit_table_at(table, i);
    assert_memory_equal(&entry->key, &key, sizeof key);
    assert_int_equal(entry->rows, rows / users + (i < rows % users));
  }
}

/* Twice: into an empty table, and into one that has some of the users. The first 8 MB of a table are taken to be near;
 * entries have 40 bytes here. */
static void check_wait(size_t users, size_t calls) {
  fixture *f = new_fixture(&(cvs_unit_terms){.has_time = true});
  const size_t half = calls / 2 * CALL;
  size_t taken = 0;

  for (; taken < calls * CALL; taken += CALL) {
    if (taken == half) {
      assert_int_equal(cvs_unit_part_fold_held(&f->p.part, &f->p.rules, NULL), CVS_OK);
      assert_int_equal(f->p.part.held.rows, 0);
      assert_rows(f, half < users ? half : users, half);
    }
    hold(f, taken, users);
    assert_int_equal(f->p.part.held.rows, taken + CALL - (taken < half ? 0 : half));
  }

  assert_int_equal(cvs_unit_part_fold_held(&f->p.part, &f->p.rules, NULL), CVS_OK);
  assert_rows(f, users, taken);
  assert_int_equal(cvs_unit_part_fold_held(&f->p.part, &f->p.rules, NULL), CVS_OK);
  assert_rows(f, users, taken);
  free_fixture(f);
}

static void rows_that_wait_are_folded_in_their_order(void **state) {
  (void)state;
  check_wait(5 * (size_t)CALL + 77, 20);
  check_wait(3, 4);
}

static void rows_that_wait_for_a_large_table_are_too(void **state) {
  (void)state;
  check_wait(300 * (size_t)CALL, 320);
}

static void what_is_folded_at_last_fails_as_what_is_folded_at_once(void **state) {
  (void)state;
  cvs_error error = {0};
  fixture *f = new_fixture(&(cvs_unit_terms){.has_value = true});
  for (size_t i = 0; i < 2; i++) {
    cvs_unit_stored *row = (void *)(f->rows + i * f->p.rules.row_size);
    row->key = cvs_unit_key_inline("u7", 2);
    row->more[0] = INT64_MAX;
  }
  const cvs_unit_run run = {.rows = f->rows, .count = 2};
  assert_int_equal(cvs_unit_part_hold(&f->p.part, &f->p.rules, (cvs_unit_runs){&run, 1}, &error), CVS_OK);

  assert_int_equal(cvs_unit_part_fold_held(&f->p.part, &f->p.rules, &error), CVS_EDATA);

  assert_string_equal(error.message,
                      "the values (--value) of user \"u7\" add up to more than 9.2 x 10^12 in size, expected less");
  assert_int_equal(f->p.part.held.rows, 0);
  free_fixture(f);
}

/* Rows ahead of it, those behind it, and the row itself: each once, in order. */
static void a_name_too_long_to_wait_ends_the_wait_of_all(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});
  char name[CVS_UNIT_HELD_NAME_MAX + 1];
  memset(name, 'n', sizeof name);
  hold(f, 0, SIZE_MAX);
  cvs_unit_stored *row = (void *)(f->rows + 5 * f->p.rules.row_size);
  for (size_t i = 0; i < 10; i++)
    ((cvs_unit_stored *)(void *)(f->rows + i * f->p.rules.row_size))->key.word[0] = 1000 + i;
  row->key = cvs_unit_key_long(0, sizeof name, cvs_unit_name_hash(name, sizeof name));
  const cvs_unit_run run[] = {{.rows = f->rows, .count = 8, .names = name},
                              {.rows = f->rows + 8 * f->p.rules.row_size, .count = 2, .names = name}};

  assert_int_equal(cvs_unit_part_hold(&f->p.part, &f->p.rules, (cvs_unit_runs){run, 2}, NULL), CVS_OK);

  assert_true(f->p.part.folds_at_once);
  assert_int_equal(f->p.part.held.rows, 0);
  assert_int_equal(f->p.part.table.entries.count, CALL + 10);
  for (size_t i = 0; i < 10; i++) {
    const cvs_unit_entry *entry = cvs_unit_table_at(&f->p.part.table, CALL + i);
    assert_int_equal(entry->rows, 1);
    assert_int_equal(cvs_unit_key_is_long(&entry->key), i == 5);
    assert_int_equal(entry->key.word[0], i == 5 ? 0 : 1000 + i);
  }
  free_fixture(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_that_wait_are_folded_in_their_order),
      cmocka_unit_test(rows_that_wait_for_a_large_table_are_too),
      cmocka_unit_test(what_is_folded_at_last_fails_as_what_is_folded_at_once),
      cmocka_unit_test(a_name_too_long_to_wait_ends_the_wait_of_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

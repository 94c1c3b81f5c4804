/* A part on disk and back. That figures do not depend on it is in test_units.c and property_units.c. */
#include "base/mem.h"
#include "support/part_fixture.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { USERS = 500 };

typedef struct fixture {
  part_fixture p;
  cvs_unit_file *file;
  char *rows; /* [USERS] */
  char names[USERS * 32];
} fixture;

/* Every other user has a long name; all have one row. */
static void make_rows(fixture *f) {
  f->rows = cvs_calloc(USERS, f->p.rules.row_size);
  assert_non_null(f->rows);
  for (unsigned i = 0; i < USERS; i++) {
    char *name = f->names + (size_t)i * 32;
    const size_t length = (size_t)snprintf(name, 32, i % 2 ? "a name of 21 bytes%03u" : "u%03u", i);
    cvs_unit_stored *row = (void *)(f->rows + i * f->p.rules.row_size);
    const bool is_long = length > CVS_UNIT_KEY_INLINE;
    row->key = is_long ? cvs_unit_key_long((uint64_t)i * 32, length, cvs_unit_name_hash(name, length))
                       : cvs_unit_key_inline(name, length);
    row->cell = i % 3;
    row->more[0] = (int64_t)i;
  }
}

static fixture *new_fixture(bool collect) {
  fixture *f = cvs_calloc(1, sizeof *f);
  assert_non_null(f);
  const cvs_unit_terms terms = {.events = true, .has_time = true, .collect = collect};
  part_fixture_begin(&f->p, &terms);
  assert_int_equal(cvs_unit_file_new(NULL, &f->file, NULL), CVS_OK);
  make_rows(f);
  return f;
}

static void free_fixture(fixture *f) {
  cvs_free(f->p.part.extent);
  cvs_unit_file_free(f->file);
  part_fixture_end(&f->p);
  cvs_free(f->rows);
  cvs_free(f);
}

static cvs_unit_run rows_from(const fixture *f, size_t from, size_t count, const uint32_t *global) {
  return (cvs_unit_run){
      .rows = f->rows + from * f->p.rules.row_size, .count = count, .names = f->names, .global = global};
}

static void assert_units(const fixture *f, uint32_t first_cell) {
  const cvs_unit_table *table = &f->p.part.table;
  assert_int_equal(table->entries.count, USERS);
  for (unsigned i = 0; i < USERS; i++) {
    const cvs_unit_entry *entry = cvs_unit_table_at(table, i);
    assert_int_equal(entry->cell, (i >= USERS / 2 ? first_cell : 0) + i % 3);
    assert_int_equal(entry->more[f->p.rules.entered], i);
    assert_int_equal(cvs_unit_key_is_long(&entry->key), i % 2);
    if (i % 2)
      assert_memory_equal(table->name + entry->key.word[0], f->names + (size_t)i * 32, 21);
  }
}

/* Half of the rows before, half after; of the later ones, cells are numbered by their block. */
static void check_round_trip(bool collect) {
  static const uint32_t global[] = {7, 8, 9};
  fixture *f = new_fixture(collect);
  const cvs_unit_run before = rows_from(f, 0, USERS / 2, NULL);
  const cvs_unit_run after[] = {rows_from(f, USERS / 2, 7, global), rows_from(f, USERS / 2 + 7, 0, global),
                                rows_from(f, USERS / 2 + 7, USERS / 2 - 7, global)};
  assert_int_equal(cvs_unit_part_fold(&f->p.part, &f->p.rules, (cvs_unit_runs){&before, 1}, NULL), CVS_OK);

  assert_int_equal(cvs_unit_part_spill(&f->p.part, &f->p.rules, f->file, NULL), CVS_OK);
  const uint64_t while_on_disk = cvs_unit_store_used(f->p.store);
  assert_int_equal(cvs_unit_part_append(&f->p.part, &f->p.rules, f->file, (cvs_unit_runs){after, 3}, NULL), CVS_OK);
  const size_t expected_at_most = cvs_unit_part_size_from_disk(&f->p.part, &f->p.rules);
  assert_int_equal(cvs_unit_part_load(&f->p.part, &f->p.rules, f->file, NULL), CVS_OK);
  const size_t size = cvs_unit_part_size(&f->p.part);
  assert_int_equal(cvs_unit_part_replay(&f->p.part, &f->p.rules, NULL), CVS_OK);

  assert_int_equal(while_on_disk, 0);
  assert_units(f, 7);
  /* chunks and slots come in whole ones */
  assert_true(size <= expected_at_most + 2 * 64 * f->p.rules.entry_size + 4096);
  free_fixture(f);
}

static void a_part_comes_back_with_the_rows_that_came_since(void **state) {
  (void)state;
  check_round_trip(false);
}

static void kept_rows_come_back_too(void **state) {
  (void)state;
  check_round_trip(true);
}

/* The first 50 are in the table; the others, up to half of all, wait in memory, and wait on on the disk. */
static void rows_that_wait_come_back_in_their_order(void **state) {
  (void)state;
  static const uint32_t global[] = {7, 8, 9};
  fixture *f = new_fixture(false);
  const cvs_unit_run first = rows_from(f, 0, 50, NULL), waiting = rows_from(f, 50, USERS / 2 - 50, NULL),
                     after = rows_from(f, USERS / 2, USERS / 2, global);
  size_t taken = 0;
  assert_int_equal(cvs_unit_part_fold(&f->p.part, &f->p.rules, (cvs_unit_runs){&first, 1}, NULL), CVS_OK);
  assert_int_equal(cvs_unit_held_add(&f->p.part.held, f->p.store, &waiting, f->p.rules.row_size, &taken), CVS_OK);
  assert_int_equal(taken, USERS / 2 - 50);

  assert_int_equal(cvs_unit_part_spill(&f->p.part, &f->p.rules, f->file, NULL), CVS_OK);
  assert_int_equal(cvs_unit_store_used(f->p.store), 0);
  assert_int_equal(cvs_unit_part_append(&f->p.part, &f->p.rules, f->file, (cvs_unit_runs){&after, 1}, NULL), CVS_OK);
  assert_int_equal(cvs_unit_part_load(&f->p.part, &f->p.rules, f->file, NULL), CVS_OK);

  assert_units(f, 7);
  free_fixture(f);
}

static void an_empty_part_comes_back_empty(void **state) {
  (void)state;
  fixture *f = new_fixture(false);

  assert_int_equal(cvs_unit_part_spill(&f->p.part, &f->p.rules, f->file, NULL), CVS_OK);
  const cvs_unit_run none = rows_from(f, 0, 0, NULL);
  assert_int_equal(cvs_unit_part_append(&f->p.part, &f->p.rules, f->file, (cvs_unit_runs){&none, 1}, NULL), CVS_OK);
  assert_int_equal(cvs_unit_part_load(&f->p.part, &f->p.rules, f->file, NULL), CVS_OK);

  assert_int_equal(f->p.part.extent_count, 0);
  assert_int_equal(cvs_unit_file_length(f->file), 0);
  assert_int_equal(f->p.part.table.entries.count, 0);
  free_fixture(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_part_comes_back_with_the_rows_that_came_since),
      cmocka_unit_test(kept_rows_come_back_too),
      cmocka_unit_test(rows_that_wait_come_back_in_their_order),
      cmocka_unit_test(an_empty_part_comes_back_empty),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

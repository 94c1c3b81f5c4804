/* Rows that wait, packed: they come back as they were. */
#include "data/unit_held.h"

#include "base/mem.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { CHUNK = 4096, ROWS = 5000, NAME = 600 };

/* Rows with names of 0 to 15 bytes, a few with long ones; cells and steps of every size; of the form whatever. */
typedef struct fixture {
  cvs_unit_store *store;
  size_t row_size;
  size_t more; /* words */
  char *rows;
  char *names; /* [ROWS * NAME] */
} fixture;

static cvs_unit_stored *row_of(const fixture *f, size_t index) {
  return (void *)(f->rows + index * f->row_size);
}

static uint32_t cell_of(size_t index) {
  static const uint32_t cells[] = {0, 1, 126, 127, 128, 16383, 2097151, UINT32_MAX - 1, CVS_UNIT_NO_CELL};
  return cells[index % (sizeof cells / sizeof cells[0])];
}

static size_t name_length_of(size_t index) {
  return index % 50 == 7 ? 16 + index % (CVS_UNIT_HELD_NAME_MAX - 15) : index % 16;
}

static void set_name(const fixture *f, size_t index, size_t length) {
  char *name = f->names + index * NAME;
  for (size_t i = 0; i < length; i++)
    name[i] = (char)(1 + (index * 31 + i * 7) % 255);
  cvs_unit_stored *row = row_of(f, index);
  row->key = length > CVS_UNIT_KEY_INLINE ? cvs_unit_key_long(index * NAME, length, cvs_unit_name_hash(name, length))
                                          : cvs_unit_key_inline(name, length);
}

static fixture new_fixture(const cvs_unit_form *form) {
  fixture f = {.row_size = cvs_unit_stored_size(form)};
  f.more = (f.row_size - sizeof(cvs_unit_stored)) / sizeof(int64_t);
  assert_int_equal(cvs_unit_store_new(CHUNK, false, &f.store), CVS_OK);
  f.rows = cvs_calloc(ROWS, f.row_size);
  f.names = cvs_calloc(ROWS, NAME);
  assert_true(f.rows && f.names);
  for (size_t i = 0; i < ROWS; i++) {
    cvs_unit_stored *row = row_of(&f, i);
    set_name(&f, i, name_length_of(i));
    row->cell = cell_of(i);
    row->kind = (uint8_t)(i % 64);
    row->step = (uint8_t)(i % 3 ? 0 : i % 33);
    for (size_t m = 0; m < f.more; m++)
      row->more[m] = (int64_t)(i * UINT64_C(0x9E3779B97F4A7C15) + m);
  }
  return f;
}

static void free_fixture(fixture *f) {
  assert_int_equal(cvs_unit_store_used(f->store), 0);
  cvs_unit_store_free(f->store);
  cvs_free(f->rows);
  cvs_free(f->names);
}

static cvs_unit_run run_of(const fixture *f, size_t from, size_t count) {
  return (cvs_unit_run){.rows = f->rows + from * f->row_size, .count = count, .names = f->names};
}

static void assert_same_name(const cvs_unit_key *got, const char *got_names, const cvs_unit_key *want,
                             const char *want_names) {
  assert_true(got->word[1] == want->word[1]);
  if (cvs_unit_key_is_long(want))
    assert_memory_equal(got_names + got->word[0], want_names + want->word[0], cvs_unit_key_length(want));
  else
    assert_true(got->word[0] == want->word[0]);
}

static size_t assert_same_rows(const fixture *f, const cvs_unit_run *got, size_t from) {
  for (size_t i = 0; i < got->count; i++) {
    const cvs_unit_stored *row = cvs_unit_run_row(got, f->row_size, i), *want = row_of(f, from + i);
    assert_same_name(&row->key, got->names, &want->key, f->names);
    assert_true(row->cell == want->cell);
    assert_int_equal(row->kind, want->kind);
    assert_int_equal(row->step, want->step);
    assert_memory_equal(row->more, want->more, f->more * sizeof row->more[0]);
  }
  return from + got->count;
}

static void rows_come_back_as_they_were_whatever_their_form(void **state) {
  (void)state;
  const cvs_unit_form forms[] = {{.has_time = false},
                                 {.has_time = true},
                                 {.has_time = true, .has_value = true, .has_steps = true},
                                 {.has_time = true, .has_value = true, .has_steps = true, .time_count = 32}};
  for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
    fixture f = new_fixture(&forms[k]);
    cvs_unit_held held = {0};
    size_t taken = 0;
    for (size_t from = 0, count = 0; from < ROWS; from += count) { /* runs of 0, 1, 2 ... rows */
      count = from + count + 1 > ROWS ? ROWS - from : count + 1;
      const cvs_unit_run run = run_of(&f, from, count);
      assert_int_equal(cvs_unit_held_add(&held, f.store, &run, f.row_size, &taken), CVS_OK);
      assert_int_equal(taken, count);
    }

    char *room = cvs_malloc(cvs_unit_held_room(f.store, f.row_size));
    assert_non_null(room);
    size_t read = 0;
    for (size_t i = 0; i < held.count; i++) {
      const cvs_unit_run got = cvs_unit_held_read(held.sheet[i], f.row_size, room);
      read = assert_same_rows(&f, &got, read);
    }
    assert_int_equal(read, ROWS);
    assert_int_equal(held.rows, ROWS);
    assert_int_equal(cvs_unit_held_size(&held, f.store), cvs_unit_store_used(f.store));
    cvs_free(room);
    cvs_unit_held_clear(&held, f.store);
    free_fixture(&f);
  }
}

/* What makes it worth while: 10 bytes of a name, two of flags and kind, one of the cell. */
static void a_short_row_takes_13_bytes(void **state) {
  (void)state;
  fixture f = new_fixture(&(cvs_unit_form){.has_time = false});
  for (size_t i = 0; i < ROWS; i++) {
    set_name(&f, i, 10);
    row_of(&f, i)->cell = i % 2;
    row_of(&f, i)->step = 0;
  }
  const cvs_unit_run run = run_of(&f, 0, ROWS);
  cvs_unit_held held = {0};
  size_t taken = 0;

  assert_int_equal(cvs_unit_held_add(&held, f.store, &run, f.row_size, &taken), CVS_OK);

  assert_int_equal(held.count, 16); /* of 313 rows: 4069 bytes, and no room for the longest row there can be */
  cvs_unit_held_clear(&held, f.store);
  free_fixture(&f);
}

static void cells_are_translated_but_no_cell_stays_none(void **state) {
  (void)state;
  static const uint32_t global[] = {1000, 2000};
  fixture f = new_fixture(&(cvs_unit_form){.has_time = false});
  row_of(&f, 0)->cell = 1;
  row_of(&f, 1)->cell = CVS_UNIT_NO_CELL;
  cvs_unit_run run = run_of(&f, 0, 2);
  run.global = global;
  cvs_unit_held held = {0};
  size_t taken = 0;
  char *room = cvs_malloc(cvs_unit_held_room(f.store, f.row_size));
  assert_non_null(room);

  assert_int_equal(cvs_unit_held_add(&held, f.store, &run, f.row_size, &taken), CVS_OK);
  const cvs_unit_run got = cvs_unit_held_read(held.sheet[0], f.row_size, room);

  assert_int_equal(cvs_unit_run_row(&got, f.row_size, 0)->cell, 2000);
  assert_true(cvs_unit_run_row(&got, f.row_size, 1)->cell == CVS_UNIT_NO_CELL);
  assert_null(got.global);
  cvs_free(room);
  cvs_unit_held_clear(&held, f.store);
  free_fixture(&f);
}

static void rows_are_taken_up_to_a_name_that_is_too_long(void **state) {
  (void)state;
  fixture f = new_fixture(&(cvs_unit_form){.has_time = false});
  set_name(&f, 20, CVS_UNIT_HELD_NAME_MAX + 1);
  const cvs_unit_run run = run_of(&f, 0, ROWS);
  cvs_unit_held held = {0};
  size_t taken = 0;

  assert_int_equal(cvs_unit_held_add(&held, f.store, &run, f.row_size, &taken), CVS_OK);

  assert_int_equal(taken, 20);
  assert_int_equal(held.rows, 20);
  cvs_unit_held_clear(&held, f.store);
  free_fixture(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_come_back_as_they_were_whatever_their_form),
      cmocka_unit_test(a_short_row_takes_13_bytes),
      cmocka_unit_test(cells_are_translated_but_no_cell_stays_none),
      cmocka_unit_test(rows_are_taken_up_to_a_name_that_is_too_long),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

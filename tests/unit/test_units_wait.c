/* When rows of users wait for their tables, and when no longer. */
#include "data/units_state.h"

#include <stdio.h>
#include <time.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { ROWS = 300000, ANY_PART = 77 };

static uint32_t arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell;
}

typedef struct fixture {
  cvs_units *units;
  cvs_unit_rows *rows;
  cvs_unit_desk desk;
  size_t next; /* number of the next row */
} fixture;

static fixture new_fixture(const cvs_unit_terms *terms) {
  fixture f = {.next = 0};
  const cvs_unit_form form = cvs_unit_form_of(terms);
  assert_int_equal(cvs_units_new(terms, arm_of, NULL, &f.units, NULL), CVS_OK);
  assert_int_equal(cvs_unit_rows_new(&form, &f.rows), CVS_OK);
  return f;
}

/* A round of so many rows, of `users` users in turn. */
static void fold_rows(fixture *f, size_t rows, size_t users) {
  cvs_unit_rows_begin(f->rows, &f->desk);
  for (size_t i = 0; i < rows; i++, f->next++) {
    char name[16];
    const int length = snprintf(name, sizeof name, "u%09zu", f->next % users);
    const cvs_unit_row row = {.key = name, .key_length = (size_t)length, .time = (int64_t)f->next};
    assert_int_equal(cvs_unit_rows_add(f->rows, &row), CVS_OK);
  }
  assert_int_equal(cvs_unit_rows_deal(f->rows), CVS_OK);
  for (unsigned part = 0; part < CVS_PARTS; part++)
    assert_int_equal(cvs_units_fold(f->units, part, (const cvs_unit_rows *const *)&f->rows, 1, NULL), CVS_OK);
  assert_int_equal(cvs_units_settle(f->units, NULL), CVS_OK);
}

static void fold_round(fixture *f, size_t users) {
  fold_rows(f, ROWS, users);
}

static cvs_status count_rows(void *context, unsigned part, const cvs_unit *unit) {
  (void)part;
  *(uint64_t *)context += unit->rows;
  return CVS_OK;
}

typedef struct pause {
  uint64_t parts[CVS_PARTS];
} pause;

/* Waits at the first unit of a part, so that as many parts as may be are at it together. */
static cvs_status count_slowly(void *context, unsigned part, const cvs_unit *unit) {
  pause *p = context;
  if (p->parts[part] == 0)
    (void)nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
  p->parts[part] += unit->rows;
  return CVS_OK;
}

static void free_fixture(fixture *f) {
  cvs_units_free(f->units);
  cvs_unit_rows_free(f->rows);
  cvs_unit_desk_free(&f->desk);
}

static void end(fixture *f, size_t users) {
  uint64_t rows = 0;
  cvs_units_quality quality;
  assert_int_equal(cvs_units_finish(f->units, 1, count_rows, &rows, NULL), CVS_OK);
  cvs_units_get_quality(f->units, &quality);
  assert_int_equal(quality.units, users);
  assert_int_equal(rows, f->next);
  free_fixture(f);
}

static size_t waiting(const fixture *f) {
  return f->units->part[ANY_PART].held.rows;
}

static size_t folded(const fixture *f) {
  return f->units->part[ANY_PART].table.entries.count;
}

static void rows_wait_to_the_end_where_each_is_another_users(void **state) {
  (void)state;
  fixture f = new_fixture(&(cvs_unit_terms){.has_value = false});

  for (int round = 0; round < 3; round++)
    fold_round(&f, SIZE_MAX);

  assert_false(f.units->is_crowded);
  assert_in_range(waiting(&f), 1, f.next);
  assert_int_equal(folded(&f), 0);
  assert_int_equal(f.units->part[0].held.rows, 0);
  assert_int_equal(f.units->part[0].table.entries.count, f.units->scout_rows);
  /* 13 bytes each, in 256 parts with a chunk that is half empty, and one part in entries */
  assert_true(cvs_unit_store_peak(f.units->store) < 13 * f.next + CVS_PARTS * 8192);
  end(&f, f.next);
}

/* Two rounds of new users, then the same ones again: from two rows a user on, none waits. */
static void rows_wait_no_longer_once_users_have_two_each(void **state) {
  (void)state;
  const size_t users = 2 * ROWS;
  fixture f = new_fixture(&(cvs_unit_terms){.has_value = false});

  for (int round = 0; round < 3; round++) {
    fold_round(&f, users);
    assert_false(f.units->is_crowded);
    assert_int_equal(folded(&f), 0);
  }
  fold_round(&f, users);
  assert_true(f.units->is_crowded);
  fold_round(&f, users);

  assert_int_equal(waiting(&f), 0);
  assert_in_range(folded(&f), 1, users);
  end(&f, users);
}

/* What waits takes two chunks of 8 KB a part, and its tables would take more than one. Less than three quarters of 6
 * MB: nothing goes to disk. */
static void rows_wait_on_where_their_tables_might_not_fit(void **state) {
  (void)state;
  for (uint64_t memory = 6; memory <= 10; memory += 4) {
    fixture f = new_fixture(&(cvs_unit_terms){.memory = memory << 20});

    fold_round(&f, 50000);

    assert_int_equal(f.units->is_crowded, memory == 10);
    assert_null(f.units->file);
    assert_in_range(cvs_unit_store_used(f.units->store), 4 << 20, 6 << 20);
    end(&f, 50000);
  }
}

/* What waits takes 12 MB, and the table of a part an eighth of one. */
static void tables_are_made_by_as_many_threads_as_memory_has_room_for(void **state) {
  (void)state;
  const uint64_t memory = 17 << 20;
  pause p = {{0}};
  fixture f = new_fixture(&(cvs_unit_terms){.memory = memory});
  for (int round = 0; round < 3; round++)
    fold_round(&f, SIZE_MAX);
  assert_in_range(cvs_unit_store_used(f.units->store), 12 << 20, 13 << 20);

  assert_int_equal(cvs_units_finish(f.units, 64, count_slowly, &p, NULL), CVS_OK);

  uint64_t rows = 0;
  for (size_t i = 0; i < CVS_PARTS; i++)
    rows += p.parts[i];
  assert_int_equal(rows, f.next);
  assert_null(f.units->file);
  assert_in_range(cvs_unit_store_peak(f.units->store), 13 << 20, memory);
  free_fixture(&f);
}

/* Of few rows nobody can tell how it will go on: 100 users with 300 each, then many with one. */
static void the_first_rows_do_not_decide(void **state) {
  (void)state;
  fixture f = new_fixture(&(cvs_unit_terms){.has_value = false});

  fold_rows(&f, 0, 100);
  fold_rows(&f, 30000, 100);
  assert_in_range(f.units->scout_rows, 0, 1023);
  fold_round(&f, SIZE_MAX);

  assert_false(f.units->is_crowded);
  assert_in_range(waiting(&f), 1, f.next);
  end(&f, ROWS + 100);
}

static void events_do_not_wait(void **state) {
  (void)state;
  fixture f = new_fixture(&(cvs_unit_terms){.events = true, .has_time = true});

  fold_round(&f, SIZE_MAX);

  assert_int_equal(waiting(&f), 0);
  assert_in_range(folded(&f), 1, f.next);
  end(&f, f.next);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_wait_to_the_end_where_each_is_another_users),
      cmocka_unit_test(rows_wait_no_longer_once_users_have_two_each),
      cmocka_unit_test(rows_wait_on_where_their_tables_might_not_fit),
      cmocka_unit_test(tables_are_made_by_as_many_threads_as_memory_has_room_for),
      cmocka_unit_test(the_first_rows_do_not_decide),
      cmocka_unit_test(events_do_not_wait),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

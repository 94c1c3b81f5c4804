/* One part of the units, in memory: rows in batches across runs, and what was kept played in its order. */
#include "base/mem.h"
#include "support/part_fixture.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef part_fixture fixture;

static fixture *new_fixture(const cvs_unit_terms *terms) {
  fixture *f = cvs_calloc(1, sizeof *f);
  assert_non_null(f);
  part_fixture_begin(f, terms);
  return f;
}

static void free_fixture(fixture *f) {
  part_fixture_end(f);
  cvs_free(f);
}

/* `count` rows side by side, of users u0, u1 ... in turn, one microsecond apart from `time` on. */
static char *make_rows(const fixture *f, size_t count, size_t user_count, int64_t time) {
  char *rows = cvs_calloc(count, f->rules.row_size);
  assert_non_null(rows);
  for (size_t i = 0; i < count; i++) {
    char name[16];
    const size_t length = (size_t)snprintf(name, sizeof name, "u%u", (unsigned)(i % user_count));
    cvs_unit_stored *row = (void *)(rows + i * f->rules.row_size);
    row->key = cvs_unit_key_inline(name, length);
    row->cell = i % 2 ? 1 : CVS_UNIT_NO_CELL;
    if (f->rules.terms.has_time)
      row->more[0] = time + (int64_t)i;
  }
  return rows;
}

static cvs_status fold(fixture *f, const cvs_unit_run *run, size_t count, cvs_error *error) {
  return cvs_unit_part_fold(&f->part, &f->rules, (cvs_unit_runs){run, count}, error);
}

/* Of ten users in turn. */
static void assert_each_has_its_rows(const fixture *f, size_t count) {
  const size_t units = count < 10 ? count : 10;
  assert_int_equal(f->part.table.entries.count, units);
  for (size_t i = 0; i < units; i++)
    assert_int_equal(cvs_unit_table_at(&f->part.table, i)->rows, count / 10 + (i < count % 10));
}

/* All numbers of rows around a batch: none is lost, none is taken twice. */
static void every_row_of_every_run_is_folded_once(void **state) {
  (void)state;
  for (size_t count = 0; count <= 2 * CVS_UNIT_BATCH + 2; count++) {
    fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});
    char *rows = make_rows(f, count, 10, 0);
    const cvs_unit_run run[] = {{.rows = rows, .count = count / 3},
                                {.rows = rows + count / 3 * f->rules.row_size, .count = 0},
                                {.rows = rows + count / 3 * f->rules.row_size, .count = count - count / 3}};

    assert_int_equal(fold(f, run, 3, NULL), CVS_OK);

    assert_each_has_its_rows(f, count);
    cvs_free(rows);
    free_fixture(f);
  }
}

/* The same of rows that lie near. */
static void every_row_of_a_run_that_lies_near_is_folded_once(void **state) {
  (void)state;
  for (size_t count = 0; count <= 2 * CVS_UNIT_BATCH + 2; count++) {
    fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});
    char *rows = make_rows(f, count, 10, 0);

    assert_int_equal(cvs_unit_part_fold_near(&f->part, &f->rules, &(cvs_unit_run){.rows = rows, .count = count}, NULL),
                     CVS_OK);

    assert_each_has_its_rows(f, count);
    cvs_free(rows);
    free_fixture(f);
  }
}

static void cells_are_translated_but_no_cell_stays_none(void **state) {
  (void)state;
  static const uint32_t global[] = {8, 9};
  fixture *f = new_fixture(&(cvs_unit_terms){.has_value = false});
  char *rows = make_rows(f, 2, 2, 0);
  const cvs_unit_run run = {.rows = rows, .count = 2, .global = global};

  assert_int_equal(fold(f, &run, 1, NULL), CVS_OK);

  assert_true(cvs_unit_table_at(&f->part.table, 0)->cell == CVS_UNIT_NO_CELL);
  assert_int_equal(cvs_unit_table_at(&f->part.table, 1)->cell, 9);
  cvs_free(rows);
  free_fixture(f);
}

static void what_is_collected_changes_no_unit_before_the_replay(void **state) {
  (void)state;
  fixture *f = new_fixture(&(cvs_unit_terms){.events = true, .has_time = true, .collect = true});
  char *late = make_rows(f, 30, 3, 1000), *early = make_rows(f, 30, 3, 0);
  const cvs_unit_run run[] = {{.rows = late, .count = 30}, {.rows = early, .count = 30}};
  assert_int_equal(fold(f, run, 2, NULL), CVS_OK);
  assert_int_equal(f->part.kept.count, 60);
  assert_int_equal(cvs_unit_table_at(&f->part.table, 0)->flags, 0);

  assert_int_equal(cvs_unit_part_replay(&f->part, &f->rules, NULL), CVS_OK);

  const int64_t entered[] = {3, 1, 5}; /* the first row with an arm: rows with odd numbers have one */
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(cvs_unit_table_at(&f->part.table, i)->more[f->rules.entered], entered[i]);
  assert_int_equal(f->part.rows_before, 2);
  assert_int_equal(f->part.kept.count, 0);
  cvs_free(late);
  cvs_free(early);
  free_fixture(f);
}

static void each_failure_has_its_sentence(void **state) {
  (void)state;
  cvs_error disordered = {0}, value = {0}, rows_error = {0};
  fixture *f = new_fixture(&(cvs_unit_terms){.events = true, .has_time = true});
  char *late = make_rows(f, 2, 1, 1000), *early = make_rows(f, 2, 1, 0);
  const cvs_unit_run run[] = {{.rows = late, .count = 2}, {.rows = early, .count = 2}};
  fixture *g = new_fixture(&(cvs_unit_terms){.has_value = true});
  char *spent = make_rows(g, 2, 1, 0);
  for (size_t i = 0; i < 2; i++)
    ((cvs_unit_stored *)(void *)(spent + i * g->rules.row_size))->more[0] = INT64_MAX;
  const cvs_unit_run spent_run = {.rows = spent, .count = 2};

  assert_int_equal(fold(f, run, 2, &disordered), CVS_EUNDEF);
  assert_int_equal(fold(g, &spent_run, 1, &value), CVS_EDATA);
  cvs_unit_table_at(&g->part.table, 0)->rows = UINT32_MAX;
  assert_int_equal(fold(g, &spent_run, 1, &rows_error), CVS_ELIMIT);

  assert_true(f->part.disordered);
  assert_false(g->part.disordered);
  assert_string_equal(disordered.message, "the events of one user do not come in the order of time");
  assert_string_equal(value.message,
                      "the values (--value) of user \"u0\" add up to more than 9.2 x 10^12 in size, expected less");
  assert_string_equal(rows_error.message, "more than 4,294,967,295 rows of one user, or 500,000,000,000 users");
  cvs_free(late);
  cvs_free(early);
  cvs_free(spent);
  free_fixture(f);
  free_fixture(g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_row_of_every_run_is_folded_once),
      cmocka_unit_test(every_row_of_a_run_that_lies_near_is_folded_once),
      cmocka_unit_test(cells_are_translated_but_no_cell_stays_none),
      cmocka_unit_test(what_is_collected_changes_no_unit_before_the_replay),
      cmocka_unit_test(each_failure_has_its_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Rows of units, dealt to their parts. */
#include "data/unit_run.h"

#include "data/blocks.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { MANY = 30000 };

static cvs_unit_desk desk;

static cvs_unit_rows *new_rows(bool has_time, bool has_value) {
  const cvs_unit_form form = {has_time, has_value, true, 0};
  cvs_unit_rows *rows = NULL;
  assert_int_equal(cvs_unit_rows_new(&form, &rows), CVS_OK);
  cvs_unit_rows_begin(rows, &desk);
  return rows;
}

static void drop(cvs_unit_rows *rows) {
  cvs_unit_rows_free(rows);
  cvs_unit_desk_free(&desk);
}

static void add(cvs_unit_rows *rows, const char *name, size_t length, int64_t number) {
  const cvs_unit_row row = {.key = name,
                            .key_length = length,
                            .cell = (uint32_t)(number % 3),
                            .kind = CVS_UNIT_CONVERTED,
                            .step = (uint8_t)(1 + number % 32),
                            .steps = (uint32_t)number * 3,
                            .time = number,
                            .value = -number};
  assert_int_equal(cvs_unit_rows_add(rows, &row), CVS_OK);
}

static size_t make_name(char *name, size_t room, int64_t number) {
  return (size_t)snprintf(name, room, number % 4 ? "u%lld" : "a name that is not inline %lld", (long long)number);
}

/* What a stored row's name is, in bytes. */
static void assert_names(const cvs_unit_run *run, const cvs_unit_stored *row, int64_t number) {
  char name[48];
  const size_t length = make_name(name, sizeof name, number);
  if (length <= CVS_UNIT_KEY_INLINE) {
    const cvs_unit_key key = cvs_unit_key_inline(name, length);
    assert_memory_equal(&key, &row->key, sizeof key);
    assert_int_equal(cvs_unit_stored_name_length(row), 0);
    return;
  }
  assert_int_equal(cvs_unit_stored_name_length(row), length);
  assert_memory_equal(run->names + row->key.word[0], name, length);
}

static void every_row_lies_with_its_part_in_the_order_of_the_file(void **state) {
  (void)state;
  cvs_unit_rows *rows = new_rows(true, true);
  const size_t row_size = cvs_unit_stored_size(&(cvs_unit_form){true, true, true, 0});
  char name[48];
  for (int64_t i = 0; i < MANY; i++)
    add(rows, name, make_name(name, sizeof name, i), i);

  assert_int_equal(cvs_unit_rows_deal(rows), CVS_OK);

  size_t met = 0;
  for (unsigned part = 0; part < CVS_PARTS; part++) {
    const cvs_unit_run run = cvs_unit_rows_part(rows, part);
    int64_t last = -1;
    for (size_t i = 0; i < run.count; i++, met++) {
      const cvs_unit_stored *row = cvs_unit_run_row(&run, row_size, i);
      const int64_t number = row->more[0];
      assert_true(number > last);
      last = number;
      assert_names(&run, row, number);
      assert_int_equal(row->part, part);
      assert_int_equal(row->more[1], -number);
      assert_int_equal(row->more[2], number * 3);
      assert_int_equal(row->cell, number % 3);
      assert_int_equal(row->step, 1 + number % 32);
      assert_int_equal(row->kind, CVS_UNIT_CONVERTED);
    }
  }
  assert_int_equal(met, MANY);
  drop(rows);
}

static void a_name_is_always_dealt_to_the_same_part(void **state) {
  (void)state;
  cvs_unit_rows *rows = new_rows(false, false);
  for (int i = 0; i < 100; i++) {
    add(rows, "u-123", 5, 0);
    add(rows, "7b1c2d3e-0f4a-4b5c-8d6e-7f8091a2b3c4", 36, 0);
  }

  assert_int_equal(cvs_unit_rows_deal(rows), CVS_OK);

  size_t parts = 0;
  for (unsigned part = 0; part < CVS_PARTS; part++)
    parts += cvs_unit_rows_part(rows, part).count > 0;
  assert_true(parts == 1 || parts == 2);
  drop(rows);
}

static void rows_of_another_block_are_filled_anew_in_the_same_memory(void **state) {
  (void)state;
  cvs_unit_rows *rows = new_rows(false, false);
  static const uint32_t global[] = {5, 6, 7};
  char name[48];
  for (int64_t i = 0; i < MANY; i++)
    add(rows, name, make_name(name, sizeof name, i), i);
  assert_int_equal(cvs_unit_rows_deal(rows), CVS_OK);
  cvs_unit_rows_translate(rows, global);
  const cvs_unit_run before = cvs_unit_rows_part(rows, 0);

  cvs_unit_rows_begin(rows, &desk);
  for (int64_t i = 0; i < MANY; i++)
    add(rows, name, make_name(name, sizeof name, i), i);
  assert_int_equal(cvs_unit_rows_deal(rows), CVS_OK);

  const cvs_unit_run after = cvs_unit_rows_part(rows, 0);
  assert_ptr_equal(before.global, global);
  assert_null(after.global); /* numbers of the last block say nothing of this one */
  assert_ptr_equal(after.rows, before.rows);
  assert_int_equal(after.count, before.count);
  drop(rows);
}

static void no_rows_are_dealt_to_no_part(void **state) {
  (void)state;
  cvs_unit_rows *rows = new_rows(true, false);

  assert_int_equal(cvs_unit_rows_deal(rows), CVS_OK);

  for (unsigned part = 0; part < CVS_PARTS; part++)
    assert_int_equal(cvs_unit_rows_part(rows, part).count, 0);
  drop(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_row_lies_with_its_part_in_the_order_of_the_file),
      cmocka_unit_test(a_name_is_always_dealt_to_the_same_part),
      cmocka_unit_test(rows_of_another_block_are_filled_anew_in_the_same_memory),
      cmocka_unit_test(no_rows_are_dealt_to_no_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Cells found by four keys. */
#include "data/cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static cvs_status add(cvs_cells *cells, const uint32_t key[4], cvs_sample sample) {
  const cvs_cell more = {.group = key[0], .variant = key[1], .stratum = key[2], .day = key[3], .sample = sample};
  return cvs_cells_add(cells, &more, NULL);
}

static void samples_with_the_same_keys_are_added(void **state) {
  (void)state;
  cvs_cells cells = {0};

  assert_int_equal(add(&cells, (const uint32_t[]){1, 2, 3, 4}, (cvs_sample){10, 1}), CVS_OK);
  assert_int_equal(add(&cells, (const uint32_t[]){1, 2, 3, 4}, (cvs_sample){20, 2}), CVS_OK);

  assert_int_equal(cells.count, 1);
  assert_int_equal(cells.cell[0].sample.visitors, 30);
  assert_int_equal(cells.cell[0].sample.conversions, 3);
  cvs_cells_free(&cells);
}

static void each_key_tells_cells_apart(void **state) {
  (void)state;
  static const uint32_t keys[][4] = {{0, 0, 0, 1}, {0, 0, 1, 0}, {0, 1, 0, 0}, {1, 0, 0, 0}};
  cvs_cells cells = {0};

  for (size_t i = 0; i < 4; i++)
    assert_int_equal(add(&cells, keys[i], (cvs_sample){1, 0}), CVS_OK);

  assert_int_equal(cells.count, 4);
  cvs_cells_free(&cells);
}

static void many_cells_stay_in_order_and_are_found_again(void **state) {
  (void)state;
  enum { COUNT = 100000 };
  cvs_cells cells = {0};

  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < COUNT; i++)
      assert_int_equal(add(&cells, (const uint32_t[]){i / 2, i % 2, 0, 0}, (cvs_sample){i, 0}), CVS_OK);

  assert_int_equal(cells.count, COUNT);
  for (uint32_t i = 0; i < COUNT; i++) {
    assert_int_equal(cells.cell[i].group, i / 2);
    assert_int_equal(cells.cell[i].sample.visitors, 2 * i);
  }
  cvs_cells_free(&cells);
}

static void a_sum_beyond_2_to_the_53_changes_nothing(void **state) {
  (void)state;
  cvs_sample sum = {UINT64_C(9007199254740990), 5};

  assert_int_equal(cvs_sample_add(&sum, &(cvs_sample){1, 1}), CVS_OK);
  assert_int_equal(cvs_sample_add(&sum, &(cvs_sample){1, 1}), CVS_EDATA);

  assert_int_equal(sum.visitors, UINT64_C(9007199254740991));
  assert_int_equal(sum.conversions, 6);
}

static void values_steps_and_units_before_are_added_as_well(void **state) {
  (void)state;
  cvs_cells cells = {.step_count = 2};
  const cvs_cell more = {.group = 3, .sample = {1, 1}, .before = 2, .value = -5};

  assert_int_equal(cvs_cells_add(&cells, &more, (const uint64_t[]){1, 0}), CVS_OK);
  assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){.group = 4}, NULL), CVS_OK);
  assert_int_equal(cvs_cells_add(&cells, &more, (const uint64_t[]){1, 1}), CVS_OK);

  assert_int_equal(cells.count, 2);
  assert_int_equal(cells.cell[0].before, 4);
  assert_true(cells.cell[0].value == -10);
  assert_memory_equal(cells.step, ((const uint64_t[]){2, 1, 0, 0}), 4 * sizeof(uint64_t));
  cvs_cells_free(&cells);
}

/* Cells are emptied one by one where they are few among the slots, all at once where they are many. */
static void emptied_cells_are_all_gone_whether_few_or_many(void **state) {
  (void)state;
  static const uint32_t counts[] = {10000, 7, 600, 0, 3000, 1};
  cvs_cells cells = {0};

  for (size_t round = 0; round < sizeof counts / sizeof counts[0]; round++) {
    for (uint32_t i = 0; i < counts[round]; i++)
      assert_int_equal(add(&cells, (const uint32_t[]){i, (uint32_t)round, 0, 0}, (cvs_sample){1, 0}), CVS_OK);
    assert_int_equal(cells.count, counts[round]);
    cvs_cells_clear(&cells);
    assert_int_equal(cells.count, 0);
    for (size_t slot = 0; slot < cells.slot_count; slot++)
      assert_int_equal(cells.slot[slot], 0);
  }
  cvs_cells_free(&cells);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_steps_and_units_before_are_added_as_well),
      cmocka_unit_test(emptied_cells_are_all_gone_whether_few_or_many),
      cmocka_unit_test(samples_with_the_same_keys_are_added),
      cmocka_unit_test(each_key_tells_cells_apart),
      cmocka_unit_test(many_cells_stay_in_order_and_are_found_again),
      cmocka_unit_test(a_sum_beyond_2_to_the_53_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

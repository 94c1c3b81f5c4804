/* Cells found by four keys. */
#include "data/cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void samples_with_the_same_keys_are_added(void **state) {
  (void)state;
  cvs_cells cells = {0};

  assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){1, 2, 3, 4, {10, 1}}), CVS_OK);
  assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){1, 2, 3, 4, {20, 2}}), CVS_OK);

  assert_int_equal(cells.count, 1);
  assert_int_equal(cells.cell[0].sample.visitors, 30);
  assert_int_equal(cells.cell[0].sample.conversions, 3);
  cvs_cells_free(&cells);
}

static void each_key_tells_cells_apart(void **state) {
  (void)state;
  static const cvs_cell keys[] = {
      {0, 0, 0, 1, {1, 0}}, {0, 0, 1, 0, {1, 0}}, {0, 1, 0, 0, {1, 0}}, {1, 0, 0, 0, {1, 0}}};
  cvs_cells cells = {0};

  for (size_t i = 0; i < 4; i++)
    assert_int_equal(cvs_cells_add(&cells, &keys[i]), CVS_OK);

  assert_int_equal(cells.count, 4);
  cvs_cells_free(&cells);
}

static void many_cells_stay_in_order_and_are_found_again(void **state) {
  (void)state;
  enum { COUNT = 100000 };
  cvs_cells cells = {0};

  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < COUNT; i++)
      assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){i / 2, i % 2, 0, 0, {i, 0}}), CVS_OK);

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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(samples_with_the_same_keys_are_added),
      cmocka_unit_test(each_key_tells_cells_apart),
      cmocka_unit_test(many_cells_stay_in_order_and_are_found_again),
      cmocka_unit_test(a_sum_beyond_2_to_the_53_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

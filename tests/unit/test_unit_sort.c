/* Kept rows by unit, then time, then as they came. */
#include "data/unit_sort.h"

#include "base/mem.h"
#include "num/num.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct rows {
  cvs_unit_store *store;
  cvs_unit_list list;
} rows;

static rows new_rows(void) {
  rows r = {.list.item_size = sizeof(cvs_unit_fact)};
  assert_int_equal(cvs_unit_store_new(1 << 12, false, &r.store), CVS_OK);
  return r;
}

static void free_rows(rows *r) {
  cvs_unit_list_clear(&r->list, r->store);
  cvs_unit_store_free(r->store);
}

static void add(rows *r, uint32_t unit, int64_t time) {
  assert_int_equal(cvs_unit_list_reserve(&r->list, r->store, 1), CVS_OK);
  cvs_unit_fact *fact = cvs_unit_list_at(&r->list, r->list.count++);
  *fact = (cvs_unit_fact){.unit = unit, .time = time};
}

/* What the order means, between neighbours: with each row there once, nothing else is left. */
static void assert_in_order(const rows *r, const cvs_unit_turn *turn) {
  uint8_t *seen = cvs_calloc(r->list.count, 1);
  assert_non_null(seen);
  for (size_t i = 0; i < r->list.count; i++) {
    const cvs_unit_fact *fact = cvs_unit_list_at(&r->list, turn[i].row);
    assert_int_equal(turn[i].time, fact->time);
    assert_int_equal(seen[turn[i].row]++, 0);
    if (i == 0)
      continue;
    const cvs_unit_fact *last = cvs_unit_list_at(&r->list, turn[i - 1].row);
    assert_true(last->unit < fact->unit ||
                (last->unit == fact->unit &&
                 (last->time < fact->time || (last->time == fact->time && turn[i - 1].row < turn[i].row))));
  }
  cvs_free(seen);
}

static void rows_come_by_unit_and_time_and_equal_times_as_they_came(void **state) {
  (void)state;
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(7, &rng), CVS_OK);
  for (uint32_t units = 1; units <= 1000; units *= 10) {
    rows r = new_rows();
    for (int i = 0; i < 3000; i++)
      add(&r, (uint32_t)cvs_rng_below(rng, units), (int64_t)cvs_rng_below(rng, 500) - 250);
    cvs_unit_turn *turn = NULL;

    assert_int_equal(cvs_unit_sort(&r.list, units, &turn), CVS_OK);

    assert_in_order(&r, turn);
    cvs_free(turn);
    free_rows(&r);
  }
  cvs_rng_free(rng);
}

static void every_length_of_one_unit_is_sorted(void **state) {
  (void)state;
  for (int64_t length = 1; length <= 70; length++) {
    rows r = new_rows();
    for (int64_t i = 0; i < length; i++)
      add(&r, 0, i * 37 % length); /* mixed, with ties where 37 divides */
    cvs_unit_turn *turn = NULL;

    assert_int_equal(cvs_unit_sort(&r.list, 1, &turn), CVS_OK);

    assert_in_order(&r, turn);
    cvs_free(turn);
    free_rows(&r);
  }
}

static void its_memory_is_told_beforehand(void **state) {
  (void)state;

  assert_int_equal(cvs_unit_sort_size(0, 100), 0);
  assert_int_equal(cvs_unit_sort_size(10, 3), 2 * 10 * sizeof(cvs_unit_turn) + 4 * sizeof(uint32_t));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_come_by_unit_and_time_and_equal_times_as_they_came),
      cmocka_unit_test(every_length_of_one_unit_is_sorted),
      cmocka_unit_test(its_memory_is_told_beforehand),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

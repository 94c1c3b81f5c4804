/* Cells to tables: against sums made the plain way. */
#include "data/summarise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { GROUPS = 7, VARIANTS = 5, STRATA = 4, DAYS = 6, CELLS = 400 };

/* Days by index: 3 and 5 are the same day, as two files may write it. */
static const int64_t day_of[DAYS] = {50, 10, 40, 20, 30, 20};

static uint32_t draw(uint32_t *state, uint32_t below) {
  *state = *state * 1664525U + 1013904223U; /* Numerical Recipes' quick generator */
  return (*state >> 8) % below;
}

static void fill(cvs_cells *cells) {
  uint32_t state = 7;
  for (size_t i = 0; i < CELLS; i++) {
    cvs_cell cell = {draw(&state, GROUPS), draw(&state, VARIANTS), draw(&state, STRATA), draw(&state, DAYS), {0, 0}};
    cell.sample.visitors = 10 + draw(&state, 90);
    cell.sample.conversions = draw(&state, 10);
    /* variants 3 and 4 are only in the last groups */
    if (cell.variant < 3 || cell.group > 4)
      assert_int_equal(cvs_cells_add(cells, &cell), CVS_OK);
  }
}

/* Which cells are summed; UINT32_MAX or INT64_MAX: all. */
typedef struct selection {
  uint32_t group, variant, stratum;
  int64_t day;
} selection;

static cvs_sample sum_plainly(const cvs_cells *cells, const selection *wanted) {
  cvs_sample sum = {0, 0};
  for (size_t i = 0; i < cells->count; i++) {
    const cvs_cell *const cell = &cells->cell[i];
    if (cell->group != wanted->group || cell->variant != wanted->variant ||
        (wanted->stratum != UINT32_MAX && cell->stratum != wanted->stratum) ||
        (wanted->day != INT64_MAX && day_of[cell->day] != wanted->day))
      continue;
    sum.visitors += cell->sample.visitors;
    sum.conversions += cell->sample.conversions;
  }
  return sum;
}

static void check_sample(const cvs_cells *cells, cvs_sample got, selection wanted) {
  const cvs_sample want = sum_plainly(cells, &wanted);
  assert_int_equal(got.visitors, want.visitors);
  assert_int_equal(got.conversions, want.conversions);
}

static void check_group(const cvs_cells *cells, const cvs_group *group, uint32_t index) {
  for (size_t arm = 0; arm < group->arm_count; arm++) {
    const uint32_t variant = group->variant[arm];
    check_sample(cells, group->arm[arm], (selection){index, variant, UINT32_MAX, INT64_MAX});
    for (size_t row = 0; row < group->stratum_count; row++)
      check_sample(cells, group->stratum_arm[row * group->arm_count + arm],
                   (selection){index, variant, group->stratum[row], INT64_MAX});
    for (size_t row = 0; row < group->day_count; row++)
      check_sample(cells, group->day_arm[row * group->arm_count + arm],
                   (selection){index, variant, UINT32_MAX, group->day[row]});
  }
}

static void every_table_holds_the_sums_of_its_cells(void **state) {
  (void)state;
  cvs_cells cells = {0};
  fill(&cells);
  const cvs_summary_input input = {&cells, GROUPS, true, true, day_of, DAYS};
  cvs_summary summary;
  cvs_error error = {0};

  assert_int_equal(cvs_summarise(&input, &summary, &error), CVS_OK);

  for (uint32_t g = 0; g < GROUPS; g++) {
    cvs_group group;
    cvs_summary_group(&summary, g, &group);
    assert_int_equal(group.arm_count, g > 4 ? VARIANTS : 3);
    assert_int_equal(group.stratum_count, STRATA);
    assert_int_equal(group.day_count, DAYS - 1);
    check_group(&cells, &group, g);
  }
  cvs_summary_free(&summary);
  cvs_cells_free(&cells);
}

static void days_written_in_two_ways_are_one_row_in_the_order_of_time(void **state) {
  (void)state;
  cvs_cells cells = {0};
  for (uint32_t day = 0; day < DAYS; day++)
    assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){0, 0, 0, day, {10 + day, 1}}), CVS_OK);
  const cvs_summary_input input = {&cells, 1, false, true, day_of, DAYS};
  cvs_summary summary;
  cvs_group group;

  assert_int_equal(cvs_summarise(&input, &summary, NULL), CVS_OK);
  cvs_summary_group(&summary, 0, &group);

  const int64_t want[] = {10, 20, 30, 40, 50};
  assert_int_equal(group.day_count, 5);
  assert_memory_equal(group.day, want, sizeof want);
  assert_int_equal(group.day_arm[1].visitors, 13 + 15);
  assert_int_equal(group.stratum_count, 0);
  cvs_summary_free(&summary);
  cvs_cells_free(&cells);
}

static void sums_beyond_2_to_the_53_are_refused(void **state) {
  (void)state;
  cvs_cells cells = {0};
  assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){0, 0, 0, 0, {UINT64_C(9007199254740991), 0}}), CVS_OK);
  assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){0, 0, 1, 0, {1, 0}}), CVS_OK);
  const cvs_summary_input input = {&cells, 1, true, false, NULL, 0};
  cvs_summary summary;
  cvs_error error = {0};

  assert_int_equal(cvs_summarise(&input, &summary, &error), CVS_EDATA);

  assert_null(summary.arm);
  cvs_cells_free(&cells);
}

static void a_table_beyond_all_memory_is_refused_before_it_is_made(void **state) {
  (void)state;
  cvs_cells cells = {0};
  for (uint32_t i = 0; i < 6000; i++) /* 36,000,000 cells, of which 6,000 are not 0 */
    assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){0, i, i, 0, {1, 0}}), CVS_OK);
  const cvs_summary_input input = {&cells, 1, true, false, NULL, 0};
  cvs_summary summary;
  cvs_error error = {0};

  assert_int_equal(cvs_summarise(&input, &summary, &error), CVS_ELIMIT);

  assert_string_equal(error.message,
                      "the table of strata or days and variants is too large, expected at most 33554432 cells");
  cvs_cells_free(&cells);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_table_holds_the_sums_of_its_cells),
      cmocka_unit_test(days_written_in_two_ways_are_one_row_in_the_order_of_time),
      cmocka_unit_test(sums_beyond_2_to_the_53_are_refused),
      cmocka_unit_test(a_table_beyond_all_memory_is_refused_before_it_is_made),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

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

static cvs_status add(cvs_cells *cells, uint32_t variant, uint32_t stratum, uint32_t day, cvs_sample sample) {
  return cvs_cells_add(cells, &(cvs_cell){.variant = variant, .stratum = stratum, .day = day, .sample = sample}, NULL);
}

static void fill(cvs_cells *cells) {
  uint32_t state = 7;
  for (size_t i = 0; i < CELLS; i++) {
    cvs_cell cell = {.group = draw(&state, GROUPS)};
    cell.variant = draw(&state, VARIANTS);
    cell.stratum = draw(&state, STRATA);
    cell.day = draw(&state, DAYS);
    cell.sample.visitors = 10 + draw(&state, 90);
    cell.sample.conversions = draw(&state, 10);
    /* variants 3 and 4 are only in the last groups */
    if (cell.variant < 3 || cell.group > 4)
      assert_int_equal(cvs_cells_add(cells, &cell, NULL), CVS_OK);
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
  const cvs_summary_input input = {
      .cells = &cells, .group_count = GROUPS, .has_strata = true, .has_days = true, .day = day_of, .day_count = DAYS};
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
    assert_int_equal(add(&cells, 0, 0, day, (cvs_sample){10 + day, 1}), CVS_OK);
  const cvs_summary_input input = {
      .cells = &cells, .group_count = 1, .has_days = true, .day = day_of, .day_count = DAYS};
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
  assert_int_equal(add(&cells, 0, 0, 0, (cvs_sample){UINT64_C(9007199254740991), 0}), CVS_OK);
  assert_int_equal(add(&cells, 0, 1, 0, (cvs_sample){1, 0}), CVS_OK);
  const cvs_summary_input input = {.cells = &cells, .group_count = 1, .has_strata = true};
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
    assert_int_equal(add(&cells, i, i, 0, (cvs_sample){1, 0}), CVS_OK);
  const cvs_summary_input input = {.cells = &cells, .group_count = 1, .has_strata = true};
  cvs_summary summary;
  cvs_error error = {0};

  assert_int_equal(cvs_summarise(&input, &summary, &error), CVS_ELIMIT);

  assert_string_equal(error.message,
                      "the table of strata or days and variants is too large, expected at most 33554432 cells");
  cvs_cells_free(&cells);
}

static void steps_values_and_units_before_are_summed_by_arm_and_steps_and_values_by_day(void **state) {
  (void)state;
  cvs_cells cells = {.step_count = 2};
  for (uint32_t i = 0; i < 4; i++) {
    const cvs_cell cell = {
        .variant = i / 2, .day = 1 + i % 2, .sample = {5, 1}, .before = 6 + i, .value = (i + 1) * INT64_C(2500000)};
    assert_int_equal(cvs_cells_add(&cells, &cell, (const uint64_t[]){3 + i, i}), CVS_OK);
  }
  const cvs_summary_input input = {.cells = &cells,
                                   .group_count = 1,
                                   .has_days = true,
                                   .has_before = true,
                                   .has_value = true,
                                   .day = day_of,
                                   .day_count = DAYS};
  cvs_summary summary;
  cvs_group group;

  assert_int_equal(cvs_summarise(&input, &summary, NULL), CVS_OK);
  cvs_summary_group(&summary, 0, &group);

  assert_memory_equal(group.arm_before, ((const uint64_t[]){13, 17}), 2 * sizeof(uint64_t));
  assert_memory_equal(group.arm_value, ((const double[]){7.5, 17.5}), 2 * sizeof(double));
  assert_memory_equal(group.arm_step, ((const uint64_t[]){7, 1, 11, 5}), 4 * sizeof(uint64_t));
  /* days 10 and 40, each with both arms */
  assert_memory_equal(group.day_step, ((const uint64_t[]){3, 0, 5, 2, 4, 1, 6, 3}), 8 * sizeof(uint64_t));
  assert_memory_equal(group.day_value, ((const double[]){2.5, 7.5, 5, 10}), 4 * sizeof(double));
  cvs_summary_free(&summary);
  cvs_cells_free(&cells);
}

static void a_sum_of_values_beyond_2_to_the_53_millionths_keeps_its_digits(void **state) {
  (void)state;
  cvs_cells cells = {0};
  const cvs_cell cell = {.value = INT64_C(9000000000000000001)};
  for (int i = 0; i < 10; i++)
    assert_int_equal(cvs_cells_add(&cells, &cell, NULL), CVS_OK);
  const cvs_summary_input input = {.cells = &cells, .group_count = 1, .has_value = true};
  cvs_summary summary;

  assert_int_equal(cvs_summarise(&input, &summary, NULL), CVS_OK);

  assert_true(summary.value[0] == 90000000000000.00001); /* to the nearest double */
  assert_true(summary.amount[0].high == 90 && summary.amount[0].low == 10);
  assert_null(summary.before);
  assert_null(summary.step);
  cvs_summary_free(&summary);
  cvs_cells_free(&cells);
}

/* 3 + 0.53 is 3.5300000000000002; the nearest double of the decimal is what C reads it as. */
static void a_sum_of_values_is_the_double_nearest_to_its_decimals(void **state) {
  (void)state;
  static const struct sum {
    int64_t millionths;
    double want;
  } sums[] = {{3530000, 3.53},
              {-3530000, -3.53},
              {2827200000, 2827.2},
              {INT64_C(9007199254740991), 9007199254.740991},
              {INT64_C(-9007199254740992), -9007199254.740992}};
  for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
    cvs_cells cells = {0};
    cvs_summary summary;
    assert_int_equal(cvs_cells_add(&cells, &(cvs_cell){.value = sums[i].millionths}, NULL), CVS_OK);
    const cvs_summary_input input = {.cells = &cells, .group_count = 1, .has_value = true};

    assert_int_equal(cvs_summarise(&input, &summary, NULL), CVS_OK);

    assert_true(summary.value[0] == sums[i].want);
    cvs_summary_free(&summary);
    cvs_cells_free(&cells);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sum_of_values_is_the_double_nearest_to_its_decimals),
      cmocka_unit_test(steps_values_and_units_before_are_summed_by_arm_and_steps_and_values_by_day),
      cmocka_unit_test(a_sum_of_values_beyond_2_to_the_53_millionths_keeps_its_digits),
      cmocka_unit_test(every_table_holds_the_sums_of_its_cells),
      cmocka_unit_test(days_written_in_two_ways_are_one_row_in_the_order_of_time),
      cmocka_unit_test(sums_beyond_2_to_the_53_are_refused),
      cmocka_unit_test(a_table_beyond_all_memory_is_refused_before_it_is_made),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The tables that matter under two rates. */
#include "support/assert_close.h"
#include "support/power_tables.h"

#include "num/dist.h"

static cvs_power_cells cells_of(uint64_t n1, double p1, uint64_t n2, double p2) {
  cvs_rejection rejection = {.visitors_control = n1, .visitors_treatment = n2};
  cvs_power_cells cells;
  assert_int_equal(cvs_power_cells_new(&rejection, p1, p2, &cells), CVS_OK);
  return cells;
}

static double arm_sum(const cvs_arm_masses *arm) {
  double sum = 0;
  for (uint64_t x = arm->first; x <= arm->last; x++)
    sum += arm->mass[x - arm->first];
  return sum;
}

static void masses_are_binomial_and_all_but_a_trace(void **state) {
  (void)state;
  const double rates[] = {1e-9, 0.0004, 0.03, 0.5, 0.999, 1 - 1e-12};
  for (size_t i = 0; i < 6; i++) {
    cvs_power_cells cells = cells_of(5000, rates[i], 1, rates[i]);

    assert_close(arm_sum(&cells.control), 1, 3e-13);
    assert_close(arm_sum(&cells.treatment), 1, 3e-13);
    for (uint64_t x = cells.control.first; x <= cells.control.last; x++) {
      double mass;
      assert_int_equal(cvs_binomial_mass(x, 5000, rates[i], false, &mass), CVS_OK);
      assert_close(cells.control.mass[x - cells.control.first], mass, 1e-11);
    }
    cvs_power_cells_free(&cells);
  }
}

static void certain_rates_leave_one_count(void **state) {
  (void)state;
  cvs_power_cells cells = cells_of(20, 0, 30, 1);

  assert_int_equal(cvs_power_cells_totals(&cells), 1);
  assert_int_equal(cvs_power_cells_first_total(&cells), 30);
  assert_close(cells.control.mass[0] * cells.treatment.mass[0], 1, 0);
  cvs_power_cells_free(&cells);
}

static void few_tables_of_large_arms_matter(void **state) {
  (void)state;
  /* 1e-13 lies 7.35 standard deviations out; 21.2 is one of 5,000 visitors at 0.1 */
  cvs_power_cells cells = cells_of(5000, 0.1, 5000, 0.1);
  uint64_t count = cells.control.last - cells.control.first + 1;

  assert_true(count > 290 && count < 340);
  cvs_power_cells_free(&cells);
}

/* Sets the edges of every total. */
static void set_edges(cvs_power_cells *cells, uint64_t lower, uint64_t upper) {
  for (size_t i = 0; i < cvs_power_cells_totals(cells); i++) {
    cells->lower[i] = lower;
    cells->upper[i] = upper;
  }
}

static void a_region_is_summed_below_and_above_its_edges(void **state) {
  (void)state;
  /* edges that do not depend on the total cut the treatment's count alone: R 4.2.2
   * pbinom(4, 30, 0.3), pbinom(11, 30, 0.3, lower.tail = FALSE) */
  const double below = 0.030154943102089358, above = 0.15932179468792504;
  cvs_power_cells cells = cells_of(12, 0.6, 30, 0.3);

  set_edges(&cells, 5, 12);
  assert_close(cvs_power_cells_sum(&cells, false), below + above, 1e-11);
  set_edges(&cells, 12, 5);
  assert_close(cvs_power_cells_sum(&cells, true), 1 - below - above, 1e-11);
  set_edges(&cells, 31, 0);
  assert_close(cvs_power_cells_sum(&cells, false), 1, 1e-12);
  set_edges(&cells, 0, UINT64_MAX);
  assert_close(cvs_power_cells_sum(&cells, false), 0, 0);
  cvs_power_cells_free(&cells);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(masses_are_binomial_and_all_but_a_trace),
      cmocka_unit_test(certain_rates_leave_one_count),
      cmocka_unit_test(few_tables_of_large_arms_matter),
      cmocka_unit_test(a_region_is_summed_below_and_above_its_edges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

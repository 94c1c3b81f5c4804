/* Rejection regions: every table is decided as the test itself decides it. */
#include "support/power_tables.h"

#include "num/num.h"

/* At a rate of one half all tables of such small arms are inside the cells. */
static void check_all_tables(const cvs_design *design, uint64_t n1, uint64_t n2) {
  cvs_rejection rejection;
  cvs_power_cells cells;
  double power;
  assert_int_equal(cvs_rejection_settle(design, n1, n2, &rejection, NULL), CVS_OK);
  assert_int_equal(cvs_power_cells_new(&rejection, 0.5, 0.5, &cells), CVS_OK);
  assert_int_equal(cvs_power_cells_totals(&cells), n1 + n2 + 1);
  assert_int_equal(cvs_region_power(&rejection, &cells, &power), CVS_OK);
  for (uint64_t x1 = 0; x1 <= n1; x1++)
    for (uint64_t x2 = 0; x2 <= n2; x2++) {
      cvs_pair pair = pair_of(x1, n1, x2, n2);
      bool corner = (x1 == 0 && x2 == n2) || (x1 == n1 && x2 == 0);
      if (table_rejects(design, &pair) != region_rejects(&rejection, &cells, x1, x2) && !corner)
        fail_msg("%s: %d/%d against %d/%d at %g, side %d", design->method->id, (int)x1, (int)n1, (int)x2, (int)n2,
                 design->level.tail, (int)design->level.alternative);
    }
  cvs_power_cells_free(&cells);
}

static const uint64_t small_sizes[][2] = {{1, 1}, {3, 3}, {4, 3}, {7, 7}, {5, 12}, {11, 10}, {15, 15}, {21, 6}};
enum { SMALL_SIZES = sizeof small_sizes / sizeof small_sizes[0] };

static void all_tables_of_small_arms_agree_with_the_p_value(void **state) {
  (void)state;
  const double alphas[] = {0.05, 0.1, 0.4, 0.004};
  const cvs_method *method;
  for (size_t m = 0; (method = test_at(m)) != NULL; m++)
    for (size_t i = 0; i < SMALL_SIZES * 4; i++)
      for (cvs_alternative side = CVS_TWO_SIDED; side <= CVS_LESS; side++) {
        cvs_design design = design_of(method->id, 0.5, 0.5);
        design.level = level_of(alphas[i % 4], side);

        check_all_tables(&design, small_sizes[i / 4][0], small_sizes[i / 4][1]);
      }
}

static void all_tables_of_small_arms_agree_with_the_margin_tests(void **state) {
  (void)state;
  const double margins[] = {0.1, 0.3, 0.6};
  for (size_t i = 0; i < SMALL_SIZES * 12; i++) {
    cvs_design design = design_of("score", 0.5, 0.5);
    design.hypothesis = i % 2 == 0 ? CVS_NONINFERIORITY : CVS_EQUIVALENCE;
    design.margin_scale = i / 2 % 2 == 0 ? CVS_DIFFERENCE : CVS_LIFT;
    design.margin_lower = -margins[i / 4 % 3];
    design.margin_upper = -design.margin_lower;
    design.level = level_of(0.1, CVS_GREATER);

    check_all_tables(&design, small_sizes[i / 12][0], small_sizes[i / 12][1]);
  }
}

/* The tables on both sides of both edges, at some totals. */
static void check_edges(const cvs_design *design, const cvs_power_cells *cells, size_t index) {
  uint64_t total = cvs_power_cells_first_total(cells) + index;
  uint64_t begin = cvs_power_cells_low(cells, total), end = cvs_power_cells_high(cells, total);
  uint64_t n1 = cells->control.visitors, n2 = cells->treatment.visitors;
  uint64_t upper = cells->upper[index], lower = cells->lower[index];
  for (uint64_t k = begin; k <= end; k++) {
    bool beside = k == upper || k + 1 == upper || k == lower || k + 1 == lower;
    if (!beside)
      continue;
    cvs_pair pair = pair_of(total - k, n1, k, n2);
    assert_int_equal(table_rejects(design, &pair), k < lower || k >= upper);
  }
}

static void tables_at_the_edges_of_large_arms_agree_with_the_p_value(void **state) {
  (void)state;
  const cvs_method *method;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(20, &rng), CVS_OK);
  for (size_t m = 0; (method = test_at(m)) != NULL; m++)
    for (size_t i = 0; i < 4; i++) {
      uint64_t n1 = i == 0 ? 5000 : 200 + cvs_rng_below(rng, 1800), n2 = i == 1 ? n1 : 200 + cvs_rng_below(rng, 1800);
      double rate = 0.01 + 0.6 * cvs_rng_uniform(rng);
      cvs_design design = design_of(method->id, rate, rate);
      design.level = level_of(0.05, (cvs_alternative)(i % 3));
      cvs_rejection rejection;
      cvs_power_cells cells;
      double power;

      assert_int_equal(cvs_rejection_settle(&design, n1, n2, &rejection, NULL), CVS_OK);
      assert_int_equal(cvs_power_cells_new(&rejection, rate, rate, &cells), CVS_OK);
      assert_int_equal(cvs_region_power(&rejection, &cells, &power), CVS_OK);

      for (size_t t = 0; t < 12; t++)
        check_edges(&design, &cells, cvs_rng_below(rng, cvs_power_cells_totals(&cells)));
      cvs_power_cells_free(&cells);
    }
  cvs_rng_free(rng);
}

static void only_what_has_a_test_and_a_size_is_enumerated(void **state) {
  (void)state;
  cvs_design arcsine = design_of("arcsine", 0.1, 0.2), score = design_of("score", 0.1, 0.2);
  cvs_error none = {0}, large = {0}, empty = {0};
  double power;

  assert_int_equal(cvs_power_enumerate(&arcsine, 10, 10, &power, &none), CVS_EINVAL);
  assert_int_equal(cvs_power_enumerate(&score, 10, 5001, &power, &large), CVS_ELIMIT);
  assert_int_equal(cvs_power_enumerate(&score, 0, 10, &power, &empty), CVS_EINVAL);

  assert_string_equal(none.message,
                      "arcsine approximation (Cohen's h) is an approximation without a test that could be enumerated");
  assert_string_equal(large.message, "enumeration ends at 5000 visitors an arm");
  assert_string_equal(empty.message, "the visitors of both arms must be above 0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_tables_of_small_arms_agree_with_the_p_value),
      cmocka_unit_test(all_tables_of_small_arms_agree_with_the_margin_tests),
      cmocka_unit_test(tables_at_the_edges_of_large_arms_agree_with_the_p_value),
      cmocka_unit_test(only_what_has_a_test_and_a_size_is_enumerated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

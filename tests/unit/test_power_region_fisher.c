/* Rejection regions by Fisher's p-value. */
#include "support/naive_exact.h"
#include "support/power_tables.h"

#include <math.h>

static double naive_p(const cvs_pair *pair, cvs_alternative side, bool mid) {
  double p = naive_fisher(pair, side);
  if (!mid)
    return p;
  double n1 = (double)pair->control.visitors, n2 = (double)pair->treatment.visitors;
  uint64_t x1 = pair->control.conversions, x2 = pair->treatment.conversions;
  return p - exp(naive_ln_choose((uint64_t)n1, x1) + naive_ln_choose((uint64_t)n2, x2) -
                 naive_ln_choose((uint64_t)(n1 + n2), x1 + x2)) /
                 2;
}

/* Every table against the p-value by listing; nearly tied ones are left to test_power_region. */
static void check_region(const char *id, uint64_t n1, uint64_t n2, const cvs_level *level) {
  cvs_design design = design_of(id, 0.5, 0.5);
  design.level = *level;
  cvs_rejection rejection = cvs_rejection_of(&design, n1, n2);
  cvs_power_cells cells;
  double power;
  assert_int_equal(rejection.decider, CVS_DECIDE_FISHER);
  assert_int_equal(cvs_power_cells_new(&rejection, 0.5, 0.5, &cells), CVS_OK);
  assert_int_equal(cvs_region_power(&rejection, &cells, &power), CVS_OK);
  for (uint64_t x1 = cells.control.first; x1 <= cells.control.last; x1++)
    for (uint64_t x2 = cells.treatment.first; x2 <= cells.treatment.last; x2++) {
      cvs_pair pair = pair_of(x1, n1, x2, n2);
      double p = naive_p(&pair, level->alternative, rejection.mid);
      if (fabs(p - rejection.alpha) > 1e-9)
        assert_int_equal(p < rejection.alpha, region_rejects(&rejection, &cells, x1, x2));
    }
  cvs_power_cells_free(&cells);
}

static void a_region_holds_the_tables_whose_listed_p_value_is_below_alpha(void **state) {
  (void)state;
  const uint64_t sizes[][2] = {{9, 9}, {30, 22}, {8, 41}, {26, 26}};
  for (cvs_alternative side = CVS_TWO_SIDED; side <= CVS_LESS; side++)
    for (size_t i = 0; i < 4; i++) {
      cvs_level five = level_of(0.05, side), twenty = level_of(0.2, side);

      check_region("fisher", sizes[i][0], sizes[i][1], &five);
      check_region("fisher", sizes[i][0], sizes[i][1], &twenty);
      check_region("fisher-midp", sizes[i][0], sizes[i][1], &five);
      check_region("fisher-midp", sizes[i][0], sizes[i][1], &twenty);
    }
}

static void a_p_value_of_alpha_is_decided_as_the_test_decides_it(void **state) {
  (void)state;
  /* 0 of 3 against 3 of 3 has p = 1/20 one-sided: its rounding decides, and no other table can reject */
  cvs_design design = design_of("fisher", 0.1, 0.9);
  design.level = level_of(0.05, CVS_GREATER);
  cvs_pair pair = pair_of(0, 3, 3, 3);
  cvs_test_result result;

  assert_int_equal(design.method->test(&pair, CVS_GREATER, &result, NULL), CVS_OK);

  assert_int_equal(enumerated(&design, 3, 3) > 0, result.p_value < 0.05);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_region_holds_the_tables_whose_listed_p_value_is_below_alpha),
      cmocka_unit_test(a_p_value_of_alpha_is_decided_as_the_test_decides_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

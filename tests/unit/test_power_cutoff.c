/* Cuts of unconditional tests. */
#include "support/assert_close.h"
#include "support/naive_exact.h"
#include "support/power_tables.h"

#include "num/num.h"
#include "stat/power_enumerate.h"

#include <math.h>

static const char *const searched_ids[] = {"barnard", "boschloo", "boschloo-central"};

static double naive_p(const char *id, const cvs_pair *pair, cvs_alternative side) {
  naive_order order = id == searched_ids[0] ? NAIVE_BY_SCORE : NAIVE_BY_FISHER;
  if (id != searched_ids[2] || side != CVS_TWO_SIDED)
    return naive_unconditional(pair, side, order);
  return fmin(1, 2 * fmin(naive_unconditional(pair, CVS_GREATER, order), naive_unconditional(pair, CVS_LESS, order)));
}

static void check_region(const char *id, uint64_t n1, uint64_t n2, cvs_alternative side) {
  cvs_design design = design_of(id, 0.5, 0.5);
  design.level = level_of(0.06, side);
  cvs_rejection rejection;
  cvs_power_cells cells;
  double power;
  assert_int_equal(cvs_rejection_settle(&design, n1, n2, &rejection, NULL), CVS_OK);
  assert_int_equal(cvs_power_cells_new(&rejection, 0.5, 0.5, &cells), CVS_OK);
  assert_int_equal(cvs_region_power(&rejection, &cells, &power), CVS_OK);
  for (uint64_t x1 = 0; x1 <= n1; x1++)
    for (uint64_t x2 = 0; x2 <= n2; x2++) {
      cvs_pair pair = pair_of(x1, n1, x2, n2);
      cvs_test_result result;
      assert_int_equal(design.method->test(&pair, side, &result, NULL), CVS_OK);
      if (result.p_value < 0.01 || result.p_value > 0.2)
        continue; /* the list is slow, and the cut lies far from these */
      double p = naive_p(id, &pair, side);
      if (fabs(p - 0.06) > 1e-6)
        assert_int_equal(p < 0.06, region_rejects(&rejection, &cells, x1, x2));
    }
  cvs_power_cells_free(&cells);
}

static void a_region_holds_the_tables_whose_listed_supremum_is_below_alpha(void **state) {
  (void)state;
  for (size_t i = 0; i < 9; i++) {
    check_region(searched_ids[i / 3], 6, 6, (cvs_alternative)(i % 3));
    check_region(searched_ids[i / 3], 5, 8, (cvs_alternative)(i % 3));
  }
}

static void a_search_over_the_cells_ends_where_the_whole_search_does(void **state) {
  (void)state;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(7, &rng), CVS_OK);
  for (size_t i = 0; i < 60; i++) {
    cvs_design design =
        design_of(searched_ids[i % 3], 0.01 + 0.6 * cvs_rng_uniform(rng), 0.05 + 0.9 * cvs_rng_uniform(rng));
    design.level = level_of(i % 5 == 0 ? 0.3 : 0.04, (cvs_alternative)(i / 3 % 3));
    uint64_t n1 = 2 + cvs_rng_below(rng, 150), n2 = 2 + cvs_rng_below(rng, 150);
    cvs_rejection whole;
    double power;

    assert_int_equal(cvs_rejection_settle(&design, n1, n2, &whole, NULL), CVS_OK);
    assert_int_equal(cvs_rejection_power(&whole, design.rate_control, design.rate_treatment, &power), CVS_OK);

    assert_close_abs(enumerated(&design, n1, n2), power, 1e-14);
  }
  cvs_rng_free(rng);
}

static void a_target_and_a_hint_change_the_way_and_not_the_answer(void **state) {
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    cvs_design design = design_of(searched_ids[i], 0.2, 0.35);
    cvs_cut_hint hints[2] = {{0}};
    for (uint64_t n = 100; n < 160; n++) {
      cvs_power_size size = {&design, n, n + 10};
      double power = -1;

      assert_int_equal(cvs_power_at(&size, 0.8, hints, &power), CVS_OK);

      assert_int_equal(power >= 0.8, enumerated(&design, n, n + 10) >= 0.8);
    }
  }
}

static void arms_too_small_to_reject_have_power_0(void **state) {
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    cvs_design design = design_of(searched_ids[i], 0.01, 0.99);

    assert_close(enumerated(&design, 1, 1), 0, 0);
    assert_close(enumerated(&design, 2, 1), 0, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_region_holds_the_tables_whose_listed_supremum_is_below_alpha),
      cmocka_unit_test(a_search_over_the_cells_ends_where_the_whole_search_does),
      cmocka_unit_test(a_target_and_a_hint_change_the_way_and_not_the_answer),
      cmocka_unit_test(arms_too_small_to_reject_have_power_0),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

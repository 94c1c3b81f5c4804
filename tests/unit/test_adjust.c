/* What the adjustments share: ranks, steps, and the one limit of p-values and intervals. */
#include "stat/adjust.h"

#include "base/mem.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void ranks_ties_in_the_order_given(void **state) {
  (void)state;
  const double p_value[] = {0.3, 0.1, 0.3, 0, 0.1};
  const size_t want[] = {3, 1, 4, 0, 2};
  cvs_family family = {.count = 5, .p_value = p_value};
  cvs_ranked *ranked;

  cvs_status status = cvs_adjust_rank(&family, &ranked, NULL);

  assert_int_equal(status, CVS_OK);
  for (size_t i = 0; i < 5; i++)
    assert_int_equal(ranked[i].index, want[i]);
  cvs_free(ranked);
}

static double weigh_one(size_t rank, size_t count, double scale) {
  (void)rank;
  return scale * (double)count;
}

static double weigh_rank(size_t rank, size_t count, double scale) {
  return scale * (double)(count - rank + 1);
}

static void steps_down_by_a_running_maximum_and_up_by_a_running_minimum(void **state) {
  (void)state;
  const double p_value[] = {0.011, 0.9, 0.01};
  cvs_family family = {.count = 3, .p_value = p_value};
  double down[3], up[3];

  assert_int_equal(cvs_adjust_step_down(&family, weigh_rank, 1, down, NULL), CVS_OK);
  assert_int_equal(cvs_adjust_step_up(&family, weigh_rank, 1, up, NULL), CVS_OK);

  assert_close(down[2], 0.03, 1e-15);
  assert_close(down[0], 0.03, 1e-15);
  assert_close(up[2], 0.022, 1e-15);
  assert_close(up[0], 0.022, 1e-15);
  assert_close(up[1], 0.9, 1e-15);
}

static void never_leaves_0_to_1(void **state) {
  (void)state;
  const double p_value[] = {0.4, 0.9, 0};
  cvs_family family = {.count = 3, .p_value = p_value};
  double adjusted[3];

  assert_int_equal(cvs_adjust_step_down(&family, weigh_one, 2, adjusted, NULL), CVS_OK);

  assert_close(adjusted[0], 1, 0);
  assert_close(adjusted[1], 1, 0);
  assert_close(adjusted[2], 0, 0);
}

/* An adjusted p one rounding off its limit is put on the side where the unadjusted p stands. */
static void settles_what_rounding_alone_has_parted(void **state) {
  (void)state;
  const double p_value[] = {0.01, 0.0099999999999999};
  cvs_family family = {.count = 2, .p_value = p_value, .alpha = 0.02};
  double adjusted[] = {nextafter(0.02, 0), 0.02};
  cvs_level level;

  cvs_status status = cvs_adjust_settle(&family, 0.01, adjusted, &level, NULL);

  assert_int_equal(status, CVS_OK);
  assert_false(adjusted[0] < 0.02);
  assert_true(adjusted[1] < 0.02);
  assert_close(adjusted[1], 0.02, 1e-15);
  assert_close(level.tail, 0.005, 1e-15);
}

static void turns_the_statistic_to_the_side_asked(void **state) {
  (void)state;
  const double z[] = {-2};
  cvs_family family = {.count = 1, .statistic = z};

  family.alternative = CVS_TWO_SIDED;
  assert_close(cvs_adjust_distance(&family, 0), 2, 0);
  family.alternative = CVS_GREATER;
  assert_close(cvs_adjust_distance(&family, 0), -2, 0);
  family.alternative = CVS_LESS;
  assert_close(cvs_adjust_distance(&family, 0), 2, 0);
}

static void refuses_an_empty_family(void **state) {
  (void)state;
  cvs_family family = {.alpha = 0.05};
  cvs_level level;
  cvs_error error = {0};

  cvs_status status = cvs_adjust_begin(&family, &level, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "no comparison was given, at least one was expected");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranks_ties_in_the_order_given),
      cmocka_unit_test(steps_down_by_a_running_maximum_and_up_by_a_running_minimum),
      cmocka_unit_test(never_leaves_0_to_1),
      cmocka_unit_test(settles_what_rounding_alone_has_parted),
      cmocka_unit_test(turns_the_statistic_to_the_side_asked),
      cmocka_unit_test(refuses_an_empty_family),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What figures ask of an axis: ends, open ends, and the limit that one vague row meets. */
#include "report/extent.h"

#include "support/assert_close.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_interval interval_of(double estimate, double lower, double upper) {
  return (cvs_interval){.estimate = estimate,
                        .lower = lower,
                        .upper = upper,
                        .has_estimate = true,
                        .has_lower = true,
                        .has_upper = true,
                        .exists = true};
}

static void an_extent_reaches_all_ends_and_the_value_of_no_effect(void **state) {
  (void)state;
  const cvs_interval first = interval_of(0.02, 0.01, 0.03), second = interval_of(0.05, 0.04, 0.09);
  cvs_extent extent = cvs_extent_none();

  cvs_extent_add(&extent, 0);
  cvs_extent_add_interval(&extent, &first, 0);
  cvs_extent_add_interval(&extent, &second, 0);

  assert_true(extent.found);
  assert_close(extent.low, 0, 0);
  assert_close(extent.high, 0.09, 0);
}

static void nothing_is_found_where_nothing_was_added(void **state) {
  (void)state;

  const cvs_extent extent = cvs_extent_none();

  assert_false(extent.found);
  assert_false(extent.low <= extent.high);
}

static void an_open_end_is_as_far_from_the_estimate_as_the_other(void **state) {
  (void)state;
  cvs_interval open = interval_of(0.05, 0.02, 0);
  open.has_upper = false;
  cvs_extent extent = cvs_extent_none();

  cvs_extent_add_interval(&extent, &open, 0);

  assert_close(extent.low, 0.02, 0);
  assert_close(extent.high, 0.08, 1e-15);
}

/* Widths 0.1, 0.1 and 10: geometric mean (0.1 * 0.1 * 10)^(1/3) = 0.1^(1/3). */
static void a_row_that_knows_next_to_nothing_is_cut_at_three_typical_widths(void **state) {
  (void)state;
  const cvs_interval sharp = interval_of(0, -0.05, 0.05), vague = interval_of(0, -5, 5);
  const double typical = cbrt(0.1);
  cvs_extent extent = cvs_extent_none();

  cvs_extent_add_interval(&extent, &sharp, 0);
  cvs_extent_add_interval(&extent, &sharp, 0);
  cvs_extent_add_interval(&extent, &vague, 0);
  cvs_extent_limit(&extent);

  assert_close(extent.low, -3 * typical, 1e-14);
  assert_close(extent.high, 3 * typical, 1e-14);
}

static void a_row_alone_is_never_cut(void **state) {
  (void)state;
  const cvs_interval alone = interval_of(0, -5, 5);
  cvs_extent extent = cvs_extent_none();

  cvs_extent_add_interval(&extent, &alone, 0);
  cvs_extent_limit(&extent);

  assert_close(extent.low, -5, 0);
  assert_close(extent.high, 5, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_extent_reaches_all_ends_and_the_value_of_no_effect),
      cmocka_unit_test(nothing_is_found_where_nothing_was_added),
      cmocka_unit_test(an_open_end_is_as_far_from_the_estimate_as_the_other),
      cmocka_unit_test(a_row_that_knows_next_to_nothing_is_cut_at_three_typical_widths),
      cmocka_unit_test(a_row_alone_is_never_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

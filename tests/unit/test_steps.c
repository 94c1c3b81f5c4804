/* Steps out of masks: in order, in any order, with steps that may be left out. Expected by hand. */
#include "data/steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { A = 1, B = 2, C = 4, D = 8 };

static void in_order_the_first_missing_step_is_the_end(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = 4};

  assert_int_equal(cvs_steps_reached(&steps, 0), 0);
  assert_int_equal(cvs_steps_reached(&steps, B | C | D), 0);
  assert_int_equal(cvs_steps_reached(&steps, A | B | D), 2);
  assert_int_equal(cvs_steps_reached(&steps, A | B | C | D), 4);
  assert_true(cvs_steps_has(&steps, 2, 1));
  assert_false(cvs_steps_has(&steps, 2, 2));
}

static void in_any_order_each_step_stands_for_itself(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = 4, .any_order = true};

  assert_int_equal(cvs_steps_reached(&steps, B | D), B | D);
  assert_true(cvs_steps_has(&steps, B | D, 3));
  assert_false(cvs_steps_has(&steps, B | D, 2));
}

static void a_step_that_may_be_left_out_ends_nothing_and_is_read_against_the_last_that_may_not(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = 4, .optional = B | C};

  assert_int_equal(cvs_steps_reached(&steps, A | D), A | D);
  assert_int_equal(cvs_steps_reached(&steps, A | C | D), A | C | D);
  assert_int_equal(cvs_steps_reached(&steps, B | D), 0);
  assert_true(cvs_steps_has(&steps, A | D, 3));
  assert_false(cvs_steps_has(&steps, A | D, 1));
  assert_int_equal(cvs_steps_before(&steps, 0), SIZE_MAX);
  assert_int_equal(cvs_steps_before(&steps, 2), 0);
  assert_int_equal(cvs_steps_before(&steps, 3), 0);
}

static void all_the_steps_there_can_be_are_counted(void **state) {
  (void)state;
  const cvs_steps_options steps = {.count = CVS_STEPS_MAX};

  assert_int_equal(cvs_steps_reached(&steps, UINT32_MAX), 32);
  assert_int_equal(cvs_steps_next(UINT32_MAX), 32);
  assert_int_equal(cvs_steps_next(0), 0);
  assert_int_equal(cvs_steps_next(A | C), 3);
}

/* Of steps A to D: what a unit has, and which it must have taken before, with the last it has above them. */
static void steps_are_skipped_where_a_later_one_was_taken(void **state) {
  (void)state;
  const cvs_steps_options strict = {.count = 4};
  const cvs_steps_options optional = {.count = 4, .optional = B};
  const cvs_steps_options any = {.count = 4, .any_order = true};

  assert_int_equal(cvs_steps_skipped(&strict, 0), 0);
  assert_int_equal(cvs_steps_skipped(&strict, A | B), 0);
  assert_int_equal(cvs_steps_skipped(&strict, A | D), B | C | D);
  assert_int_equal(cvs_steps_skipped(&strict, B), A | B);
  assert_int_equal(cvs_steps_skipped(&optional, A | C), 0);
  assert_int_equal(cvs_steps_skipped(&optional, B), A | B); /* it may be left out, A may not */
  assert_int_equal(cvs_steps_skipped(&optional, D), A | C | D);
  assert_int_equal(cvs_steps_skipped(&any, D), 0);
}

static void units_are_counted_at_what_they_reached_and_at_what_they_skipped(void **state) {
  (void)state;
  const cvs_steps_options strict = {.count = 3}, any = {.count = 3, .any_order = true};
  uint64_t figure[9] = {10, 10, 10, 20, 20, 20, 30, 30, 30}, users[3] = {0};

  cvs_steps_count(&strict, 1, B | C, 2, figure);
  cvs_steps_count(&strict, 3, 0, 4, figure);
  cvs_steps_count(&any, A | C, 0, 1, users); /* without room for those who skipped */

  assert_memory_equal(figure, ((uint64_t[]){16, 14, 14, 20, 22, 20, 30, 30, 32}), sizeof figure);
  assert_memory_equal(users, ((uint64_t[]){1, 0, 1}), sizeof users);
}

/* A and C of A, B, C, D, E, F are there, and E; B and D are missing: C and E are behind a gap, F was not taken. */
static void a_unit_is_not_counted_at_steps_behind_the_first_that_is_missing(void **state) {
  (void)state;
  enum { E = 16, F = 32 };
  const cvs_steps_options strict = {.count = 6}, optional = {.count = 6, .optional = C};
  uint64_t figure[18] = {0}, other[18] = {0};

  cvs_steps_count(&strict, 1, cvs_steps_skipped(&strict, A | C | E), 1, figure);
  cvs_steps_count(&optional, A, cvs_steps_skipped(&optional, A | C | E), 1,
                  other); /* whether C was taken is not told */

  assert_memory_equal(figure, ((uint64_t[]){1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0}), sizeof figure);
  assert_memory_equal(other, ((uint64_t[]){1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0}), sizeof other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(in_order_the_first_missing_step_is_the_end),
      cmocka_unit_test(in_any_order_each_step_stands_for_itself),
      cmocka_unit_test(a_step_that_may_be_left_out_ends_nothing_and_is_read_against_the_last_that_may_not),
      cmocka_unit_test(steps_are_skipped_where_a_later_one_was_taken),
      cmocka_unit_test(units_are_counted_at_what_they_reached_and_at_what_they_skipped),
      cmocka_unit_test(a_unit_is_not_counted_at_steps_behind_the_first_that_is_missing),
      cmocka_unit_test(all_the_steps_there_can_be_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

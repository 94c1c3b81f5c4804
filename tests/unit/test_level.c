/* Levels of intervals. */
#include "support/assert_close.h"
#include "support/pair.h"
#include <convstat/sample.h>

#include <math.h>

static void a_two_sided_level_halves_alpha(void **state) {
  (void)state;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);

  assert_close(level.tail, 0.025, 0);
  assert_close(level.z, 1.9599639845400542, 1e-14); /* qnorm(0.975) to 17 digits: 1.95996398454005424 */
  assert_int_equal(level.alternative, CVS_TWO_SIDED);
}

static void a_one_sided_level_puts_all_error_at_its_end(void **state) {
  (void)state;
  cvs_level level = level_of(0.025, CVS_GREATER);

  assert_close(level.tail, 0.025, 0);
  assert_close(level.z, 1.9599639845400542, 1e-14);
}

static void tiny_errors_keep_their_critical_value(void **state) {
  (void)state;
  /* R 4.2.2 qnorm(1e-10, lower.tail = FALSE) */
  cvs_level level = level_of(2e-10, CVS_TWO_SIDED);

  assert_close(level.z, 6.3613409024040557, 1e-13);
}

static void alpha_must_lie_inside_its_domain(void **state) {
  (void)state;
  cvs_level level;
  cvs_error error = {0};

  assert_int_equal(cvs_level_from_alpha(0, CVS_TWO_SIDED, &level, &error), CVS_EINVAL);
  assert_string_equal(error.message, "alpha must lie between 0 and 1");
  assert_int_equal(cvs_level_from_alpha(1, CVS_TWO_SIDED, &level, NULL), CVS_EINVAL);
  assert_int_equal(cvs_level_from_alpha(NAN, CVS_TWO_SIDED, &level, NULL), CVS_EINVAL);
  assert_int_equal(cvs_level_from_alpha(0.5, CVS_GREATER, &level, NULL), CVS_EINVAL);
  assert_int_equal(cvs_level_from_alpha(0.999, CVS_TWO_SIDED, &level, NULL), CVS_OK);
}

static void a_critical_value_gives_its_tail(void **state) {
  (void)state;
  /* R 4.2.2 pnorm(2.5, lower.tail = FALSE) */
  cvs_level level = {0};
  assert_int_equal(cvs_level_from_z(2.5, CVS_LESS, &level, NULL), CVS_OK);

  assert_close(level.tail, 0.0062096653257761349, 1e-14);
  assert_close(level.z, 2.5, 0);
  assert_int_equal(level.alternative, CVS_LESS);
}

static void a_critical_value_must_be_positive_and_leave_a_tail(void **state) {
  (void)state;
  cvs_level level;

  assert_int_equal(cvs_level_from_z(0, CVS_TWO_SIDED, &level, NULL), CVS_EINVAL);
  assert_int_equal(cvs_level_from_z(-1, CVS_TWO_SIDED, &level, NULL), CVS_EINVAL);
  assert_int_equal(cvs_level_from_z(INFINITY, CVS_TWO_SIDED, &level, NULL), CVS_EINVAL);
  assert_int_equal(cvs_level_from_z(50, CVS_TWO_SIDED, &level, NULL), CVS_EINVAL);
  assert_int_equal(cvs_level_from_z(37, CVS_TWO_SIDED, &level, NULL), CVS_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_two_sided_level_halves_alpha),
      cmocka_unit_test(a_one_sided_level_puts_all_error_at_its_end),
      cmocka_unit_test(tiny_errors_keep_their_critical_value),
      cmocka_unit_test(alpha_must_lie_inside_its_domain),
      cmocka_unit_test(a_critical_value_gives_its_tail),
      cmocka_unit_test(a_critical_value_must_be_positive_and_leave_a_tail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Agresti and Coull's interval. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "stat/methods.h"

#include <math.h>

static cvs_interval limit_at(uint64_t conversions, uint64_t visitors, double alpha, cvs_alternative alternative) {
  cvs_sample sample = {.visitors = visitors, .conversions = conversions};
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(cvs_method_ci_agresti_coull.rate(&sample, &level, &interval, NULL), CVS_OK);
  return interval;
}

static cvs_interval limit(uint64_t conversions, uint64_t visitors) {
  return limit_at(conversions, visitors, 0.05, CVS_TWO_SIDED);
}

static void the_published_examples_are_met(void **state) {
  (void)state;
  /* R's DescTools BinomCI(100, 200, method = 'agresti-coull') */
  cvs_interval of_100_200 = limit(100, 200);

  assert_close_abs(of_100_200.lower, 0.4313609, 5e-8);
  assert_close_abs(of_100_200.upper, 0.5686391, 5e-8);
}

static void conversions_and_the_rest_mirror_each_other(void **state) {
  (void)state;
  cvs_interval interval = limit(81, 263), mirrored = limit(182, 263);

  assert_close(1 - mirrored.upper, interval.lower, 1e-13);
  assert_close(1 - mirrored.lower, interval.upper, 1e-13);
  assert_close(interval.estimate, 81 / 263.0, 1e-15);
}

static void it_is_sound_from_one_visitor_to_the_largest_size(void **state) {
  (void)state;
  cvs_interval one = limit(1, 1);
  cvs_interval most = limit(UINT64_C(300000000000), CVS_VISITORS_MAX);

  assert_true(one.lower >= 0 && one.lower < 1 && one.upper == 1);
  /* there every interval is the normal one: 0.3 -+ z sqrt(0.21/1e12), to 1/n */
  double half_width = 1.9599639845400542 * sqrt(0.21 / 1e12);
  assert_close_abs(most.lower, 0.3 - half_width, 2e-12);
  assert_close_abs(most.upper, 0.3 + half_width, 2e-12);
}

static void a_one_sided_interval_has_one_end_at_twice_the_error(void **state) {
  (void)state;
  cvs_interval both = limit_at(12, 90, 0.1, CVS_TWO_SIDED);
  cvs_interval greater = limit_at(12, 90, 0.05, CVS_GREATER);
  cvs_interval less = limit_at(12, 90, 0.05, CVS_LESS);

  assert_true(greater.has_lower && !greater.has_upper && !less.has_lower && less.has_upper);
  assert_close(greater.lower, both.lower, 1e-13);
  assert_close(less.upper, both.upper, 1e-13);
}

static void it_refuses_counts_and_levels_outside_its_domain(void **state) {
  (void)state;
  cvs_sample none = {0}, more = {.visitors = 5, .conversions = 6}, good = {.visitors = 5, .conversions = 3};
  cvs_level level = level_of(0.05, CVS_TWO_SIDED), wrong = {.tail = 0.5, .z = 0};
  cvs_interval interval;

  assert_int_equal(cvs_method_ci_agresti_coull.rate(&none, &level, &interval, NULL), CVS_EINVAL);
  assert_int_equal(cvs_method_ci_agresti_coull.rate(&more, &level, &interval, NULL), CVS_EINVAL);
  assert_int_equal(cvs_method_ci_agresti_coull.rate(&good, &wrong, &interval, NULL), CVS_EINVAL);
}

static void it_is_clipped_to_what_is_possible(void **state) {
  (void)state;
  assert_true(limit(0, 5).lower == 0);
  assert_true(limit(5, 5).upper == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_examples_are_met),
      cmocka_unit_test(conversions_and_the_rest_mirror_each_other),
      cmocka_unit_test(it_is_sound_from_one_visitor_to_the_largest_size),
      cmocka_unit_test(a_one_sided_interval_has_one_end_at_twice_the_error),
      cmocka_unit_test(it_refuses_counts_and_levels_outside_its_domain),
      cmocka_unit_test(it_is_clipped_to_what_is_possible),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

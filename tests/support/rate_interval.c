/* What every interval of one rate must meet, and short forms for its tests. */
#include "support/rate_interval.h"

#include "support/assert_close.h"
#include "support/pair.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static const cvs_method *method_of(void **state) {
  const cvs_method *const *tested = *state;
  return *tested;
}

cvs_interval rate_limits_at(const cvs_method *method, cvs_sample sample, double alpha, cvs_alternative alternative) {
  cvs_interval interval = {0};
  cvs_level level = level_of(alpha, alternative);
  assert_int_equal(method->rate(&sample, &level, &interval, NULL), CVS_OK);
  return interval;
}

cvs_interval rate_limits(const cvs_method *method, uint64_t conversions, uint64_t visitors) {
  return rate_limits_at(method, (cvs_sample){.visitors = visitors, .conversions = conversions}, 0.05, CVS_TWO_SIDED);
}

void check_printed_limits(const cvs_method *method, const printed_limits *rows, size_t count, double atol) {
  assert_true(count > 0);
  for (size_t i = 0; i < count; i++) {
    char counts[64];
    (void)snprintf(counts, sizeof counts, "limits of %" PRIu64 "/%" PRIu64, rows[i].conversions, rows[i].visitors);

    cvs_interval interval = rate_limits(method, rows[i].conversions, rows[i].visitors);

    check_close_abs(interval.lower, rows[i].lower, atol, (comparison){counts, __FILE__, __LINE__});
    check_close_abs(interval.upper, rows[i].upper, atol, (comparison){counts, __FILE__, __LINE__});
  }
}

void a_rate_interval_is_exact_where_nobody_or_everybody_converted(void **state) {
  const cvs_method *method = method_of(state);
  cvs_interval nobody = rate_limits(method, 0, 1000), everybody = rate_limits(method, 1000, 1000);

  assert_true(nobody.has_lower && nobody.lower == 0);
  assert_true(everybody.has_upper && everybody.upper == 1);
  assert_true(nobody.upper > 0 && nobody.upper < 0.01);
  assert_close(1 - everybody.lower, nobody.upper, 1e-12);
}

void a_rate_interval_mirrors_conversions_and_the_rest(void **state) {
  const cvs_method *method = method_of(state);
  cvs_interval interval = rate_limits(method, 81, 263), mirrored = rate_limits(method, 182, 263);

  assert_close(1 - mirrored.upper, interval.lower, 1e-13);
  assert_close(1 - mirrored.lower, interval.upper, 1e-13);
  assert_close(interval.estimate, 81 / 263.0, 1e-15);
}

void a_rate_interval_is_sound_from_one_visitor_to_the_largest_size(void **state) {
  const cvs_method *method = method_of(state);
  cvs_interval one = rate_limits(method, 1, 1);
  cvs_interval most = rate_limits(method, UINT64_C(300000000000), CVS_VISITORS_MAX);

  assert_true(one.lower >= 0 && one.lower < 1 && one.upper == 1);
  /* there every interval is the normal one: 0.3 -+ z sqrt(0.21/1e12), to 1/n */
  double half_width = 1.9599639845400542 * sqrt(0.21 / 1e12);
  assert_close_abs(most.lower, 0.3 - half_width, 2e-12);
  assert_close_abs(most.upper, 0.3 + half_width, 2e-12);
}

void a_one_sided_rate_interval_has_one_end_at_twice_the_error(void **state) {
  const cvs_method *method = method_of(state);
  const cvs_sample sample = {.visitors = 90, .conversions = 12};
  cvs_interval both = rate_limits_at(method, sample, 0.1, CVS_TWO_SIDED);
  cvs_interval greater = rate_limits_at(method, sample, 0.05, CVS_GREATER);
  cvs_interval less = rate_limits_at(method, sample, 0.05, CVS_LESS);

  assert_true(greater.has_lower && !greater.has_upper && !less.has_lower && less.has_upper);
  assert_close(greater.lower, both.lower, 1e-13);
  assert_close(less.upper, both.upper, 1e-13);
}

void a_rate_interval_refuses_counts_and_levels_outside_its_domain(void **state) {
  const cvs_method *method = method_of(state);
  cvs_sample none = {0}, more = {.visitors = 5, .conversions = 6}, good = {.visitors = 5, .conversions = 3};
  cvs_level level = level_of(0.05, CVS_TWO_SIDED), wrong = {.tail = 0.5, .z = 0};
  cvs_interval interval;

  assert_int_equal(method->rate(&none, &level, &interval, NULL), CVS_EINVAL);
  assert_int_equal(method->rate(&more, &level, &interval, NULL), CVS_EINVAL);
  assert_int_equal(method->rate(&good, &wrong, &interval, NULL), CVS_EINVAL);
}

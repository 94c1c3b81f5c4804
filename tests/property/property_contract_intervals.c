/* The contract of every interval of the registry: of an effect, and of one rate. */
#include "support/contract.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Intervals are roots: documented to 1e-9. */
static const double ROOT_ACCURACY = 1e-9;

static cvs_level level_of(double alpha, cvs_alternative side) {
  cvs_level level;
  assert_int_equal(cvs_level_from_alpha(alpha, side, &level, NULL), CVS_OK);
  return level;
}

/* --- effects --- */

static double lowest(cvs_scale scale) {
  return scale == CVS_ODDS_RATIO ? 0 : -1;
}

static double highest(cvs_scale scale) {
  return scale == CVS_DIFFERENCE ? 1 : INFINITY;
}

static double lower_end(const cvs_interval *interval, cvs_scale scale) {
  return interval->has_lower ? interval->lower : lowest(scale);
}

static double upper_end(const cvs_interval *interval, cvs_scale scale) {
  return interval->has_upper ? interval->upper : highest(scale);
}

static bool is_sound(const cvs_interval *interval) {
  return isfinite(interval->lower) && isfinite(interval->upper) && isfinite(interval->estimate) &&
         (interval->has_lower || interval->lower == 0) && (interval->has_upper || interval->upper == 0) &&
         (interval->has_estimate || interval->estimate == 0);
}

/* The effect in the mirrored comparison: -d, 1/(1 + lift) - 1, 1/odds ratio. */
static double mirror_effect(double effect, cvs_scale scale) {
  if (scale == CVS_DIFFERENCE)
    return -effect;
  return scale == CVS_LIFT ? 1 / (1 + effect) - 1 : 1 / effect;
}

/* On a scale where it can be compared: ratios as themselves, so that a lift of -1 is a ratio of 0. */
static bool same_effect(double a, double b, cvs_scale scale) {
  if (scale == CVS_DIFFERENCE)
    return fabs(a - b) <= ROOT_ACCURACY * fmax(fabs(a), fabs(b)) + 1e-15;
  if (scale == CVS_ODDS_RATIO || !isfinite(a) || !isfinite(b))
    return contract_near(a, b, ROOT_ACCURACY);
  /* a lift near -1 has lost the digits of its ratio, and so has the mirror of a huge one */
  double ratio = 1 + fmin(a, b), lost = 4 * DBL_EPSILON / fmin(ratio, 1 / ratio);
  return contract_near(a + 1, b + 1, ROOT_ACCURACY + lost);
}

static bool get_effect(const contract *test, const cvs_pair *pair, cvs_scale scale, const cvs_level *level,
                       cvs_interval *out) {
  cvs_error error = {0};
  *out = (cvs_interval){0};
  return test->method->effect(pair, scale, level, out, &error) == CVS_OK;
}

/* The delta method's symmetric limits of a lift do not turn into those of the inverse ratio. */
static bool mirrors(const cvs_method *method, cvs_scale scale) {
  return !(strcmp(method->id, "wald") == 0 && scale == CVS_LIFT);
}

/* No end that the side asks for is closed: the set is everything, which says nothing of its mirror. */
static bool is_unbounded(const cvs_interval *interval, cvs_alternative side) {
  return (side == CVS_LESS || !interval->has_lower) && (side == CVS_GREATER || !interval->has_upper);
}

/* Methods that add to the counts are centred on what they added: in corners they miss the estimate. */
static bool adds_to_the_counts(const cvs_method *method) {
  static const char *const ids[] = {"agresti-caffo", "log-half", "gart"};
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
    if (strcmp(method->id, ids[i]) == 0)
      return true;
  return false;
}

static bool in_a_corner(const cvs_pair *pair) {
  return pair->control.conversions == 0 || pair->control.conversions == pair->control.visitors ||
         pair->treatment.conversions == 0 || pair->treatment.conversions == pair->treatment.visitors;
}

static void check_effect_order(contract *test, cvs_scale scale, const cvs_interval *interval) {
  double low = lower_end(interval, scale), high = upper_end(interval, scale);
  contract_expect(test, is_sound(interval), "what does not exist is 0, and no end is infinite");
  contract_expect(test, low <= high, "lower <= upper");
  contract_expect(test, low >= lowest(scale) && high <= highest(scale), "the limits are possible");
  if (!interval->has_estimate || (adds_to_the_counts(test->method) && in_a_corner(&test->pair)))
    return;
  if (!(low <= interval->estimate && interval->estimate <= high))
    contract_complain(test, "scale %d: the estimate %.17g lies outside [%.17g, %.17g]", (int)scale, interval->estimate,
                      low, high);
}

static void check_effect_swap(contract *test, cvs_scale scale, cvs_alternative side, const cvs_interval *interval) {
  cvs_pair swapped = {test->pair.treatment, test->pair.control};
  cvs_alternative other = side == CVS_TWO_SIDED ? side : side == CVS_GREATER ? CVS_LESS : CVS_GREATER;
  cvs_level level = level_of(0.05, other);
  cvs_interval turned;
  if (!mirrors(test->method, scale))
    return;
  if (!contract_expect(test, get_effect(test, &swapped, scale, &level, &turned) && turned.exists == interval->exists,
                       "swapped arms have an interval too"))
    return;
  if (is_unbounded(interval, side) || is_unbounded(&turned, other))
    return;
  double low = mirror_effect(upper_end(&turned, scale), scale), high = mirror_effect(lower_end(&turned, scale), scale);
  if (!same_effect(low, lower_end(interval, scale), scale) || !same_effect(high, upper_end(interval, scale), scale))
    contract_complain(test, "scale %d, side %d: [%.17g, %.17g], but mirrored [%.17g, %.17g]", (int)scale, (int)side,
                      lower_end(interval, scale), upper_end(interval, scale), low, high);
}

static void check_effect_nesting(contract *test, cvs_scale scale, const cvs_interval *interval) {
  cvs_level wide = level_of(0.01, CVS_TWO_SIDED);
  cvs_interval outer;
  if (!contract_expect(test, get_effect(test, &test->pair, scale, &wide, &outer) && outer.exists,
                       "a wider level has an interval too"))
    return;
  double low = lower_end(interval, scale), high = upper_end(interval, scale);
  contract_expect(test, lower_end(&outer, scale) <= low || same_effect(lower_end(&outer, scale), low, scale),
                  "99 % reaches as low as 95 %");
  contract_expect(test, upper_end(&outer, scale) >= high || same_effect(upper_end(&outer, scale), high, scale),
                  "99 % reaches as high as 95 %");
}

static void check_effect_scale(contract *test, cvs_scale scale) {
  for (int side = 0; side < 3; side++) {
    cvs_level level = level_of(0.05, (cvs_alternative)side);
    cvs_interval interval = {0};
    cvs_error error = {0};
    cvs_status status = test->method->effect(&test->pair, scale, &level, &interval, &error);
    if (status != CVS_OK) {
      contract_refusal_fits(test, status, &error);
      return;
    }
    if (!interval.exists)
      continue;
    contract_expect(test, side != CVS_GREATER || !interval.has_upper, "\"greater\" leaves the upper end open");
    contract_expect(test, side != CVS_LESS || !interval.has_lower, "\"less\" leaves the lower end open");
    check_effect_order(test, scale, &interval);
    check_effect_swap(test, scale, (cvs_alternative)side, &interval);
    if (side == CVS_TWO_SIDED)
      check_effect_nesting(test, scale, &interval);
  }
}

static void check_effect(contract *test) {
  for (int scale = 0; scale < CVS_SCALES; scale++) {
    if (test->method->has_scale[scale]) {
      check_effect_scale(test, (cvs_scale)scale);
      continue;
    }
    cvs_level level = level_of(0.05, CVS_TWO_SIDED);
    cvs_interval interval = {0};
    cvs_error error = {0};
    cvs_status status = test->method->effect(&test->pair, (cvs_scale)scale, &level, &interval, &error);
    contract_expect(test, status == CVS_EINVAL && strchr(error.message, ' ') != NULL,
                    "a scale that the method does not have is refused with a sentence");
  }
}

static void orders_and_mirrors_every_effect_from_10_to_1e12_visitors(void **state) {
  (void)state;

  unsigned broken = contract_sweep(CVS_KIND_EFFECT, check_effect);

  assert_int_equal(broken, 0);
}

static void check_bad_effect(contract *test, cvs_scale scale) {
  const cvs_pair invalid[] = {{{0, 0}, {10, 5}}, {{10, 5}, {0, 0}}, {{10, 11}, {10, 5}}, {{10, 5}, {10, 11}}};
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
    cvs_interval interval = {0};
    cvs_error error = {0};
    test->pair = invalid[i];
    cvs_status status = test->method->effect(&invalid[i], scale, &level, &interval, &error);
    contract_expect(test, status == CVS_EINVAL && strchr(error.message, ' ') != NULL,
                    "counts outside the domain are refused with a sentence");
  }
  const cvs_pair tiny[] = {{{1, 0}, {1, 0}}, {{1, 1}, {1, 1}}, {{1, 0}, {1, 1}}, {{1, 1}, {1, 0}}};
  for (size_t i = 0; i < sizeof tiny / sizeof tiny[0]; i++) {
    test->pair = tiny[i];
    check_effect_scale(test, scale);
  }
}

static void check_bad_effects(contract *test) {
  for (int scale = 0; scale < CVS_SCALES; scale++)
    if (test->method->has_scale[scale])
      check_bad_effect(test, (cvs_scale)scale);
}

static void answers_degenerate_tables_soundly_or_with_a_sentence(void **state) {
  (void)state;

  unsigned broken = contract_each_of(CVS_KIND_EFFECT, check_bad_effects);

  assert_int_equal(broken, 0);
}

/* --- one rate --- */

static bool get_rate(contract *test, const cvs_sample *sample, double alpha, cvs_interval *out) {
  cvs_level level = level_of(alpha, CVS_TWO_SIDED);
  cvs_error error = {0};
  *out = (cvs_interval){0};
  cvs_status status = test->method->rate(sample, &level, out, &error);
  return contract_expect(test, status == CVS_OK && out->exists && out->has_lower && out->has_upper,
                         "every rate has an interval with two ends");
}

static void check_rate_alpha(contract *test, const cvs_sample *sample, double alpha) {
  cvs_sample turned = {sample->visitors, sample->visitors - sample->conversions};
  cvs_interval interval, other;
  if (!get_rate(test, sample, alpha, &interval) || !get_rate(test, &turned, alpha, &other))
    return;
  double rate = (double)sample->conversions / (double)sample->visitors;
  contract_expect(test, interval.lower >= 0 && interval.upper <= 1, "the limits lie in [0, 1]");
  contract_expect(test, interval.lower <= rate && rate <= interval.upper, "lower <= rate <= upper");
  contract_expect(test, interval.has_estimate && contract_near(interval.estimate, rate, 1e-15),
                  "the estimate is the rate");
  contract_expect(test, sample->conversions > 0 || interval.lower == 0, "0 conversions: lower is 0 exactly");
  contract_expect(test, sample->conversions < sample->visitors || interval.upper == 1,
                  "all converted: upper is 1 exactly");
  if (fabs(interval.lower - (1 - other.upper)) > 1e-12)
    contract_complain(test, "lower is %.17g, but of the rest 1 - upper is %.17g", interval.lower, 1 - other.upper);
}

static void check_rate_nesting(contract *test, const cvs_sample *sample) {
  cvs_interval narrow, wide;
  if (!get_rate(test, sample, 0.05, &narrow) || !get_rate(test, sample, 0.01, &wide))
    return;
  contract_expect(test, wide.lower <= narrow.lower && wide.upper >= narrow.upper, "99 % holds 95 %");
}

static void check_rate(contract *test) {
  const cvs_sample *samples[] = {&test->pair.control, &test->pair.treatment};
  for (int i = 0; i < 2; i++) {
    check_rate_alpha(test, samples[i], 0.05);
    check_rate_alpha(test, samples[i], 1e-9);
    check_rate_alpha(test, samples[i], 0.2);
    check_rate_nesting(test, samples[i]);
  }
}

static void keeps_every_rate_in_0_to_1_and_exact_at_its_ends(void **state) {
  (void)state;

  unsigned broken = contract_sweep(CVS_KIND_RATE, check_rate);

  assert_int_equal(broken, 0);
}

static void check_tiny_rate(contract *test) {
  const cvs_sample invalid[] = {{0, 0}, {5, 6}, {CVS_VISITORS_MAX + 1, 5}};
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
    cvs_interval interval = {0};
    cvs_error error = {0};
    test->pair.control = invalid[i];
    cvs_status status = test->method->rate(&invalid[i], &level, &interval, &error);
    contract_expect(test, status == CVS_EINVAL && strchr(error.message, ' ') != NULL,
                    "counts outside the domain are refused with a sentence");
  }
  for (uint64_t conversions = 0; conversions <= 1; conversions++) {
    test->pair = (cvs_pair){{1, conversions}, {1, 1 - conversions}};
    check_rate(test);
  }
}

static void answers_one_visitor_and_refuses_none(void **state) {
  (void)state;

  unsigned broken = contract_each_of(CVS_KIND_RATE, check_tiny_rate);

  assert_int_equal(broken, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(orders_and_mirrors_every_effect_from_10_to_1e12_visitors),
      cmocka_unit_test(answers_degenerate_tables_soundly_or_with_a_sentence),
      cmocka_unit_test(keeps_every_rate_in_0_to_1_and_exact_at_its_ends),
      cmocka_unit_test(answers_one_visitor_and_refuses_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

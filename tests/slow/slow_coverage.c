/* How often every interval holds the truth, and every test is wrong: by enumeration, printed also
 * where a method falls short.
 *
 * Two arms of n visitors and rates p1, p2 are two binomials; counts beyond a tail of 1e-9 an arm
 * are left out, so a figure is exact to 4e-9. False positives are those of equal rates. What is
 * asserted is what is known of the methods (below); the rest is measured and printed. */
#include <convstat/convstat.h>

#include "num/dist.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double PRUNED_TAIL = 1e-9; /* probability of the counts left out, each side of an arm */
static const double ALPHA = 0.05;
static const uint64_t SIZES[] = {50, 200, 1000, 10000};
static const double RATES[] = {0.005, 0.02, 0.1, 0.5};
enum { SIZE_COUNT = 4, RATE_COUNT = 4, COUNTS_MAX = 1024 };

/* The counts of one arm that matter, and their probabilities. */
typedef struct binomial {
  uint64_t visitors;
  uint64_t first;
  size_t count;
  double mass[COUNTS_MAX];
} binomial;

static double tail(uint64_t k, uint64_t n, double rate, cvs_tail side) {
  double p;
  assert_int_equal(cvs_binomial_probability(k, n, rate, side, &p), CVS_OK);
  return p;
}

static void enumerate(uint64_t visitors, double rate, binomial *out) {
  uint64_t first = 0, last = visitors;
  while (first < visitors && tail(first, visitors, rate, CVS_LOWER) < PRUNED_TAIL)
    first++;
  while (last > first && tail(last - 1, visitors, rate, CVS_UPPER) < PRUNED_TAIL)
    last--;
  out->visitors = visitors;
  out->first = first;
  out->count = (size_t)(last - first + 1);
  assert_true(out->count <= COUNTS_MAX);
  for (size_t i = 0; i < out->count; i++)
    assert_int_equal(cvs_binomial_mass(first + i, visitors, rate, false, &out->mass[i]), CVS_OK);
}

static cvs_sample sample_at(const binomial *arm, size_t i) {
  return (cvs_sample){.visitors = arm->visitors, .conversions = arm->first + i};
}

/* An interval that does not exist, and an open end, exclude nothing. */
typedef struct misses {
  double below; /* probability that the interval lies below the truth */
  double above;
} misses;

static void add_miss(misses *sum, const cvs_interval *interval, double truth, double mass) {
  if (interval->has_upper && interval->upper < truth)
    sum->below += mass;
  if (interval->has_lower && interval->lower > truth)
    sum->above += mass;
}

static cvs_level level_95(void) {
  cvs_level level = {0};
  assert_int_equal(cvs_level_from_alpha(ALPHA, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  return level;
}

/* --- one rate --- */

static misses miss_rate(const cvs_method *method, const binomial *arm, double rate) {
  cvs_level level = level_95();
  misses sum = {0};
  for (size_t i = 0; i < arm->count; i++) {
    cvs_sample sample = sample_at(arm, i);
    cvs_interval interval = {0};
    assert_int_equal(method->rate(&sample, &level, &interval, NULL), CVS_OK);
    add_miss(&sum, &interval, rate, arm->mass[i]);
  }
  return sum;
}

static double cover_rate(const cvs_method *method, uint64_t visitors, double rate) {
  static binomial arm;
  enumerate(visitors, rate, &arm);
  misses miss = miss_rate(method, &arm, rate);
  /* Clopper & Pearson (1934): never more than alpha/2 on a side */
  if (strcmp(method->id, "clopper-pearson") == 0)
    assert_true(miss.below <= ALPHA / 2 + 1e-8 && miss.above <= ALPHA / 2 + 1e-8);
  return 1 - miss.below - miss.above;
}

static void cover_rates(const cvs_method *method, uint64_t visitors) {
  printf("%-16s %6u", method->id, (unsigned)visitors);
  for (size_t r = 0; r < RATE_COUNT; r++) {
    double coverage = cover_rate(method, visitors, RATES[r]);
    printf(" %8.2f", 100 * coverage);
    /* Brown, Cai & DasGupta (2001): all of these stay near the level in this range */
    assert_true(coverage > 0.90);
  }
  printf("\n");
}

static void intervals_of_a_rate_cover_what_is_known_of_them(void **state) {
  (void)state;
  static const char *const ids[] = {"wilson", "wilson-cc", "clopper-pearson", "mid-p", "agresti-coull", "jeffreys"};
  printf("\ncoverage of 95 %% intervals of one rate, in percent\n%-16s %6s", "", "n");
  for (size_t r = 0; r < RATE_COUNT; r++)
    printf(" %7.1f%%", 100 * RATES[r]);
  printf("\n");

  for (size_t m = 0; m < sizeof ids / sizeof ids[0]; m++)
    for (size_t s = 0; s < SIZE_COUNT; s++)
      cover_rates(cvs_method_find(CVS_KIND_RATE, ids[m]), SIZES[s]);
}

/* --- effects of two arms --- */

static double true_effect(cvs_scale scale, double p1, double p2) {
  if (scale == CVS_DIFFERENCE)
    return p2 - p1;
  return scale == CVS_LIFT ? p2 / p1 - 1 : p2 * (1 - p1) / (p1 * (1 - p2));
}

static misses miss_effect(const cvs_method *method, cvs_scale scale, const binomial arm[2], double truth) {
  cvs_level level = level_95();
  misses sum = {0};
  for (size_t i = 0; i < arm[0].count; i++)
    for (size_t k = 0; k < arm[1].count; k++) {
      cvs_pair pair = {.control = sample_at(&arm[0], i), .treatment = sample_at(&arm[1], k)};
      cvs_interval interval = {0};
      if (method->effect(&pair, scale, &level, &interval, NULL) == CVS_OK)
        add_miss(&sum, &interval, truth, arm[0].mass[i] * arm[1].mass[k]);
    }
  return sum;
}

static void print_effect_row(const cvs_method *method, cvs_scale scale, uint64_t visitors, double lift) {
  static const char *const scale_names[CVS_SCALES] = {"difference", "lift", "odds ratio"};
  static binomial arm[2];
  printf("%-20s %-10s %6u %4.0f%%", method->id, scale_names[scale], (unsigned)visitors, 100 * lift);
  for (size_t r = 0; r < RATE_COUNT; r++) {
    double p1 = RATES[r], p2 = p1 * (1 + lift);
    enumerate(visitors, p1, &arm[0]);
    enumerate(visitors, p2, &arm[1]);
    misses miss = miss_effect(method, scale, arm, true_effect(scale, p1, p2));
    printf("  %6.2f (%4.2f %4.2f)", 100 * (1 - miss.below - miss.above), 100 * miss.below, 100 * miss.above);
  }
  printf("\n");
}

static void print_effect_rows(const cvs_method *method, cvs_scale scale) {
  for (size_t s = 0; s < SIZE_COUNT; s++) {
    print_effect_row(method, scale, SIZES[s], 0);
    print_effect_row(method, scale, SIZES[s], 0.5);
  }
}

static void intervals_of_effects_are_measured(void **state) {
  (void)state;
  static const char *const ids[] = {"score", "miettinen-nurminen", "newcombe", "agresti-caffo", "wald",
                                    "katz",  "log-half",           "fieller",  "woolf",         "gart"};
  printf("\ncoverage of 95 %% intervals of effects in percent (in brackets: below the truth, above it)\n");
  printf("%-20s %-10s %6s %5s", "", "", "n", "lift");
  for (size_t r = 0; r < RATE_COUNT; r++)
    printf("  %13.1f%%     ", 100 * RATES[r]);
  printf("\n");

  for (size_t m = 0; m < sizeof ids / sizeof ids[0]; m++) {
    const cvs_method *method = cvs_method_find(CVS_KIND_EFFECT, ids[m]);
    for (int scale = 0; scale < CVS_SCALES; scale++)
      if (method->has_scale[scale])
        print_effect_rows(method, (cvs_scale)scale);
  }
}

/* Published: n = 1000 an arm, both rates 1 %, lift 0: the delta method's interval lies below the
 * truth in 8.2371 % of experiments and above it never, Walter's in 1.6308 % on each side. */
static void the_known_lopsidedness_of_the_delta_method_is_found_again(void **state) {
  (void)state;
  static binomial arm[2];
  enumerate(1000, 0.01, &arm[0]);
  enumerate(1000, 0.01, &arm[1]);

  misses delta = miss_effect(cvs_method_find(CVS_KIND_EFFECT, "wald"), CVS_LIFT, arm, 0);
  misses walter = miss_effect(cvs_method_find(CVS_KIND_EFFECT, "log-half"), CVS_LIFT, arm, 0);
  /* the published figure counts a treatment without conversions as a miss; here it has no interval */
  double nobody = pow(0.99, 1000);
  delta.below += nobody * (1 - nobody);

  assert_true(fabs(delta.below - 0.082371) < 1e-6);
  assert_true(delta.above < 1e-8);
  assert_true(fabs(walter.below - 0.016308) < 1e-6);
  assert_true(fabs(walter.above - 0.016308) < 1e-6);
}

/* --- false positives --- */

static double false_positives(const cvs_method *method, const binomial arm[2]) {
  double sum = 0;
  for (size_t i = 0; i < arm[0].count; i++)
    for (size_t k = 0; k < arm[1].count; k++) {
      cvs_pair pair = {.control = sample_at(&arm[0], i), .treatment = sample_at(&arm[1], k)};
      cvs_test_result result;
      if (method->test(&pair, CVS_TWO_SIDED, &result, NULL) == CVS_OK && result.p_value < ALPHA)
        sum += arm[0].mass[i] * arm[1].mass[k];
    }
  return sum;
}

static void measure_false_positives(const cvs_method *method, uint64_t visitors) {
  static binomial arm[2];
  printf("%-10s %6u", method->id, (unsigned)visitors);
  for (size_t r = 0; r < RATE_COUNT; r++) {
    enumerate(visitors, RATES[r], &arm[0]);
    arm[1] = arm[0];
    double error = false_positives(method, arm);
    printf(" %8.3f", 100 * error);
    /* the default is used from an expected count of 5 on: within a fifth of alpha there */
    if (strcmp(method->id, "score") == 0 && RATES[r] * (double)visitors >= 5)
      assert_true(error <= 1.2 * ALPHA);
    /* Yates (1934) imitates an exact test: below alpha throughout */
    if (strcmp(method->id, "yates") == 0)
      assert_true(error <= ALPHA);
  }
  printf("\n");
}

static void false_positives_are_measured_and_bounded_for_the_default(void **state) {
  (void)state;
  static const char *const ids[] = {"score", "n-1", "yates", "wald", "g"};
  printf("\nfalse positives at alpha 5 %%, in percent\n%-10s %6s", "", "n");
  for (size_t r = 0; r < RATE_COUNT; r++)
    printf(" %7.1f%%", 100 * RATES[r]);
  printf("\n");

  for (size_t m = 0; m < sizeof ids / sizeof ids[0]; m++)
    for (size_t s = 0; s < SIZE_COUNT; s++)
      measure_false_positives(cvs_method_find(CVS_KIND_TEST, ids[m]), SIZES[s]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_of_a_rate_cover_what_is_known_of_them),
      cmocka_unit_test(intervals_of_effects_are_measured),
      cmocka_unit_test(the_known_lopsidedness_of_the_delta_method_is_found_again),
      cmocka_unit_test(false_positives_are_measured_and_bounded_for_the_default),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

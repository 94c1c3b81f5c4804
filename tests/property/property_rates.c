/* Intervals of one rate over random samples up to 1e12 visitors: they exist, stay in [0, 1], hold
 * the observed rate, lie inside one another as theory says, and mirror conversions and rest. */
#include <convstat/convstat.h>

#include "num/num.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { SAMPLES = 20000, METHODS = 6 };
static const uint64_t SEED = 99;
/* The quantiles of the beta distribution are right to about 12 digits. */
static const double SLACK = 1e-11;

enum { WILSON, WILSON_CC, CLOPPER_PEARSON, MID_P, AGRESTI_COULL, JEFFREYS };
static const char *const ids[METHODS] = {"wilson", "wilson-cc",     "clopper-pearson",
                                         "mid-p",  "agresti-coull", "jeffreys"};

static uint64_t draw_log_uniform(cvs_rng *rng, uint64_t max) {
  return (uint64_t)floor(exp(cvs_rng_uniform(rng) * log1p((double)max)));
}

static cvs_sample draw_sample(cvs_rng *rng) {
  uint64_t visitors = draw_log_uniform(rng, CVS_VISITORS_MAX - 1);
  uint64_t near = draw_log_uniform(rng, visitors) - 1;
  near = near < visitors ? near : visitors;
  switch (cvs_rng_below(rng, 3)) {
  case 0:
    return (cvs_sample){visitors, visitors - near};
  case 1:
    return (cvs_sample){visitors, cvs_rng_below(rng, visitors + 1)};
  default:
    return (cvs_sample){visitors, near};
  }
}

static bool is_inside(const cvs_interval *inner, const cvs_interval *outer) {
  return inner->lower >= outer->lower * (1 - SLACK) - DBL_EPSILON &&
         inner->upper <= outer->upper * (1 + SLACK) + DBL_EPSILON;
}

static unsigned check_one(int method, const cvs_sample *sample, const cvs_level *level, cvs_interval *out) {
  cvs_error error = {0};
  cvs_status status = cvs_method_find(CVS_KIND_RATE, ids[method])->rate(sample, level, out, &error);
  double rate = (double)sample->conversions / (double)sample->visitors;
  if (status == CVS_OK && out->exists && out->lower >= 0 && out->upper <= 1 && out->lower <= out->upper &&
      out->lower <= rate * (1 + SLACK) && out->upper >= rate * (1 - SLACK))
    return 0;
  print_error("%s of %.0f/%.0f at z %g: status %d, [%.17g, %.17g]\n", ids[method], (double)sample->conversions,
              (double)sample->visitors, level->z, (int)status, out->lower, out->upper);
  return 1;
}

static unsigned check_nesting(const cvs_interval of[METHODS], const cvs_sample *sample, const cvs_level *level) {
  /* Agresti & Coull (1998); mid-p halves a probability that Clopper-Pearson counts in full */
  if (is_inside(&of[WILSON], &of[AGRESTI_COULL]) && is_inside(&of[WILSON], &of[WILSON_CC]) &&
      is_inside(&of[MID_P], &of[CLOPPER_PEARSON]) && is_inside(&of[JEFFREYS], &of[CLOPPER_PEARSON]))
    return 0;
  print_error("nesting of %.0f/%.0f at z %g\n", (double)sample->conversions, (double)sample->visitors, level->z);
  return 1;
}

static unsigned check_mirror(const cvs_interval of[METHODS], const cvs_sample *sample, const cvs_level *level) {
  cvs_sample rest = {sample->visitors, sample->visitors - sample->conversions};
  unsigned misses = 0;
  for (int m = 0; m < METHODS; m++) {
    cvs_interval mirrored = {0};
    misses += check_one(m, &rest, level, &mirrored);
    if (fabs(1 - mirrored.upper - of[m].lower) <= SLACK && fabs(1 - mirrored.lower - of[m].upper) <= SLACK)
      continue;
    print_error("mirror of %s, %.0f/%.0f at z %g: [%.17g, %.17g] and [%.17g, %.17g]\n", ids[m],
                (double)sample->conversions, (double)sample->visitors, level->z, of[m].lower, of[m].upper,
                mirrored.lower, mirrored.upper);
    misses++;
  }
  return misses;
}

static void intervals_of_a_rate_are_possible_nested_and_mirrored(void **state) {
  (void)state;
  static const double alphas[] = {0.2, 0.05, 0.001, 1e-9};
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  unsigned misses = 0;
  for (int i = 0; i < SAMPLES && misses < 20; i++) {
    cvs_sample sample = draw_sample(rng);
    cvs_interval of[METHODS] = {{0}};
    cvs_level level;
    assert_int_equal(cvs_level_from_alpha(alphas[i % 4], CVS_TWO_SIDED, &level, NULL), CVS_OK);
    for (int m = 0; m < METHODS; m++)
      misses += check_one(m, &sample, &level, &of[m]);
    misses += check_nesting(of, &sample, &level);
    misses += check_mirror(of, &sample, &level);
  }
  cvs_rng_free(rng);

  assert_int_equal(misses, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_of_a_rate_are_possible_nested_and_mirrored),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* p-value and interval agree: over random tables, p < alpha exactly where the interval excludes no
 * effect, for score and n-1 on all three scales and every side; ends are ordered, possible and
 * where the statistic is critical; the same for wald's difference; and exchanging the arms mirrors every closed form.
 */
#include <convstat/convstat.h>

#include "num/num.h"
#include "stat/score.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { TABLES = 100000, ALTERNATIVES = 3 };
/* Near here p itself runs out of digits, as its header says; ln p does not. */
static const double P_UNDERFLOWS = 1e-300;
static const uint64_t SEED = 20240611;

/* --- random tables --- */

static uint64_t draw_log_uniform(cvs_rng *rng, double ln_max) {
  return (uint64_t)floor(exp(cvs_rng_uniform(rng) * ln_max));
}

static uint64_t draw_visitors(cvs_rng *rng) {
  static const uint64_t edge[] = {1, 2, 3, UINT64_C(999999999999), CVS_VISITORS_MAX};
  if (cvs_rng_below(rng, 10) == 0)
    return edge[cvs_rng_below(rng, 5)];
  if (cvs_rng_below(rng, 3) == 0)
    return 1 + cvs_rng_below(rng, 40);
  return draw_log_uniform(rng, log(1e12));
}

static uint64_t at_most(uint64_t value, uint64_t limit) {
  return value < limit ? value : limit;
}

/* Log-uniform from either end, uniform, or on the boundary. */
static uint64_t draw_conversions(cvs_rng *rng, uint64_t visitors) {
  uint64_t near = at_most(draw_log_uniform(rng, log1p((double)visitors)), visitors);
  switch (cvs_rng_below(rng, 8)) {
  case 0:
    return 0;
  case 1:
    return visitors;
  case 2:
    return at_most(1, visitors);
  case 3:
    return visitors - near;
  case 4:
    return cvs_rng_below(rng, visitors + 1);
  default:
    return near;
  }
}

/* The control's rate plus up to six standard errors: where decisions are close. */
static uint64_t draw_near(cvs_rng *rng, const cvs_sample *control, uint64_t visitors) {
  double n = (double)visitors, rate = (double)control->conversions / (double)control->visitors;
  double error = sqrt(rate * (1 - rate) * (n + n * n / (double)control->visitors));
  double wanted = n * rate + (12 * cvs_rng_uniform(rng) - 6) * error;
  return (uint64_t)fmax(0, fmin(n, round(wanted)));
}

static cvs_pair draw_pair(cvs_rng *rng) {
  cvs_pair pair;
  pair.control.visitors = draw_visitors(rng);
  pair.treatment.visitors = cvs_rng_below(rng, 2) ? pair.control.visitors : draw_visitors(rng);
  pair.control.conversions = draw_conversions(rng, pair.control.visitors);
  pair.treatment.conversions = cvs_rng_below(rng, 2) ? draw_near(rng, &pair.control, pair.treatment.visitors)
                                                     : draw_conversions(rng, pair.treatment.visitors);
  return pair;
}

/* Usual and tiny levels, and the p-value itself or a neighbour of it: ties to the last bit. */
static double draw_alpha(cvs_rng *rng, double p) {
  static const double usual[] = {0.4, 0.1, 0.05, 0.01, 1e-3, 1e-6, 1e-9, 1e-15, 1e-100};
  bool can_tie = p > 1e-300 && p < 0.49;
  switch (can_tie ? cvs_rng_below(rng, 6) : 5) {
  case 0:
    return p;
  case 1:
    return nextafter(p, 0);
  case 2:
    return nextafter(p, 1);
  case 3:
    return p * (1 + (cvs_rng_uniform(rng) - 0.5) * 1e-10);
  default:
    return usual[cvs_rng_below(rng, sizeof usual / sizeof usual[0])];
  }
}

/* --- what must hold --- */

static const char *describe(const cvs_pair *pair) {
  static char text[128];
  snprintf(text, sizeof text, "control %llu/%llu treatment %llu/%llu", (unsigned long long)pair->control.conversions,
           (unsigned long long)pair->control.visitors, (unsigned long long)pair->treatment.conversions,
           (unsigned long long)pair->treatment.visitors);
  return text;
}

static double no_effect(cvs_scale scale) {
  return scale == CVS_ODDS_RATIO ? 1 : 0;
}

static bool excludes_no_effect(const cvs_interval *interval, cvs_scale scale) {
  return (interval->has_lower && interval->lower > no_effect(scale)) ||
         (interval->has_upper && interval->upper < no_effect(scale));
}

static bool is_possible(const cvs_interval *i, cvs_scale scale) {
  double low = scale == CVS_ODDS_RATIO ? 0 : -1, high = scale == CVS_DIFFERENCE ? 1 : INFINITY;
  if (!isfinite(i->lower) || !isfinite(i->upper) || !isfinite(i->estimate) || !i->exists)
    return false;
  if (i->has_lower && (i->lower < low || i->lower > high))
    return false;
  return !i->has_upper || (i->upper >= low && i->upper <= high && (!i->has_lower || i->lower <= i->upper));
}

/* The end is where the statistic is critical. The statistic comes from the constrained rates, the
 * end from the multiplier, so the two computations check each other. Ends whose own last bit moves
 * the statistic, and ends at the edge of what is possible, say nothing. */
static bool is_critical(const cvs_pair *pair, cvs_scale scale, double factor, double end, double z) {
  if (fabs(end - no_effect(scale)) < 1e-14 || end <= -0.999999 || end > 1e9 || end < 1e-9 - 1 ||
      (scale == CVS_DIFFERENCE && end > 0.999999) || (scale == CVS_ODDS_RATIO && end < 1e-9))
    return true;
  double at = fabs(cvs_score_z(pair, scale, end, factor));
  double beside = fabs(cvs_score_z(pair, scale, end * (1 + 1e-13), factor));
  return fabs(at - z) <= 1e-9 * z + 20 * fabs(at - beside);
}

typedef struct agreement {
  const char *test;
  const char *interval;
  bool is_score; /* its ends are roots of the score statistic */
  bool n1;       /* with the factor N/(N - 1) */
} agreement;
static const agreement agreements[] = {
    {"score", "score", true, false}, {"n-1", "miettinen-nurminen", true, true}, {"wald", "wald", false, false}};

static unsigned check_scale(const agreement *a, const cvs_pair *pair, cvs_scale scale, const cvs_level *level,
                            bool significant) {
  cvs_interval interval = {0};
  const cvs_method *method = cvs_method_find(CVS_KIND_EFFECT, a->interval);
  cvs_error error = {0};
  if (method->effect(pair, scale, level, &interval, &error) != CVS_OK) {
    print_error("%s: %s, %s\n", describe(pair), a->interval, error.message);
    return 1;
  }
  double factor = a->n1 ? cvs_score_factor_n1(pair) : 1;
  bool critical =
      !a->is_score || ((!interval.has_lower || is_critical(pair, scale, factor, interval.lower, level->z)) &&
                       (!interval.has_upper || is_critical(pair, scale, factor, interval.upper, level->z)));
  if (excludes_no_effect(&interval, scale) == significant && is_possible(&interval, scale) && critical)
    return 0;
  print_error("%s: %s scale %d side %d z %.17g: [%.17g, %.17g], significant %d, critical %d\n", describe(pair),
              a->interval, (int)scale, (int)level->alternative, level->z, interval.lower, interval.upper, significant,
              critical);
  return 1;
}

static unsigned check_agreement(cvs_rng *rng, const agreement *a, const cvs_pair *pair, cvs_alternative alternative) {
  const cvs_method *test = cvs_method_find(CVS_KIND_TEST, a->test);
  cvs_test_result result = {.p_value = 1};
  bool has_test = test->test(pair, alternative, &result, NULL) == CVS_OK;
  double alpha = draw_alpha(rng, result.p_value);
  cvs_level level;
  assert_int_equal(cvs_level_from_alpha(alpha, alternative, &level, NULL), CVS_OK);
  unsigned misses = 0;
  if (!has_test && !a->is_score) /* 0 % against 100 %: Wald's variance is 0, no p and a point for an interval */
    return 0;
  for (int scale = 0; scale < CVS_SCALES; scale++)
    if (test->agrees[scale] != NULL)
      misses += check_scale(a, pair, (cvs_scale)scale, &level, has_test && result.p_value < alpha);
  return misses;
}

static void p_is_below_alpha_exactly_where_the_score_interval_excludes_no_effect(void **state) {
  (void)state;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  unsigned misses = 0;
  for (int table = 0; table < TABLES && misses < 20; table++) {
    cvs_pair pair = draw_pair(rng);
    for (size_t a = 0; a < sizeof agreements / sizeof agreements[0]; a++)
      for (int side = 0; side < ALTERNATIVES; side++)
        misses += check_agreement(rng, &agreements[a], &pair, (cvs_alternative)side);
  }
  cvs_rng_free(rng);

  assert_int_equal(misses, 0);
}

/* --- exchanging the arms --- */

static const char *const closed_tests[] = {"score", "wald", "yates", "n-1", "g"};
static const char *const closed_effects[] = {"score", "miettinen-nurminen", "newcombe", "agresti-caffo", "wald",
                                             "katz",  "log-half",           "woolf",    "gart"};

static cvs_alternative mirror(cvs_alternative side) {
  if (side == CVS_TWO_SIDED)
    return side;
  return side == CVS_GREATER ? CVS_LESS : CVS_GREATER;
}

static unsigned check_mirrored_test(const cvs_method *method, const cvs_pair *pair, cvs_alternative side) {
  cvs_pair swapped = {.control = pair->treatment, .treatment = pair->control};
  cvs_test_result there = {0}, back = {0};
  cvs_status status = method->test(pair, side, &there, NULL);
  bool same = method->test(&swapped, mirror(side), &back, NULL) == status;
  if (status == CVS_OK)
    same = same && there.p_value >= 0 && there.p_value <= 1 && there.ln_p_value <= 0 && isfinite(there.ln_p_value) &&
           fabs(there.ln_p_value - back.ln_p_value) <= 1e-13 * fabs(there.ln_p_value) + 1e-15 &&
           fabs(exp(there.ln_p_value) - there.p_value) <= 1e-12 * there.p_value + P_UNDERFLOWS;
  if (same)
    return 0;
  print_error("%s: %s side %d: ln p %.17g and %.17g, p %.17g\n", describe(pair), method->id, (int)side,
              there.ln_p_value, back.ln_p_value, there.p_value);
  return 1;
}

/* The end of the exchanged arms' interval that answers to this one. */
static bool mirrors(double end, double other, cvs_scale scale) {
  if (scale == CVS_DIFFERENCE)
    return fabs(end + other) <= 1e-12 * fabs(end) + 1e-15;
  if (scale == CVS_LIFT) /* a lift near -1 is right to some eight roundings, which its ratio magnifies */
    return fabs((1 + end) * (1 + other) - 1) <= 1e-11 + 16 * DBL_EPSILON * (2 + fabs(end) + fabs(other));
  return end == 0 || other == 0 || fabs(end * other - 1) <= 1e-11;
}

static bool is_symmetric_on(const cvs_method *method, cvs_scale scale) {
  return scale != CVS_LIFT || method != cvs_method_find(CVS_KIND_EFFECT, "wald"); /* the delta method is not */
}

static unsigned check_mirrored_effect(const cvs_method *method, const cvs_pair *pair, cvs_scale scale) {
  cvs_pair swapped = {.control = pair->treatment, .treatment = pair->control};
  cvs_interval there = {0}, back = {0};
  cvs_level level;
  assert_int_equal(cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  cvs_status status = method->effect(pair, scale, &level, &there, NULL);
  bool same = method->effect(&swapped, scale, &level, &back, NULL) == status;
  if (status == CVS_OK) {
    same = same && is_possible(&there, scale);
    if (there.has_lower && back.has_upper)
      same = same && mirrors(there.lower, back.upper, scale);
    if (there.has_upper && back.has_lower)
      same = same && mirrors(there.upper, back.lower, scale);
  }
  if (same)
    return 0;
  print_error("%s: %s scale %d: [%.17g, %.17g] and [%.17g, %.17g]\n", describe(pair), method->id, (int)scale,
              there.lower, there.upper, back.lower, back.upper);
  return 1;
}

static unsigned check_mirrored_effects(const cvs_pair *pair) {
  unsigned misses = 0;
  for (size_t i = 0; i < sizeof closed_effects / sizeof closed_effects[0]; i++) {
    const cvs_method *method = cvs_method_find(CVS_KIND_EFFECT, closed_effects[i]);
    for (int scale = 0; scale < CVS_SCALES; scale++)
      if (method->has_scale[scale] && is_symmetric_on(method, (cvs_scale)scale))
        misses += check_mirrored_effect(method, pair, (cvs_scale)scale);
  }
  return misses;
}

static void exchanging_the_arms_mirrors_every_closed_form(void **state) {
  (void)state;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED + 1, &rng), CVS_OK);

  unsigned misses = 0;
  for (int table = 0; table < TABLES && misses < 20; table++) {
    cvs_pair pair = draw_pair(rng);
    for (size_t i = 0; i < sizeof closed_tests / sizeof closed_tests[0]; i++)
      for (int side = 0; side < ALTERNATIVES; side++)
        misses += check_mirrored_test(cvs_method_find(CVS_KIND_TEST, closed_tests[i]), &pair, (cvs_alternative)side);
    misses += check_mirrored_effects(&pair);
  }
  cvs_rng_free(rng);

  assert_int_equal(misses, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(p_is_below_alpha_exactly_where_the_score_interval_excludes_no_effect),
      cmocka_unit_test(exchanging_the_arms_mirrors_every_closed_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

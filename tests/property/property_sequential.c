/* Group sequential designs of random terms: the error and the power are what was asked, bounds are in
 * order, probabilities add up, and what is said at a look agrees with its bounds. */
#include "num/num.h"
#include <convstat/sequential.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { DESIGNS = 300, MISSES_MAX = 20 };
static const uint64_t SEED = 20;
/* Roots and sums of fifty looks. */
static const double SLACK = 1e-9;

static cvs_spending draw_spending(cvs_rng *rng, uint64_t families) {
  cvs_spending spending = {(cvs_spending_family)cvs_rng_below(rng, families), 0};
  if (spending.family == CVS_SPENDING_KIM_DEMETS)
    spending.parameter = 0.5 + 5 * cvs_rng_uniform(rng);
  if (spending.family == CVS_SPENDING_HSD)
    spending.parameter = 12 * cvs_rng_uniform(rng) - 8;
  if (spending.family == CVS_BOUNDS_WANG_TSIATIS)
    spending.parameter = 0.5 * cvs_rng_uniform(rng);
  return spending;
}

static cvs_sequential_terms draw_terms(cvs_rng *rng) {
  cvs_sequential_terms terms = {
      .efficacy = draw_spending(rng, 7),
      .alpha = pow(10, -1 - 3 * cvs_rng_uniform(rng)),
      .two_sided = cvs_rng_below(rng, 2) == 0,
      .power = 0.5 + 0.45 * cvs_rng_uniform(rng),
      .futility = (cvs_futility)cvs_rng_below(rng, 3),
      .beta_spending = draw_spending(rng, 2), /* steep ones may meet the upper bound: no plan */
      .looks = 2 + (size_t)cvs_rng_below(rng, 9),
  };
  double sum = 0;
  for (size_t j = 0; j < terms.looks; j++)
    terms.information[j] = sum += 0.1 + cvs_rng_uniform(rng);
  for (size_t j = 0; j < terms.looks; j++)
    terms.information[j] /= sum;
  return terms;
}

static bool are_bounds_in_order(const cvs_sequential_bounds *bounds) {
  for (size_t j = 0; j < bounds->looks; j++) {
    const cvs_sequential_look *look = &bounds->look[j];
    if (bounds->has_lower && !(look->z_lower < 0 && look->z_lower < look->z_upper))
      return false;
    if (bounds->has_futility && !(look->z_futility <= look->z_upper))
      return false;
    if (bounds->has_futility && bounds->has_lower && !(look->z_futility >= look->z_lower))
      return false;
    if (j > 0 && (look->alpha_spent < look[-1].alpha_spent || look->beta_spent < look[-1].beta_spent))
      return false;
  }
  return true;
}

static bool do_stops_add_up(const cvs_sequential_bounds *bounds, const cvs_sequential_stops *stops) {
  double all = 0;
  for (size_t j = 0; j < bounds->looks; j++) {
    if (stops->upper[j] < 0 || stops->lower[j] < 0 || stops->futility[j] < 0)
      return false;
    all += stops->upper[j] + stops->lower[j] + stops->futility[j];
  }
  const bool always = bounds->has_futility;
  return all <= 1 + SLACK && (!always || all >= 1 - SLACK) &&
         stops->information_expected >= bounds->look[0].information - SLACK && stops->information_expected <= 1 + SLACK;
}

/* Without effect the two-sided binding design has less harm than its side allows: the bound ignores futility. */
static bool is_error_kept(const cvs_sequential_terms *terms, const cvs_sequential_design *design) {
  const double spent = design->bounds.look[terms->looks - 1].alpha_spent;
  if (terms->two_sided && terms->futility == CVS_FUTILITY_BINDING)
    return spent <= terms->alpha * (1 + SLACK) && spent >= terms->alpha / 2 * (1 - SLACK);
  return fabs(spent / terms->alpha - 1) <= SLACK;
}

/* "Crossed" is "stage-wise p at most what is spent so far": Tsiatis, Rosner & Mehta (1984). */
static bool does_p_agree(const cvs_sequential_terms *terms, const cvs_sequential_design *design, size_t look) {
  const cvs_sequential_look *at = &design->bounds.look[look];
  cvs_sequential_final final;
  if (cvs_sequential_conclude(&design->bounds, &(cvs_sequential_seen){look, at->z_upper}, 0.05, &final, NULL) != CVS_OK)
    return false;
  if (terms->futility == CVS_FUTILITY_BINDING && terms->two_sided)
    return final.p_value <= terms->alpha * (1 + SLACK);
  return fabs(final.p_value - fmin(at->alpha_spent, 1)) <= SLACK && final.lower < final.estimate &&
         final.estimate < final.upper;
}

/* More effect, more chance; from the bound itself more than from below it. */
static bool is_conditional_power_monotone(const cvs_sequential_design *design, size_t look) {
  double before = 0;
  for (double drift = -3; drift <= 6; drift += 1.5) {
    double power;
    if (cvs_conditional_power(&design->bounds, &(cvs_sequential_seen){look, 1}, drift, &power, NULL) != CVS_OK ||
        power < before - SLACK || power > 1)
      return false;
    before = power;
  }
  return true;
}

static bool is_design_sound(const cvs_sequential_terms *terms, const cvs_sequential_design *design, cvs_rng *rng) {
  const size_t look = (size_t)cvs_rng_below(rng, terms->looks);
  return are_bounds_in_order(&design->bounds) && is_error_kept(terms, design) && design->inflation >= 1 - SLACK &&
         fabs(design->h1.power - terms->power) <= SLACK && do_stops_add_up(&design->bounds, &design->h0) &&
         do_stops_add_up(&design->bounds, &design->half) && do_stops_add_up(&design->bounds, &design->h1) &&
         does_p_agree(terms, design, look) && is_conditional_power_monotone(design, look);
}

static void designs_keep_their_error_their_power_and_their_order(void **state) {
  (void)state;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  unsigned misses = 0, none = 0;
  for (int i = 0; i < DESIGNS && misses < MISSES_MAX; i++) {
    const cvs_sequential_terms terms = draw_terms(rng);
    cvs_sequential_design design;
    cvs_error error = {0};
    const cvs_status status = cvs_sequential_plan(&terms, &design, &error);
    none += status == CVS_EUNDEF;
    if (status == CVS_EUNDEF || (status == CVS_OK && is_design_sound(&terms, &design, rng)))
      continue;
    print_error("design %d: status %d %s, family %d (%g), futility %d, %zu looks, alpha %g, two-sided %d\n", i,
                (int)status, error.message, (int)terms.efficacy.family, terms.efficacy.parameter, (int)terms.futility,
                terms.looks, terms.alpha, (int)terms.two_sided);
    misses++;
  }
  cvs_rng_free(rng);

  assert_int_equal(misses, 0);
  assert_true(none < DESIGNS / 20);
}

/* "The repeated p is at most alpha" is "the bound is crossed", and so is "the repeated limit is above 0". */
static void repeated_p_and_limits_agree_with_the_bounds(void **state) {
  (void)state;
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED + 1, &rng), CVS_OK);

  unsigned misses = 0;
  for (int i = 0; i < DESIGNS / 6; i++) {
    cvs_sequential_terms terms = draw_terms(rng);
    terms.futility = CVS_FUTILITY_NONE;
    const cvs_sequential_reached reached = {1 + (size_t)cvs_rng_below(rng, terms.looks), terms.information, false};
    cvs_sequential_bounds bounds;
    cvs_sequential_repeated repeated;
    assert_int_equal(cvs_sequential_bounds_at(&terms, 0, &reached, &bounds, NULL), CVS_OK);
    const double upper = bounds.look[reached.looks - 1].z_upper;
    const double z = upper + (cvs_rng_uniform(rng) - 0.5) * fmin(1, upper);
    assert_int_equal(cvs_sequential_repeat(&terms, &reached, z, &repeated, NULL), CVS_OK);
    misses += (repeated.p_value <= terms.alpha) != (z >= upper) || (repeated.lower >= 0) != (z >= upper);
  }
  cvs_rng_free(rng);

  assert_int_equal(misses, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(designs_keep_their_error_their_power_and_their_order),
      cmocka_unit_test(repeated_p_and_limits_agree_with_the_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Several treatments with looks, by simulation: how often any of them crosses a bound though none has an
 * effect. Each is a design of its own at the level that is left to it; they share the control. */
#include "num/num.h"
#include <convstat/convstat.h>

#include <math.h>
#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { RUNS = 200000 };
static const uint64_t SEED = 11;
static const double ALPHA = 0.05;
/* A true error of alpha passes this limit once in two thousand runs of the test. */
static const double STANDARD_ERRORS = 3.3;

/* The bounds of one comparison at `alpha`, `looks` equal looks. */
static cvs_sequential_bounds bounds_at(double alpha, cvs_spending efficacy, size_t looks) {
  cvs_sequential_terms terms = {.efficacy = efficacy, .alpha = alpha, .two_sided = true, .power = 0.8, .looks = looks};
  cvs_sequential_design design;
  cvs_sequential_equal_looks(looks, terms.information);
  assert_int_equal(cvs_sequential_plan(&terms, &design, NULL), CVS_OK);
  return design.bounds;
}

/* Whether any of `treatments` crosses a bound, all arms of the same size. */
static bool crosses(cvs_rng *rng, const cvs_sequential_bounds *bounds, size_t treatments) {
  double arm[CVS_PLAN_ARMS_MAX + 1] = {0}; /* scores, the control's first */
  double before = 0;
  for (size_t j = 0; j < bounds->looks; j++) {
    const double time = bounds->look[j].information;
    for (size_t i = 0; i <= treatments; i++)
      arm[i] += sqrt((time - before) / 2) * cvs_rng_normal(rng);
    for (size_t i = 1; i <= treatments; i++)
      if (fabs(arm[i] - arm[0]) / sqrt(time) >= bounds->look[j].z_upper)
        return true;
    before = time;
  }
  return false;
}

static double find_error(cvs_rng *rng, const cvs_sequential_bounds *bounds, size_t treatments) {
  size_t crossed = 0;
  for (size_t run = 0; run < RUNS; run++)
    crossed += crosses(rng, bounds, treatments);
  return (double)crossed / RUNS;
}

/* What Dunnett's critical value of one look leaves to each of `treatments`, of equal size. */
static double dunnett_alpha(size_t treatments) {
  double factor[CVS_PLAN_ARMS_MAX], z = 0;
  cvs_level level;
  for (size_t i = 0; i < treatments; i++)
    factor[i] = sqrt(0.5);
  const cvs_many_to_one arms = {factor, treatments, CVS_TWO_SIDED};
  assert_int_equal(cvs_dunnett_critical(ALPHA, &arms, &z, NULL), CVS_OK);
  assert_int_equal(cvs_level_from_z(z, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  return 2 * level.tail;
}

static void the_error_of_all_treatments_together_is_at_most_alpha(void **state) {
  (void)state;
  static const struct {
    cvs_spending efficacy;
    const char *name;
    size_t looks;
    size_t treatments;
  } rows[] = {{{CVS_SPENDING_OBF, 0}, "obf", 5, 2},
              {{CVS_SPENDING_OBF, 0}, "obf", 5, 9},
              {{CVS_SPENDING_POCOCK, 0}, "pocock", 10, 3},
              {{CVS_BOUNDS_POCOCK, 0}, "pocock bounds", 20, 5}};
  const double noise = STANDARD_ERRORS * sqrt(ALPHA * (1 - ALPHA) / RUNS);
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const double sidak = -expm1(log1p(-ALPHA) / (double)rows[i].treatments);
    const cvs_sequential_bounds held = bounds_at(sidak, rows[i].efficacy, rows[i].looks);
    const cvs_sequential_bounds refused = bounds_at(dunnett_alpha(rows[i].treatments), rows[i].efficacy, rows[i].looks);

    const double error = find_error(rng, &held, rows[i].treatments);

    printf("%-14s %2zu looks, %zu treatments: error %.4f by Sidak, %.4f by Dunnett's value of one look (+- %.4f)\n",
           rows[i].name, rows[i].looks, rows[i].treatments, error, find_error(rng, &refused, rows[i].treatments),
           noise);
    assert_true(error <= ALPHA + noise);
    assert_true(error > ALPHA / 2); /* and it is no empty promise */
  }
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_error_of_all_treatments_together_is_at_most_alpha)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

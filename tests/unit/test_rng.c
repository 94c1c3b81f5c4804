/* The random stream: its bits to the letter, its distributions by their moments and chi-square. */
#include "num/num.h"

#include "num/dist.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { DRAWS = 200000 };
/* A right generator misses such a limit once in a million: the seeds below are fixed, so never. */
static const double z_limit = 5;
static const double p_limit = 1e-6;

static cvs_rng *seeded(uint64_t seed) {
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(seed, &rng), CVS_OK);
  return rng;
}

static void bits_follow_the_published_algorithm(void **state) {
  (void)state;
  /* SplitMix64 and xoshiro256** in unbounded integers (Python), checked there against the authors'
   * vectors 6457827717110365317 (seed 1234567) and 11520, 0, 1509978240 (state 1, 2, 3, 4). */
  static const uint64_t seeds[] = {0, 42, UINT64_MAX};
  static const uint64_t wanted[3][3] = {
      {UINT64_C(11091344671253066420), UINT64_C(13793997310169335082), UINT64_C(1900383378846508768)},
      {UINT64_C(1546998764402558742), UINT64_C(6990951692964543102), UINT64_C(12544586762248559009)},
      {UINT64_C(10328197420357168392), UINT64_C(14156678507024973869), UINT64_C(9357971779955476126)}};

  for (int i = 0; i < 3; i++) {
    cvs_rng *rng = seeded(seeds[i]);
    for (int j = 0; j < 3; j++)
      assert_true(cvs_rng_bits(rng) == wanted[i][j]);
    cvs_rng_free(rng);
  }
}

static void uniforms_fill_their_range_evenly(void **state) {
  (void)state;
  cvs_rng *rng = seeded(1);
  int bin[100] = {0};

  for (int i = 0; i < DRAWS; i++) {
    const double u = cvs_rng_uniform(rng);
    assert_true(u >= 0 && u < 1);
    bin[(int)(u * 100)]++;
  }

  double x = 0, p = 0;
  for (int i = 0; i < 100; i++)
    x += pow(bin[i] - DRAWS / 100.0, 2) / (DRAWS / 100.0);
  assert_int_equal(cvs_chisq_probability(x, 99, CVS_UPPER, &p), CVS_OK);
  assert_true(p > p_limit);
  cvs_rng_free(rng);
}

static void numbers_below_a_bound_are_fair(void **state) {
  (void)state;
  cvs_rng *rng = seeded(2);
  int seen[7] = {0};
  const uint64_t huge = UINT64_C(3) << 62; /* the low third would come twice as often */
  int low = 0;

  for (int i = 0; i < DRAWS; i++) {
    seen[cvs_rng_below(rng, 7)]++;
    low += cvs_rng_below(rng, huge) < huge / 3;
    assert_int_equal(cvs_rng_below(rng, 1), 0);
  }

  for (int i = 0; i < 7; i++)
    assert_close_abs(seen[i], DRAWS / 7.0, z_limit * sqrt(DRAWS / 7.0));
  assert_close_abs(low, DRAWS / 3.0, z_limit * sqrt(DRAWS * 2 / 9.0));
  cvs_rng_free(rng);
}

static void normals_have_the_moments_of_a_normal(void **state) {
  (void)state;
  cvs_rng *rng = seeded(3);
  cvs_moments value = {0}, fourth = {0};
  double variance = 0;

  for (int i = 0; i < DRAWS; i++) {
    const double z = cvs_rng_normal(rng);
    cvs_moments_add(&value, z);
    cvs_moments_add(&fourth, z * z * z * z);
  }

  assert_int_equal(cvs_moments_variance(&value, &variance), CVS_OK);
  assert_close_abs(value.mean, 0, z_limit / sqrt(DRAWS));
  assert_close_abs(variance, 1, z_limit * sqrt(2.0 / DRAWS));
  assert_close_abs(fourth.mean, 3, z_limit * sqrt(96.0 / DRAWS));
  cvs_rng_free(rng);
}

/* Chi-square of draws against the exact masses, tails pooled to at least ten expected. */
static double fit_binomial(double rate, uint64_t n, uint64_t seed) {
  static int seen[2000];
  cvs_rng *rng = seeded(seed);
  for (int i = 0; i < 2000; i++)
    seen[i] = 0;
  for (int i = 0; i < DRAWS; i++)
    seen[cvs_rng_binomial(rng, rate, n)]++;
  cvs_rng_free(rng);

  double x = 0, cells = -1, expected = 0, observed = 0, left = DRAWS;
  for (uint64_t k = 0; k <= n; k++) {
    double mass = 0;
    assert_int_equal(cvs_binomial_mass(k, n, rate, false, &mass), CVS_OK);
    expected += DRAWS * mass;
    observed += seen[k];
    left -= DRAWS * mass;
    if ((expected >= 10 && left >= 10) || k == n) {
      x += pow(observed - expected, 2) / expected;
      cells++;
      expected = observed = 0;
    }
  }
  double p = 0;
  assert_int_equal(cvs_chisq_probability(x, cells, CVS_UPPER, &p), CVS_OK);
  return p;
}

static void small_binomials_fit_their_masses(void **state) {
  (void)state;

  assert_true(fit_binomial(0.003, 1000, 4) > p_limit);  /* inversion */
  assert_true(fit_binomial(0.02, 1000, 5) > p_limit);   /* rejection */
  assert_true(fit_binomial(0.5, 1500, 6) > p_limit);    /* rejection */
  assert_true(fit_binomial(0.97, 1000, 7) > p_limit);   /* mirrored rejection */
  assert_true(fit_binomial(0.3, 3, 8) > p_limit);       /* one mass a value */
  assert_true(fit_binomial(0.9995, 1900, 9) > p_limit); /* mirrored inversion */
}

static void a_trillion_trials_have_the_right_cdf(void **state) {
  (void)state;
  const uint64_t n = UINT64_C(1000000000000);
  static const double rates[] = {1e-7, 0.1, 0.5, 0.999};

  /* The cdf of the draws, in ten bins, must be uniform. */
  for (uint64_t i = 0; i < 4; i++) {
    cvs_rng *rng = seeded(10 + i);
    double bin[10] = {0}, x = 0, p = 0;
    for (int j = 0; j < 20000; j++) {
      assert_int_equal(cvs_binomial_probability(cvs_rng_binomial(rng, rates[i], n), n, rates[i], CVS_LOWER, &p),
                       CVS_OK);
      bin[p < 1 ? (int)(p * 10) : 9]++;
    }
    for (int j = 0; j < 10; j++)
      x += pow(bin[j] - 2000, 2) / 2000;
    assert_int_equal(cvs_chisq_probability(x, 9, CVS_UPPER, &p), CVS_OK);
    assert_true(p > p_limit);
    cvs_rng_free(rng);
  }
}

static void certain_rates_give_certain_counts(void **state) {
  (void)state;
  cvs_rng *rng = seeded(20);

  assert_int_equal(cvs_rng_binomial(rng, 0, 10), 0);
  assert_int_equal(cvs_rng_binomial(rng, 1, 10), 10);
  assert_int_equal(cvs_rng_binomial(rng, 0.5, 0), 0);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bits_follow_the_published_algorithm), cmocka_unit_test(uniforms_fill_their_range_evenly),
      cmocka_unit_test(numbers_below_a_bound_are_fair),      cmocka_unit_test(normals_have_the_moments_of_a_normal),
      cmocka_unit_test(small_binomials_fit_their_masses),    cmocka_unit_test(a_trillion_trials_have_the_right_cdf),
      cmocka_unit_test(certain_rates_give_certain_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

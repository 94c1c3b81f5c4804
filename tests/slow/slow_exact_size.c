/* False positives of the exact tests, by enumeration of every table: what fraction of experiments
 * without a difference each test calls significant, at its worst rate and at typical ones. */
#include <convstat/convstat.h>

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { RATES = 199, VISITORS_MAX = 300, METHODS = 5 };
static const char *const ids[METHODS] = {"fisher", "fisher-midp", "boschloo", "boschloo-central", "barnard"};
/* fisher-midp alone promises its level on average only */
static const bool is_exact[METHODS] = {true, false, true, true, true};
/* Rounding of a sum of ten thousand products. */
static const double size_rounding = 1e-10;

typedef struct arms {
  uint64_t control;
  uint64_t treatment;
} arms;

static double ln_choose(uint64_t n, uint64_t k) {
  return lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1);
}

static void fill_binomial(uint64_t n, double rate, double *out) {
  for (uint64_t x = 0; x <= n; x++)
    out[x] = exp(ln_choose(n, x) + (double)x * log(rate) + (double)(n - x) * log1p(-rate));
}

/* p of every table, [x1 * (n2 + 1) + x2]. */
static double *list_p(const cvs_method *method, arms size, cvs_alternative alternative) {
  double *p = malloc((size.control + 1) * (size.treatment + 1) * sizeof *p);
  assert_non_null(p);
  for (uint64_t x1 = 0; x1 <= size.control; x1++)
    for (uint64_t x2 = 0; x2 <= size.treatment; x2++) {
      cvs_pair pair = {{size.control, x1}, {size.treatment, x2}};
      cvs_test_result result;
      assert_int_equal(method->test(&pair, alternative, &result, NULL), CVS_OK);
      p[x1 * (size.treatment + 1) + x2] = result.p_value;
    }
  return p;
}

static double size_at(const double *p, arms size, double rate, double alpha) {
  double control[VISITORS_MAX + 1], treatment[VISITORS_MAX + 1];
  fill_binomial(size.control, rate, control);
  fill_binomial(size.treatment, rate, treatment);
  double sum = 0;
  for (uint64_t x1 = 0; x1 <= size.control; x1++)
    for (uint64_t x2 = 0; x2 <= size.treatment; x2++)
      if (p[x1 * (size.treatment + 1) + x2] < alpha)
        sum += control[x1] * treatment[x2];
  return sum;
}

static void check_method(int method, arms size, cvs_alternative alternative, double alpha) {
  double *p = list_p(cvs_method_find(CVS_KIND_TEST, ids[method]), size, alternative);
  double largest = 0, at = 0;
  for (int i = 1; i <= RATES; i++) {
    double rate = (double)i / (RATES + 1);
    double here = size_at(p, size, rate, alpha);
    at = here > largest ? rate : at;
    largest = fmax(largest, here);
  }
  printf("%-16s %4" PRIu64 " %4" PRIu64 "  %-9s %5g  worst %.5f at %.3f   at 2 %%: %.5f  5 %%: %.5f  20 %%: %.5f\n",
         ids[method], size.control, size.treatment, alternative == CVS_TWO_SIDED ? "two-sided" : "greater", alpha,
         largest, at, size_at(p, size, 0.02, alpha), size_at(p, size, 0.05, alpha), size_at(p, size, 0.2, alpha));
  free(p);
  if (is_exact[method])
    assert_true(largest <= alpha + size_rounding);
}

static void exact_tests_keep_their_level_at_every_rate(void **state) {
  (void)state;
  const arms sizes[] = {{10, 10}, {20, 20}, {50, 50}, {30, 90}, {100, 100}, {7, 200}};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
    for (int method = 0; method < METHODS; method++) {
      check_method(method, sizes[i], CVS_TWO_SIDED, 0.05);
      check_method(method, sizes[i], CVS_GREATER, 0.025);
    }
}

/* Boschloo's region holds Fisher's: whatever Fisher finds, it finds. */
static void boschloo_rejects_wherever_fisher_does(void **state) {
  (void)state;
  const arms size = {60, 45};
  for (int side = 0; side < 3; side++) {
    double *fisher = list_p(cvs_method_find(CVS_KIND_TEST, "fisher"), size, (cvs_alternative)side);
    double *boschloo = list_p(cvs_method_find(CVS_KIND_TEST, "boschloo"), size, (cvs_alternative)side);
    for (uint64_t i = 0; i < (size.control + 1) * (size.treatment + 1); i++)
      assert_true(boschloo[i] <= fisher[i]);
    free(fisher);
    free(boschloo);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_tests_keep_their_level_at_every_rate),
      cmocka_unit_test(boschloo_rejects_wherever_fisher_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

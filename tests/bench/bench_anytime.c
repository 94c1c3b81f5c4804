/* How long looking at every block takes: exact bands, p-values alone, critical values, the sample ratio. */
#include "num/num.h"
#include <convstat/anytime.h>

#include <stdio.h>
#include <time.h>

/* Of the second that a monitor of 10,000 looks may take. */
static const double limit_bands_seconds = 0.5;

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void time_looks(size_t looks, double rate, uint64_t visitors, bool p_only) {
  const cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1, .p_only = p_only};
  cvs_anytime *sequence = NULL;
  cvs_anytime_look look = {0};
  cvs_rng *rng = NULL;
  cvs_status status = cvs_rng_new(1, &rng);
  if (status == CVS_OK)
    status = cvs_anytime_new(&terms, &sequence, NULL);
  const double start = seconds_now();
  for (size_t i = 0; i < looks && status == CVS_OK; i++) {
    const uint64_t control = cvs_rng_binomial(rng, 0.5, 2 * visitors), treatment = 2 * visitors - control;
    const cvs_pair block = {{control, cvs_rng_binomial(rng, rate, control)},
                            {treatment, cvs_rng_binomial(rng, rate * 1.03, treatment)}};
    status = cvs_anytime_add(sequence, &block, &look, NULL);
  }
  const double seconds = seconds_now() - start;
  printf("exact     %5zu looks of %4d an arm at %4.1f %%, %s: p %.3g  %8.2f ms%s%s\n", looks, (int)visitors, 100 * rate,
         p_only ? "p alone  " : "and bands", look.p_value, 1e3 * seconds,
         !p_only && seconds > limit_bands_seconds ? "  OVER" : "", status == CVS_OK ? "" : "  FAILED");
  cvs_anytime_free(sequence);
  cvs_rng_free(rng);
}

static void time_critical(double null, uint64_t horizon) {
  const cvs_maxsprt_terms terms = {null, horizon, 0.05, CVS_TWO_SIDED};
  cvs_maxsprt test = {0};
  const double start = seconds_now();
  const cvs_status status = cvs_maxsprt_start(&terms, &test, NULL);
  printf("maxsprt   null %.3f, horizon %7d: critical value %.6f  %8.2f ms%s\n", null, (int)horizon, test.critical,
         1e3 * (seconds_now() - start), status == CVS_OK ? "" : "  FAILED");
}

enum { SPLIT_LOOKS = 10000 };

static void time_split(void) {
  static uint64_t visitors[3 * SPLIT_LOOKS];
  static double weight[3 * SPLIT_LOOKS];
  static cvs_split_look looks[SPLIT_LOOKS];
  for (size_t i = 0; i < sizeof visitors / sizeof visitors[0]; i++) {
    visitors[i] = 100 + i % 7;
    weight[i] = 1;
  }
  const double start = seconds_now();
  const cvs_status status = cvs_split_sequence(&(cvs_split_history){visitors, weight, SPLIT_LOOKS, 3}, looks, NULL);
  printf("split     %5d looks at 3 arms: p %.3g  %8.2f ms%s\n", SPLIT_LOOKS, looks[SPLIT_LOOKS - 1].p_value,
         1e3 * (seconds_now() - start), status == CVS_OK ? "" : "  FAILED");
}

int main(void) {
  time_looks(28, 0.1, 3600, false);
  time_looks(10000, 0.1, 36, false);
  time_looks(10000, 0.01, 500, false);
  time_looks(10000, 0.3, 2, false);
  time_looks(10000, 0.1, 36, true);
  time_critical(0.5, 400);
  time_critical(0.5, 5000);
  time_critical(0.02, 50000);
  time_split();
  return 0;
}

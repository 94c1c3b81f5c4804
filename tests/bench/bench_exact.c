/* How long the exact tests take: one comparison at several sizes, and many sparse experiments. */
#include <convstat/convstat.h>

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

typedef struct timing {
  const char *method;
  cvs_pair pair;
  double limit_ms; /* 0: none is promised */
} timing;

static const timing timings[] = {
    {"fisher", {{1000000, 500000}, {1000000, 502000}}, 10},
    {"fisher", {{1000000000, 500000000}, {1000000001, 500020000}}, 0},
    {"fisher", {{1000000000000, 500000000000}, {999999999999, 500000700000}}, 0},
    {"fisher-midp", {{1000000, 500000}, {1000000, 502000}}, 10},
    {"barnard", {{500, 40}, {500, 60}}, 0},
    {"barnard", {{10000, 1000}, {10000, 1100}}, 100},
    {"barnard", {{100000, 10000}, {100000, 10300}}, 0},
    {"barnard", {{1000000, 100000}, {1000000, 101000}}, 0},
    {"boschloo", {{500, 40}, {500, 60}}, 0},
    {"boschloo", {{2000, 200}, {2000, 240}}, 0},
    {"boschloo", {{10000, 1000}, {10000, 1100}}, 100},
    {"boschloo", {{10000, 5}, {9000, 17}}, 100},
    {"boschloo", {{100000, 10000}, {100000, 10300}}, 0},
    {"boschloo", {{1000000, 100000}, {1000000, 101000}}, 0},
    {"boschloo-central", {{10000, 1000}, {10000, 1100}}, 0},
};

static const timing interval_timings[] = {
    {"exact", {{1000000, 500000}, {1000000, 502000}}, 0},
    {"exact", {{1000000000, 500000000}, {1000000000, 500020000}}, 0},
    {"fisher", {{1000000, 500000}, {1000000, 502000}}, 0},
    {"barnard", {{500, 40}, {500, 60}}, 0},
    {"barnard", {{2000, 200}, {2000, 250}}, 0},
    {"barnard", {{10000, 1000}, {10000, 1100}}, 0},
};

static void print_timing(const char *what, const timing *row, double ms, cvs_status status) {
  printf("%-9s %-17s %12" PRIu64 " visitors an arm  %10.3f ms", what, row->method, row->pair.control.visitors, ms);
  if (row->limit_ms > 0)
    printf("  (limit %g)%s", row->limit_ms, ms > row->limit_ms ? "  OVER" : "");
  puts(status == CVS_OK ? "" : "  FAILED");
}

static void time_test(const timing *row) {
  const cvs_method *method = cvs_method_find(CVS_KIND_TEST, row->method);
  cvs_test_result result;
  double start = seconds_now();
  cvs_status status = method->test(&row->pair, CVS_TWO_SIDED, &result, NULL);
  print_timing("test", row, 1e3 * (seconds_now() - start), status);
}

static void time_interval(const timing *row) {
  const cvs_method *method = cvs_method_find(CVS_KIND_EFFECT, row->method);
  cvs_scale scale = method->has_scale[CVS_ODDS_RATIO] ? CVS_ODDS_RATIO : CVS_DIFFERENCE;
  cvs_level level;
  cvs_interval interval;
  cvs_status status = cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &level, NULL);
  double start = seconds_now();
  if (status == CVS_OK)
    status = method->effect(&row->pair, scale, &level, &interval, NULL);
  print_timing("interval", row, 1e3 * (seconds_now() - start), status);
}

/* Numbers in [0, bound): a linear congruence is random enough to spread sizes. */
static uint64_t next_below(uint64_t *state, uint64_t bound) {
  *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (*state >> 33) % bound;
}

/* Two-sided and one-sided (harm) on experiments with 0 to 6 conversions an arm. */
static void time_sparse(uint64_t visitors_min, uint64_t visitors_max, int experiments) {
  const cvs_method *method = cvs_method_find(CVS_KIND_TEST, "boschloo");
  uint64_t state = 1;
  double checksum = 0;
  double start = seconds_now();
  for (int i = 0; i < experiments; i++) {
    cvs_pair pair;
    pair.control.visitors = visitors_min + next_below(&state, visitors_max - visitors_min + 1);
    pair.treatment.visitors = visitors_min + next_below(&state, visitors_max - visitors_min + 1);
    pair.control.conversions = next_below(&state, 7);
    pair.treatment.conversions = next_below(&state, 7);
    cvs_test_result both = {0};
    cvs_test_result harm = {0};
    if (method->test(&pair, CVS_TWO_SIDED, &both, NULL) != CVS_OK ||
        method->test(&pair, CVS_LESS, &harm, NULL) != CVS_OK)
      puts("FAILED");
    checksum += both.p_value + harm.p_value;
  }
  double seconds = seconds_now() - start;
  printf("sparse    boschloo, two-sided and harm, %" PRIu64 " to %" PRIu64 " visitors an arm: %.1f us an experiment, "
         "%.1f s in 100,000 (limit 20)  [%.6f]\n",
         visitors_min, visitors_max, 1e6 * seconds / experiments, 1e5 * seconds / experiments, checksum);
}

int main(void) {
  for (size_t i = 0; i < sizeof timings / sizeof timings[0]; i++)
    time_test(&timings[i]);
  for (size_t i = 0; i < sizeof interval_timings / sizeof interval_timings[0]; i++)
    time_interval(&interval_timings[i]);
  time_sparse(100, 2000, 2000);
  time_sparse(2000, 2000, 2000);
  return 0;
}

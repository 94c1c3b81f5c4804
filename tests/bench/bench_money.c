/* How long counting money takes: whether to test on, with two arms and with 50, few visitors and many; the size of a
 * test that earns most. */
#include <convstat/money.h>

#include <stdio.h>
#include <time.h>

enum { REPEATS = 10 };

static double milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void print_time(const char *what, double ms, double limit_ms, cvs_status status) {
  printf("%-58s %10.3f ms  (limit %g)%s%s\n", what, ms, limit_ms, ms > limit_ms ? "  OVER" : "",
         status == CVS_OK ? "" : "  FAILED");
}

static void time_decision(size_t arms, double traffic, double limit_ms) {
  cvs_beta belief[CVS_BAYES_ARMS_MAX];
  cvs_money found;
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < arms; i++)
    belief[i] = (cvs_beta){500 + (double)i, 4500};
  const cvs_money_question question = {.belief = belief, .arm_count = arms, .terms = {40, traffic, 1, 365, 3000, 100}};
  const double start = milliseconds_now();
  for (int i = 0; i < REPEATS && status == CVS_OK; i++)
    status = cvs_money_decide(&question, &found, NULL);
  char what[128];
  snprintf(what, sizeof what, "ship, keep or test on: %zu arms, %g visitors a day", arms, traffic);
  print_time(what, (milliseconds_now() - start) / REPEATS, limit_ms, status);
}

static void time_size(void) {
  const cvs_money_prospect prospect = {
      .baseline = 0.032, .lift_sd = 0.05, .control_share = 0.5, .noise = 1, .terms = {40, 4000, 1, 180, 1500, 0}};
  cvs_money_size found;
  cvs_status status = CVS_OK;
  const double start = milliseconds_now();
  for (int i = 0; i < REPEATS && status == CVS_OK; i++)
    status = cvs_money_size_best(&prospect, 0, &found, NULL);
  print_time("the size of a test that earns most", (milliseconds_now() - start) / REPEATS, 1, status);
}

int main(void) {
  time_decision(2, 2000, 10);
  time_decision(2, 2e6, 50);
  time_decision(CVS_BAYES_ARMS_MAX, 2000, 100);
  time_decision(CVS_BAYES_ARMS_MAX, 2e6, 1000);
  time_size();
  return 0;
}

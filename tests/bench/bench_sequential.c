/* How long group sequential plans, looks and conclusions take. */
#include <convstat/sequential.h>

#include <stdio.h>
#include <time.h>

static const double limit_plan_seconds = 0.02; /* 20 looks, two-sided, with futility */

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cvs_sequential_terms terms_of(cvs_spending_family family, size_t looks, cvs_futility futility) {
  cvs_sequential_terms terms = {
      .efficacy = {family, 0.25}, .alpha = 0.05, .two_sided = true, .power = 0.9, .futility = futility, .looks = looks};
  if (family == CVS_SPENDING_KIM_DEMETS || family == CVS_SPENDING_HSD)
    terms.efficacy.parameter = 2;
  cvs_sequential_equal_looks(looks, terms.information);
  return terms;
}

static void time_plan(cvs_spending_family family, size_t looks, cvs_futility futility) {
  static const char *const names[] = {"obf",           "pocock",      "kim-demets", "hsd", "obrien-fleming",
                                      "pocock-bounds", "wang-tsiatis"};
  static const char *const kinds[] = {"none", "nonbinding", "binding"};
  enum { RUNS = 5 };
  const cvs_sequential_terms terms = terms_of(family, looks, futility);
  cvs_sequential_design design = {0};
  double best = 1e9;
  cvs_status status = CVS_OK;
  for (int run = 0; run < RUNS && status == CVS_OK; run++) {
    const double start = seconds_now();
    status = cvs_sequential_plan(&terms, &design, NULL);
    const double seconds = seconds_now() - start;
    best = seconds < best ? seconds : best;
  }
  const int limited = looks == 20;
  printf("plan      %-14s %2zu looks, futility %-10s: inflation %.9f  %8.2f ms%s%s\n", names[family], looks,
         kinds[futility], design.inflation, 1e3 * best, limited && best > limit_plan_seconds ? "  OVER" : "",
         status == CVS_OK ? "" : "  FAILED");
}

/* What a monitor asks at every look. */
static void time_looks(size_t looks) {
  const cvs_sequential_terms terms = terms_of(CVS_SPENDING_OBF, looks, CVS_FUTILITY_NONBINDING);
  cvs_sequential_design design;
  if (cvs_sequential_plan(&terms, &design, NULL) != CVS_OK) {
    puts("FAILED");
    return;
  }
  double bounds_time = 0, power_time = 0, repeat_time = 0;
  for (size_t j = 0; j < looks; j++) {
    const cvs_sequential_reached reached = {j + 1, terms.information, false};
    cvs_sequential_bounds bounds;
    cvs_sequential_repeated repeated;
    double power, start = seconds_now();
    int failed = cvs_sequential_bounds_at(&terms, design.drift, &reached, &bounds, NULL) != CVS_OK;
    bounds_time += seconds_now() - start;
    start = seconds_now();
    failed += cvs_conditional_power(&design.bounds, &(cvs_sequential_seen){j, 1}, design.drift, &power, NULL) != CVS_OK;
    failed += cvs_predictive_power(&design.bounds, &(cvs_sequential_seen){j, 1}, &power, NULL) != CVS_OK;
    power_time += seconds_now() - start;
    start = seconds_now();
    failed += cvs_sequential_repeat(&terms, &reached, 1, &repeated, NULL) != CVS_OK;
    repeat_time += seconds_now() - start;
    if (failed > 0)
      puts("FAILED");
  }
  cvs_sequential_final final;
  const double start = seconds_now();
  if (cvs_sequential_conclude(&design.bounds, &(cvs_sequential_seen){looks - 1, 2.2}, 0.025, &final, NULL) != CVS_OK)
    puts("FAILED");
  printf("all of    %2zu looks: bounds %.2f ms, conditional and predictive power %.2f ms, repeated p %.2f ms, "
         "conclusion %.2f ms\n",
         looks, 1e3 * bounds_time, 1e3 * power_time, 1e3 * repeat_time, 1e3 * (seconds_now() - start));
}

int main(void) {
  const size_t sizes[] = {5, 20, 50};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
    for (int family = CVS_SPENDING_OBF; family <= CVS_BOUNDS_WANG_TSIATIS; family++)
      for (int futility = CVS_FUTILITY_NONE; futility <= CVS_FUTILITY_BINDING; futility++)
        time_plan((cvs_spending_family)family, sizes[i], (cvs_futility)futility);
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
    time_looks(sizes[i]);
  return 0;
}

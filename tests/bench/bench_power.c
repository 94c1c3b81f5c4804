/* How long power by enumeration takes at the largest size, for every test, and sizes by it. */
#include <convstat/power.h>

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static const double limit_seconds = 2; /* power at 5,000 visitors an arm */

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static cvs_design design_of(const cvs_method *method, double control, double treatment) {
  cvs_design design = {.method = method, .rate_control = control, .rate_treatment = treatment, .ratio = 1};
  if (cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &design.level, NULL) != CVS_OK)
    puts("FAILED");
  return design;
}

static void time_power(const cvs_method *method, double control, double treatment, double ratio) {
  cvs_design design = design_of(method, control, treatment);
  uint64_t visitors = (uint64_t)((double)CVS_ENUMERATE_MAX * ratio);
  double power = 0, start = seconds_now();
  cvs_status status = cvs_power_enumerate(&design, CVS_ENUMERATE_MAX, visitors, &power, NULL);
  double seconds = seconds_now() - start;
  printf("power     %-17s %g against %g, %" PRIu64 " and %" PRIu64 " visitors: %.12f  %8.1f ms%s%s\n", method->id,
         control, treatment, CVS_ENUMERATE_MAX, visitors, power, 1e3 * seconds, seconds > limit_seconds ? "  OVER" : "",
         status == CVS_OK ? "" : "  FAILED");
}

static void time_size(const char *id, double control, double treatment) {
  cvs_design design = design_of(cvs_method_find(CVS_KIND_TEST, id), control, treatment);
  uint64_t visitors = 0;
  double start = seconds_now();
  cvs_status status = cvs_size_enumerate(&design, 0.8, &visitors, NULL);
  printf("size      %-17s %g against %g: %" PRIu64 "  %8.1f ms%s\n", id, control, treatment, visitors,
         1e3 * (seconds_now() - start), status == CVS_OK ? "" : "  FAILED");
}

/* What 100,000 experiments ask for: a detectable effect and a size, each. */
static void time_closed_forms(int experiments) {
  cvs_design design = design_of(cvs_method_find(CVS_KIND_TEST, "score"), 0.1, 0.11);
  cvs_detectable asked = {.power = 0.8, .upward = true};
  double sum = 0, rate = 0, visitors = 0, start = seconds_now();
  for (int i = 0; i < experiments; i++) {
    design.rate_control = 0.05 + 1e-6 * i;
    design.rate_treatment = design.rate_control * 1.1;
    if (cvs_effect_detectable(&design, 1000 + i, &asked, &rate, NULL) != CVS_OK ||
        cvs_size_approximate(&design, 0.8, &visitors, NULL) != CVS_OK)
      puts("FAILED");
    sum += rate + visitors;
  }
  printf("closed    detectable effect and size: %.2f us an experiment (limit 6)  [%.6g]\n",
         1e6 * (seconds_now() - start) / experiments, sum);
}

int main(void) {
  size_t count;
  const cvs_method *const *methods = cvs_methods(&count);
  for (size_t i = 0; i < count; i++) {
    if (methods[i]->kind != CVS_KIND_TEST)
      continue;
    time_power(methods[i], 0.1, 0.117, 1);
    time_power(methods[i], 0.5, 0.53, 1);
    time_power(methods[i], 0.1, 0.117, 0.73);
  }
  const char *const ids[] = {"score", "fisher", "barnard", "boschloo", "boschloo-central"};
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
    time_size(ids[i], 0.1, 0.2);
    time_size(ids[i], 0.1, 0.13);
  }
  time_closed_forms(100000);
  return 0;
}

/* The k-th allocation of a funnel fails: as in fault_allocation.c. */
#include "fault/failing.h"

#include "support/funnel_fixture.h"

#include <math.h>

/* Read before anything fails. */
static cvs_dataset *dataset;

static cvs_status analyse(const cvs_funnel_options *options) {
  cvs_funnel_run *run = NULL;
  cvs_funnel_group group;
  cvs_error error = {0};
  cvs_status status = cvs_funnel_new(dataset, options, &run, &error);
  if ((status == CVS_OK) != (run != NULL))
    status = CVS_EINVAL;
  if (status == CVS_OK)
    status = cvs_funnel_analyse(run, 0, &group, &error);
  cvs_funnel_free(run);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status analyse_a_funnel(void) {
  const cvs_funnel_setting what_if[] = {{"view", 0.05}, {"cart", 4}}, cost[] = {{"view", 1}};
  cvs_funnel_options options;
  cvs_funnel_options_init(&options);
  options.what_if = what_if, options.what_if_count = 2;
  options.cost = cost, options.cost_count = 1;
  return analyse(&options);
}

enum { UNITS_MAX = 91, STEPS = 3 };

/* As many units as the arm has, every fourth still on its way. */
static cvs_status give_times(void *context, size_t group, size_t arm, cvs_funnel_times *out, cvs_error *error) {
  static double at[UNITS_MAX * STEPS], followed[UNITS_MAX];
  static const double horizon[STEPS] = {50, 50, 50};
  (void)context, (void)group, (void)error;
  for (size_t i = 0; i < UNITS_MAX; i++) {
    followed[i] = i % 4 == 0 ? 20 : 60;
    for (size_t j = 0; j < STEPS; j++)
      at[i * STEPS + j] = i % (j + 2) == 0 && i % 4 != 0 && (j == 0 || isfinite(at[i * STEPS + j - 1]))
                              ? (double)(30 + i % 7 + 2 * j)
                              : INFINITY;
  }
  *out = (cvs_funnel_times){at, followed, horizon, arm == 1 ? UNITS_MAX : UNITS_MAX - 1, STEPS};
  return CVS_OK;
}

static cvs_status analyse_users_on_their_way(void) {
  cvs_funnel_options options;
  cvs_funnel_options_init(&options);
  options.times = give_times;
  return analyse(&options);
}

/* The words of a refusal need memory too. */
static cvs_status refuse_a_step(void) {
  const cvs_funnel_setting cost[] = {{"a step of this name there is not", 1}};
  cvs_funnel_options options;
  cvs_funnel_run *run = NULL;
  cvs_error error = {0};
  cvs_funnel_options_init(&options);
  options.cost = cost, options.cost_count = 1;
  const cvs_status status = cvs_funnel_new(dataset, &options, &run, &error);
  if (run != NULL)
    return CVS_EINVAL;
  return status == CVS_EUSAGE ? CVS_OK : status;
}

static cvs_status estimate_users_on_their_way(void) {
  const double at[] = {1, 3, 2, INFINITY, INFINITY, INFINITY}, followed[] = {9, 5, 9}, horizon[] = {8, 8};
  const cvs_funnel_times times = {at, followed, horizon, 3, 2};
  const cvs_level level = {.tail = 0.025, .z = 1.96};
  cvs_funnel_censored out;
  cvs_error error = {0};
  const cvs_status status = cvs_funnel_censor(&times, &level, &out, &error);
  return status == error.status ? status : CVS_EINVAL;
}

static const scenario scenarios[] = {
    {"a funnel is analysed", analyse_a_funnel},
    {"users on their way are analysed", analyse_users_on_their_way},
    {"a step is refused", refuse_a_step},
    {"users on their way are estimated", estimate_users_on_their_way},
};

static void every_failed_allocation_is_reported(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  read_funnel(&f, "variant,visitors,view,cart,buy\na,90,80,30,0\nb,91,80,34,8\nc,90,85,0,0\n", 3);
  dataset = f.dataset;

  fail_each_allocation(scenarios, sizeof scenarios / sizeof scenarios[0]);

  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

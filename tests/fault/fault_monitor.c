/* The k-th allocation of a monitor fails: as in fault_allocation.c. */
#include "fault/failing.h"

#include "support/dataset_text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char text[] = "date,variant,visitors,conversions\n"
                           "2026-01-01,control,500,50\n2026-01-01,green,510,60\n"
                           "2026-01-02,control,500,50\n2026-01-02,green,510,64\n"
                           "2026-01-03,control,500,50\n2026-01-03,green,510,62\n";

/* Reads the text, looks at it, keeps the looks. */
static cvs_status monitor(const cvs_monitor_options *options, const char *path) {
  const cvs_read_options read = {.by_day = true, .threads = 1};
  cvs_dataset *dataset = NULL;
  cvs_monitor_run *run = NULL;
  cvs_monitor_group group;
  cvs_error error = {0};
  cvs_status status = cvs_dataset_read(&path, 1, &read, &dataset, &error);
  if (status == CVS_OK)
    status = cvs_monitor_new(dataset, options, &run, &error);
  if (status == CVS_OK)
    status = cvs_monitor_analyse(run, 0, &group, &error);
  if (status == CVS_OK)
    status = cvs_monitor_record(run, &error);
  cvs_monitor_free(run);
  cvs_dataset_free(dataset);
  return status == error.status ? status : CVS_EINVAL;
}

/* The file is written before anything may fail. */
static char input[256];
static char ledger[300];

static cvs_status look_every_day(void) {
  cvs_monitor_options options;
  cvs_monitor_options_init(&options);
  options.compare = true;
  return monitor(&options, input);
}

static cvs_status look_as_planned_and_keep_it(void) {
  cvs_monitor_options options;
  cvs_plan_looks looks = {.count = 3};
  cvs_sequential_equal_looks(3, looks.information);
  cvs_monitor_options_init(&options);
  options.design = CVS_MONITOR_GROUP;
  options.looks = &looks;
  options.visitors_max = 2500;
  options.ledger = ledger;
  (void)unlink(ledger);
  cvs_status status = monitor(&options, input);
  if (status == CVS_OK)
    status = monitor(&options, input);
  (void)unlink(ledger);
  return status;
}

static cvs_status test_one_rate(void) {
  cvs_monitor_options options;
  cvs_monitor_options_init(&options);
  options.design = CVS_MONITOR_MAXSPRT;
  options.target = 0.1;
  options.horizon = 2000;
  return monitor(&options, input);
}

static const scenario scenarios[] = {
    {"every day is a look", look_every_day},
    {"planned looks are kept", look_as_planned_and_keep_it},
    {"a rate against a target", test_one_rate},
};

static void every_failed_allocation_is_reported(void **state) {
  (void)state;
  (void)snprintf(input, sizeof input, "%s", write_temporary(text, sizeof text - 1));
  (void)snprintf(ledger, sizeof ledger, "%s.ledger", input);

  fail_each_allocation(scenarios, sizeof scenarios / sizeof scenarios[0]);

  assert_int_equal(unlink(input), 0);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

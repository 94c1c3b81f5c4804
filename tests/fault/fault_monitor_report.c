/* Monitored tests and their reports with the k-th allocation failing, for every k they have. */
#include "fault/failing.h"

#include "support/dataset_text.h"

/* Read before anything fails. */
static cvs_dataset *dataset;

static cvs_status write_group(const cvs_monitor_options *options, cvs_monitor_run *run, const char *format,
                              cvs_error *error) {
  const cvs_report_style style = {.unicode = true, .explain = true};
  const cvs_setting settings[] = {{.name = "alpha", .number = 0.05}};
  cvs_report *report = NULL;
  cvs_monitor_group group;
  cvs_status status = cvs_report_new(format, "monitor", &style, &report, error);
  if (status == CVS_OK)
    status = cvs_report_begin(report, dataset, settings, 1, error);
  if (status == CVS_OK)
    status = cvs_monitor_analyse(run, 0, &group, error);
  if (status == CVS_OK)
    status = cvs_report_monitor(report, dataset, options, &group, error);
  if (status == CVS_OK)
    status = cvs_report_end(report, error);
  cvs_report_free(report);
  return status;
}

static cvs_status monitor_and_write(const cvs_monitor_options *options, const char *format) {
  cvs_monitor_run *run = NULL;
  cvs_error error = {0};
  cvs_status status = cvs_monitor_new(dataset, options, &run, &error);
  if (status == CVS_OK)
    status = write_group(options, run, format, &error);
  cvs_monitor_free(run);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status write_anytime(const char *format) {
  cvs_monitor_options options;
  cvs_monitor_options_init(&options);
  options.compare = true;
  return monitor_and_write(&options, format);
}

static cvs_status write_text(void) {
  return write_anytime("text");
}

static cvs_status write_json(void) {
  return write_anytime("json");
}

static cvs_status write_csv(void) {
  return write_anytime("csv");
}

static cvs_status write_markdown(void) {
  return write_anytime("markdown");
}

static cvs_status write_planned_looks(void) {
  cvs_monitor_options options;
  cvs_plan_looks looks = {.count = 2, .futility = CVS_FUTILITY_NONBINDING};
  cvs_sequential_equal_looks(looks.count, looks.information);
  cvs_monitor_options_init(&options);
  options.design = CVS_MONITOR_GROUP;
  options.looks = &looks;
  options.visitors_max = 4000;
  return monitor_and_write(&options, "text");
}

static cvs_status write_target(void) {
  cvs_monitor_options options;
  cvs_monitor_options_init(&options);
  options.design = CVS_MONITOR_MAXSPRT;
  options.target = 0.1;
  options.horizon = 2000;
  return monitor_and_write(&options, "text");
}

static const scenario scenarios[] = {
    {"looks as text", write_text},
    {"looks as JSON", write_json},
    {"looks as CSV", write_csv},
    {"looks as Markdown", write_markdown},
    {"planned looks", write_planned_looks},
    {"variants against a target", write_target},
};

static void every_failed_allocation_is_reported(void **state) {
  (void)state;
  dataset = read_good_text("date,variant,visitors,conversions\n"
                           "2025-01-01,control,500,50\n2025-01-01,green,500,60\n2025-01-01,red,500,55\n"
                           "2025-01-03,control,510,49\n2025-01-03,green,490,70\n2025-01-03,red,480,45\n"
                           "2025-01-04,control,505,52\n2025-01-04,green,495,64\n2025-01-04,red,500,52\n",
                           &(cvs_read_options){.by_day = true});

  fail_each_allocation(scenarios, sizeof scenarios / sizeof scenarios[0]);

  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

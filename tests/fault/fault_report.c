/* Whole analyses and their reports with the k-th allocation failing, for every k they have. */
#include "fault/failing.h"

static cvs_status write_group(const cvs_dataset *dataset, const cvs_test_options *options, cvs_test_run *run,
                              const char *format, cvs_error *error) {
  const cvs_report_style style = {.unicode = true, .explain = true};
  const cvs_setting settings[] = {{.name = "alpha", .number = 0.05}};
  cvs_report *report = NULL;
  cvs_test_group group;
  cvs_status status = cvs_report_new(format, "test", &style, &report, error);
  if (status == CVS_OK)
    status = cvs_report_begin(report, dataset, settings, 1, error);
  if (status == CVS_OK)
    status = cvs_test_analyse(run, 0, &group, error);
  if (status == CVS_OK)
    status = cvs_report_test(report, dataset, options, &group, error);
  if (status == CVS_OK)
    status = cvs_report_end(report, error);
  cvs_report_free(report);
  return status;
}

static cvs_status analyse_and_write(const char *format) {
  static const char *const words[] = {"control=1/1000", "green=40/1000", "red=3/900"};
  cvs_dataset *dataset = NULL;
  cvs_test_run *run = NULL;
  cvs_test_options options;
  cvs_error error = {0};
  cvs_test_options_init(&options);
  options.trend = true;
  cvs_status status = cvs_dataset_parse(words, 3, &dataset, &error);
  if (status == CVS_OK)
    status = cvs_test_new(dataset, &options, &run, &error);
  if (status == CVS_OK)
    status = write_group(dataset, &options, run, format, &error);
  cvs_test_free(run);
  cvs_dataset_free(dataset);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status write_text(void) {
  return analyse_and_write("text");
}

static cvs_status write_json(void) {
  return analyse_and_write("json");
}

static cvs_status write_csv(void) {
  return analyse_and_write("csv");
}

static cvs_status write_markdown(void) {
  return analyse_and_write("markdown");
}

static cvs_status write_html(void) {
  return analyse_and_write("html");
}

/* One plan, and a table of it and of one without an answer. */
static cvs_status write_plans(const cvs_dataset *dataset, const cvs_plan_entry *entries, const char *format,
                              cvs_error *error) {
  const cvs_report_style style = {.unicode = true, .explain = true};
  cvs_report *report = NULL;
  cvs_status status = cvs_report_new(format, "plan", &style, &report, error);
  if (status == CVS_OK)
    status = cvs_report_begin(report, dataset, NULL, 0, error);
  if (status == CVS_OK)
    status = cvs_report_plan(report, dataset, entries, error);
  if (status == CVS_OK)
    status = cvs_report_plan_table(report, dataset, entries, 2, error);
  if (status == CVS_OK)
    status = cvs_report_end(report, error);
  cvs_report_free(report);
  return status;
}

static cvs_status plan_and_write(const char *format) {
  static const char *const words[] = {"control=10/1000", "green=40/1000"};
  cvs_dataset *dataset = NULL;
  cvs_plan_past past;
  cvs_plan_options options;
  cvs_plan plan;
  cvs_error error = {0};
  cvs_plan_options_init(&options);
  options.past = &past;
  options.effect = 0.001;
  options.arm_count = 3;
  options.traffic = 1000;
  cvs_status status = cvs_dataset_parse(words, 2, &dataset, &error);
  if (status == CVS_OK)
    status = cvs_plan_look_back(dataset, 0, NULL, &past, &error);
  if (status == CVS_OK)
    status = cvs_plan_make(&options, &plan, &error);
  const cvs_plan_entry entries[] = {{.options = &options, .plan = &plan},
                                    {.options = &options, .plan = &plan, .reason = "there is none"}};
  if (status == CVS_OK)
    status = write_plans(dataset, entries, format, &error);
  cvs_dataset_free(dataset);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status write_plan_text(void) {
  return plan_and_write("text");
}

static cvs_status write_plan_json(void) {
  return plan_and_write("json");
}

static cvs_status write_plan_csv(void) {
  return plan_and_write("csv");
}

static cvs_status write_plan_html(void) {
  return plan_and_write("html");
}

static const scenario scenarios[] = {
    {"a test is written as text", write_text},      {"a test is written as JSON", write_json},
    {"a test is written as CSV", write_csv},        {"a test is written as Markdown", write_markdown},
    {"a test is written as HTML", write_html},      {"a plan is written as text", write_plan_text},
    {"a plan is written as JSON", write_plan_json}, {"a plan is written as CSV", write_plan_csv},
    {"a plan is written as HTML", write_plan_html},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}

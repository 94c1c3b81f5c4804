/* Reports of funnels with the k-th allocation failing, for every k they have. */
#include "fault/failing.h"

#include "support/dataset_text.h"

/* Read before anything fails. */
static cvs_dataset *dataset;

static cvs_status write_group(const cvs_funnel_options *options, cvs_funnel_run *run, const char *format,
                              cvs_error *error) {
  const cvs_report_style style = {.unicode = true, .explain = true};
  const cvs_setting settings[] = {{.name = "steps", .text = "view,cart,buy"}};
  cvs_report *report = NULL;
  cvs_funnel_group group;
  cvs_status status = cvs_report_new(format, "funnel", &style, &report, error);
  if (status == CVS_OK)
    status = cvs_report_begin(report, dataset, settings, 1, error);
  if (status == CVS_OK)
    status = cvs_funnel_analyse(run, 0, &group, error);
  if (status == CVS_OK)
    status = cvs_report_funnel(report, dataset, options, &group, error);
  if (status == CVS_OK)
    status = cvs_report_end(report, error);
  cvs_report_free(report);
  return status;
}

static cvs_status write_funnel(const char *format) {
  const cvs_funnel_setting what_if[] = {{"view", 0.05}, {"cart", 4}}, cost[] = {{"view", 1}};
  cvs_funnel_options options;
  cvs_funnel_run *run = NULL;
  cvs_error error = {0};
  cvs_funnel_options_init(&options);
  options.what_if = what_if, options.what_if_count = 2;
  options.cost = cost, options.cost_count = 1;
  options.value = 30;
  cvs_status status = cvs_funnel_new(dataset, &options, &run, &error);
  if (status == CVS_OK)
    status = write_group(&options, run, format, &error);
  cvs_funnel_free(run);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status write_text(void) {
  return write_funnel("text");
}

static cvs_status write_json(void) {
  return write_funnel("json");
}

static cvs_status write_csv(void) {
  return write_funnel("csv");
}

static cvs_status write_markdown(void) {
  return write_funnel("markdown");
}

static const scenario scenarios[] = {
    {"a funnel as text", write_text},
    {"a funnel as JSON", write_json},
    {"a funnel as CSV", write_csv},
    {"a funnel as Markdown", write_markdown},
};

static void every_failed_allocation_is_reported(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "cart", "buy"};
  dataset = read_good_text("variant,visitors,view,cart,buy\na,900,800,300,0\nb,910,800,340,80\nc,900,850,200,40\n",
                           &(cvs_read_options){.steps = {.step = steps, .count = 3}});

  fail_each_allocation(scenarios, sizeof scenarios / sizeof scenarios[0]);

  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

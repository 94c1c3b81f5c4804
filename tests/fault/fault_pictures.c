/* Pictures with the k-th allocation failing, for every k they have: nothing half drawn comes out. */
#include "fault/failing.h"

static const char *const lifts[] = {"control=50/500", "a name \xd7\x90 that is long enough to be cut=60/500",
                                    "green=70/500"};

static cvs_status draw_test(const cvs_dataset *dataset, cvs_report *report, cvs_error *error) {
  cvs_test_options options;
  cvs_test_run *run = NULL;
  cvs_test_group group;
  cvs_test_options_init(&options);
  cvs_status status = cvs_test_new(dataset, &options, &run, error);
  if (status == CVS_OK)
    status = cvs_test_analyse(run, 0, &group, error);
  if (status == CVS_OK)
    status = cvs_report_test(report, dataset, &options, &group, error);
  cvs_test_free(run);
  return status;
}

static cvs_status draw_bayes(const cvs_dataset *dataset, cvs_report *report, cvs_error *error) {
  cvs_bayes_options options;
  cvs_bayes_run *run = NULL;
  cvs_bayes_group group;
  cvs_bayes_curves *curves = NULL;
  cvs_bayes_options_init(&options);
  cvs_status status = cvs_bayes_new(dataset, &options, &run, error);
  if (status == CVS_OK)
    status = cvs_bayes_analyse(run, 0, &group, error);
  if (status == CVS_OK)
    status = cvs_bayes_curves_make(&options, &group, &curves, error);
  group.curves = curves;
  if (status == CVS_OK)
    status = cvs_report_bayes(report, dataset, &options, &group, error);
  cvs_bayes_curves_free(curves);
  cvs_bayes_free(run);
  return status;
}

typedef cvs_status draw_fn(const cvs_dataset *dataset, cvs_report *report, cvs_error *error);

static cvs_status draw(const char *command, const char *picture, draw_fn *run) {
  const cvs_report_style style = {.picture = picture};
  cvs_report *report = NULL;
  cvs_dataset *dataset = NULL;
  cvs_error error = {0};
  cvs_status status = cvs_dataset_parse(lifts, sizeof lifts / sizeof lifts[0], &dataset, &error);
  if (status == CVS_OK)
    status = cvs_report_new("svg", command, &style, &report, &error);
  if (status == CVS_OK)
    status = cvs_report_begin(report, dataset, NULL, 0, &error);
  if (status == CVS_OK)
    status = run(dataset, report, &error);
  if (status == CVS_OK)
    status = cvs_report_end(report, &error);
  if (status == CVS_OK) /* where a spool says what it could not keep */
    status = cvs_report_save(report, "/dev/null", &error);
  cvs_report_free(report);
  cvs_dataset_free(dataset);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status draw_lifts(void) {
  return draw("test", "lift", draw_test);
}

static cvs_status draw_rates(void) {
  return draw("test", "rates", draw_test);
}

static cvs_status draw_densities(void) {
  return draw("bayes", "rates", draw_bayes);
}

static const scenario scenarios[] = {
    {"lifts", draw_lifts},
    {"rates", draw_rates},
    {"densities", draw_densities},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}

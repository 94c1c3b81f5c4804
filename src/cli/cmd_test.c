/* convstat test: is the difference real, how large is it, may the data be trusted? */
#include "cli/command.h"

#include "cli/operand.h"
#include "cli/settings.h"

/* Unknown, or under a broken split: nobody can call that won or significant. */
static bool is_gate_shut(const cvs_arguments *arguments, const cvs_test_group *group) {
  const cvs_tristate bad[CVS_GATES] = {[CVS_GATE_SRM] = group->gate_srm,
                                       [CVS_GATE_HARM] = group->gate_harm,
                                       [CVS_GATE_NOT_SIGNIFICANT] = group->gate_not_significant,
                                       [CVS_GATE_NOT_WON] = group->gate_not_won,
                                       [CVS_GATE_DATA_QUALITY] = group->gate_data_quality};
  for (cvs_gate gate = 0; gate < CVS_GATES; gate++) {
    const bool asks_for_success = gate == CVS_GATE_NOT_SIGNIFICANT || gate == CVS_GATE_NOT_WON;
    const bool no_success = asks_for_success && (bad[gate] == CVS_UNKNOWN || group->decision == CVS_DECIDE_INVALID);
    if (cvs_gate_asked(arguments, gate) && (bad[gate] == CVS_YES || no_success))
      return true;
  }
  return false;
}

/* What a run holds between its steps. */
typedef struct test_job {
  cvs_arguments *arguments;
  cvs_read_options read;
  cvs_test_options options;
  cvs_dataset *dataset;
  cvs_test_run *run;
  cvs_report *report;
  bool failed_gate;
} test_job;

static cvs_status prepare(test_job *job, cvs_error *error) {
  cvs_status status = cvs_arguments_data(job->arguments, &job->read, error);
  if (status == CVS_OK)
    status = cvs_arguments_test(job->arguments, &job->options, error);
  if (status == CVS_OK)
    status = cvs_operands_check(job->arguments, "test", error);
  if (status == CVS_OK)
    status = cvs_operands_read(job->arguments, &job->read, &job->dataset, error);
  return status == CVS_OK ? cvs_test_new(job->dataset, &job->options, &job->run, error) : status;
}

static cvs_status open_report(test_job *job, cvs_error *error) {
  const cvs_report_style style = cvs_output_style(job->arguments);
  const char *format = job->arguments->output.format.text;
  cvs_settings settings;
  cvs_settings_test(job->arguments, &job->options, &settings);
  const cvs_status status = cvs_report_new(format, "test", &style, &job->report, error);
  return status == CVS_OK ? cvs_report_begin(job->report, job->dataset, settings.setting, settings.count, error)
                          : status;
}

static cvs_status report_groups(test_job *job, cvs_error *error) {
  const size_t count = cvs_dataset_group_count(job->dataset);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    cvs_test_group group;
    status = cvs_test_analyse(job->run, i, &group, error);
    if (status == CVS_OK)
      status = cvs_report_test(job->report, job->dataset, &job->options, &group, error);
    if (status == CVS_OK)
      job->failed_gate |= is_gate_shut(job->arguments, &group);
  }
  return status == CVS_OK ? cvs_report_end(job->report, error) : status;
}

static cvs_exit run_test(cvs_arguments *arguments, cvs_error *error) {
  test_job job = {.arguments = arguments};
  cvs_status status = prepare(&job, error);
  if (status == CVS_OK)
    status = open_report(&job, error);
  if (status == CVS_OK)
    status = report_groups(&job, error);
  if (status == CVS_OK)
    status = cvs_output_deliver(arguments, job.report, error);
  cvs_report_free(job.report);
  cvs_test_free(job.run);
  cvs_dataset_free(job.dataset);
  return status == CVS_OK && job.failed_gate ? CVS_EXIT_GATE : cvs_exit_of(status);
}

static const cvs_option_group *const groups[] = {&cvs_options_test, &cvs_options_question, &cvs_options_units,
                                                 &cvs_options_data, &cvs_options_output,   &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat test results.csv", "a file with the visitors and conversions of each variant"},
    {"convstat test control=5000/50000 green=5105/50000", "counts without a file: conversions of visitors"},
    {"convstat test --mde 5% results.csv", "a lift of 5% matters: was the test large enough for it?"},
    {"convstat test --by device results.csv", "the whole analysis for each device"},
    {"convstat test --allocation control=90,new=10 results.csv", "a split that was meant to be 90 to 10"},
    {"convstat test --margin -2% results.csv", "is the treatment at most 2% worse?"},
    {"convstat test -f json --fail-on srm,harm results.csv", "for scripts: exit code 1 where something is wrong"},
};

const cvs_command cvs_command_test = {
    .name = "test",
    .heading = "Answer a question",
    .summary = "is the difference between variants real, and how large is it?",
    .operands = "[FILE... | NAME=CONVERSIONS/VISITORS...]",
    .about = "Compares the conversion rates of two or more variants. It first checks whether the data may be "
             "trusted: the split of the visitors, and whether the counts are large enough. Then it says how large "
             "the lift is, as an interval, and whether a treatment is better, worse or whether that is still open.\n"
             "A file has a row for each variant, or for each variant and day or segment, with its visitors and its "
             "conversions. Columns are found by their names: variant (or group, arm, version), visitors (or users, "
             "n, total), conversions (or converted, signups, orders). Rows of one variant are added up.\n"
             "A file may also have a row for each user (user, variant, converted), or for each event of a user (time, "
             "user, event and variant, with --goal EVENT): users are then counted, each once. Comma, "
             "semicolon, tab or pipe, UTF-8 or UTF-16, plain or compressed by gzip or zstd: all are read as they "
             "come. '-', or no FILE, is standard input.\n"
             "'convstat methods --explain' tells what each method computes and where it comes from.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_test,
};

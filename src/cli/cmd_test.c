/* convstat test: is the difference real, how large is it, may the data be trusted? */
#include "cli/command.h"

#include "cli/job.h"
#include "cli/operand.h"

/* What a run holds between its steps. */
typedef struct test_job {
  cvs_job job;
  cvs_read_options read;
  cvs_test_options options;
  cvs_test_run *run;
} test_job;

static cvs_status prepare(void *context, cvs_error *error) {
  test_job *own = context;
  cvs_arguments *arguments = own->job.arguments;
  cvs_status status = cvs_arguments_data(arguments, &own->read, error);
  if (status == CVS_OK)
    status = cvs_arguments_test(arguments, &own->options, error);
  if (status == CVS_OK)
    status = cvs_operands_check(arguments, own->job.command, error);
  if (status == CVS_OK)
    status = cvs_operands_read(arguments, &own->read, &own->job.dataset, error);
  return status == CVS_OK ? cvs_test_new(own->job.dataset, &own->options, &own->run, error) : status;
}

static cvs_status open_report(void *context, cvs_error *error) {
  test_job *own = context;
  cvs_settings settings;
  cvs_settings_test(own->job.arguments, &own->options, &settings);
  return cvs_job_open(&own->job, &settings, error);
}

static cvs_status answer(void *context, size_t index, cvs_error *error) {
  test_job *own = context;
  cvs_test_group group;
  const cvs_status status = cvs_test_analyse(own->run, index, &group, error);
  if (status != CVS_OK)
    return status;
  cvs_job_note_test_gates(&own->job, &group);
  return cvs_report_test(own->job.report, own->job.dataset, &own->options, &group, error);
}

static const cvs_job_steps steps = {.prepare = prepare, .open = open_report, .answer = answer};

static cvs_exit run_test(cvs_arguments *arguments, cvs_error *error) {
  test_job own = {.job = {.command = "test", .arguments = arguments}};
  const cvs_exit end = cvs_job_run(&steps, &own.job, &own, error);
  cvs_test_free(own.run);
  return end;
}

static const cvs_option_group *const groups[] = {&cvs_options_test,  &cvs_options_question, &cvs_options_units,
                                                 &cvs_options_data,  &cvs_options_output,   &cvs_options_test_pictures,
                                                 &cvs_options_common};

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

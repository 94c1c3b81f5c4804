/* convstat count: from raw rows of users or events to a few counts. */
#include "cli/command.h"

#include "base/error.h"
#include "cli/job.h"
#include "cli/operand.h"

/* What a run holds between its steps. */
typedef struct count_job {
  cvs_job job;
  cvs_read_options read;
  cvs_test_options options;
  cvs_test_run *run;
} count_job;

/* What has no effect as something else is missing is a slip. */
static cvs_status check_units(const cvs_units_values *units, cvs_error *error) {
  if (units->young.given && !units->window.given)
    return cvs_fail(error, CVS_EUSAGE, "--young %s has no window: expected --window SPAN", units->young.text);
  if (units->window_from.given && !units->window.given)
    return cvs_fail(error, CVS_EUSAGE, "--window-from %s has no window: expected --window SPAN",
                    units->window_from.text);
  if (units->window_from.given && !units->steps.given)
    return cvs_fail(error, CVS_EUSAGE,
                    "--window-from %s has no steps: expected --steps A,B (without them the window runs from the entry)",
                    units->window_from.text);
  if (units->order.given && !units->steps.given)
    return cvs_fail(error, CVS_EUSAGE, "--order %s has no steps: expected --steps A,B", units->order.text);
  return CVS_OK;
}

static cvs_status prepare(void *context, cvs_error *error) {
  count_job *own = context;
  cvs_arguments *arguments = own->job.arguments;
  cvs_status status = cvs_arguments_data(arguments, &own->read, error);
  own->read.variant_optional = true;
  own->read.drop_young = arguments->units.young.choice == CVS_YOUNG_DROP;
  own->read.count_young = !own->read.drop_young;
  if (status == CVS_OK)
    status = check_units(&arguments->units, error);
  own->read.want_value = arguments->data.column[CVS_ROLE_VALUE].given;
  cvs_test_options_init(&own->options);
  if (status == CVS_OK)
    status = cvs_arguments_shares(arguments, &own->options, error);
  if (status == CVS_OK)
    status = cvs_operands_check(arguments, own->job.command, error);
  if (status == CVS_OK)
    status = cvs_operands_read(arguments, &own->read, &own->job.dataset, error);
  return status == CVS_OK ? cvs_count_new(own->job.dataset, &own->options, &own->run, error) : status;
}

static cvs_status open_report(void *context, cvs_error *error) {
  count_job *own = context;
  cvs_settings settings;
  cvs_settings_count(own->job.arguments, &settings);
  return cvs_job_open(&own->job, &settings, error);
}

static cvs_status answer(void *context, size_t index, cvs_error *error) {
  count_job *own = context;
  cvs_test_group group;
  const cvs_status status = cvs_count_analyse(own->run, index, &group, error);
  return status == CVS_OK ? cvs_report_count(own->job.report, own->job.dataset, &group, own->read.by_day, error)
                          : status;
}

static const cvs_job_steps steps = {.prepare = prepare, .open = open_report, .answer = answer};

static cvs_exit run_count(cvs_arguments *arguments, cvs_error *error) {
  count_job own = {.job = {.command = "count", .arguments = arguments}};
  const cvs_exit end = cvs_job_run(&steps, &own.job, &own, error);
  cvs_test_free(own.run);
  return end;
}

static const cvs_option_group *const groups[] = {&cvs_options_units,         &cvs_options_steps, &cvs_options_data,
                                                 &cvs_options_output_counts, &cvs_options_split, &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat count users.csv", "visitors and conversions of each variant, from one row a user"},
    {"convstat count --goal purchase events.csv.gz > counts.csv", "users who bought, from a log of events"},
    {"convstat count --steps view,cart,purchase --window 7d events.csv", "users who reached each step within a week"},
    {"convstat count --by-day exposure --by device users.csv", "a row for each device, day and variant"},
    {"convstat count --user none visits.csv", "each row is a unit of its own: nothing is merged"},
    {"convstat count --where country=DE,AT users.csv | convstat test", "count a part, then test it"},
    {"convstat count --value revenue users.csv", "the sum of an amount too"},
    {"convstat count monday.csv tuesday.csv", "several files are read as one"},
};

const cvs_command cvs_command_count = {
    .name = "count",
    .heading = "Prepare data",
    .summary = "reduce rows of users or events to the counts that every other command reads",
    .operands = "[FILE...]",
    .about =
        "Reads one row a user (user, variant, converted) or one row an event (time, user, event, variant) and writes "
        "the counts of each variant: visitors, conversions and, with --steps, the users who reached each step. The "
        "result is CSV, which every other command reads; counts are read too and added up.\n"
        "Each user counts once. Several rows of one are merged: converted if any of them says so, the segment of the "
        "first, the earliest day. Times of steps in columns are judged row by row: where one user's steps stand in "
        "several rows, give a log of events. Users seen in several arms are left out, and how many is reported, with "
        "the sample ratio before and after; --multiple says otherwise. Names are compared exactly, never by a hash "
        "alone; spaces and tabs at the ends of a field do not count, inside quotes too. A field of more than 1 MiB is "
        "refused. What does not fit into --memory waits in temporary files (TMPDIR).\n"
        "In a log of events a user enters at the assignment, at the --exposure-event, or at the first row; what "
        "happened before does not count. Nobody enters by a row without a variant: users who have no other are left "
        "out and counted. A log without a column of the variant is counted as one arm, \"all\", with a warning: "
        "--variant COL or --assignments FILE says the variants. A table of users without one is refused, unless "
        "--shape users or --steps is given. Counting parts and then counting the counts equals counting the whole, "
        "unless a user is "
        "in two parts: counts cannot show that, so give the parts together.\n"
        "Amounts (--value) are added up in whole millionths, exactly and in any order; digits behind the sixth are "
        "rounded, and how many amounts that makes 0 is told.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_count,
};

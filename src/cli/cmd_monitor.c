/* convstat monitor: may this test be stopped now? */
#include "cli/command.h"

#include "base/error.h"
#include "cli/job.h"
#include "cli/operand.h"
#include "data/problem.h"
#include <convstat/plan_file.h>
#include <string.h>

/* What a run holds between its steps. */
typedef struct monitor_job {
  cvs_job job;
  cvs_read_options read;
  cvs_monitor_options options;
  cvs_saved_plan *plan;
  cvs_monitor_run *run;
} monitor_job;

/* Counts without days cannot say when to stop; a file that is written must not be one that is read. */
static cvs_status check_files(const cvs_arguments *arguments, cvs_error *error) {
  const cvs_monitor_values *values = &arguments->monitor;
  const cvs_value *output = &arguments->output.output;
  char shown[CVS_SHOWN_MAX];
  if (arguments->words.count > 0 && cvs_operand_is_counts(arguments->words.word[0]))
    return cvs_fail(error, CVS_EUSAGE, "%s has no days, expected a FILE with a date (or --time) in each row",
                    cvs_show_value(shown, arguments->words.word[0]));
  const cvs_value *const kept[] = {&values->plan, &values->ledger};
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
    if (kept[i]->given && output->given && strcmp(kept[i]->text, output->text) == 0)
      return cvs_fail(error, CVS_EUSAGE, "--output: %s is an input too, expected another file",
                      cvs_show_value(shown, output->text));
  for (size_t i = 0; i < arguments->words.count; i++)
    if (values->ledger.given && strcmp(values->ledger.text, arguments->words.word[i]) == 0)
      return cvs_fail(error, CVS_EUSAGE, "--ledger: %s is an input too, expected another file",
                      cvs_show_value(shown, values->ledger.text));
  if (values->plan.given && values->ledger.given && strcmp(values->plan.text, values->ledger.text) == 0)
    return cvs_fail(error, CVS_EUSAGE, "--ledger: %s is the plan, expected another file",
                    cvs_show_value(shown, values->ledger.text));
  return CVS_OK;
}

/* Standard input is read once. */
static cvs_status check_standard_input(const cvs_arguments *arguments, cvs_error *error) {
  const cvs_value *plan = &arguments->monitor.plan;
  bool is_read = arguments->words.count == 0;
  for (size_t i = 0; i < arguments->words.count; i++)
    is_read = is_read || strcmp(arguments->words.word[i], "-") == 0;
  return is_read && plan->given && strcmp(plan->text, "-") == 0
             ? cvs_fail(error, CVS_EUSAGE,
                        "--plan and the rows are both standard input (-), expected a file for one of them")
             : CVS_OK;
}

static cvs_status resolve(monitor_job *own, cvs_error *error) {
  cvs_status status = cvs_arguments_data(own->job.arguments, &own->read, error);
  if (status == CVS_OK)
    status = cvs_arguments_monitor(own->job.arguments, &own->options, error);
  if (status == CVS_OK)
    status = check_files(own->job.arguments, error);
  if (status == CVS_OK)
    status = check_standard_input(own->job.arguments, error);
  if (status == CVS_OK)
    status = cvs_operands_check(own->job.arguments, own->job.command, error);
  own->read.by_day = true;
  own->read.variant_optional = own->options.target > 0;
  return status;
}

static cvs_status prepare(void *context, cvs_error *error) {
  monitor_job *own = context;
  const cvs_value *plan = &own->job.arguments->monitor.plan;
  cvs_status status = resolve(own, error);
  if (status == CVS_OK && plan->given)
    status = cvs_saved_plan_read(plan->text, &own->plan, error);
  own->options.plan = own->plan;
  if (status == CVS_OK)
    status = cvs_monitor_options_check(&own->options, error);
  if (status == CVS_OK)
    status = cvs_operands_read(own->job.arguments, &own->read, &own->job.dataset, error);
  return status == CVS_OK ? cvs_monitor_new(own->job.dataset, &own->options, &own->run, error) : status;
}

static cvs_status open_report(void *context, cvs_error *error) {
  monitor_job *own = context;
  cvs_settings settings;
  cvs_settings_monitor(own->job.arguments, &own->options, &settings);
  return cvs_job_open(&own->job, &settings, error);
}

static cvs_status answer(void *context, size_t index, cvs_error *error) {
  monitor_job *own = context;
  cvs_monitor_group group;
  const cvs_status status = cvs_monitor_analyse(own->run, index, &group, error);
  if (status != CVS_OK)
    return status;
  const cvs_tristate bad[CVS_GATES] = {[CVS_GATE_SRM] = group.gate_srm,
                                       [CVS_GATE_HARM] = group.gate_harm,
                                       [CVS_GATE_NOT_SIGNIFICANT] = group.gate_not_significant,
                                       [CVS_GATE_NOT_WON] = group.gate_not_won,
                                       [CVS_GATE_DATA_QUALITY] = group.gate_data_quality,
                                       [CVS_GATE_CONTINUE] = group.gate_continue};
  cvs_job_note_gates(&own->job, &cvs_gates_monitor, bad);
  return cvs_report_monitor(own->job.report, own->job.dataset, &own->options, &group, error);
}

/* The ledger comes before the answer: a look that somebody may have seen is always in it. */
static cvs_status record_look(void *context, cvs_error *error) {
  monitor_job *own = context;
  return cvs_monitor_record(own->run, error);
}

static const cvs_job_steps steps = {.prepare = prepare, .open = open_report, .answer = answer, .record = record_look};

static cvs_exit run_monitor(cvs_arguments *arguments, cvs_error *error) {
  monitor_job own = {.job = {.command = "monitor", .arguments = arguments}};
  const cvs_exit end = cvs_job_run(&steps, &own.job, &own, error);
  cvs_monitor_free(own.run);
  cvs_saved_plan_free(own.plan);
  return end;
}

static const cvs_option_group *const groups[] = {&cvs_options_monitor,        &cvs_options_sequential,
                                                 &cvs_options_monitor_group,  &cvs_options_monitor_anytime,
                                                 &cvs_options_monitor_arms,   &cvs_options_units,
                                                 &cvs_options_data,           &cvs_options_monitor_gates,
                                                 &cvs_options_output_ungated, &cvs_options_monitor_pictures,
                                                 &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat monitor daily.csv", "counts by day, nothing planned: may I stop now? Ask again every day"},
    {"convstat monitor --mde 5% daily.csv", "a lift of 5% matters: stop as well when it is out of sight"},
    {"convstat monitor --plan plan.json daily.csv", "looks as 'convstat plan --looks 5 --save plan.json' planned them"},
    {"convstat monitor --plan plan.json --ledger looks.json daily.csv", "keep the looks that were taken"},
    {"convstat monitor --looks 4 --max-sample-size 40k daily.csv", "planned looks without a file"},
    {"convstat monitor --compare daily.csv",
     "what would a plain test have said on each day, and how often is it wrong?"},
    {"convstat monitor --goal signup events.csv", "a log of events: users by the day they entered"},
    {"convstat monitor --sprt --mde 10% daily.csv", "Wald's test: a lift of 10% against none"},
    {"convstat monitor -f json --fail-on srm,harm daily.csv", "for scripts: exit code 1 where something is wrong"},
};

const cvs_command cvs_command_monitor = {
    .name = "monitor",
    .heading = "Answer a question",
    .summary = "may this test be stopped now, however often it was looked at?",
    .operands = "[FILE...]",
    .about =
        "Reads visitors and conversions by day and says: stop (a win, a harm, or no hope of either), or go on. Whoever "
        "looks at a plain p-value every day for four weeks finds an effect in one test of four that has none; here the "
        "error rate holds however often one looks.\n"
        "Without a plan every day is a look at an always-valid band of the lift (--design anytime): look whenever you "
        "like, stop when you like. With a plan (--plan, or --looks with --max-sample-size) the test is looked at a few "
        "times and needs fewer visitors; looks that slip, are skipped or come late are recomputed. A stop is followed "
        "by an interval and a p-value that allow for the earlier looks.\n"
        "A file has a row for each variant and day (date, variant, visitors, conversions; --cumulative where they are "
        "running totals), for each user with a date, or for each event of a user with its time (--goal EVENT); users "
        "count on the day they entered. The split of the visitors is tested at every look as well.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_monitor,
};

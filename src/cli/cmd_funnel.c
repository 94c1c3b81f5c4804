/* convstat funnel: at which step, and how much of the lift? */
#include "cli/command.h"

#include "base/error.h"
#include "cli/job.h"
#include "cli/operand.h"
#include "data/problem.h"

/* What a run holds between its steps. */
typedef struct funnel_job {
  cvs_job job;
  cvs_read_options read;
  cvs_funnel_options options;
  cvs_funnel_run *run;
} funnel_job;

static cvs_status give_times(void *context, size_t group, size_t arm, cvs_funnel_times *out, cvs_error *error) {
  return cvs_dataset_step_times(context, group, arm, out, error);
}

/* Counts on the command line have one step, and that is 'convstat test'. */
static cvs_status check_words(const cvs_arguments *arguments, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  if (arguments->words.count > 0 && cvs_operand_is_counts(arguments->words.word[0]))
    return cvs_fail(error, CVS_EUSAGE, "%s has no steps, expected a FILE with a column or an event for each",
                    cvs_show_value(shown, arguments->words.word[0]));
  return CVS_OK;
}

static cvs_status prepare(void *context, cvs_error *error) {
  funnel_job *own = context;
  cvs_arguments *arguments = own->job.arguments;
  cvs_status status = cvs_arguments_data(arguments, &own->read, error);
  if (status == CVS_OK)
    status = cvs_arguments_funnel(arguments, &own->read, &own->options, error);
  if (status == CVS_OK)
    status = check_words(arguments, error);
  if (status == CVS_OK)
    status = cvs_operands_check(arguments, own->job.command, error);
  if (status == CVS_OK)
    status = cvs_operands_read(arguments, &own->read, &own->job.dataset, error);
  if (status != CVS_OK)
    return status;
  own->options.times = own->read.keep_step_times ? give_times : NULL;
  own->options.times_context = own->job.dataset;
  return cvs_funnel_new(own->job.dataset, &own->options, &own->run, error);
}

static cvs_status open_report(void *context, cvs_error *error) {
  funnel_job *own = context;
  cvs_settings settings;
  cvs_settings_funnel(own->job.arguments, &own->options, &settings);
  return cvs_job_open(&own->job, &settings, error);
}

static cvs_status answer(void *context, size_t index, cvs_error *error) {
  funnel_job *own = context;
  cvs_funnel_group group;
  const cvs_status status = cvs_funnel_analyse(own->run, index, &group, error);
  if (status != CVS_OK)
    return status;
  cvs_job_note_test_gates(&own->job, &group.frame);
  return cvs_report_funnel(own->job.report, own->job.dataset, &own->options, &group, error);
}

static const cvs_job_steps steps = {.prepare = prepare, .open = open_report, .answer = answer};

static cvs_exit run_funnel(cvs_arguments *arguments, cvs_error *error) {
  funnel_job own = {.job = {.command = "funnel", .arguments = arguments}};
  const cvs_exit end = cvs_job_run(&steps, &own.job, &own, error);
  cvs_funnel_free(own.run);
  return end;
}

static const cvs_option_group *const groups[] = {
    &cvs_options_path,   &cvs_options_way,   &cvs_options_leak, &cvs_options_comparison, &cvs_options_level,
    &cvs_options_family, &cvs_options_units, &cvs_options_data, &cvs_options_output,     &cvs_options_funnel_pictures,
    &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat funnel --steps view,cart,checkout,buy --window 7d events.csv",
     "a log of events: users who go from step to step within a week"},
    {"convstat funnel --steps view,cart,buy users.csv", "a row for each user with a 0/1 or a time for each step"},
    {"convstat funnel counts.csv", "counts with columns step.view, step.cart, ... as 'convstat count' writes them"},
    {"convstat funnel --steps view,cart,buy --censor --window 30d events.csv",
     "keep users who still have time, and allow for them"},
    {"convstat funnel --steps view,cart,buy --what-if buy=+5% counts.csv",
     "what would a better step bring at the end?"},
    {"convstat funnel --steps view,cart,buy --cost view=1 --value amount users.csv",
     "costs by step, and the return on them"},
    {"convstat funnel --steps view,cart,buy --order any counts.csv", "steps that do not need each other"},
    {"convstat funnel --steps view,cart,buy -f json --fail-on srm,harm events.csv",
     "for scripts: exit code 1 where something is wrong"},
};

const cvs_command cvs_command_funnel = {
    .name = "funnel",
    .heading = "Answer a question",
    .summary = "at which step does a treatment win or lose, and where do users leave?",
    .operands = "[FILE...]",
    .about =
        "Follows users through the steps of a funnel and says at which of them a treatment gains or loses, how much of "
        "the overall lift comes from each, and which step is worth working on first.\n"
        "Every step is tested from the start: users who reached it, of all who entered. That is what was randomised. "
        "Rates from the previous step compare users whom the treatment has already selected; they are described and "
        "never tested. The logarithm of the overall lift is split into one term a step, which add up to it exactly; "
        "their intervals hold together. p-values are adjusted over all treatments and steps.\n"
        "The sample ratio is tested at the entry, where it must hold. Who entered: assigned or exposed users where "
        "they are known (--assignments, --exposure-event, a row for each user, a column of visitors), else the users "
        "of the first step. One variant alone is described.\n"
        "Users who take a later step without an earlier one are not counted at the later one; the checks say how many, "
        "by arm and step; who skipped the first step of a log has not entered. Events were not logged, or there is a "
        "way round the step (then --optional counts them). "
        "Where all arms lose the same share of the users who took a step, their lift there stays right. Where the "
        "shares differ (p below 0.001, adjusted over steps and groups) by so much that to count all users would change "
        "a lift by more than a percent, nothing is decided; above one user in a thousand the gate data-quality is "
        "set.\n"
        "In a log of events a step counts at the first event of its name at or after the step before it (--order "
        "strict), within --window of the first step (of the entry, where that is known) or, with --window-from "
        "previous, of the step before. With a window, users who entered too late to have used it are left out and "
        "counted; --censor keeps them. --exclude stops users at an event: a step after it does not count. An "
        "--optional step counts only in its place: not before a step named ahead of it, nor after one named behind it, "
        "optional or not. With --order any a step counts at its "
        "first event, and the window of each user runs from the entry where that is known, else from the earliest "
        "event of any step.\n"
        "Rows of users have a column for each step with 0 or 1, where an empty field is a missing value and so an "
        "error "
        "(--on-error skip leaves the row out), or with the time of the step, where an empty field says that it was not "
        "reached.\n"
        "Counts have a column for each step (NAME or step.NAME); without a column of visitors the users of the first "
        "step are those who entered. A later step above an earlier one is an error, unless --order any says that "
        "steps do not need each other.\n"
        "Times between steps are the median and the quartiles (type 7: between the two nearest users) of those who "
        "were seen at both. With --censor slow users are still missing there, so times come out too short.\n"
        "Where it leaks: for each step, conversions gained a thousand users who enter if a tenth of its drop-off were "
        "won back, or its --benchmark reached, and how many users a test of that step takes (visitors to test: users "
        "of two variants of one size who must enter so that the score test of the step's rates, at --alpha, finds the "
        "change 8 times in 10). Tests run one after the "
        "other, so the step that gains most for each user of its test comes first.\n"
        "Files are read as by 'convstat count'.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_funnel,
};

/* convstat bayes: how sure is it that a variant is better, and what would a mistake cost? */
#include "cli/command.h"

#include "base/error.h"
#include "cli/job.h"
#include "cli/operand.h"
#include <convstat/curves.h>
#include <string.h>

/* What a run holds between its steps. */
typedef struct bayes_job {
  cvs_job job;
  cvs_read_options read;
  cvs_bayes_options options;
  cvs_bayes_past past;
  cvs_money_terms money;
  cvs_bayes_run *run;
} bayes_job;

/* Past experiments: by the column that was named, else by "experiment", else all of them as one. */
static cvs_status read_past_file(const bayes_job *own, const char *path, cvs_dataset **out, cvs_error *error) {
  static const char *const usual = "experiment";
  const cvs_value *by = &own->job.arguments->bayes.prior_by;
  cvs_read_options read = {
      .variant_optional = true, .by = by->given ? &by->text : &usual, .by_count = 1, .by_option = "prior-by"};
  if (by->given)
    return cvs_dataset_read(&path, 1, &read, out, error);
  cvs_error why = {0};
  const cvs_status status = cvs_dataset_read(&path, 1, &read, out, &why);
  if (status != CVS_EDATA)
    return status == CVS_OK ? CVS_OK : cvs_fail_at(error, status, why.source, why.line, "%s", why.message);
  read.by_count = 0; /* there may be no such column */
  return cvs_dataset_read(&path, 1, &read, out, error);
}

static cvs_status read_past(bayes_job *own, cvs_error *error) {
  const char *path = cvs_arguments_past(own->job.arguments);
  cvs_dataset *dataset = NULL;
  if (!path)
    return CVS_OK;
  cvs_status status = read_past_file(own, path, &dataset, error);
  cvs_error why = {0};
  if (status == CVS_OK) {
    status = cvs_bayes_look_back(dataset, NULL, &own->past, &why);
    if (status != CVS_OK)
      status =
          cvs_fail_at(error, status, path, 0,
                      "%s; --prior-mean RATE --prior-visitors N says by hand what such rates are like", why.message);
  }
  own->options.past = &own->past;
  own->options.prior = own->past.rates;
  cvs_dataset_free(dataset);
  return status;
}

/* Saving over the past would destroy it. */
static cvs_status check_output(const cvs_arguments *arguments, cvs_error *error) {
  const char *path = cvs_arguments_past(arguments);
  const cvs_value *output = &arguments->output.output;
  if (path && output->given && strcmp(path, output->text) == 0)
    return cvs_fail(error, CVS_EUSAGE, "--output: \"%s\" is an input too, expected another file", output->text);
  return CVS_OK;
}

static cvs_status resolve_money(bayes_job *own, cvs_error *error) {
  bool asked = false;
  const cvs_status status = cvs_arguments_money(own->job.arguments, &own->money, &asked, error);
  own->options.money = asked ? &own->money : NULL;
  return status;
}

static cvs_status prepare(void *context, cvs_error *error) {
  bayes_job *own = context;
  cvs_status status = cvs_arguments_data(own->job.arguments, &own->read, error);
  if (status == CVS_OK)
    status = cvs_arguments_bayes(own->job.arguments, &own->options, error);
  if (status == CVS_OK)
    status = resolve_money(own, error);
  if (status == CVS_OK)
    status = cvs_operands_check(own->job.arguments, own->job.command, error);
  if (status == CVS_OK)
    status = check_output(own->job.arguments, error);
  if (status == CVS_OK)
    status = read_past(own, error);
  if (status == CVS_OK)
    status = cvs_operands_read(own->job.arguments, &own->read, &own->job.dataset, error);
  return status == CVS_OK ? cvs_bayes_new(own->job.dataset, &own->options, &own->run, error) : status;
}

static cvs_status open_report(void *context, cvs_error *error) {
  bayes_job *own = context;
  cvs_settings settings;
  cvs_settings_bayes(own->job.arguments, &own->options, &settings);
  return cvs_job_open(&own->job, &settings, error);
}

/* With the curves of its pictures, where there are any. */
static cvs_status report_group(bayes_job *own, cvs_bayes_group *group, cvs_error *error) {
  cvs_bayes_curves *curves = NULL;
  cvs_status status = CVS_OK;
  if (cvs_report_draws(own->job.report))
    status = cvs_bayes_curves_make(&own->options, group, &curves, error);
  group->curves = curves;
  if (status == CVS_OK)
    status = cvs_report_bayes(own->job.report, own->job.dataset, &own->options, group, error);
  cvs_bayes_curves_free(curves);
  return status;
}

static cvs_status answer(void *context, size_t index, cvs_error *error) {
  bayes_job *own = context;
  cvs_bayes_group group;
  const cvs_status status = cvs_bayes_analyse(own->run, index, &group, error);
  if (status != CVS_OK)
    return status;
  const cvs_tristate bad[CVS_GATES] = {[CVS_GATE_SRM] = group.gate_srm,
                                       [CVS_GATE_HARM] = group.gate_harm,
                                       [CVS_GATE_NOT_WON] = group.gate_not_won,
                                       [CVS_GATE_DATA_QUALITY] = group.gate_data_quality,
                                       [CVS_GATE_CONTINUE] = group.gate_continue};
  cvs_job_note_gates(&own->job, &cvs_gates_bayes, bad);
  return report_group(own, &group, error);
}

static const cvs_job_steps steps = {.prepare = prepare, .open = open_report, .answer = answer};

static cvs_exit run_bayes(cvs_arguments *arguments, cvs_error *error) {
  bayes_job own = {.job = {.command = "bayes", .arguments = arguments}};
  const cvs_exit end = cvs_job_run(&steps, &own.job, &own, error);
  cvs_bayes_free(own.run);
  return end;
}

static const cvs_option_group *const groups[] = {
    &cvs_options_bayes,          &cvs_options_prior,          &cvs_options_money,
    &cvs_options_units,          &cvs_options_data,           &cvs_options_bayes_gates,
    &cvs_options_output_ungated, &cvs_options_bayes_pictures, &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat bayes control=5000/50000 green=5105/50000",
     "how likely is green better, and what would a mistake cost?"},
    {"convstat bayes --loss-threshold 0.05pp results.csv", "decide as soon as the expected loss is small"},
    {"convstat bayes --rope -1%,1% results.csv", "lifts within 1% make no difference"},
    {"convstat bayes --prior-lift-sd 10% results.csv", "a sceptic: most changes move a rate by less than 10%"},
    {"convstat bayes --prior from:past.csv results.csv", "what past experiments taught: is this winner real?"},
    {"convstat bayes --value-per-conversion 40 --traffic 4000 --horizon 180d ab.csv",
     "ship, keep, or test on: which earns most?"},
    {"convstat bayes --planned 200k results.csv", "will the planned end show significance?"},
    {"convstat bayes -f json --fail-on harm,continue results.csv", "for scripts: exit code 1 where it is not done"},
};

const cvs_command cvs_command_bayes = {
    .name = "bayes",
    .heading = "Answer a question",
    .summary = "how sure is it that a variant is better, and what would a mistake cost?",
    .operands = "[FILE... | NAME=CONVERSIONS/VISITORS...]",
    .about =
        "Gives the chance that a treatment is better, what is lost on average by shipping or keeping it wrongly, and "
        "between which values its lift lies. All of it is computed exactly, by quadrature: no draws, the same bytes "
        "every time.\n"
        "Before the data each rate is believed to follow a beta distribution (--prior), independent of the others. "
        "With --prior-lift-sd the variants are believed to be alike instead: the log odds ratio of any two is normal "
        "around none, with the log odds ratio of that lift at the rate of all variants together as its standard "
        "deviation, and the rate they share follows the beta distribution. --prior from:FILE learns both from the "
        "counts of past "
        "experiments, and says what is left of this lift among theirs.\n"
        "With --loss-threshold the variant of the lowest expected loss is chosen as soon as that is small enough. "
        "With --value-per-conversion what is expected to earn most is done: ship, keep, or test on; where there is a "
        "threshold too, that decides and both are said. With --rope a treatment is shipped if its lift is above the "
        "region with a probability of 1 - A/2, and the control is kept if every treatment is below its high end with "
        "as much. With none of these the region is 0. Of several treatments one counts as sure with 1 - A/2 shared "
        "among them (1 - A/6 of three), since the best of many looks good by luck alone.\n"
        "Profits are exact up to 2,000,000 more visitors a variant; beyond they are approximate, and say \"about\" "
        "(\"exact\": false in JSON). Money and --planned need variants whose rates are independent, so neither goes "
        "with --prior-lift-sd; and with --prior from:FILE they take the rates as they are, not the shrunken lift.\n"
        "None of these rules controls false positives where one looks again and again: 'convstat monitor' does.\n"
        "Files are read as by 'convstat test'.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_bayes,
};

/* convstat plan: how large must a test be, how long must it run, how small an effect can it see? */
#include "cli/command.h"

#include "base/error.h"
#include "base/mem.h"
#include "cli/job.h"
#include "cli/operand.h"
#include <convstat/plan_file.h>
#include <string.h>

/* One plan with what it is made of. */
typedef struct plan_case {
  cvs_plan_options options;
  cvs_plan_past past;
  cvs_plan plan;
  cvs_money_plan profit;
  char *reason; /* NULL where there is an answer */
} plan_case;

/* What a run holds between its steps. */
typedef struct plan_job {
  cvs_job job; /* its dataset is NULL without --from */
  cvs_read_options read;
  cvs_plan_options options;
  cvs_plan_looks looks;
  cvs_money_prospect prospect; /* where --profit was asked for */
  bool profit;
  plan_case *cases;
  cvs_plan_entry *entries;
  size_t case_count;
} plan_job;

/* The file of --from is the input as if it were the one word of the command line. */
static cvs_status read_past(plan_job *own, cvs_error *error) {
  const cvs_value *from = &own->job.arguments->plan.from;
  if (!from->given)
    return CVS_OK;
  own->job.arguments->words.word[0] = from->text;
  own->job.arguments->words.count = 1;
  cvs_status status = cvs_arguments_data(own->job.arguments, &own->read, error);
  own->read.variant_optional = true; /* a page that is yet to be tested has one version */
  if (status == CVS_OK)
    status = cvs_operands_check(own->job.arguments, own->job.command, error);
  return status == CVS_OK ? cvs_operands_read(own->job.arguments, &own->read, &own->job.dataset, error) : status;
}

static const cvs_value *find_effects(const cvs_plan_values *values) {
  return values->difference.given ? &values->difference : &values->lift;
}

/* Where neither effect nor size is given, profit gives the size. */
static bool is_sized_by_profit(const plan_job *own) {
  const cvs_plan_values *values = &own->job.arguments->plan;
  return own->profit && find_effects(values)->list_count == 0 && !values->sample_size.given;
}

/* With the baseline still to be read, the options are checked as they would be with any. */
static cvs_status check_options(const plan_job *own, cvs_error *error) {
  static const cvs_plan_past any = {.rate = {.estimate = 0.5}};
  cvs_plan_options options = own->options;
  if (own->job.arguments->plan.from.given)
    options.past = &any;
  if (is_sized_by_profit(own))
    options.visitors_total = 2; /* as with any size */
  return cvs_plan_options_check(&options, error);
}

static size_t count_or_one(size_t count) {
  return count > 0 ? count : 1;
}

static cvs_status make_cases(plan_job *own, cvs_error *error) {
  const cvs_plan_values *values = &own->job.arguments->plan;
  const size_t groups = own->job.dataset ? cvs_dataset_group_count(own->job.dataset) : 1;
  const size_t baselines = count_or_one(values->baseline.list_count);
  const size_t effects = count_or_one(find_effects(values)->list_count);
  own->case_count = groups * baselines * effects;
  own->cases = cvs_calloc(own->case_count, sizeof *own->cases);
  own->entries = cvs_calloc(own->case_count, sizeof *own->entries);
  return own->cases && own->entries ? CVS_OK : cvs_fail_memory(error);
}

static void set_case(plan_job *own, size_t index) {
  const cvs_plan_values *values = &own->job.arguments->plan;
  const cvs_value *effects = find_effects(values);
  const size_t effect_count = count_or_one(effects->list_count);
  const size_t baseline_count = count_or_one(values->baseline.list_count);
  plan_case *one = &own->cases[index];
  one->options = own->options;
  one->options.alike = index > 0 ? own->cases[index - 1].plan.sequential : NULL;
  if (effects->list_count > 0)
    one->options.effect = effects->number[index % effect_count];
  if (values->baseline.list_count > 0)
    one->options.baseline = values->baseline.number[index / effect_count % baseline_count];
  own->entries[index] =
      (cvs_plan_entry){.options = &one->options, .plan = &one->plan, .group = index / effect_count / baseline_count};
}

/* "No" is an answer among others; alone it is the error of the program. */
static bool is_no_answer(const plan_job *own, cvs_status status) {
  const bool no = status == CVS_EUNDEF || status == CVS_ELIMIT || status == CVS_EUSAGE || status == CVS_EDATA;
  return no && (own->case_count > 1 || own->job.arguments->plan.table.given);
}

static cvs_status keep_reason(plan_job *own, size_t index, const cvs_error *why, cvs_error *error) {
  const size_t size = strlen(why->message) + 1;
  char *reason = cvs_malloc(size);
  if (!reason)
    return cvs_fail_memory(error);
  memcpy(reason, why->message, size);
  own->cases[index].reason = reason;
  own->entries[index].reason = reason;
  return CVS_OK;
}

/* A smallest effect of either side is looked for upwards, as the one that is hoped for: "no" says nothing of losses. */
static bool looked_upwards(const plan_case *one, cvs_status status) {
  return status == CVS_EUNDEF && one->plan.solved_for == CVS_SOLVED_EFFECT && one->options.aim == CVS_AIM_DIFFERENCE &&
         one->options.alternative == CVS_TWO_SIDED;
}

static cvs_status say_no_lift(const plan_case *one, cvs_error *error) {
  *error = (cvs_error){0};
  return cvs_fail(error, CVS_EUNDEF,
                  "no lift is found with a power of %.4g%% by %llu visitors; more visitors%s or less power would help, "
                  "and --alternative less looks for a loss",
                  100 * one->plan.power_nominal, (unsigned long long)one->options.visitors_total,
                  one->options.arm_count > 2 ? ", one arm fewer" : "");
}

/* The effect that the size that earns most would find; where no test pays, or this one would find none, the usual plan
 * for a lift of one spread. */
static cvs_status plan_by_profit(plan_job *own, plan_case *one, cvs_error *error) {
  cvs_money_plan best;
  cvs_error why = {0};
  cvs_status status = cvs_money_plan_best(&own->prospect, &one->options, &best, error);
  if (status != CVS_OK)
    return status;
  if (cvs_money_plan_pays(&best)) {
    one->options.visitors_total = best.best.visitors_total;
    status = cvs_plan_make(&one->options, &one->plan, &why);
    if (status != CVS_EUNDEF)
      return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "%s", why.message);
    one->options.power = 0;
  }
  one->options.effect_scale = CVS_LIFT;
  one->options.effect = one->options.alternative == CVS_LESS ? -own->prospect.lift_sd : own->prospect.lift_sd;
  return cvs_plan_make(&one->options, &one->plan, error);
}

static cvs_status make_plan(plan_job *own, size_t index, cvs_error *error) {
  plan_case *one = &own->cases[index];
  cvs_error why = {0};
  cvs_status status = CVS_OK;
  set_case(own, index);
  if (own->job.dataset) {
    const size_t group = own->entries[index].group;
    status = cvs_plan_look_back(own->job.dataset, group, own->job.arguments->test.control.text, &one->past, &why);
    one->options.past = &one->past;
  }
  if (status == CVS_OK)
    status = is_sized_by_profit(own) ? plan_by_profit(own, one, &why) : cvs_plan_make(&one->options, &one->plan, &why);
  own->entries[index].profit = own->profit ? &one->profit : NULL;
  if (status == CVS_OK && own->profit)
    status = cvs_money_plan_make(&own->prospect, &one->options, &one->plan, &one->profit, &why);
  if (status == CVS_OK)
    return CVS_OK;
  if (looked_upwards(one, status))
    status = say_no_lift(one, &why);
  return is_no_answer(own, status) ? keep_reason(own, index, &why, error) : cvs_fail(error, status, "%s", why.message);
}

static cvs_status open_report(plan_job *own, cvs_error *error) {
  cvs_settings settings;
  cvs_settings_plan(own->job.arguments, &own->options, &settings);
  return cvs_job_open(&own->job, &settings, error);
}

static cvs_status report_plans(plan_job *own, cvs_error *error) {
  cvs_status status = open_report(own, error);
  if (status == CVS_OK && own->job.arguments->plan.table.given)
    status = cvs_report_plan_table(own->job.report, own->job.dataset, own->entries, own->case_count, error);
  else
    for (size_t i = 0; i < own->case_count && status == CVS_OK; i++)
      status = cvs_report_plan(own->job.report, own->job.dataset, &own->entries[i], error);
  return status == CVS_OK ? cvs_report_end(own->job.report, error) : status;
}

static void free_cases(plan_job *own) {
  for (size_t i = 0; own->cases && i < own->case_count; i++) {
    cvs_free(own->cases[i].reason);
    cvs_plan_free(&own->cases[i].plan);
  }
  cvs_free(own->cases);
  cvs_free(own->entries);
}

/* A file keeps one plan. */
static cvs_status check_save(const cvs_arguments *arguments, cvs_error *error) {
  const cvs_value *save = &arguments->plan.save;
  const char *other = arguments->plan.table.given        ? "table"
                      : arguments->data.by.given         ? "by"
                      : arguments->data.experiment.given ? "experiment"
                                                         : NULL;
  if (!save->given)
    return CVS_OK;
  if (other)
    return cvs_fail(error, CVS_EUSAGE, "--save keeps one plan, expected no --%s beside it", other);
  return strcmp(save->text, "-") != 0 ? CVS_OK : cvs_fail(error, CVS_EUSAGE, "--save needs the name of a file, not -");
}

static cvs_status save_plan(const plan_job *own, cvs_error *error) {
  const cvs_value *save = &own->job.arguments->plan.save;
  if (!save->given)
    return CVS_OK;
  cvs_saved_plan saved;
  cvs_saved_plan_of(own->job.dataset, &own->entries[0], &saved);
  return cvs_saved_plan_write(&saved, save->text, error);
}

static cvs_status resolve_options(plan_job *own, cvs_error *error) {
  const cvs_status status = cvs_arguments_plan(own->job.arguments, &own->options, error);
  if (status != CVS_OK)
    return status;
  cvs_status looks = cvs_arguments_sequential(own->job.arguments, &own->looks, error);
  own->options.looks = own->looks.count > 0 ? &own->looks : NULL;
  if (looks == CVS_OK)
    looks = cvs_arguments_profit(own->job.arguments, &own->prospect, &own->profit, error);
  return looks == CVS_OK ? check_save(own->job.arguments, error) : looks;
}

static cvs_exit run_plan(cvs_arguments *arguments, cvs_error *error) {
  plan_job own = {.job = {.command = "plan", .arguments = arguments}};
  cvs_status status = resolve_options(&own, error);
  if (status == CVS_OK)
    status = check_options(&own, error);
  if (status == CVS_OK)
    status = read_past(&own, error);
  if (status == CVS_OK)
    status = make_cases(&own, error);
  for (size_t i = 0; i < own.case_count && status == CVS_OK; i++)
    status = make_plan(&own, i, error);
  if (status == CVS_OK)
    status = report_plans(&own, error);
  if (status == CVS_OK)
    status = save_plan(&own, error);
  const cvs_exit end = cvs_job_close(&own.job, status, error);
  free_cases(&own);
  return end;
}

static const cvs_option_group *const groups[] = {
    &cvs_options_plan,           &cvs_options_time,          &cvs_options_sequential,
    &cvs_options_profit,         &cvs_options_question,      &cvs_options_data,
    &cvs_options_output_ungated, &cvs_options_plan_pictures, &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat plan --baseline 3.2% --lift 10% --traffic 4000", "how many visitors, how many weeks?"},
    {"convstat plan --baseline 3.2% --sample-size 100k", "which lift would these visitors find?"},
    {"convstat plan --baseline 3.2% --lift 10% --sample-size 50k", "how surely would they find this one?"},
    {"convstat plan --baseline 3.2% --lift 10% --arms 4", "three treatments against one control"},
    {"convstat plan --baseline 3.2% --margin -2%", "to show that a change does no harm"},
    {"convstat plan --reach 100%,42%,18%,6% --lift 10%", "which step of a funnel is worth a test?"},
    {"convstat plan --from daily.csv --lift 10%", "baseline and traffic from past counts"},
    {"convstat plan --baseline 3.2% --lift 10% --looks 5 --futility nonbinding", "a test that may stop early"},
    {"convstat plan --table --baseline 1%,3%,5% --lift 5%,10%,20%", "a table to choose from"},
};

const cvs_command cvs_command_plan = {
    .name = "plan",
    .heading = "Answer a question",
    .summary = "how many visitors, how many weeks, and which effect can be found?",
    .operands = "",
    .about =
        "Sizes a test before it starts. Any two of the effect that matters, the power (how surely it is found if "
        "it is there) and the number of visitors give the third; where only one is given, the power is 80%. With "
        "the daily traffic it says how long the test runs, and what each week of it buys.\n"
        "Control's visitors are rounded up to a whole number, the others follow from their shares. The power is "
        "that of one comparison at its own level, with both tails counted; how much of it the whole numbers "
        "really reach is computed by enumeration of all outcomes up to 5,000 visitors an arm, by the method's "
        "approximation above that, and it says which.\n"
        "With --looks or --look-times the test may be read before its end, and stopped at a bound; the sizes are "
        "then the most it takes, and what it takes on average stands beside them. Power and bounds are those of "
        "the side of the effect; each treatment is a comparison of its own, at the level that --adjust leaves it.\n"
        "Where no number of visitors is enough, it says why and what would help, and ends with exit code 5.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_plan,
};

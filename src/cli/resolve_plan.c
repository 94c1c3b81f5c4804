/* From the options of a plan to the library's: what they mean together, and where what was typed
 * contradicts itself. All of it is found before anything is read. */
#include "cli/arguments.h"

#include "base/error.h"
#include "data/problem.h"
#include <string.h>

static cvs_status resolve_effect(const cvs_plan_values *values, cvs_plan_options *out, cvs_error *error) {
  if (values->lift.given && values->difference.given)
    return cvs_fail(error, CVS_EUSAGE, "--lift contradicts --difference: expected one of them");
  const cvs_value *effect = values->lift.given ? &values->lift : &values->difference;
  out->effect_scale = values->difference.given ? CVS_DIFFERENCE : CVS_LIFT;
  out->effect = effect->list_count > 0 ? effect->number[0] : 0;
  return CVS_OK;
}

/* Exactly one source of the baseline. */
static cvs_status resolve_baseline(const cvs_plan_values *values, cvs_plan_options *out, cvs_error *error) {
  const char *other = values->from.given ? "from" : values->reach.given ? "reach" : NULL;
  if (values->from.given && values->reach.given)
    return cvs_fail(error, CVS_EUSAGE, "--reach contradicts --from: both give the baseline, expected one of them");
  if (values->baseline.given && other)
    return cvs_fail(error, CVS_EUSAGE, "--baseline contradicts --%s, which gives the baseline", other);
  if (!values->baseline.given && !other)
    return cvs_fail(error, CVS_EUSAGE,
                    "no baseline, expected --baseline RATE (the control's conversion rate), --from FILE or --reach");
  out->baseline = values->baseline.given ? values->baseline.number[0] : 0;
  out->reach = values->reach.number;
  out->reach_count = values->reach.list_count;
  return CVS_OK;
}

static cvs_status check_list(const cvs_value *value, const char *name, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  return value->list_count < 2 ? CVS_OK
                               : cvs_fail(error, CVS_EUSAGE, "--%s: %s is a list, which is for --table", name,
                                          cvs_show_value(shown, value->text));
}

/* A table holds at most so many plans: nobody reads more, and each takes memory until it is shown. */
enum { TABLE_MAX = 1000 };
/* A plan that is enumerated may take two seconds: a table of them ends within a minute or so. */
enum { EXACT_TABLE_MAX = 40 };

static bool is_enumerated(const cvs_plan_options *options) {
  const cvs_method *method = cvs_method_find(CVS_KIND_TEST, options->method);
  return options->exact || (method != NULL && method->exact);
}

static cvs_status resolve_lists(const cvs_plan_values *values, const cvs_plan_options *options, cvs_error *error) {
  if (!values->table.given) {
    cvs_status status = check_list(&values->baseline, "baseline", error);
    if (status == CVS_OK)
      status = check_list(&values->lift, "lift", error);
    return status == CVS_OK ? check_list(&values->difference, "difference", error) : status;
  }
  const size_t baselines = values->baseline.list_count > 0 ? values->baseline.list_count : 1;
  const size_t effects = values->lift.list_count + values->difference.list_count;
  if (values->reach.given)
    return cvs_fail(error, CVS_EUSAGE, "--reach is a table of its own, expected no --table beside it");
  const size_t plans = baselines * (effects > 0 ? effects : 1);
  if (plans > TABLE_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--table has more than %d plans, expected shorter lists", TABLE_MAX);
  if (plans > EXACT_TABLE_MAX && is_enumerated(options))
    return cvs_fail(error, CVS_EUSAGE,
                    "--table has more than %d plans that are enumerated, expected shorter lists or --method score",
                    EXACT_TABLE_MAX);
  return CVS_OK;
}

static cvs_status resolve_step(const cvs_plan_values *values, cvs_plan_options *out, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  uint64_t step = 0;
  if (strcmp(values->step.text, "all") == 0)
    return CVS_OK;
  if (!cvs_whole_parse(values->step.text, strlen(values->step.text), &step) || step < 2 || step > CVS_PLAN_STEPS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--step: %s is not a step from 2 to %d, nor all",
                    cvs_show_value(shown, values->step.text), CVS_PLAN_STEPS_MAX);
  out->step = (size_t)step;
  return CVS_OK;
}

/* Clusters need both figures: one alone would be left out in silence. */
static cvs_status resolve_clusters(const cvs_plan_values *values, cvs_plan_options *out, cvs_error *error) {
  const bool unequal = values->cluster_cv.given;
  if (values->icc.given != values->cluster_size.given || (unequal && !values->icc.given))
    return cvs_fail(error, CVS_EUSAGE, "clusters need both --icc and --cluster-size");
  if (!values->icc.given)
    return CVS_OK;
  out->icc = values->icc.quantity[0].value;
  out->cluster_size = values->cluster_size.quantity[0].value;
  out->cluster_cv = values->cluster_cv.quantity[0].value;
  return CVS_OK;
}

static cvs_status resolve_time(const cvs_plan_values *values, cvs_plan_options *out, cvs_error *error) {
  const bool timed = values->traffic.given || values->from.given;
  const char *idle = values->start.given           ? "start"
                     : values->traffic_share.given ? "traffic-share"
                     : values->whole_weeks.given   ? "whole-weeks"
                                                   : NULL;
  if (values->traffic_share.list_count > 1)
    return cvs_fail(error, CVS_EUSAGE, "--traffic-share is one share, expected no list");
  if (idle && !timed)
    return cvs_fail(error, CVS_EUSAGE, "--%s needs the traffic, expected --traffic N (visitors a day)", idle);
  out->traffic = (double)values->traffic.count;
  out->traffic_share = values->traffic_share.number[0];
  out->has_start = values->start.given;
  out->start = values->start.day;
  out->whole_weeks = values->whole_weeks.choice == CVS_WHOLE_WEEKS_YES;
  return CVS_OK;
}

/* Weights stand in the order of the arms; a name would be that of an arm that no plan has. */
static cvs_status resolve_shares(const cvs_value *allocation, cvs_plan_options *out, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  out->share = allocation->share;
  out->share_count = allocation->list_count;
  if (out->share_count == 0 || !allocation->share[0].name)
    return CVS_OK;
  return cvs_fail(error, CVS_EUSAGE,
                  "--allocation: %s has names, expected weights in the order of the arms, the control first (90,10)",
                  cvs_show_value(shown, allocation->text));
}

static cvs_status resolve_question(const cvs_test_values *values, cvs_plan_options *out, cvs_error *error) {
  cvs_test_options question;
  cvs_test_options_init(&question);
  const cvs_status status = cvs_arguments_question(values, &question, error);
  out->alpha = question.alpha;
  out->alternative = question.alternative;
  out->aim = question.aim;
  out->margin_scale = question.margin_scale;
  out->margin_lower = question.margin_lower;
  out->margin_upper = question.margin_upper;
  return status;
}

/* Options that say something about a file are refused where there is none. */
static cvs_status check_others(const cvs_arguments *arguments, cvs_error *error) {
  cvs_arguments copy = *arguments; /* looked at only; the table's accessor takes what may change */
  const char *of_data = cvs_option_first_given(&cvs_options_data, &copy);
  const cvs_plan_values *values = &arguments->plan;
  if (!of_data && arguments->test.control.given)
    of_data = "control";
  if (of_data && !values->from.given)
    return cvs_fail(error, CVS_EUSAGE, "--%s is for the file of --from", of_data);
  if (values->table.given && (arguments->data.by.given || arguments->data.experiment.given))
    return cvs_fail(error, CVS_EUSAGE, "--by contradicts --table: expected one of them");
  return CVS_OK;
}

cvs_status cvs_arguments_plan(const cvs_arguments *arguments, cvs_plan_options *out, cvs_error *error) {
  typedef cvs_status resolver(const cvs_plan_values *, cvs_plan_options *, cvs_error *);
  static resolver *const resolvers[] = {resolve_baseline, resolve_effect, resolve_step, resolve_clusters, resolve_time};
  const cvs_plan_values *values = &arguments->plan;
  cvs_plan_options_init(out);
  out->power = values->power.given ? values->power.quantity[0].value : 0;
  out->visitors_total = values->sample_size.count;
  out->method = arguments->test.method.text;
  out->exact = values->exact.given;
  out->arm_count = (size_t)values->arms.count;
  if (arguments->test.adjust.given)
    out->adjust = arguments->test.adjust.text;
  cvs_status status = check_others(arguments, error);
  for (size_t i = 0; i < sizeof resolvers / sizeof resolvers[0] && status == CVS_OK; i++)
    status = resolvers[i](values, out, error);
  if (status == CVS_OK)
    status = resolve_lists(values, out, error);
  if (status == CVS_OK)
    status = resolve_question(&arguments->test, out, error);
  if (status == CVS_OK)
    status = resolve_shares(&arguments->test.allocation, out, error);
  return status;
}

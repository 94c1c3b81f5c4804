/* A saved plan, or a table of them. */
#include "report/saved_plan.h"

#include <stdlib.h>
#include <string.h>

/* One plan with all that its entry points to. */
typedef struct saved_plan {
  cvs_plan_options options;
  cvs_plan_past past;
  cvs_plan_looks looks;
  cvs_plan plan;
  cvs_money_plan profit;
  const char *reason;
  bool has_past;
} saved_plan;

/* --- the plan --- */

static const char *const solved[] = {"sample_size", "power", "effect"};
static const char *const answered[] = {"approximation", "enumeration"};
static const cvs_bind effect_rows[] = {
    CVS_BIND(NUMBER, "difference", saved_plan, plan.difference),
    CVS_BIND(NUMBER, "lift", saved_plan, plan.lift),
};
static const cvs_bind power_rows[] = {
    CVS_BIND(NUMBER, "nominal", saved_plan, plan.power_nominal),
    CVS_BIND(NUMBER, "achieved", saved_plan, plan.power_achieved),
    CVS_BIND_ONE_OF("achieved_by", saved_plan, plan.achieved_by, answered),
};
static const cvs_bind lower_rows[] = {CVS_BIND(COUNT, "visitors_total", saved_plan, plan.visitors_at_lower)};
static const cvs_bind upper_rows[] = {CVS_BIND(COUNT, "visitors_total", saved_plan, plan.visitors_at_upper)};
static const cvs_bind duration_rows[] = {
    CVS_BIND(COUNT, "days", saved_plan, plan.days),
    CVS_BIND_IF(DAY, "end_date", saved_plan, plan.end_date, plan.has_end),
    CVS_BIND(NUMBER, "visitors_per_day", saved_plan, plan.traffic),
};
static const cvs_bind plan_rows[] = {
    CVS_BIND_ONE_OF("solved_for", saved_plan, plan.solved_for, solved),
    CVS_BIND_ONE_OF("solved_by", saved_plan, plan.solved_by, answered),
    CVS_BIND(NUMBER, "baseline", saved_plan, plan.baseline),
    CVS_BIND_IF(INTERVAL, "baseline_interval", saved_plan, past.rate, has_past),
    CVS_BIND(TEXT, "baseline_variant", saved_plan, past.control),
    CVS_BIND_HERE("effect", effect_rows),
    CVS_BIND_HERE("power", power_rows),
    CVS_BIND(COUNT, "visitors_total", saved_plan, plan.visitors_total),
    CVS_BIND_OF("method", saved_plan, plan.method, CVS_KIND_TEST),
    CVS_BIND_OF("adjust", saved_plan, plan.adjust, CVS_KIND_ADJUST),
    CVS_BIND(NUMBER, "critical_value", saved_plan, plan.level.z),
    CVS_BIND(NUMBER, "design_effect", saved_plan, plan.design_effect),
    CVS_BIND(NUMBER, "best_control_share", saved_plan, plan.best_control_share),
    CVS_BIND(COUNT, "visitors_total_at_best_share", saved_plan, plan.visitors_at_best_share),
    CVS_BIND(COUNT, "visitors_total_at_equal_split", saved_plan, plan.visitors_at_equal_split),
    CVS_BIND_HERE("at_lower", lower_rows),
    CVS_BIND_HERE("at_upper", upper_rows),
    CVS_BIND_HERE_IF("duration", saved_plan, plan.has_duration, duration_rows),
    CVS_BIND_ONE_OF("power_curve_by", saved_plan, plan.curve_by, answered),
    CVS_BIND(TEXT, "reason", saved_plan, reason),
};

static void take_arms(const cvs_json_place *group, cvs_plan *out) {
  static const cvs_bind rows[] = {CVS_BIND(NUMBER, "share", cvs_plan_arm, share),
                                  CVS_BIND(COUNT, "visitors", cvs_plan_arm, visitors)};
  const cvs_json_place arms = cvs_json_within(group, "arms");
  out->arm_count = cvs_json_length(&arms, 0, CVS_PLAN_ARMS_MAX);
  for (size_t i = 0; i < out->arm_count; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i), name = cvs_json_within(&arm, "name");
    const char *text = cvs_json_get_string(&name);
    CVS_BIND_TAKE(&arm, rows, &out->arm[i]);
    if (strlen(text) < sizeof out->arm[i].name)
      memcpy(out->arm[i].name, text, strlen(text) + 1);
    else
      cvs_json_refuse(&name, "the name of an arm of a plan");
  }
}

static void take_weeks(const cvs_json_place *group, cvs_plan *out) {
  static const cvs_bind rows[] = {CVS_BIND(SIZE, "week", cvs_plan_week, week),
                                  CVS_BIND(COUNT, "visitors_total", cvs_plan_week, visitors_total),
                                  CVS_BIND_IF(NUMBER, "lift", cvs_plan_week, lift, has_effect),
                                  CVS_BIND(NUMBER, "difference", cvs_plan_week, difference),
                                  CVS_BIND_IF(NUMBER, "power", cvs_plan_week, power, has_power)};
  const cvs_json_place weeks = cvs_json_within(group, "by_week");
  out->week_count = cvs_json_is_null(&weeks) ? 0 : cvs_json_length(&weeks, 0, CVS_PLAN_WEEKS_MAX);
  for (size_t i = 0; i < out->week_count; i++) {
    const cvs_json_place week = cvs_json_item(&weeks, i);
    CVS_BIND_TAKE(&week, rows, &out->week[i]);
  }
}

static void take_curve(const cvs_json_place *group, cvs_plan *out) {
  static const cvs_bind rows[] = {CVS_BIND(NUMBER, "lift", cvs_plan_point, lift),
                                  CVS_BIND(NUMBER, "difference", cvs_plan_point, difference),
                                  CVS_BIND(NUMBER, "power", cvs_plan_point, power)};
  const cvs_json_place points = cvs_json_within(group, "power_curve");
  out->point_count = cvs_json_length(&points, 0, CVS_PLAN_CURVE_MAX);
  for (size_t i = 0; i < out->point_count; i++) {
    const cvs_json_place point = cvs_json_item(&points, i);
    CVS_BIND_TAKE(&point, rows, &out->point[i]);
  }
}

static void take_steps(const cvs_json_place *group, cvs_plan *out) {
  static const cvs_bind rows[] = {CVS_BIND(SIZE, "step", cvs_plan_step, step),
                                  CVS_BIND(NUMBER, "reach", cvs_plan_step, reach),
                                  CVS_BIND(NUMBER, "rate", cvs_plan_step, rate),
                                  CVS_BIND(COUNT, "visitors_step_test", cvs_plan_step, visitors_step_test),
                                  CVS_BIND(COUNT, "visitors_final_test", cvs_plan_step, visitors_final_test)};
  const cvs_json_place funnel = cvs_json_within(group, "funnel"), steps = cvs_json_within(&funnel, "steps");
  const cvs_json_place chosen = cvs_json_within(&funnel, "step");
  if (cvs_json_is_null(&funnel))
    return;
  const uint64_t step = cvs_json_get_whole(&chosen, 1, CVS_PLAN_STEPS_MAX);
  out->step_count = cvs_json_length(&steps, 1, CVS_PLAN_STEPS_MAX);
  for (size_t i = 0; i < out->step_count; i++) {
    const cvs_json_place item = cvs_json_item(&steps, i), run = cvs_json_within(&item, "run");
    CVS_BIND_TAKE(&item, rows, &out->step[i]);
    out->step[i].run_step = strcmp(cvs_json_get_string(&run), "step") == 0;
    if (out->step[i].step == step)
      out->run_step = i;
  }
}

/* --- profit --- */

static const cvs_bind size_rows[] = {
    CVS_BIND(COUNT, "visitors_total", cvs_money_size, visitors_total),
    CVS_BIND(COUNT, "visitors_control", cvs_money_size, visitors_control),
    CVS_BIND(NUMBER, "days", cvs_money_size, days),
    CVS_BIND(NUMBER, "profit", cvs_money_size, profit),
    CVS_BIND(NUMBER, "p_ship", cvs_money_size, p_ship),
    CVS_BIND(NUMBER, "p_wrong", cvs_money_size, p_wrong),
};
static const cvs_bind lift_rows[] = {
    CVS_BIND(NUMBER, "mean", cvs_money_plan, prospect.lift_mean),
    CVS_BIND(NUMBER, "sd", cvs_money_plan, prospect.lift_sd),
};
static const cvs_bind profit_rows[] = {
    CVS_BIND_HERE("prior_lift", lift_rows),
    CVS_BIND(NUMBER, "traffic", cvs_money_plan, prospect.terms.traffic),
    CVS_BIND(COUNT, "horizon_days", cvs_money_plan, prospect.terms.horizon_days),
    CVS_BIND(NUMBER, "value_per_conversion", cvs_money_plan, prospect.terms.value_per_conversion),
    CVS_BIND(NUMBER, "cost_of_change", cvs_money_plan, prospect.terms.cost_of_change),
    CVS_BIND(NUMBER, "cost_of_test", cvs_money_plan, prospect.cost_of_test),
    CVS_BIND(NUMBER, "cost_of_delay", cvs_money_plan, prospect.terms.cost_of_delay),
    CVS_BIND(NUMBER, "profit_ship", cvs_money_plan, untested.profit_ship),
    CVS_BIND(NUMBER, "profit_certain", cvs_money_plan, untested.profit_certain),
    CVS_BIND_ROWS("best", cvs_money_plan, best, size_rows),
    CVS_BIND_ROWS_IF("planned", cvs_money_plan, planned, has_planned, size_rows),
};

/* --- what was asked --- */

static void take_margins(const cvs_saved_result *result, cvs_plan_options *out) {
  if (!cvs_saved_has(result, "margin_scale"))
    return;
  out->margin_lower = cvs_saved_number(result, "margin_lower");
  out->margin_upper = cvs_saved_number(result, "margin_upper");
  out->aim = cvs_saved_has(result, "margin_upper") ? CVS_AIM_EQUIVALENCE : CVS_AIM_NONINFERIORITY;
  out->margin_scale = cvs_saved_is(result, "margin_scale", "lift") ? CVS_LIFT : CVS_DIFFERENCE;
}

static bool has_looks(const cvs_saved_result *result) {
  return cvs_saved_has(result, "looks") || cvs_saved_has(result, "look_times");
}

static void take_options(const cvs_saved_result *result, const cvs_json_place *group, saved_plan *out) {
  static const cvs_share some;
  const cvs_json_place start = cvs_json_within(group, "duration");
  cvs_plan_options *options = &out->options;
  cvs_plan_options_init(options);
  options->baseline = out->plan.baseline;
  options->effect_scale = cvs_saved_has(result, "difference") ? CVS_DIFFERENCE : CVS_LIFT;
  if (out->plan.solved_for != CVS_SOLVED_EFFECT)
    options->effect = options->effect_scale == CVS_LIFT ? out->plan.lift : out->plan.difference;
  options->power = out->plan.power_nominal;
  options->visitors_total = cvs_saved_count(result, "sample_size");
  options->alpha = cvs_saved_number(result, "alpha");
  options->alternative = cvs_saved_alternative(result);
  options->method = cvs_saved_text(result, "method");
  options->adjust = cvs_saved_text(result, "adjust");
  options->exact = cvs_saved_is(result, "exact", "yes");
  options->arm_count = (size_t)cvs_saved_count(result, "arms");
  options->share = &some;
  options->share_count = cvs_saved_has(result, "allocation") ? options->arm_count : 0;
  options->icc = cvs_saved_number(result, "icc");
  options->step = (size_t)cvs_saved_count(result, "step");
  options->whole_weeks = cvs_saved_is(result, "whole_weeks", "yes");
  options->past = out->has_past ? &out->past : NULL;
  options->looks = has_looks(result) ? &out->looks : NULL;
  options->has_start = cvs_saved_has(result, "start") && !cvs_json_is_null(&start);
  take_margins(result, options);
}

static void take_start(cvs_saved_result *result, saved_plan *out) {
  static const cvs_bind rows[] = {CVS_BIND_IF(DAY, "start", cvs_plan_options, start, has_start)};
  const cvs_json_place root = cvs_json_root(result->document), settings = cvs_json_within(&root, "settings");
  CVS_BIND_TAKE(&settings, rows, &out->options);
}

/* --- findings --- */

/* In a table a finding names its group, "groups[3].power"; elsewhere the by values do. */
static void take_findings(cvs_saved_result *result, const cvs_json_place *group, size_t index, cvs_plan *out) {
  static const char prefix[] = "groups[";
  const cvs_json_place root = cvs_json_root(result->document), warnings = cvs_json_within(&root, "warnings");
  const cvs_json_place by = cvs_json_within(group, "by");
  const size_t count = cvs_json_size(&warnings);
  for (size_t i = 0; i < count && out->finding_count < CVS_PLAN_FINDINGS_MAX; i++) {
    const cvs_json_place warning = cvs_json_item(&warnings, i), place = cvs_json_within(&warning, "field");
    const cvs_json_place of = cvs_json_within(&warning, "group");
    const char *field = cvs_json_get_string(&place);
    const bool named = strncmp(field, prefix, sizeof prefix - 1) == 0;
    const bool here = named ? strtoul(field + sizeof prefix - 1, NULL, 10) == index : cvs_json_same(&of, &by);
    cvs_finding finding = {.arm = SIZE_MAX};
    if (!here || strcmp(field, "input") == 0)
      continue;
    cvs_saved_finding(result, &warning, &finding);
    finding.arm = SIZE_MAX;
    const char *dot = named ? strchr(field, '.') : NULL;
    finding.field = !named ? field : dot != NULL ? dot + 1 : "";
    if (finding.code != CVS_FINDING_NO_ANSWER)
      out->finding[out->finding_count++] = finding;
  }
}

/* --- one plan --- */

/* Where profit sizes the test, that is the size that was asked for. */
static void take_profit(const cvs_saved_result *result, const cvs_json_place *group, saved_plan *out) {
  const cvs_json_place profit = cvs_json_within(group, "profit");
  if (cvs_json_is_null(&profit))
    return;
  CVS_BIND_TAKE(&profit, profit_rows, &out->profit);
  if (out->plan.solved_for == CVS_SOLVED_EFFECT && !cvs_saved_has(result, "sample_size"))
    out->options.visitors_total = out->profit.best.visitors_total;
  out->profit.is_best = out->options.visitors_total == out->profit.best.visitors_total;
}

static void take_plan(cvs_saved_result *result, size_t index, saved_plan *out, cvs_plan_entry *entry) {
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), group = cvs_json_item(&groups, index);
  const cvs_json_place profit = cvs_json_within(&group, "profit");
  CVS_BIND_TAKE(&group, plan_rows, out);
  out->plan.rate_treatment = out->plan.baseline + out->plan.difference;
  take_arms(&group, &out->plan);
  take_weeks(&group, &out->plan);
  take_curve(&group, &out->plan);
  take_steps(&group, &out->plan);
  take_options(result, &group, out);
  take_start(result, out);
  cvs_saved_plan_looks(result, &group, &out->plan);
  take_profit(result, &group, out);
  take_findings(result, &group, index, &out->plan);
  *entry = (cvs_plan_entry){.options = &out->options,
                            .plan = &out->plan,
                            .reason = out->reason,
                            .group = result->group_of[index],
                            .profit = cvs_json_is_null(&profit) ? NULL : &out->profit};
}

/* Sentences speak of arms and of the method where there is an answer. */
static void check_whole(cvs_saved_result *result, const saved_plan *plan, size_t index) {
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), group = cvs_json_item(&groups, index);
  const cvs_json_place arms = cvs_json_within(&group, "arms"), method = cvs_json_within(&group, "method");
  if (plan->reason == NULL && plan->plan.arm_count < 2)
    cvs_json_refuse(&arms, "two arms at least");
  if (plan->reason == NULL && plan->plan.method == NULL)
    cvs_json_refuse(&method, "a method");
}

static cvs_status report_table(cvs_saved_result *result, cvs_report *report, cvs_error *error) {
  const size_t count = result->group_count;
  saved_plan *plan = cvs_saved_alloc(result, count, sizeof *plan);
  cvs_plan_entry *entry = cvs_saved_alloc(result, count, sizeof *entry);
  for (size_t i = 0; i < count && entry != NULL; i++) {
    take_plan(result, i, &plan[i], &entry[i]);
    check_whole(result, &plan[i], i);
  }
  const cvs_status status = cvs_saved_status(result, error);
  return status == CVS_OK ? cvs_report_plan_table(report, cvs_saved_input(result), entry, count, error) : status;
}

static cvs_status begin_plans(cvs_saved_result *result, cvs_report *report, cvs_error *error) {
  return cvs_saved_is(result, "table", "yes") ? report_table(result, report, error) : CVS_OK;
}

static cvs_status report_group(cvs_saved_result *result, size_t index, cvs_report *report, cvs_error *error) {
  if (cvs_saved_is(result, "table", "yes"))
    return CVS_OK;
  cvs_plan_entry entry;
  saved_plan *plan = cvs_saved_alloc(result, 1, sizeof *plan);
  if (plan == NULL)
    return cvs_saved_status(result, error);
  take_plan(result, index, plan, &entry);
  check_whole(result, plan, index);
  const cvs_status status = cvs_saved_status(result, error);
  return status == CVS_OK ? cvs_report_plan(report, cvs_saved_input(result), &entry, error) : status;
}

const cvs_saved_reader cvs_saved_reader_plan = {.command = "plan", .begin = begin_plans, .group = report_group};

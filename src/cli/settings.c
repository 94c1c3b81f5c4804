/* The settings of a run: what a reader needs to do it again. The number of threads is not among
 * them, since it changes nothing. */
#include "cli/settings.h"

#include <assert.h>
#include <convstat/plan_file.h>

static void add_text(cvs_settings *settings, const char *name, const char *text) {
  assert(settings->count < CVS_SETTINGS_MAX);
  if (text)
    settings->setting[settings->count++] = (cvs_setting){.name = name, .text = text};
}

static void add_number(cvs_settings *settings, const char *name, double number) {
  assert(settings->count < CVS_SETTINGS_MAX);
  settings->setting[settings->count++] = (cvs_setting){.name = name, .number = number};
}

static void add_margins(const cvs_test_options *options, cvs_settings *settings) {
  if (options->aim == CVS_AIM_DIFFERENCE)
    return;
  add_text(settings, "margin_scale", options->margin_scale == CVS_LIFT ? "lift" : "difference");
  add_number(settings, "margin_lower", options->margin_lower);
  if (options->aim == CVS_AIM_EQUIVALENCE)
    add_number(settings, "margin_upper", options->margin_upper);
}

/* What users and events are counted by; nothing of it where it was not asked for. */
static void add_units(const cvs_arguments *arguments, cvs_settings *settings) {
  const cvs_units_values *units = &arguments->units;
  add_text(settings, "where", units->where.text);
  add_text(settings, "goal", units->goal.text);
  add_text(settings, "exposure_event", units->exposure_event.text);
  add_text(settings, "assignments", units->assignments.text);
  if (units->multiple.given)
    add_text(settings, "multiple", units->multiple.text);
  add_text(settings, "window", units->window.text);
}

void cvs_settings_count(const cvs_arguments *arguments, cvs_settings *out) {
  const cvs_units_values *units = &arguments->units;
  out->count = 0;
  add_units(arguments, out);
  add_text(out, "steps", units->steps.text);
  if (units->steps.given) {
    add_text(out, "window_from", units->window_from.text);
    add_text(out, "order", units->order.text);
  }
  add_text(out, "by_day", units->by_day.text);
  if (units->young.given)
    add_text(out, "young", units->young.text);
  add_text(out, "allocation", arguments->test.allocation.text);
  add_text(out, "on_error", arguments->data.on_error.text);
}

void cvs_settings_test(const cvs_arguments *arguments, const cvs_test_options *options, cvs_settings *out) {
  const cvs_test_values *test = &arguments->test;
  out->count = 0;
  add_number(out, "alpha", options->alpha);
  add_text(out, "alternative", test->alternative.text);
  add_text(out, "control", options->control);
  add_text(out, "allocation", test->allocation.text);
  add_text(out, "method", options->method);
  add_text(out, "interval", options->interval);
  add_text(out, "rate_interval", options->rate_interval);
  add_text(out, "adjust", options->adjust);
  add_text(out, "pairs", test->pairs.text);
  add_text(out, "trend", options->trend ? "yes" : "no");
  add_margins(options, out);
  if (options->mde > 0)
    add_number(out, "mde", options->mde);
  add_text(out, "stratify", test->stratify.text);
  add_units(arguments, out);
  add_text(out, "on_error", arguments->data.on_error.text);
  add_number(out, "seed", (double)arguments->common.seed.count);
}

static void add_steps(const cvs_arguments *arguments, cvs_settings *out) {
  const cvs_units_values *units = &arguments->units;
  const cvs_funnel_values *funnel = &arguments->funnel;
  add_text(out, "steps", units->steps.text);
  add_text(out, "order", units->order.text);
  if (units->window.given)
    add_text(out, "window_from", units->window_from.text);
  add_text(out, "optional", funnel->optional.text);
  add_text(out, "exclude", funnel->exclude.text);
  add_text(out, "censor", funnel->censor.given ? "yes" : "no");
  add_text(out, "times", funnel->times.text);
  add_text(out, "benchmark", funnel->benchmark.text);
  add_text(out, "what_if", funnel->what_if.text);
  add_text(out, "cost", funnel->cost.text);
}

void cvs_settings_funnel(const cvs_arguments *arguments, const cvs_funnel_options *options, cvs_settings *out) {
  const cvs_test_values *test = &arguments->test;
  out->count = 0;
  add_steps(arguments, out);
  if (options->value > 0)
    add_number(out, "value_per_conversion", options->value);
  add_number(out, "alpha", options->test.alpha);
  add_text(out, "alternative", test->alternative.text);
  add_text(out, "control", options->test.control);
  add_text(out, "allocation", test->allocation.text);
  add_text(out, "method", options->test.method);
  add_text(out, "interval", options->test.interval);
  add_text(out, "rate_interval", options->test.rate_interval);
  add_text(out, "adjust", options->test.adjust);
  if (options->test.mde > 0)
    add_number(out, "mde", options->test.mde);
  add_units(arguments, out);
  add_text(out, "on_error", arguments->data.on_error.text);
}

static void add_effects(const cvs_arguments *arguments, cvs_settings *settings) {
  const cvs_plan_values *plan = &arguments->plan;
  add_text(settings, "baseline", plan->baseline.text);
  add_text(settings, "lift", plan->lift.text);
  add_text(settings, "difference", plan->difference.text);
  add_text(settings, "reach", plan->reach.text);
  if (plan->power.given)
    add_number(settings, "power", plan->power.quantity[0].value);
  if (plan->sample_size.given)
    add_number(settings, "sample_size", (double)plan->sample_size.count);
}

static void add_margins_of_plan(const cvs_plan_options *options, cvs_settings *settings) {
  const cvs_test_options margins = {.aim = options->aim,
                                    .margin_scale = options->margin_scale,
                                    .margin_lower = options->margin_lower,
                                    .margin_upper = options->margin_upper};
  add_margins(&margins, settings);
}

/* Looks, of a run that has any. */
static void add_looks(const cvs_sequential_values *looks, cvs_settings *settings) {
  if (looks->looks.given)
    add_number(settings, "looks", (double)looks->looks.count);
  add_text(settings, "look_times", looks->look_times.text);
  add_text(settings, "spending", looks->spending.text);
  add_text(settings, "bounds", looks->bounds.text);
  if (looks->looks.given || looks->look_times.given)
    add_text(settings, "futility", looks->futility.text);
  add_text(settings, "beta_spending", looks->beta_spending.text);
}

static void add_profit(const cvs_money_values *money, cvs_settings *out) {
  if (!money->profit.given)
    return;
  add_text(out, "profit", "yes");
  add_text(out, "prior_lift", money->prior_lift.text);
  add_text(out, "prior_lift_sd", money->prior_lift_sd.text);
  add_text(out, "horizon", money->horizon.text);
  add_number(out, "value_per_conversion", money->value_per_conversion.quantity[0].value);
  add_number(out, "cost_of_change", money->cost_of_change.quantity[0].value);
  add_number(out, "cost_of_test", money->cost_of_test.quantity[0].value);
  add_number(out, "cost_of_delay", money->cost_of_delay.quantity[0].value);
}

void cvs_settings_plan(const cvs_arguments *arguments, const cvs_plan_options *options, cvs_settings *out) {
  out->count = 0;
  if (arguments->plan.table.given)
    add_text(out, "table", "yes");
  add_effects(arguments, out);
  add_number(out, "alpha", options->alpha);
  add_text(out, "alternative", arguments->test.alternative.text);
  add_number(out, "arms", (double)options->arm_count);
  add_text(out, "allocation", arguments->test.allocation.text);
  add_text(out, "method", options->method);
  add_text(out, "adjust", options->adjust);
  add_text(out, "exact", options->exact ? "yes" : "no");
  add_margins_of_plan(options, out);
  if (options->icc > 0) {
    add_number(out, "icc", options->icc);
    add_number(out, "cluster_size", options->cluster_size);
    add_number(out, "cluster_cv", options->cluster_cv);
  }
  if (options->reach_count > 0)
    add_text(out, "step", arguments->plan.step.text);
  add_looks(&arguments->sequential, out);
  add_profit(&arguments->money, out);
  if (options->traffic > 0)
    add_number(out, "traffic", options->traffic);
  add_number(out, "traffic_share", options->traffic_share);
  add_text(out, "start", arguments->plan.start.text);
  add_text(out, "whole_weeks", arguments->plan.whole_weeks.text);
  add_text(out, "control", arguments->test.control.text);
}

void cvs_settings_rank(const cvs_arguments *arguments, cvs_settings *out) {
  const cvs_money_values *money = &arguments->money;
  out->count = 0;
  if (arguments->plan.traffic.given)
    add_number(out, "traffic", (double)arguments->plan.traffic.count);
  add_number(out, "traffic_share", arguments->plan.traffic_share.number[0]);
  if (money->value_per_conversion.given)
    add_number(out, "value_per_conversion", money->value_per_conversion.quantity[0].value);
  add_text(out, "horizon", money->horizon.text);
  add_number(out, "cost_of_change", money->cost_of_change.quantity[0].value);
  add_number(out, "cost_of_test", money->cost_of_test.quantity[0].value);
  add_number(out, "cost_of_delay", money->cost_of_delay.quantity[0].value);
  add_text(out, "whole_weeks", arguments->plan.whole_weeks.text);
  add_text(out, "on_error", arguments->data.on_error.text);
}

static void add_terms(const cvs_money_values *money, const cvs_money_terms *terms, cvs_settings *out) {
  add_number(out, "value_per_conversion", terms->value_per_conversion);
  add_number(out, "traffic", terms->traffic);
  add_text(out, "horizon", money->horizon.text);
  add_number(out, "cost_of_change", terms->cost_of_change);
  add_number(out, "cost_of_delay", terms->cost_of_delay);
}

void cvs_settings_bayes(const cvs_arguments *arguments, const cvs_bayes_options *options, cvs_settings *out) {
  const cvs_bayes_values *bayes = &arguments->bayes;
  out->count = 0;
  add_number(out, "alpha", options->alpha);
  add_text(out, "control", options->control);
  add_text(out, "allocation", arguments->test.allocation.text);
  if (!bayes->prior_mean.given)
    add_text(out, "prior", bayes->prior.text);
  if (bayes->prior_mean.given) {
    add_number(out, "prior_mean", bayes->prior_mean.quantity[0].value);
    add_number(out, "prior_visitors", (double)bayes->prior_visitors.count);
  }
  if (options->lift_sd > 0)
    add_number(out, "prior_lift_sd", options->lift_sd);
  add_text(out, "prior_by", bayes->prior_by.text);
  add_text(out, "interval", options->highest_density ? "highest-density" : "equal-tailed");
  if (options->has_rope) {
    add_number(out, "rope_lower", options->rope[0]);
    add_number(out, "rope_upper", options->rope[1]);
  }
  if (options->loss_threshold > 0)
    add_number(out, "loss_threshold", options->loss_threshold);
  if (options->planned > 0)
    add_number(out, "planned", (double)options->planned);
  if (options->money != NULL)
    add_terms(&arguments->money, options->money, out);
  add_text(out, "on_error", arguments->data.on_error.text);
  add_units(arguments, out);
  add_number(out, "seed", (double)arguments->common.seed.count);
}

/* What tunes one design alone. */
static void add_design(const cvs_monitor_values *values, const cvs_monitor_options *options, cvs_settings *out) {
  if (options->design == CVS_MONITOR_ANYTIME)
    add_text(out, "sequence", values->sequence.text);
  if (options->mde > 0)
    add_number(out, "mde", options->mde);
  if (options->baseline > 0)
    add_number(out, "baseline", options->baseline);
  if (options->tune_at > 0)
    add_number(out, "tune_at", options->tune_at);
  if (options->horizon > 0)
    add_number(out, "horizon", (double)options->horizon);
  if (options->target > 0)
    add_number(out, "target", options->target);
}

static void add_planned(const cvs_arguments *arguments, const cvs_monitor_options *options, cvs_settings *out) {
  const cvs_monitor_values *values = &arguments->monitor;
  add_text(out, "plan", values->plan.text);
  add_looks(&arguments->sequential, out);
  if (options->visitors_max > 0)
    add_number(out, "max_sample_size", (double)options->visitors_max);
  if (options->power > 0)
    add_number(out, "power", options->power);
  add_text(out, "method", options->method);
  if (values->adjust.given)
    add_text(out, "adjust", options->adjust);
  add_text(out, "every_day", options->every_day ? "yes" : NULL);
  add_text(out, "look_now", options->look_now ? "yes" : NULL);
  add_text(out, "ended", options->ends ? "yes" : NULL);
}

void cvs_settings_monitor(const cvs_arguments *arguments, const cvs_monitor_options *options, cvs_settings *out) {
  static const char *const designs[CVS_MONITOR_DESIGNS] = {"anytime", "group-sequential", "sprt", "maxsprt"};
  static const double usual_alpha = 0.05;
  const cvs_monitor_values *values = &arguments->monitor;
  const double kept = options->plan != NULL ? options->plan->alpha : usual_alpha;
  out->count = 0;
  add_text(out, "design", designs[options->design]);
  add_number(out, "alpha", options->alpha > 0 ? options->alpha : kept);
  add_text(out, "alternative", arguments->test.alternative.text);
  add_text(out, "control", options->control);
  add_text(out, "allocation", arguments->test.allocation.text);
  add_text(out, "allocation_change", values->allocation_change.text);
  add_design(values, options, out);
  add_planned(arguments, options, out);
  add_text(out, "cumulative", options->cumulative ? "yes" : NULL);
  add_text(out, "compare", options->compare ? "yes" : NULL);
  add_text(out, "ledger", options->ledger);
  add_text(out, "accept_revision", options->accept_revision ? "yes" : NULL);
  add_units(arguments, out);
  add_text(out, "on_error", arguments->data.on_error.text);
}

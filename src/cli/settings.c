/* The settings of a run: what a reader needs to do it again. The number of threads is not among
 * them, since it changes nothing. */
#include "cli/settings.h"

#include <assert.h>

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
  add_text(out, "on_error", arguments->data.on_error.text);
  add_number(out, "seed", (double)arguments->common.seed.count);
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

void cvs_settings_plan(const cvs_arguments *arguments, const cvs_plan_options *options, cvs_settings *out) {
  out->count = 0;
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
  if (options->traffic > 0)
    add_number(out, "traffic", options->traffic);
  add_number(out, "traffic_share", options->traffic_share);
  add_text(out, "start", arguments->plan.start.text);
  add_text(out, "whole_weeks", arguments->plan.whole_weeks.text);
  add_text(out, "control", arguments->test.control.text);
}

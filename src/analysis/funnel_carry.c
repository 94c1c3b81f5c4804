/* Costs of every step, and changes at one step carried through to the end. */
#include "analysis/funnel_run.h"

#include "base/error.h"

#include <math.h>

static const double per_users = 1000;
/* A changed rate that is above 1 by rounding alone is 1. */
static const double rounding = 1e-12;

/* What each conversion is worth, or the values that were read with the data. */
static void add_revenue(cvs_funnel_run *run, size_t arm, uint64_t converted) {
  cvs_funnel_arm *out = &run->arm[arm];
  const cvs_group *data = &run->frame->data;
  const double each = run->options->value;
  const bool was_read = data->arm_value != NULL, there = was_read && arm < data->arm_count;
  out->has_value = each > 0 || was_read;
  out->revenue = each > 0 ? each * (double)converted : there ? data->arm_value[arm] : 0;
}

static void add_costs(cvs_funnel_run *run, size_t arm) {
  cvs_funnel_arm *out = &run->arm[arm];
  cvs_funnel_step *step = &run->step[arm * run->step_count];
  const cvs_funnel_options *options = run->options;
  const uint64_t converted = step[run->step_count - 1].users;
  out->has_spent = options->cost_count > 0;
  for (size_t j = 0; j < run->step_count; j++) {
    out->spent += run->cost[j] * (double)step[j].users;
    step[j].spent = out->spent;
    step[j].has_cost = out->has_spent && step[j].users > 0;
    step[j].cost_per_user = step[j].has_cost ? out->spent / (double)step[j].users : 0;
  }
  out->has_cost_per_conversion = out->has_spent && converted > 0;
  out->cost_per_conversion = out->has_cost_per_conversion ? out->spent / (double)converted : 0;
  add_revenue(run, arm, converted);
  out->has_return = out->has_value && out->spent > 0;
  out->return_on_cost = out->has_return ? (out->revenue - out->spent) / out->spent : 0;
}

static double scale_end(bool has, double end, double factor, double most) {
  return has ? fmin(end * factor, most) : 0;
}

/* The interval times a positive factor. */
static cvs_interval scale_rate(const cvs_interval *rate, double factor) {
  cvs_interval out = *rate;
  out.estimate = fmin(rate->estimate * factor, 1);
  out.lower = scale_end(rate->has_lower, rate->lower, factor, 1);
  out.upper = scale_end(rate->has_upper, rate->upper, factor, 1);
  return out;
}

/* What a change of the rate adds: the measured rate times the change, whose sign turns the ends. */
static cvs_interval scale_gain(const cvs_interval *rate, double factor) {
  cvs_interval out = *rate;
  const bool turned = factor < 0;
  out.estimate = rate->estimate * factor;
  out.has_lower = turned ? rate->has_upper : rate->has_lower;
  out.has_upper = turned ? rate->has_lower : rate->has_upper;
  out.lower = scale_end(out.has_lower, turned ? rate->upper : rate->lower, factor, INFINITY);
  out.upper = scale_end(out.has_upper, turned ? rate->lower : rate->upper, factor, INFINITY);
  return out;
}

static cvs_funnel_what_if carry_change(cvs_funnel_run *run, size_t arm, const cvs_funnel_setting *change) {
  const size_t at = cvs_funnel_find_step(run, change->step);
  const cvs_funnel_step *step = &run->step[arm * run->step_count + at];
  const cvs_interval *end = &run->step[(arm + 1) * run->step_count - 1].from_start;
  cvs_funnel_what_if out = {.step = at, .lift = change->value};
  if (run->options->any_order || cvs_funnel_is_optional(run, at) || step->users == 0)
    return out;
  out.rate = step->from_previous.estimate * (1 + change->value);
  out.exists = out.rate <= 1 + rounding;
  if (!out.exists) {
    cvs_test_note(run->frame, &(cvs_finding){.code = CVS_FINDING_WHAT_IF_ABOVE_ONE,
                                             .field = "what_if",
                                             .arm = arm,
                                             .value = {(double)at, step->from_previous.estimate, change->value}});
    return out;
  }
  out.rate = fmin(out.rate, 1);
  out.overall = scale_rate(end, 1 + change->value);
  out.gained_per_1000 = scale_gain(end, per_users * change->value);
  return out;
}

cvs_status cvs_funnel_carry(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  const size_t arms = out->frame.arm_count, changes = run->options->what_if_count;
  cvs_funnel_what_if *what_if = cvs_arena_alloc(&run->frame->arena, (arms * changes + 1) * sizeof *what_if);
  if (what_if == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < arms; i++) {
    add_costs(run, i);
    run->arm[i].what_if = &what_if[i * changes];
    for (size_t k = 0; k < changes; k++)
      what_if[i * changes + k] = carry_change(run, i, &run->options->what_if[k]);
  }
  return CVS_OK;
}

/* What each look of a plan means in visitors, days and effects. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>

/* Shares of the visitors are whole but for the rounding of a few factors. */
static const double WHOLE_SLACK = 1e-12;

static uint64_t count_visitors(const cvs_plan *plan, double information) {
  uint64_t total = 0;
  for (size_t i = 0; i < plan->arm_count; i++)
    total += (uint64_t)ceil(information * (double)plan->arm[i].visitors * (1 - WHOLE_SLACK));
  return total;
}

/* The effect at which the statistic is exactly z, more visitors of the treatment being better where
 * `above`: what is found half of the time at the critical value |z|. */
static cvs_status find_effect(const cvs_plan_frame *frame, double visitors_control, double z, cvs_bound_effect *out,
                              cvs_error *error) {
  static const double half = 0.5;
  cvs_design design = frame->design;
  const cvs_detectable asked = {.power = half, .upward = z > 0};
  cvs_error none = {0};
  *out = (cvs_bound_effect){.exists = z == 0};
  if (z == 0)
    return CVS_OK;
  cvs_status status = cvs_level_from_z(fabs(z), z > 0 ? CVS_GREATER : CVS_LESS, &design.level, &none);
  if (status == CVS_OK)
    status =
        cvs_difference_detectable(&design, visitors_control / frame->design_effect, &asked, &out->difference, &none);
  out->exists = status == CVS_OK;
  out->lift = out->exists ? out->difference / design.rate_control : 0;
  /* A z so near to 0, or so far from it, that it has no effect of its own is no failure. */
  if (status == CVS_OK || status == CVS_EUNDEF || status == CVS_EINVAL)
    return CVS_OK;
  return cvs_fail(error, status, "the effect at a bound could not be found");
}

static cvs_status fill_look(const cvs_plan_frame *frame, cvs_plan *plan, size_t index, cvs_error *error) {
  cvs_plan_sequential *sequential = plan->sequential;
  const cvs_sequential_bounds *bounds = &sequential->design.bounds;
  const cvs_sequential_look *bound = &bounds->look[index];
  cvs_planned_look *look = &sequential->look[index];
  const double side = sequential->downward ? -1 : 1;
  const double control = bound->information * (double)plan->arm[0].visitors;
  *look = (cvs_planned_look){.visitors_total = count_visitors(plan, bound->information)};
  cvs_status status = find_effect(frame, control, side * bound->z_upper, &look->win, error);
  if (status == CVS_OK && bounds->has_futility)
    status = find_effect(frame, control, side * bound->z_futility, &look->futility, error);
  return status;
}

/* The day on which the visitors of a look have come; the last one is the end of the plan. */
static void set_day(const cvs_plan_options *options, const cvs_plan *plan, cvs_planned_look *look, bool last) {
  const uint64_t day = (uint64_t)fmax(1, ceil((double)look->visitors_total / plan->traffic));
  look->day = last || day > plan->days ? plan->days : day;
  look->has_date = plan->has_end;
  look->date = plan->has_end ? options->start + (int64_t)look->day - 1 : 0;
}

static void fill_expected(cvs_plan *plan) {
  cvs_plan_sequential *sequential = plan->sequential;
  const cvs_sequential_design *design = &sequential->design;
  const cvs_sequential_stops *const stops[CVS_TRUTHS] = {&design->h0, &design->half, &design->h1};
  for (size_t i = 0; i < CVS_TRUTHS; i++) {
    sequential->expected_visitors[i] = stops[i]->information_expected * (double)plan->visitors_total;
    sequential->expected_days[i] = plan->has_duration ? sequential->expected_visitors[i] / plan->traffic : 0;
  }
}

cvs_status cvs_plan_looks_fill(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  cvs_plan_sequential *sequential = plan->sequential;
  if (sequential == NULL)
    return CVS_OK;
  const size_t count = sequential->design.bounds.looks;
  for (size_t i = 0; i < count; i++) {
    const cvs_status status = fill_look(frame, plan, i, error);
    if (status != CVS_OK)
      return status;
    if (plan->has_duration)
      set_day(frame->options, plan, &sequential->look[i], i + 1 == count);
  }
  fill_expected(plan);
  return CVS_OK;
}

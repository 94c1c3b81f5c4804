/* What stands beside the answer of a plan: the power for other effects, other splits, and the ends
 * of a measured baseline. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>

/* Enumerating the region of an unconditional exact test takes too long beyond this to do it for a curve. */
enum { CURVE_EXACT_MAX = 500 };

/* True effects of the curve: parts of the planned one, or of the margins. */
static double curve_effect(const cvs_plan *plan, const cvs_plan_options *options, size_t index) {
  static const double of_effect[CVS_PLAN_CURVE_MAX] = {0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2};
  static const double of_margin[CVS_PLAN_CURVE_MAX] = {0.75, 0.5, 0.25, 0, -0.25, -0.5, -0.75, -1};
  if (options->aim == CVS_AIM_DIFFERENCE)
    return of_effect[index] * plan->difference;
  const double part = of_margin[index];
  const double upper = options->aim == CVS_AIM_EQUIVALENCE ? -options->margin_upper
                                                           : options->margin_lower; /* part < 0 turns the sign */
  const double effect = part * (part >= 0 ? options->margin_lower : upper);
  return cvs_plan_rate_of(plan->baseline, effect, options->margin_scale) - plan->baseline;
}

static bool is_small(const cvs_plan *plan) {
  for (size_t i = 0; i < plan->arm_count; i++)
    if (plan->arm[i].visitors > CURVE_EXACT_MAX)
      return false;
  return true;
}

static cvs_status find_power(const cvs_plan_frame *frame, const cvs_plan *plan, double *power, cvs_error *error) {
  if (plan->sequential != NULL)
    return cvs_plan_looks_power_at(frame, plan, power, error);
  uint64_t visitors[CVS_PLAN_ARMS_MAX];
  for (size_t i = 0; i < frame->arm_count; i++)
    visitors[i] = plan->arm[i].visitors;
  return plan->curve_by == CVS_BY_ENUMERATION ? cvs_plan_power_exact(frame, visitors, power, error)
                                              : cvs_plan_power(frame, visitors, power, error);
}

cvs_status cvs_plan_curve(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  const bool exact = frame->enumerate && plan->achieved_by == CVS_BY_ENUMERATION && is_small(plan);
  plan->curve_by = exact ? CVS_BY_ENUMERATION : CVS_BY_APPROXIMATION;
  plan->point_count = 0;
  cvs_plan_frame other = *frame;
  for (size_t i = 0; i < CVS_PLAN_CURVE_MAX; i++) {
    cvs_plan_point *point = &plan->point[plan->point_count];
    const double difference = curve_effect(plan, frame->options, i);
    const double rate = plan->baseline + difference;
    if (!(rate > 0 && rate < 1))
      continue;
    other.design.rate_treatment = rate;
    *point = (cvs_plan_point){.difference = difference, .lift = difference / plan->baseline};
    const cvs_status status = find_power(&other, plan, &point->power, error);
    if (status != CVS_OK)
      return status;
    plan->point_count++;
  }
  return CVS_OK;
}

/* Visitors in all under another split; 0 where there is no answer. */
static cvs_status size_split(const cvs_plan_frame *frame, const double *weight, double power, uint64_t *total,
                             cvs_error *error) {
  cvs_plan_frame other = *frame;
  const cvs_status status = cvs_plan_frame_split(&other, weight, error);
  return status == CVS_OK ? cvs_plan_total(&other, other.design.rate_control, power, total, error) : status;
}

static bool is_equal_split(const cvs_plan_frame *frame) {
  for (size_t i = 1; i < frame->arm_count; i++)
    if (fabs(frame->share[i] - frame->share[0]) > 1e-12)
      return false;
  return true;
}

/* Dunnett (1955): each of k treatments : control = 1 : sqrt(k). */
cvs_status cvs_plan_splits(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  double weight[CVS_PLAN_ARMS_MAX];
  const double treatments = (double)(frame->arm_count - 1);
  const bool sized = plan->solved_for == CVS_SOLVED_SIZE && plan->solved_by == CVS_BY_APPROXIMATION;
  if (frame->arm_count > 2)
    plan->best_control_share = 1 / (1 + sqrt(treatments));
  if (!sized)
    return CVS_OK;
  for (size_t i = 0; i < frame->arm_count; i++)
    weight[i] = 1;
  cvs_status status = CVS_OK;
  if (!is_equal_split(frame))
    status = size_split(frame, weight, plan->power_nominal, &plan->visitors_at_equal_split, error);
  weight[0] = sqrt(treatments);
  if (status == CVS_OK && frame->arm_count > 2)
    status = size_split(frame, weight, plan->power_nominal, &plan->visitors_at_best_share, error);
  return status;
}

cvs_status cvs_plan_ends(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  const cvs_plan_past *past = frame->options->past;
  const double power = plan->power_nominal;
  if (past == NULL || plan->solved_for != CVS_SOLVED_SIZE)
    return CVS_OK;
  const cvs_status status = cvs_plan_total(frame, past->rate.lower, power, &plan->visitors_at_lower, error);
  return status == CVS_OK ? cvs_plan_total(frame, past->rate.upper, power, &plan->visitors_at_upper, error) : status;
}

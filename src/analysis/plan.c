/* `plan`: from two of effect, power and visitors to the third, and what stands beside it. */
#include "analysis/plan_run.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

void cvs_plan_options_init(cvs_plan_options *options) {
  *options = (cvs_plan_options){.effect_scale = CVS_LIFT,
                                .alpha = 0.05,
                                .alternative = CVS_TWO_SIDED,
                                .method = "auto",
                                .adjust = "auto",
                                .arm_count = 2,
                                .aim = CVS_AIM_DIFFERENCE,
                                .margin_scale = CVS_LIFT,
                                .cluster_size = 1,
                                .traffic_share = 1,
                                .whole_weeks = true};
}

static double find_baseline(const cvs_plan_options *options) {
  if (options->past != NULL)
    return options->past->rate.estimate;
  return options->baseline > 0 || options->reach_count == 0 ? options->baseline
                                                            : options->reach[options->reach_count - 1];
}

static void name_arm(cvs_plan_arm *arm, size_t index, size_t count) {
  if (index == 0)
    memcpy(arm->name, "control", sizeof "control");
  else if (count == 2)
    memcpy(arm->name, "treatment", sizeof "treatment");
  else {
    static const char stem[] = "treatment-";
    char digits[CVS_NUMBER_MAX];
    const size_t length = cvs_print_u64(index, digits);
    memcpy(arm->name, stem, sizeof stem);
    memcpy(arm->name + sizeof stem - 1, digits, length + 1); /* at most two digits: CVS_PLAN_ARMS_MAX */
  }
}

static void set_arms(const cvs_plan_frame *frame, const uint64_t *visitors, cvs_plan *plan) {
  plan->arm_count = frame->arm_count;
  for (size_t i = 0; i < frame->arm_count; i++) {
    plan->arm[i] = (cvs_plan_arm){.share = frame->share[i], .visitors = visitors[i]};
    name_arm(&plan->arm[i], i, frame->arm_count);
  }
  plan->visitors_total = cvs_plan_sum(frame, visitors);
}

/* The total that was given, in whole visitors of each arm. */
static cvs_status divide_given(const cvs_plan_frame *frame, uint64_t *visitors, cvs_error *error) {
  const uint64_t total = frame->options->visitors_total;
  cvs_plan_divide(frame, total, visitors);
  for (size_t i = 0; i < frame->arm_count; i++)
    if (visitors[i] == 0)
      return cvs_fail(error, CVS_EUSAGE, "--sample-size %llu leaves an arm without visitors, expected more",
                      (unsigned long long)total);
  return CVS_OK;
}

static cvs_status solve_effect(cvs_plan_frame *frame, const uint64_t *visitors, cvs_plan *plan, cvs_error *error) {
  cvs_plan_ask ask = {plan->power_nominal, frame->enumerate ? CVS_BY_ENUMERATION : CVS_BY_APPROXIMATION};
  cvs_error why = {0};
  double rate = 0;
  cvs_status status = cvs_plan_effect(frame, visitors, &ask, &rate, &why);
  if (status == CVS_ELIMIT) {
    ask.by = CVS_BY_APPROXIMATION;
    why = (cvs_error){0};
    status = cvs_plan_effect(frame, visitors, &ask, &rate, &why);
  }
  plan->solved_by = ask.by;
  frame->design.rate_treatment = rate;
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "%s", why.message);
}

/* The power that these visitors really reach: by enumeration wherever it is in reach. */
static cvs_status measure_power(const cvs_plan_frame *frame, const uint64_t *visitors, cvs_plan *plan,
                                cvs_error *error) {
  cvs_error none = {0};
  plan->achieved_by = CVS_BY_ENUMERATION;
  if (cvs_plan_power_exact(frame, visitors, &plan->power_achieved, &none) == CVS_OK)
    return CVS_OK;
  if (none.status == CVS_ENOMEM)
    return cvs_fail_memory(error);
  plan->achieved_by = CVS_BY_APPROXIMATION;
  return cvs_plan_power(frame, visitors, &plan->power_achieved, error);
}

static cvs_status solve(cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  uint64_t visitors[CVS_PLAN_ARMS_MAX] = {0};
  const bool sized = plan->solved_for == CVS_SOLVED_SIZE;
  cvs_status status = sized ? CVS_OK : divide_given(frame, visitors, error);
  if (status == CVS_OK)
    status = plan->solved_for == CVS_SOLVED_POWER ? cvs_plan_looks_power(frame, visitors, plan, error)
                                                  : cvs_plan_looks_design(frame, plan->power_nominal, plan, error);
  if (status == CVS_OK && sized)
    status = cvs_plan_size(frame, plan->power_nominal, visitors, &plan->solved_by, error);
  if (status == CVS_OK && plan->solved_for == CVS_SOLVED_EFFECT)
    status = solve_effect(frame, visitors, plan, error);
  if (status == CVS_OK)
    status = measure_power(frame, visitors, plan, error);
  if (status != CVS_OK)
    return status;
  if (plan->solved_for == CVS_SOLVED_POWER)
    plan->solved_by = frame->enumerate ? plan->achieved_by : CVS_BY_APPROXIMATION;
  set_arms(frame, visitors, plan);
  plan->rate_treatment = frame->design.rate_treatment;
  if (plan->solved_for == CVS_SOLVED_EFFECT) {
    plan->difference = cvs_plan_effect_of(plan->baseline, plan->rate_treatment, CVS_DIFFERENCE);
    plan->lift = cvs_plan_effect_of(plan->baseline, plan->rate_treatment, CVS_LIFT);
  }
  return CVS_OK;
}

static cvs_status look_beside(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  cvs_status status = cvs_plan_duration(frame, plan, error);
  if (status == CVS_OK)
    status = cvs_plan_looks_fill(frame, plan, error);
  if (status == CVS_OK)
    status = cvs_plan_curve(frame, plan, error);
  if (status == CVS_OK)
    status = cvs_plan_splits(frame, plan, error);
  if (status == CVS_OK)
    status = cvs_plan_funnel(frame, plan, error);
  if (status == CVS_OK)
    status = cvs_plan_ends(frame, plan, error);
  if (status != CVS_OK)
    return status;
  cvs_plan_examine(frame, plan);
  return CVS_OK;
}

/* A power that is the answer is that of the method as it was asked for, so that the size it was
 * planned with gives it back. Last: till then the weeks are asked for the power that is wanted. */
static cvs_status answer_power(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  uint64_t visitors[CVS_PLAN_ARMS_MAX];
  if (plan->solved_for != CVS_SOLVED_POWER)
    return CVS_OK;
  plan->power_nominal = plan->power_achieved;
  if (plan->solved_by == plan->achieved_by)
    return CVS_OK;
  for (size_t i = 0; i < frame->arm_count; i++)
    visitors[i] = plan->arm[i].visitors;
  return cvs_plan_power(frame, visitors, &plan->power_nominal, error);
}

/* What was asked, as it was given and not as it comes back from a rate; it stands where there is no
 * answer too. */
static void set_asked(const cvs_plan_options *options, cvs_plan *plan) {
  const bool lift = options->effect_scale == CVS_LIFT;
  *plan = (cvs_plan){.baseline = find_baseline(options), .solved_for = cvs_plan_unknown(options)};
  plan->power_nominal = cvs_plan_wanted(options);
  plan->difference = lift ? plan->baseline * options->effect : options->effect;
  plan->lift = lift ? options->effect : plan->baseline > 0 ? options->effect / plan->baseline : 0;
}

cvs_status cvs_plan_make(const cvs_plan_options *options, cvs_plan *out, cvs_error *error) {
  cvs_plan_frame frame;
  set_asked(options, out);
  cvs_status status = cvs_plan_options_check(options, error);
  if (status == CVS_OK)
    status = cvs_plan_frame_make(options, &frame, error);
  if (status != CVS_OK)
    return status;
  out->method = frame.design.method;
  out->adjust = frame.adjust;
  out->level = frame.design.level;
  out->design_effect = frame.design_effect;
  status = cvs_plan_frame_rates(&frame, out->baseline, error);
  if (status == CVS_OK)
    status = solve(&frame, out, error);
  if (status == CVS_OK)
    status = look_beside(&frame, out, error);
  return status == CVS_OK ? answer_power(&frame, out, error) : status;
}

void cvs_plan_free(cvs_plan *plan) {
  cvs_free(plan->sequential);
  plan->sequential = NULL;
}

/* A funnel: what a test of one step needs at the door, and what a test of the final conversion does.
 *
 * A test of a step runs on those who reach it, where the rate is high; a test of the final conversion
 * runs on everybody, and its rate is the last of the shares. While later steps stay as they are, the
 * same relative lift of the step is the lift of the final conversion. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>

/* The final conversion is what counts: it is worth up to a quarter more visitors than the step alone. */
static const double WORTH_FINAL = 1.25;

/* Visitors at the door whose share `reached` gets into the test; 0 where no size is large enough. */
static cvs_status count_at_door(const cvs_plan_frame *frame, const cvs_plan *plan, double reached, cvs_plan_step *step,
                                cvs_error *error) {
  uint64_t total = 0;
  const cvs_status status = cvs_plan_total(frame, step->rate, plan->power_nominal, &total, error);
  const double at_door = ceil((double)total / reached);
  step->visitors_step_test = at_door <= (double)CVS_VISITORS_MAX ? (uint64_t)at_door : 0;
  return status;
}

static bool prefers_step(const cvs_plan_step *step) {
  if (step->visitors_step_test == 0)
    return false;
  return step->visitors_final_test == 0 ||
         (double)step->visitors_final_test > WORTH_FINAL * (double)step->visitors_step_test;
}

/* The step that the advice is about: the one that was named, else the cheapest to test. */
static size_t choose_step(const cvs_plan_options *options, const cvs_plan *plan) {
  size_t best = 0;
  for (size_t i = 0; i < plan->step_count; i++) {
    const uint64_t visitors = plan->step[i].visitors_step_test;
    if (options->step > 0 && plan->step[i].step == options->step)
      return i;
    if (visitors > 0 && (plan->step[best].visitors_step_test == 0 || visitors < plan->step[best].visitors_step_test))
      best = i;
  }
  return best;
}

cvs_status cvs_plan_funnel(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error) {
  const cvs_plan_options *options = frame->options;
  if (options->reach_count == 0)
    return CVS_OK;
  if (options->reach_count > CVS_PLAN_STEPS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--reach has %zu steps, expected at most %d", options->reach_count,
                    CVS_PLAN_STEPS_MAX);
  for (size_t j = 1; j < options->reach_count; j++) {
    const double before = options->reach[j - 1];
    cvs_plan_step *step = &plan->step[plan->step_count++];
    *step = (cvs_plan_step){.step = j + 1, .reach = options->reach[j], .rate = options->reach[j] / before};
    const cvs_status status = count_at_door(frame, plan, before, step, error);
    if (status != CVS_OK)
      return status;
    step->visitors_final_test = plan->visitors_total;
    step->run_step = prefers_step(step);
  }
  plan->run_step = choose_step(options, plan);
  return CVS_OK;
}

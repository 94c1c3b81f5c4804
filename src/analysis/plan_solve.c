/* The three answers of a plan: visitors, power, effect. By the method's approximation, or by
 * enumeration where it is asked for and in reach. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>

/* Counts come out of products of shares: what misses a whole number by rounding alone is that number. */
static const double WHOLE_SLACK = 1e-9;

static double whole_up(double value) {
  return ceil(value * (1 - WHOLE_SLACK) - WHOLE_SLACK);
}

static double whole_down(double value) {
  return floor(value * (1 + WHOLE_SLACK) + WHOLE_SLACK);
}

void cvs_plan_divide(const cvs_plan_frame *frame, uint64_t total, uint64_t *visitors) {
  for (size_t i = 0; i < frame->arm_count; i++)
    visitors[i] = (uint64_t)whole_down(frame->share[i] * (double)total);
}

uint64_t cvs_plan_sum(const cvs_plan_frame *frame, const uint64_t *visitors) {
  uint64_t sum = 0;
  for (size_t i = 0; i < frame->arm_count; i++)
    sum += visitors[i];
  return sum;
}

/* --- what to say where there is no answer --- */

static cvs_status fail_large(const cvs_plan_frame *frame, cvs_error *error) {
  const bool several = frame->arm_count > 2;
  return cvs_fail(error, CVS_ELIMIT,
                  "more than 1,000,000,000,000 visitors would be needed; a larger effect%s or less power would help",
                  several ? ", one arm fewer" : "");
}

/* Whether the true effect lies where the margins want it. */
static bool clears_margins(const cvs_plan_frame *frame) {
  const cvs_plan_options *options = frame->options;
  const cvs_design *design = &frame->design;
  const double effect = cvs_plan_effect_of(design->rate_control, design->rate_treatment, options->margin_scale);
  if (options->aim == CVS_AIM_DIFFERENCE)
    return true;
  return effect > options->margin_lower && (options->aim == CVS_AIM_NONINFERIORITY || effect < options->margin_upper);
}

static cvs_status fail_no_size(const cvs_plan_frame *frame, double power, cvs_error *error) {
  if (!clears_margins(frame))
    return cvs_fail(error, CVS_EUNDEF,
                    "no number of visitors reaches a power of %.4g%%: the effect itself does not lie within the %s "
                    "would help",
                    100 * power,
                    frame->options->aim == CVS_AIM_EQUIVALENCE ? "margins; wider margins or a smaller effect"
                                                               : "margin; a wider margin or a smaller loss");
  return cvs_fail(error, CVS_EUNDEF,
                  "no number of visitors reaches a power of %.4g%% for this effect; a larger effect or less power "
                  "would help",
                  100 * power);
}

static cvs_status fail_no_effect(const cvs_plan_frame *frame, const uint64_t *visitors, double power,
                                 cvs_error *error) {
  return cvs_fail(error, CVS_EUNDEF,
                  "no effect is found with a power of %.4g%% by %llu visitors; more visitors%s or less power would "
                  "help",
                  100 * power, (unsigned long long)cvs_plan_sum(frame, visitors),
                  frame->arm_count > 2 ? ", one arm fewer" : "");
}

/* --- visitors --- */

/* Whole visitors from those of the control; false above the limit. */
static bool fill_visitors(const cvs_plan_frame *frame, double control, uint64_t *visitors) {
  const double first = whole_up(control);
  double total = first;
  if (!(first <= (double)CVS_VISITORS_MAX))
    return false;
  visitors[0] = (uint64_t)fmax(1, first);
  for (size_t i = 1; i < frame->arm_count; i++) {
    const double arm = whole_up((double)visitors[0] * (frame->share[i] / frame->share[0]));
    total += arm;
    if (!(total <= (double)CVS_VISITORS_MAX))
      return false;
    visitors[i] = (uint64_t)fmax(1, arm);
  }
  return true;
}

cvs_status cvs_plan_size(const cvs_plan_frame *frame, double power, uint64_t *visitors, cvs_answered_by *by,
                         cvs_error *error) {
  cvs_error local = {0};
  cvs_status status = CVS_ELIMIT;
  double control = 0;
  *by = CVS_BY_APPROXIMATION;
  if (!clears_margins(frame))
    return fail_no_size(frame, power, error);
  if (frame->enumerate) {
    uint64_t whole = 0;
    status = cvs_size_enumerate(&frame->design, power, &whole, &local);
    control = (double)whole;
    if (status == CVS_OK)
      *by = CVS_BY_ENUMERATION;
  }
  if (status == CVS_ELIMIT) {
    local = (cvs_error){0};
    status = cvs_size_approximate(&frame->design, power, &control, &local);
    control *= frame->design_effect;
  }
  if (status == CVS_ELIMIT || (status == CVS_OK && !fill_visitors(frame, control, visitors)))
    return fail_large(frame, error);
  if (status == CVS_EUNDEF)
    return fail_no_size(frame, power, error);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

cvs_status cvs_plan_total(const cvs_plan_frame *frame, double baseline, double power, uint64_t *total,
                          cvs_error *error) {
  cvs_plan_frame other = *frame;
  uint64_t visitors[CVS_PLAN_ARMS_MAX];
  cvs_answered_by by;
  cvs_error why = {0};
  *total = 0;
  if (!(baseline > 0 && baseline < 1))
    return CVS_OK;
  cvs_status status = cvs_plan_frame_rates(&other, baseline, &why);
  if (status == CVS_OK)
    status = cvs_plan_size(&other, power, visitors, &by, &why);
  if (status == CVS_OK)
    *total = cvs_plan_sum(&other, visitors);
  const bool no_answer = status == CVS_EUSAGE || status == CVS_EUNDEF || status == CVS_ELIMIT;
  return status == CVS_OK || no_answer ? CVS_OK : cvs_fail(error, status, "%s", why.message);
}

/* --- power --- */

/* The design at these visitors: shares are whole only nearly. */
static cvs_design at_visitors(const cvs_plan_frame *frame, const uint64_t *visitors) {
  cvs_design design = frame->design;
  design.ratio = (double)visitors[frame->weakest] / (double)visitors[0];
  return design;
}

cvs_status cvs_plan_power(const cvs_plan_frame *frame, const uint64_t *visitors, double *power, cvs_error *error) {
  const cvs_design design = at_visitors(frame, visitors);
  const cvs_status status = cvs_power_approximate(&design, (double)visitors[0] / frame->design_effect, power, error);
  if (status == CVS_OK)
    *power = fmin(1, fmax(0, *power));
  return status;
}

cvs_status cvs_plan_power_exact(const cvs_plan_frame *frame, const uint64_t *visitors, double *power,
                                cvs_error *error) {
  for (size_t i = 0; i < frame->arm_count; i++)
    if (visitors[i] > CVS_ENUMERATE_MAX)
      return cvs_fail(error, CVS_ELIMIT, "enumeration ends at %llu visitors an arm",
                      (unsigned long long)CVS_ENUMERATE_MAX);
  if (frame->design_effect > 1)
    return cvs_fail(error, CVS_ELIMIT, "visitors in clusters cannot be enumerated");
  const cvs_design design = at_visitors(frame, visitors);
  return cvs_power_enumerate(&design, visitors[0], visitors[frame->weakest], power, error);
}

/* --- effect --- */

/* Upwards, but for a loss that is planned for or a test of `less`. */
static bool looks_up(const cvs_plan_options *options) {
  return options->alternative != CVS_LESS && !(options->effect < 0);
}

cvs_status cvs_plan_effect(const cvs_plan_frame *frame, const uint64_t *visitors, const cvs_plan_ask *ask, double *rate,
                           cvs_error *error) {
  cvs_design design = at_visitors(frame, visitors);
  const cvs_detectable asked = {ask->power, looks_up(frame->options), ask->by == CVS_BY_ENUMERATION};
  cvs_error local = {0};
  /* A hair less, so that this ratio of these whole numbers comes back as the whole number it was. */
  if (asked.enumerate)
    design.ratio *= 1 - WHOLE_SLACK / (double)visitors[frame->weakest];
  const cvs_status status =
      cvs_effect_detectable(&design, (double)visitors[0] / frame->design_effect, &asked, rate, &local);
  if (status == CVS_EUNDEF)
    return fail_no_effect(frame, visitors, ask->power, error);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

/* The three answers of a plan: visitors, power, effect. By the method's approximation, or by
 * enumeration where it is asked for and in reach. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>

/* Counts come out of products of shares: what misses a whole number by the rounding of a few
 * factors is that number. Relative, and small enough to be no visitor among a million million. */
static const double WHOLE_SLACK = 1e-14;

static double whole_up(double value) {
  return ceil(value * (1 - WHOLE_SLACK));
}

static double whole_down(double value) {
  return floor(value * (1 + WHOLE_SLACK));
}

/* Whole visitors of every arm from those of the control, and their sum, which may pass the limit. */
static double fill_arms(const cvs_plan_frame *frame, double control, uint64_t *visitors) {
  const double limit = (double)CVS_VISITORS_MAX;
  double total = control;
  visitors[0] = (uint64_t)fmin(control, limit);
  for (size_t i = 1; i < frame->arm_count; i++) {
    const double arm = whole_up(control * (frame->share[i] / frame->share[0]));
    total += arm;
    visitors[i] = (uint64_t)fmin(arm, limit);
  }
  return total;
}

/* The largest whole control whose arms fit, so that a total that was planned divides as it was. */
void cvs_plan_divide(const cvs_plan_frame *frame, uint64_t total, uint64_t *visitors) {
  double control = whole_down(frame->share[0] * (double)total);
  while (fill_arms(frame, control, visitors) > (double)total && control > 0)
    control--;
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

/* Visitors that count as one of a test without clusters and with one look. */
static double find_dilution(const cvs_plan_frame *frame) {
  return frame->design_effect * frame->inflation;
}

/* --- visitors --- */

/* The root is right to the last visitors but one or two; looking farther would mend nothing. */
enum { STEPS_MAX = 64 };

static bool reaches(const cvs_plan_frame *frame, double control, double power) {
  double found = 0;
  const cvs_status status = cvs_power_approximate(&frame->design, control / find_dilution(frame), &found, NULL);
  return status == CVS_OK && found >= power;
}

/* The smallest whole control beside the root whose approximate power is what is asked. */
static double settle_control(const cvs_plan_frame *frame, double root, double power) {
  double control = fmax(1, ceil(root));
  for (int i = 0; i < STEPS_MAX && !reaches(frame, control, power); i++)
    control++;
  for (int i = 0; i < STEPS_MAX && control > 1 && reaches(frame, control - 1, power); i++)
    control--;
  return control;
}

/* Whole visitors for the approximation; false above the limit. The ratio of whole arms is not quite
 * that of the shares: what it takes away, in the last digit, one visitor more gives back. */
static bool fill_approximate(const cvs_plan_frame *frame, double root, double power, uint64_t *visitors) {
  const double limit = (double)CVS_VISITORS_MAX;
  if (!(root <= limit))
    return false;
  double control = settle_control(frame, root, power);
  for (int i = 0; i < STEPS_MAX; i++, control++) {
    double found = 0;
    if (!(fill_arms(frame, control, visitors) <= limit))
      return false;
    if (cvs_plan_power(frame, visitors, &found, NULL) != CVS_OK || found >= power)
      return true;
  }
  return true;
}

static cvs_status size_approximate(const cvs_plan_frame *frame, double power, uint64_t *visitors, cvs_error *error) {
  double root = 0;
  const cvs_status status = cvs_size_approximate(&frame->design, power, &root, error);
  if (status != CVS_OK)
    return status;
  return fill_approximate(frame, root * find_dilution(frame), power, visitors) ? CVS_OK : CVS_ELIMIT;
}

static cvs_status size_enumerated(const cvs_plan_frame *frame, double power, uint64_t *visitors, cvs_error *error) {
  uint64_t control = 0;
  const cvs_status status = cvs_size_enumerate(&frame->design, power, &control, error);
  if (status != CVS_OK)
    return status;
  return fill_arms(frame, (double)control, visitors) <= (double)CVS_VISITORS_MAX ? CVS_OK : CVS_ELIMIT;
}

cvs_status cvs_plan_size(const cvs_plan_frame *frame, double power, uint64_t *visitors, cvs_answered_by *by,
                         cvs_error *error) {
  cvs_error local = {0};
  cvs_status status = CVS_ELIMIT;
  if (!clears_margins(frame))
    return fail_no_size(frame, power, error);
  *by = CVS_BY_ENUMERATION;
  if (frame->enumerate)
    status = size_enumerated(frame, power, visitors, &local);
  if (status == CVS_ELIMIT) {
    local = (cvs_error){0};
    *by = CVS_BY_APPROXIMATION;
    status = size_approximate(frame, power, visitors, &local);
  }
  if (status == CVS_ELIMIT)
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
  const cvs_status status = cvs_power_approximate(&design, (double)visitors[0] / find_dilution(frame), power, error);
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
  if (frame->options->looks != NULL)
    return cvs_fail(error, CVS_ELIMIT, "a test with several looks cannot be enumerated");
  const cvs_design design = at_visitors(frame, visitors);
  return cvs_power_enumerate(&design, visitors[0], visitors[frame->weakest], power, error);
}

/* --- effect --- */

bool cvs_plan_looks_up(const cvs_plan_options *options) {
  return options->alternative != CVS_LESS && !(options->effect < 0);
}

cvs_status cvs_plan_effect(const cvs_plan_frame *frame, const uint64_t *visitors, const cvs_plan_ask *ask, double *rate,
                           cvs_error *error) {
  cvs_design design = at_visitors(frame, visitors);
  const cvs_detectable asked = {ask->power, cvs_plan_looks_up(frame->options), ask->by == CVS_BY_ENUMERATION};
  cvs_error local = {0};
  /* With a level of its own above the power that is wanted, chance alone has it: no effect is the smallest. */
  if (ask->power <= frame->options->alpha)
    return cvs_fail(error, CVS_EUNDEF, "a power of %.4g%% is not above alpha, so that no effect is the smallest",
                    100 * ask->power);
  /* A hair less, so that this ratio of these whole numbers comes back as the whole number it was. */
  if (asked.enumerate)
    design.ratio *= 1 - WHOLE_SLACK;
  const cvs_status status =
      cvs_effect_detectable(&design, (double)visitors[0] / find_dilution(frame), &asked, rate, &local);
  if (status == CVS_EUNDEF)
    return fail_no_effect(frame, visitors, ask->power, error);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

/* Options of `plan`: what contradicts itself is refused before any data. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>

static cvs_status check_baseline(const cvs_plan_options *options, cvs_error *error) {
  const bool measured = options->past != NULL || options->reach_count > 0;
  if (!measured && !(options->baseline > 0 && options->baseline < 1))
    return cvs_fail(error, CVS_EUSAGE, "the baseline must lie between 0 and 1");
  if (options->reach_count == 1 || options->reach_count > CVS_PLAN_STEPS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--reach needs from 2 to %d steps", CVS_PLAN_STEPS_MAX);
  if (options->reach_count > 0 && options->reach[0] < 1)
    return cvs_fail(error, CVS_EUSAGE, "--reach begins with %.6g%%, expected 100%%: all who come to the door",
                    100 * options->reach[0]);
  for (size_t i = 1; i < options->reach_count; i++)
    if (!(options->reach[i] > 0 && options->reach[i] <= options->reach[i - 1]))
      return cvs_fail(error, CVS_EUSAGE,
                      "--reach rises from %.6g%% to %.6g%%: no more can reach a step than the one "
                      "before it",
                      100 * options->reach[i - 1], 100 * options->reach[i]);
  if (options->reach_count > 0 && options->reach[options->reach_count - 1] >= 1)
    return cvs_fail(error, CVS_EUSAGE, "--reach ends with 100%%: there is no step to improve");
  return CVS_OK;
}

static cvs_status check_funnel(const cvs_plan_options *options, cvs_error *error) {
  if (options->reach_count == 0)
    return options->step == 0 ? CVS_OK : cvs_fail(error, CVS_EUSAGE, "--step is for --reach");
  if (options->visitors_total > 0 || options->effect == 0 || options->effect_scale != CVS_LIFT)
    return cvs_fail(error, CVS_EUSAGE, "--reach compares sizes for one lift, expected --lift and no --sample-size");
  if (options->aim != CVS_AIM_DIFFERENCE)
    return cvs_fail(error, CVS_EUSAGE, "--reach has no margins, expected neither --margin nor --equivalence");
  if (options->step == 1 || options->step > options->reach_count)
    return cvs_fail(error, CVS_EUSAGE, "--step %zu is not a step of --reach, expected 2 to %zu", options->step,
                    options->reach_count);
  return CVS_OK;
}

/* Of effect, power and size two are enough; power may be missing beside one other. */
static cvs_status check_unknown(const cvs_plan_options *options, cvs_error *error) {
  const bool margin = options->aim != CVS_AIM_DIFFERENCE;
  const bool sized = options->visitors_total > 0;
  if (options->effect == 0 && !sized && !margin)
    return cvs_fail(error, CVS_EUSAGE,
                    "nothing to plan for, expected the effect that matters (--lift 10%% or --difference 0.5pp) or "
                    "--sample-size");
  if (sized && options->power > 0 && options->effect != 0)
    return cvs_fail(error, CVS_EUSAGE,
                    "effect, --power and --sample-size leave nothing to find, expected two of the three");
  return CVS_OK;
}

static cvs_status check_side(const cvs_plan_options *options, cvs_error *error) {
  const bool away = (options->alternative == CVS_GREATER && options->effect < 0) ||
                    (options->alternative == CVS_LESS && options->effect > 0);
  if (away)
    return cvs_fail(error, CVS_EUSAGE, "--alternative %s never looks for a %s, expected an effect on its own side",
                    options->alternative == CVS_GREATER ? "greater" : "less", options->effect < 0 ? "loss" : "gain");
  if (options->alternative != CVS_TWO_SIDED && options->alpha >= 0.5)
    return cvs_fail(error, CVS_EUSAGE, "--alpha is too large for one side, expected below 0.5");
  if (options->power > 0 && options->power <= options->alpha)
    return cvs_fail(error, CVS_EUSAGE, "--power is not above alpha: so often chance alone finds something");
  return CVS_OK;
}

static cvs_status check_arms(const cvs_plan_options *options, cvs_error *error) {
  if (options->arm_count < 2 || options->arm_count > CVS_PLAN_ARMS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--arms must be from 2 to %d, the control included", CVS_PLAN_ARMS_MAX);
  if (options->share_count > 0 && options->share_count != options->arm_count)
    return cvs_fail(error, CVS_EUSAGE, "--allocation has %zu weights for %zu arms, expected one an arm, control first",
                    options->share_count, options->arm_count);
  return CVS_OK;
}

static cvs_status check_ranges(const cvs_plan_options *options, cvs_error *error) {
  if (!(options->icc >= 0 && options->icc <= 1))
    return cvs_fail(error, CVS_EUSAGE, "--icc must lie between 0 and 1");
  if (!(options->cluster_size >= 1 && isfinite(options->cluster_size)))
    return cvs_fail(error, CVS_EUSAGE, "--cluster-size must be 1 or more");
  if (!(options->cluster_cv >= 0 && isfinite(options->cluster_cv)))
    return cvs_fail(error, CVS_EUSAGE, "--cluster-cv must be 0 or more");
  if (!(options->traffic >= 0 && isfinite(options->traffic)))
    return cvs_fail(error, CVS_EUSAGE, "--traffic must be above 0");
  if (!(options->traffic_share > 0 && options->traffic_share <= 1))
    return cvs_fail(error, CVS_EUSAGE, "--traffic-share must lie above 0 and be at most 100%%");
  return CVS_OK;
}

/* What a comparison asks of alpha, sides and margins is the same for a test and for its plan. */
static cvs_status check_question(const cvs_plan_options *options, cvs_error *error) {
  cvs_test_options question;
  cvs_test_options_init(&question);
  question.alpha = options->alpha;
  question.alternative = options->alternative;
  question.aim = options->aim;
  question.margin_scale = options->margin_scale;
  question.margin_lower = options->margin_lower;
  question.margin_upper = options->margin_upper;
  return cvs_test_options_check(&question, error);
}

cvs_status cvs_plan_options_check(const cvs_plan_options *options, cvs_error *error) {
  typedef cvs_status check(const cvs_plan_options *, cvs_error *);
  static check *const checks[] = {check_side,    check_question, check_baseline, check_funnel,
                                  check_unknown, check_arms,     check_ranges};
  cvs_plan_frame frame;
  for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
    const cvs_status status = checks[i](options, error);
    if (status != CVS_OK)
      return status;
  }
  const cvs_status status = cvs_plan_frame_make(options, &frame, error);
  return status == CVS_OK ? cvs_plan_looks_check(&frame, error) : status;
}

/* The comparison that a plan is about: its method, the split of the visitors, the level of one
 * comparison among several, and clusters. */
#include "analysis/plan_run.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

static const cvs_method *find_method(const char *id) {
  if (strcmp(id, "auto") == 0)
    return cvs_method_find(CVS_KIND_TEST, "score");
  const cvs_method *method = cvs_method_find(CVS_KIND_TEST, id);
  return method != NULL ? method : cvs_method_find(CVS_KIND_POWER, id);
}

static cvs_status choose_adjust(cvs_plan_frame *frame, cvs_error *error) {
  const char *id = frame->options->adjust;
  const bool normal = frame->design.method->normal;
  frame->adjust = NULL;
  if (strcmp(id, "auto") == 0)
    id = frame->options->looks != NULL ? "sidak" : normal ? "dunnett" : "bonferroni";
  const cvs_method *adjust = cvs_method_find(CVS_KIND_ADJUST, id);
  if (adjust == NULL)
    return cvs_fail(error, CVS_EUSAGE, "--adjust \"%s\" is not known", id);
  const bool has_level = adjust->simultaneous || strcmp(id, "none") == 0;
  if (!has_level)
    return cvs_fail(error, CVS_EUSAGE,
                    "--adjust %s gives one comparison no level of its own to plan for, expected dunnett, bonferroni, "
                    "sidak or none",
                    id);
  if (adjust->needs_normal && !normal)
    return cvs_fail(error, CVS_EUSAGE,
                    "--adjust %s needs a method with a normal statistic (score, n-1, wald, arcsine), not --method %s",
                    id, frame->design.method->id);
  frame->adjust = frame->arm_count > 2 ? adjust : NULL;
  return CVS_OK;
}

/* Dunnett's critical value under this split; its factors are those of the pooled test. */
static cvs_status set_dunnett_level(cvs_plan_frame *frame, double alpha, cvs_error *error) {
  double factor[CVS_PLAN_ARMS_MAX] = {0};
  const size_t count = frame->arm_count - 1;
  for (size_t i = 0; i < count; i++)
    factor[i] = sqrt(frame->share[i + 1] / (frame->share[0] + frame->share[i + 1]));
  const cvs_alternative side = frame->options->alternative;
  const cvs_many_to_one arms = {factor, count, side};
  double z = 0;
  const cvs_status status = cvs_dunnett_critical(alpha, &arms, &z, error);
  return status == CVS_OK ? cvs_level_from_z(z, side, &frame->design.level, error) : status;
}

/* A margin is tested one-sided, equivalence at alpha on both sides: the level of a two-sided test at
 * twice that, as `test` has it. */
static cvs_status set_adjusted_level(cvs_plan_frame *frame, cvs_error *error) {
  const cvs_plan_options *options = frame->options;
  double alpha = options->aim == CVS_AIM_EQUIVALENCE ? 2 * options->alpha : options->alpha;
  const char *id = frame->adjust != NULL ? frame->adjust->id : "none";
  const double comparisons = (double)(frame->arm_count - 1);
  if (strcmp(id, "dunnett") == 0)
    return set_dunnett_level(frame, alpha, error);
  if (strcmp(id, "bonferroni") == 0)
    alpha /= comparisons;
  else if (strcmp(id, "sidak") == 0)
    alpha = -expm1(log1p(-alpha) / comparisons);
  return cvs_level_from_alpha(alpha, options->alternative, &frame->design.level, error);
}

/* With looks the power is that of the side of the effect alone, as designs with several looks have it. */
static cvs_status set_level(cvs_plan_frame *frame, cvs_error *error) {
  const cvs_status status = set_adjusted_level(frame, error);
  if (status == CVS_OK && frame->options->looks != NULL)
    frame->design.level.alternative = cvs_plan_looks_up(frame->options) ? CVS_GREATER : CVS_LESS;
  return status;
}

/* Unequal clusters (Eldridge, Ashby & Kerry 2006): 1 + ((cv^2 + 1) m - 1) icc. */
static double find_design_effect(const cvs_plan_options *options) {
  if (options->icc <= 0)
    return 1;
  const double size = (options->cluster_cv * options->cluster_cv + 1) * options->cluster_size;
  return 1 + (size - 1) * options->icc;
}

cvs_status cvs_plan_frame_split(cvs_plan_frame *frame, const double *weight, cvs_error *error) {
  double sum = 0;
  for (size_t i = 0; i < frame->arm_count; i++)
    sum += weight[i];
  frame->weakest = 1;
  for (size_t i = 0; i < frame->arm_count; i++)
    frame->share[i] = weight[i] / sum;
  for (size_t i = 2; i < frame->arm_count; i++)
    if (weight[i] < weight[frame->weakest])
      frame->weakest = i;
  frame->design.ratio = weight[frame->weakest] / weight[0];
  return set_level(frame, error);
}

/* With a margin the true effect is none unless another is given or both of the others are. */
cvs_solved cvs_plan_unknown(const cvs_plan_options *options) {
  const bool has_effect = options->effect != 0 || (options->aim != CVS_AIM_DIFFERENCE && !(options->power > 0));
  if (options->visitors_total == 0)
    return CVS_SOLVED_SIZE;
  return has_effect ? CVS_SOLVED_POWER : CVS_SOLVED_EFFECT;
}

double cvs_plan_wanted(const cvs_plan_options *options) {
  return options->power > 0 ? options->power : CVS_PLAN_POWER;
}

/* The power that is taken where none is given can be below alpha too. */
static cvs_status check_wanted(const cvs_plan_options *options, cvs_error *error) {
  if (cvs_plan_unknown(options) == CVS_SOLVED_POWER || cvs_plan_wanted(options) > options->alpha)
    return CVS_OK;
  return cvs_fail(error, CVS_EUSAGE, "--power is not above alpha: so often chance alone finds something");
}

cvs_status cvs_plan_frame_make(const cvs_plan_options *options, cvs_plan_frame *out, cvs_error *error) {
  static const cvs_hypothesis hypotheses[] = {[CVS_AIM_DIFFERENCE] = CVS_SUPERIORITY,
                                              [CVS_AIM_NONINFERIORITY] = CVS_NONINFERIORITY,
                                              [CVS_AIM_EQUIVALENCE] = CVS_EQUIVALENCE};
  double weight[CVS_PLAN_ARMS_MAX];
  *out = (cvs_plan_frame){.options = options, .arm_count = options->arm_count, .inflation = 1};
  out->design.method = find_method(options->method);
  if (out->design.method == NULL)
    return cvs_fail(error, CVS_EUSAGE, "--method \"%s\" is not known", options->method);
  out->design.hypothesis = hypotheses[options->aim];
  out->design.margin_scale = options->margin_scale;
  out->design.margin_lower = options->margin_lower;
  out->design.margin_upper = options->margin_upper;
  out->design_effect = find_design_effect(options);
  out->enumerate = (options->exact || out->design.method->exact) && !(out->design_effect > 1);
  for (size_t i = 0; i < out->arm_count; i++)
    weight[i] = options->share_count > 0 ? options->share[i].weight : 1;
  cvs_status status = check_wanted(options, error);
  if (status == CVS_OK)
    status = choose_adjust(out, error);
  return status == CVS_OK ? cvs_plan_frame_split(out, weight, error) : status;
}

double cvs_plan_effect_of(double baseline, double rate, cvs_scale scale) {
  return scale == CVS_LIFT ? rate / baseline - 1 : rate - baseline;
}

double cvs_plan_rate_of(double baseline, double effect, cvs_scale scale) {
  return scale == CVS_LIFT ? baseline * (1 + effect) : baseline + effect;
}

/* An option that cannot be meant is usage; where the baseline was measured it is an answer that says no. */
static cvs_status refuse_rate(const cvs_plan_frame *frame, const char *what, double rate, cvs_error *error) {
  const enum cvs_status status = frame->options->past != NULL ? CVS_EUNDEF : CVS_EUSAGE;
  return cvs_fail(error, status, "%s would take the rate from %.6g%% to %.6g%%, expected a rate between 0%% and 100%%",
                  what, 100 * frame->design.rate_control, 100 * rate);
}

/* A margin that no rate can pass tests nothing. */
static cvs_status check_margins(const cvs_plan_frame *frame, cvs_error *error) {
  const cvs_plan_options *options = frame->options;
  if (options->aim == CVS_AIM_DIFFERENCE)
    return CVS_OK;
  const double baseline = frame->design.rate_control;
  const double lower = cvs_plan_rate_of(baseline, options->margin_lower, options->margin_scale);
  const double upper = cvs_plan_rate_of(baseline, options->margin_upper, options->margin_scale);
  const bool equivalence = options->aim == CVS_AIM_EQUIVALENCE;
  if (!(lower > 0))
    return refuse_rate(frame, equivalence ? "the lower margin of --equivalence" : "--margin", lower, error);
  if (equivalence && !(upper < 1))
    return refuse_rate(frame, "the upper margin of --equivalence", upper, error);
  return CVS_OK;
}

cvs_status cvs_plan_frame_rates(cvs_plan_frame *frame, double baseline, cvs_error *error) {
  const cvs_plan_options *options = frame->options;
  const char *name = options->effect_scale == CVS_LIFT ? "--lift" : "--difference";
  frame->design.rate_control = baseline;
  double rate = cvs_plan_rate_of(baseline, options->effect, options->effect_scale);
  /* 0.5 + 0.5 is the end itself; what lies past it by rounding alone is the end too. */
  const double slack = 1e-12;
  if (rate < -slack || rate > 1 + slack)
    return refuse_rate(frame, name, rate, error);
  rate = fmin(1, fmax(0, rate));
  frame->design.rate_treatment = rate;
  return check_margins(frame, error);
}

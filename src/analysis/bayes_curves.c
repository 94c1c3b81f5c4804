/* Posterior densities of a group's rates and lifts, for pictures. */
#include <convstat/curves.h>

#include "base/error.h"
#include "base/mem.h"
#include "num/dist.h"

#include <math.h>
#include <stdint.h>

/* What a curve leaves out at each end, together. */
static const double MASS = 0.999;
/* A lift may have a tail that never ends: it is followed this many times as far as the other one. */
static const double TAIL_MOST = 3;

/* The comparisons of a group, under either prior. */
typedef struct source {
  const cvs_bayes_group *group;
  cvs_joint *joint;                /* NULL: arms are independent */
  size_t seen[CVS_BAYES_ARMS_MAX]; /* arm of the joint posterior, by arm of the group */
} source;

/* Below x, and above it. */
typedef cvs_status tails_function(const void *context, double x, cvs_bayes_tails *out, cvs_error *error);

/* Each stretch's probability, from the tail that has the digits. */
static cvs_status draw(const double range[2], tails_function *tails, const void *context, cvs_density *out,
                       cvs_error *error) {
  const double width = (range[1] - range[0]) / CVS_CURVE_POINTS;
  cvs_bayes_tails before, after;
  if (!(width > 0))
    return CVS_OK;
  cvs_status status = tails(context, range[0], &before, error);
  for (size_t i = 0; i < CVS_CURVE_POINTS && status == CVS_OK; i++) {
    const double end = range[0] + width * (double)(i + 1);
    status = tails(context, end, &after, error);
    if (status != CVS_OK)
      return status;
    const double mass = after.lower < 0.5 ? after.lower - before.lower : before.upper - after.upper;
    out->x[i] = end - width / 2;
    out->y[i] = fmax(mass, 0) / width;
    before = after;
  }
  out->count = status == CVS_OK ? CVS_CURVE_POINTS : 0;
  return status;
}

/* --- rates --- */

static cvs_status rate_tails(const void *context, double x, cvs_bayes_tails *out, cvs_error *error) {
  const cvs_beta *belief = context;
  cvs_status status = cvs_beta_probability(x, belief->alpha, belief->beta, CVS_LOWER, &out->lower);
  if (status == CVS_OK)
    status = cvs_beta_probability(x, belief->alpha, belief->beta, CVS_UPPER, &out->upper);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the density of a rate cannot be computed");
}

static cvs_status draw_rate(const cvs_beta *belief, cvs_density *out, cvs_error *error) {
  double range[2];
  cvs_status status = cvs_beta_quantile((1 - MASS) / 2, belief->alpha, belief->beta, CVS_LOWER, &range[0]);
  if (status == CVS_OK)
    status = cvs_beta_quantile((1 - MASS) / 2, belief->alpha, belief->beta, CVS_UPPER, &range[1]);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the ends of a rate cannot be computed");
  return draw(range, rate_tails, belief, out, error);
}

static cvs_status draw_rates(const cvs_bayes_group *group, cvs_bayes_curves *out, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < group->frame.arm_count && i < CVS_CURVES_MAX && status == CVS_OK; i++)
    if (group->belief[i].exists)
      status = draw_rate(&group->belief[i].posterior, &out->rate[i], error);
  return status;
}

/* --- lifts --- */

typedef struct lift_source {
  cvs_beta_pair apart;
  cvs_joint_pair together; /* joint NULL: apart */
} lift_source;

static cvs_status lift_tails(const void *context, double x, cvs_bayes_tails *out, cvs_error *error) {
  const lift_source *lift = context;
  return lift->together.joint != NULL ? cvs_joint_effect_tails(&lift->together, CVS_LIFT, x, out, error)
                                      : cvs_bayes_effect_tails(&lift->apart, CVS_LIFT, x, out, error);
}

static cvs_status draw_lift(const source *from, const cvs_bayes_pair *pair, cvs_density *out, cvs_error *error) {
  const cvs_bayes_group *group = from->group;
  const size_t control = group->frame.control;
  const cvs_credible credible = {MASS, false};
  const lift_source lift = {{group->belief[control].posterior, group->belief[pair->treatment].posterior},
                            {from->joint, from->seen[control], from->seen[pair->treatment]}};
  cvs_interval ends;
  const cvs_status status = from->joint != NULL ? cvs_joint_effect(&lift.together, CVS_LIFT, &credible, &ends, error)
                                                : cvs_bayes_effect(&lift.apart, CVS_LIFT, &credible, &ends, error);
  if (status != CVS_OK)
    return status;
  const double range[] = {ends.lower, fmin(ends.upper, ends.estimate + TAIL_MOST * (ends.estimate - ends.lower))};
  return draw(range, lift_tails, &lift, out, error);
}

/* The joint posterior of the arms that have visitors, again. */
static cvs_status make_joint(source *from, const cvs_beta *prior, cvs_error *error) {
  const cvs_test_group *frame = &from->group->frame;
  const cvs_joint_prior shape = {*prior, from->group->log_odds_sd};
  cvs_sample arm[CVS_BAYES_ARMS_MAX];
  size_t count = 0;
  for (size_t i = 0; i < frame->arm_count && count < CVS_BAYES_ARMS_MAX; i++) {
    if (frame->arm[i].sample.visitors == 0)
      continue;
    if (i < CVS_BAYES_ARMS_MAX)
      from->seen[i] = count;
    arm[count++] = frame->arm[i].sample;
  }
  return cvs_joint_new(&shape, arm, count, &from->joint, error);
}

static cvs_status draw_lifts(const cvs_bayes_options *options, const cvs_bayes_group *group, cvs_bayes_curves *out,
                             cvs_error *error) {
  source from = {.group = group};
  cvs_status status = group->log_odds_sd > 0 ? make_joint(&from, &options->prior, error) : CVS_OK;
  const size_t topic = group->chosen != SIZE_MAX ? group->chosen : group->lead;
  if (status == CVS_OK && topic < group->pair_count && topic < CVS_CURVES_MAX && group->pair[topic].exists)
    status = draw_lift(&from, &group->pair[topic], &out->lift[topic], error);
  cvs_joint_free(from.joint);
  return status;
}

cvs_status cvs_bayes_curves_make(const cvs_bayes_options *options, const cvs_bayes_group *group, cvs_bayes_curves **out,
                                 cvs_error *error) {
  *out = NULL;
  cvs_bayes_curves *curves = cvs_calloc(1, sizeof *curves);
  if (curves == NULL)
    return cvs_fail_memory(error);
  cvs_status status = group->frame.arm_count > CVS_BAYES_ARMS_MAX || group->frame.data_broken
                          ? CVS_OK
                          : draw_lifts(options, group, curves, error);
  if (status == CVS_OK && !(group->log_odds_sd > 0))
    status = draw_rates(group, curves, error);
  if (status == CVS_OK)
    *out = curves;
  else
    cvs_bayes_curves_free(curves);
  return status;
}

void cvs_bayes_curves_free(cvs_bayes_curves *curves) {
  cvs_free(curves);
}

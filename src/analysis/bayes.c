/* `bayes`: the run over all groups, and the order of the steps within one. */
#include "analysis/bayes_run.h"

#include "base/error.h"
#include "base/mem.h"

#include <math.h>

void cvs_bayes_options_init(cvs_bayes_options *options) {
  *options = (cvs_bayes_options){.alpha = 0.05, .prior_kind = CVS_PRIOR_JEFFREYS, .prior = {0.5, 0.5}};
}

static cvs_status check_prior(const cvs_bayes_options *options, cvs_error *error) {
  const double least = fmin(options->prior.alpha, options->prior.beta);
  const double most = fmax(options->prior.alpha, options->prior.beta);
  if (!(least >= CVS_BETA_SHAPE_MIN && most <= CVS_BETA_SHAPE_MAX))
    return cvs_fail(error, CVS_EUSAGE, "the prior is Beta(%.10g, %.10g), expected both from %g to %g",
                    options->prior.alpha, options->prior.beta, CVS_BETA_SHAPE_MIN, CVS_BETA_SHAPE_MAX);
  if (options->lift_sd != 0 && !(options->lift_sd >= CVS_LOG_ODDS_SD_MIN && isfinite(options->lift_sd)))
    return cvs_fail(error, CVS_EUSAGE, "the sceptical lift is %g%%, expected 0.1%% or more", 100 * options->lift_sd);
  return CVS_OK;
}

cvs_status cvs_bayes_options_check(const cvs_bayes_options *options, cvs_error *error) {
  static const double alpha_least = 1e-9;
  if (!(options->alpha >= alpha_least && options->alpha < 1))
    return cvs_fail(error, CVS_EUSAGE, "alpha is %g, expected 1e-9 to 1: a credible interval holds 1 - alpha",
                    options->alpha);
  if (options->has_rope &&
      !(options->rope[0] >= -1 && options->rope[0] < options->rope[1] && isfinite(options->rope[1])))
    return cvs_fail(error, CVS_EUSAGE, "the region of lifts is %g to %g, expected a low and a high end",
                    options->rope[0], options->rope[1]);
  if (!(options->loss_threshold >= 0 && options->loss_threshold <= 1))
    return cvs_fail(error, CVS_EUSAGE, "the loss threshold is %g, expected a difference of rates",
                    options->loss_threshold);
  if (options->planned > 0 && options->lift_sd > 0)
    return cvs_fail(
        error, CVS_EUSAGE,
        "--planned contradicts --prior-lift-sd: the chance at the planned end is reckoned with arms that are "
        "independent");
  if (options->money != NULL && options->lift_sd > 0)
    return cvs_fail(error, CVS_EUSAGE,
                    "--value-per-conversion contradicts --prior-lift-sd: money is reckoned with arms that are "
                    "independent");
  return check_prior(options, error);
}

cvs_status cvs_bayes_new(const cvs_dataset *dataset, const cvs_bayes_options *options, cvs_bayes_run **out,
                         cvs_error *error) {
  *out = NULL;
  cvs_bayes_run *run = cvs_calloc(1, sizeof *run);
  if (run == NULL)
    return cvs_fail_memory(error);
  run->dataset = dataset;
  run->options = options;
  cvs_test_options_init(&run->frame_options);
  run->frame_options.alpha = options->alpha;
  run->frame_options.control = options->control;
  run->frame_options.share = options->share;
  run->frame_options.share_count = options->share_count;
  cvs_status status = cvs_bayes_options_check(options, error);
  if (status == CVS_OK)
    status = cvs_test_new(dataset, &run->frame_options, &run->frame, error);
  if (status == CVS_OK)
    *out = run;
  else
    cvs_bayes_free(run);
  return status;
}

void cvs_bayes_note(cvs_bayes_group *out, const cvs_finding *finding) {
  if (out->finding_count < CVS_BAYES_FINDINGS_MAX)
    out->finding[out->finding_count++] = *finding;
}

/* How far past experiments can carry. */
static void examine_past(const cvs_bayes_run *run, cvs_bayes_group *out) {
  static const size_t past_enough = 10;
  const cvs_bayes_past *past = run->options->past;
  if (past == NULL || out->frame.group > 0)
    return;
  if (past->rate_count < past_enough)
    cvs_bayes_note(
        out, &(cvs_finding){
                 .code = CVS_FINDING_FEW_PAST, .field = "prior", .arm = SIZE_MAX, .value = {(double)past->rate_count}});
  if (!past->has_spread)
    cvs_bayes_note(out, &(cvs_finding){.code = CVS_FINDING_NO_PAST_SPREAD,
                                       .field = "prior",
                                       .arm = SIZE_MAX,
                                       .value = {(double)past->lift_count}});
}

static cvs_status frame_group(cvs_bayes_run *run, size_t index, cvs_bayes_group *out, cvs_error *error) {
  cvs_test_group *frame = &out->frame;
  cvs_status status = cvs_test_split(run->frame, index, frame, error);
  if (status != CVS_OK)
    return status;
  size_t seen = 0;
  for (size_t i = 0; i < frame->arm_count; i++)
    seen += frame->arm[i].sample.visitors > 0;
  frame->data_broken = seen < 2 || frame->arm[frame->control].sample.visitors == 0;
  frame->decision = frame->srm_mismatch || frame->data_broken ? CVS_DECIDE_INVALID : CVS_DECIDE_INCONCLUSIVE;
  status = cvs_test_examine(run->frame, frame, error);
  frame->finding = run->frame->finding;
  frame->finding_count = run->frame->finding_count;
  return status;
}

cvs_status cvs_bayes_analyse(cvs_bayes_run *run, size_t index, cvs_bayes_group *out, cvs_error *error) {
  *out = (cvs_bayes_group){.lead = SIZE_MAX, .chosen = SIZE_MAX, .rule = cvs_bayes_rule(run->options)};
  cvs_joint_free(run->joint);
  run->joint = NULL;
  cvs_status status = frame_group(run, index, out, error);
  if (status == CVS_OK)
    status = cvs_bayes_believe(run, out, error);
  if (status == CVS_OK)
    status = cvs_bayes_pairs(run, out, error);
  if (status != CVS_OK)
    return status;
  out->sure = cvs_bayes_sure(run->options, out);
  examine_past(run, out);
  if (run->options->money != NULL && out->frame.decision != CVS_DECIDE_INVALID && out->lead != SIZE_MAX)
    status = cvs_bayes_money(run, out, error);
  if (status == CVS_OK && !out->frame.data_broken)
    status = cvs_bayes_turn(run, out, error);
  if (status == CVS_OK)
    cvs_bayes_decide(run, out);
  return status == CVS_OK && run->frame->failed ? cvs_fail_memory(error) : status;
}

void cvs_bayes_free(cvs_bayes_run *run) {
  if (run == NULL)
    return;
  cvs_joint_free(run->joint);
  cvs_test_free(run->frame);
  cvs_free(run);
}

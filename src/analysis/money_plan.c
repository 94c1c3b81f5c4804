/* The size of a planned test that is expected to earn most, beside the plan's own. */
#include <convstat/money.h>

#include "analysis/plan_run.h"
#include "base/error.h"

#include <math.h>

static cvs_status check_options(const cvs_plan_options *options, cvs_error *error) {
  if (options->arm_count != 2)
    return cvs_fail(error, CVS_EUSAGE, "--profit is for one treatment and its control, expected no --arms %zu",
                    options->arm_count);
  if (options->aim != CVS_AIM_DIFFERENCE)
    return cvs_fail(error, CVS_EUSAGE, "--profit chooses the better arm, expected no --margin and no --equivalence");
  if (options->reach_count > 0)
    return cvs_fail(error, CVS_EUSAGE, "--profit is for one rate, expected --baseline RATE in the place of --reach");
  return CVS_OK;
}

/* Rate, split, clusters and traffic are the plan's. */
static cvs_status join(const cvs_money_prospect *asked, const cvs_plan_options *options, cvs_money_prospect *out,
                       cvs_error *error) {
  const cvs_plan_past *past = options->past;
  cvs_plan_frame frame;
  cvs_status status = check_options(options, error);
  if (status == CVS_OK)
    status = cvs_plan_frame_make(options, &frame, error);
  if (status != CVS_OK)
    return status;
  *out = *asked;
  out->baseline = past != NULL ? past->rate.estimate : options->baseline;
  out->control_share = frame.share[0];
  out->noise = fmax(frame.design_effect, 1);
  out->terms.traffic_share = options->traffic_share;
  out->terms.traffic = !(options->traffic > 0) && past != NULL && past->has_traffic ? past->traffic : options->traffic;
  return out->terms.traffic > 0
             ? CVS_OK
             : cvs_fail(error, CVS_EUSAGE, "--profit needs the traffic, expected --traffic N (visitors a day)");
}

cvs_status cvs_money_plan_best(const cvs_money_prospect *asked, const cvs_plan_options *options, cvs_money_plan *out,
                               cvs_error *error) {
  cvs_status status = join(asked, options, &out->prospect, error);
  if (status == CVS_OK)
    status = cvs_money_without_test(&out->prospect, &out->untested, error);
  if (status == CVS_OK)
    status = cvs_money_size_best(&out->prospect, 0, &out->best, error);
  return status == CVS_EINVAL ? CVS_EUSAGE : status;
}

bool cvs_money_plan_pays(const cvs_money_plan *profit) {
  return cvs_money_matters(&profit->prospect.terms, profit->best.profit - fmax(profit->untested.profit_ship, 0));
}

cvs_status cvs_money_plan_make(const cvs_money_prospect *asked, const cvs_plan_options *options, const cvs_plan *plan,
                               cvs_money_plan *out, cvs_error *error) {
  cvs_status status = cvs_money_plan_best(asked, options, out, error);
  if (status != CVS_OK)
    return status;
  out->is_best = options->visitors_total == out->best.visitors_total;
  out->has_planned = false;
  if (out->is_best)
    return CVS_OK;
  cvs_error too_long = {0};
  status = cvs_money_size_at(&out->prospect, plan->visitors_total, &out->planned, &too_long);
  out->has_planned = status == CVS_OK;
  return status == CVS_OK || status == CVS_ELIMIT ? CVS_OK : cvs_fail(error, status, "%s", too_long.message);
}

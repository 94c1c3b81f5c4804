/* Options of `monitor`: defaults, and what contradicts each other or the plan. */
#include "analysis/monitor_run.h"

#include "base/error.h"
#include "stat/seq_check.h"
#include "stat/seq_spending.h"
#include <convstat/plan_file.h>

#include <math.h>
#include <string.h>

static const double ALPHA_DEFAULT = 0.05;
static const double ALPHA_MIN = 1e-12;
static const double SAME = 1e-9;

void cvs_monitor_options_init(cvs_monitor_options *options) {
  *options = (cvs_monitor_options){.design = CVS_MONITOR_ANYTIME, .adjust = "auto"};
}

double cvs_monitor_alpha(const cvs_monitor_options *options) {
  if (options->plan != NULL)
    return options->plan->alpha;
  return options->alpha > 0 ? options->alpha : ALPHA_DEFAULT;
}

cvs_alternative cvs_monitor_side(const cvs_monitor_options *options) {
  if (options->plan != NULL)
    return options->plan->alternative;
  return options->has_alternative ? options->alternative : CVS_TWO_SIDED;
}

static cvs_status refuse(cvs_error *error, const char *sentence) {
  return cvs_fail(error, CVS_EUSAGE, "%s", sentence);
}

static cvs_status check_level(const cvs_monitor_options *options, cvs_error *error) {
  const double alpha = cvs_monitor_alpha(options);
  const bool one_sided = cvs_monitor_side(options) != CVS_TWO_SIDED;
  if (options->alpha != 0 && !(alpha >= ALPHA_MIN && alpha < 1))
    return cvs_fail(error, CVS_EUSAGE, "--alpha is %g, expected from %g to below 1", alpha, ALPHA_MIN);
  if (one_sided && alpha >= 0.5)
    return refuse(error, "--alpha is too large for a one-sided --alternative, expected below 0.5");
  if (options->method != NULL && strcmp(options->method, "score") != 0 && strcmp(options->method, "n-1") != 0)
    return cvs_fail(error, CVS_EUSAGE, "--method \"%s\" is not for monitor, expected score or n-1", options->method);
  return CVS_OK;
}

/* --- the plan --- */

static cvs_status check_fixed_terms(const cvs_monitor_options *options, cvs_error *error) {
  const cvs_saved_plan *plan = options->plan;
  if (options->alpha > 0 && fabs(options->alpha - plan->alpha) > SAME * plan->alpha)
    return cvs_fail(error, CVS_EUSAGE, "--alpha %g contradicts the plan, which was made with %g", options->alpha,
                    plan->alpha);
  if (options->has_alternative && options->alternative != plan->alternative)
    return refuse(error, "--alternative contradicts the plan, which was made for another side");
  if (options->control != NULL && plan->control != NULL && strcmp(options->control, plan->control) != 0)
    return cvs_fail(error, CVS_EUSAGE, "--control \"%s\" contradicts the plan, whose control is \"%s\"",
                    options->control, plan->control);
  if (options->method != NULL && plan->method->test != NULL && strcmp(options->method, plan->method->id) != 0)
    return cvs_fail(error, CVS_EUSAGE, "--method %s contradicts the plan, which was made for %s", options->method,
                    plan->method->id);
  return CVS_OK;
}

static cvs_status check_plan(const cvs_monitor_options *options, cvs_error *error) {
  const cvs_saved_plan *plan = options->plan;
  if (plan == NULL)
    return CVS_OK;
  if (options->design != CVS_MONITOR_GROUP)
    return refuse(error, "--plan is a group sequential design, expected no other --design beside it");
  if (options->looks != NULL)
    return refuse(error, "--plan has its looks and bounds, expected no --looks, --spending or --bounds beside it");
  if (options->visitors_max > 0)
    return refuse(error, "--plan has its size, expected no --max-sample-size beside it");
  if (options->power > 0)
    return refuse(error, "--plan has its power, expected no --power beside it");
  const char *adjust = plan->adjust != NULL ? plan->adjust->id : "none";
  if (strcmp(options->adjust, "auto") != 0 && strcmp(options->adjust, adjust) != 0)
    return cvs_fail(error, CVS_EUSAGE, "--adjust %s contradicts the plan, which was made with %s", options->adjust,
                    adjust);
  return check_fixed_terms(options, error);
}

/* --- group sequential without a plan --- */

cvs_sequential_terms cvs_monitor_terms_of(const cvs_monitor_options *options, double comparison_alpha) {
  const cvs_plan_looks *looks = options->looks;
  cvs_sequential_terms terms = {.efficacy = looks->efficacy,
                                .alpha = comparison_alpha,
                                .two_sided = cvs_monitor_side(options) == CVS_TWO_SIDED,
                                .power = options->power > 0 ? options->power : CVS_PLAN_POWER,
                                .futility = looks->futility,
                                .beta_spending = looks->beta_spending,
                                .looks = looks->count};
  const size_t count = looks->count < CVS_LOOKS_MAX ? looks->count : CVS_LOOKS_MAX;
  memcpy(terms.information, looks->information, count * sizeof looks->information[0]);
  return terms;
}

static cvs_status check_looks(const cvs_monitor_options *options, cvs_error *error) {
  static const char *const adjusts[] = {"auto", "sidak", "bonferroni", "none"};
  bool known = false;
  if (options->looks == NULL)
    return CVS_OK;
  if (options->design != CVS_MONITOR_GROUP)
    return refuse(error, "--looks is for a group sequential design, expected no other --design beside it");
  if (options->visitors_max == 0)
    return refuse(error, "--looks needs --max-sample-size, the visitors at the planned end");
  for (size_t i = 0; i < sizeof adjusts / sizeof adjusts[0]; i++)
    known = known || strcmp(options->adjust, adjusts[i]) == 0;
  if (!known)
    return cvs_fail(error, CVS_EUSAGE, "--adjust %s holds for one look, expected sidak, bonferroni or none",
                    options->adjust);
  cvs_error why = {0};
  const cvs_sequential_terms terms = cvs_monitor_terms_of(options, cvs_monitor_alpha(options));
  return cvs_seq_check_terms(&terms, &why) == CVS_OK ? CVS_OK : refuse(error, why.message);
}

static cvs_status check_group(const cvs_monitor_options *options, cvs_error *error) {
  const bool group = options->design == CVS_MONITOR_GROUP;
  if (!group && (options->every_day || options->look_now || options->ends))
    return refuse(error, "--every-day, --look-now and --ended are for planned looks: elsewhere every day is a look");
  if (!group)
    return CVS_OK;
  if (options->plan == NULL && options->looks == NULL)
    return refuse(error, "a group sequential design needs --plan, or --looks with --max-sample-size");
  const cvs_spending *efficacy = options->plan != NULL ? &options->plan->terms.efficacy : &options->looks->efficacy;
  if (cvs_spending_is_classical(efficacy) && (options->every_day || options->look_now || options->ends))
    return refuse(error, "classical bounds allow planned looks alone, expected a spending function for other ones");
  return CVS_OK;
}

/* --- the other designs --- */

static cvs_status check_anytime(const cvs_monitor_options *options, cvs_error *error) {
  if (options->design != CVS_MONITOR_ANYTIME)
    return options->tune_at != 0 || options->sequence != CVS_SEQUENCE_EXACT
               ? refuse(error, "--sequence and --tune-at are for the anytime design")
               : CVS_OK;
  if ((unsigned)options->sequence >= CVS_SEQUENCES)
    return refuse(error, "there is no such --sequence");
  if (options->change_count > 0 && options->sequence != CVS_SEQUENCE_EXACT)
    return refuse(error, "--allocation-change needs --sequence exact: the others compare totals, which a changed "
                         "allocation mixes");
  if (options->mde != 0 && options->tune_at > 0)
    return refuse(error, "--mde contradicts --tune-at: expected one of them");
  if (options->tune_at != 0 && !(options->tune_at >= 1 && isfinite(options->tune_at)))
    return refuse(error, "--tune-at is out of range, expected visitors");
  if (options->tune_at > 0 && options->sequence == CVS_SEQUENCE_EXACT && options->baseline == 0)
    return refuse(error, "--tune-at needs --baseline with --sequence exact");
  return CVS_OK;
}

static cvs_status check_sprt(const cvs_monitor_options *options, cvs_error *error) {
  const double rate = options->target > 0 ? options->target : options->baseline;
  if (!(options->mde > 0))
    return refuse(error, "--sprt needs --mde above 0, the lift that it tests against none");
  if (!(rate * (1 + options->mde) < 1))
    return refuse(error, "--mde would take the rate to 100% or above");
  if (cvs_monitor_alpha(options) >= (options->power > 0 ? options->power : CVS_PLAN_POWER))
    return refuse(error, "--power is not above alpha: so often chance alone finds something");
  return CVS_OK;
}

static cvs_status check_maxsprt(const cvs_monitor_options *options, cvs_error *error) {
  if (options->horizon == 0)
    return refuse(error, "--maxsprt needs --horizon, the trials at which it ends");
  if (options->change_count > 0 && options->target == 0)
    return refuse(error, "--maxsprt compares two arms at one allocation, expected no --allocation-change");
  return options->mde == 0 ? CVS_OK : refuse(error, "--maxsprt states no effect, expected no --mde beside it");
}

static cvs_status check_design(const cvs_monitor_options *options, cvs_error *error) {
  if ((unsigned)options->design >= CVS_MONITOR_DESIGNS)
    return refuse(error, "there is no such --design");
  const bool ratio = options->design == CVS_MONITOR_SPRT || options->design == CVS_MONITOR_MAXSPRT;
  if (options->target != 0 && !ratio)
    return refuse(error, "--target is for --sprt and --maxsprt");
  if (options->target != 0 && options->control != NULL)
    return refuse(error, "--target stands in for the control, expected no --control beside it");
  if (options->horizon > 0 && options->design != CVS_MONITOR_MAXSPRT)
    return refuse(error, "--horizon is for --maxsprt");
  if (options->mde != 0 && options->design == CVS_MONITOR_GROUP)
    return refuse(error, "--mde is for the anytime design and --sprt; a plan has its effect");
  if (options->design == CVS_MONITOR_SPRT)
    return check_sprt(options, error);
  return options->design == CVS_MONITOR_MAXSPRT ? check_maxsprt(options, error) : CVS_OK;
}

static cvs_status check_ranges(const cvs_monitor_options *options, cvs_error *error) {
  if (!(options->baseline >= 0 && options->baseline < 1))
    return refuse(error, "--baseline is out of range, expected a rate between 0% and 100%");
  if (!(options->target >= 0 && options->target < 1))
    return refuse(error, "--target is out of range, expected a rate between 0% and 100%");
  if (!(options->mde > -1 && isfinite(options->mde)))
    return refuse(error, "--mde is out of range, expected a lift above -100%");
  if (!(options->power >= 0 && options->power < 1))
    return refuse(error, "--power is out of range, expected between 0% and 100%");
  if (options->accept_revision && options->ledger == NULL)
    return refuse(error, "--accept-revision is for --ledger");
  for (size_t i = 1; i < options->change_count; i++)
    if (options->change[i].date <= options->change[i - 1].date)
      return refuse(error, "--allocation-change: expected dates in ascending order, each once");
  return CVS_OK;
}

cvs_status cvs_monitor_options_check(const cvs_monitor_options *options, cvs_error *error) {
  cvs_status status = check_ranges(options, error);
  if (status == CVS_OK)
    status = check_design(options, error);
  if (status == CVS_OK)
    status = check_plan(options, error);
  if (status == CVS_OK)
    status = check_level(options, error);
  if (status == CVS_OK)
    status = check_looks(options, error);
  if (status == CVS_OK)
    status = check_group(options, error);
  return status == CVS_OK ? check_anytime(options, error) : status;
}

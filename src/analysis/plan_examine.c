/* What a reader of a plan must know beside its figures. */
#include "analysis/plan_run.h"

#include <math.h>
#include <string.h>

enum { YEAR_DAYS = 365, WEEK_DAYS = 7 };
/* A power this much below the one asked for is worth a word. */
static const double SHORTFALL = 0.005;
/* A normal approximation is doubtful below this expected count (Cochran 1954, Biometrics 10, 417-451). */
static const double EXPECTED_LEAST = 5;

static void note(cvs_plan *plan, cvs_finding_code code, const char *field, double value) {
  if (plan->finding_count < CVS_PLAN_FINDINGS_MAX)
    plan->finding[plan->finding_count++] =
        (cvs_finding){.code = code, .field = field, .arm = SIZE_MAX, .value = {value}};
}

/* Part of the visitors that the smallest test is made with: the first look reads only these. */
static double find_first_part(const cvs_plan *plan) {
  return plan->sequential != NULL ? plan->sequential->terms.information[0] : 1;
}

/* Smallest expected count of conversions or of the rest, with both arms at the mean of their rates. */
static double find_expected(const cvs_plan_frame *frame, const cvs_plan *plan) {
  const double control = find_first_part(plan) * (double)plan->arm[0].visitors;
  const double treatment = find_first_part(plan) * (double)plan->arm[frame->weakest].visitors;
  const double rate = (control * plan->baseline + treatment * plan->rate_treatment) / (control + treatment);
  return fmin(control, treatment) * fmin(rate, 1 - rate);
}

static void examine_past(const cvs_plan_options *options, cvs_plan *plan) {
  const cvs_plan_past *past = options->past;
  if (past == NULL)
    return;
  if (past->drift_p < CVS_PLAN_PAST_ALPHA)
    note(plan, CVS_FINDING_BASELINE_DRIFTS, "baseline", past->drift_p);
  if (past->rhythm_p < CVS_PLAN_PAST_ALPHA && plan->has_duration && plan->days < WEEK_DAYS)
    note(plan, CVS_FINDING_WEEKLY_RHYTHM, "duration", past->rhythm_p);
  const bool takes_traffic = past->has_traffic && !(options->traffic > 0);
  if (past->days_missing > 0 && takes_traffic)
    note(plan, CVS_FINDING_DAYS_MISSING, "duration", (double)past->days_missing);
  if (past->days > 0 && past->days < WEEK_DAYS)
    note(plan, CVS_FINDING_SHORT_HISTORY, "baseline", (double)past->days);
}

void cvs_plan_examine(const cvs_plan_frame *frame, cvs_plan *plan) {
  const cvs_plan_options *options = frame->options;
  const bool enumerated = plan->achieved_by == CVS_BY_ENUMERATION;
  const bool wanted_exact = options->exact || frame->enumerate;
  if (plan->has_duration && plan->days > YEAR_DAYS)
    note(plan, CVS_FINDING_OVER_A_YEAR, "duration", (double)plan->days);
  examine_past(options, plan);
  if (wanted_exact && plan->solved_by == CVS_BY_APPROXIMATION)
    note(plan, CVS_FINDING_NOT_ENUMERATED, "power", 0);
  if (enumerated && plan->solved_for != CVS_SOLVED_POWER && plan->power_achieved < plan->power_nominal - SHORTFALL)
    note(plan, CVS_FINDING_POWER_FALLS_SHORT, "power.achieved", plan->power_achieved);
  const double expected = find_expected(frame, plan);
  if (!wanted_exact && expected < EXPECTED_LEAST)
    note(plan, CVS_FINDING_SMALL_COUNTS, "arms", expected);
}

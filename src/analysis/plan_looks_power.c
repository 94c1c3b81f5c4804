/* Looks in the midst of a planned test: the power of visitors that are given, and of other effects. */
#include "analysis/plan_run.h"

#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"

#include <math.h>

/* Of the power that is looked for. */
static const double POWER_TOLERANCE = 1e-12;

/* Where the power of given visitors is looked for. */
typedef struct power_search {
  cvs_plan_frame *frame;
  const uint64_t *visitors;
  cvs_plan *plan;
  cvs_error error; /* of the last design that does not exist */
} power_search;

/* The power at these visitors of the bounds that are made for `power`, less that. */
static double power_excess(double power, const void *context) {
  power_search *search = *(power_search *const *)context;
  double found = 0;
  search->error = (cvs_error){0};
  cvs_status status = cvs_plan_looks_design(search->frame, power, search->plan, &search->error);
  if (status == CVS_OK)
    status = cvs_plan_power(search->frame, search->visitors, &found, &search->error);
  return status == CVS_OK ? found - power : (double)NAN;
}

static cvs_status fail_search(const power_search *search, cvs_error *error) {
  if (search->error.status == CVS_ENOMEM)
    return cvs_fail_memory(error);
  if (search->error.status == CVS_OK)
    return cvs_fail(error, CVS_EUNDEF,
                    "with so few visitors this effect is found no more often than by chance; more visitors would help");
  return cvs_fail(error, CVS_EUNDEF,
                  "no plan with these looks has so few visitors for this effect: the futility bound would meet the "
                  "other one early; more visitors, fewer looks or --futility none would help");
}

/* A bracket below `high`, where one look would have the power. Where a design does not exist, shorter
 * steps are tried. */
static bool find_low(power_search *search, double least, double high, double *low) {
  enum { STEPS_MAX = 60 };
  double step = 0.02;
  for (int i = 0; i < STEPS_MAX && high > least; i++) {
    *low = fmax(high - step, least);
    const double excess = power_excess(*low, &search);
    if (excess >= 0)
      return true;
    high = isnan(excess) ? high : *low;
    step *= isnan(excess) ? 0.5 : 1.5;
  }
  return false;
}

/* Secants from above: the inflation hardly depends on the power, so that a few are enough. False where
 * they lead nowhere; else the last design is that of *power. */
static bool follow_secants(power_search *search, double least, double high, double *power) {
  enum { STEPS_MAX = 12 };
  double before = high, excess_before = power_excess(high, &search);
  *power = high + excess_before;
  for (int i = 0; i<STEPS_MAX && * power> least && *power < high; i++) {
    const double excess = power_excess(*power, &search);
    const double slope = (excess - excess_before) / (*power - before);
    if (fabs(excess) <= POWER_TOLERANCE)
      return true;
    if (!(slope < 0))
      return false;
    before = *power;
    excess_before = excess;
    *power -= excess / slope;
  }
  return false;
}

/* A root between brackets, which takes its time. */
static bool search_bracket(power_search *search, double least, double high, double *power) {
  double low = 0;
  return find_low(search, least, high, &low) &&
         cvs_root((cvs_curve){power_excess, &search}, low, high, POWER_TOLERANCE, power) == CVS_OK &&
         isfinite(power_excess(*power, &search));
}

cvs_status cvs_plan_looks_power(cvs_plan_frame *frame, const uint64_t *visitors, cvs_plan *plan, cvs_error *error) {
  static const double most = 1 - 1e-9, beyond_chance = 1.0001;
  if (frame->options->looks == NULL)
    return CVS_OK;
  power_search search = {.frame = frame, .visitors = visitors, .plan = plan};
  power_search *const context = &search;
  const double least = beyond_chance * frame->design.level.tail;
  double high = 0, power = 0;
  frame->inflation = 1;
  const cvs_status status = cvs_plan_power(frame, visitors, &high, error);
  if (status != CVS_OK)
    return status;
  if (high >= most && power_excess(most, &context) >= 0)
    return CVS_OK;
  high = fmin(high, most);
  const bool found = follow_secants(&search, least, high, &power) || search_bracket(&search, least, high, &power);
  return found ? CVS_OK : fail_search(&search, error);
}

/* Of an effect for which one look has no size, because any is enough or none is: the power of one look,
 * by as many visitors as count. */
static cvs_status find_power_without_drift(const cvs_plan_frame *frame, const cvs_plan *plan, double *power,
                                           cvs_error *error) {
  uint64_t visitors[CVS_PLAN_ARMS_MAX];
  for (size_t i = 0; i < plan->arm_count; i++)
    visitors[i] = plan->arm[i].visitors;
  return cvs_plan_power(frame, visitors, power, error);
}

/* The drift at the planned end: of this effect one look would need n visitors, of which there are N, and
 * the drift goes with their root. */
cvs_status cvs_plan_looks_power_at(const cvs_plan_frame *frame, const cvs_plan *plan, double *power, cvs_error *error) {
  const cvs_plan_sequential *sequential = plan->sequential;
  static const double drift_max = 100;
  double needed = 0, z_power = 0;
  cvs_error none = {0};
  if (cvs_size_approximate(&frame->design, sequential->terms.power, &needed, &none) != CVS_OK)
    return find_power_without_drift(frame, plan, power, error);
  cvs_status status = cvs_normal_quantile_sf(1 - sequential->terms.power, &z_power);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the power at another effect could not be reckoned");
  const double visitors = (double)plan->arm[0].visitors / frame->design_effect;
  const double drift = (frame->design.level.z + z_power) * sqrt(visitors / needed);
  cvs_sequential_stops stops;
  status = cvs_sequential_stops_at(&sequential->design.bounds, fmin(drift, drift_max), &stops, error);
  *power = stops.power;
  return status;
}

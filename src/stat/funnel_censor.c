/* Rates of an arm some of whose units are still on their way: Kaplan-Meier at the window of each step.
 *
 * ln r_j = ln F_j - ln F_(j-1): a unit's influence on it is the difference of its influences on both logarithms, and
 * the covariance of two rates is the sum over the units of the products of theirs. */
#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/funnel_curve.h"
#include "stat/wilson.h"

#include <math.h>

/* Units are numbered in 32 bits. */
static const size_t UNITS_MAX = (size_t)1 << 31;

static bool is_seen(const cvs_funnel_times *times, size_t unit, size_t step) {
  return times->step_seconds[unit * times->steps + step] <= times->horizon_seconds[step];
}

static cvs_status check_unit(const cvs_funnel_times *times, size_t unit, cvs_error *error) {
  const double *at = &times->step_seconds[unit * times->steps];
  const double followed = times->followed_seconds[unit];
  double before = 0;
  if (!(followed >= 0))
    return cvs_fail(error, CVS_EINVAL, "unit %zu is followed for %g seconds, expected 0 or more", unit + 1, followed);
  for (size_t j = 0; j < times->steps; j++) {
    if (!(at[j] >= before))
      return cvs_fail(error, CVS_EINVAL, "unit %zu is at step %zu after %g seconds, expected %g or more", unit + 1,
                      j + 1, at[j], before);
    if (at[j] > followed && !isinf(at[j]))
      return cvs_fail(error, CVS_EINVAL, "unit %zu is at step %zu after %g seconds but followed for %g only", unit + 1,
                      j + 1, at[j], followed);
    before = at[j];
  }
  return CVS_OK;
}

static cvs_status check_times(const cvs_funnel_times *times, cvs_error *error) {
  if (times->steps < 1 || times->steps > CVS_FUNNEL_STEPS_MAX)
    return cvs_fail(error, CVS_EINVAL, "a funnel of %zu steps, expected 1 to %d", times->steps, CVS_FUNNEL_STEPS_MAX);
  if (times->units < 1 || times->units > UNITS_MAX)
    return cvs_fail(error, CVS_EINVAL, "%zu units, expected 1 to 2^31", times->units);
  double before = 0;
  for (size_t j = 0; j < times->steps; j++) {
    const double horizon = times->horizon_seconds[j];
    if (!(horizon > 0 && horizon >= before && isfinite(horizon)))
      return cvs_fail(error, CVS_EINVAL, "the horizon of step %zu is %g seconds, expected more than 0, never falling",
                      j + 1, horizon);
    before = horizon;
  }
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < times->units && status == CVS_OK; i++)
    status = check_unit(times, i, error);
  return status;
}

static void count_step(const cvs_funnel_times *times, size_t step, cvs_funnel_censored_step *out) {
  for (size_t i = 0; i < times->units; i++) {
    const bool seen = is_seen(times, i, step), mature = times->followed_seconds[i] >= times->horizon_seconds[step];
    out->naive.visitors++;
    out->naive.conversions += seen;
    out->mature.visitors += mature;
    out->mature.conversions += seen && mature;
    out->mature_came += mature && (step == 0 || is_seen(times, i, step - 1));
  }
}

static void list_spells(const cvs_funnel_times *times, size_t step, cvs_funnel_spell *spell) {
  for (size_t i = 0; i < times->units; i++) {
    const double at = times->step_seconds[i * times->steps + step];
    const bool reached = is_seen(times, i, step);
    spell[i] =
        (cvs_funnel_spell){.seconds = reached ? at : fmin(times->followed_seconds[i], times->horizon_seconds[step]),
                           .unit = (uint32_t)i,
                           .reached = reached};
  }
}

/* Users whose binomial variance is that of the estimate (Rothman 1978), or `fallback` where it has no variance. */
static double effective_users(double rate, double ln_error, double fallback) {
  const bool varies = ln_error > 0 && rate > 0 && rate < 1;
  return varies ? (1 - rate) / (rate * ln_error * ln_error) : fallback;
}

/* Wilson's interval at as many users. */
static void limit_rate(double rate, double size, const cvs_level *level, cvs_interval *out) {
  cvs_interval_none(out);
  if (!(size > 0))
    return;
  cvs_interval_set(out, level, cvs_wilson_lower(rate * size, size, level->z),
                   cvs_wilson_upper(rate * size, size, level->z));
  out->estimate = rate;
  out->has_estimate = true;
}

static double sum_products(const double *a, const double *b, size_t count) {
  cvs_sum sum = {0};
  for (size_t i = 0; i < count; i++)
    cvs_sum_add(&sum, a[i] * b[i]);
  return cvs_sum_value(&sum);
}

/* One step: its share, and the influences on it turned into those on its logarithm. */
static double estimate_step(const cvs_funnel_times *times, size_t step, cvs_funnel_spell *spell, double *influence) {
  list_spells(times, step, spell);
  const double share = cvs_funnel_curve(spell, times->units, influence);
  for (size_t i = 0; i < times->units; i++)
    influence[i] = share > 0 ? influence[i] / share : 0;
  return share;
}

/* Where all have been seen at the step nothing is left to wait for. */
static void finish_step(const cvs_level *level, double before, double share, cvs_funnel_censored_step *out) {
  const bool all_seen = out->naive.conversions == out->naive.visitors;
  const double whole = (double)(all_seen ? out->naive.visitors : out->mature.visitors);
  const double came = (double)(all_seen ? out->naive.visitors : out->mature_came);
  out->exists = out->mature.visitors > 0 || all_seen;
  cvs_interval_none(&out->from_previous);
  cvs_interval_none(&out->from_start);
  if (!out->exists)
    return;
  out->effective = effective_users(share, out->start_ln_error, whole);
  limit_rate(share, out->effective, level, &out->from_start);
  if (!(before > 0))
    return;
  const double rate = fmin(share / before, 1);
  limit_rate(rate, effective_users(rate, out->previous_ln_error, came), level, &out->from_previous);
}

/* Influences on ln F_j, step by step, become those on ln r_j, from the last step down; where a share is 0 none is left.
 */
static void turn_to_previous(const cvs_funnel_times *times, const double *share, double *influence) {
  for (size_t j = times->steps; j-- > 0;) {
    double *own = &influence[j * times->units];
    const double *before = j > 0 ? own - times->units : NULL;
    for (size_t i = 0; i < times->units; i++)
      own[i] = share[j] > 0 ? own[i] - (before != NULL ? before[i] : 0) : 0;
  }
}

static void measure(const cvs_funnel_times *times, const cvs_level *level, double *influence, cvs_funnel_spell *spell,
                    cvs_funnel_censored *out) {
  double share[CVS_FUNNEL_STEPS_MAX];
  const size_t units = times->units, steps = times->steps;
  for (size_t j = 0; j < steps; j++) {
    double *own = &influence[j * units];
    count_step(times, j, &out->step[j]);
    share[j] = estimate_step(times, j, spell, own);
    out->step[j].start_ln_error = sqrt(sum_products(own, own, units));
  }
  turn_to_previous(times, share, influence);
  for (size_t j = 0; j < steps; j++)
    for (size_t k = 0; k <= j; k++) {
      const double sum = sum_products(&influence[j * units], &influence[k * units], units);
      out->covariance[j * steps + k] = out->covariance[k * steps + j] = sum;
    }
  for (size_t j = 0; j < steps; j++) {
    out->step[j].previous_ln_error = sqrt(out->covariance[j * steps + j]);
    finish_step(level, j > 0 ? share[j - 1] : 1, share[j], &out->step[j]);
  }
}

cvs_status cvs_funnel_censor(const cvs_funnel_times *times, const cvs_level *level, cvs_funnel_censored *out,
                             cvs_error *error) {
  *out = (cvs_funnel_censored){.units = times->units, .steps = times->steps};
  cvs_status status = cvs_check_level(level, error);
  if (status == CVS_OK)
    status = check_times(times, error);
  if (status != CVS_OK)
    return status;
  double *influence = cvs_calloc(times->units * times->steps, sizeof *influence);
  cvs_funnel_spell *spell = cvs_calloc(times->units, sizeof *spell);
  if (influence != NULL && spell != NULL) {
    measure(times, level, influence, spell, out);
    out->young = times->units - (size_t)out->step[times->steps - 1].mature.visitors;
  } else {
    status = cvs_fail_memory(error);
  }
  cvs_free(influence);
  cvs_free(spell);
  return status;
}

/* Domain checks and small results that every method shares. */
#include "stat/check.h"

#include "base/constants.h"
#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"

#include <inttypes.h>
#include <math.h>

/* Beyond this relative distance from the critical value no rounding can turn the decision, so the
 * normal tail need not be evaluated. */
static const double TIE_WIDTH = 1e-6;

cvs_status cvs_check_sample(const cvs_sample *sample, cvs_error *error) {
  if (sample->visitors == 0)
    return cvs_fail(error, CVS_EINVAL, "an arm has no visitors, at least 1 is needed");
  if (sample->visitors > CVS_VISITORS_MAX)
    return cvs_fail(error, CVS_EINVAL, "%" PRIu64 " visitors are more than the %" PRIu64 " that are supported",
                    sample->visitors, CVS_VISITORS_MAX);
  if (sample->conversions > sample->visitors)
    return cvs_fail(error, CVS_EINVAL, "%" PRIu64 " conversions are more than the %" PRIu64 " visitors",
                    sample->conversions, sample->visitors);
  return CVS_OK;
}

cvs_status cvs_check_pair(const cvs_pair *pair, cvs_error *error) {
  cvs_status status = cvs_check_sample(&pair->control, error);
  return status == CVS_OK ? cvs_check_sample(&pair->treatment, error) : status;
}

cvs_status cvs_check_level(const cvs_level *level, cvs_error *error) {
  if (!(level->tail > 0 && level->tail < 0.5) || !(level->z > 0) || !isfinite(level->z))
    return cvs_fail(error, CVS_EINVAL, "the error of an interval's end must lie between 0 and 0.5");
  return CVS_OK;
}

cvs_status cvs_check_varies(const cvs_pair *pair, cvs_error *error) {
  cvs_status status = cvs_check_pair(pair, error);
  if (status != CVS_OK)
    return status;
  if (pair->control.conversions == 0 && pair->treatment.conversions == 0)
    return cvs_fail(error, CVS_EUNDEF, "nobody converted in either arm, so the rates cannot be compared");
  if (pair->control.conversions == pair->control.visitors && pair->treatment.conversions == pair->treatment.visitors)
    return cvs_fail(error, CVS_EUNDEF, "everybody converted in both arms, so the rates cannot be compared");
  return CVS_OK;
}

cvs_status cvs_check_size(const cvs_pair *pair, uint64_t visitors_max, const char *method, cvs_error *error) {
  uint64_t larger =
      pair->control.visitors > pair->treatment.visitors ? pair->control.visitors : pair->treatment.visitors;
  if (larger <= visitors_max)
    return CVS_OK;
  return cvs_fail(error, CVS_ELIMIT, "%s can be computed up to %" PRIu64 " visitors an arm, and this arm has %" PRIu64,
                  method, visitors_max, larger);
}

cvs_status cvs_check_effect(const cvs_method *method, const cvs_pair *pair, cvs_scale scale, const cvs_level *level,
                            cvs_error *error) {
  static const char *const scale_names[CVS_SCALES] = {"the difference", "the lift", "the odds ratio"};
  if (scale >= CVS_SCALES || !method->has_scale[scale])
    return cvs_fail(error, CVS_EINVAL, "the %s gives no interval of %s", method->title,
                    scale < CVS_SCALES ? scale_names[scale] : "this scale");
  cvs_status status = cvs_check_pair(pair, error);
  return status == CVS_OK ? cvs_check_level(level, error) : status;
}

cvs_status cvs_check_converted(const cvs_pair *pair, cvs_error *error) {
  if (pair->control.conversions > 0 && pair->treatment.conversions > 0)
    return CVS_OK;
  return cvs_fail(error, CVS_EUNDEF, "an arm without conversions has no interval of the lift by this method");
}

static bool has_all_cells(const cvs_sample *sample) {
  return sample->conversions > 0 && sample->conversions < sample->visitors;
}

cvs_status cvs_check_cells(const cvs_pair *pair, cvs_error *error) {
  if (has_all_cells(&pair->control) && has_all_cells(&pair->treatment))
    return CVS_OK;
  return cvs_fail(error, CVS_EUNDEF,
                  "an arm where nobody or everybody converted has no interval of the odds ratio by this method");
}

double cvs_rate(const cvs_sample *sample) {
  return (double)sample->conversions / (double)sample->visitors;
}

static double cross_difference(const cvs_pair *pair) {
  return cvs_product_difference(pair->treatment.conversions, pair->control.visitors, pair->control.conversions,
                                pair->treatment.visitors);
}

double cvs_rate_difference(const cvs_pair *pair) {
  return cross_difference(pair) / ((double)pair->control.visitors * (double)pair->treatment.visitors);
}

static bool observe_odds_ratio(const cvs_pair *pair, double *out) {
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  if (control->conversions == 0 || treatment->conversions == treatment->visitors)
    return false;
  double odds_up = (double)treatment->conversions * (double)(control->visitors - control->conversions);
  double odds_down = (double)control->conversions * (double)(treatment->visitors - treatment->conversions);
  *out = odds_up / odds_down;
  return true;
}

bool cvs_effect_observed(const cvs_pair *pair, cvs_scale scale, double *out) {
  *out = 0;
  if (scale == CVS_ODDS_RATIO)
    return observe_odds_ratio(pair, out);
  if (scale == CVS_DIFFERENCE) {
    *out = cvs_rate_difference(pair);
    return true;
  }
  if (pair->control.conversions == 0)
    return false;
  *out = cross_difference(pair) / ((double)pair->control.conversions * (double)pair->treatment.visitors);
  return true;
}

double cvs_effect_null(cvs_scale scale) {
  return scale == CVS_ODDS_RATIO ? 1 : 0;
}

cvs_pair cvs_pair_swapped(const cvs_pair *pair) {
  return (cvs_pair){.control = pair->treatment, .treatment = pair->control};
}

cvs_alternative cvs_alternative_mirrored(cvs_alternative alternative) {
  if (alternative == CVS_TWO_SIDED)
    return CVS_TWO_SIDED;
  return alternative == CVS_GREATER ? CVS_LESS : CVS_GREATER;
}

cvs_test_result cvs_result_from_z(double z, cvs_alternative alternative) {
  cvs_test_result result = {.statistic = z, .has_statistic = true};
  if (alternative == CVS_TWO_SIDED) {
    result.p_value = fmin(1, 2 * cvs_normal_sf(fabs(z)));
    result.ln_p_value = fmin(0, CVS_LN2 + cvs_normal_ln_sf(fabs(z)));
    return result;
  }
  double towards = alternative == CVS_GREATER ? z : -z;
  result.p_value = cvs_normal_sf(towards);
  result.ln_p_value = cvs_normal_ln_sf(towards);
  return result;
}

cvs_test_result cvs_result_from_root(double root, cvs_alternative alternative) {
  cvs_test_result result = cvs_result_from_z(root, alternative);
  result.statistic = root * root;
  return result;
}

void cvs_interval_set(cvs_interval *out, const cvs_level *level, double lower, double upper) {
  out->exists = true;
  out->has_lower = level->alternative != CVS_LESS && isfinite(lower);
  out->has_upper = level->alternative != CVS_GREATER && isfinite(upper);
  out->lower = out->has_lower ? lower : 0;
  out->upper = out->has_upper ? upper : 0;
}

void cvs_interval_none(cvs_interval *out) {
  *out = (cvs_interval){0};
}

static double clip(double value, double low, double high) {
  return fmin(high, fmax(low, value));
}

void cvs_effect_set(cvs_interval *out, const cvs_pair *pair, cvs_scale scale, const cvs_level *level,
                    cvs_limits limits) {
  double low = scale == CVS_ODDS_RATIO ? 0 : -1;
  double high = scale == CVS_DIFFERENCE ? 1 : INFINITY;
  cvs_interval_set(out, level, clip(limits.lower, low, high), clip(limits.upper, low, high));
  out->has_estimate = cvs_effect_observed(pair, scale, &out->estimate);
}

void cvs_rate_set(cvs_interval *out, const cvs_sample *sample, const cvs_level *level, double lower, double upper) {
  cvs_interval_set(out, level, clip(lower, 0, 1), clip(upper, 0, 1));
  out->estimate = cvs_rate(sample);
  out->has_estimate = true;
}

/* p < alpha on the side where z is positive, decided as the p-value itself decides it. */
static bool is_beyond(double z, const cvs_level *level) {
  if (fabs(z - level->z) > TIE_WIDTH * level->z)
    return z > level->z;
  return cvs_normal_sf(z) < level->tail;
}

void cvs_interval_agree(double z, const cvs_level *level, double null, double *lower, double *upper) {
  if (level->alternative != CVS_LESS && is_beyond(z, level))
    *lower = fmax(*lower, nextafter(null, INFINITY));
  else
    *lower = fmin(*lower, null);
  if (level->alternative != CVS_GREATER && is_beyond(-z, level))
    *upper = fmin(*upper, nextafter(null, -INFINITY));
  else
    *upper = fmax(*upper, null);
}

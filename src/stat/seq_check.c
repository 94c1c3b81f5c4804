/* Domains of the terms of a plan, of looks that were taken, and of bounds. */
#include "stat/seq_check.h"

#include "base/error.h"
#include "stat/seq_spending.h"

#include <math.h>

static const double ALPHA_MIN = 1e-12;
static const double POWER_MAX = 1 - 1e-9;
static const double VALUE_MAX = 100;
/* Rounding of information that was computed as k/n, or of the last look of all. */
static const double INFORMATION_SLACK = 1e-9;

static cvs_status check_alpha(const cvs_sequential_terms *terms, cvs_error *error) {
  const double most = terms->two_sided ? 1 : 0.5;
  if (terms->alpha >= ALPHA_MIN && terms->alpha < most)
    return CVS_OK;
  return cvs_fail(error, CVS_EINVAL, "alpha is %g, from %g to below %g was expected", terms->alpha, ALPHA_MIN, most);
}

static cvs_status check_power(const cvs_sequential_terms *terms, cvs_error *error) {
  const double side = terms->two_sided ? terms->alpha / 2 : terms->alpha;
  if (terms->power > side && terms->power <= POWER_MAX)
    return CVS_OK;
  return cvs_fail(error, CVS_EINVAL, "the power is %g, above the error of %g and below 1 was expected", terms->power,
                  side);
}

static cvs_status check_futility(const cvs_sequential_terms *terms, cvs_error *error) {
  if (terms->futility == CVS_FUTILITY_NONE)
    return CVS_OK;
  if (terms->futility != CVS_FUTILITY_NONBINDING && terms->futility != CVS_FUTILITY_BINDING)
    return cvs_fail(error, CVS_EINVAL, "there is no such kind of futility");
  if (cvs_spending_is_classical(&terms->beta_spending))
    return cvs_fail(error, CVS_EINVAL, "futility needs a spending function, classical bounds are none");
  return cvs_spending_check(&terms->beta_spending, error);
}

static cvs_status check_steps(const double *information, size_t looks, cvs_error *error) {
  double before = 0;
  for (size_t j = 0; j < looks; j++) {
    if (!(information[j] - before >= CVS_INFORMATION_GAP_MIN - INFORMATION_SLACK))
      return cvs_fail(error, CVS_EINVAL,
                      "the information of look %zu is %g, at least %g above that of the look before was expected",
                      j + 1, information[j], CVS_INFORMATION_GAP_MIN);
    before = information[j];
  }
  return CVS_OK;
}

cvs_status cvs_seq_check_terms(const cvs_sequential_terms *terms, cvs_error *error) {
  if (terms->looks < 2 || terms->looks > CVS_LOOKS_MAX)
    return cvs_fail(error, CVS_EINVAL, "%zu looks were given, 2 to %d were expected", terms->looks, CVS_LOOKS_MAX);
  cvs_status status = cvs_spending_check(&terms->efficacy, error);
  if (status == CVS_OK)
    status = check_alpha(terms, error);
  if (status == CVS_OK)
    status = check_power(terms, error);
  if (status == CVS_OK)
    status = check_futility(terms, error);
  if (status == CVS_OK)
    status = check_steps(terms->information, terms->looks, error);
  const double end = terms->information[terms->looks - 1];
  if (status == CVS_OK && !(fabs(end - 1) <= INFORMATION_SLACK))
    return cvs_fail(error, CVS_EINVAL, "the information of the last look is %g, 1 was expected", end);
  return status;
}

cvs_status cvs_seq_check_reached(const cvs_sequential_reached *reached, cvs_error *error) {
  if (reached->looks < 1 || reached->looks > CVS_LOOKS_MAX)
    return cvs_fail(error, CVS_EINVAL, "%zu looks were taken, 1 to %d were expected", reached->looks, CVS_LOOKS_MAX);
  cvs_status status = check_steps(reached->information, reached->looks, error);
  if (status != CVS_OK)
    return status;
  for (size_t j = 0; j + 1 < reached->looks; j++)
    if (reached->information[j] >= 1)
      return cvs_fail(error, CVS_EINVAL, "look %zu ended the test at information %g, so no look can follow it", j + 1,
                      reached->information[j]);
  if (reached->information[reached->looks - 1] > CVS_INFORMATION_MAX)
    return cvs_fail(error, CVS_EINVAL, "the information of the last look is %g, at most %g was expected",
                    reached->information[reached->looks - 1], CVS_INFORMATION_MAX);
  return CVS_OK;
}

static bool is_ordered(const cvs_sequential_bounds *bounds, const cvs_sequential_look *look) {
  if (!(fabs(look->z_upper) <= CVS_SEQUENTIAL_Z_MAX))
    return false;
  if (bounds->has_lower && !(look->z_lower >= -CVS_SEQUENTIAL_Z_MAX && look->z_lower <= look->z_upper))
    return false;
  if (!bounds->has_futility)
    return true;
  const double least = bounds->has_lower ? look->z_lower : -CVS_SEQUENTIAL_Z_MAX;
  return look->z_futility >= least && look->z_futility <= look->z_upper;
}

cvs_status cvs_seq_check_bounds(const cvs_sequential_bounds *bounds, cvs_error *error) {
  if (bounds->looks < 1 || bounds->looks > CVS_LOOKS_MAX)
    return cvs_fail(error, CVS_EINVAL, "the bounds have %zu looks, 1 to %d were expected", bounds->looks,
                    CVS_LOOKS_MAX);
  double information[CVS_LOOKS_MAX];
  for (size_t j = 0; j < bounds->looks; j++) {
    information[j] = bounds->look[j].information;
    if (!is_ordered(bounds, &bounds->look[j]))
      return cvs_fail(error, CVS_EINVAL, "the bounds of look %zu are not in order", j + 1);
  }
  return check_steps(information, bounds->looks, error);
}

cvs_status cvs_seq_check_value(double value, const char *name, cvs_error *error) {
  if (fabs(value) <= VALUE_MAX)
    return CVS_OK;
  return cvs_fail(error, CVS_EINVAL, "the %s is %g, between -%g and %g was expected", name, value, VALUE_MAX,
                  VALUE_MAX);
}

cvs_status cvs_seq_check_seen(const cvs_sequential_bounds *bounds, const cvs_sequential_seen *seen, cvs_error *error) {
  cvs_status status = cvs_seq_check_bounds(bounds, error);
  if (status == CVS_OK && seen->look >= bounds->looks)
    return cvs_fail(error, CVS_EINVAL, "look %zu was asked for, the bounds have %zu", seen->look + 1, bounds->looks);
  return status == CVS_OK ? cvs_seq_check_value(seen->z, "statistic", error) : status;
}

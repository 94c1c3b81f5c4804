/* What the visitors still to come of one arm may bring.
 *
 * The conversions of m visitors are beta-binomial with the posterior's shapes:
 * mass(k + 1) / mass(k) = (m - k) (a + k) / ((k + 1) (b + m - k - 1)), run outwards from the mode and scaled
 * by the sum, so that no gamma function enters. */
#include "stat/bayes_future.h"

#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"

#include <math.h>
#include <string.h>

static const uint64_t MORE_MAX = 2000000;
/* Masses below this part of the largest are left out: 2e6 of them are 2e-14. */
static const double MASS_LEAST = 1e-20;

/* mass(k + 1) / mass(k) of the conversions of m visitors to come. */
static double mass_ratio(const cvs_beta *belief, double m, double k) {
  return (m - k) / (k + 1) * ((belief->alpha + k) / (belief->beta + m - k - 1));
}

/* The largest mass: with both shapes above 1 inside, else at an end. */
static uint64_t find_mode(const cvs_beta *belief, uint64_t m) {
  const double a = belief->alpha, b = belief->beta;
  if (a <= 1 || b <= 1)
    return a < b ? 0 : m;
  const double mode = floor((double)(m + 1) * (a - 1) / (a + b - 2));
  return mode < (double)m ? (uint64_t)mode : m;
}

/* Masses relative to the mode's; a dip between two ends, of shapes below 1, is walked through. */
static void fill_masses(const cvs_beta *belief, uint64_t m, cvs_future *out) {
  const uint64_t mode = find_mode(belief, m);
  const bool dips = belief->alpha < 1 && belief->beta < 1;
  uint64_t first = mode, last = mode;
  out->mass[mode] = 1;
  for (; last < m && (dips || out->mass[last] > MASS_LEAST); last++)
    out->mass[last + 1] = out->mass[last] * mass_ratio(belief, (double)m, (double)last);
  for (; first > 0 && (dips || out->mass[first] > MASS_LEAST); first--)
    out->mass[first - 1] = out->mass[first] / mass_ratio(belief, (double)m, (double)first - 1);
  out->first = first;
  out->count = (size_t)(last - first + 1);
}

static void scale_masses(cvs_future *out) {
  cvs_sum total = {0, 0}, above = {0, 0};
  memmove(out->mass, out->mass + out->first, out->count * sizeof *out->mass);
  for (size_t i = 0; i < out->count; i++)
    cvs_sum_add(&total, out->mass[i]);
  out->above[out->count] = 0;
  for (size_t i = out->count; i-- > 0;) {
    out->mass[i] /= cvs_sum_value(&total);
    cvs_sum_add(&above, out->mass[i]);
    out->above[i] = fmin(cvs_sum_value(&above), 1);
  }
}

cvs_status cvs_future_make(const cvs_beta *belief, uint64_t more, cvs_future *out, cvs_error *error) {
  *out = (cvs_future){.mass = NULL};
  const cvs_status status = cvs_check_beta(belief, "posterior", error);
  if (status != CVS_OK)
    return status;
  if (more > MORE_MAX)
    return cvs_fail(error, CVS_ELIMIT, "an arm is to have %llu more visitors, at most %llu can be looked ahead",
                    (unsigned long long)more, (unsigned long long)MORE_MAX);
  out->mass = cvs_calloc((size_t)more + 1, sizeof *out->mass);
  out->above = cvs_calloc((size_t)more + 2, sizeof *out->above);
  if (out->mass == NULL || out->above == NULL)
    return cvs_fail_memory(error);
  fill_masses(belief, more, out);
  scale_masses(out);
  return CVS_OK;
}

void cvs_future_free(cvs_future *future) {
  cvs_free(future->mass);
  cvs_free(future->above);
  *future = (cvs_future){.mass = NULL};
}

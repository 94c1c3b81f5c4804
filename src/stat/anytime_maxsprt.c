/* MaxSPRT: the likelihood ratio of a rate against its best alternative, up to a stated horizon. */
#include "base/error.h"
#include "stat/anytime_crossing.h"
#include "stat/methods.h"

#include <inttypes.h>
#include <math.h>

static const double ALPHA_MIN = 1e-9;
static const double ALPHA_MAX = 0.5;
static const uint64_t HORIZON_MAX = 1000000000;
/* The recursion keeps its digits down to here; a smaller p is given as this. */
static const double P_VALUE_MIN = 1e-30;
static const double CRITICAL_TOLERANCE = 1e-6;
/* Halvings from the largest ratio there is, 1e9 ln 2 and more, to that. */
enum { HALVINGS_MAX = 64 };

static cvs_status check_terms(const cvs_maxsprt_terms *terms, cvs_error *error) {
  if (!(terms->null > 0 && terms->null < 1))
    return cvs_fail(error, CVS_EINVAL, "the null is %g, a probability between 0 and 1 was expected", terms->null);
  if (terms->horizon < 1 || terms->horizon > HORIZON_MAX)
    return cvs_fail(error, CVS_EINVAL, "the horizon is %" PRIu64 " trials, 1 to %" PRIu64 " were expected",
                    terms->horizon, HORIZON_MAX);
  if (!(terms->alpha >= ALPHA_MIN && terms->alpha <= ALPHA_MAX))
    return cvs_fail(error, CVS_EINVAL, "alpha is %g, %g to %g was expected", terms->alpha, ALPHA_MIN, ALPHA_MAX);
  if (terms->alternative != CVS_TWO_SIDED && terms->alternative != CVS_GREATER && terms->alternative != CVS_LESS)
    return cvs_fail(error, CVS_EINVAL, "there is no such alternative");
  const double expected = (double)terms->horizon * fmin(terms->null, 1 - terms->null);
  if (expected > CVS_CROSSING_EXPECTED_MAX)
    return cvs_fail(error, CVS_ELIMIT,
                    "%g of the rarer outcome are expected by the horizon, this method computes up to %g", expected,
                    CVS_CROSSING_EXPECTED_MAX);
  return CVS_OK;
}

static cvs_crossing crossing_of(const cvs_maxsprt_terms *terms) {
  return (cvs_crossing){terms->null, (double)terms->horizon, terms->alternative != CVS_LESS,
                        terms->alternative != CVS_GREATER};
}

/* Bisection: the probability falls in steps, and the step at alpha is what is looked for. */
static cvs_status find_critical(const cvs_maxsprt_terms *terms, double *critical, cvs_error *error) {
  const cvs_crossing crossing = crossing_of(terms);
  double low = 0, high = cvs_crossing_ln_ratio_max(&crossing), p;
  cvs_status status = cvs_crossing_probability(&crossing, high, &p);
  if (status == CVS_OK && p > terms->alpha)
    return cvs_fail(error, CVS_EUNDEF, "in %" PRIu64 " trials no outcome is as rare as alpha = %g", terms->horizon,
                    terms->alpha);
  /* A bound that all but always suffices: twice ln(1/alpha) plus what repeated looks cost. */
  const double guess = 2 * log(1 / terms->alpha) + 2 * log1p((double)terms->horizon);
  for (int i = 0; i < HALVINGS_MAX && status == CVS_OK && high - low > CRITICAL_TOLERANCE; i++) {
    const double middle = i == 0 && guess < high ? guess : (low + high) / 2;
    status = cvs_crossing_probability(&crossing, middle, &p);
    if (p > terms->alpha)
      low = middle;
    else
      high = middle;
  }
  *critical = high;
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the critical value was not found");
}

cvs_status cvs_maxsprt_start(const cvs_maxsprt_terms *terms, cvs_maxsprt *out, cvs_error *error) {
  cvs_status status = check_terms(terms, error);
  if (status != CVS_OK)
    return status;
  *out = (cvs_maxsprt){.terms = *terms};
  return find_critical(terms, &out->critical, error);
}

static void look(cvs_maxsprt *test) {
  const cvs_crossing crossing = crossing_of(&test->terms);
  const double x = (double)test->successes, n = (double)test->trials, expected = n * test->terms.null;
  const bool counts = x > expected ? crossing.more : crossing.less;
  test->ln_ratio = n > 0 && counts ? cvs_crossing_ln_ratio(&crossing, x, n) : 0;
  test->ln_ratio_max = fmax(test->ln_ratio_max, test->ln_ratio);
  if (test->decision != CVS_SPRT_CONTINUE || test->ln_ratio < test->critical)
    return;
  test->decision = CVS_SPRT_ALTERNATIVE;
  test->side = x > expected ? 1 : -1;
}

cvs_status cvs_maxsprt_add(cvs_maxsprt *test, uint64_t trials, uint64_t successes, cvs_error *error) {
  if (successes > trials)
    return cvs_fail(error, CVS_EINVAL, "%" PRIu64 " successes of %" PRIu64 " trials are no sample", successes, trials);
  const uint64_t horizon = test->terms.horizon;
  if (test->decision == CVS_SPRT_NULL)
    return CVS_OK;
  const bool fits = trials <= horizon && test->trials <= horizon - trials;
  if (fits) {
    test->trials += trials;
    test->successes += successes;
    look(test);
  }
  if (test->decision == CVS_SPRT_CONTINUE && (!fits || test->trials == horizon))
    test->decision = CVS_SPRT_NULL;
  return CVS_OK;
}

cvs_status cvs_maxsprt_p_value(const cvs_maxsprt *test, double *p, double *ln_p, cvs_error *error) {
  *p = 1;
  *ln_p = 0;
  if (!(test->ln_ratio_max > 0))
    return CVS_OK;
  const cvs_crossing crossing = crossing_of(&test->terms);
  cvs_status status = cvs_crossing_probability(&crossing, test->ln_ratio_max, p);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the p-value was not found");
  *p = fmax(*p, P_VALUE_MIN);
  *ln_p = log(*p);
  return CVS_OK;
}

const cvs_method cvs_method_anytime_maxsprt = {
    .name = "anytime_maxsprt",
    .id = "maxsprt",
    .kind = CVS_KIND_OTHER,
    .title = "maximized sequential probability ratio test",
    .formula = "max over trials of x ln(x/(n p0)) + (n - x) ln((n - x)/(n q0)), up to the horizon",
    .citation = "Kulldorff, Davis, Kolczak, Lewis, Lieu & Platt (2011), Sequential Analysis 30, 58-78",
    .note = "needs no stated effect, but a largest number of trials",
    .statistic = "ln likelihood ratio",
};

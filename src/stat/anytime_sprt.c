/* Wald's sequential probability ratio test: one rate, or the odds ratio of two arms. */
#include "base/error.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/hypergeometric.h"
#include "stat/methods.h"
#include <convstat/anytime.h>

#include <inttypes.h>
#include <math.h>

/* Odds ratios that may be stated: beyond them a test of two arms has nothing to decide. */
static const double ODDS_RATIO_MAX = 1e6;
/* A sum is cut where all that follows cannot change it in double precision. */
static const double TAIL_EPSILON = 1e-18;
/* Halvings that find one whole number among 1e12. */
enum { HALVINGS_MAX = 64 };

static cvs_status check_terms(const cvs_sprt_terms *terms, cvs_error *error) {
  if (!(terms->alpha > 0 && terms->alpha < 1))
    return cvs_fail(error, CVS_EINVAL, "alpha is %g, a value between 0 and 1 was expected", terms->alpha);
  if (!(terms->power > terms->alpha && terms->power < 1))
    return cvs_fail(error, CVS_EINVAL, "the power is %g, a value between alpha and 1 was expected", terms->power);
  if (!(terms->null > 0 && terms->null <= ODDS_RATIO_MAX && terms->alternative > 0 &&
        terms->alternative <= ODDS_RATIO_MAX && terms->null != terms->alternative))
    return cvs_fail(error, CVS_EINVAL,
                    "the null is %g and the alternative %g, two different values above 0 were expected", terms->null,
                    terms->alternative);
  return CVS_OK;
}

cvs_status cvs_sprt_start(const cvs_sprt_terms *terms, cvs_sprt *out, cvs_error *error) {
  cvs_status status = check_terms(terms, error);
  if (status != CVS_OK)
    return status;
  *out = (cvs_sprt){.terms = *terms,
                    .ln_upper = log(terms->power / terms->alpha),
                    .ln_lower = log1p(-terms->power) - log1p(-terms->alpha),
                    .p_value = 1};
  return CVS_OK;
}

static void add_ln_ratio(cvs_sprt *test, double ln_ratio) {
  test->ln_ratio += ln_ratio;
  test->ln_p_value = fmin(test->ln_p_value, -test->ln_ratio);
  test->p_value = exp(test->ln_p_value);
  if (test->decision != CVS_SPRT_CONTINUE)
    return;
  if (test->ln_ratio >= test->ln_upper)
    test->decision = CVS_SPRT_ALTERNATIVE;
  else if (test->ln_ratio <= test->ln_lower)
    test->decision = CVS_SPRT_NULL;
}

static cvs_status check_block(const cvs_sample *block, cvs_error *error) {
  if (block->conversions <= block->visitors && block->visitors <= CVS_VISITORS_MAX)
    return CVS_OK;
  return cvs_fail(error, CVS_EINVAL, "%" PRIu64 " conversions of %" PRIu64 " visitors are no sample",
                  block->conversions, block->visitors);
}

cvs_status cvs_sprt_add_rate(cvs_sprt *test, const cvs_sample *block, cvs_error *error) {
  const double null = test->terms.null, alternative = test->terms.alternative;
  if (!(null < 1 && alternative < 1))
    return cvs_fail(error, CVS_EINVAL, "the null is %g and the alternative %g, rates below 1 were expected", null,
                    alternative);
  cvs_status status = check_block(block, error);
  if (status != CVS_OK)
    return status;
  const double converted = (double)block->conversions, rest = (double)(block->visitors - block->conversions);
  add_ln_ratio(test, converted * log(alternative / null) + rest * (log1p(-alternative) - log1p(-null)));
  return CVS_OK;
}

/* The most likely count at an odds ratio: the first one from which the next is less likely. */
static double find_mode(const cvs_hypergeometric *h, double odds_ratio) {
  double low = h->low, high = h->high;
  for (int i = 0; i < HALVINGS_MAX && low < high; i++) {
    const double middle = floor((low + high) / 2);
    if (cvs_hypergeometric_up(h, middle) * odds_ratio > 1)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool rest_is_negligible(double term, double ratio, double sum) {
  return ratio < 1 && term * ratio < TAIL_EPSILON * sum * (1 - ratio);
}

/* Weights of all counts relative to that of the mode: some dozens of standard deviations at most. */
static double weigh_around(const cvs_hypergeometric *h, double mode, double odds_ratio) {
  double sum = 1, term = 1;
  for (double at = mode; at < h->high; at++) {
    const double ratio = cvs_hypergeometric_up(h, at) * odds_ratio;
    if (rest_is_negligible(term, ratio, sum))
      break;
    sum += term *= ratio;
  }
  term = 1;
  for (double at = mode; at > h->low; at--) {
    const double ratio = cvs_hypergeometric_down(h, at) / odds_ratio;
    if (rest_is_negligible(term, ratio, sum))
      break;
    sum += term *= ratio;
  }
  return sum;
}

/* ln P(X = k) at the odds ratio less ln P(X = k) at 1: k ln(psi) - ln E[psi^X], anchored at the mode. */
static cvs_status ln_tilt(const cvs_hypergeometric *h, double k, double odds_ratio, double *out) {
  *out = 0;
  if (h->low >= h->high || odds_ratio == 1)
    return CVS_OK;
  const double mode = find_mode(h, odds_ratio);
  double ln_mass;
  cvs_status status = cvs_hypergeometric_ln(h, mode, &ln_mass);
  if (status == CVS_OK)
    *out = (k - mode) * log(odds_ratio) - ln_mass - log(weigh_around(h, mode, odds_ratio));
  return status;
}

cvs_status cvs_sprt_add_pair(cvs_sprt *test, const cvs_pair *block, cvs_error *error) {
  const cvs_sample *const arms[] = {&block->control, &block->treatment};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < 2 && status == CVS_OK; i++)
    status = check_block(arms[i], error);
  if (status != CVS_OK || block->control.visitors == 0 || block->treatment.visitors == 0)
    return status;
  const cvs_hypergeometric h = cvs_hypergeometric_of(block);
  const double k = (double)block->treatment.conversions;
  double alternative, null = 0;
  status = ln_tilt(&h, k, test->terms.alternative, &alternative);
  if (status == CVS_OK)
    status = ln_tilt(&h, k, test->terms.null, &null);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the likelihood of a block was not found");
  add_ln_ratio(test, alternative - null);
  return CVS_OK;
}

const cvs_method cvs_method_anytime_sprt = {
    .name = "anytime_sprt",
    .id = "sprt",
    .kind = CVS_KIND_OTHER,
    .title = "Wald's sequential probability ratio test",
    .formula = "stop at ln L1/L0 >= ln(power/alpha) or <= ln((1 - power)/(1 - alpha))",
    .citation = "Wald (1945), Annals of Mathematical Statistics 16, 117-186",
    .note = "decides between two stated values; a true value between them takes longest",
    .statistic = "ln likelihood ratio",
};

/* Domains of what is counted in money, and what choosing now is worth. */
#include "stat/profit.h"

#include "base/error.h"
#include "num/dist.h"
#include "stat/bayes_law.h"

#include <math.h>

static bool is_between(double value, double low, double high) {
  return value >= low && value <= high; /* false for NaN */
}

static bool is_cost(double value) {
  return is_between(value, 0, CVS_MONEY_MAX);
}

cvs_status cvs_check_terms(const cvs_money_terms *terms, cvs_error *error) {
  if (!(terms->value_per_conversion > 0) || !is_cost(terms->value_per_conversion))
    return cvs_fail(error, CVS_EINVAL, "the value of a conversion is not above 0 and at most 1e15");
  if (!(terms->traffic > 0) || !is_between(terms->traffic, 0, (double)CVS_VISITORS_MAX))
    return cvs_fail(error, CVS_EINVAL, "the traffic of a day is not above 0 and at most 1e12 visitors");
  if (!(terms->traffic_share > 0) || !is_between(terms->traffic_share, 0, 1))
    return cvs_fail(error, CVS_EINVAL, "the share of the traffic in the test is not above 0 and at most 1");
  if (terms->horizon_days < 1 || terms->horizon_days > CVS_MONEY_HORIZON_MAX)
    return cvs_fail(error, CVS_EINVAL, "the horizon is not 1 to %d days", CVS_MONEY_HORIZON_MAX);
  if (!is_cost(terms->cost_of_change) || !is_cost(terms->cost_of_delay))
    return cvs_fail(error, CVS_EINVAL, "a cost is not 0 to 1e15");
  return CVS_OK;
}

bool cvs_money_matters(const cvs_money_terms *terms, double gain) {
  static const double least = 0.01; /* conversions */
  return gain >= least * terms->value_per_conversion;
}

static cvs_status check_shares(const cvs_money_question *question, cvs_error *error) {
  double total = 0;
  for (size_t i = 0; i < question->arm_count && question->share != NULL; i++) {
    if (!is_between(question->share[i], 0, INFINITY) || isinf(question->share[i]))
      return cvs_fail(error, CVS_EINVAL, "the share of an arm is not 0 or above");
    total += question->share[i];
  }
  if (question->share != NULL && !(total > 0 && isfinite(total)))
    return cvs_fail(error, CVS_EINVAL, "no arm has a share of the traffic");
  return CVS_OK;
}

cvs_status cvs_check_question(const cvs_money_question *question, cvs_error *error) {
  if (question->arm_count < 2 || question->arm_count > CVS_BAYES_ARMS_MAX)
    return cvs_fail(error, CVS_EINVAL, "there are %zu arms, expected 2 to %d", question->arm_count, CVS_BAYES_ARMS_MAX);
  if (question->control >= question->arm_count)
    return cvs_fail(error, CVS_EINVAL, "the control is none of the arms");
  cvs_status status = cvs_check_terms(&question->terms, error);
  for (size_t i = 0; i < question->arm_count && status == CVS_OK; i++)
    status = cvs_check_beta(&question->belief[i], "posterior", error);
  return status == CVS_OK ? check_shares(question, error) : status;
}

double cvs_money_lead(const cvs_money_question *question, size_t arm) {
  const cvs_beta_pair pair = {question->belief[question->control], question->belief[arm]};
  return arm == question->control ? 0 : cvs_beta_mean_difference(&pair);
}

double cvs_money_ship(const cvs_money_question *question, size_t arm) {
  const cvs_money_terms *terms = &question->terms;
  const double visitors = terms->traffic * (double)terms->horizon_days;
  return arm == question->control
             ? 0
             : terms->value_per_conversion * visitors * cvs_money_lead(question, arm) - terms->cost_of_change;
}

size_t cvs_money_leader(const cvs_money_question *question) {
  size_t best = question->control;
  for (size_t i = 0; i < question->arm_count; i++)
    if (cvs_money_ship(question, i) > cvs_money_ship(question, best))
      best = i;
  return best;
}

double cvs_normal_gain(double mean, double sd) {
  if (!(sd > 0))
    return fmax(mean, 0);
  const double z = mean / sd;
  return fmax(sd * cvs_normal_pdf(z) + mean * cvs_normal_cdf(z), 0); /* digits go with 1/z^2 below 0 */
}

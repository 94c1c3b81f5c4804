/* How far the best posterior mean is expected to rise while a test goes on.
 *
 * The sum over all counts to come, for two arms (bayes_information.c) and for more (profit_sum.c). Where there are
 * too many of them, each later mean is taken for beta with its own mean and variance: a posterior Beta(a, b) of
 * n = a + b visitors has, after m more, means of variance Var(p) m / (n + m), which is that of
 * Beta(nu mu, nu (1 - mu)) with nu = (n + 1)(n + m) / m - 1. Of such laws, E[max] less the best mean of now
 * is the expected loss of the arm that leads (bayes_arms.c). A control raised by a hurdle keeps its variance. */
#include "stat/profit.h"

#include <math.h>

/* Visitors of an arm that the sums go up to (bayes_future.c). */
static const double SUMMED_MAX = 2000000;

/* A later mean that no longer moves: as narrow as a posterior may be. */
static cvs_beta make_law(double mean, double variance) {
  const double least = CVS_BETA_SHAPE_MIN / fmin(mean, 1 - mean);
  double weight = variance > 0 ? mean * (1 - mean) / variance - 1 : CVS_BETA_SHAPE_MAX;
  weight = fmax(fmin(weight, CVS_BETA_SHAPE_MAX), least);
  return (cvs_beta){.alpha = weight * mean, .beta = weight * (1 - mean)};
}

static cvs_beta foresee(const cvs_beta *belief, double more, double raise) {
  const double n = belief->alpha + belief->beta;
  const double mean = belief->alpha / n;
  const double variance = mean * ((belief->beta) / n) / (n + 1) * (more / (n + more));
  return make_law(mean + raise, variance);
}

/* Raised beyond this the control's law has no room left; no treatment is worth so much of a hurdle. */
static const double RAISED_MAX = 0.999;

cvs_status cvs_profit_rise_by_laws(const cvs_money_question *question, const double *more, double hurdle, double *out,
                                   cvs_error *error) {
  cvs_beta law[CVS_BAYES_ARMS_MAX];
  cvs_bayes_arm arm[CVS_BAYES_ARMS_MAX];
  const cvs_beta *control = &question->belief[question->control];
  *out = 0;
  if (control->alpha / (control->alpha + control->beta) + hurdle >= RAISED_MAX)
    return CVS_OK;
  for (size_t i = 0; i < question->arm_count; i++)
    law[i] = foresee(&question->belief[i], more[i], i == question->control ? hurdle : 0);
  const cvs_status status = cvs_bayes_arms(law, question->arm_count, arm, error);
  double least = INFINITY; /* the arm that leads is the one that is expected to lose least */
  for (size_t i = 0; i < question->arm_count && status == CVS_OK; i++)
    least = fmin(least, arm[i].expected_loss);
  if (status == CVS_OK)
    *out = least;
  return status;
}

bool cvs_profit_is_summed(const cvs_money_question *question, const double *more) {
  for (size_t i = 0; i < question->arm_count; i++)
    if (!(more[i] <= SUMMED_MAX))
      return false;
  return question->arm_count == 2 || cvs_profit_is_short(question, more);
}

cvs_status cvs_profit_rise(const cvs_money_question *question, const double *more, double hurdle, double *out,
                           cvs_error *error) {
  if (!cvs_profit_is_summed(question, more))
    return cvs_profit_rise_by_laws(question, more, hurdle, out, error);
  if (question->arm_count > 2)
    return cvs_profit_rise_summed(question, more, hurdle, out, error);
  const size_t control = question->control, treatment = 1 - control;
  const cvs_beta_pair pair = {question->belief[control], question->belief[treatment]};
  const uint64_t visitors[2] = {(uint64_t)more[control], (uint64_t)more[treatment]};
  return cvs_bayes_information_beyond(&pair, visitors, hurdle, out, error);
}

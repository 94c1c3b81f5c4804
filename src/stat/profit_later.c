/* What it is worth to test on for some days and to choose then. */
#include "stat/profit.h"

#include "base/error.h"

#include <math.h>

/* Whole visitors of each arm in `days`. */
static void split_traffic(const cvs_money_question *question, uint64_t days, double *more) {
  const double visitors = question->terms.traffic * question->terms.traffic_share * (double)days;
  double total = 0;
  for (size_t i = 0; i < question->arm_count; i++)
    total += question->share != NULL ? question->share[i] : 1;
  for (size_t i = 0; i < question->arm_count; i++)
    more[i] = round(visitors * ((question->share != NULL ? question->share[i] : 1) / total));
}

/* What the visitors of the test bring beside the control's rate. */
static double earn_in_test(const cvs_money_question *question, const double *more) {
  double conversions = 0;
  for (size_t i = 0; i < question->arm_count; i++)
    conversions += more[i] * cvs_money_lead(question, i);
  return question->terms.value_per_conversion * conversions;
}

/* E[max over what can be chosen] for the days that are left: by `rise` above what is best now. */
static double earn_after(const cvs_money_question *question, double visitors, double rise) {
  const cvs_money_terms *terms = &question->terms;
  double best = 0; /* the control */
  for (size_t i = 0; i < question->arm_count; i++)
    if (i != question->control)
      best = fmax(best, terms->value_per_conversion * visitors * cvs_money_lead(question, i) - terms->cost_of_change);
  return best + terms->value_per_conversion * visitors * rise;
}

cvs_status cvs_money_test_on(const cvs_money_question *question, uint64_t days, cvs_money_later *out,
                             cvs_error *error) {
  double more[CVS_BAYES_ARMS_MAX];
  double rise = 0;
  cvs_status status = cvs_check_question(question, error);
  if (status != CVS_OK)
    return status;
  const cvs_money_terms *terms = &question->terms;
  if (days > terms->horizon_days)
    return cvs_fail(error, CVS_EINVAL, "%llu days of testing are more than the horizon of %llu",
                    (unsigned long long)days, (unsigned long long)terms->horizon_days);
  split_traffic(question, days, more);
  const double left = terms->traffic * (double)(terms->horizon_days - days);
  if (days > 0 && left > 0)
    status =
        cvs_profit_rise(question, more, terms->cost_of_change / (terms->value_per_conversion * left), &rise, error);
  if (status != CVS_OK)
    return status;
  out->days = days;
  out->profit = earn_in_test(question, more) + earn_after(question, left, rise) - terms->cost_of_delay * (double)days;
  out->gain = days == 0 ? 0 : out->profit - cvs_money_ship(question, cvs_money_leader(question));
  out->exact = cvs_profit_is_summed(question, more);
  return CVS_OK;
}

const cvs_method cvs_method_profit_later = {
    .name = "profit_later",
    .id = "information-value",
    .kind = CVS_KIND_OTHER,
    .title = "expected profit of testing on, by the expected value of sample information",
    .formula = "value (sum n_i (m_i - m_0) + N_left (E[max(m_0' + c, m_1' ...)] - m_0 - c)) - costs; m' the posterior "
               "means then, c = cost of change / (value N_left)",
    .citation = "Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, ch. 4 and 5",
    .note = "one look at the end is reckoned with; the arm that then looks best is taken, significant or not",
};

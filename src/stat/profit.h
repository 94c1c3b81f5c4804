/* What the methods that count money share. */
#ifndef CVS_STAT_PROFIT_H
#define CVS_STAT_PROFIT_H

#include <convstat/money.h>

/* Domain of the terms. Errors: CVS_EINVAL with a sentence that names the term. */
CVS_WARN_UNUSED cvs_status cvs_check_terms(const cvs_money_terms *terms, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_check_question(const cvs_money_question *question, cvs_error *error);

/* The mean of arm i less that of the control, without cancellation. */
double cvs_money_lead(const cvs_money_question *question, size_t arm);
/* Profit of shipping arm i now; of keeping: 0. */
double cvs_money_ship(const cvs_money_question *question, size_t arm);
/* The arm that earns most if chosen now: a treatment, or the control. */
size_t cvs_money_leader(const cvs_money_question *question);

/* What choosing later is worth in rates, as the posterior means of the arms move: the expected largest of the
 * means (the control's raised by `hurdle`) less the largest of now.
 *   more    [arm_count] visitors to come, whole
 *   hurdle  what a treatment must lead by, a difference of rates >= 0
 * Errors: CVS_ENOCONV, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_profit_rise(const cvs_money_question *question, const double *more, double hurdle,
                                           double *out, cvs_error *error);

/* The same where the rates themselves become known, to 1e-9 of itself. Errors: CVS_ENOCONV, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_profit_rise_certain(const cvs_money_question *question, double hurdle, double *out,
                                                   cvs_error *error);

/* Whether it is by sums, exact: not too many visitors and arms. */
bool cvs_profit_is_summed(const cvs_money_question *question, const double *more);

/* By laws of the same mean and variance. Errors: CVS_ENOCONV, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_profit_rise_by_laws(const cvs_money_question *question, const double *more,
                                                   double hurdle, double *out, cvs_error *error);
/* The sums for several arms, and whether they are short enough. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_profit_rise_summed(const cvs_money_question *question, const double *more, double hurdle,
                                                  double *out, cvs_error *error);
bool cvs_profit_is_short(const cvs_money_question *question, const double *more);

/* cvs_bayes_information where the treatment must lead by `hurdle` to be chosen. */
CVS_WARN_UNUSED cvs_status cvs_bayes_information_beyond(const cvs_beta_pair *pair, const uint64_t more[2],
                                                        double hurdle, double *out, cvs_error *error);

/* E[max(D, 0)] of a normal D; sd >= 0. */
double cvs_normal_gain(double mean, double sd);

#endif

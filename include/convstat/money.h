/* Money: what a choice is expected to earn, and whether it pays to learn more before it is made.
 *
 * Every profit is an expectation, in the caller's money, against keeping the control for the whole
 * horizon: that is 0. Whoever counts no money sets the value of a conversion to 1 and reads profits as
 * conversions.
 *
 * Two kinds of question. A test that runs: beliefs are posteriors of its arms, and it may be ended now or
 * later (cvs_money_decide). A test to come: the belief is a baseline and a normal prior of the lift, and the
 * question is whether to test at all, and how large (cvs_money_size_best). Both choose, in the end, what
 * then looks best; neither cares for significance. */
#ifndef CONVSTAT_MONEY_H
#define CONVSTAT_MONEY_H

#include <convstat/bayes.h>
#include <convstat/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CVS_MONEY_MAX 1e15
#define CVS_MONEY_HORIZON_MAX 36500

/* What a conversion, a day and a change are worth.
 *   value_per_conversion  in (0, CVS_MONEY_MAX]
 *   traffic               visitors a day whom the choice concerns, in (0, CVS_VISITORS_MAX]
 *   traffic_share         part of them that is in the test while it runs, in (0, 1]; the rest sees the control
 *   horizon_days          how long the choice matters from now on, in [1, CVS_MONEY_HORIZON_MAX]
 *   cost_of_change        paid once where a treatment is shipped, in [0, CVS_MONEY_MAX]
 *   cost_of_delay         paid for each day of testing, in [0, CVS_MONEY_MAX] */
typedef struct cvs_money_terms {
  double value_per_conversion;
  double traffic;
  double traffic_share;
  uint64_t horizon_days;
  double cost_of_change;
  double cost_of_delay;
} cvs_money_terms;

/* Whether a gain is worth a word: at least what a hundredth of a conversion brings. Below it a gain is "0.00", and
 * what gains nothing is not done. */
CVS_API bool cvs_money_matters(const cvs_money_terms *terms, double gain);

/* --- a test that runs --- */

/*   belief   [arm_count] posterior of each arm's rate
 *   control  the arm that is kept where none is shipped
 *   share    [arm_count] weights of the arms while the test goes on, each >= 0, not all 0; NULL: equal */
typedef struct cvs_money_question {
  const cvs_beta *belief;
  size_t arm_count; /* in [2, CVS_BAYES_ARMS_MAX] */
  size_t control;
  const double *share;
  cvs_money_terms terms;
} cvs_money_question;

/* What it is worth to test on for `days` days and to choose then.
 *   profit  what the arms earn in these days, less their cost, and the choice after them
 *   gain    `profit` less that of the best choice now; below 0: stop
 *   exact   by closed sums over all that may be counted; else by quadrature with beta laws of the same
 *           mean and variance as what each arm's rate may come to be believed to be */
typedef struct cvs_money_later {
  uint64_t days;
  double profit;
  double gain;
  bool exact;
} cvs_money_later;

/* Tests on for `days` in [0, horizon_days] days; 0 is the best choice now.
 *
 * Sums are used up to 2,000,000 more visitors an arm (many arms: fewer), quadrature beyond. There, against the
 * sums, what the mean of the chosen arm is expected to rise by was off by at most 1e-4 of a rate's posterior standard
 * deviation without a cost of change; with one, by 1.2e-3, 1.2e-4 and 1.2e-5 of it where the posteriors hold 30,
 * 300 and 3,000 conversions (tests/slow/slow_money.c).
 * Errors: CVS_EINVAL, CVS_ENOCONV, CVS_ENOMEM.
 * Source: Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, ch. 4 and 5. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_money_test_on(const cvs_money_question *question, uint64_t days,
                                                     cvs_money_later *out, cvs_error *error);

typedef enum cvs_money_choice { CVS_MONEY_KEEP, CVS_MONEY_SHIP, CVS_MONEY_TEST } cvs_money_choice;

enum { CVS_MONEY_WAITS = 2 };
/*   treatment       the one that earns most if shipped now
 *   profit_ship     of it, now
 *   profit_certain  if the true rates were told now and for nothing, to 1e-9: no choice at the end can be worth more
 *   wait            a week and 30 days, where the horizon is longer
 *   best            the number of days that earns most; 0: choose now
 *   choice          what to do now */
typedef struct cvs_money {
  size_t treatment;
  double profit_ship;
  double profit_certain;
  size_t wait_count;
  cvs_money_later wait[CVS_MONEY_WAITS];
  cvs_money_later best;
  cvs_money_choice choice;
} cvs_money;

/* Ship, keep, or test on and for how long. The best number of days is found among all of the horizon by normal
 * laws and settled by the figures of cvs_money_test_on around it. One look at the end is reckoned with: who
 * looks on the way can only do better. Errors: as above. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_money_decide(const cvs_money_question *question, cvs_money *out,
                                                    cvs_error *error);

/* --- a test to come --- */

/* What is believed of one treatment before anything was counted.
 *   baseline       the control's rate, in (0, 1)
 *   lift_mean      of the treatment's rate, relative to the baseline: what is expected of it, above -1
 *   lift_sd        and how far off that may be: two in three ideas lie within one lift_sd; in (0, 10]
 *   control_share  of the visitors in the test, in (0, 1)
 *   noise          variance of an observed rate over that of independent visitors: 1, or the design effect
 *                  of clusters; >= 1
 *   cost_of_test   paid once where it is tested, in [0, CVS_MONEY_MAX] */
typedef struct cvs_money_prospect {
  double baseline;
  double lift_mean;
  double lift_sd;
  double control_share;
  double noise;
  double cost_of_test;
  cvs_money_terms terms;
} cvs_money_prospect;

/* What a test of this size is worth, with the choice after it.
 *   visitors_total, visitors_control  whole visitors
 *   days      visitors_total over the traffic in the test; not rounded
 *   profit    expected; every cost is off
 *   p_ship    chance that the treatment will be shipped
 *   p_wrong   chance that the choice will be the one that earns less */
typedef struct cvs_money_size {
  uint64_t visitors_total;
  uint64_t visitors_control;
  double days;
  double profit;
  double p_ship;
  double p_wrong;
} cvs_money_size;

/* Without a test: the profit of shipping at once, and of choosing where the true lift is told for nothing: no test
 * is worth more. Errors: CVS_EINVAL. */
typedef struct cvs_money_untested {
  double profit_ship;
  double profit_certain;
} cvs_money_untested;
CVS_API CVS_WARN_UNUSED cvs_status cvs_money_without_test(const cvs_money_prospect *prospect, cvs_money_untested *out,
                                                          cvs_error *error);

/* A test of `visitors_total` >= 2 that ends within the horizon. The lift's prior and the observed difference
 * are normal, so counts should not be small: below 50 conversions an arm the figures are rough.
 * Errors: CVS_EINVAL; CVS_ELIMIT where the horizon has not so many visitors. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_money_size_at(const cvs_money_prospect *prospect, uint64_t visitors_total,
                                                     cvs_money_size *out, cvs_error *error);

/* The size with the highest expected profit among multiples of `step` visitors, or of the smallest whole
 * step where step is 0. With lift_mean 0, equal shares and no costs this is the closed form
 * n = sqrt(N (s/sigma)^2 / 4 + (3 (s/sigma)^2 / 4)^2) - 3 (s/sigma)^2 / 4 an arm.
 * Errors: CVS_EINVAL; CVS_ELIMIT where the horizon has no room for one step.
 * Source: Feit & Berman (2019), Marketing Science 38, 1038-1058, eq. 9-11. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_money_size_best(const cvs_money_prospect *prospect, double step,
                                                       cvs_money_size *out, cvs_error *error);

/* The sizes beside a plan: the one that earns most, and the plan's own.
 *   prospect  baseline, split, design effect and traffic are the plan's
 *   planned   the plan's size; valid where has_planned: it ends within the horizon
 *   is_best   the plan was given the size that earns most: there is no other beside it */
typedef struct cvs_money_plan {
  cvs_money_prospect prospect;
  cvs_money_untested untested;
  cvs_money_size best;
  cvs_money_size planned;
  bool has_planned;
  bool is_best;
} cvs_money_plan;

/* Of `asked`, lift, costs, value, horizon and nothing else are read.
 * Errors: CVS_EUSAGE where the plan has several treatments, looks, a margin or a funnel, or no traffic; those of
 * cvs_money_size_best. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_money_plan_make(const cvs_money_prospect *asked, const cvs_plan_options *options,
                                                       const cvs_plan *plan, cvs_money_plan *out, cvs_error *error);
/* The same before there is a plan, without the plan's size: neither effect nor size of `options` are read. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_money_plan_best(const cvs_money_prospect *asked, const cvs_plan_options *options,
                                                       cvs_money_plan *out, cvs_error *error);
/* Whether some test is worth more than none. */
CVS_API bool cvs_money_plan_pays(const cvs_money_plan *profit);

#ifdef __cplusplus
}
#endif

#endif

/* Ship, keep, or test on, and for how long. */
#include "stat/profit.h"

#include "base/error.h"
#include "num/dist.h"

#include <math.h>

/* Waits that a reader thinks in. */
static const uint64_t waits[CVS_MONEY_WAITS] = {7, 30};

/* The later means as normal laws, for finding days quickly. */
typedef struct sketch {
  const cvs_money_question *question;
  double lead[CVS_BAYES_ARMS_MAX];     /* of each arm's mean on the control's */
  double variance[CVS_BAYES_ARMS_MAX]; /* of its rate now */
  double weight[CVS_BAYES_ARMS_MAX];   /* visitors that its belief weighs as much as */
  double share[CVS_BAYES_ARMS_MAX];    /* of the visitors in the test */
} sketch;

static void make_sketch(const cvs_money_question *question, sketch *out) {
  double total = 0;
  out->question = question;
  for (size_t i = 0; i < question->arm_count; i++) {
    const cvs_beta *belief = &question->belief[i];
    out->lead[i] = cvs_money_lead(question, i);
    out->weight[i] = belief->alpha + belief->beta;
    out->variance[i] = belief->alpha / out->weight[i] * (belief->beta / out->weight[i]) / (out->weight[i] + 1);
    out->share[i] = question->share != NULL ? question->share[i] : 1;
    total += out->share[i];
  }
  for (size_t i = 0; i < question->arm_count; i++)
    out->share[i] /= total;
}

/* Standard deviation of the later mean of an arm. */
static double sketch_spread(const sketch *s, size_t arm, double seen) {
  const double more = seen * s->share[arm];
  return sqrt(s->variance[arm] * (more / (s->weight[arm] + more)));
}

/* E[max] less `from`, of means `lead` (the control's raised by the hurdle): the integral of the chance that some
 * arm is above x, by the trapezoidal rule, which is exact to digits for such curves. */
static double sketch_largest(const sketch *s, double seen, double hurdle) {
  enum { POINTS = 160 };
  static const double reach = 7; /* standard deviations */
  const size_t count = s->question->arm_count, control = s->question->control;
  double mean[CVS_BAYES_ARMS_MAX], spread[CVS_BAYES_ARMS_MAX], low = -INFINITY, high = -INFINITY;
  for (size_t i = 0; i < count; i++) {
    mean[i] = i == control ? hurdle : s->lead[i];
    spread[i] = fmax(sketch_spread(s, i, seen), 1e-12);
    low = fmax(low, mean[i] - reach * spread[i]); /* below it some arm is surely above */
    high = fmax(high, mean[i] + reach * spread[i]);
  }
  const double step = (high - low) / POINTS;
  double sum = 0.5 * step;
  for (int k = 1; k < POINTS; k++) {
    double all_below = 1;
    for (size_t i = 0; i < count && all_below > 0; i++)
      all_below *= cvs_normal_cdf((low + step * k - mean[i]) / spread[i]);
    sum += step * (1 - all_below);
  }
  return low + sum;
}

static double sketch_profit(const sketch *s, uint64_t days) {
  const cvs_money_terms *terms = &s->question->terms;
  const double seen = terms->traffic * terms->traffic_share * (double)days;
  const double left = terms->value_per_conversion * terms->traffic * (double)(terms->horizon_days - days);
  double earned = 0;
  for (size_t i = 0; i < s->question->arm_count; i++)
    earned += terms->value_per_conversion * seen * s->share[i] * s->lead[i];
  if (left > 0) {
    const double hurdle = terms->cost_of_change / left;
    earned += left * (sketch_largest(s, seen, hurdle) - hurdle);
  }
  return earned - terms->cost_of_delay * (double)days;
}

/* Days are tried one by one at first, then ever farther apart: the profit is as flat there. */
static uint64_t next_days(uint64_t days) {
  enum { FRACTION = 12 };
  return days + 1 + days / FRACTION;
}

static uint64_t find_days(const cvs_money_question *question) {
  sketch s;
  make_sketch(question, &s);
  uint64_t best = 1;
  double most = sketch_profit(&s, best);
  for (uint64_t days = 2; days <= question->terms.horizon_days; days = next_days(days)) {
    const double profit = sketch_profit(&s, days);
    if (profit > most) {
      most = profit;
      best = days;
    }
  }
  return best;
}

/* Uphill from where the sketch has its top, in steps that halve. */
static cvs_status settle_days(const cvs_money_question *question, uint64_t from, cvs_money_later *out,
                              cvs_error *error) {
  cvs_status status = cvs_money_test_on(question, from, out, error);
  uint64_t step = 1;
  while (step < next_days(from) - from)
    step *= 2;
  for (; step > 0 && status == CVS_OK; step /= 2)
    for (int side = 0; side < 2 && status == CVS_OK; side++) {
      cvs_money_later other;
      const bool earlier = side == 0;
      if (earlier ? out->days <= step : step > question->terms.horizon_days - out->days)
        continue;
      status = cvs_money_test_on(question, earlier ? out->days - step : out->days + step, &other, error);
      if (status == CVS_OK && other.profit > out->profit)
        *out = other;
    }
  return status;
}

/* The treatment that earns most if one is shipped. */
static size_t find_treatment(const cvs_money_question *question) {
  size_t best = question->control == 0 ? 1 : 0;
  for (size_t i = 0; i < question->arm_count; i++)
    if (i != question->control && cvs_money_ship(question, i) > cvs_money_ship(question, best))
      best = i;
  return best;
}

static cvs_status find_certain(const cvs_money_question *question, double now, double *out, cvs_error *error) {
  const cvs_money_terms *terms = &question->terms;
  const double worth = terms->value_per_conversion * terms->traffic * (double)terms->horizon_days;
  double rise = 0;
  const cvs_status status = cvs_profit_rise_certain(question, terms->cost_of_change / worth, &rise, error);
  *out = now + worth * rise;
  return status;
}

static cvs_status fill_waits(const cvs_money_question *question, cvs_money *out, cvs_error *error) {
  cvs_status status = CVS_OK;
  out->wait_count = 0;
  for (size_t i = 0; i < CVS_MONEY_WAITS && status == CVS_OK; i++)
    if (waits[i] < question->terms.horizon_days)
      status = cvs_money_test_on(question, waits[i], &out->wait[out->wait_count++], error);
  return status;
}

/* Every figure that was reckoned is looked at, so that no wait shown beats the best. */
static void choose(const cvs_money_question *question, cvs_money *out) {
  const size_t leader = cvs_money_leader(question);
  for (size_t i = 0; i < out->wait_count; i++)
    if (out->wait[i].profit > out->best.profit)
      out->best = out->wait[i];
  out->choice = cvs_money_matters(&question->terms, out->best.gain) ? CVS_MONEY_TEST
                : leader == question->control                       ? CVS_MONEY_KEEP
                                                                    : CVS_MONEY_SHIP;
  if (out->choice != CVS_MONEY_TEST)
    out->best = (cvs_money_later){.profit = cvs_money_ship(question, leader), .exact = true};
}

cvs_status cvs_money_decide(const cvs_money_question *question, cvs_money *out, cvs_error *error) {
  cvs_status status = cvs_check_question(question, error);
  if (status != CVS_OK)
    return status;
  out->treatment = find_treatment(question);
  out->profit_ship = cvs_money_ship(question, out->treatment);
  status = find_certain(question, fmax(out->profit_ship, 0), &out->profit_certain, error);
  if (status == CVS_OK)
    status = fill_waits(question, out, error);
  if (status == CVS_OK)
    status = settle_days(question, find_days(question), &out->best, error);
  if (status == CVS_OK)
    choose(question, out);
  return status;
}

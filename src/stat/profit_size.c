/* The size of a test that is expected to earn most.
 *
 * The difference of the rates is believed to be D ~ N(d, s^2) before the test. n visitors in it show the
 * difference with variance v(n); the belief afterwards has a mean that is N(d, r^2) before anything is seen,
 * r^2 = s^4 / (s^2 + v). The treatment is shipped where the visitors left make that mean worth more than the
 * change costs, so that the choice is worth E[max(value left D' - cost, 0)]. */
#include "stat/profit.h"

#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"

#include <math.h>

static bool is_inside(double value, double low, double high) {
  return value > low && value < high;
}

static cvs_status check_prospect(const cvs_money_prospect *prospect, cvs_error *error) {
  if (!is_inside(prospect->baseline, 0, 1))
    return cvs_fail(error, CVS_EINVAL, "the baseline is not a rate above 0 and below 1");
  const double rate = prospect->baseline * (1 + prospect->lift_mean);
  if (!is_inside(rate, 0, 1))
    return cvs_fail(error, CVS_EINVAL, "the expected lift takes the rate to %.4g%%, outside 0 to 100%%", 100 * rate);
  if (!is_inside(prospect->lift_sd, 0, 10))
    return cvs_fail(error, CVS_EINVAL, "the spread of the lift is not above 0 and below 1000%%");
  if (!is_inside(prospect->control_share, 0, 1) || !(prospect->noise >= 1 && isfinite(prospect->noise)))
    return cvs_fail(error, CVS_EINVAL, "the control's share is not above 0 and below 1, or the noise is below 1");
  if (!(prospect->cost_of_test >= 0 && prospect->cost_of_test <= CVS_MONEY_MAX))
    return cvs_fail(error, CVS_EINVAL, "a cost is not 0 to 1e15");
  return cvs_check_terms(&prospect->terms, error);
}

static double expect_difference(const cvs_money_prospect *prospect) {
  return prospect->baseline * prospect->lift_mean;
}

static double spread_difference(const cvs_money_prospect *prospect) {
  return prospect->baseline * prospect->lift_sd;
}

/* Visitors of the whole horizon. */
static double count_visitors(const cvs_money_terms *terms) {
  return terms->traffic * (double)terms->horizon_days;
}

static double earn_untested(const cvs_money_prospect *prospect) {
  const cvs_money_terms *terms = &prospect->terms;
  return terms->value_per_conversion * count_visitors(terms) * expect_difference(prospect) - terms->cost_of_change;
}

cvs_status cvs_money_without_test(const cvs_money_prospect *prospect, cvs_money_untested *out, cvs_error *error) {
  const cvs_status status = check_prospect(prospect, error);
  if (status != CVS_OK)
    return status;
  const double worth = prospect->terms.value_per_conversion * count_visitors(&prospect->terms);
  out->profit_ship = earn_untested(prospect);
  out->profit_certain = cvs_normal_gain(out->profit_ship, worth * spread_difference(prospect));
  return CVS_OK;
}

/* A test, and what its end will show. */
typedef struct outcome {
  double control, treatment; /* visitors of the arms */
  double days;
  double left;   /* visitors after it */
  double spread; /* r: standard deviation of the mean difference believed afterwards */
  double rest;   /* standard deviation of the difference about that mean */
} outcome;

static outcome foresee(const cvs_money_prospect *prospect, double total, double control) {
  const cvs_money_terms *terms = &prospect->terms;
  const double rate = prospect->baseline, changed = rate * (1 + prospect->lift_mean);
  outcome out = {.control = control, .treatment = total - control};
  const double seen = prospect->noise * (rate * (1 - rate) / out.control + changed * (1 - changed) / out.treatment);
  const double prior = spread_difference(prospect);
  out.days = total / (terms->traffic * terms->traffic_share);
  out.left = fmax(count_visitors(terms) - terms->traffic * out.days, 0);
  out.spread = prior * (prior / hypot(prior, sqrt(seen)));
  out.rest = sqrt(seen) * (prior / hypot(prior, sqrt(seen)));
  return out;
}

static double earn(const cvs_money_prospect *prospect, const outcome *test) {
  const cvs_money_terms *terms = &prospect->terms;
  const double value = terms->value_per_conversion, difference = expect_difference(prospect);
  const double chosen =
      cvs_normal_gain(value * test->left * difference - terms->cost_of_change, value * test->left * test->spread);
  return value * test->treatment * difference + chosen - terms->cost_of_delay * test->days - prospect->cost_of_test;
}

static double round_control(const cvs_money_prospect *prospect, double total) {
  return fmin(fmax(round(total * prospect->control_share), 1), total - 1);
}

static double earn_at(const cvs_money_prospect *prospect, double total) {
  const outcome test = foresee(prospect, total, total * prospect->control_share);
  return earn(prospect, &test);
}

/* The hurdle in differences of rates: what the visitors left must lead by. */
static double find_hurdle(const cvs_money_prospect *prospect, const outcome *test) {
  return prospect->terms.cost_of_change / (prospect->terms.value_per_conversion * test->left);
}

/* Chance that the belief afterwards lies `distance` from the hurdle and the truth on the other side. */
typedef struct mistake {
  double mean, spread, rest;
} mistake;

static double mistake_density(double distance, const void *context) {
  const mistake *m = context;
  return cvs_normal_pdf((distance - m->mean) / m->spread) / m->spread * cvs_normal_sf(fabs(distance) / m->rest);
}

/* Both sides of the hurdle, each from it outwards: the tail of the truth is smooth there. */
static cvs_status expect_mistakes(const cvs_money_prospect *prospect, const outcome *test, double *out) {
  enum { NODES = 64, PANELS = 4 };
  static const double reach = 9; /* standard deviations: beyond it 1e-19 */
  const mistake m = {expect_difference(prospect) - find_hurdle(prospect, test), test->spread, test->rest};
  const cvs_curve curve = {mistake_density, &m};
  *out = 0;
  for (int side = -1; side <= 1; side += 2) {
    /* |distance| where both factors still count */
    const double near = fmax(side * m.mean - reach * m.spread, 0);
    const double far = fmin(fmax(side * m.mean + reach * m.spread, 0), reach * m.rest);
    for (int i = 0; i < PANELS && far > near; i++) {
      double part = 0;
      const double from = near + (far - near) * i / PANELS, to = near + (far - near) * (i + 1) / PANELS;
      const cvs_status status =
          cvs_integrate_fixed(curve, fmin(side * from, side * to), fmax(side * from, side * to), NODES, &part);
      if (status != CVS_OK)
        return status;
      *out += part;
    }
  }
  return CVS_OK;
}

static cvs_status describe(const cvs_money_prospect *prospect, double total, cvs_money_size *out, cvs_error *error) {
  const double control = round_control(prospect, total);
  const outcome test = foresee(prospect, total, control);
  *out = (cvs_money_size){.visitors_total = (uint64_t)total,
                          .visitors_control = (uint64_t)control,
                          .days = test.days,
                          .profit = earn(prospect, &test)};
  if (!(test.left > 0)) /* nobody is left to choose for */
    return CVS_OK;
  out->p_ship = cvs_normal_cdf((expect_difference(prospect) - find_hurdle(prospect, &test)) / test.spread);
  const cvs_status status = expect_mistakes(prospect, &test, &out->p_wrong);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the chance of a wrong choice could not be integrated");
}

/* Visitors that can be in the test until the horizon ends. */
static double find_room(const cvs_money_terms *terms) {
  return floor(fmin(count_visitors(terms) * terms->traffic_share, (double)CVS_VISITORS_MAX));
}

cvs_status cvs_money_size_at(const cvs_money_prospect *prospect, uint64_t visitors_total, cvs_money_size *out,
                             cvs_error *error) {
  const cvs_status status = check_prospect(prospect, error);
  if (status != CVS_OK)
    return status;
  if (visitors_total < 2)
    return cvs_fail(error, CVS_EINVAL, "a test has %llu visitors, expected 2 or more",
                    (unsigned long long)visitors_total);
  if ((double)visitors_total > find_room(&prospect->terms))
    return cvs_fail(error, CVS_ELIMIT, "a test of %llu visitors does not end within the horizon",
                    (unsigned long long)visitors_total);
  return describe(prospect, (double)visitors_total, out, error);
}

/* The best of steps low ... high by thirds, where the profit has one top between them. */
static double search_top(const cvs_money_prospect *prospect, double step, double low, double high) {
  enum { FEW = 3, TURNS_MAX = 200 };
  for (int i = 0; i < TURNS_MAX && high - low > FEW; i++) {
    const double third = floor((high - low) / 3);
    const double left = low + third, right = high - third;
    if (earn_at(prospect, step * left) < earn_at(prospect, step * right))
      low = left;
    else
      high = right;
  }
  double best = low;
  for (double k = low + 1; k <= high; k++)
    if (earn_at(prospect, step * k) > earn_at(prospect, step * best))
      best = k;
  return best;
}

/* A profit may fall before it rises, where a change costs much and little is learned at first: so a grid over
 * all sizes, then the top around its best point. */
static double find_best(const cvs_money_prospect *prospect, double step, double last) {
  enum { GRID = 400 };
  const double ratio = exp(log(last) / GRID);
  double best = 1, place = 1;
  double most = earn_at(prospect, step);
  for (int i = 1; i <= GRID; i++) {
    place = fmax(floor(place) + 1, place * ratio);
    if (place > last)
      break;
    const double profit = earn_at(prospect, step * floor(place));
    if (profit > most) {
      most = profit;
      best = floor(place);
    }
  }
  return search_top(prospect, step, fmax(floor(best / ratio) - 1, 1), fmin(ceil(best * ratio) + 1, last));
}

cvs_status cvs_money_size_best(const cvs_money_prospect *prospect, double step, cvs_money_size *out, cvs_error *error) {
  const cvs_status status = check_prospect(prospect, error);
  if (status != CVS_OK)
    return status;
  const double asked = step > 0 ? step : 2;
  const double unit = asked * fmax(ceil(2 / asked), 1); /* a test has two visitors at least */
  const double last = floor(find_room(&prospect->terms) / unit);
  if (!(last >= 1))
    return cvs_fail(error, CVS_ELIMIT, "the horizon has no room for a test");
  return describe(prospect, floor(unit * find_best(prospect, unit, last)), out, error);
}

const cvs_method cvs_method_profit_size = {
    .name = "profit_size",
    .id = "expected-profit",
    .kind = CVS_KIND_OTHER,
    .title = "size of a test with the highest expected profit, normal prior",
    .formula = "value n_1 d + E[max(value N_left D' - cost of change, 0)] - costs; D' ~ N(d, s^4 / (s^2 + v(n))), the "
               "difference believed before ~ N(d, s^2)",
    .citation = "Feit & Berman (2019), Marketing Science 38, 1038-1058",
    .note = "below 50 conversions an arm the normal approximation is rough",
};

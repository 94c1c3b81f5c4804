/* Power at a margin: the null variance of the score test at the constrained rates.
 *
 * Source: Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454: as the sample grows, the
 * constrained estimates tend to those that maximise the likelihood of the true rates. */
#include "stat/power_terms.h"

#include "stat/score.h"

#include <math.h>

/* The fit depends on shares alone. So many visitors in the larger arm make whole counts of any rate
 * to the last bit of a double near 1, and below 2^53 all are exact. */
static const double shares_visitors = 0x1p52;

static cvs_sample sample_of(double visitors, double rate) {
  return (cvs_sample){.visitors = (uint64_t)visitors, .conversions = (uint64_t)round(visitors * rate)};
}

double cvs_power_margin_error(const cvs_power_point *point) {
  double n1 = point->visitors_control, n2 = point->visitors_treatment;
  double larger = fmax(n1, n2);
  cvs_pair shares = {.control = sample_of(fmax(1, round(shares_visitors * (n1 / larger))), point->rate_control),
                     .treatment = sample_of(fmax(1, round(shares_visitors * (n2 / larger))), point->rate_treatment)};
  cvs_constrained_rates fit = cvs_score_constrained(&shares, point->scale, point->null);
  double weight = point->scale == CVS_LIFT ? 1 + point->null : 1;
  return sqrt(weight * weight * fit.control * (1 - fit.control) / n1 + fit.treatment * (1 - fit.treatment) / n2);
}

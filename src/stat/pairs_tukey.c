/* All pairs of arms at once: the range of equally many normal variables (Tukey, Kramer). */
#include "base/constants.h"
#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"
#include "stat/methods.h"
#include <convstat/several.h>

#include <math.h>

typedef struct range_tail {
  double range; /* in standard deviations of one arm: z sqrt 2 */
  double arms;
  double scale; /* P of one pair: keeps the integrand near 1 */
} range_tail;

/* With x the largest of k, the others lie below x and at least one below x - range. */
static double tail_density(double x, const range_tail *tail) {
  double below = cvs_normal_cdf(x), far = cvs_normal_cdf(x - tail->range);
  if (below <= 0)
    return 0;
  double others = tail->arms - 1;
  double some_far = -expm1(others * log1p(-fmin(far / below, 1)));
  return tail->arms * cvs_normal_pdf(x) / tail->scale * pow(below, others) * some_far;
}

/* Midpoint rule over the line: converges beyond double precision for so smooth an integrand.
 * The mass lies around range/2, at most 9 deviations away from [0, range/2]. */
static double integrate_range(const range_tail *tail) {
  const double step = 0.125, reach = 9;
  double low = -reach, high = tail->range / 2 + reach, sum = 0;
  size_t nodes = (size_t)((high - low) / step) + 1;
  for (size_t j = 0; j < nodes; j++)
    sum += tail_density(low + ((double)j + 0.5) * step, tail);
  return sum * step;
}

enum { ARMS_MAX = 1000 };

static cvs_status check_arms(size_t arms, cvs_error *error) {
  if (arms < 2 || arms > ARMS_MAX)
    return cvs_fail(error, CVS_EINVAL, "%zu arms are outside [2, %d] of the comparison of all pairs", arms, ARMS_MAX);
  return CVS_OK;
}

static double range_sf(double z, size_t arms) {
  double single = 2 * cvs_normal_sf(z);
  if (arms == 2 || z <= 0 || single <= 0)
    return fmin(single, 1);
  double k = (double)arms;
  range_tail tail = {z / CVS_SQRT1_2, k, single};
  return fmin(single * fmin(fmax(integrate_range(&tail), 1), k * (k - 1) / 2), 1);
}

cvs_status cvs_tukey_sf(double z, size_t arms, double *p, cvs_error *error) {
  cvs_status status = check_arms(arms, error);
  if (status != CVS_OK)
    return status;
  if (!isfinite(z))
    return cvs_fail(error, CVS_EINVAL, "the statistic is not a finite number");
  *p = range_sf(fabs(z), arms);
  return CVS_OK;
}

typedef struct critical_search {
  size_t arms;
  double ln_alpha;
} critical_search;

static double excess_at(double z, const void *context) {
  const critical_search *search = context;
  return log(range_sf(z, search->arms)) - search->ln_alpha;
}

cvs_status cvs_tukey_critical(double alpha, size_t arms, double *z, cvs_error *error) {
  const double slack = 1e-9; /* rounding of the bounds where they meet */
  if (!(alpha > 0 && alpha < 1))
    return cvs_fail(error, CVS_EINVAL, "alpha is outside (0, 1)");
  cvs_status status = check_arms(arms, error);
  if (status != CVS_OK)
    return status;
  double pairs = (double)arms * (double)(arms - 1) / 2, low, high;
  status = cvs_normal_quantile_sf(alpha / 2, &low);
  if (status == CVS_OK)
    status = cvs_normal_quantile_sf(alpha / 2 / pairs, &high);
  critical_search search = {arms, log(alpha)};
  *z = low;
  if (status == CVS_OK && arms > 2)
    status = cvs_root((cvs_curve){excess_at, &search}, fmax(low - slack, 0), high + slack, 1e-13, z);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the critical value of all pairs of %zu arms could not be computed", arms);
  return CVS_OK;
}

const cvs_method cvs_method_pairs_tukey = {
    .name = "pairs_tukey",
    .id = "tukey",
    .kind = CVS_KIND_OTHER,
    .title = "Tukey-Kramer comparison of all pairs of arms",
    .formula = "p_adj = P(range of k standard normal variables >= |z| sqrt 2)",
    .citation = "Kramer (1956), Biometrics 12, 307-310",
    .note = "simultaneous over all pairs; on the safe side where arms differ in size",
    .statistic = "z",
};

/* What holds after a stop: p-value, median unbiased estimate and interval by stage-wise ordering
 * (Tsiatis, Rosner & Mehta 1984). */
#include "base/constants.h"
#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"
#include "stat/seq_check.h"
#include "stat/seq_stops.h"

#include <math.h>

static const double TAIL_MIN = 1e-12;
static const double DRIFT_TOLERANCE = 1e-13;
/* The bracket of a drift doubles: 2^16 times a deviation. */
enum { WIDENINGS_MAX = 16 };
/* Below this sums lose digits, and the logarithm is that of the normal tail, which is no smaller. */
static const double PROBABILITY_MIN = 1e-290;

/* Where the test stopped, and what is asked of a drift. */
typedef struct stop {
  const cvs_sequential_bounds *bounds;
  size_t look;
  double z;
  double ln_tail;
} stop;

/* Probability of more evidence of benefit, and of less; the stop itself counts to both. */
typedef struct evidence {
  double more;
  double less;
} evidence;

static evidence weigh(const stop *at, double drift) {
  const cvs_sequential_bounds *bounds = at->bounds;
  cvs_walk walk;
  cvs_walk_start(&walk, drift);
  evidence sum = {0, 0};
  for (size_t j = 0; j < at->look; j++) {
    const double information = bounds->look[j].information;
    const cvs_gap gap = cvs_seq_gap(bounds, j, bounds->binding);
    sum.more += cvs_walk_above(&walk, information, gap.high);
    if (isfinite(gap.low))
      sum.less += cvs_walk_below(&walk, information, gap.low);
    cvs_seq_pass(&walk, bounds, j, bounds->binding);
  }
  const double information = bounds->look[at->look].information;
  sum.more += cvs_walk_above(&walk, information, at->z);
  sum.less += cvs_walk_below(&walk, information, at->z);
  return sum;
}

/* All three rise or fall through 0 once: more evidence the larger the drift. */
static double excess_more(double drift, const void *context) {
  const stop *at = context;
  return log(weigh(at, drift).more) - at->ln_tail;
}

static double excess_less(double drift, const void *context) {
  const stop *at = context;
  return log(weigh(at, drift).less) - at->ln_tail;
}

static double balance(double drift, const void *context) {
  const evidence sum = weigh(context, drift);
  return sum.more - sum.less;
}

/* Widens a bracket about the naive estimate until it holds the root. */
static cvs_status find_drift(cvs_function *f, const stop *at, double *drift) {
  const double root_time = sqrt(at->bounds->look[at->look].information);
  const double center = at->z / root_time;
  const cvs_curve curve = {f, at};
  double reach = 2 / root_time;
  for (int i = 0; i < WIDENINGS_MAX; i++) {
    if ((f(center - reach, at) > 0) != (f(center + reach, at) > 0))
      return cvs_root(curve, center - reach, center + reach, DRIFT_TOLERANCE, drift);
    reach *= 2;
  }
  return CVS_ENOCONV;
}

static void fill_p(const stop *at, cvs_sequential_final *out) {
  const evidence null = weigh(at, 0);
  const bool two_sided = at->bounds->has_lower;
  const bool worse = two_sided && null.less < null.more;
  const double side = worse ? null.less : null.more;
  const double ln_side = side > PROBABILITY_MIN ? log(side) : cvs_normal_ln_sf(worse ? -at->z : at->z);
  out->p_value = fmin(two_sided ? 2 * side : side, 1);
  out->ln_p_value = fmin(two_sided ? CVS_LN2 + ln_side : ln_side, 0);
}

cvs_status cvs_sequential_conclude(const cvs_sequential_bounds *bounds, const cvs_sequential_seen *seen, double tail,
                                   cvs_sequential_final *out, cvs_error *error) {
  cvs_status status = cvs_seq_check_seen(bounds, seen, error);
  if (status != CVS_OK)
    return status;
  if (!(tail >= TAIL_MIN && tail < 0.5))
    return cvs_fail(error, CVS_EINVAL, "the error of a limit is %g, from %g to below 0.5 was expected", tail, TAIL_MIN);
  const stop at = {bounds, seen->look, seen->z, log(tail)};
  fill_p(&at, out);
  status = find_drift(balance, &at, &out->estimate);
  if (status == CVS_OK)
    status = find_drift(excess_more, &at, &out->lower);
  if (status == CVS_OK)
    status = find_drift(excess_less, &at, &out->upper);
  if (status != CVS_OK)
    return cvs_fail(error, CVS_ENOCONV, "the adjusted interval after look %zu could not be computed", seen->look + 1);
  return CVS_OK;
}

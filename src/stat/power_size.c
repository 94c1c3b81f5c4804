/* Sizes by the normal approximation.
 *
 * The search starts where the nearer tail alone gives the power, effect - correction = z error_null +
 * z_power error_alternative, a quadratic in sqrt(n) (Fleiss's formula where there is no correction).
 * The root of the power itself, which counts all tails, lies beside it. */
#include "stat/power_terms.h"

#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"

#include <math.h>

/* The far tail moves the answer by less than this share where power is usual. */
static const double FAR_TAIL_SHARE = 1e-3;
static const double ROOT_RTOL = 1e-14;
/* Errors shrink as 1/sqrt(n) exactly here, whatever small samples do to them. */
static const double LARGE_SIZE = 0x1p60;
enum { DOUBLINGS_MAX = 120 };

typedef struct search {
  cvs_design design;
  double power;
  double quantile; /* z of the power wanted */
} search;

static double excess_power_at_size(double visitors, const void *context) {
  const search *s = context;
  return cvs_power_normal(&s->design, visitors) - s->power;
}

/* effect n - (z e0 + z_power e1) sqrt(n) - c = 0 for one side; 0 where any size will do. */
static double near_side_size(const search *s, const cvs_power_side *side) {
  cvs_power_terms terms;
  if (cvs_power_side_terms(&s->design, side, LARGE_SIZE, &terms, NULL) != CVS_OK || !(terms.effect > 0))
    return 0;
  double errors = (s->design.level.z * terms.error_null + s->quantile * terms.error_alternative) * sqrt(LARGE_SIZE);
  double correction = terms.correction * LARGE_SIZE;
  double root = (errors + sqrt(errors * errors + 4 * terms.effect * correction)) / (2 * terms.effect);
  return errors > 0 || correction > 0 ? root * root : 0;
}

static double largest_near_side(const search *s) {
  cvs_power_side sides[CVS_POWER_SIDES_MAX];
  size_t count = cvs_power_sides(&s->design, sides);
  double size = 0;
  for (size_t i = 0; i < count; i++)
    size = fmax(size, near_side_size(s, &sides[i]));
  return size > 0 ? size : 1;
}

/* Widens [low, high] until the power wanted lies between; false where every size has it. */
static bool bracket_size(const search *s, double *low, double *high) {
  for (int i = 0; i < DOUBLINGS_MAX && excess_power_at_size(*high, s) < 0; i++)
    *high *= 2;
  for (int i = 0; i < DOUBLINGS_MAX; i++) {
    if (excess_power_at_size(*low, s) < 0)
      return true;
    *low /= 2;
  }
  return false;
}

static cvs_status find_size(const search *s, double *visitors, cvs_error *error) {
  double start = largest_near_side(s);
  double low = start * (1 - FAR_TAIL_SHARE), high = start * (1 + FAR_TAIL_SHARE);
  if (!bracket_size(s, &low, &high))
    return cvs_fail(error, CVS_EUNDEF, "the approximation gives this power at any size: ask for more");
  cvs_status status = cvs_root((cvs_curve){excess_power_at_size, s}, low, high, ROOT_RTOL, visitors);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the size could not be found");
  if (*visitors * fmax(1, s->design.ratio) > (double)CVS_VISITORS_MAX)
    return cvs_fail(error, CVS_ELIMIT, "this effect needs more than a million million visitors");
  return CVS_OK;
}

cvs_status cvs_size_approximate(const cvs_design *design, double power, double *visitors_control, cvs_error *error) {
  cvs_status status = cvs_power_check(design, error);
  if (status == CVS_OK)
    status = cvs_power_check_target(design, power, error);
  if (status == CVS_OK)
    status = cvs_power_check_reachable(design, error);
  if (status != CVS_OK)
    return status;
  search s = {.design = *design, .power = power};
  status = cvs_normal_quantile_sf(1 - power, &s.quantile);
  return status == CVS_OK ? find_size(&s, visitors_control, error) : status;
}
